"""The car market from day to day: prices on their way, and what is sold at them.

Every price moves each day by 1 - exp(-1/(365 tau)) of the way from where it is to the equilibrium
under the tariffs in force, at which every firm's price is its best reply to the others'.  Under
steady tariffs the prices of day t stand at phi(t) = 1 - exp(-t/(365 tau)) of the way.

Some lines are followed one by one: those of the carmakers.  Of all others only what they pull
together matters to these (see sim.economy.market.rivals).  Worlds that have lived alike share a row.

Source: none; assumed.
"""

import numpy as np

from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows
from sim.economy.market.market import Market
from sim.economy.market.products import by_owner, sum_by_label
from sim.economy.market.rivals import RivalSums
from sim.economy.market.tariff_equilibria import TariffEquilibria


class DailyMarket:
    """Prices and a day's sales in every world, or in the first of every kind of worlds.

    It is made of

    equilibria                    the market solved at each level of the tariff, in all worlds
    tau      (worlds,)            years in which a price goes all but 1/e of its way
    lines                         places of the lines to follow one by one; None, all
    world                         the world of each row among those of `equilibria`; None, each its own

    and keeps

    world    (worlds,)            the world of each row among those of `equilibria`
    lines    (followed,)          places of the lines followed one by one; all where none are stated
    rise     (worlds, followed)   prices over those of the known year, thousand USD
    asked    (worlds, followed)   the same when today's cars were sold
    sold     (worlds, followed)   vehicles sold today
    goal     (worlds, lines)      where the prices of all lines go, thousand USD over those of the known year
    rates    (worlds, lines)      duty in force, share of customs value
    level    (worlds,)            place of the tariff on Korean cars among its levels
    nest_shares, whole            of today's sales: share of each nest among all who might buy, and the sum it is of
    """

    def __init__(
        self, equilibria: TariffEquilibria, tau: Array, lines: Whole | None = None, world: Whole | None = None
    ) -> None:
        self.world: Whole = np.arange(len(tau)) if world is None else world
        own = equilibria if world is None else equilibria.only(world)
        self.market: Market = own.market
        every = np.arange(len(self.market.products.firm))
        self.lines = every if lines is None else lines
        self.step = 1 - np.exp(-1 / (tau * DAYS_PER_YEAR))
        self.equilibria, self.level = equilibria, np.full(len(tau), equilibria.no_deal)
        self.rates: Array = own.rates(equilibria.levels[equilibria.no_deal])
        self.goal: Array = own.equilibrium_rise(equilibria.no_deal)
        self.duty_free: dict[int, Flags] = {}
        self.rivals = RivalSums(self.market.demand, np.setdiff1d(every, self.lines), self.goal)
        self.rise: Array = np.zeros((len(self.lines), len(tau))).T
        self.asked: Array = self.rise
        self.sold: Array = np.zeros_like(self.rise)
        self.nest_shares: Array  # of all who might buy, and the sum they are of, on the day last sold
        self.whole: Array
        self.refresh_followed()

    def split(self, origin: Whole, world: Whole) -> None:
        """Go on with the rows of other worlds, each as one of the rows before, (worlds,)."""
        self.world, self.market = world, self.market.only(origin)
        self.level, self.step = self.level[origin], self.step[origin]
        self.duty_free = {line: flags[origin] for line, flags in self.duty_free.items()}
        for name in ("rates", "goal", "rise", "asked", "sold"):
            setattr(self, name, contiguous_rows(getattr(self, name), origin))
        self.rivals.split(self.market.demand, origin)
        self.refresh_followed()

    def refresh_followed(self) -> None:
        """Note the goals of the lines that are followed, and what duty they pay."""
        self.followed_goal, self.followed_rates = (
            contiguous_columns(self.goal, self.lines),
            contiguous_columns(self.rates, self.lines),
        )

    def set_tariff(self, equilibria: TariffEquilibria, level: Whole) -> None:
        """Take note of the tariffs in force; level (worlds,), as rows go; `equilibria` are those of all worlds."""
        stale = level != self.level
        if equilibria is not self.equilibria:
            stale |= (equilibria.foreign != self.equilibria.foreign).any(axis=1)[self.world]
        rows = np.flatnonzero(stale)
        self.equilibria, self.level = equilibria, level
        if len(rows):
            self.rates[rows], self.goal[rows] = equilibria.rates_and_rise(level[rows], self.world[rows])
            for line, flags in self.duty_free.items():
                self.goal[rows, line] -= np.where(flags, self.duty_on(line), 0.0)[rows]
            self.rivals.set_goals(rows, contiguous_columns(self.goal, self.rivals.lines)[rows])
            self.refresh_followed()

    def duty_on(self, line: int) -> Array:
        """Return the duty on one car of a line, thousand USD, (worlds,)."""
        return np.asarray(self.rates[:, line] * self.market.products.customs_value[line])

    def free_from_duty(self, followed: int, flags: Flags) -> None:
        """Say in which worlds no car of a line has to be imported, so that the last one pays no duty.

        followed: its place among the lines followed one by one.
        """
        line = int(self.lines[followed])
        before = self.duty_free.get(line)
        if before is None and not flags.any():
            return
        moved = flags if before is None else flags ^ before
        self.duty_free[line] = flags
        if moved.any():
            self.goal[:, line] -= np.where(moved, np.where(flags, 1.0, -1.0) * self.duty_on(line), 0.0)
            self.refresh_followed()

    def sell_day(self, frozen: Flags | None = None) -> None:
        """Sell a day's cars at today's prices, then move prices, but those of frozen lines, (followed,)."""
        demand, self.asked = self.market.demand, self.rise
        nest, pulls = demand.products.groups.nest_of_line[self.lines], demand.attractions(self.asked, self.lines)
        total = self.rivals.nest_attractions() + sum_by_label(pulls, nest, self.rivals.nests)
        share, self.whole = demand.nest_shares(total)
        self.nest_shares = share
        each = demand.potential[:, None] * (1e3 / DAYS_PER_YEAR) * share / total  # vehicles a day for a pull of 1
        self.sold = pulls * by_owner(each, nest)
        moved = self.rise + self.step[:, None] * (self.followed_goal - self.rise)
        self.rise = moved if frozen is None else np.where(frozen[:, None], self.rise.T, moved.T).T
        self.rivals.move_prices(self.step)
