"""Prices: multi-product Bertrand by pricing firm, under nested-logit demand.

A firm's lines in one nest share one markup b.  Given the firm's share S of the nest's sales and its
share s of all who might buy, with A = (1 - sigma) sum over its nests of s/(1 - sigma S):

    b = (1 - sigma) / alpha / ((1 - A)(1 - sigma S))

The equilibrium is price = cost + duty + markup at the shares of these prices.  It is found by the
zeta map of Morrow and Skerlos (2011), which has the same fixed point and settles where iterating on
the closed form would not, as where two firms hold a nest:

    b <- (1 - sigma)/alpha + sigma S b + (1 - sigma) sum over its nests of s b

Duties enter as rises of unit cost.  Each world stops by itself when its markups move less than
TOLERANCE, so that it does not depend on its neighbours.
"""

from dataclasses import dataclass

import numpy as np

from sim.economy.demand import Demand
from sim.economy.fleet import spread, summed
from sim.worlds import Array, Whole, rows_of

TOLERANCE = 1e-12  # thousand USD
MOST = 5000  # iterations; a market takes 10 to 25, a few large firms more


def markups(demand: Demand, inside: Array, overall: Array, firm: Whole | None = None) -> Array:
    """Return each group's markup, thousand USD, (..., groups), given its shares of nest and of all.

    firm: whose each group is, where the groups are not all those of the fleet.
    """
    alpha, sigma = demand.alpha[..., None], demand.sigma[..., None]
    owner = demand.fleet.groups.firm if firm is None else firm
    damped = 1 - sigma * inside
    kept = 1 - (1 - sigma) * summed(overall / damped, owner)
    return np.asarray((1 - sigma) / alpha / (spread(kept, owner) * damped))


def known_markups(demand: Demand) -> Array:
    """Return each group's markup in the known year, thousand USD, (..., groups)."""
    groups = demand.fleet.groups
    inside = groups.by_line(demand.inside)
    overall = groups.by_line(demand.fleet.units) / demand.potential[..., None]
    return markups(demand, np.broadcast_to(inside, overall.shape), overall)


@dataclass
class _Race:
    """Worlds that have not settled yet: their demand, group weights, known markups and changes so far."""

    demand: Demand
    weight: Array
    known: Array
    change: Array

    def moved(self) -> Array:
        """Return the changes of markups after one more iteration, (worlds, groups)."""
        groups = self.demand.fleet.groups
        pulls = np.multiply(self.change, -self.demand.steep)
        pulls = np.multiply(np.exp(pulls, out=pulls), self.weight, out=pulls)
        total = groups.by_nest(pulls)
        share, _ = self.demand.nests(total)
        alpha, sigma = self.demand.alpha[:, None], self.demand.sigma[:, None]
        earned = (self.known + self.change) * pulls / spread(total, groups.nest)  # S b
        own = spread(groups.by_firm(earned * spread(share, groups.nest)), groups.firm)
        return np.asarray((1 - sigma) / alpha - self.known + sigma * earned + (1 - sigma) * own)

    def only(self, rows: Whole) -> "_Race":
        """Return some of the worlds."""
        return _Race(self.demand.only(rows), *(rows_of(held, rows) for held in (self.weight, self.known, self.change)))


def settled(demand: Demand, known: Array, cost_rise: Array, start: Array | None = None) -> Array:
    """Return the change of each group's markup in equilibrium, thousand USD, (worlds, groups).

    known (worlds, groups) markups of the known year; cost_rise (worlds, lines), thousand USD a car;
    start, where to begin.  ArithmeticError if there is no equilibrium in reach.
    """
    weight = demand.fleet.groups.by_line(demand.pull(cost_rise))
    found = np.zeros_like(weight) if start is None else start.copy(order="K")
    race, rows = _Race(demand, weight, known, found), np.arange(len(weight))
    for _ in range(MOST):
        moved = race.moved()
        still = ~(np.abs(moved - race.change).max(axis=-1) <= TOLERANCE)  # also where it is no number
        race.change = moved
        if still.all() and len(rows):
            continue
        found[rows[~still]] = moved[~still]
        race, rows = race.only(np.flatnonzero(still)), rows[still]
        if not len(rows):
            return found
    raise ArithmeticError(f"car prices have not settled in {len(rows)} worlds after {MOST} iterations")
