"""Car market of party A's country under tariffs: prices, sales, profits, duties, consumer surplus.

    cost        price - markup - base duty, in the known year
    duty        rate * customs value, on each car
    price       known price + phi * (equilibrium price - known price): phi 0 leaves prices where
                they were, 1 is the equilibrium; in time phi(t) = 1 - exp(-t/tau)
    profit      (price - cost - duty) * units

All arrays lead with worlds.  Money is bn USD a year unless it is a car's, in thousand USD.

Source: the elasticity is that of nested-logit demand, S. Berry (1994), "Estimating discrete-choice models of
product differentiation", RAND Journal of Economics 25(2), 242-262; that prices go only the share phi of their
way: none; assumed.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows, ordered_sum
from sim.economy.market.calibration import CalibrationTargets, calibrate
from sim.economy.market.demand import Demand
from sim.economy.market.pricing import known_markups, solve_markup_changes
from sim.economy.market.products import Products, sum_by_label


@dataclass(frozen=True, eq=False)
class Year:
    """A year of the market in every world; arrays (worlds, lines) unless stated."""

    units: Array  # thousand
    price: Array  # thousand USD
    profit: Array  # bn USD
    duty: Array  # bn USD
    value: Array  # customs value, bn USD
    surplus: Array  # consumer surplus over the known year, bn USD, (worlds,)


@dataclass(frozen=True, eq=False)
class Pricing:
    """What the lines of a market cost to bring in, and how far their prices have gone towards equilibrium.

    negotiated   (lines,)  which lines pay the tariff `level`, a share; the others pay `foreign`, (worlds, lines)
    change       (worlds, groups)   of markups in equilibrium, thousand USD
    pass_through (worlds,)
    """

    negotiated: Flags
    level: float
    foreign: Array
    change: Array
    pass_through: Array

    @property
    def rates(self) -> Array:
        """The duty rate of each line, (worlds, lines)."""
        return np.where(self.negotiated, self.level, self.foreign)


@dataclass(frozen=True, eq=False)
class Market:
    """A calibrated market in every world: its `demand` says what is sold, and from that follows what it costs."""

    demand: Demand

    @classmethod
    def of(cls, products: Products, targets: CalibrationTargets) -> "Market":
        """Return the market of some products; ValueError if it cannot be calibrated or a car costs less than 0."""
        market = cls(calibrate(products, targets))
        low = market.cost.min(axis=0)
        if (low <= 0).any():
            brand, region = products.lines[int(low.argmin())]
            raise ValueError(
                f"cost of {brand} built in {region} comes out at {low.min():g} thousand USD: lower the margin"
            )
        return market

    def only(self, rows: Whole) -> "Market":
        """Return some of the worlds."""
        found = Market(self.demand.only(rows))
        for name in {"base_markups", "cost"} & vars(self).keys():  # worked out already
            vars(found)[name] = contiguous_rows(vars(self)[name], rows)
        return found

    @property
    def world_arrays(self) -> list[Array]:
        """All that its worlds may differ in, (worlds,) each."""
        return [self.demand.alpha, self.demand.sigma, self.demand.outside]

    @property
    def products(self) -> Products:
        """The lines of the market."""
        return self.demand.products

    @cached_property
    def base_markups(self) -> Array:
        """Markups of the known year by group, thousand USD, (worlds, groups)."""
        return known_markups(self.demand)

    @cached_property
    def cost(self) -> Array:
        """Cost of a car without duty, thousand USD, (worlds, lines)."""
        products = self.products
        markup = contiguous_columns(self.base_markups, products.groups.of_line)
        return np.asarray(products.price - markup - products.base_rate * products.customs_value)

    def equilibrium_rise(self, rates: Array, near: Array | None = None) -> tuple[Array, Array]:
        """Return the rise of each price in equilibrium, (worlds, lines), and of markups, (worlds, groups).

        rates (worlds, lines), share of customs value; near, markup changes to begin from.
        """
        change = self.markup_change(rates, near)
        return self.price_rise(rates, change), change

    def markup_change(self, rates: Array, near: Array | None = None) -> Array:
        """Return the change of each markup in equilibrium, (worlds, groups), at duty rates, (worlds, lines)."""
        return solve_markup_changes(self.demand, self.base_markups, self.group_attractions(rates), near)

    def group_attractions(self, rates: Array, lines: Whole | None = None) -> Array:
        """Return what lines, all or some, pull by group at old markups under duty rates, (worlds, groups)."""
        places = np.arange(len(self.products.firm)) if lines is None else lines
        pulls = self.demand.attractions(self.cost_rise(rates, places), places)
        return sum_by_label(pulls, self.products.groups.of_line[places], len(self.products.groups.nest))

    def cost_rise(self, rates: Array, lines: Whole | None = None) -> Array:
        """Return the rise of unit costs of lines, all or some, thousand USD, at their duty rates, (worlds, lines)."""
        base, value = (
            held if lines is None else held[lines] for held in (self.products.base_rate, self.products.customs_value)
        )
        return np.asarray((rates - base) * value)

    def price_rise(self, rates: Array, change: Array) -> Array:
        """Return the rise of each price, (worlds, lines), given duty rates and changes of markups, (worlds, groups)."""
        return self.cost_rise(rates) + contiguous_columns(change, self.products.groups.of_line)

    def year(self, rise: Array, rates: Array, lines: Whole | None = None) -> Year:
        """Return a year at price rises, thousand USD, and duty rates, shares, both (worlds, lines).

        lines: those of which it is told; all where none are stated.
        """
        units, surplus = self.demand.units(rise, lines)
        products, cost = self.products, self.cost
        known, customs = products.price, products.customs_value
        if lines is not None:
            known, customs = known[lines], customs[lines]
            rise, rates, cost = (
                contiguous_columns(rise, lines),
                contiguous_columns(rates, lines),
                contiguous_columns(cost, lines),
            )
        price, value = known + rise, (customs / 1e3) * units
        duty = rates * value
        return Year(units, price, (price - cost) * units / 1e3 - duty, duty, value, surplus)

    def priced_year(self, pricing: Pricing, lines: Whole | None = None) -> Year:
        """Return the year at the prices of a tariff, of all lines or some."""
        rates = pricing.rates
        rise = self.price_rise(rates, pricing.change)
        return self.year(np.multiply(rise, pricing.pass_through[:, None], out=rise), rates, lines)

    def known_year(self, lines: Whole | None = None) -> Year:
        """Return the known year, of all lines or some."""
        rates = np.tile(self.products.base_rate[:, None], len(self.demand.alpha)).T
        return self.year(np.zeros_like(rates), rates, lines)

    def elasticity(self, line: int) -> Array:
        """Return a line's own-price elasticity in the known year, a negative number, (worlds,)."""
        products, demand = self.products, self.demand
        inside, overall = demand.inside[line], products.units[line] / demand.potential
        damped = demand.sigma * inside + (1 - demand.sigma) * overall
        return np.asarray(-demand.alpha * products.price[line] * (1 - damped) / (1 - demand.sigma))


