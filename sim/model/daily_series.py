"""The day's series of carmakers, written in a few calls into one array a day; market indices, of many days at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array, Flags
from sim.economy.carmakers.day import market_index
from sim.model.industry import Industry

MAKER_SERIES = ("duty", "pressure", "index", "sold", "made", "rise", "stock", "landed", "shipped")
DUTY, PRESSURE, INDEX, SOLD, MADE, RISE, STOCK, LANDED, SHIPPED = range(len(MAKER_SERIES))
DAYS_AND_WORLDS = 2**14  # of which indices are worked out at once, at most


@dataclass(frozen=True, eq=False)
class IndexDay:
    """What the indices of a day are worked out from, and where they go.

    found           (makers, worlds)   where they are written
    told            changes of profit now and as expected, and yearly profits, (makers, worlds) each
    talking, wait   (worlds,)          whether the parties talk, and the years until the tariff may change
    discount        (all worlds,)      rate, a year
    """

    found: NDArray[np.floating]
    told: tuple[Array, Array, Array]
    talking: Flags
    wait: Array
    discount: Array


class MakerSeries:
    """What is recorded of carmakers day by day, of the first `worlds` worlds.

    names     of the series, maker by maker
    put_off   days whose indices are still to be written: all by the same profits and discount
    """

    def __init__(self, industry: Industry, worlds: int) -> None:
        self.industry, self.worlds = industry, worlds
        self.names = tuple(f"{name}_{what}" for name in industry.names for what in MAKER_SERIES)
        self.put_off: list[IndexDay] = []
        self.duty_known: tuple[Any, ...] = (None, None, 0)  # what `duty_before` is of
        self.duty_before: Array

    def write(self, found: NDArray[np.floating]) -> None:
        """Write the day's series, (series, worlds), in whatever precision they are kept; indices, by `complete`."""
        by_maker = found.reshape(len(self.industry.names), len(MAKER_SERIES), self.worlds)
        by_maker[:, DUTY] = self.duty_so_far()
        write_trade(self.industry, self.worlds, by_maker)
        self.put_off_index(by_maker[:, INDEX])

    def put_off_index(self, found: NDArray[np.floating]) -> None:
        """Note what today's indices are worked out from, and where they go, (makers, worlds)."""
        industry, few = self.industry, slice(self.worlds)
        told, discount = industry.profits.at_level(industry.level, self.worlds), industry.shared.discount
        first = self.put_off[0] if self.put_off else None
        if first and (told is not first.told or discount is not first.discount):
            self.complete()
        self.put_off.append(IndexDay(found, told, industry.talking[few], industry.wait[few], discount))
        if len(self.put_off) * self.worlds >= DAYS_AND_WORLDS:
            self.complete()

    def complete(self) -> None:
        """Write the indices that were put off."""
        days, self.put_off = self.put_off, []
        if not days:
            return
        (now, hoped, yearly), discount = days[0].told, days[0].discount[: self.worlds]
        talking, wait = (np.stack(held)[:, None] for held in zip(*((d.talking, d.wait) for d in days), strict=True))
        found = market_index(now, np.where(talking, hoped, now), wait, discount, yearly)
        for day, indices in zip(days, found, strict=True):
            day.found[:] = indices

    def duty_so_far(self) -> Array:
        """Return each maker's duty of all quarters, (makers, worlds); those that are over are added up once."""
        industry, accounts = self.industry, self.industry.trade.accounts
        entered, quarters = industry.books.places(self.worlds), list(accounts.quarters.values())
        known = (accounts, industry.books, len(quarters))
        if known != self.duty_known:
            self.duty_known = known
            self.duty_before = np.zeros((len(industry.names), self.worlds))
            for book in quarters[:-1]:
                self.duty_before += book["duty"][entered].T
        return self.duty_before + quarters[-1]["duty"][entered].T if quarters else self.duty_before


def write_trade(industry: Industry, worlds: int | None, found: NDArray[np.floating]) -> None:
    """Write what is recorded of a day but duty and index, (makers, series, worlds)."""
    trade, room, rows = industry.trade, industry.market, industry.kinds.places(worlds)
    lines, today = trade.arrays.korean, trade.today
    found[:, PRESSURE], found[:, MADE] = trade.pressure[rows].T, trade.made_today[rows].T
    found[:, SOLD] = room.sold[rows].T[lines]
    found[:, RISE] = room.rise[rows].T[lines] / trade.arrays.price[lines, None]
    found[:, STOCK] = trade.untaxed_stocks(rows)
    found[:, LANDED] = today["landed"][rows].T if today else 0.0
    found[:, SHIPPED] = today["shipped"][rows].T if today else 0.0


def daily_figures(industry: Industry, worlds: int | None = None) -> dict[str, Array]:
    """Return what is recorded of a day, (makers, worlds) each; of the first `worlds` only, if so asked."""
    count = industry.setting.worlds if worlds is None else worlds
    found, entered = np.zeros((len(industry.names), len(MAKER_SERIES), count)), industry.books.places(worlds)
    write_trade(industry, worlds, found)
    for book in industry.trade.accounts.quarters.values():
        found[:, DUTY] += book["duty"][entered].T
    found[:, INDEX] = industry.indices_of_series(worlds)
    return {what: found[:, place] for place, what in enumerate(MAKER_SERIES)}
