"""The day's series of carmakers, written in a few calls into one array a day."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array
from sim.economy.carmakers.day import market_index
from sim.model.industry import Industry

MAKER_SERIES = ("duty", "pressure", "index", "sold", "made", "rise", "stock", "landed", "shipped")


class MakerSeries:
    """What is recorded of carmakers day by day, of the first `worlds` worlds.

    names   of the series, maker by maker
    """

    def __init__(self, industry: Industry, worlds: int) -> None:
        self.industry, self.worlds = industry, worlds
        self.names = tuple(f"{name}_{what}" for name in industry.names for what in MAKER_SERIES)
        self.korean = industry.trade.arrays.korean  # places of the Korean-built lines among those followed
        self.prices = np.array([held.price[held.korean] for held in industry.lines])[:, None]
        self.every = np.arange(worlds)
        self.asked: tuple[Any, ...] = ()  # what figures of the index are of
        self.index_figures: tuple[Array, ...]

    def write(self, found: NDArray[np.floating]) -> None:
        """Write the day's series, (series, worlds), in whatever precision they are kept."""
        trade, room = self.industry.trade, self.industry.market
        rows, entered = self.industry.kinds.places(self.worlds), self.industry.books.places(self.worlds)
        by_maker = found.reshape(len(self.industry.names), len(MAKER_SERIES), self.worlds)
        total = np.zeros((len(by_maker), self.worlds))
        for book in trade.accounts.quarters.values():
            total += book["duty"].T[:, entered]
        by_maker[:, 0], by_maker[:, 1], by_maker[:, 2] = total, trade.pressure.T[:, rows], self.indices()
        by_maker[:, 3], by_maker[:, 4] = room.sold.T[:, rows][self.korean], trade.made_today.T[:, rows]
        by_maker[:, 5] = room.rise.T[:, rows][self.korean] / self.prices
        for place in range(len(by_maker)):
            by_maker[place, 6] = trade.untaxed_stock(place, rows)
        for k, what in enumerate(("landed", "shipped"), start=7):
            by_maker[:, k] = trade.today[what].T[:, rows] if trade.today else 0.0

    def indices(self) -> Array:
        """Return today's market index, (makers, worlds)."""
        changes, hoped, yearly_profit, discount = self.figures_of_index()
        few, industry = slice(self.worlds), self.industry
        now = changes[:, self.every, industry.level[few]]
        later = np.where(industry.talking[few], hoped, now)
        return market_index(now, later, industry.wait[few], discount, yearly_profit)

    def figures_of_index(self) -> tuple[Array, ...]:
        """Return what indices are worked out from, put side by side anew where an event has changed it."""
        industry, shared = self.industry, self.industry.shared
        profits = [industry.setting.drawn.carmakers[name].yearly_profit for name in industry.names]
        asked = (*industry.profit_changes, shared.exchange_rate, shared.discount, *profits)
        if len(asked) != len(self.asked) or any(new is not old for new, old in zip(asked, self.asked, strict=True)):
            self.asked, few = asked, slice(self.worlds)
            changes, hoped = (np.stack([held[name][few] for name in industry.names]) for held in asked[:2])
            yearly = np.stack([held[few] for held in profits]) * 1000 / shared.exchange_rate[few]
            self.index_figures = changes, hoped, yearly, shared.discount[few]
        return self.index_figures
