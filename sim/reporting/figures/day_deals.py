"""Deals so far over many worlds: when they came, in stretches of whole weeks, and at which level of one issue.

Bars are the worlds shown, an outline those beside them, if any; shares are of all worlds played.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from sim.core.worlds import Array, Whole
from sim.reporting.figures.dates import NUMBER, date_axis, stretch_days, stretch_words
from sim.reporting.figures.day_offers import DAY_PAGE, LEGEND_ROW, add_panel, blank_day_figure, put_day_legend
from sim.reporting.figures.level_names import fit_names, put_level_names
from sim.reporting.figures.page import describe, label_panel
from sim.reporting.figures.style import BLACK, BLUE, GREY, SKY

LEFT = 0.64  # inches, beside the axes: the words of the axis, and three decimals
INCHES = DAY_PAGE.width - LEFT - 0.1  # width of the axes
NEAR = 0.17  # of the axes, up to which the words of two days would meet
MOST_TICKS = 12
LEAST_SHARE = 0.1  # at which the axis of shares ends at least


@dataclass(frozen=True, kw_only=True)
class DealsSoFar:
    """Deals that stand, of some worlds.

    name     in the legend
    days     (deals,)   day of each
    levels   (deals,)   number of the level of the issue, in the order of its grid
    worlds   of which they are
    """

    name: str
    days: Whole
    levels: Whole
    worlds: int


@dataclass(frozen=True, kw_only=True)
class DealAxes:
    """What the axes hold: days from `first` to `last`, marked days, and the levels of the issue."""

    pause: date
    first: int
    last: int
    marks: tuple[tuple[int, str], ...]
    issue: str
    levels: tuple[str, ...]


def deals_figure(held: Sequence[DealsSoFar], axes: DealAxes) -> Figure:
    """Return the deals so far, of the worlds shown and, if there are two, of those beside them."""
    rows = len(held)
    drawn = blank_day_figure(3.9, rows)
    below = rows * LEGEND_ROW
    upper, lower = add_panel(drawn, (LEFT, 2.45 + below, 0.1, 0.25)), add_panel(drawn, (LEFT, 0.4 + below, 0.1, 2.05))
    draw_weeks(upper, held, axes)
    draw_levels(lower, held, axes)
    put_day_legend(drawn, legend_handles(held), 1)
    return describe(drawn, words_of_deals(held, axes))


def legend_handles(held: Sequence[DealsSoFar]) -> list[Any]:
    """Return what the legend names: bars, and an outline."""
    looks: list[dict[str, Any]] = [{"color": SKY}, {"facecolor": "none", "edgecolor": BLACK}]
    return [Patch(label=each.name, **look) for each, look in zip(held, looks, strict=False)]


def draw_weeks(panel: Axes, held: Sequence[DealsSoFar], axes: DealAxes) -> None:
    """Draw the share of worlds with a deal, by week of signature, or by several where talks are long."""
    each = stretch_days(axes.last - axes.first, INCHES)
    begin, edges = NUMBER(axes.pause), np.arange(axes.first, axes.last + each, each)
    for place, deals in enumerate(held):
        shares = np.histogram(deals.days, edges)[0] / deals.worlds
        draw_shares(panel, begin + edges, shares, is_outline=place > 0)
    for (day, words), side in zip(axes.marks, word_sides(axes), strict=True):
        panel.axvline(begin + day, color=GREY, linewidth=0.9, linestyle=":")
        at: dict[str, Any] = {"xycoords": ("data", "axes fraction"), "textcoords": "offset points"}
        panel.annotate(words, (begin + day, 1), (0, 2), ha=side, fontsize=DAY_PAGE.small, **at)
    years = date_axis(panel, begin + axes.first, begin + axes.last, months=True)
    label_panel(panel, DAY_PAGE, f"{stretch_words(each)} ({years})", "share of worlds")
    panel.set_ylim(0, max(LEAST_SHARE, panel.get_ylim()[1]))


def word_sides(axes: DealAxes) -> list[str]:
    """Return how the words of each marked day lie on its line: across it, or where another is near, away from that."""
    near = NEAR * (axes.last - axes.first)
    found = []
    for day, words in axes.marks:
        others = [other for other, said in axes.marks if abs(other - day) < near and (other, said) != (day, words)]
        found.append("center" if not others else "right" if day <= min(others) else "left")
    return found


def draw_levels(panel: Axes, held: Sequence[DealsSoFar], axes: DealAxes) -> None:
    """Draw the share of worlds with a deal, by the level of the issue."""
    edges = np.arange(len(axes.levels) + 1) - 0.5
    for place, each in enumerate(held):
        shares = np.histogram(each.levels, edges)[0] / each.worlds
        draw_shares(panel, edges, shares, is_outline=place > 0)
    every = -(-len(axes.levels) // MOST_TICKS)
    names = fit_names(axes.levels[::every], 72 * INCHES, DAY_PAGE.small)
    put_level_names(panel, range(0, len(axes.levels), every), names, DAY_PAGE.small)
    panel.set_xlim(edges[0], edges[-1])
    label_panel(panel, DAY_PAGE, axes.issue, "share of worlds")
    panel.set_ylim(0, max(LEAST_SHARE, panel.get_ylim()[1]))


def draw_shares(panel: Axes, edges: Any, shares: Array, is_outline: bool) -> None:
    """Draw shares between edges, (shares + 1,), as bars or as an outline."""
    if is_outline:
        panel.stairs(shares, edges, color=BLACK, linewidth=1.2)
    else:
        panel.stairs(shares, edges, fill=True, facecolor=SKY, edgecolor=BLUE, linewidth=0.6)


def words_of_deals(held: Sequence[DealsSoFar], axes: DealAxes) -> str:
    """Return what is read where the figure is not seen."""
    told = []
    for each in held:
        share = f"{each.name}: a deal in {len(each.days)} of {each.worlds} worlds"
        if len(each.days):
            when = date.fromordinal(axes.pause.toordinal() + round(float(np.median(each.days))))
            common = axes.levels[int(np.bincount(each.levels).argmax())]
            share += f", half of these by {when:%-d %B %Y}, most often at {common}"
        told.append(share)
    return f"Deals so far by date of signature and by {axes.issue}. {'; '.join(told)}."
