"""The U.S. car market under tariffs: prices, sales, profits, duties, consumer surplus.

    cost        price - markup - base duty, in the known year
    duty        rate * customs value, on each car
    price       known price + phi * (equilibrium price - known price): phi 0 leaves prices where
                they were, 1 is the equilibrium; in time phi(t) = 1 - exp(-t/tau)
    profit      (price - cost - duty) * units

All arrays lead with worlds.  Money is bn USD a year unless it is a car's, in thousand USD.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.core.worlds import Array, Flags, Whole, added, picked
from sim.economy.market.calibration import Known, calibrated
from sim.economy.market.demand import Demand
from sim.economy.market.pricing import known_markups, settled
from sim.economy.market.products import Fleet, summed


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
class Market:
    """A calibrated market in every world."""

    demand: Demand

    @classmethod
    def of(cls, fleet: Fleet, known: Known) -> "Market":
        """Return the market of a fleet; ValueError if it cannot be calibrated or a car costs less than 0."""
        market = cls(calibrated(fleet, known))
        low = market.cost.min(axis=0)
        if (low <= 0).any():
            brand, region = fleet.lines[int(low.argmin())]
            raise ValueError(
                f"cost of {brand} built in {region} comes out at {low.min():g} thousand USD: lower the margin"
            )
        return market

    def only(self, rows: Whole) -> "Market":
        """Return some of the worlds."""
        return Market(self.demand.only(rows))

    @property
    def figures(self) -> list[Array]:
        """All that its worlds may differ in, (worlds,) each."""
        return [self.demand.alpha, self.demand.sigma, self.demand.outside]

    @property
    def fleet(self) -> Fleet:
        """The lines of the market."""
        return self.demand.fleet

    @cached_property
    def known(self) -> Array:
        """Markups of the known year by group, thousand USD, (worlds, groups)."""
        return known_markups(self.demand)

    @cached_property
    def cost(self) -> Array:
        """Cost of a car without duty, thousand USD, (worlds, lines)."""
        fleet = self.fleet
        markup = picked(self.known, fleet.groups.of_line)
        return np.asarray(fleet.price - markup - fleet.base_rate * fleet.customs_value)

    def goal(self, rates: Array, near: Array | None = None) -> tuple[Array, Array]:
        """Return the rise of each price in equilibrium, (worlds, lines), and of markups, (worlds, groups).

        rates (worlds, lines), share of customs value; near, markup changes to begin from.
        """
        change = self.change(rates, near)
        return self.rise(rates, change), change

    def change(self, rates: Array, near: Array | None = None) -> Array:
        """Return the change of each markup in equilibrium, (worlds, groups), at duty rates, (worlds, lines)."""
        return settled(self.demand, self.known, self.weight(rates), near)

    def weight(self, rates: Array, lines: Whole | None = None) -> Array:
        """Return what lines, all or some, pull by group at old markups under duty rates, (worlds, groups)."""
        places = np.arange(len(self.fleet.firm)) if lines is None else lines
        pulls = self.demand.pull(self.cost_rise(rates, places), places)
        return summed(pulls, self.fleet.groups.of_line[places], len(self.fleet.groups.nest))

    def cost_rise(self, rates: Array, lines: Whole | None = None) -> Array:
        """Return the rise of unit costs of lines, all or some, thousand USD, at their duty rates, (worlds, lines)."""
        base, value = (
            held if lines is None else held[lines] for held in (self.fleet.base_rate, self.fleet.customs_value)
        )
        return np.asarray((rates - base) * value)

    def rise(self, rates: Array, change: Array) -> Array:
        """Return the rise of each price, (worlds, lines), given duty rates and changes of markups, (worlds, groups)."""
        return self.cost_rise(rates) + picked(change, self.fleet.groups.of_line)

    def year(self, rise: Array, rates: Array, lines: Whole | None = None) -> Year:
        """Return a year at price rises, thousand USD, and duty rates, shares, both (worlds, lines).

        lines: those of which it is told; all where none are stated.
        """
        units, surplus = self.demand.units(rise, lines)
        fleet, cost = self.fleet, self.cost
        known, customs = fleet.price, fleet.customs_value
        if lines is not None:
            known, customs = known[lines], customs[lines]
            rise, rates, cost = picked(rise, lines), picked(rates, lines), picked(cost, lines)
        price, value = known + rise, (customs / 1e3) * units
        duty = rates * value
        return Year(units, price, (price - cost) * units / 1e3 - duty, duty, value, surplus)

    def before(self, lines: Whole | None = None) -> Year:
        """Return the known year, of all lines or some."""
        rates = np.tile(self.fleet.base_rate[:, None], len(self.demand.alpha)).T
        return self.year(np.zeros_like(rates), rates, lines)

    def elasticity(self, line: int) -> Array:
        """Return a line's own-price elasticity in the known year, a negative number, (worlds,)."""
        held, demand = self.fleet, self.demand
        inside, overall = demand.inside[line], held.units[line] / demand.potential
        damped = demand.sigma * inside + (1 - demand.sigma) * overall
        return np.asarray(-demand.alpha * held.price[line] * (1 - damped) / (1 - demand.sigma))


def total(values: Array, lines: Flags) -> Array:
    """Return the sum over some lines, (worlds,)."""
    return added(picked(values, np.flatnonzero(lines)))
