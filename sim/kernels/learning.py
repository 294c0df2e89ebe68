"""Kernels of what is learnt from offers."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.paths import _plain


def grow_weights(held: Any, stayed: Any, has_before: Any, stake: Any, step: Any) -> Any:
    """Return the weights after an offer."""
    flags = (_plain(stayed, np.bool_), _plain(has_before, np.bool_), _plain(stake, np.bool_))
    return _grow_weights(_plain(held), *flags, _plain(step))


@compile_into_loops
def _grow(held: Any, w: int, stayed: Any, s: int, at_stake: Any, at: int, step: float) -> None:
    """Let the weights of a world grow after an offer: `stayed` where an issue's level is that of the offer before."""
    total, count = -0.0, 0
    for i in range(held.shape[1]):
        held[w, i] = held[w, i] + step if stayed[s, i] else held[w, i]
        total += held[w, i] if at_stake[at, i] else 0.0
        count += at_stake[at, i]
    mean = total / max(count, 1) if total > 0 else 1.0
    for i in range(held.shape[1]):
        held[w, i] = held[w, i] / mean if at_stake[at, i] else 1.0


@compile_for("(f8[:,::1], b1[:,::1], b1[::1], b1[:,::1], f8[::1])")
def _grow_weights(held: Any, stayed: Any, has_before: Any, at_stake: Any, step: Any) -> Any:
    """Return the weights after an offer, (worlds, issues)."""
    found = held.copy()
    for w in range(len(held)):
        if has_before[w]:
            _grow(found, w, stayed, w, at_stake, w if len(at_stake) > 1 else 0, step[w])
    return found
