"""The carmakers of a model and the market they sell in, from day to day.

The model that holds it says what is hoped of the tariff; everything else is the same with talks
and without.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.world_groups import WorldGroups
from sim.core.worlds import Array, Flags, Whole, differ, ordered_sum
from sim.economy.carmakers import day as makers
from sim.economy.carmakers.drawn_figures import maker_figures
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState
from sim.economy.carmakers.stock_rules import Lots
from sim.economy.market.daily_market import DailyMarket
from sim.economy.market.tariff_equilibria import TariffEquilibria
from sim.model.exchange_rate import ExchangePath
from sim.model.expected_profits import ExpectedProfits
from sim.model.setting import Setting

NO_LOTS = "a tariff can be cut for days gone by only under industry.stock: lots"


class Industry:
    """The market and its carmakers; these live in the first world of every kind of worlds, all else is of every world.

    tariff         (worlds,)   tariff on partner's cars in force, percent
    lapsed_tariff              the same without a deal
    names, lines   of the makers, and what each builds, in the order of the scenario
    profits        what each maker would earn in the long run
    books          kinds of worlds in the accounts
    talking, wait  (worlds,)   whether they do, and the years until the tariff is expected to change
    """

    def __init__(self, setting: Setting, priced: TariffEquilibria) -> None:
        self.setting, self.priced = setting, priced
        shared, calendar, parts = self.shared, setting.calendar, setting.drawn.carmakers
        self.money = self.support_figures()
        self.kinds = WorldGroups([*priced.world_arrays, shared.tau, *self.money, *maker_figures(parts, shared)])
        self.books = self.kinds  # of the accounts
        first = None if self.kinds.all_distinct else self.kinds.first
        market = priced.market if first is None else priced.market.only(first)
        held = [makers.CarmakerLines.of(market, part.brand, part.built_in) for part in parts.values()]
        places = np.concatenate([maker.places for maker in held])
        self.market = DailyMarket(priced, self.kinds.of_groups(shared.tau), places, first)
        self.trade = self.begin_trade(held, list(parts.values()))
        self.exchange = ExchangePath(setting.chance, shared.exchange_walk, calendar.day_number(shared.since))
        self.accounts_until = calendar.day_number(shared.accounts_until)
        self.support_until = calendar.day_number(shared.support.until)
        self.lapsed_tariff = float(100 * priced.levels[priced.no_deal])
        self.tariff: Array = np.full(setting.worlds, self.lapsed_tariff)
        self.level: Whole = np.full(setting.worlds, priced.no_deal)
        self.talking: Flags = np.ones(setting.worlds, dtype=bool)
        self.wait: Array = np.zeros(setting.worlds)
        self.names, self.lines = list(parts), held
        self.profits = ExpectedProfits(setting.drawn, held)
        self.supported_units = sum(maker.usual_partner_units for maker in held)
        self.supported_by: list[Any] = [None] * len(self.money)  # what `support` is worked out from
        self.support: Array  # of an ordinary day, for each partner-built car
        self.indices_asked: tuple[Any, ...] = (None,) * 6  # what `indices` are of
        self.indices: Array  # of the makers' markets in a day's series
        self.day_done = True  # whether the day whose tariffs are faced has been lived
        self.duty_today: Array | None = None  # duties of the day last lived, bn USD, (kinds of worlds, makers)

    def begin_trade(self, held: list[makers.CarmakerLines], parts: list[Any]) -> CarmakerState:
        """Return what makers live from, by the rule that the scenario names for their stocks."""
        shared, calendar = self.shared, self.setting.calendar
        freezes = [part.price_freeze for part in parts]
        self.frozen_until = np.array([-np.inf if day is None else calendar.day_number(day) for day in freezes], float)
        self.last_freeze = float(self.frozen_until.max(initial=-np.inf))
        if not isinstance(shared.stock, Lots):
            return CarmakerState(self.market, held, parts, calendar)
        return LotState(self.market, held, parts, calendar, shared, self.setting.drawn.market.dutiable)

    @property
    def shared(self) -> Any:
        """What all carmakers share, as drawn and moved by events."""
        return self.setting.drawn.industry

    def live_until_day_0(self, wait: Array, places: Callable[[int], int]) -> None:
        """Live the days from the first tariff to the day before day 0.

        wait, years from day 0, (worlds,); places, the place of party B's tariff on a day.
        """
        for day in range(self.setting.calendar.day_number(self.shared.since), 0):
            self.setting.day = day
            level = np.full(self.setting.worlds, places(day))
            self.set_tariff(self.market.equilibria, level, self.talking, wait)
            self.live_day()
        self.setting.day = 0

    def update_profits(self, priced: TariffEquilibria, hoped: Array) -> None:
        """Work out anew what each maker would earn in the long run: at each level, and at the hoped rate, percent."""
        self.profits.update(priced, hoped)

    def set_tariff(self, priced: TariffEquilibria, level: Whole, talking: Flags, wait: Array) -> None:
        """Meet the tariffs in force and sell a day's cars; level (worlds,) is the place of party B's."""
        self.talking, self.wait = talking.copy(), wait  # as they stand in the morning
        same = level is self.level or bool((level == self.level).all())
        if priced is not self.priced or self.supports_anew() or not same:
            self.level, self.tariff = level, 100 * priced.levels[level]
            self.split_groups(priced)
            self.market.set_tariff(priced, self.kinds.of_groups(level))
        self.market.sell_day(self.frozen_lines())
        self.day_done = False

    def frozen_lines(self) -> Flags | None:
        """Return which of the makers' lines keep their prices today, (lines,); None where none does."""
        if self.setting.day > self.last_freeze:
            return None
        frozen: Flags = self.setting.day <= self.frozen_until
        return frozen[self.trade.arrays.owner]

    @property
    def has_lots(self) -> bool:
        """Whether stocks are kept by lot, so that a tariff can be cut for days gone by."""
        return isinstance(self.trade, LotState)

    def refunds_due(self, rows: Whole) -> Array:
        """Return the duty given back since the last day lived, (rows,), bn USD."""
        if not isinstance(self.trade, LotState) or self.trade.refunds is None:
            return np.zeros(len(rows))
        return np.asarray(ordered_sum(self.kinds.of_worlds(self.trade.refunds[0])[rows]))

    def keep_entries(self) -> None:
        """Keep from now on what enters by day, so that `set_rate` may reach back; ask for it before the first day.

        ValueError under a rule of stocks that has no lots.
        """
        if not isinstance(self.trade, LotState):
            raise ValueError(NO_LOTS)
        self.trade.keep_entries()

    def set_rate(self, rows: Whole, rate: Array, in_force_day: Array) -> None:
        """Let a lower tariff on partner's cars and parts hold for what has entered since a day gone by, in some worlds.

        rate, percent, and in_force_day, (rows,) each.  Duty paid beyond it is given back: in today's accounts for what
        has been booked as sold, and by a lower rate of the lot for what is in stock.  Entries from today on pay the
        tariff in force, see `set_tariff`; a lot that paid less keeps its rate.  ValueError without `keep_entries`.
        """
        if not isinstance(self.trade, LotState):
            raise ValueError(NO_LOTS)
        marks = np.full((self.setting.worlds, 2), np.nan)
        marks[rows, 0], marks[rows, 1] = rate, in_force_day
        origin = self.kinds.split([np.nan_to_num(marks, nan=-1e9)])
        if origin is not None:
            self.regroup(origin)
        held = marks[self.kinds.first]
        some = np.flatnonzero(np.isfinite(held[:, 0]))
        self.trade.cut_since(some, held[some, 1], held[some, 0] / 100)

    def split_groups(self, priced: TariffEquilibria) -> None:
        """Part worlds that today's tariffs, or the support that is paid, tell from their like."""
        held: list[Array | Whole] = [self.level]
        if priced is not self.priced:
            held.append(priced.foreign)
        money = self.support_figures()
        if self.supports_anew():
            held += money
        origin = self.kinds.split(held)
        self.priced, self.money = priced, money
        if origin is not None:
            self.regroup(origin)

    def supports_anew(self) -> bool:
        """Return whether what support is worked out from has changed since tariffs did."""
        return differ(self.support_figures(), self.money)

    def regroup(self, origin: Whole) -> None:
        """Go on with other kinds of worlds, each as one of those before, (kinds,)."""
        self.market.split(origin, self.kinds.first)
        self.trade.split(origin)

    def keep_only(self, rows: Whole) -> None:
        """Let go of all worlds but some, where that halves the work; the accounts are closed and stay as they are."""
        if not 0 < 2 * len(rows) <= len(self.kinds.rows):
            return
        if not self.trade.closed:
            self.trade.closed, self.books = True, self.kinds.copy()
        self.regroup(self.kinds.only(rows))

    def live_day(self, read: int | None = None) -> None:
        """Let all makers live the day, once, and enter it into the accounts, up to their last one.

        read: of how many of the first worlds somebody will read more than pressure and support; None, of all.
        """
        if self.day_done:
            return
        self.day_done, day, book = True, self.setting.day, None
        if day <= self.accounts_until:
            rate = self.exchange.rate(self.shared.exchange_rate, day)
            book = self.trade.accounts.open_day(self.setting.calendar.date(day), rate)
        self.trade.read = read if read == 0 or self.kinds.all_distinct else None
        support, of_groups = self.support_per_car(), self.kinds.of_groups
        paid = None if support is None else of_groups(support)
        items = self.trade.live_day(day, of_groups(self.tariff), self.lapsed_tariff, paid, book)
        self.duty_today = items["duty"]

    def support_figures(self) -> list[Array]:
        """Return what support is worked out from, (worlds,) each; events may change it."""
        return [self.shared.support.budget, self.shared.exchange_rate, self.shared.support.grant_share]

    @property
    def pays_support_today(self) -> bool:
        """Whether today is a day of support."""
        return 0 <= self.setting.day <= self.support_until

    def support_per_car(self) -> Array | None:
        """Return today's support for each partner-built car of an ordinary day, bn USD, (worlds,); None without any."""
        if not self.pays_support_today:
            return None
        figures = self.support_figures()
        if differ(figures, self.supported_by):
            budget, exchange_rate, grant_share = self.supported_by = figures
            budget = budget * 1000 / exchange_rate * grant_share
            self.support = np.asarray(budget / (self.support_until + 1) / self.supported_units)
        return self.support

    def market_indices(self, worlds: int | None = None) -> Array:
        """Return today's market index of all makers, (makers, worlds), of the first `worlds` or of all."""
        few, discount = slice(worlds), self.shared.discount
        now, later, yearly_profit = self.profits.now_and_later(self.level, self.talking, worlds)
        return makers.market_index(now, later, self.wait[few], discount[few], yearly_profit)

    def indices_of_series(self, worlds: int | None) -> Array:
        """Return what `market_indices` does, worked out once a day, (makers, worlds)."""
        asked = (self.setting.day, worlds, self.level, self.talking, self.wait, self.profits.hope)
        if differ(asked, self.indices_asked):
            self.indices_asked, self.indices = asked, self.market_indices(worlds)
        return self.indices

    @property
    def pressure(self) -> Array:
        """Pressure of all makers, by their partner-built cars, (worlds,)."""
        felt = mean_pressure(self.trade.pressure, self.trade.usual_partner_units, self.supported_units)
        return np.asarray(self.kinds.of_worlds(felt))


@has_kernel("pressure")
def mean_pressure(pressure: Array, weights: Array, total: float) -> Array:
    """Return the pressure of makers, (kinds, makers), at weights, (makers,), that add up to a total; (kinds,)."""
    return np.asarray(ordered_sum(pressure * weights) / total)
