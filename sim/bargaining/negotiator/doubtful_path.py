"""A proposer's values along its path where it doubts that a signature holds."""

import numpy as np

from sim.bargaining.doubt import SignatureProspect
from sim.bargaining.negotiator.stance import PathDoubt
from sim.bargaining.tradeoff import within
from sim.core.backend import has_kernel
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
    mine = comparable_where(able, mine, doubt.belief_at(able), prospect, places)
    return mine, able & within(mine, np.greater_equal, demand - TIE)


@has_kernel("doubtful_values")
def comparable_where(able: Flags, mine: Array, belief: Array, prospect: SignatureProspect, places: Whole) -> Array:
    """Return own values, (worlds or 1, positions), as they compare with demands where a package is able to be offered.

    able, belief (worlds, positions), in the worlds `places` of those that meet; see `SignatureProspect.comparable`.
    """
    return np.where(able, prospect.comparable(np.broadcast_to(mine, able.shape), belief, places), mine)
