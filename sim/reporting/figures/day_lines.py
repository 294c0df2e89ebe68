"""Daily figures of one world so far: the carmakers' untaxed stock and duty, and the polls, by date."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.core.worlds import Array
from sim.reporting.figures.dates import NUMBER, date_axis
from sim.reporting.figures.day_offers import DAY_PAGE, LEGEND_ROW, add_panel, blank_day_figure, put_day_legend
from sim.reporting.figures.page import describe, label_panel
from sim.reporting.figures.style import SERIES

THOUSAND = 1000.0
LEFT, BELOW = 0.76, 0.56  # inches: beside the axes, and below them, where dates and years take two lines


def makers_figure(pause: date, last: int, stock: Mapping[str, Array], duty: Mapping[str, Array]) -> Figure:
    """Return untaxed stock, vehicles, and duty booked, bn USD, (days,) by maker's title; the axis ends on `last`."""
    drawn, rows = blank_day_figure(2.58 + BELOW, 1), LEGEND_ROW
    high = add_panel(drawn, (LEFT, 1.33 + BELOW + rows, 0.1, 0.1))
    panels = [high, add_panel(drawn, (LEFT, BELOW + rows, 0.1, 1.43))]
    panels[0].sharex(panels[1])
    in_thousands = {name: held / THOUSAND for name, held in stock.items()}
    handles = draw_lines(panels[0], pause, last, in_thousands, "untaxed stock\n(thousand vehicles)")
    draw_lines(panels[1], pause, last, duty, "duty so far\n(bn USD)")
    panels[0].tick_params(labelbottom=False)
    panels[0].set_xlabel("")
    put_day_legend(drawn, handles, 3)
    told = [
        f"{name}: {latest(stock[name]):,.0f} vehicles, {latest(duty[name]):.2f} bn USD"
        for name in stock
        if len(stock[name])
    ]
    today = "; ".join(told) or "none yet"
    return describe(drawn, f"Untaxed stock and duty booked so far, by carmaker and date. Latest: {today}.")


def polls_figure(pause: date, last: int, shares: Mapping[str, Sequence[float | None]]) -> Figure:
    """Return the published shares, 0 to 1, by candidate's title and day; the axis ends on day `last`."""
    drawn = blank_day_figure(1.78 + BELOW, 2)
    axes = add_panel(drawn, (LEFT, BELOW + 2 * LEGEND_ROW, 0.1, 0.1))
    percents = {name: 100 * np.array(held, dtype=float) for name, held in shares.items()}
    put_day_legend(drawn, draw_lines(axes, pause, last, percents, "share in polls\n(percent)"), 2)
    told = [f"{name} {latest(held):.0f} percent" for name, held in percents.items() if np.isfinite(latest(held))]
    return describe(drawn, f"Published polls by date. Latest: {', '.join(told) or 'none yet'}.")


def draw_lines(axes: Axes, pause: date, last: int, lines: Mapping[str, Array], up: str) -> list[Any]:
    """Draw daily figures, (days,) each from day 0, with a mark at the latest; return what the legend names."""
    begin, handles = NUMBER(pause), list[Any]()
    for look, (name, values) in zip(SERIES, lines.items(), strict=False):
        style: dict[str, Any] = {"color": look.color, "linestyle": look.line, "linewidth": 1.3}
        handles += axes.plot(begin + np.arange(len(values)), values, label=name, **style)
        axes.plot(begin + len(values) - 1, latest(values), look.marker, color=look.color, markersize=4)
    years = date_axis(axes, begin, begin + last, months=True)
    label_panel(axes, DAY_PAGE, f"date ({years})", up)
    axes.set_ylim(bottom=0)
    return handles


def latest(values: Array) -> float:
    """Return the last of some figures, nan if there is none."""
    return float(values[-1]) if len(values) else float("nan")
