"""What happened in fact over what comes out: the moves of both sides, the terms, the date.

One panel for each issue (or sum of issues) of which a level is known: what both sides have on the
table in the worlds that still talk, as median and 80 % band, and the known moves as points.  Beside
it how often each level is agreed, above it when deals are signed.  Where a known level lies beyond
the levels of the scenario, the axis is stretched to it and the stretch hatched.
"""

from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.validation.actual_moves import (
    AGREED,
    FEWEST,
    IssueGroup,
    StandingOffers,
    agreed_amounts,
    amounts,
    band,
    issue_groups,
    issues_of_move,
    level_number,
    moves,
    standing_offers,
)
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array
from sim.reporting.figures.dates import date_axis, stretch_days, stretch_words
from sim.reporting.figures.marks import (
    Mark,
    draw_labelled_marks,
    draw_mark,
    election,
    first_deadline,
    number,
    peers,
)
from sim.reporting.figures.style import (
    BLACK,
    GREY,
    PALE,
    SKY,
    SMALL,
    VERMILLION,
    YELLOW,
    blank_figure,
    label_axes,
    looks_in,
)
from sim.reporting.words import label, level_name
from sim.runs.run import Outcome

WIDTH, TOP, HIGH = 13.34, 1.9, 2.5  # inches: figure, strip of dates, one row of panels
ACROSS = 2  # panels side by side
BEFORE, AFTER = 6, 47  # days shown before the first move, and after the day seen
INCHES = 5.2  # width of a panel
KINDS = {"demand": "s", "offer": "o", "hint": "D", AGREED: "*"}
THIN, THICK = 0.02, 0.08  # of the axis of levels, least and most height of the bar of one level
BEYOND: dict[str, Any] = {"facecolor": "white", "edgecolor": PALE, "hatch": "////", "linewidth": 0, "zorder": 0}


