"""Kernels of `sim.bargaining.doubt`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compiled

TIE = 1e-9  # that of sim.core.ties: a test compares them


def equal_concession(own: tuple[Any, Any], other: tuple[Any, Any]) -> Any:
    """Return where two sides meet that give ground at the same share of their ranges."""
    (mine, reserve), (theirs, other_reserve) = own, other
    return _equal_concession(mine, reserve, theirs, other_reserve)


@compiled("(f8[:,:], f8[:], f8[:,:], f8[:])")
def _equal_concession(mine: Any, reserve: Any, theirs: Any, other_reserve: Any) -> Any:
    """Return position and whether any is livable, (worlds,) each, of values (worlds or 1, positions)."""
    worlds, positions = len(reserve), mine.shape[1]
    position, able = np.zeros(worlds, np.int64), np.zeros(worlds, np.bool_)
    for w in range(worlds):
        m, t = w if len(mine) > 1 else 0, w if len(theirs) > 1 else 0
        low, other_low = reserve[w] - TIE, other_reserve[w] - TIE
        most, other_most = -np.inf, -np.inf
        for k in range(positions):
            if mine[m, k] >= low and theirs[t, k] >= other_low:
                able[w] = True
                most, other_most = max(most, mine[m, k]), max(other_most, theirs[t, k])
        if not able[w]:
            continue
        span, other_span, least = most - reserve[w], other_most - other_reserve[w], np.inf
        for k in range(positions):
            if mine[m, k] >= low and theirs[t, k] >= other_low:
                given = (most - mine[m, k]) / span if span > 0 else 0.0
                other_given = (other_most - theirs[t, k]) / other_span if other_span > 0 else 0.0
                given = max(given, other_given)
                if given < least:
                    least, position[w] = given, k
    return position, able
