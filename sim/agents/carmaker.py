"""A carmaker: sells from untaxed stock, shifts to its plants, pays duty, lobbies, is supported."""

from typing import Any

import mesa
import numpy as np

from sim.accounts import Accounts
from sim.dates import YEAR
from sim.economy import makers
from sim.worlds import Array, added


class Carmaker(mesa.Agent):
    """One maker's accounts in every world; money in bn USD, added up to the accounts' last day.

    stock   (worlds, lines)   vehicles in the U.S. landed before the tariff
    """

    def __init__(self, model: Any, name: str, industry: Any) -> None:
        super().__init__(model)
        own, self.shared = model.drawn.carmakers[name], model.drawn.industry
        self.name, self.own, self.industry = name, own, industry
        self.maker = makers.Maker.of(industry.showroom.market, own.brand, own.built_in)
        self.stages = [
            (
                np.array([float(model.calendar.day(s.date)) for s in plant]),
                np.array([s.units * 1e3 / YEAR for s in plant]),
            )
            for plant in own.plants.values()
        ]
        self.parts_since = model.calendar.day(own.parts.since) if own.parts else 0
        zero = np.zeros(model.worlds)
        self.stock: Array = own.stock_days[:, None] * np.where(self.maker.imported, self.maker.usual_units, 0.0)
        self.recent, self.recent_support, self.pressure = zero, zero, zero
        self.index: Array = zero + 100
        self.helped_today, self.sold_today, self.made_today = zero, zero, zero
        self.accounts = Accounts(model.worlds)
        self.last_pressure, self.last_index = self.pressure, self.index

    def act(self) -> None:
        """Live one day at the tariffs in force."""
        room, at = self.industry.showroom, self.maker.places
        books = makers.day(
            self.maker, room.sold[:, at], room.asked[:, at], room.rates[:, at], self.stock, self.spare(room.sold[:, at])
        )
        room.ease(int(at[self.maker.korean]), books.units <= 0)
        self.stock = books.stock
        parts = self.parts(books.output)
        change = books.profit_change - parts
        self.helped_today = self.helped(-change)
        self.feel(change)
        self.sold_today, self.made_today = books.units + books.made, books.made
        if self.model.day <= self.industry.accounts_until:
            self.last_pressure, self.last_index = self.pressure, self.index
            self.accounts.enter(
                self.model.calendar.date(self.model.day),
                {
                    "units": books.units,
                    "made": books.made,
                    "duty": books.duty,
                    "other_duty": books.other_duty + parts,
                    "profit_change": change,
                    "support": self.helped_today,
                },
                self.shared.exchange_rate,
            )

    @property
    def duty(self) -> Array:
        """Duty on its Korean-built cars so far, bn USD, (worlds,)."""
        return self.accounts.total("duty")

    def daily(self) -> dict[str, Array]:
        """Return what is recorded of a day, (worlds,) each."""
        korean = int(self.maker.places[self.maker.korean])
        return {
            "duty": self.duty,
            "pressure": self.pressure,
            "index": self.index,
            "sold": self.sold_today,
            "made": self.made_today,
            "rise": self.industry.showroom.rise[:, korean] / self.maker.price[self.maker.korean],
            "stock": self.stock[:, self.maker.korean],
        }

    def spare(self, sold: Array) -> Array:
        """Return the cars its U.S. plants build today in place of Korean ones, (worlds,), while a duty is saved."""
        grown = sum(makers.capacity(*stages, self.model.day) for stages in self.stages)
        free = np.maximum(grown - added(sold[:, self.maker.at_home]), 0.0)
        return np.where(self.industry.tariff > 0, free * self.own.replaces, 0.0)

    def parts(self, output: Array) -> Array:
        """Return today's duty on parts imported for its U.S. plants, (worlds,)."""
        if self.own.parts is None or self.model.day < self.parts_since:
            return np.zeros(len(output))
        return makers.parts_duty(self.industry.tariff / 100, self.own.parts.value, self.own.parts.relief, output)

    def feel(self, change: Array) -> None:
        """Bring pressure and market index up to date."""
        self.recent = makers.remembered(self.recent, np.maximum(-change, 0.0))
        self.recent_support = makers.remembered(self.recent_support, self.helped_today)
        full = self.maker.full_loss * self.industry.lapsed_tariff / 100
        felt = np.maximum(self.recent - self.recent_support, 0.0)
        self.pressure = felt / full if full > 0 else np.zeros(len(felt))
        self.index = self.expected()

    def expected(self) -> Array:
        """Return today's market index, (worlds,)."""
        industry, worth = self.industry, self.industry.worth[self.name]
        now = worth[np.arange(len(worth)), industry.level]
        later = np.where(industry.talking, industry.hopes[self.name], now)
        yearly_profit = self.own.yearly_profit * 1000 / self.shared.exchange_rate
        return makers.index(now, later, industry.wait, self.shared.discount, yearly_profit)

    def helped(self, loss: Array) -> Array:
        """Return today's support, (worlds,): the maker's part of the day's budget, up to its loss."""
        support, total = self.shared.support, self.industry.supported_units
        if not 0 <= self.model.day <= self.industry.support_until:
            return np.zeros(len(loss))
        budget = support.budget * 1000 / self.shared.exchange_rate * support.grant_share
        part = budget / (self.industry.support_until + 1) * self.maker.daily / total
        return np.asarray(np.minimum(part, np.maximum(loss, 0.0)))
