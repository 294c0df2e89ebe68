"""The carmakers of a model and the market they sell in, from day to day.

The model that holds it says what is hoped of the tariff; everything else is the same with talks
and without.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sim.agents.carmaker import Carmaker
from sim.economy import makers
from sim.economy.priced import Priced, at_rate
from sim.showroom import Showroom
from sim.worlds import Array, Flags, Whole


class Industry:
    """Showroom and carmakers.

    tariff         (worlds,)   tariff on Korean cars in force, percent
    lapsed_tariff              the same without a deal
    worth          maker -> change of its profit at each level, in the long run, (worlds, levels)
    hopes          maker -> the same as markets expect it while the parties talk, (worlds,)
    talking, wait  (worlds,)   whether they do, and the years until the tariff is expected to change
    support        (worlds,)   today's for each Korean-built car of an ordinary day, bn USD; None without any
    """

    def __init__(self, model: Any, priced: Priced) -> None:
        shared, calendar = model.drawn.industry, model.calendar
        self.model, self.shared = model, shared
        parts, fleet = model.drawn.carmakers, priced.market.fleet
        lines = [fleet.at(part.brand, region) for part in parts.values() for region in part.built_in]
        self.showroom = Showroom(priced, shared.tau, np.array(lines))
        self.accounts_until = calendar.day(shared.accounts_until)
        self.support_until = calendar.day(shared.support.until)
        self.lapsed_tariff = float(100 * priced.levels[priced.no_deal])
        self.tariff: Array = np.full(model.worlds, self.lapsed_tariff)
        self.level: Whole = np.full(model.worlds, priced.no_deal)
        self.talking: Flags = np.ones(model.worlds, dtype=bool)
        self.wait: Array = np.zeros(model.worlds)
        self.weighed: Priced | None = None
        self.support: Array | None = None
        self.worth: dict[str, Array] = {}
        self.hopes: dict[str, Array] = {}
        self.makers = [Carmaker(model, name, self) for name in parts]
        self.supported_units = sum(maker.maker.daily for maker in self.makers)

    def begin(self, wait: Array, places: Callable[[int], int]) -> None:
        """Live the days from the first tariff to the day before day 0.

        wait, years from day 0, (worlds,); places, the place of Korea's tariff on a day.
        """
        for day in range(self.model.calendar.day(self.shared.since), 0):
            self.model.day = day
            level = np.full(self.model.worlds, places(day))
            self.face(self.showroom.priced, level, self.talking, wait)
            for maker in self.makers:
                maker.act()
        self.model.day = 0
        self.support = self.granted()

    def weigh(self, priced: Priced, hoped: Array) -> None:
        """Work out anew what each maker would earn in the long run: at each level, and at the hoped rate, percent."""
        if priced is not self.weighed:
            share = makers.long_run(self.shared.tau, self.shared.discount)
            gains = priced.profits(share, [maker.maker.places for maker in self.makers])
            self.worth = {maker.name: gain for maker, gain in zip(self.makers, gains, strict=True)}
            self.weighed = priced
        chance = self.shared.deal_chance
        self.hopes = {
            name: chance * at_rate(100 * priced.levels, gain, hoped) + (1 - chance) * gain[:, priced.no_deal]
            for name, gain in self.worth.items()
        }

    def face(self, priced: Priced, level: Whole, talking: Flags, wait: Array) -> None:
        """Meet the tariffs in force and sell a day's cars; level (worlds,) is the place of Korea's."""
        self.level, self.talking, self.wait = level, talking.copy(), wait  # as they stand in the morning
        self.tariff = 100 * priced.levels[level]
        self.support = self.granted()
        self.showroom.face(priced, level)
        self.showroom.open()

    def granted(self) -> Array | None:
        """Return today's support for each Korean-built car of an ordinary day, bn USD, (worlds,); None without any."""
        if not 0 <= self.model.day <= self.support_until:
            return None
        rules = self.shared.support
        budget = rules.budget * 1000 / self.shared.exchange_rate * rules.grant_share
        return np.asarray(budget / (self.support_until + 1) / self.supported_units)

    @property
    def pressure(self) -> Array:
        """Pressure of all makers, by their Korean-built cars, (worlds,)."""
        felt = sum((maker.pressure * maker.maker.daily for maker in self.makers), np.zeros(len(self.tariff)))
        return np.asarray(felt / self.supported_units)
