"""The day's series of carmakers, written in a few calls into one array a day."""

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array
from sim.model.industry import Industry

MAKER_SERIES = ("duty", "pressure", "index", "sold", "made", "rise", "stock", "landed", "shipped")


class MakerSeries:
    """What is recorded of carmakers day by day, of the first `worlds` worlds.

    names   of the series, maker by maker
    """

    def __init__(self, industry: Industry, worlds: int) -> None:
        self.industry, self.worlds = industry, worlds
        self.names = tuple(f"{name}_{what}" for name in industry.names for what in MAKER_SERIES)

    def write(self, found: NDArray[np.floating]) -> None:
        """Write the day's series, (series, worlds), in whatever precision they are kept."""
        by_maker = found.reshape(len(self.industry.names), len(MAKER_SERIES), self.worlds)
        figures = daily_figures(self.industry, self.worlds)
        for place, what in enumerate(MAKER_SERIES):
            by_maker[:, place] = figures[what]


def daily_figures(industry: Industry, worlds: int | None = None) -> dict[str, Array]:
    """Return what is recorded of a day, (makers, worlds) each; of the first `worlds` only, if so asked."""
    trade, room = industry.trade, industry.market
    rows, entered, lines = industry.kinds.places(worlds), industry.books.places(worlds), trade.arrays.korean
    pressure, today = trade.pressure[rows].T, trade.today
    duty = np.zeros(pressure.shape)
    for book in trade.accounts.quarters.values():
        duty += book["duty"][entered].T
    landed, shipped = (today[what][rows].T if today else np.zeros(duty.shape) for what in ("landed", "shipped"))
    return {
        "duty": duty,
        "pressure": pressure,
        "index": industry.indices_of_series(worlds),
        "sold": room.sold[rows].T[lines],
        "made": trade.made_today[rows].T,
        "rise": room.rise[rows].T[lines] / trade.arrays.price[lines, None],
        "stock": trade.untaxed_stocks(rows),
        "landed": landed,
        "shipped": shipped,
    }
