"""A carmaker: sells from untaxed stock, shifts to its plants, pays duty, lobbies, is supported."""

from typing import Any

import mesa
import numpy as np

from sim.accounts import Accounts
from sim.dates import YEAR
from sim.economy import makers
from sim.worlds import Array, added, picked


class Carmaker(mesa.Agent):
    """One maker's accounts in every world; money in bn USD, added up to the accounts' last day.

    stock   (worlds, lines)   vehicles in the U.S. landed before the tariff
    """

    def __init__(self, model: Any, name: str, industry: Any) -> None:
        super().__init__(model)
        own, self.shared = model.drawn.carmakers[name], model.drawn.industry
        self.name, self.own, self.industry = name, own, industry
        self.maker = makers.Maker.of(industry.showroom.market, own.brand, own.built_in)
        begin = industry.showroom.lines.tolist().index(self.maker.places[0])
        self.at = slice(begin, begin + len(self.maker.places))  # its lines among those followed
        self.stages = [
            (
                np.array([float(model.calendar.day(s.date)) for s in plant]),
                np.array([s.units * 1e3 / YEAR for s in plant]),
            )
            for plant in own.plants.values()
        ]
        self.parts_since = model.calendar.day(own.parts.since) if own.parts else 0
        self.nothing = zero = np.zeros(model.worlds)
        usual = np.where(self.maker.imported, self.maker.usual_units, 0.0)
        self.stock: Array = (own.stock_days * usual[:, None]).T
        self.recent, self.recent_support, self.pressure = zero, zero, zero
        self.helped_today, self.sold_today, self.made_today = zero, zero, zero
        self.accounts = Accounts(model.worlds)
        self.last_pressure = self.pressure
        self.closing: Array | None = None  # market index on the accounts' last day, once it has passed

    def act(self) -> None:
        """Live one day at the tariffs in force."""
        room, at = self.industry.showroom, self.at
        sold = room.sold[:, at]
        books = makers.day(self.maker, sold, room.asked[:, at], room.paid[:, at], self.stock, self.spare(sold))
        room.ease(at.start + self.maker.korean, books.units <= 0)
        self.stock = books.stock
        parts = self.parts(books.output)
        change = books.profit_change - parts
        self.helped_today = self.helped(-change)
        self.feel(change)
        self.sold_today, self.made_today = sold[:, self.maker.korean], books.made
        self.enter(books, parts, change)

    def enter(self, books: makers.Books, parts: Array, change: Array) -> None:
        """Enter a day into the accounts, up to their last one."""
        day, last = self.model.day, self.industry.accounts_until
        if day > last:
            return
        items = {
            "units": books.units,
            "made": books.made,
            "duty": books.duty,
            "other_duty": books.other_duty + parts,
            "profit_change": change,
            "support": self.helped_today,
        }
        self.accounts.enter(self.model.calendar.date(day), items, self.shared.exchange_rate)
        self.last_pressure = self.pressure
        self.closing = self.index if day == last else None

    @property
    def last_index(self) -> Array:
        """The market index on the accounts' last day, or today where that has not passed, (worlds,)."""
        return self.index if self.closing is None else self.closing

    @property
    def duty(self) -> Array:
        """Duty on its Korean-built cars so far, bn USD, (worlds,)."""
        return self.accounts.total("duty")

    def daily(self) -> dict[str, Array]:
        """Return what is recorded of a day, (worlds,) each."""
        korean = self.maker.korean
        return {
            "duty": self.duty,
            "pressure": self.pressure,
            "index": self.index,
            "sold": self.sold_today,
            "made": self.made_today,
            "rise": self.industry.showroom.rise[:, self.at][:, korean] / self.maker.price[korean],
            "stock": self.stock[:, korean],
        }

    def spare(self, sold: Array) -> Array:
        """Return the cars its U.S. plants build today in place of Korean ones, (worlds,), while a duty is saved."""
        grown = sum(makers.capacity(*stages, self.model.day) for stages in self.stages)
        if not grown:
            return self.nothing
        free = np.maximum(grown - added(picked(sold, self.maker.home)), 0.0)
        return np.where(self.industry.tariff > 0, free * self.own.replaces, 0.0)

    def parts(self, output: Array) -> Array:
        """Return today's duty on parts imported for its U.S. plants, (worlds,)."""
        if self.own.parts is None or self.model.day < self.parts_since:
            return self.nothing
        return makers.parts_duty(self.industry.tariff / 100, self.own.parts.value, self.own.parts.relief, output)

    def feel(self, change: Array) -> None:
        """Bring pressure up to date."""
        self.recent = makers.remembered(self.recent, np.maximum(-change, 0.0))
        self.recent_support = makers.remembered(self.recent_support, self.helped_today)
        full = self.maker.full_loss * self.industry.lapsed_tariff / 100
        felt = np.maximum(self.recent - self.recent_support, 0.0)
        self.pressure = felt / full if full > 0 else self.nothing

    @property
    def index(self) -> Array:
        """Today's market index, (worlds,); worked out only when asked for."""
        industry, worth = self.industry, self.industry.worth[self.name]
        now = worth[np.arange(len(worth)), industry.level]
        later = np.where(industry.talking, industry.hopes[self.name], now)
        yearly_profit = self.own.yearly_profit * 1000 / self.shared.exchange_rate
        return makers.index(now, later, industry.wait, self.shared.discount, yearly_profit)

    def helped(self, loss: Array) -> Array:
        """Return today's support, (worlds,): the maker's part of the day's budget, up to its loss."""
        each = self.industry.support
        if each is None:
            return self.nothing
        return np.asarray(np.minimum(each * self.maker.daily, np.maximum(loss, 0.0)))
