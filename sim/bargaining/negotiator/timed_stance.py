"""What a side demands, and would offer, whose demand falls with the clock from the most it may hope for to its reserve.

    target = best - given * (best - reserve)
    at the last meeting before a lapse    reserve + e * (target - reserve), e the belief in an extension

The share `given` is a matter of the clock alone, so that it is known before the path is walked; and one walk serves
both the most that is demanded and the offer.
"""

import numpy as np

from sim.bargaining.negotiator.observation import first_demand
from sim.bargaining.negotiator.path_ahead import PathAhead, best_on_path
from sim.bargaining.rules import OpeningRule
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole


def target_by_clock(given: Array, best: Array, reserve: Array, last_chance: Flags, belief: Array) -> Array:
    """Return the value demanded, (worlds,), where a share of the range from `best` to `reserve` has been given."""
    target = best - given * (best - reserve)
    last = reserve + belief * (target - reserve)
    return np.maximum(np.where(last_chance, last, target), reserve)  # rounding may undercut


@has_kernel("stances")
def stand_by_clock(
    ahead: PathAhead, opening: OpeningRule, given: Array, offering: Whole
) -> tuple[Whole, Array, Array, Whole]:
    """Return where demands begin on a path, the most demanded and the target, (worlds that meet,) each, and offers.

    given      share of the range that has been given by now, (worlds that meet,)
    offering   places of the worlds that meet at which an offer is made: the packages are (offering, issues)
    """
    brief = ahead.brief
    first, value = first_demand(opening, ahead)
    best = np.maximum(value, brief.reserve)
    target = target_by_clock(given, best, brief.reserve, brief.last_chance, brief.belief)
    if not len(offering):
        return first, best, target, np.zeros((0, brief.own.shape[1]), dtype=np.int64)
    return first, best, target, best_on_path(ahead, offering, np.maximum(target, brief.authority)[offering])
