"""The offers of one world so far, in the space of values, below the frontier of the day.

All values are by the tables of one day: that of signature, or the last one lived.  The points of Nash and of Kalai
and Smorodinsky are those over the parties' reserves.
"""

from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from sim.bargaining.sides import SIDES
from sim.bargaining.solutions import kalai_smorodinsky, nash
from sim.core.worlds import Array
from sim.reporting.figures.offer_dance import (
    ACROSS,
    UP,
    alternative,
    draw_end,
    draw_frontier,
    draw_side,
    points_shown,
)
from sim.reporting.figures.page import Page, describe, label_panel
from sim.reporting.figures.style import GREEN, PALE, PURPLE
from sim.reporting.one_world import OneWorld

DAY_PAGE = Page(4.2, 9.0, 8.0, 7.5)
DAY_DOTS = 150  # an inch
LEGEND_ROW = 0.17  # inches
LEGEND_ROWS = 4  # of two columns: frontier, reserves, two sides, two solutions, the deal
SOLUTIONS = (("Nash", nash, "P", GREEN), ("Kalai-Smorodinsky", kalai_smorodinsky, "X", PURPLE))


def blank_day_figure(height: float, rows: int) -> Figure:
    """Return a figure without axes, with room below for so many rows of a legend; laid out by hand, which is quick."""
    return Figure(figsize=(DAY_PAGE.width, height + rows * LEGEND_ROW), dpi=DAY_DOTS, facecolor="white")


def add_panel(drawn: Figure, inches: tuple[float, float, float, float]) -> Axes:
    """Return axes so many inches from the left, the bottom, the right and the top of a figure."""
    width, height = drawn.get_size_inches()
    left, bottom, right, top = inches
    return drawn.add_axes((left / width, bottom / height, 1 - (left + right) / width, 1 - (bottom + top) / height))


def day_png(drawn: Figure) -> bytes:
    """Return a figure as a PNG, drawn once and as it stands."""
    held = BytesIO()
    canvas: Any = FigureCanvasAgg(drawn)
    canvas.print_png(held, pil_kwargs={"compress_level": 1})
    return held.getvalue()


def put_day_legend(drawn: Figure, handles: list[Any], columns: int) -> None:
    """Put one legend at the bottom."""
    place: dict[str, Any] = {"loc": "lower left", "bbox_to_anchor": (0.0, 0.0), "borderaxespad": 0.1}
    drawn.legend(handles=handles, ncols=columns, fontsize=DAY_PAGE.small, frameon=False, columnspacing=1.2, **place)


def offers_figure(world: OneWorld) -> Figure:
    """Return the offers of one world so far."""
    drawn = blank_day_figure(3.0, LEGEND_ROWS)
    axes = add_panel(drawn, (0.5, 0.45 + LEGEND_ROWS * LEGEND_ROW, 0.1, 0.1))
    label_panel(axes, DAY_PAGE, world.words.text(ACROSS), world.words.text(UP))
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    handles = draw_frontier(axes, world)
    for side in SIDES:
        handles += draw_side(axes, DAY_PAGE, world, side)
    handles += draw_solutions(axes, world) + draw_end(axes, world)
    set_limits(axes, world)
    put_day_legend(drawn, handles, 2)
    return describe(drawn, alternative(world))


def draw_solutions(axes: Axes, world: OneWorld) -> list[Any]:
    """Draw the points of two solutions; return what the legend names, nothing where no package suits both."""
    problem, found = world.problem, list[Any]()
    if problem is None:
        return found
    for name, rule, marker, color in SOLUTIONS:
        style: dict[str, Any] = {"color": color, "linestyle": "", "markersize": 6, "zorder": 3}
        found += axes.plot(*rule(problem), marker=marker, label=name, **style)
    return found


def set_limits(axes: Axes, world: OneWorld) -> None:
    """Set limits that hold reserves, offers, deal, and the packages of the frontier that suit both."""
    frontier = world.frontier
    suits: Array = frontier[(frontier >= world.reserves).all(axis=1)]
    held = np.concatenate([points_shown(world), suits])
    low, high = held.min(axis=0), held.max(axis=0)
    margin = np.maximum(0.08 * (high - low), 0.4)
    axes.set_xlim(low[0] - margin[0], high[0] + margin[0])
    axes.set_ylim(low[1] - margin[1], high[1] + margin[1])
