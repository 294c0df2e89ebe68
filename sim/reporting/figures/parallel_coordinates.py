"""All factors of a sweep beside each other: a line for each point, and the limits of a box across the axes.

Source: A. Inselberg (1985), "The plane with parallel coordinates", The Visual Computer 1; for boxes of scenarios,
B. P. Bryant and R. J. Lempert (2010), "Thinking inside the box", Technological Forecasting and Social Change 77.
"""

from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.colors import Normalize
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from sim.analysis.discovery.discover import DiscoveredBox, Discovery
from sim.core.worlds import Array
from sim.reporting.figures.discovery import point_shares, shorten, spans, spread
from sim.reporting.figures.page import describe
from sim.reporting.figures.style import CLEAR, GREY, SMALL, VERMILLION, legend
from sim.reporting.figures.sweeps import blank_sweep_figure
from sim.reporting.words import with_unit
from sim.scenario.schema.tree import unit_of_factor

MOST_LINES = 600  # drawn, evenly picked among the points
STEP = 0.7548776662  # between points of a choice, so that they fill its column evenly
WIDE = 0.09  # half of the width of a limit, in axes


def parallel_figure(swept: Any, found: Discovery, number: int = 0) -> Figure:
    """Return the points of a sweep over all its factors, coloured by their share of interest, and a box."""
    box, condition = found.boxes[number], found.cases.condition.text
    drawn = blank_sweep_figure(swept, f"All factors where {condition}, and box {number + 1}", 4.8)
    axes = drawn.subplots()
    heights = factor_heights(found)
    lines = draw_points(axes, heights, point_shares(found))
    draw_limits(axes, found, box)
    label_factors(axes, found)
    scale = drawn.colorbar(lines, ax=axes, pad=0.02)
    scale.set_label("share of a point's worlds that are of interest", fontsize=SMALL)
    scale.ax.tick_params(labelsize=SMALL)
    points = Line2D([], [], color=GREY, linewidth=0.8, label="points")
    legend(drawn, [points, Line2D([], [], color=VERMILLION, linewidth=2, label="what the box leaves of a factor")], 2)
    return describe(drawn, alternative(found, number))


def factor_heights(found: Discovery) -> Array:
    """Return where each point lies on each factor's axis, 0 to 1 over the factor's whole, (points, factors)."""
    placed = [spread(factor, STEP) for factor in found.cases.factors]
    ends = [axis_ends(found, k) for k in range(len(placed))]
    return np.column_stack([(held - low) / (high - low) for held, (low, high) in zip(placed, ends, strict=True)])


def axis_ends(found: Discovery, factor: int) -> tuple[float, float]:
    """Return what stands at the bottom and the top of a factor's axis."""
    held = found.cases.factors[factor]
    if held.choices:
        return -0.5, len(held.choices) - 0.5
    return float(held.values.min()), float(held.values.max())


def draw_points(axes: Axes, heights: Array, shares: Array) -> LineCollection:
    """Draw a line for each point, those with the largest share of interest on top."""
    few = np.arange(len(heights))[:: max(1, -(-len(heights) // MOST_LINES))]
    order = few[np.argsort(np.nan_to_num(shares[few]), kind="stable")]
    across = np.arange(heights.shape[1], dtype=float)
    lines = LineCollection(
        [np.column_stack([across, row]) for row in heights[order]],
        cmap="cividis",
        norm=Normalize(0, 1),
        linewidths=0.6,
        alpha=0.6,
        zorder=1,
    )
    lines.set_array(shares[order])
    axes.add_collection(lines)
    axes.set(xlim=(-0.4, heights.shape[1] - 0.6), ylim=(-0.04, 1.04))
    return lines


def draw_limits(axes: Axes, found: Discovery, box: DiscoveredBox) -> None:
    """Draw on each axis what a box leaves of the factor that it limits."""
    for k in box.figures.restricted:
        low, high = axis_ends(found, k)
        for start, end in spans(box.figures.box.limits[k]):
            bottom, top = ((value - low) / (high - low) for value in (start, end))
            axes.add_patch(
                Rectangle(
                    (k - WIDE, bottom), 2 * WIDE, top - bottom, fill=False, edgecolor=VERMILLION, linewidth=2, zorder=3
                )
            )


def label_factors(axes: Axes, found: Discovery) -> None:
    """Name each factor below its axis, with its ends, or its choices, beside it."""
    for k, held in enumerate(found.cases.factors):
        axes.axvline(k, color="black", linewidth=0.8, zorder=2)
        low, high = axis_ends(found, k)
        named = [(float(place), shorten(name)) for place, name in enumerate(held.choices)]
        for value, text in named or [(low, f"{low:.3g}"), (high, f"{high:.3g}")]:
            height = (value - low) / (high - low)
            style: dict[str, Any] = {"fontsize": SMALL, "va": "center", "bbox": CLEAR}  # lines of points cross words
            axes.annotate(text, (k + WIDE, height), xytext=(3, 0), textcoords="offset points", **style)
    paths = [held.path for held in found.cases.factors]
    names = [with_unit(path.replace(".", ".\n"), unit_of_factor(path), "\n") for path in paths]
    axes.set_xticks(range(len(names)), names, fontsize=SMALL - 1)
    axes.set_yticks([])
    axes.spines[["top", "right", "left", "bottom"]].set_visible(False)


def alternative(found: Discovery, number: int) -> str:
    """Return what is read where the figure is not seen."""
    box = found.boxes[number].figures
    limited = ", ".join(found.cases.factors[k].path for k in box.restricted) or "nothing"
    cases, points = found.cases, len(found.cases.there)
    return (
        f"Parallel coordinates of {points:,} points over {len(cases.factors)} factors, coloured by the share of worlds "
        f"where {cases.condition.text}. Box {number + 1} limits {limited}: {box.coverage:.0%} of the cases of interest "
        f"lie in it, and {box.density:.0%} of its cases are of interest."
    )
