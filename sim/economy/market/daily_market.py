"""The car market from day to day: prices on their way, and what is sold at them.

Every price moves each day by 1 - exp(-1/(365 tau)) of the way from where it is to the equilibrium
under the tariffs in force, at which every firm's price is its best reply to the others'.  Under
steady tariffs the prices of day t stand at phi(t) = 1 - exp(-t/(365 tau)) of the way.

Some lines are followed one by one: those of the carmakers.  Of all others only what they pull
together matters to these (see sim.economy.market.rivals).  Worlds that have lived alike share a row.
"""

import numpy as np

from sim.core.dates import YEAR
from sim.core.worlds import Array, Flags, Whole, picked, rows_of
from sim.economy.market.market import Market
from sim.economy.market.products import spread, summed
from sim.economy.market.rivals import Crowd
from sim.economy.market.tariff_equilibria import Priced


class Showroom:
    """Prices and a day's sales in every world, or in the first of every kind of worlds.

    world    (worlds,)            the world of each row among those of `priced`
    lines    (followed,)          places of the lines followed one by one; all where none are stated
    rise     (worlds, followed)   prices over those of the known year, thousand USD
    asked    (worlds, followed)   the same when today's cars were sold
    sold     (worlds, followed)   vehicles sold today
    goal     (worlds, lines)      where the prices of all lines go, thousand USD over those of the known year
    rates    (worlds, lines)      duty in force, share of customs value
    level    (worlds,)            place of the tariff on Korean cars among its levels
    """

    def __init__(self, priced: Priced, tau: Array, lines: Whole | None = None, world: Whole | None = None) -> None:
        self.world: Whole = np.arange(len(tau)) if world is None else world
        own = priced if world is None else priced.only(world)
        self.market: Market = own.market
        every = np.arange(len(self.market.fleet.firm))
        self.lines = every if lines is None else lines
        self.step = 1 - np.exp(-1 / (tau * YEAR))
        self.priced, self.level = priced, np.full(len(tau), priced.no_deal)
        self.rates: Array = own.rates(priced.levels[priced.no_deal])
        self.goal: Array = own.goal(priced.no_deal)
        self.eased: dict[int, Flags] = {}
        self.crowd = Crowd(self.market.demand, np.setdiff1d(every, self.lines), self.goal)
        self.rise: Array = np.zeros((len(self.lines), len(tau))).T
        self.asked: Array = self.rise
        self.sold: Array = np.zeros_like(self.rise)
        self.look()

    def part(self, origin: Whole, world: Whole) -> None:
        """Go on with the rows of other worlds, each as one of the rows before, (worlds,)."""
        self.world, self.market = world, self.market.only(origin)
        self.level, self.step = self.level[origin], self.step[origin]
        self.eased = {line: flags[origin] for line, flags in self.eased.items()}
        for name in ("rates", "goal", "rise", "asked", "sold"):
            setattr(self, name, rows_of(getattr(self, name), origin))
        self.crowd.part(self.market.demand, origin)
        self.look()

    def look(self) -> None:
        """Note the goals of the lines that are followed, and what duty they pay."""
        self.ahead, self.paid = picked(self.goal, self.lines), picked(self.rates, self.lines)

    def face(self, priced: Priced, level: Whole) -> None:
        """Take note of the tariffs in force; level (worlds,), as rows go; `priced` is that of all worlds."""
        stale = level != self.level
        if priced is not self.priced:
            stale |= (priced.foreign != self.priced.foreign).any(axis=1)[self.world]
        rows = np.flatnonzero(stale)
        self.priced, self.level = priced, level
        if len(rows):
            self.rates[rows], self.goal[rows] = priced.faced(level[rows], self.world[rows])
            for line, flags in self.eased.items():
                self.goal[rows, line] -= np.where(flags, self.duty_on(line), 0.0)[rows]
            self.crowd.turn(rows, picked(self.goal, self.crowd.lines)[rows])
            self.look()

    def duty_on(self, line: int) -> Array:
        """Return the duty on one car of a line, thousand USD, (worlds,)."""
        return np.asarray(self.rates[:, line] * self.market.fleet.customs_value[line])

    def ease(self, followed: int, flags: Flags) -> None:
        """Say in which worlds no car of a line has to be imported, so that the last one pays no duty.

        followed: its place among the lines followed one by one.
        """
        line = int(self.lines[followed])
        before = self.eased.get(line)
        if before is None and not flags.any():
            return
        moved = flags if before is None else flags ^ before
        self.eased[line] = flags
        if moved.any():
            self.goal[:, line] -= np.where(moved, np.where(flags, 1.0, -1.0) * self.duty_on(line), 0.0)
            self.look()

    def open(self) -> None:
        """Sell a day's cars at today's prices, then move prices."""
        demand, self.asked = self.market.demand, self.rise
        nest, pulls = demand.fleet.groups.nest_of_line[self.lines], demand.pull(self.asked, self.lines)
        total = self.crowd.pulled() + summed(pulls, nest, self.crowd.nests)
        share, _ = demand.nests(total)
        each = demand.potential[:, None] * (1e3 / YEAR) * share / total  # vehicles a day for a pull of 1
        self.sold = pulls * spread(each, nest)
        self.rise = self.rise + self.step[:, None] * (self.ahead - self.rise)
        self.crowd.go(self.step)
