"""Kernels of values along a path where a signature may not hold."""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops


def comparable_where(able: Any, mine: Any, belief: Any, prospect: Any, places: Any) -> Any:
    """Return own values along a path as they compare with demands where a package is able to be offered."""
    held = (prospect.reserve, prospect.resumed, prospect.low, prospect.kept, prospect.scale)
    return attempt(_comparable_where, able, mine, belief, *held, places, prospect.sure_demands)


def discount_value(value: Any, reserve: Any, h: Any) -> Any:
    """Return values along a path that are discounted by a belief; other shapes are for the rule."""
    if np.ndim(h) != 2 or np.shape(value) != h.shape or np.shape(reserve) != (len(h), 1):
        return NotImplemented
    return attempt(_discount_value, value, reserve, h)


@compile_into_loops
def _comparable(
    value: float, belief: float, reserve: float, resumed: float, low: float, kept: float, scale: float, sure: bool
) -> float:
    """Return what a package worth `value` for certain compares with demands as; see `SignatureProspect.comparable`."""
    if sure:
        h = belief * kept
        return value if h >= 1 else reserve + h * (value - reserve)
    ratio = belief / scale
    more = (1 - belief) * (resumed - reserve) - (low - reserve)
    return value if ratio == 1 and more == 0 else reserve + ratio * (value - reserve) + more / scale


@compile_into_loops
def _discount(value: float, reserve: float, h: float) -> float:
    """Return h * value + (1 - h) * reserve; value itself where h is 1."""
    return value if h >= 1 else reserve + h * (value - reserve)


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
        for k in range(able.shape[1]):
            value = mine[r, k]
            if able[w, k]:
                value = _comparable(value, belief[w, k], reserves[p], resumed[p], lows[p], kept[p], scales[p], sure)
            found[w, k] = value
    return found


@compile_for("(f8[:,:], f8[:,:], f8[:,::1])")
def _discount_value(value: Any, reserve: Any, h: Any) -> Any:
    """Return it, (worlds, positions)."""
    found = np.empty(h.shape)
    for w in range(len(h)):
        for k in range(h.shape[1]):
            found[w, k] = _discount(value[w, k], reserve[w, 0], h[w, k])
    return found