def figure(outcome: Outcome) -> Figure:
    """Return the figure; ValueError if the scenario does not say what was actual."""
    actual = outcome.loaded.scenario.actual
    if actual is None:
        raise ValueError("the scenario does not say what was signed in fact")
    about = issue_groups(outcome)
    rows = -(-len(about) // ACROSS)
    title = f"The talks of {actual.date:%Y} as they went, to the deal of {actual.date:%-d %B}, over those of the model"
    stands = standing_offers(outcome, outcome.calendar.day_number(actual.date) + AFTER)
    more = f"; offers of the first {stands.party_a.shape[1]:,} as long as {FEWEST} of them talk, deals of all"
    drawn = blank_figure(outcome, title, 1 + TOP + HIGH * rows, more, WIDTH)
    heights, widths = [TOP, *[HIGH] * rows], [INCHES, 1.15] * ACROSS
    grid = drawn.add_gridspec(1 + rows, 2 * ACROSS, height_ratios=heights, width_ratios=widths)
    top = drawn.add_subplot(grid[0, 0])
    dates(top, outcome)
    seen = {side for side in SIDES if any(np.isfinite(standing(outcome, stands, side, held)).any() for held in about)}
    draw_legend(drawn.add_subplot(grid[0, 2:]), outcome, seen)
    for k, held in enumerate(about):
        row, column = 1 + k // ACROSS, 2 * (k % ACROSS)
        axes = drawn.add_subplot(grid[row, column])
        panel(axes, outcome, stands, held)
        strip(drawn.add_subplot(grid[row, column + 1], sharey=axes), outcome, held)
    draw_labelled_marks(outcome, [top], marks(outcome), INCHES)
    return drawn


def ends(outcome: Outcome) -> tuple[float, float]:
    """Return the first and the last day shown."""
    actual = outcome.loaded.scenario.actual
    when = [move.date for move in moves(outcome)] + ([actual.date] if actual else [])
    days = [outcome.calendar.talks, *(outcome.calendar.day_number(day) for day in when)]
    return min(days) - BEFORE, max(days) + AFTER


def marks(outcome: Outcome) -> list[Mark]:
    """Return the days that matter, of those shown."""
    first, last = ends(outcome)
    return [
        mark for mark in (*election(outcome), *first_deadline(outcome), *peers(outcome)) if first <= mark.day <= last
    ]


def dates(axes: Axes, outcome: Outcome) -> None:
    """Draw when deals are signed, by week or several, and the day actual."""
    day = outcome.column("day")
    day = day[np.isfinite(day)]
    first, last = ends(outcome)
    each = stretch_days(last - first, INCHES)
    edges = np.arange(first, last + each, each)
    share = 100 * np.histogram(day, edges)[0] / max(len(day), 1)
    axes.bar([number(outcome, edge) for edge in edges[:-1]], share, 6 / 7 * each, align="edge", color=SKY)
    axes.set_ylim(0, max(1.0, 1.08 * share.max()))
    actual = outcome.loaded.scenario.actual
    if actual is not None:
        place = number(outcome, outcome.calendar.day_number(actual.date))
        axes.plot(
            place, 0.9, "*", color=YELLOW, markeredgecolor=BLACK, markersize=13, transform=axes.get_xaxis_transform()
        )
    later = float((day >= edges[-1]).mean()) if len(day) else 0.0
    beyond = f"; {later:.0%} later" if later else ""
    label_axes(axes, f"{stretch_words(each)} ({year(outcome, axes)}{beyond})", "percent of deals")


def year(outcome: Outcome, axes: Axes) -> str:
    """Return the years shown; give axes their dates, with a tick for each month."""
    first, last = (number(outcome, end) for end in ends(outcome))
    return date_axis(axes, first, last, months=True)


def panel(axes: Axes, outcome: Outcome, stands: StandingOffers, about: IssueGroup) -> None:
    """Draw what both sides have on the table day by day, and the known moves."""
    for side, look in looks_in(outcome).items():
        found = standing(outcome, stands, side, about)
        across = [number(outcome, stands.first + k) for k in range(len(found))]
        axes.fill_between(across, found[:, 0], found[:, 2], step="post", color=look.color, alpha=0.18, linewidth=0)
        axes.plot(across, found[:, 1], drawstyle="steps-post", color=look.color, linestyle=look.line, linewidth=1.8)
    for mark in marks(outcome):
        draw_mark(outcome, [axes], mark)
    for move in moves(outcome):
        if issues_of_move(move) == about:
            day = number(outcome, outcome.calendar.day_number(move.date))
            draw_move(axes, outcome, (move.side, move.kind), (day, level_number(outcome, move)))
    levels(axes, outcome, about)
    years = year(outcome, axes)
    part = outcome.loaded.scenario.issues[about[0]]
    words = part.meaning if len(about) == 1 else f"{' and '.join(label(name) for name in about)} together"
    label_axes(axes, f"date ({years})", "level" if part.unit == "level" else part.unit, words[:1].upper() + words[1:])


def standing(outcome: Outcome, stands: StandingOffers, side: str, about: IssueGroup) -> Array:
    """Return low, median and high of one side's offers that stand on each day, (days, 3), nan where too few talk."""
    return band(amounts(outcome, getattr(stands, side), about))


def draw_move(axes: Axes, outcome: Outcome, move: tuple[str, str], at: tuple[float, float]) -> list[Line2D]:
    """Draw one move: shape by kind; party A filled, party B open, what both agreed a star."""
    side, kind = move
    color = BLACK if side == "both" else looks_in(outcome)[side].color
    face = {"party_a": color, "party_b": "white", "both": YELLOW}[side]
    size = 14 if side == "both" else 8
    style: dict[str, Any] = {"markerfacecolor": face, "markeredgecolor": color, "markeredgewidth": 1.6, "zorder": 5}
    return axes.plot(*at, KINDS[kind], markersize=size, clip_on=False, **style)


def levels(axes: Axes, outcome: Outcome, about: IssueGroup) -> None:
    """Set the axis of levels; stretch it to known levels beyond the scenario's, and hatch the stretch."""
    low, high = span(outcome, about)
    least, most = known_span(outcome, about)
    room = 0.08 * max(most - least, 1.0)
    for end, edge in ((least, low), (most, high)):
        if end != edge:
            axes.axhspan(*sorted((edge, end + np.sign(end - edge) * room)), **BEYOND)
    axes.set_ylim(least - room, most + room)
    issue = outcome.agenda.issues[outcome.agenda.place_of(about[0])]
    if isinstance(issue.levels[0], str):
        axes.set_yticks(issue.grid, [level_name(str(level)) for level in issue.levels])


def known_span(outcome: Outcome, about: IssueGroup) -> tuple[float, float]:
    """Return the lowest and the highest level that the scenario has or that was named in fact."""
    named = [level_number(outcome, move) for move in moves(outcome) if issues_of_move(move) == about]
    low, high = span(outcome, about)
    return min([low, *named]), max([high, *named])


def span(outcome: Outcome, about: IssueGroup) -> tuple[float, float]:
    """Return the lowest and the highest level that the scenario has."""
    grids: list[Array] = [outcome.agenda.issues[outcome.agenda.place_of(name)].grid for name in about]
    return sum(float(grid.min()) for grid in grids), sum(float(grid.max()) for grid in grids)


def strip(axes: Axes, outcome: Outcome, about: IssueGroup) -> None:
    """Draw how often each level is agreed; the one agreed in fact hatched."""
    held = agreed_amounts(outcome, about)
    at = [level_number(outcome, m) for m in moves(outcome) if issues_of_move(m) == about and m.kind == AGREED]
    found, counts = np.unique(held, return_counts=True)
    low, high = axes.get_ylim()
    thick = float(np.clip(0.8 * min(np.diff(found), default=1.0), THIN * (high - low), THICK * (high - low)))
    for level, count in zip(found, counts, strict=True):
        real = level in at
        axes.barh(
            level,
            100 * count / len(held),
            thick,
            color=VERMILLION if real else SKY,
            hatch="////" if real else "",
            edgecolor="white",
            linewidth=0,  # an edge would hide a bar that is thin
        )
    label_axes(axes, "% of deals", "")
    axes.tick_params(labelleft=False)


def draw_legend(axes: Axes, outcome: Outcome, seen: Collection[str]) -> None:
    """Put what the signs mean in the place beside the dates; a side whose offers are not `seen` has none."""
    axes.set_axis_off()
    found: list[Artist] = []
    for side, look in looks_in(outcome).items():
        style: dict[str, Any] = {"color": look.color, "linestyle": look.line, "linewidth": 1.8}
        words = f"{look.label}: median" if side in seen else f"{look.label}: no offers to draw"
        found.append(Line2D([], [], label=words, **style))
        if side in seen:
            found.append(Patch(facecolor=look.color, alpha=0.18, label=f"{look.label}: 80 % of worlds"))
        made = {move.kind for move in moves(outcome) if move.side == side}
        for kind in [kind for kind in KINDS if kind in made]:
            found += sign(axes, outcome, (side, kind), f"{look.label}, in fact: {kind}")
    found += sign(axes, outcome, ("both", AGREED), "agreed in fact")
    found.append(
        Patch(facecolor=VERMILLION, hatch="////", edgecolor="white", label="deals at the level agreed in fact")
    )
    if any(known_span(outcome, about) != span(outcome, about) for about in issue_groups(outcome)):
        found.append(Patch(**{**BEYOND, "edgecolor": GREY}, label="beyond the levels of the scenario"))
    axes.legend(handles=found, loc="center", ncols=3, fontsize=SMALL, frameon=False, handlelength=2.5)


def sign(axes: Axes, outcome: Outcome, move: tuple[str, str], words: str) -> Sequence[Artist]:
    """Return one sign for the legend."""
    drawn = draw_move(axes, outcome, move, (np.nan, np.nan))
    drawn[0].set_label(words)
    return drawn
