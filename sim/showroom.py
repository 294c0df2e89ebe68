"""The car market from day to day: prices on their way, and what is sold at them.

Every price moves each day by 1 - exp(-1/(365 tau)) of the way from where it is to the equilibrium
under the tariffs in force, at which every firm's price is its best reply to the others'.  Under
steady tariffs the prices of day t stand at phi(t) = 1 - exp(-t/(365 tau)) of the way.
"""

import numpy as np

from sim.dates import YEAR
from sim.economy.market import Market
from sim.economy.priced import KOREA, Priced
from sim.worlds import Array, Flags, Whole


class Showroom:
    """Prices and a day's sales of every line in every world.

    rise   (worlds, lines)   prices over those of the known year, thousand USD
    asked  (worlds, lines)   the same when today's cars were sold
    sold   (worlds, lines)   vehicles sold today
    rates  (worlds, lines)   duty in force, share of customs value
    level  (worlds,)         place of the tariff on Korean cars among its levels
    """

    def __init__(self, priced: Priced, tau: Array) -> None:
        self.market: Market = priced.market
        self.step = (1 - np.exp(-1 / (tau * YEAR)))[:, None]
        worlds = len(tau)
        self.priced, self.level = priced, np.full(worlds, priced.no_deal)
        self.korean = self.market.fleet.built_in(KOREA)
        self.rates: Array = priced.rates(priced.levels[priced.no_deal])
        self.goal: Array = priced.goals[priced.no_deal].copy()
        self.eased: dict[int, Flags] = {}
        self.rise: Array = np.zeros_like(self.goal)
        self.asked: Array = self.rise
        self.sold: Array = np.zeros_like(self.goal)

    def face(self, priced: Priced, level: Whole) -> None:
        """Take note of the tariffs in force; level (worlds,)."""
        stale = level != self.level
        if priced is not self.priced:
            stale |= (priced.foreign != self.priced.foreign).any(axis=1)
        rows = np.flatnonzero(stale)
        self.priced, self.level = priced, level
        if len(rows):
            self.rates[rows] = np.where(self.korean, priced.levels[level[rows], None], priced.foreign[rows])
            self.goal[rows] = priced.goals[level[rows], rows]
            for line, flags in self.eased.items():
                self.goal[rows, line] -= np.where(flags, self.duty_on(line), 0.0)[rows]

    def duty_on(self, line: int) -> Array:
        """Return the duty on one car of a line, thousand USD, (worlds,)."""
        return np.asarray(self.rates[:, line] * self.market.fleet.customs_value[line])

    def ease(self, line: int, flags: Flags) -> None:
        """Say in which worlds no car of a line has to be imported, so that the last one pays no duty."""
        before = self.eased.get(line)
        if before is None and not flags.any():
            return
        moved = flags if before is None else flags ^ before
        if moved.any():
            self.goal[:, line] -= np.where(moved, np.where(flags, 1.0, -1.0) * self.duty_on(line), 0.0)
        self.eased[line] = flags

    def open(self) -> None:
        """Sell a day's cars at today's prices, then move prices."""
        self.asked = self.rise
        units, _ = self.market.demand.units(self.asked)
        self.sold = units * (1e3 / YEAR)
        self.rise = self.rise + self.step * (self.goal - self.rise)
