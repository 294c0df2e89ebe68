"""The carmakers' quarters: stock, price, sales, duty, pressure and market index, to the accounts' last day.

Lines are means over worlds, bands hold the middle 80 % of worlds.  Above the stock lines a marker
and a bar show when untaxed stock runs out: the median day, and the middle 80 % of worlds.  Thin
dashed lines are the part of a partner-built line's sales that its maker builds in home plants.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow.compute as pc
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.core.columns import figures_of, word_column
from sim.core.worlds import Array
from sim.reporting.figures.dates import date_axis
from sim.reporting.figures.marks import Mark, draw_mark, marked_texts, number, peers
from sim.reporting.figures.style import CLEAR, GREY, SERIES, SMALL, Line, Look, blank_figure, count, label_axes, legend
from sim.reporting.run_text import date_text, title
from sim.runs.run import Outcome
from sim.scenario.needed_parts import require_industry
from sim.scenario.party_words import words_of

ALTERNATIVE = "Stock, price, sales, duty, pressure and market index of each carmaker by date"


@dataclass(frozen=True)
class Panel:
    """Heading and unit of one account, and what a recorded figure is multiplied by to give it in that unit."""

    heading: str
    up: str
    times: float = 1.0


PANELS = {
    "stock": Panel("Untaxed stock", "Stock (thousand vehicles)", 1e-3),
    "rise": Panel("Price of {b_adj}-built cars", "Rise over the old price (percent)", 100.0),
    "sold": Panel("{B_adj}-built line sold", "Sales (vehicles a day)"),
    "duty": Panel("Duty booked so far", "Duty (bn USD)"),
    "pressure": Panel("Pressure", "Pressure (share of a quarter's\nloss without a deal)"),
    "index": Panel("Market index", "Index (100 = no tariff)"),
}
COLUMNS = 3
TALL = 6.4  # inches
SEEN = 0.01  # share of a line's sales, the least that is drawn
THIN: Line = (0, (3, 2))  # of cars built in home plants
QUARTER = "#BFBFBF"  # of the first days of quarters


def looks(outcome: Outcome) -> dict[str, Look]:
    """Return the look of each maker."""
    names = list(outcome.loaded.scenario.makers)
    return {name: SERIES[k % len(SERIES)] for k, name in enumerate(names)}


def last_day(outcome: Outcome) -> int:
    """Return the accounts' last day, or the last day recorded if that comes first; UserError without carmakers."""
    recorded = len(next(iter(outcome.series.values()))) - 1
    return min(recorded, outcome.calendar.day_number(require_industry(outcome.loaded.scenario).accounts_until))


def daily(outcome: Outcome, name: str) -> dict[str, Array]:
    """Return mean and quantiles of a series to the accounts' last day, (days,) each."""
    named = pc.is_in(outcome.days["series"], word_column([name]))
    held = outcome.days.filter(named).slice(0, last_day(outcome) + 1)
    return {part: figures_of(held.column(part)) for part in ("day", "mean", "q10", "q90")}


def stock_end_days(outcome: Outcome, maker: str) -> Array:
    """Return the day on which the untaxed stock of each world runs out, (worlds,), nan if it does not."""
    empty = outcome.series[f"{maker}_stock"] <= 0
    return np.where(empty.any(axis=0), empty.argmax(axis=0), np.nan)


def quarters(outcome: Outcome) -> list[Mark]:
    """Return the marks of the first days of quarters, up to the day after the last one shown."""
    days = range(1, last_day(outcome) + 2)
    dates = [(day, outcome.calendar.date(day)) for day in days]
    return [Mark(day, "new quarter", QUARTER) for day, when in dates if when.day == 1 and when.month % 3 == 1]


