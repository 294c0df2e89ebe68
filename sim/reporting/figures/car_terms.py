"""The tariff on cars or, where there is none, the first issue: worlds at each level, a bar for each scenario.

A line marks the level that was signed in fact, where all scenarios have the same.
"""

from collections.abc import Mapping, Sequence
from math import ceil
from operator import itemgetter
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.compare import ComparedRun
from sim.core.worlds import Array
from sim.reporting.figures.comparison import BARS, level_shares_of, levels_of_leading, run_look
from sim.reporting.figures.level_names import fit_names, level_text, put_level_names
from sim.reporting.figures.marks import REAL
from sim.reporting.figures.page import BRIEF_BODY, SINGLE, Page, blank_page, describe, label_panel, put_legend
from sim.reporting.figures.style import BLACK
from sim.reporting.package_text import in_words
from sim.reporting.words import label, percent, with_unit

FILLED = 0.8  # of the place of a level that its bars take
MOST_TICKS = 8
BESIDE = 0.7  # inches, beside the panel
LEGEND_LINES = 3
TEN, HEADROOM = 10, 1.03  # percent; by how much an axis goes beyond the largest bar, at least
FACT: Any = {"color": BLACK, "linestyle": REAL, "linewidth": 1}


def figure(sides: Sequence[ComparedRun], page: Page = SINGLE) -> Figure:
    """Return the figure `car_terms`, whose caption says what it shows."""
    grid = levels_of_leading(sides)
    groups = {side.name: np.array([100 * held for held in level_shares_of(side, grid)]) for side in sides}
    return describe(draw_levels(sides, groups, "worlds (percent)", page), alternative(sides, grid))


def draw_levels(sides: Sequence[ComparedRun], groups: Mapping[str, Array], up: str, page: Page) -> Figure:
    """Return bars of shares at each level, (levels,) [percent], by the name of a group, with the level signed in fact.

    sides   the runs whose levels and whose real deal these are; up, what the shares are of
    """
    grid, tariff = levels_of_leading(sides), label(sides[0].scenario.leading_issue)
    body = BRIEF_BODY if page.is_narrow else 2.9 + 0.17 * LEGEND_LINES
    drawn = blank_page(page, f"{tariff[:1].upper()}{tariff[1:]} agreed", "", body)
    axes = drawn.add_subplot()
    handles: list[Any] = [
        draw_bars(axes, (name, shares), place, len(groups)) for place, (name, shares) in enumerate(groups.items())
    ]
    real = actual_levels(sides)
    label_panel(axes, page, with_unit(f"{tariff} agreed", issue_unit(sides)), up)
    if len(real) == 1 and min(real) in grid:
        axes.axvline(grid.index(min(real)), zorder=3, **FACT)
        fact = in_words(min(real), issue_unit(sides))
        handles.append(Line2D([], [], label=f"real deal: {fact}", **FACT))
    every = -(-len(grid) // MOST_TICKS)
    names = fit_names([level_text(level) for level in grid[::every]], 72 * (page.width - BESIDE), page.small)
    put_level_names(axes, range(0, len(grid), every), names, page.small)
    axes.set_ylim(0, top_of([*groups.values()]))
    put_legend(drawn, page, handles, 2)
    return drawn


def top_of(shares: Sequence[Array]) -> float:
    """Return where an axis of shares ends: the next ten percent above the largest, 10 at least and 100 at most."""
    largest = max((float(held.max(initial=0.0)) for held in shares), default=0.0)
    return float(min(100, max(TEN, TEN * ceil(largest * HEADROOM / TEN))))


def issue_unit(sides: Sequence[ComparedRun]) -> str:
    """Return the unit of the leading issue; nothing where its levels are names."""
    unit = sides[0].scenario.issues[sides[0].scenario.leading_issue].unit
    return "" if unit == "level" else unit


def actual_levels(sides: Sequence[ComparedRun]) -> set[float | str]:
    """Return the levels of the leading issue that were signed in fact; one if all scenarios say the same."""
    known = [side.scenario.actual.terms.get(side.scenario.leading_issue) for side in sides if side.scenario.actual]
    return {level if isinstance(level, str) else float(level) for level in known if level is not None}


def draw_bars(axes: Axes, group: tuple[str, Array], place: int, of: int) -> Patch:
    """Draw the bars of one group, its name and its shares, beside the others; return what the legend says of it."""
    wide, look = FILLED / of, run_look(place)
    at = np.arange(len(group[1])) + (place - (of - 1) / 2) * wide
    style: dict[str, Any] = {"facecolor": look.color, "hatch": BARS[place % len(BARS)], "edgecolor": "white"}
    axes.bar(at, group[1], wide, linewidth=0.5, **style)
    return Patch(label=group[0], **style)


def alternative(sides: Sequence[ComparedRun], grid: Sequence[float | str]) -> str:
    """Return what is read where the figure is not seen."""
    told = []
    for side in sides:
        share, level = max(zip(level_shares_of(side, grid), grid, strict=True), key=itemgetter(0))
        told.append(f"{side.name}: most often {in_words(level, issue_unit(sides))}, in {percent(share)} of worlds")
    issue = label(sides[0].scenario.leading_issue)
    return f"Bars of the share of worlds at each level of {issue} agreed. {'; '.join(told)}."
