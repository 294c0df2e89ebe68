"""The day's series of carmakers: kept as they stand, and written for many days at once."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array, Flags, differ
from sim.economy.carmakers.day import market_index
from sim.model.industry import Industry

MAKER_SERIES = ("duty", "pressure", "index", "sold", "made", "rise", "stock", "landed", "shipped")
DUTY, PRESSURE, INDEX, SOLD, MADE, RISE, STOCK, LANDED, SHIPPED = range(len(MAKER_SERIES))
KEPT = (DUTY, PRESSURE, SOLD, MADE, RISE, STOCK, LANDED, SHIPPED)  # figures of a day, in the order they are kept in
DAYS_AND_WORLDS = 2**14  # whose figures are written at once, at most
MOST_DAYS = 64  # the same


class MakerSeries:
    """What is recorded of carmakers day by day, of the first `worlds` worlds.

    names           of the series, maker by maker
    days            where those still to be written go, (makers, series, worlds) each
    kept            (days, figures, makers, worlds)   figures of these, see KEPT
    talking, wait   (days, worlds)   whether the parties talk, and the years until the tariff may change
    told            what each maker would earn in the long run on these days, see ExpectedProfits.at_level
    """

    def __init__(self, industry: Industry, worlds: int) -> None:
        self.industry, self.worlds, self.makers = industry, worlds, len(industry.names)
        self.names = tuple(f"{name}_{what}" for name in industry.names for what in MAKER_SERIES)
        self.days: list[NDArray[np.floating]] = []
        most = min(MOST_DAYS, max(1, DAYS_AND_WORLDS // max(1, worlds)))
        self.kept: Array = np.empty((most, len(KEPT), self.makers, worlds))
        self.talking: Flags = np.empty((most, worlds), dtype=bool)
        self.wait: Array = np.empty((most, worlds))
        self.duty_known: tuple[Any, ...] = (None, None, 0)  # what `duty_before` is of
        self.duty_before: Array
        self.asked: tuple[Any, ...] = (None,) * 4  # what `told` is of
        self.told: tuple[Array, Array, Array]

    def write(self, found: NDArray[np.floating]) -> None:
        """Take note of the day's series, (series, worlds), in whatever precision: `complete` writes them there."""
        industry, few = self.industry, slice(self.worlds)
        self.expect_profits()
        place = len(self.days)
        np.concatenate(self.figures_today(), out=self.kept[place].reshape(-1, self.worlds))
        self.talking[place], self.wait[place] = industry.talking[few], industry.wait[few]
        self.days.append(found.reshape(self.makers, len(MAKER_SERIES), self.worlds))
        if len(self.days) == len(self.kept):
            self.complete()

    def expect_profits(self) -> None:
        """Look up what each maker would earn in the long run, for indices, if that has changed."""
        industry = self.industry
        profits, shared = industry.profits, industry.shared
        asked = industry.level, profits.hope, shared.exchange_rate, shared.discount
        if differ(asked, self.asked):
            self.complete()
            self.asked, self.told = asked, profits.at_level(industry.level, self.worlds)

    def figures_today(self) -> list[Array]:
        """Return the figures of KEPT today, (makers, worlds) each; prices over those of the known year, unscaled."""
        industry, trade, room = self.industry, self.industry.trade, self.industry.market
        rows, lines, today = industry.kinds.places(self.worlds), trade.arrays.partner_built, trade.today
        return [
            self.duty_so_far(),
            trade.pressure[rows].T,
            room.sold[rows].T.take(lines, axis=0),
            trade.made_today[rows].T,
            room.rise[rows].T.take(lines, axis=0),
            trade.untaxed_stocks(rows),
            today["landed"][rows].T,
            today["shipped"][rows].T,
        ]

    def duty_so_far(self) -> Array:
        """Return each maker's duty of all quarters, (makers, worlds); those that are over are added up once."""
        industry, accounts = self.industry, self.industry.trade.accounts
        entered, quarters = industry.books.places(self.worlds), list(accounts.quarters.values())
        known = (accounts, industry.books, len(quarters))
        if known != self.duty_known:
            self.duty_known = known
            self.duty_before = np.zeros((self.makers, self.worlds))
            for book in quarters[:-1]:
                self.duty_before += book["duty"][entered].T
        return self.duty_before + quarters[-1]["duty"][entered].T if quarters else self.duty_before

    def complete(self) -> None:
        """Write the days that are still to be written."""
        days, self.days = self.days, []
        if not days:
            return
        kept = self.kept[: len(days)]
        kept[:, KEPT.index(RISE)] /= self.prices
        found = np.empty((len(days), *days[0].shape), days[0].dtype)
        for place, series in enumerate(KEPT):
            found[:, :, series] = kept[:, place]
        found[:, :, INDEX] = self.indices(len(days))
        for day, figures in zip(days, found, strict=True):
            day[:] = figures

    @property
    def prices(self) -> Array:
        """The price of each maker's partner-built line in the known year, thousand USD, (makers, 1)."""
        arrays = self.industry.trade.arrays
        return np.asarray(arrays.price[arrays.partner_built, None])

    def indices(self, days: int) -> Array:
        """Return the market indices of the first days kept, (days, makers, worlds)."""
        (now, hoped, yearly), discount = self.told, self.asked[-1][: self.worlds]
        talking, wait = self.talking[:days, None], self.wait[:days, None]
        return market_index(now, np.where(talking, hoped, now), wait, discount, yearly)


def write_trade(industry: Industry, worlds: int | None, found: NDArray[np.floating]) -> None:
    """Write what is recorded of a day but duty and index, (makers, series, worlds)."""
    trade, room, rows = industry.trade, industry.market, industry.kinds.places(worlds)
    lines, today = trade.arrays.partner_built, trade.today
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
