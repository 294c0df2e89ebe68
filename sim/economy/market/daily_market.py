"""The car market from day to day: prices on their way, and what is sold at them.

Every price moves each day by 1 - exp(-1/(365 tau)) of the way from where it is to the equilibrium
under the tariffs in force, at which every firm's price is its best reply to the others'.  Under
steady tariffs the prices of day t stand at phi(t) = 1 - exp(-t/(365 tau)) of the way.

Some lines are followed one by one: those of the carmakers.  Of all others only what they pull
together matters to these (see sim.economy.market.rivals).  Worlds that have lived alike share a row.

Source: none; assumed.
"""

from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows, ordered_sum
from sim.economy.market.market import Market
from sim.economy.market.products import by_owner, sum_by_label
from sim.economy.market.rivals import LARGEST_EXPONENT, RivalSums, series_at
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
    level    (worlds,)            place of the tariff on partner's cars among its levels
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
        self.rivals = RivalSums(self.market.demand, np.delete(every, self.lines), self.goal)
        self.rise: Array = np.zeros((len(self.lines), len(tau))).T
        self.asked: Array = self.rise
        self.sold: Array = np.zeros_like(self.rise)
        self.nest_shares: Array  # of all who might buy, and the sum they are of, on the day last sold
        self.whole: Array
        self.refresh_followed()
        self.refresh_demand()

    def split(self, origin: Whole, world: Whole) -> None:
        """Go on with the rows of other worlds, each as one of the rows before, (worlds,)."""
        self.world, self.market = world, self.market.only(origin)
        self.level, self.step = self.level[origin], self.step[origin]
        self.duty_free = {line: flags[origin] for line, flags in self.duty_free.items()}
        for name in ("rates", "goal", "rise", "asked", "sold"):
            setattr(self, name, contiguous_rows(getattr(self, name), origin))
        self.rivals.split(self.market.demand, origin)
        self.refresh_followed()
        self.refresh_demand()

    def refresh_followed(self) -> None:
        """Note the goals of the lines that are followed, and what duty they pay."""
        self.followed_goal = contiguous_columns(self.goal, self.lines)
        self.followed_rates = contiguous_columns(self.rates, self.lines)

    def refresh_demand(self) -> None:
        """Note how buyers answer to the prices of the lines that are followed."""
        demand = self.market.demand
        self.nest = demand.products.groups.nest_of_line[self.lines]
        self.inside, self.none_frozen = demand.inside[self.lines], np.zeros(len(self.lines), dtype=bool)
        self.exponent_each, self.power = -demand.price_slope, 1 - demand.sigma[..., None]
        self.buyers = tuple(
            np.array(held.T, order="C").T for held in (demand.base_nest_shares, demand.outside, demand.potential)
        )

    def set_tariff(self, equilibria: TariffEquilibria, level: Whole) -> None:
        """Take note of the tariffs in force; level (worlds,), as rows go; `equilibria` are those of all worlds."""
        stale = level != self.level
        if equilibria is not self.equilibria:
            stale |= (equilibria.foreign != self.equilibria.foreign).any(axis=1)[self.world]
        rows = np.flatnonzero(stale)
        self.equilibria, self.level = equilibria, level
        if len(rows):
            self.rates[rows], goal = equilibria.rates_and_rise(level[rows], self.world[rows])
            for line, flags in self.duty_free.items():
                goal[:, line] -= np.where(flags, self.duty_on(line), 0.0)[rows]
            self.goal[rows] = goal
            self.rivals.set_goals(rows, contiguous_columns(goal, self.rivals.lines))
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
            self.followed_goal = contiguous_columns(self.goal, self.lines)

    def sell_day(self, frozen: Flags | None = None) -> None:
        """Sell a day's cars at today's prices, then move prices, but those of frozen lines, (followed,)."""
        self.asked, crowd = self.rise, self.rivals
        pulls = np.multiply(self.asked, self.exponent_each)
        pulls, total = add_pulls(np.exp(pulls, out=pulls), self.inside, crowd.terms, crowd.progress, self.nest)
        weight = total**self.power
        stay = self.none_frozen if frozen is None else frozen
        prices = (self.rise, self.followed_goal, self.step, stay)
        way = (crowd.progress, crowd.largest_exponent)
        found = sell_and_move(self.buyers, (pulls, total, weight), self.nest, prices, way)
        self.sold, self.rise, self.nest_shares, self.whole, progress, far = found
        crowd.arrive(progress, far)


@has_kernel("daily_market")
def add_pulls(exponentials: Array, inside: Array, terms: Array, progress: Array, nest: Whole) -> tuple[Array, Array]:
    """Return what followed lines pull, (worlds, followed), in the place of their exponentials, and what all lines do.

    inside, share of each line in its nest, nest, (followed,); terms and progress, of rivals: see RivalSums.  The pull
    of all is (worlds, nests).
    """
    pulls = np.multiply(exponentials, inside, out=exponentials)
    return pulls, series_at(terms, progress) + sum_by_label(pulls, nest, terms.shape[2])


@has_kernel("daily_market")
def sell_and_move(
    buyers: Any, pulls: Any, nest: Whole, prices: Any, way: Any
) -> tuple[Array, Array, Array, Array, Array, Flags]:
    """Return sales, prices, shares of nests, the sum they are of, and how far rivals' prices go and whether too far.

    buyers, share of each nest in the known year, (worlds, nests), share of those who buy none and all who might buy;
    pulls, of followed lines, (worlds, followed), of all, (worlds, nests), and this to the power of 1 - sigma;
    prices, those followed, their goals, (worlds, followed), the step of a day and which are frozen, (followed,);
    way, how far rivals' prices have gone, and their largest exponents; (worlds,) each where nothing is said.
    """
    (base, outside, potential), (pull, total, powered), (progress, largest) = buyers, pulls, way
    rise, goal, step, frozen = prices
    weight = base * powered
    whole = outside[:, None] + ordered_sum(weight)[:, None]
    share = weight / whole
    each = potential[:, None] * (1e3 / DAYS_PER_YEAR) * share / total  # vehicles a day for a pull of 1
    moved = rise + step[:, None] * (goal - rise)
    after = np.where(frozen[:, None], rise.T, moved.T).T if frozen.any() else moved
    progress = progress + step * (1 - progress)
    return pull * by_owner(each, nest), after, share, whole, progress, progress * largest > LARGEST_EXPONENT
