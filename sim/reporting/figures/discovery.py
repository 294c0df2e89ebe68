"""Boxes of a sweep: the way of each search, and what lies in a box and around it."""

from itertools import product
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.analysis.discovery.boxes import Limit
from sim.analysis.discovery.cases import CaseFactor
from sim.analysis.discovery.discover import DiscoveredBox, Discovery
from sim.core.worlds import Array, Flags
from sim.reporting.figures.page import join_path
from sim.reporting.figures.style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    SKY,
    SMALL,
    VERMILLION,
    label_axes,
    legend,
)
from sim.reporting.figures.sweeps import blank_sweep_figure
from sim.reporting.words import with_unit
from sim.scenario.schema.tree import unit_of_factor

LOOKS = (  # of boxes with none, one, two ... factors limited
    *((GREY, "o"), (SKY, "s"), (BLUE, "^"), (GREEN, "D"), (ORANGE, "v"), (VERMILLION, "P")),
    (PURPLE, "X"),
)
MOST_WAYS = 3  # drawn beside each other
MOST_FACTORS = 4  # of a box in pairs
MOST_POINTS = 2000  # drawn
BINS = 12  # of a factor
WITHIN = "share within the other limits of the box (dots)"
LONGEST = 20  # letters of a choice
PANEL_LETTERS, PANEL_LETTERS_UP = 96, 24  # letters of a line below all panels of a row, and of one beside a panel
STEPS = (0.7548776662, 0.5698402910)  # between points of a choice, so that they fill it evenly in both directions
ROOM = 0.05  # between numbers of boxes


def look_of(limited: int) -> tuple[str, str]:
    """Return colour and marker of a box by how many factors it limits."""
    return LOOKS[min(limited, len(LOOKS) - 1)]


def trajectory_figure(swept: Any, found: Discovery) -> Figure:
    """Return density against coverage of all boxes on the way of each search; the one that is shown has a ring."""
    drawn = blank_sweep_figure(swept, f"Boxes where {found.cases.condition.text}", 4.6)
    shown = found.boxes[:MOST_WAYS]
    places = drawn.subplots(1, len(shown), squeeze=False, sharey=True)[0]
    for number, (axes, box) in enumerate(zip(places, shown, strict=True), 1):
        draw_way(axes, box)
        title = f"box {number}" + ("" if number == 1 else ", of what is outside those before")
        label_axes(axes, "coverage (share of the cases of interest)", "density (share of interest)", title)
        axes.set(xlim=(-0.02, 1.05), ylim=(0, 1.05))
        axes.axhline(found.rules.density, color=GREY, linewidth=0.8, linestyle=":")
    seen = sorted({len(one.restricted) for box in shown for one in box.trajectory})
    keys = [Line2D([], [], color=look_of(n)[0], marker=look_of(n)[1], linestyle="", label=f"{n} limited") for n in seen]
    ring = Line2D([], [], color="black", marker="o", markersize=12, fillstyle="none", linestyle="", label="shown")
    asked = Line2D([], [], color=GREY, linewidth=0.8, linestyle=":", label="density asked for")
    legend(drawn, [*keys, ring, asked], min(6, len(keys) + 2), "factors that a box limits")
    return drawn


def draw_way(axes: Axes, box: DiscoveredBox) -> None:
    """Draw the boxes of one search, numbered where they limit one factor more or less."""
    coverage, density = ([getattr(one, name) for one in box.trajectory] for name in ("coverage", "density"))
    axes.plot(coverage, density, color=PALE, linewidth=0.8, zorder=1)
    limited = [len(one.restricted) for one in box.trajectory]
    for n in sorted(set(limited)):
        here = [place for place, count in enumerate(limited) if count == n]
        color, marker = look_of(n)
        xs, ys = [coverage[place] for place in here], [density[place] for place in here]
        axes.scatter(xs, ys, s=26, color=color, marker=marker, zorder=2)
    axes.plot(coverage[box.chosen], density[box.chosen], "o", markersize=12, fillstyle="none", color="black", zorder=3)
    first = [place for place in range(len(limited)) if place == 0 or limited[place] != limited[place - 1]]
    told: list[tuple[float, float]] = []
    for place in dict.fromkeys([box.chosen, 0, len(limited) - 1, *first]):
        where = (coverage[place], density[place])
        if all(max(abs(where[0] - x), abs(where[1] - y)) > ROOM for x, y in told):
            axes.annotate(str(place), where, xytext=(0, 9), textcoords="offset points", fontsize=SMALL, ha="center")
            told.append(where)


