"""From what is known of a market to alpha and sigma: closed form and bisection.

    alpha   the elasticity of all sales to all prices is -elasticity:
            elasticity = alpha * outside share * mean price
    sigma   the firm `margin_of` earns on average `margin` of its price; the markup falls as sigma
            rises, so bisection finds it

Costs follow: cost = price - markup - base duty.  A firm may not earn more than its price.
"""

from dataclasses import dataclass

import numpy as np

from sim.economy.demand import Demand
from sim.economy.fleet import Fleet
from sim.economy.pricing import known_markups
from sim.worlds import Array, Worlds, require

HALVINGS = 60


@dataclass(frozen=True, eq=False)
class Known:
    """What a market is calibrated to; each a number, or one for each world."""

    outside: Worlds = 0.5  # share of potential buyers who buy no car
    elasticity: Worlds = 1.0  # of all sales to all prices, as a positive number
    margin: Worlds = 0.2  # (price - cost)/price, sales-weighted
    margin_of: str = "HMG"


def firm_margin(demand: Demand, firm: str) -> Array:
    """Return a firm's sales-weighted markup over its sales-weighted price, (worlds,)."""
    fleet = demand.fleet
    units = fleet.units * fleet.of_firms(firm)
    by_line = np.take(known_markups(demand), fleet.groups.of_line, axis=-1)
    return np.asarray((by_line * units).sum(axis=-1) / (fleet.price * units).sum())


def calibrated(fleet: Fleet, known: Known) -> Demand:
    """Return demand in each world; ValueError where no sigma from 0 to 1 gives the margin."""
    if not fleet.of_firms(known.margin_of).any():
        raise ValueError(f"no cars are priced by {known.margin_of}")
    stated = np.broadcast_arrays(*map(np.atleast_1d, (known.outside, known.elasticity, known.margin)))
    outside, elasticity, margin = (np.array(values, dtype=float) for values in stated)
    mean = (fleet.units * fleet.price).sum() / fleet.units.sum()
    alpha = elasticity / (outside * mean)
    low, high = np.zeros(len(alpha)), np.ones(len(alpha))
    lowest = firm_margin(Demand(fleet, alpha, low, outside), known.margin_of)
    require("margin", margin, (margin > 0) & (margin < lowest), "cannot be reached with sigma between 0 and 1")
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        above = firm_margin(Demand(fleet, alpha, middle, outside), known.margin_of) > margin
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return Demand(fleet, alpha, (low + high) / 2, outside)
