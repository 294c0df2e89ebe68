"""Kernels of what is learnt from offers."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
from sim.kernels.paths import _plain


def grow_weights(held: Any, stayed: Any, has_before: Any, public: Any, step: Any) -> Any:
    """Return the weights after an offer."""
    return _grow_weights(
        _plain(held), _plain(stayed, np.bool_), _plain(has_before, np.bool_), _plain(public), _plain(step)
    )


@compile_for()
def _at_stake(values: Any) -> bool:
    """Return whether the levels of an issue differ in worth; none of them may be nan."""
    least, most, known = values[0], values[0], True
    for value in values:
        least, most = min(least, value), max(most, value)
        known &= value == value
    return known and most > least


@compile_for("(f8[:,::1], b1[:,::1], b1[::1], f8[:,:,::1], f8[::1])")
def _grow_weights(held: Any, stayed: Any, has_before: Any, public: Any, step: Any) -> Any:
    """Return the weights after an offer, (worlds, issues)."""
    worlds, issues = held.shape
    found, stake = held.copy(), np.empty(issues, np.bool_)
    for w in range(worlds):
        if not has_before[w]:
            continue
        total, count = -0.0, 0
        for i in range(issues):
            stake[i] = _at_stake(public[w if len(public) > 1 else 0, i])
            found[w, i] = held[w, i] + step[w] if stayed[w, i] else held[w, i]
            total += found[w, i] if stake[i] else 0.0
            count += stake[i]
        mean = total / max(count, 1) if total > 0 else 1.0
        for i in range(issues):
            found[w, i] = found[w, i] / mean if stake[i] else 1.0
    return found
