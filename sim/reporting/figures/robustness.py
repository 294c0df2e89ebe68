"""Each measure of the patterns over the points, a dot a point, beside the range it should fall in."""

from collections.abc import Sequence
from math import ceil
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.validation.robustness import PointMeasure, Robustness
from sim.core.worlds import Array
from sim.reporting.figures.style import BLUE, DPI, GREY, PALE, SMALL, TITLE, VERMILLION, count, legend, note

ACROSS, WIDTH, HEAD, ROW, FOOT = 2, 10.0, 0.66, 1.25, 0.45  # panels side by side; inches
LETTERS = 82  # of a name in a line
GOLDEN = 0.618034  # steps of which spread dots evenly up and down
UNITS = {  # of the measures of a pattern, in their order
    1: ("share of deals",),
    2: ("share of worlds",),
    3: ("day of the calendar", "ratio of rates (logarithmic)"),
    4: ("share of worlds open at the deadline",),
    5: ("share of deals",),
    6: ("share of the concession",),
    7: ("share of the joint gain",),
    8: ("share of worlds",),
    9: ("change in the share of worlds",),
    10: ("share of deals",),
    11: ("p-value",),
}
LOGARITHMIC = "ratio"


def figure(found: Robustness) -> Figure:
    """Return the figure."""
    rows = ceil(len(found.measures) / ACROSS)
    height = HEAD + rows * ROW + FOOT
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - HEAD) / height), w_pad=0.12, h_pad=0.05)
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    title = f"{found.patterns_holding} of {len(found.patterns)} patterns hold at 80 % of the points or more"
    design, plan = found.design, found.design.held_quantities
    told = (
        f"Scenario {found.name}, {design.points:,} points over {design.spans} of {design.quantity_count} quantities, "
        f"{count(plan.worlds_per_point, 'world')} a point, seed {found.seed}"
    )
    drawn.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    panels = drawn.subplots(rows, ACROSS, squeeze=False).ravel()
    for k, axes in enumerate(panels):
        if k < len(found.measures):
            panel(axes, found, k)
        else:
            axes.set_visible(False)
    legend(drawn, keys(), 3)
    return drawn


def keys() -> Sequence[Any]:
    """Return the handles of the legend."""
    return [
        Line2D([], [], color=BLUE, marker="o", linestyle="", markersize=4, label="a point within range"),
        Line2D([], [], color=VERMILLION, marker="x", linestyle="", markersize=5, label="a point outside it"),
        Patch(facecolor=PALE, label="range"),
    ]


def panel(axes: Axes, found: Robustness, place: int) -> None:
    """Draw one measure."""
    measure, values, inside = found.measures[place], found.values[:, place], found.inside[:, place]
    unit = unit_of(found.measures, place)
    known = np.isfinite(values)
    height = (np.arange(len(values)) * GOLDEN) % 1
    if known.any():
        if unit.startswith(LOGARITHMIC):
            axes.set_xscale("log")
        axes.set_xlim(*limits(values[known], found.spans[place], unit))
        band(axes, found.spans[place])
        for flags, color, marker in ((known & inside, BLUE, "o"), (known & ~inside, VERMILLION, "x")):
            axes.plot(values[flags], height[flags], marker, color=color, markersize=3.5, alpha=0.7, linestyle="")
    else:
        note(axes, "null at every point")
        axes.set_xticks([])
    axes.set_ylim(-0.08, 1.08)
    axes.set_yticks([])
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(labelsize=SMALL)
    axes.set_xlabel(unit, fontsize=SMALL, labelpad=1)
    axes.set_title(panel_title(measure), fontsize=SMALL, loc="left", pad=2)


def panel_title(measure: PointMeasure) -> str:
    """Return the words above a panel: the measure, and at how many points it is within range."""
    null = f"; null at {count(measure.null, 'point')}" if measure.null else ""
    name = fill(f"{measure.number}  {measure.name}", LETTERS)
    wanted = measure.wanted.replace("*", "its own end")
    return f"{name}\nrange {wanted}: within it at {100 * measure.share:.0f} % of the points{null}"


def unit_of(measures: Sequence[PointMeasure], place: int) -> str:
    """Return the unit of a measure."""
    number = measures[place].number
    before = sum(measure.number == number for measure in measures[:place])
    return UNITS[number][min(before, len(UNITS[number]) - 1)]


def limits(values: Array, span: tuple[float | None, float | None], unit: str) -> tuple[float, float]:
    """Return the ends of an axis: 0 to 1 for shares, else all points and the nearer end of the range."""
    low, high = float(values.min()), float(values.max())
    if unit.startswith(LOGARITHMIC):
        return min(low, 1.0) / 1.5, max(high, 1.0) * 1.5
    if low >= 0 and high <= 1 and unit.startswith("share"):
        return -0.02, 1.02
    ends = [end for end in span if end is not None and abs(end) <= 2 * max(abs(low), abs(high))]
    low, high = min([low, *ends]), max([high, *ends])
    room = 0.03 * (high - low) or 1.0
    return low - room, high + room


def band(axes: Axes, span: tuple[float | None, float | None]) -> None:
    """Shade the range, to the end of the axis where it is open."""
    first, last = axes.get_xlim()
    low, high = (first if span[0] is None else span[0]), (last if span[1] is None else span[1])
    axes.axvspan(max(low, first), min(high, last), color=PALE, linewidth=0, zorder=0.5)
