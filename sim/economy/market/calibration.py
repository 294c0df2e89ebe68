"""From what is known of a market to alpha and sigma: closed form and bisection.

    alpha   the elasticity of all sales to all prices is -elasticity:
            elasticity = alpha * outside share * mean price
    sigma   the firm `margin_of` earns on average `margin` of its price; the markup falls as sigma
            rises, so bisection finds it

Costs follow: cost = price - markup - base duty.  A firm may not earn more than its price.

Source: costs from prices and the first-order conditions as in S. Berry (1994), "Estimating discrete-choice
models of product differentiation", RAND Journal of Economics 25(2), 242-262.
That alpha and sigma follow from one elasticity and one margin: none; assumed.
"""

from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Worlds, ordered_sum, require
from sim.economy.market.demand import Demand
from sim.economy.market.pricing import markups
from sim.economy.market.products import Products, sum_by_label

BISECTIONS = 60
FEW_WORLDS = 16  # worlds up to which an answer is kept
LARGEST_SIGMA = 1 - 1e-6  # the largest sigma sought; at 1 cars of a nest are all the same


@dataclass(frozen=True, eq=False)
class CalibrationTargets:
    """What a market is calibrated to; each a number, or one for each world."""

    outside: Worlds = 0.5  # share of potential buyers who buy no car
    elasticity: Worlds = 1.0  # of all sales to all prices, as a positive number
    margin: Worlds = 0.2  # (price - cost)/price, sales-weighted
    margin_of: str = "HMG"  # firm that earns it


@dataclass(frozen=True, eq=False)
class FirmSales:
    """What a firm sold in the known year; it does not depend on sigma.

    sold (groups,)   thousand a year, of its lines in one nest each
    inside, overall (worlds, groups)   shares of its groups in their nest and among all who might buy
    revenue   mn USD
    """

    sold: Array
    inside: Array
    overall: Array
    revenue: float

    @classmethod
    def of(cls, demand: Demand, firm: str) -> "FirmSales":
        """Return the sales of a firm; ValueError if it prices no lines."""
        products, lines = demand.products, np.flatnonzero(demand.products.of_firms(firm))
        groups, of_line = np.unique(products.groups.of_line[lines], return_inverse=True)
        units = products.units[lines]
        sold = sum_by_label(units, of_line)
        overall = (sold[:, None] / demand.potential).T
        inside = np.broadcast_to(sold / demand.nest_units[products.groups.nest[groups]], overall.shape)
        return cls(sold, inside, overall, (products.price[lines] * units).sum())

    def margin(self, demand: Demand) -> Array:
        """Return its sales-weighted markup over its sales-weighted price, (worlds,)."""
        markup = markups(demand, self.inside, self.overall, np.zeros(self.overall.shape[1], dtype=np.int64))
        return np.asarray(ordered_sum(markup * self.sold) / self.revenue)


def firm_margin(demand: Demand, firm: str) -> Array:
    """Return a firm's sales-weighted markup over its sales-weighted price, (worlds,)."""
    return FirmSales.of(demand, firm).margin(demand)


def plain_logit_demand(products: Products, targets: CalibrationTargets) -> Demand:
    """Return demand with the known elasticity and sigma 0, under which a firm earns the most, (worlds,)."""
    stated = np.broadcast_arrays(*map(np.atleast_1d, (targets.outside, targets.elasticity, targets.margin)))
    outside, elasticity, _ = (np.array(values, dtype=float) for values in stated)
    require("outside", outside, (outside > 0) & (outside < 1), "must be between 0 and 1")
    require("elasticity", elasticity, elasticity > 0, "must be above 0")
    mean = (products.units * products.price).sum() / products.units.sum()
    return Demand(products, elasticity / (outside * mean), np.zeros(len(outside)), outside)


def calibrate(products: Products, targets: CalibrationTargets) -> Demand:
    """Return demand in each world; ValueError where no sigma from 0 to 1 gives the margin."""
    if not products.of_firms(targets.margin_of).any():
        raise ValueError(f"no cars are priced by {targets.margin_of}")
    plain = plain_logit_demand(products, targets)
    small = len(plain.sigma) <= FEW_WORLDS
    return replace(plain, sigma=(known_sigma if small else sigma_at_margin)(MarginProblem.of(plain, targets)))


@dataclass(frozen=True)
class MarginProblem:
    """Which sigma gives a firm its margin; two problems are equal if all their figures are."""

    figures: tuple[Any, ...]
    plain: Demand = field(compare=False)
    targets: CalibrationTargets = field(compare=False)

    @classmethod
    def of(cls, plain: Demand, targets: CalibrationTargets) -> "MarginProblem":
        """Return the problem of demand with sigma 0 and what it is calibrated to."""
        held, margin = plain.products, np.asarray(targets.margin, dtype=float)
        numbers = (held.units, held.price, plain.alpha, plain.outside, margin)
        figures = (held.firm, held.nests, targets.margin_of, *(array.tobytes() for array in numbers))
        return cls(figures, plain, targets)


def sigma_at_margin(problem: MarginProblem) -> Array:
    """Return the sigma in each world, (worlds,); ValueError where none from 0 to 1 gives the margin."""
    plain, targets = problem.plain, problem.targets
    sales = FirmSales.of(plain, targets.margin_of)

    def margin_at(sigma: Array) -> Array:
        return sales.margin(replace(plain, sigma=sigma))

    margin = np.broadcast_to(np.asarray(targets.margin, dtype=float), plain.sigma.shape)
    within = (margin > margin_at(np.full_like(plain.sigma, LARGEST_SIGMA))) & (margin < margin_at(plain.sigma))
    require("margin", margin, within, "cannot be reached with sigma between 0 and 1")
    return bisect_sigma(sales, plain, margin)


@has_kernel("calibration")
def bisect_sigma(sales: FirmSales, plain: Demand, margin: Array) -> Array:
    """Return the sigma from that of plain demand to 1 at which sales earn a margin, (worlds,)."""
    low, high = plain.sigma, np.ones_like(plain.sigma)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        above = sales.margin(replace(plain, sigma=middle)) > margin
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    return np.asarray((low + high) / 2)


@lru_cache(maxsize=16)
def known_sigma(problem: MarginProblem) -> Array:
    """Return the same, not to be written to: a scenario asks it several times while it is read and set up."""
    found = sigma_at_margin(problem)
    found.flags.writeable = False
    return found
