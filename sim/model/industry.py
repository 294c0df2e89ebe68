"""The carmakers of a model and the market they sell in, from day to day.

The model that holds it says what is hoped of the tariff; everything else is the same with talks
and without.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sim.core.world_groups import WorldGroups
from sim.core.worlds import Array, Flags, Whole, ordered_sum
from sim.economy.carmakers import day as makers
from sim.economy.carmakers.state import CarmakerState
from sim.economy.market.daily_market import DailyMarket
from sim.economy.market.tariff_equilibria import TariffEquilibria, interpolate_at_rate
from sim.model.agents.carmaker import Carmaker


class Industry:
    """Showroom and carmakers; these live in the first world of every kind of worlds, all else is of every world.

    tariff         (worlds,)   tariff on Korean cars in force, percent
    lapsed_tariff              the same without a deal
    worth          maker -> change of its profit at each level, in the long run, (worlds, levels)
    hopes          maker -> the same as markets expect it while the parties talk, (worlds,)
    books          kinds of worlds in the accounts
    talking, wait  (worlds,)   whether they do, and the years until the tariff is expected to change
    """

    def __init__(self, model: Any, priced: TariffEquilibria) -> None:
        shared, calendar = model.drawn.industry, model.calendar
        self.model, self.shared, self.priced = model, shared, priced
        parts = model.drawn.carmakers
        self.money = self.paid_from()
        self.kinds = WorldGroups([*priced.world_arrays, shared.tau, *self.money, *figures(parts)])
        self.books = self.kinds  # of the accounts
        held = [
            makers.CarmakerLines.of(priced.market.only(self.kinds.first), p.brand, p.built_in) for p in parts.values()
        ]
        lines = np.concatenate([maker.places for maker in held])
        self.showroom = DailyMarket(priced, self.kinds.of_groups(shared.tau), lines, self.kinds.first)
        self.trade = CarmakerState(self.showroom, held, list(parts.values()), calendar)
        self.accounts_until = calendar.day(shared.accounts_until)
        self.support_until = calendar.day(shared.support.until)
        self.lapsed_tariff = float(100 * priced.levels[priced.no_deal])
        self.tariff: Array = np.full(model.worlds, self.lapsed_tariff)
        self.level: Whole = np.full(model.worlds, priced.no_deal)
        self.talking: Flags = np.ones(model.worlds, dtype=bool)
        self.wait: Array = np.zeros(model.worlds)
        self.weighed: TariffEquilibria | None = None
        self.worth: dict[str, Array] = {}
        self.hopes: dict[str, Array] = {}
        self.makers = [Carmaker(model, name, self, k, held[k]) for k, name in enumerate(parts)]
        self.supported_units = sum(maker.usual_korean_units for maker in held)
        self.lived = True  # whether the day whose tariffs are faced has been lived

    def begin(self, wait: Array, places: Callable[[int], int]) -> None:
        """Live the days from the first tariff to the day before day 0.

        wait, years from day 0, (worlds,); places, the place of Korea's tariff on a day.
        """
        for day in range(self.model.calendar.day(self.shared.since), 0):
            self.model.day = day
            level = np.full(self.model.worlds, places(day))
            self.face(self.showroom.equilibria, level, self.talking, wait)
            for maker in self.makers:
                maker.act()
        self.model.day = 0

    def weigh(self, priced: TariffEquilibria, hoped: Array) -> None:
        """Work out anew what each maker would earn in the long run: at each level, and at the hoped rate, percent."""
        if priced is not self.weighed:
            share = makers.long_run_pass_through(self.shared.tau, self.shared.discount)
            gains = priced.profits(share, [maker.maker.places for maker in self.makers])
            self.worth = {maker.name: gain for maker, gain in zip(self.makers, gains, strict=True)}
            self.weighed = priced
        chance = self.shared.deal_chance
        self.hopes = {
            name: chance * interpolate_at_rate(100 * priced.levels, gain, hoped)
            + (1 - chance) * gain[:, priced.no_deal]
            for name, gain in self.worth.items()
        }

    def face(self, priced: TariffEquilibria, level: Whole, talking: Flags, wait: Array) -> None:
        """Meet the tariffs in force and sell a day's cars; level (worlds,) is the place of Korea's."""
        self.level, self.talking, self.wait = level, talking.copy(), wait  # as they stand in the morning
        self.tariff = 100 * priced.levels[level]
        self.part(priced)
        self.showroom.set_tariff(priced, self.kinds.of_groups(level))
        self.showroom.sell_day()
        self.lived = False

    def part(self, priced: TariffEquilibria) -> None:
        """Part worlds that today's tariffs, or the support that is paid, tell from their like."""
        held: list[Array | Whole] = [self.level]
        if priced is not self.priced:
            held.append(priced.foreign)
        money = self.paid_from()
        if any(new is not old for new, old in zip(money, self.money, strict=True)):
            held += money
        origin = self.kinds.split(held)
        self.priced, self.money = priced, money
        if origin is not None:
            self.go_on(origin)

    def go_on(self, origin: Whole) -> None:
        """Go on with other kinds of worlds, each as one of those before, (kinds,)."""
        self.showroom.split(origin, self.kinds.first)
        self.trade.split(origin)

    def keep(self, rows: Whole) -> None:
        """Let go of all worlds but some, where that halves the work; the accounts are closed and stay as they are."""
        if not 0 < 2 * len(rows) <= len(self.kinds.rows):
            return
        if not self.trade.closed:
            self.trade.closed, self.books = True, self.kinds.copy()
        self.go_on(self.kinds.only(rows))

    def live(self) -> None:
        """Let all makers live the day, once, and enter it into the accounts, up to their last one."""
        if self.lived:
            return
        self.lived, day, support = True, self.model.day, self.granted()
        tariff = self.kinds.of_groups(self.tariff)
        items = self.trade.live_day(
            day, tariff, self.lapsed_tariff, None if support is None else self.kinds.of_groups(support)
        )
        if day <= self.accounts_until:
            self.trade.accounts.add_day(self.model.calendar.date(day), items, self.shared.exchange_rate)

    def paid_from(self) -> list[Array]:
        """Return what support is worked out from, (worlds,) each; events may change it."""
        rules = self.shared.support
        return [rules.budget, self.shared.exchange_rate, rules.grant_share]

    def granted(self) -> Array | None:
        """Return today's support for each Korean-built car of an ordinary day, bn USD, (worlds,); None without any."""
        if not 0 <= self.model.day <= self.support_until:
            return None
        budget, exchange_rate, grant_share = self.paid_from()
        budget = budget * 1000 / exchange_rate * grant_share
        return np.asarray(budget / (self.support_until + 1) / self.supported_units)

    @property
    def pressure(self) -> Array:
        """Pressure of all makers, by their Korean-built cars, (worlds,)."""
        felt = ordered_sum(self.trade.pressure * self.trade.usual_korean_units)
        return np.asarray(self.kinds.of_worlds(felt / self.supported_units))


def figures(parts: Mapping[str, Any]) -> list[Array]:
    """Return all drawn figures of makers that their days depend on, (worlds,) each."""
    found = [held for part in parts.values() for held in (part.stock_days, part.replaces)]
    return found + [held for part in parts.values() if part.parts for held in (part.parts.value, part.parts.relief)]
