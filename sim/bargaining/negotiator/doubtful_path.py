"""A proposer's values along its path where it doubts that a signature holds."""

import numpy as np

from sim.bargaining.negotiator.stance import PathDoubt
from sim.bargaining.tradeoff import within
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole


def values_in_doubt(
    mine: Array, permitted: Flags, demand: Array, authority: Array, doubt: PathDoubt, places: Whole
) -> tuple[Array, Flags]:
    """Return own values as they compare with the demand, and where they meet it, (worlds, positions) each."""
    prospect = doubt.prospect
    if prospect is None:
        raise ValueError("the doubt must be the proposer's own")
    able = permitted & within(mine, np.greater_equal, authority - TIE)
    if prospect.sure_demands:  # doubt brings values nearer to the reserve, which no demand is below: it adds none
        able &= within(mine, np.greater_equal, demand - 2 * TIE)  # to what is enough
    mine = np.where(able, prospect.comparable(np.broadcast_to(mine, able.shape), doubt.belief_at(able), places), mine)
    return mine, able & within(mine, np.greater_equal, demand - TIE)
