"""What all carmakers live from day to day: stock, plants, duty, support, pressure and accounts.

One call of the rules serves all makers, whose lines lie side by side, in the first world of every
kind of worlds; see sim.core.world_groups.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.dates import YEAR, Calendar
from sim.core.worlds import Array, Whole, rows_of
from sim.economy.carmakers import day as makers
from sim.economy.carmakers.accounts import Accounts
from sim.economy.carmakers.day import Maker, Makers
from sim.economy.market.daily_market import Showroom


def side_by_side(held: Sequence[Array], world: Whole) -> Array:
    """Return a figure of each maker, (worlds,) each, in some worlds, (worlds, makers)."""
    return np.stack([figure[world] for figure in held]).T


class Trade:
    """All makers in the worlds of a showroom's rows; money in bn USD.

    stock      (worlds, lines)    vehicles in the U.S. landed before the tariff
    pressure   (worlds, makers)   what a maker's owners feel
    helped     (worlds, makers)   support of the last day lived
    books                         of the last day lived
    accounts                      entries (worlds, makers); exchange rates are those of all worlds
    closed                        whether these are closed, and keep the worlds they have
    """

    BY_WORLD = ("stock", "recent", "recent_support", "pressure", "helped", "replaces", "parts_value", "relief")

    def __init__(self, room: Showroom, held: Sequence[Maker], own: Sequence[Any], calendar: Calendar) -> None:
        self.room, self.rules, world = room, Makers.of(held), room.world
        self.daily = np.array([maker.daily for maker in held])
        self.full_loss = np.array([maker.full_loss for maker in held])
        self.plants = [[stages(plant, calendar) for plant in part.plants.values()] for part in own]
        none = np.zeros(int(world.max()) + 1)
        self.replaces = side_by_side([part.replaces for part in own], world)
        self.parts_value = side_by_side([part.parts.value if part.parts else none for part in own], world)
        self.relief = side_by_side([part.parts.relief if part.parts else none for part in own], world)
        self.parts_since = np.array([calendar.day(part.parts.since) if part.parts else 0 for part in own])
        usual = [np.where(maker.imported, maker.usual_units, 0.0)[:, None] for maker in held]
        self.stock: Array = np.concatenate([part.stock_days[world] * u for part, u in zip(own, usual, strict=True)]).T
        zero = np.zeros((len(held), len(world))).T
        self.recent, self.recent_support, self.pressure, self.helped = zero, zero, zero, zero
        self.books: makers.Books | None = None
        self.accounts, self.closed = Accounts(zero.shape), False

    @property
    def made_today(self) -> Array:
        """Vehicles built in U.S. plants in place of Korean ones on the last day lived, (kinds, makers)."""
        if self.books is None:
            raise ValueError("no day has been lived with these kinds of worlds yet")
        return self.books.made

    def part(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        self.rules, self.books = self.rules.only(origin), None
        for name in self.BY_WORLD:
            setattr(self, name, rows_of(getattr(self, name), origin))
        if not self.closed:
            self.accounts = self.accounts.each(lambda held: rows_of(held, origin), self.pressure.shape)

    def live(self, day: int, tariff: Array, lapsed: float, support: Array | None) -> dict[str, Array]:
        """Live a day, its cars sold, and return what accounts enter.

        tariff and lapsed, in force and without a deal, percent; support, for each Korean-built car of an ordinary day.
        """
        room = self.room
        books = makers.day(self.rules, room.sold, room.asked, room.paid, self.stock, self.spare(day, tariff))
        self.books, self.stock = books, books.stock
        for place, line in enumerate(self.rules.korean.tolist()):
            room.ease(line, books.units[:, place] <= 0)
        due = makers.parts_duty(tariff[:, None] / 100, self.parts_value, self.relief, books.output)
        parts = np.where(day >= self.parts_since, due, 0.0)
        change = books.profit_change - parts
        self.help(support, -change)
        self.feel(change, lapsed)
        return {
            "units": books.units,
            "made": books.made,
            "duty": books.duty,
            "other_duty": books.other_duty + parts,
            "profit_change": change,
            "support": self.helped,
        }

    def spare(self, day: int, tariff: Array) -> Array:
        """Return the cars U.S. plants build today in place of Korean ones, (worlds, makers), while a duty is saved."""
        grown = np.array([sum(makers.capacity(*plant, day) for plant in plants) for plants in self.plants])
        free = np.maximum(grown - self.rules.at_home(self.room.sold), 0.0)
        return np.where(tariff[:, None] > 0, free * self.replaces, 0.0)

    def help(self, support: Array | None, loss: Array) -> None:
        """Pay the day's support."""
        none = np.zeros(loss.T.shape).T
        self.helped = none if support is None else makers.helped(support[:, None], self.daily, loss)

    def feel(self, change: Array, lapsed: float) -> None:
        """Bring pressure up to date."""
        self.recent = makers.remembered(self.recent, np.maximum(-change, 0.0))
        self.recent_support = makers.remembered(self.recent_support, self.helped)
        full = self.full_loss * lapsed / 100
        felt = np.maximum(self.recent - self.recent_support, 0.0)
        self.pressure = np.where(full > 0, felt / np.where(full > 0, full, 1.0), 0.0)


def stages(plant: Sequence[Any], calendar: Calendar) -> tuple[Array, Array]:
    """Return the days of a plant's stages and what it can build from then on, vehicles a day."""
    days = np.array([float(calendar.day(stage.date)) for stage in plant])
    return days, np.array([stage.units * 1e3 / YEAR for stage in plant])
