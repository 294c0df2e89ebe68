"""How long there is no deal: the share of worlds without one by date, a curve for each scenario.

The curve is the Kaplan-Meier estimate of no deal yet.  A world without a deal in force at the end is censored after
the last deal of all: talks that broke down bring none, so that nobody is lost before, and the estimate is a share of
worlds.  An open mark stands on the curve on each day on which the pause lapses in at least 1 % of the worlds.

Source: E. L. Kaplan and P. Meier (1958), "Nonparametric estimation from incomplete observations", Journal of the
American Statistical Association 53(282), 457-481.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.compare import ComparedRun
from sim.analysis.lapses import lapse_days
from sim.core.worlds import Array
from sim.reporting.figures.dates import NUMBER, put_dates, short, tick_days, years_at_ends
from sim.reporting.figures.marks import REAL
from sim.reporting.figures.page import BRIEF_BODY, DOUBLE, Page, blank_page, describe, label_panel, put_legend
from sim.reporting.figures.style import BLACK, GREY, PURPLE, SERIES, count
from sim.reporting.run_text import date_text
from sim.reporting.words import percent
from sim.runs.summary import float_column
from sim.scenario.schema.scenario import Scenario

SEEN = 0.01  # share of worlds, the least of a day of lapses that is marked
VOTE = (0, (4, 2))  # line of the vote
WIDER, LARGER = 0.7, 2.5  # points by which a curve, and its marks, exceed those of the next one on top
MOST_WIDER = 3  # curves on top by which one is wider, at most
ROOM = 4  # days shown before the first and behind the last


def survival_steps(days: Array) -> tuple[Array, Array]:
    """Return the days with deals and the share of worlds without one after each, given days, (worlds,), nan of none."""
    when, deals = np.unique(days[np.isfinite(days)], return_counts=True)
    return when, 1 - np.cumsum(deals) / max(len(days), 1)


def figure(sides: Sequence[ComparedRun], page: Page = DOUBLE, *, in_brief: bool = False) -> Figure:
    """Return the figure: one curve a scenario; in a brief, whose caption says what it shows, without a subtitle."""
    worlds = sorted({side.table.num_rows for side in sides})
    many = " to ".join(f"{number:,}" for number in worlds)
    told = f"Kaplan-Meier curve of no deal yet; {many} worlds a scenario; open marks: {lapses_text(sides)}"
    told = "" if in_brief else told
    body = BRIEF_BODY if in_brief else (2.3 if page.is_narrow else 2.9) + 0.17 * (len(sides) + 2)
    drawn = blank_page(page, "How long there is no deal", told, body)
    axes = drawn.add_subplot()
    label_panel(axes, page, "", "worlds without a deal (percent)")
    for place, side in enumerate(sides):
        draw_curve(axes, side, (place, len(sides)), last_day(sides))
    axes.set_ylim(0, 105)
    years = set_dates(axes, page, first_day(sides) - ROOM, last_day(sides) + ROOM)
    axes.set_xlabel(f"date ({years})", fontsize=page.normal)
    put_legend(drawn, page, [*handles(sides, in_brief), *mark_days(axes, sides)], 3)
    return describe(drawn, alternative(sides))


def lapses_text(sides: Sequence[ComparedRun]) -> str:
    """Return what lapses at a deadline: the pause, or where a scenario has none, the terms in force."""
    return "the pause lapses" if all(side.scenario.has_pause for side in sides) else "the terms in force lapse"


def first_day(sides: Sequence[ComparedRun]) -> float:
    """Return the day on which the first talks open, as a place on the axis."""
    return min(NUMBER(side.scenario.calendar.talks) for side in sides)


def last_day(sides: Sequence[ComparedRun]) -> float:
    """Return the day of the last deal, or of the last deadline known, as a place on the axis."""
    ends = [NUMBER(side.scenario.calendar.deadline) for side in sides]
    for side in sides:
        days = float_column(side.table, "day")
        ends += [NUMBER(side.scenario.calendar.pause) + float(np.nanmax(days))] if np.isfinite(days).any() else []
    return max(ends)


def draw_curve(axes: Axes, side: ComparedRun, place: tuple[int, int], until: float) -> None:
    """Draw the curve of one scenario, with marks where the pause lapses.

    place   which of how many it is: the earlier ones are wider, so that those on top do not hide them
    """
    look, pause, over = SERIES[place[0] % len(SERIES)], NUMBER(side.scenario.calendar.pause), place[1] - 1 - place[0]
    when, left = survival_steps(float_column(side.table, "day"))
    start = NUMBER(side.scenario.calendar.talks)
    across = np.concatenate([[start], pause + when, [until]])
    up = 100 * np.concatenate([[1.0], left, left[-1:] if len(left) else [1.0]])
    style: dict[str, Any] = {
        "color": look.color,
        "linestyle": look.line,
        "linewidth": 1.4 + WIDER * min(over, MOST_WIDER),
    }
    axes.step(across, up, where="post", label=side.name, **style)
    shown = pause + marked_lapses(side)
    height = up[np.searchsorted(across[:-1], shown, side="right") - 1]
    size = 5 + LARGER * min(over, MOST_WIDER)
    axes.plot(shown, height, look.marker, color=look.color, markersize=size, markerfacecolor="white", zorder=3)


def marked_lapses(side: ComparedRun) -> Array:
    """Return the days of lapses that have a mark, (days,)."""
    known = lapse_days(side)
    days, worlds = np.unique(known[np.isfinite(known)], return_counts=True)
    return np.asarray(days[worlds >= SEEN * side.table.num_rows])


def set_dates(axes: Axes, page: Page, first: float, last: float) -> str:
    """Set limits and ticks of the dates, the first of some months, or more days of a few; return the years."""
    months = (last - first) / 30.4
    days = tick_days((3 if page.is_narrow else 2) * (last - first))
    return put_dates(axes, first, last, days, apart=max(1, round(months / (4 if page.is_narrow else 9))))


def mark_days(axes: Axes, sides: Sequence[ComparedRun]) -> list[Line2D]:
    """Draw first deadline, vote and real deal, where all scenarios have the same; return what the legend names."""
    deadlines = {side.scenario.calendar.deadline if side.scenario.has_deadline else None for side in sides}
    real = {actual_date(side.scenario) for side in sides}
    votes = {side.scenario.main_election.date if side.scenario.main_election else None for side in sides}
    moved = "first deadline" if any(side.scenario.may_extend for side in sides) else "deadline"
    first, last = (moved, deadlines, GREY, ":"), ("real deal", real, BLACK, REAL)
    named: Any = (first, ("vote", votes, PURPLE, VOTE), last)
    found, with_year = list[Line2D](), len(years_at_ends(axes)) > 1
    for words, days, color, line in named:
        day = days.pop() if len(days) == 1 else None
        if day is not None:
            axes.axvline(NUMBER(day), color=color, linestyle=line, linewidth=1, zorder=1)
            beyond = "" if NUMBER(day) <= axes.get_xlim()[1] else " (later than shown)"
            text = f"{words}, {short(day, with_year=with_year)}{beyond}"
            found.append(Line2D([], [], color=color, linestyle=line, linewidth=1, label=text))
    return found


def actual_date(scenario: Scenario) -> date | None:
    """Return the day on which the real deal was signed, where the scenario says so."""
    return None if scenario.actual is None else scenario.actual.date


def handles(sides: Sequence[ComparedRun], in_brief: bool) -> list[Line2D]:
    """Return what the legend says of each curve: its name, and but for a brief in which share the pause lapses.

    A curve without a mark has none in the legend.
    """
    found = []
    for place, side in enumerate(sides):
        look = SERIES[place % len(SERIES)]
        share = float(np.mean(float_column(side.table, "lapsed")))
        lapsed = "" if np.isnan(share) else f" (lapsed: {percent(share)})"
        style: Any = {"color": look.color, "linestyle": look.line, "markerfacecolor": "white"}
        style["marker"] = look.marker if len(marked_lapses(side)) else ""
        name = side.name if in_brief else f"{side.name}{lapsed}"
        found.append(Line2D([], [], markersize=5, label=name, **style))
    return found


def alternative(sides: Sequence[ComparedRun]) -> str:
    """Return what is read where the figure is not seen."""
    return f"Step curves of the share of worlds without a deal by date. {'; '.join(map(curve_text, sides))}."


def curve_text(side: ComparedRun) -> str:
    """Return one curve in words."""
    days = float_column(side.table, "day")
    signed = days[np.isfinite(days)]
    share = f"{percent(len(signed) / max(len(days), 1))} of {count(len(days), 'world')} end with a deal"
    if not len(signed):
        return f"{side.name}: {share}"
    return f"{side.name}: {share}, half of these by {date_text(side.scenario.calendar.pause, float(np.median(signed)))}"