def figure(outcome: Outcome) -> Figure:
    """Return the figure `carmakers`."""
    kept = next(iter(outcome.series.values())).shape[1]
    more = f"; daily series of the first {count(kept, 'world')}" if kept < outcome.settings.worlds else ""
    drawn = blank_figure(outcome, "The carmakers' quarters", height=TALL, more=more)
    grid = drawn.subplots(len(PANELS) // COLUMNS, COLUMNS, sharex=True)
    panels: Mapping[str, Axes] = dict(zip(PANELS, grid.flat, strict=True))
    for what, axes in panels.items():
        panel(axes, outcome, what)
        axes.xaxis.label.set_visible(axes in grid[-1])  # the rows share their dates
    draw_home_production(panels["sold"], outcome)
    for what, axes in panels.items():
        if what != "index":
            axes.set_ylim(bottom=min(0.0, axes.dataLim.y0))
    stocks(panels["stock"], outcome)
    legend(drawn, legend_handles(outcome), 4)
    return drawn


def panel(axes: Axes, outcome: Outcome, what: str) -> None:
    """Draw one account of every maker."""
    shown, words = PANELS[what], words_of(outcome.loaded.scenario)
    years = date_axis(axes, number(outcome, 0), number(outcome, last_day(outcome) + 1), months=True)
    label_axes(axes, f"Date ({years})", shown.up, words.text(shown.heading))
    for mark in (*quarters(outcome), *peers(outcome)):
        draw_mark(outcome, [axes], mark)
    for name, look in looks(outcome).items():
        style = {"linestyle": look.line, "linewidth": 1.8, "label": title(name)}
        line(axes, outcome, f"{name}_{what}", look, shown.times, style)


def line(axes: Axes, outcome: Outcome, series: str, look: Look, times: float, style: Mapping[str, Any]) -> None:
    """Draw mean and band of one series."""
    held = daily(outcome, series)
    days = number(outcome, 0) + held["day"]
    axes.fill_between(days, times * held["q10"], times * held["q90"], color=look.color, alpha=0.15, linewidth=0)
    axes.plot(days, times * held["mean"], color=look.color, **style)


def makers_shifting(outcome: Outcome) -> list[str]:
    """Return the makers that come to build a part of the line in home plants that a line can show."""
    most = {
        name: [daily(outcome, f"{name}_{what}")["mean"].max() for what in ("made", "sold")] for name in looks(outcome)
    }
    return [name for name, (made, sold) in most.items() if made > SEEN * sold]


def draw_home_production(axes: Axes, outcome: Outcome) -> None:
    """Draw, below the sales of each maker, the part built in home plants, where it can be told from none."""
    whose = words_of(outcome.loaded.scenario).words["a_adj"]
    for name in makers_shifting(outcome):
        style = {"linestyle": THIN, "linewidth": 1.0, "label": f"{title(name)}, built in {whose} plants"}
        line(axes, outcome, f"{name}_made", looks(outcome)[name], 1.0, style)


def stocks(axes: Axes, outcome: Outcome) -> None:
    """Show, in a strip kept free above the stock lines, when untaxed stock runs out."""
    gone = {name: stock_end_days(outcome, name) for name in looks(outcome)}
    if all(np.isnan(days).all() for days in gone.values()):
        return
    step, full = 0.05, axes.get_ylim()[1]
    axes.set_ylim(top=full / (0.86 - step * len(gone)))
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 <= tick <= full])
    axes.text(0.03, 0.985, "stock runs out", transform=axes.transAxes, fontsize=SMALL, va="top", bbox=CLEAR)
    for place, (name, look) in enumerate(looks(outcome).items()):
        if np.isnan(gone[name]).all():
            continue
        low, middle, high = (number(outcome, day) for day in np.nanquantile(gone[name], [0.1, 0.5, 0.9]))
        style: dict[str, Any] = {"color": look.color, "transform": axes.get_xaxis_transform()}
        height = 0.89 - step * place
        axes.plot([low, high], [height, height], linewidth=1.4, **style)
        axes.plot(middle, height, look.marker, markersize=5, **style)


def legend_handles(outcome: Outcome) -> list[Artist]:
    """Return what the legend names."""
    found: list[Artist] = [
        Line2D([], [], color=look.color, linestyle=look.line, linewidth=1.8, label=title(name))
        for name, look in looks(outcome).items()
    ]
    found.append(Patch(color=GREY, alpha=0.25, linewidth=0, label="middle 80 % of worlds"))
    if makers_shifting(outcome):
        words = words_of(outcome.loaded.scenario).text("part of sales built in {a_adj} plants")
        found.append(Line2D([], [], color=GREY, linestyle=THIN, linewidth=1.0, label=words))
    if quarters(outcome):
        found.append(Line2D([], [], color=QUARTER, linewidth=1.1, label="start of a quarter"))
    for mark in peers(outcome):
        words = marked_texts(outcome, [mark])[0].replace("\n", ", ")
        found.append(Line2D([], [], color=mark.color, linestyle=mark.line, linewidth=1.1, label=words))
    return found


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `carmakers`."""
    pause, last = outcome.calendar.pause, last_day(outcome)
    paid = [f"{title(name)} {daily(outcome, f'{name}_duty')['mean'][-1]:.2f}" for name in looks(outcome)]
    gone = [
        f"{date_text(pause, float(np.nanmedian(stock_end_days(outcome, name))))} ({title(name)})"
        for name in looks(outcome)
        if np.isfinite(stock_end_days(outcome, name)).any()
    ]
    stock = f"; untaxed stock runs out about {', '.join(gone)}" if gone else ""
    return f"By {date_text(pause, last)} the mean duty booked, in bn USD, is {', '.join(paid)}{stock}."
