"""What the tariff does to each carmaker: duty paid, pressure and market index, to the accounts' last day.

Lines are means over worlds, bands hold the middle 80 % of worlds.  Above the duty lines a marker
and a bar show when untaxed stock runs out: the median day, and the middle 80 % of worlds.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow.compute as pc
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.figures.marks import date_axis, lines, number, peers, said
from sim.figures.style import CLEAR, GREY, SERIES, SMALL, Look, blank, count, dress, legend
from sim.play import Outcome
from sim.telling import day_of, title
from sim.worlds import Array

PANELS = {
    "duty": ("Duty paid", "Duty paid since day 0 (bn USD)"),
    "pressure": ("Pressure", "Pressure (share of the loss of a\nquarter without a deal)"),
    "index": ("Market index", "Market index (100 = no tariff)"),
}


def looks(outcome: Outcome) -> dict[str, Look]:
    """Return the look of each maker."""
    names = list(outcome.loaded.scenario.carmakers)
    return {name: SERIES[k % len(SERIES)] for k, name in enumerate(names)}


def last_day(outcome: Outcome) -> int:
    """Return the accounts' last day, or the last day recorded if that comes first."""
    recorded = len(next(iter(outcome.series.values()))) - 1
    return min(recorded, outcome.calendar.day(outcome.loaded.scenario.industry.accounts_until))


def daily(outcome: Outcome, name: str) -> dict[str, Array]:
    """Return mean and quantiles of a series to the accounts' last day, (days,) each."""
    held = outcome.days.filter(pc.equal(outcome.days["series"], name)).slice(0, last_day(outcome) + 1)
    return {
        part: held.column(part).to_numpy(zero_copy_only=False).astype(float) for part in ("day", "mean", "q10", "q90")
    }


def run_out(outcome: Outcome, maker: str) -> Array:
    """Return the day on which the untaxed stock of each world runs out, (worlds,), nan if it does not."""
    empty = outcome.series[f"{maker}_stock"] <= 0
    return np.where(empty.any(axis=0), empty.argmax(axis=0), np.nan)


def figure(outcome: Outcome) -> Figure:
    """Return the figure `carmakers`."""
    kept = next(iter(outcome.series.values())).shape[1]
    more = f"; daily series of the first {count(kept, 'world')}" if kept < outcome.settings.worlds else ""
    drawn = blank(outcome, "What the tariff does to the carmakers", more=more)
    panels: Mapping[str, Axes] = dict(zip(PANELS, drawn.subplots(1, len(PANELS)), strict=True))
    handles: list[Artist] = []
    for what, axes in panels.items():
        handles = panel(axes, outcome, what)
    for what in ("duty", "pressure"):
        panels[what].set_ylim(bottom=0)
    stocks(panels["duty"], outcome)
    legend(drawn, handles, len(handles))
    return drawn


def panel(axes: Axes, outcome: Outcome, what: str) -> list[Artist]:
    """Draw one account of every maker; return what the legend names."""
    heading, up = PANELS[what]
    years = date_axis(axes, number(outcome, 0), number(outcome, last_day(outcome)), months=True)
    dress(axes, f"Date ({years})", up, heading)
    made: list[Artist] = []
    for name, look in looks(outcome).items():
        made += line(axes, outcome, f"{name}_{what}", look, title(name))
    made.append(Patch(color=GREY, alpha=0.25, linewidth=0, label="middle 80 % of worlds"))
    for mark in peers(outcome):
        lines(outcome, [axes], mark)
        words = said(outcome, mark).replace("\n", ", ")
        made.append(Line2D([], [], color=mark.color, linestyle=mark.line, label=words))
    return made


def line(axes: Axes, outcome: Outcome, series: str, look: Look, label: str) -> list[Line2D]:
    """Draw mean and band of one series; return what the legend names."""
    held = daily(outcome, series)
    days = number(outcome, 0) + held["day"]
    axes.fill_between(days, held["q10"], held["q90"], color=look.color, alpha=0.15, linewidth=0)
    return axes.plot(days, held["mean"], color=look.color, linestyle=look.line, linewidth=1.8, label=label)


def stocks(axes: Axes, outcome: Outcome) -> None:
    """Show, in the empty corner above the duty lines, when untaxed stock runs out."""
    axes.text(0.03, 0.985, "Untaxed stock runs out", transform=axes.transAxes, fontsize=SMALL, va="top", bbox=CLEAR)
    for place, (name, look) in enumerate(looks(outcome).items()):
        days = run_out(outcome, name)
        if np.isnan(days).all():
            continue
        low, middle, high = (number(outcome, day) for day in np.nanquantile(days, [0.1, 0.5, 0.9]))
        style: dict[str, Any] = {"color": look.color, "transform": axes.get_xaxis_transform()}
        height = 0.91 - 0.04 * place
        axes.plot([low, high], [height, height], linewidth=1.4, **style)
        axes.plot(middle, height, look.marker, markersize=6, **style)


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `carmakers`."""
    pause, last = outcome.calendar.pause, last_day(outcome)
    paid = [f"{title(name)} {daily(outcome, f'{name}_duty')['mean'][-1]:.2f}" for name in looks(outcome)]
    gone = [
        f"{day_of(pause, float(np.nanmedian(run_out(outcome, name))))} ({title(name)})"
        for name in looks(outcome)
        if np.isfinite(run_out(outcome, name)).any()
    ]
    stock = f"; untaxed stock runs out about {', '.join(gone)}" if gone else ""
    return f"By {day_of(pause, last)} the mean duty paid, in bn USD, is {', '.join(paid)}{stock}."
