"""Kernels of `sim.bargaining.clockwork`."""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops

TIE = 1e-9  # that of sim.core.ties: a test compares them
SIDE = "f8[::1], f8[::1], f8[::1], f8[::1], f8[::1], i8"  # mine, theirs, what it is worth to both, asked, begin


def play_by_clock(sides: Any, demands: Any, authority: Any, asked: Any, first: int) -> Any:
    """Return the round in which each world ends, the place of the last offer, and what was asked last."""
    one, two = sides
    party_a = (one.mine, one.theirs, one.values[0], one.values[1], one.asked, one.begin)
    party_b = (two.mine, two.theirs, two.values[0], two.values[1], two.asked, two.begin)
    return _play_by_clock(*party_a, *party_b, demands, authority, asked.copy(), first)


@compile_into_loops
def _best(mine: Any, theirs: Any, least: float, most: float, begin: int) -> int:
    """Return the first place whose values meet the limits; the own best where none does."""
    for k in range(len(mine)):
        if theirs[k] <= most and mine[k] >= least:
            return k
    return begin


@compile_into_loops
def _offer(held: Any, begin: int, today: Any, other_today: Any, limits: Any) -> Any:
    """Return the place of an offer, and whether it is taken."""
    (mine, theirs, own, other), (authority, other_authority, asked) = held, limits
    place = _best(mine, theirs, today - TIE, asked + TIE, begin)
    taken = other[place] >= other_today - TIE and other[place] >= other_authority - TIE
    return place, taken and own[place] >= authority - TIE


@compile_for(f"({SIDE}, {SIDE}, f8[:,:,::1], f8[:,::1], f8[:,::1], i8)")
def _play_by_clock(
    mine: Any,
    theirs: Any,
    own: Any,
    other: Any,
    says: Any,
    begin: int,
    mine_2: Any,
    theirs_2: Any,
    own_2: Any,
    other_2: Any,
    says_2: Any,
    begin_2: int,
    demands: Any,
    authority: Any,
    asked: Any,
    first: int,
) -> Any:
    """Return the round in which each world ends, -1 for none, the place of the last offer, and what was asked."""
    worlds = demands.shape[2]
    ended, place = np.full(worlds, -1), np.zeros(worlds, np.int64)
    one, two = (mine, theirs, own, other), (mine_2, theirs_2, own_2, other_2)
    for w in range(worlds):
        for k in range(demands.shape[1]):
            a, b = demands[0, k, w], demands[1, k, w]
            if (first + k) % 2 == 0:
                limits = (authority[0, w], authority[1, w], asked[0, w])
                place[w], taken = _offer(one, begin, a, b, limits)
                asked[1, w] = says[place[w]]
            else:
                limits = (authority[1, w], authority[0, w], asked[1, w])
                place[w], taken = _offer(two, begin_2, b, a, limits)
                asked[0, w] = says_2[place[w]]
            if taken:
                ended[w] = first + k
                break
    return ended, place, asked
