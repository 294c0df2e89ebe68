"""When deals come: the share of worlds that sign in each stretch of days, by phase.

Stretches of `STRETCH` days, or of whole weeks where talks are so long that bars would not be seen, are counted back and
forth from the first deadline, which ends one; the heights add up to the share of worlds that agree.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure

from sim.core.worlds import Array
from sim.reporting.figures.dates import date_axis, stretch_days
from sim.reporting.figures.marks import (
    Mark,
    deadlines,
    draw_labelled_marks,
    election,
    last_day_with_room,
    number,
    real_deal,
)
from sim.reporting.figures.style import blank_figure, count, label_axes, legend, note, phases
from sim.reporting.run_text import date_text
from sim.reporting.words import percent
from sim.runs.run import Outcome

ALTERNATIVE = "Bar chart of the share of worlds that sign on each date"

STRETCH = 3  # days, at least
INCHES = 8.1  # width of the axes


def stretches(outcome: Outcome) -> Array:
    """Return the edges of the stretches that hold all deals, as days; each starts after its edge."""
    end, each = outcome.calendar.deadline, stretch_of(outcome)
    days = signature_days(outcome)
    low, high = (min(days, default=end), max(days, default=end))
    first, last = np.floor((low - 1 - end) / each), np.ceil((high - end) / each)
    return np.asarray(end + each * np.arange(first, last + 1))


def stretch_of(outcome: Outcome) -> int:
    """Return how many days a bar holds, so that it is seen on an axis with all deals and marks."""
    last = max([*signature_days(outcome), *(mark.day for mark in marks_of(outcome))], default=0.0)
    return stretch_days(last - outcome.calendar.talks, INCHES, STRETCH)


def marks_of(outcome: Outcome) -> list[Mark]:
    """Return the days that are marked: votes, the real deal, and deadlines as often as any world moves them."""
    moved = int(np.nan_to_num(outcome.column("extensions")).max())
    return election(outcome) + real_deal(outcome) + deadlines(outcome, moved)


def signature_days(outcome: Outcome) -> list[float]:
    """Return the day of signature of every deal."""
    days = outcome.column("day")
    return [float(day) for day in days[np.isfinite(days)]]


def heights(outcome: Outcome, edges: Array) -> dict[str, Array]:
    """Return the percentage of worlds that sign in each stretch, (stretches,), by phase."""
    days, phase = outcome.column("day"), np.array(outcome.worlds.column("phase").to_pylist())
    found = {}
    for name in phases(outcome):
        place = np.ceil((days[phase == name] - edges[0]) / stretch_of(outcome)).astype(int) - 1
        found[name] = 100 * np.bincount(place, minlength=len(edges) - 1) / outcome.worlds.num_rows
    return found


def figure(outcome: Outcome) -> Figure:
    """Return the figure `deals`."""
    agreed = float(np.mean(outcome.column("agreed")))
    drawn = blank_figure(outcome, f"When deals come: {percent(agreed)} of worlds agree, {percent(1 - agreed)} do not")
    axes = drawn.add_subplot()
    edges, each, marks = stretches(outcome), stretch_of(outcome), marks_of(outcome)
    handles = bars(axes, outcome, edges)
    first = outcome.calendar.talks
    last = last_day_with_room(outcome, marks, (first, edges[-1] + each), INCHES)
    years = date_axis(axes, number(outcome, first), number(outcome, last))
    label_axes(axes, f"Date of signature ({years})", f"Share of worlds (percent in {each} days)")
    draw_labelled_marks(outcome, [axes], marks, INCHES)
    if handles:
        legend(drawn, handles, len(handles), "Signed")
    else:
        note(axes, "No world agreed.")
    return drawn


def bars(axes: Axes, outcome: Outcome, edges: Array) -> list[BarContainer]:
    """Draw the bars of all phases on top of each other; return what the legend names."""
    handles, floor = [], np.zeros(len(edges) - 1)
    left = number(outcome, 0.5) + edges[:-1]
    for name, height in heights(outcome, edges).items():
        if height.any():
            look = phases(outcome)[name]
            style: dict[str, Any] = {"color": look.color, "hatch": look.hatch, "edgecolor": "white", "linewidth": 0.4}
            handles.append(axes.bar(left, height, stretch_of(outcome), floor, align="edge", label=look.label, **style))
            floor = floor + height
    axes.set_ylim(0, 1.08 * floor.max() if handles else 100)
    return handles


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `deals`."""
    days = signature_days(outcome)
    everything = f"Of {count(outcome.worlds.num_rows, 'world')}"
    if not days:
        return f"{everything} none agrees."
    share = len(days) / outcome.worlds.num_rows
    middle = date_text(outcome.calendar.pause, float(np.median(days)))
    return f"{everything} {percent(share)} agree, half of these by {middle}{_early(outcome, days)}."


def _early(outcome: Outcome, days: Iterable[float]) -> str:
    """Return how many worlds sign before the election, in words."""
    vote = outcome.loaded.scenario.main_election
    if vote is None:
        return ""
    before = sum(day < outcome.calendar.day_number(vote.date) for day in days)
    return f"; {percent(before / outcome.worlds.num_rows)} of all worlds sign before the election"
