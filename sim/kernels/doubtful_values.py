"""Kernels of values along a path where a signature may not hold."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for


def comparable_where(able: Any, mine: Any, belief: Any, prospect: Any, places: Any) -> Any:
    """Return own values along a path as they compare with demands where a package is able to be offered."""
    held = (prospect.reserve, prospect.resumed, prospect.low, prospect.kept, prospect.scale)
    return attempt(_comparable_where, able, mine, belief, *held, places, prospect.sure_demands)


def discount_value(value: Any, reserve: Any, h: Any) -> Any:
    """Return values along a path that are discounted by a belief; other shapes are for the rule."""
    if np.ndim(h) != 2 or np.shape(value) != h.shape or np.shape(reserve) != (len(h), 1):
        return NotImplemented
    return attempt(_discount_value, value, reserve, h)


@compile_for("(b1[:,::1], f8[:,:], f8[:,::1], f8[:], f8[:], f8[:], f8[:], f8[:], i8[:], b1)")
def _comparable_where(
    able: Any,
    mine: Any,
    belief: Any,
    reserves: Any,
    resumed: Any,
    lows: Any,
    kept: Any,
    scales: Any,
    places: Any,
    sure: bool,
) -> Any:
    """Return them, (worlds, positions)."""
    found = np.empty(able.shape)
    for w in range(len(able)):
        p, r = places[w], (w if len(mine) > 1 else 0)
        reserve, low, scale = reserves[p], lows[p], scales[p]
        for k in range(able.shape[1]):
            value = found[w, k] = mine[r, k]
            if not able[w, k]:
                continue
            if sure:
                h = belief[w, k] * kept[p]
                found[w, k] = value if h >= 1 else reserve + h * (value - reserve)
                continue
            ratio = belief[w, k] / scale
            more = (1 - belief[w, k]) * (resumed[p] - reserve) - (low - reserve)
            if not (ratio == 1 and more == 0):
                found[w, k] = reserve + ratio * (value - reserve) + more / scale
    return found


@compile_for("(f8[:,:], f8[:,:], f8[:,::1])")
def _discount_value(value: Any, reserve: Any, h: Any) -> Any:
    """Return it, (worlds, positions)."""
    found = np.empty(h.shape)
    for w in range(len(h)):
        for k in range(h.shape[1]):
            sure = h[w, k] >= 1
            found[w, k] = value[w, k] if sure else reserve[w, 0] + h[w, k] * (value[w, k] - reserve[w, 0])
    return found