def box_pairs_figure(swept: Any, found: Discovery, number: int = 0) -> Figure:
    """Return the factors that a box limits, alone and in pairs: the share of interest at each point, and the box.

    On the diagonal stands the share of interest over one factor, with the limits of the box; of more than four
    factors those without whose limits the box would be least dense.
    """
    box, left = found.boxes[number], outside_boxes(found, number)
    shown = main_factors(box)
    size = len(shown)
    rest = "" if number == 0 else ", of what is outside those before"
    title = f"Box {number + 1} where {found.cases.condition.text}{rest}"
    drawn = blank_sweep_figure(swept, title, 4.6 if size == 1 else 2.0 + 2.0 * size)
    grid = drawn.subplots(size, size, squeeze=False)
    shares = point_shares(found)
    colours: Any = None
    for row, up in enumerate(shown):
        for column, across in enumerate(shown):
            axes = grid[row][column]
            if column > row:
                axes.set_axis_off()
            elif column == row:
                draw_share(axes, found, across, (box, left))
            else:
                colours = draw_pair(axes, found, (across, up), box, np.where(left, shares, np.nan))
            style_axes(axes, found, (across, up), (row, column, size))
    if colours is not None:
        scale = drawn.colorbar(colours, ax=grid, pad=0.02, shrink=0.6)
        scale.set_label("share of a point's worlds that are of interest", fontsize=SMALL)
        scale.ax.tick_params(labelsize=SMALL)
    looks: Any = (
        (VERMILLION, "-", "the box"),
        (GREY, "--", "share over all cases (of choices: squares)"),
        (BLUE, "-", WITHIN),
    )
    legend(drawn, [Line2D([], [], color=color, linestyle=line, label=text) for color, line, text in looks], 3)
    return drawn


def outside_boxes(found: Discovery, number: int) -> Flags:
    """Return which points lie in none of the first boxes, (points,)."""
    left = np.ones(len(found.cases.there), bool)
    for box in found.boxes[:number]:
        left &= ~box.figures.box.members(found.cases.factors)
    return left


def main_factors(box: DiscoveredBox) -> list[int]:
    """Return the factors of a box to be drawn, those first without whose limits it would be least dense."""
    order = sorted(box.stability.sides, key=lambda side: side.density_without)
    return list(dict.fromkeys(side.factor for side in order))[:MOST_FACTORS]


def point_shares(found: Discovery) -> Array:
    """Return the share of interest at each point, (points,), nan where no world could be played."""
    counts = found.cases.counts()
    return np.where(counts.cases > 0, counts.hits / np.maximum(counts.cases, 1), np.nan)


