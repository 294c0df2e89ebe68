"""What all carmakers live from day to day: stock, plants, duty, support, pressure and accounts.

One call of the rules serves all makers, whose lines lie side by side, in the first world of every
kind of worlds; see sim.core.world_groups.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.dates import DAYS_PER_YEAR, Calendar
from sim.core.worlds import Array, Flags, Whole, contiguous_rows
from sim.economy.carmakers import day as makers
from sim.economy.carmakers.accounts import Accounts, Book
from sim.economy.carmakers.day import CarmakerArrays, CarmakerLines
from sim.economy.carmakers.untaxed_day import untaxed_day
from sim.economy.market.daily_market import DailyMarket

DAYS_AHEAD = 366  # for which the capacity of plants is worked out at once


def stack_makers(figures: Sequence[Array], world: Whole) -> Array:
    """Return a figure of each maker, (worlds,) each, in some worlds, (worlds, makers)."""
    return np.stack([figure[world] for figure in figures]).T


class CarmakerState:
    """All makers in the worlds of a daily market's rows; money in bn USD.

    It is made of

    daily_market                    prices and sales from day to day
    makers_lines                    each maker's lines
    parts                           each maker's part of the scenario, its quantities drawn
    calendar                        which day a date is

    and keeps

    stock         (worlds, lines)   vehicles in party A's country, landed before the tariff
    pressure      (worlds, makers)  what a maker's owners feel
    support_paid  (worlds, makers)  support of the last day lived
    made     (worlds read, makers)  partner-built cars that home plants made instead, on the last day lived
    read                            how many of the first worlds figures of a day are read of; None, of all
    today                           what accounts entered on the last day lived, (worlds read, makers) each
    duty_taken    (worlds,)         duty on what entered on that day, less refunds
    accounts                        entries (worlds, makers); exchange rates are those of all worlds
    closed                          whether these are closed, and keep the worlds they have
    """

    BY_WORLD: tuple[str, ...] = (
        "stock",
        "recent_loss",
        "recent_support",
        "pressure",
        "support_paid",
        "replaces",
        "parts_value",
        "relief",
    )

    def __init__(
        self, daily_market: DailyMarket, makers_lines: Sequence[CarmakerLines], parts: Sequence[Any], calendar: Calendar
    ) -> None:
        self.daily_market, self.arrays, world = daily_market, CarmakerArrays.of(makers_lines), daily_market.world
        self.usual_partner_units = np.array([maker.usual_partner_units for maker in makers_lines])
        self.full_loss = np.array([maker.full_loss for maker in makers_lines])
        self.plants = [[capacity_stages(plant, calendar) for plant in part.plants.values()] for part in parts]
        none = np.zeros(int(world.max()) + 1)
        self.replaces = stack_makers([part.replaces for part in parts], world)
        self.parts_value = stack_makers([part.parts.value if part.parts else none for part in parts], world)
        self.relief = stack_makers([part.parts.relief if part.parts else none for part in parts], world)
        self.capacity_from, self.capacities = 0, np.zeros((0, len(parts)))  # of some days, (days, makers)
        self.parts_since = np.array([calendar.day_number(part.parts.since) if part.parts else 0 for part in parts])
        self.begin_stock(makers_lines, parts, world)
        zero = np.zeros((len(makers_lines), len(world))).T
        self.pressure, self.support_paid = zero, zero
        self.recent_loss, self.recent_support = zero.copy(order="K"), zero.copy(order="K")
        self.made: Array | None = None
        self.read: int | None = None
        self.duty_taken: Array | None = None
        self.freed: Flags | None = None  # of what the market was last told, (makers, worlds)
        self.figures: tuple[Any, ...] | None = None  # what a kernel reads on each day
        self.today: dict[str, Array] = {}
        self.accounts, self.closed = Accounts(zero.shape), False

    @property
    def made_today(self) -> Array:
        """Vehicles built in home plants in place of partner's ones on the last day lived, (kinds, makers).

        ValueError before a day has been lived.
        """
        if self.made is None:
            raise ValueError("no day has been lived with these kinds of worlds yet")
        return self.made

    def begin_stock(self, makers_lines: Sequence[CarmakerLines], parts: Sequence[Any], world: Whole) -> None:
        """Put what was landed before the tariff in stock."""
        usual = [np.where(maker.imported, maker.usual_units, 0.0)[:, None] for maker in makers_lines]
        self.stock: Array = np.concatenate([part.stock_days[world] * u for part, u in zip(parts, usual, strict=True)]).T

    def untaxed_stock(self, place: int, rows: slice | Whole = slice(None)) -> Array:
        """Return a maker's own stock of partner-built cars that paid no duty, vehicles, (worlds,), in all or some."""
        return np.asarray(self.untaxed_stocks(rows)[place])

    def untaxed_stocks(self, rows: slice | Whole = slice(None)) -> Array:
        """Return each maker's own stock of partner-built cars that paid no duty, vehicles, (makers, worlds)."""
        return self.stock[rows].T[self.arrays.partner_built]

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        self.arrays, self.made, self.freed, self.figures = self.arrays.only(origin), None, None, None
        for name in self.BY_WORLD:
            setattr(self, name, contiguous_rows(getattr(self, name), origin))
        if not self.closed:
            self.accounts = self.accounts.map_entries(lambda held: contiguous_rows(held, origin), self.pressure.shape)

    def live_day(
        self, day: int, tariff: Array, lapsed: float, support: Array | None, book: Book | None = None
    ) -> dict[str, Array]:
        """Live a day, its cars sold, and return what accounts enter, of the worlds whose figures are read.

        tariff and lapsed, in force and without a deal, percent; support, for each partner-built car of an ordinary day;
        book, of the accounts, if the day is to be entered.
        """
        found: dict[str, Array] = untaxed_day(self, day, tariff, lapsed, support, book)
        return found

    def note_freed(self, freed: Flags) -> None:
        """Tell the market where makers need import no car of their lines abroad, (makers, worlds), if that is new."""
        before, self.freed = self.freed, freed
        if before is not None and freed.tobytes() == before.tobytes():
            return
        moved = np.ones_like(freed) if before is None else freed != before
        for place in np.flatnonzero(moved.any(axis=1)).tolist() if moved.any() else ():
            self.daily_market.free_from_duty(int(self.arrays.partner_built[place]), freed[place])

    def spare_capacity(self, day: int, tariff: Array, home: Array) -> Array:
        """Return the cars home plants can build today in place of others, (worlds, makers), while a duty is saved.

        home, vehicles that are built there anyway, (worlds, makers).
        """
        free = np.maximum(self.capacity(day) - home, 0.0)
        return np.where(tariff[:, None] > 0, free * self.replaces, 0.0)

    def capacity(self, day: int) -> Array:
        """Return what each maker's home plants can build on a day, vehicles, (makers,)."""
        if not 0 <= day - self.capacity_from < len(self.capacities):
            days = np.arange(day, day + DAYS_AHEAD)
            plants = [[makers.plant_capacity(*plant, days) for plant in plants] for plants in self.plants]
            self.capacity_from = day
            self.capacities = np.stack([sum(each, np.zeros(DAYS_AHEAD)) for each in plants], axis=1)
        return np.asarray(self.capacities[day - self.capacity_from])

    def pay_support(self, support: Array | None, loss: Array) -> None:
        """Pay the day's support."""
        none = np.zeros(loss.T.shape).T
        self.support_paid = (
            none if support is None else makers.support_paid(support[:, None], self.usual_partner_units, loss)
        )

    def update_pressure(self, change: Array, lapsed: float) -> None:
        """Bring pressure up to date."""
        self.recent_loss = makers.quarter_memory(self.recent_loss, np.maximum(-change, 0.0))
        self.recent_support = makers.quarter_memory(self.recent_support, self.support_paid)
        full = self.full_loss * lapsed / 100
        felt = np.maximum(self.recent_loss - self.recent_support, 0.0)
        self.pressure = np.where(full > 0, felt / np.where(full > 0, full, 1.0), 0.0)


def capacity_stages(plant: Sequence[Any], calendar: Calendar) -> tuple[Array, Array]:
    """Return the days of a plant's stages and what it can build from then on, vehicles a day."""
    days = np.array([float(calendar.day_number(stage.date)) for stage in plant])
    return days, np.array([stage.units * 1e3 / DAYS_PER_YEAR for stage in plant])