def sum_lines(values: Array, lines: Flags) -> Array:
    """Return the sum over some lines, (worlds,)."""
    return ordered_sum(contiguous_columns(values, np.flatnonzero(lines)))


@has_kernel("car_years")
def profits_by_owner(market: Market, pricing: Pricing, owned: tuple[Whole, Whole], owners: int, usual: Array) -> Array:
    """Return each owner's profit over the usual, bn USD a year, (worlds, owners).

    owned   the places of lines, and the owner of each of these, (owned lines,)
    usual   (worlds, owned lines)   profit of each of these lines
    """
    lines, owner = owned
    return sum_by_label(market.priced_year(pricing, lines).profit - usual, owner, owners)


@has_kernel("car_years")
def year_in_sums(
    market: Market, pricing: Pricing, profit_of: tuple[Flags, Flags], value_of: tuple[Flags, Flags]
) -> Any:
    """Return sums over lines, (worlds,) each: profit of two sets of them, value of two others, all duties; the surplus.

    profit_of, value_of   the sets, flags (lines,)
    """
    year = market.priced_year(pricing)
    profits, values = (
        (sum_lines(year.profit, lines) for lines in profit_of),
        (sum_lines(year.value, v) for v in value_of),
    )
    return [*profits, *values, ordered_sum(year.duty), year.surplus]
