"""Kernels of what is learnt from offers."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
from sim.kernels.paths import _plain


def grow_weights(held: Any, stayed: Any, has_before: Any, stake: Any, step: Any) -> Any:
    """Return the weights after an offer."""
    flags = (_plain(stayed, np.bool_), _plain(has_before, np.bool_), _plain(stake, np.bool_))
    return _grow_weights(_plain(held), *flags, _plain(step))


@compile_for("(f8[:,::1], b1[:,::1], b1[::1], b1[:,::1], f8[::1])")
def _grow_weights(held: Any, stayed: Any, has_before: Any, at_stake: Any, step: Any) -> Any:
    """Return the weights after an offer, (worlds, issues)."""
    worlds, issues = held.shape
    found = held.copy()
    for w in range(worlds):
        if not has_before[w]:
            continue
        total, count, stake = -0.0, 0, at_stake[w if len(at_stake) > 1 else 0]
        for i in range(issues):
            found[w, i] = held[w, i] + step[w] if stayed[w, i] else held[w, i]
            total += found[w, i] if stake[i] else 0.0
            count += stake[i]
        mean = total / max(count, 1) if total > 0 else 1.0
        for i in range(issues):
            found[w, i] = found[w, i] / mean if stake[i] else 1.0
    return found