def draw_pair(axes: Axes, found: Discovery, pair: tuple[int, int], box: DiscoveredBox, shares: Array) -> Any:
    """Draw two factors of the points, and the box; return what the colours mean."""
    across, up = (spread(found.cases.factors[k], STEPS[n]) for n, k in enumerate(pair))
    few = slice(None, None, max(1, len(shares) // MOST_POINTS))
    held = axes.scatter(
        across[few], up[few], c=shares[few], s=9, cmap="cividis", norm=Normalize(0, 1), linewidths=0, zorder=1
    )
    for (left, right), (low, high) in product(*(spans(box.figures.box.limits[k]) for k in pair)):
        axes.add_patch(
            Rectangle((left, low), right - left, high - low, fill=False, edgecolor=VERMILLION, linewidth=1.6)
        )
    return held


def draw_share(axes: Axes, found: Discovery, factor: int, among: tuple[DiscoveredBox, Flags]) -> None:
    """Draw the share of interest over one factor: of all cases that are left, and of those within all other limits."""
    box, left = among
    held, limits = found.cases.factors[factor], box.figures.box
    others = limits.with_limit(factor, found.whole.limits[factor]).members(found.cases.factors)
    for members, color, line, marker in ((left, GREY, "--", "s"), (left & others, BLUE, "-", "o")):
        middles, density = share_over(found, held, members)
        shape: Any = {"linestyle": "", "marker": marker} if held.choices else {"linestyle": line}
        axes.plot(middles, density, color=color, linewidth=1.2, markersize=5, **shape)
    widest = found.whole.limits[factor]
    if isinstance(widest, frozenset):
        for low, high in spans(limits.limits[factor]):
            axes.add_patch(Rectangle((low, 0), high - low, 1, fill=False, edgecolor=VERMILLION, linewidth=1.6))
        axes.set_xlim(-0.6, len(held.choices) - 0.4)
    else:
        for end in set(spans(limits.limits[factor])[0]) - set(widest):
            axes.axvline(end, color=VERMILLION, linewidth=1.6)
    axes.set_ylim(0, 1.02)


def share_over(found: Discovery, held: CaseFactor, members: Flags) -> tuple[Array, Array]:
    """Return the middles of a factor's bins and the share of interest in each, nan where no case is."""
    counts, values = found.cases.counts(), held.values
    edges = np.linspace(values.min(), values.max(), BINS + 1)
    if held.choices or len(np.unique(values)) <= BINS:
        distinct = np.unique(values)
        edges = np.array([distinct[0] - 1, *(distinct[1:] + distinct[:-1]) / 2, distinct[-1] + 1])
    bins = np.clip(np.searchsorted(edges, values, "right") - 1, 0, len(edges) - 2)[members]
    cases, hits = (np.bincount(bins, table[members], len(edges) - 1) for table in (counts.cases, counts.hits))
    known = np.unique(values) if len(edges) - 1 == len(np.unique(values)) else (edges[1:] + edges[:-1]) / 2
    return known, np.where(cases > 0, hits / np.maximum(cases, 1), np.nan)


def spread(factor: CaseFactor, step: float) -> Array:
    """Return where points lie along a factor, (points,): those of a choice beside each other within its column."""
    if not factor.choices:
        return factor.values
    return factor.values + 0.6 * ((np.arange(len(factor.values)) * step) % 1 - 0.5)


def spans(limit: Limit) -> list[tuple[float, float]]:
    """Return what a limit leaves along its axis: from low to high, or the column of each choice."""
    if isinstance(limit, frozenset):
        return [(place - 0.4, place + 0.4) for place in sorted(limit)]
    return [limit]


def shorten(name: str) -> str:
    """Return the name of a choice as it fits below an axis."""
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def factor_lines(path: str, letters: int) -> str:
    """Return a factor's path in lines of at most so many letters, below them its unit."""
    return with_unit("\n".join(join_path(path, letters)), unit_of_factor(path), "\n")


def style_axes(axes: Axes, found: Discovery, pair: tuple[int, int], place: tuple[int, int, int]) -> None:
    """Label the outer axes only, and name choices."""
    row, column, size = place
    across, up = (found.cases.factors[k] for k in pair)
    below, beside = row == size - 1, column == 0 and row > 0
    share = "share of interest" if row == column and (column == 0) else ""
    letters = PANEL_LETTERS // size, PANEL_LETTERS_UP  # of a line below a panel, and of one beside it
    names = [factor_lines(factor.path, most) for factor, most in zip((across, up), letters, strict=True)]
    label_axes(axes, names[0] if below else "", names[1] if beside else share)
    for factor, axis, wanted in ((across, axes.xaxis, True), (up, axes.yaxis, row != column)):
        if factor.choices and wanted:
            axis.set_ticks(range(len(factor.choices)), [shorten(name) for name in factor.choices])
            if axis is axes.xaxis and size > 1:
                axes.tick_params("x", rotation=15)
    axes.xaxis.label.set_fontsize(SMALL)
    axes.yaxis.label.set_fontsize(SMALL)
