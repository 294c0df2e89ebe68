"""Precedent: what one partner gets, others ask for; what one partner pays, others are asked.

    contagion   -kappa * points given below the rate others are believed to get, or the one in force once the pause
                has lapsed where that is lower
    parity      -loss * points of tariff above a peer's rate                        (party B)
    price       -loss * bn pledged below share * the peer's pledge                  (party A's)

Before any peer deal the believed rate differs by world; a peer's deal sets it, and kappa changes
from its value before to its value after.  Contagion and price concern what is signed, not the
pause.  All flows are in bn USD a year.
"""

import numpy as np

from sim.core.worlds import Array


def contagion_flow(grid: Array, believed: Array, kappa: Array) -> Array:
    """Return the flow to party A, (worlds, levels), of a tariff at each level (percent)."""
    return -kappa[:, None] * np.maximum(believed[:, None] - grid, 0.0)


def parity_flow(grid: Array, peer: Array, loss: Array) -> Array:
    """Return the flow to party B, (worlds, levels); nan `peer` means no peer deal yet: no loss."""
    above = np.maximum(grid - np.where(np.isfinite(peer), peer, np.inf)[:, None], 0.0)
    return -loss[:, None] * above


def pledge_price_flow(grid: Array, pledge: Array, share: Array, loss: Array) -> Array:
    """Return the flow to party A, (worlds, levels); nan `pledge` means no peer deal yet."""
    expected = np.where(np.isfinite(pledge), share * pledge, 0.0)
    return -loss[:, None] * np.maximum(expected[:, None] - grid, 0.0)
