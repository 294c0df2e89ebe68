"""What a sweep shows: an outcome over two factors, and which factors move it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.sensitivity.sobol_index import SobolIndex, rank_indices
from sim.core.worlds import Array, Whole
from sim.reporting.figures.style import (
    BLUE,
    DPI,
    GREY,
    NORMAL,
    PALE,
    SMALL,
    TITLE,
    VERMILLION,
    WIDTH,
    Look,
    count,
    label_axes,
    legend,
)

CELLS = 8  # of a factor that is no grid
MOST = 16  # different values up to which each has a cell of its own
NOT_KNOWN = "not known: too few points or worlds"
HEAD, FOOT, ROW = 0.62, 1.3, 0.42  # inches


def blank_sweep_figure(swept: Any, title: str, height: float) -> Figure:
    """Return a figure without axes, with its title and what sweep it shows."""
    plan, top = swept.plan, (height - HEAD) / height
    drawn = Figure(
        figsize=(WIDTH, height),
        dpi=DPI,
        layout=ConstrainedLayoutEngine(rect=(0, 0, 1, top), w_pad=0.1, h_pad=0.08),
        facecolor="white",
    )
    told = (
        f"Sweep {Path(plan.name).stem}: {plan.design.kind} design, {count(plan.design.points, 'point')}, "
        f"{count(plan.worlds, 'world')} a point, seed {plan.seed}"
    )
    drawn.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    return drawn


def cells(values: Array) -> tuple[Array, Whole]:
    """Return the edges of a factor's cells, (cells + 1,), and the cell of each point, (points,)."""
    distinct = np.unique(values)
    if len(distinct) <= MOST:
        middle = (distinct[1:] + distinct[:-1]) / 2
        room = np.diff(distinct).min() / 2 if len(distinct) > 1 else 0.5
        return np.array([distinct[0] - room, *middle, distinct[-1] + room]), np.searchsorted(distinct, values)
    edges = np.linspace(distinct[0], distinct[-1], CELLS + 1)
    return edges, np.clip(np.searchsorted(edges, values, side="right") - 1, 0, CELLS - 1)


def cell_sums(swept: Any, across: str, up: str, measure: str) -> tuple[Array, Array, Array, Array]:
    """Return the edges across and up, and of each cell the outcome's sum and how many worlds have it, (up, across)."""
    design, means = swept.plan.design, swept.points([measure])
    known, places = zip(*(cells(design.numbers(path)) for path in (across, up)), strict=True)
    mean, worlds = (np.asarray(means.column(f"{measure}_{what}"), dtype=float) for what in ("mean", "count"))
    shape = (len(known[1]) - 1, len(known[0]) - 1)
    total, counted = np.zeros(shape), np.zeros(shape)
    np.add.at(total, (places[1], places[0]), np.where(worlds > 0, mean * worlds, 0.0))
    np.add.at(counted, (places[1], places[0]), worlds)
    return known[0], known[1], total, counted


def over_cells(swept: Any, across: str, up: str, measure: str) -> tuple[Array, Array, Array]:
    """Return the edges across and up, and the outcome's mean in each cell, (up, across), nan where no world is."""
    *edges, total, counted = cell_sums(swept, across, up, measure)
    return edges[0], edges[1], np.where(counted > 0, total / np.maximum(counted, 1), np.nan)


def heat_map(swept: Any, axes: tuple[str, str], measure: str, words: tuple[str, str, str], title: str) -> Figure:
    """Return an outcome's mean over two factors: `axes` across and up, `words` for both and for the outcome.

    What other factors do is averaged over; a cell without worlds is hatched.
    """
    across, up, values = over_cells(swept, *axes, measure)
    drawn = blank_sweep_figure(swept, title, 5.2)
    place = drawn.subplots()
    place.set_facecolor("white")
    place.patch.set_hatch("///")
    place.patch.set_edgecolor(PALE)
    held = place.pcolormesh(across, up, np.ma.masked_invalid(values), cmap="cividis")
    shade = np.asarray(held.norm(values), dtype=float)
    for row, column in np.argwhere(np.isfinite(values)):
        middle = (across[column : column + 2].mean(), up[row : row + 2].mean())
        color = "white" if shade[row, column] < 0.5 else "black"
        place.annotate(f"{values[row, column]:.2f}", middle, ha="center", va="center", fontsize=SMALL, color=color)
    label_axes(place, words[0], words[1])
    place.grid(visible=False)
    scale = drawn.colorbar(held, ax=place, pad=0.02)
    scale.set_label(words[2], fontsize=NORMAL)
    scale.ax.tick_params(labelsize=SMALL)
    return drawn


def error_bars(axes: Axes, held: Sequence[tuple[float, float | None, float | None]], rows: Array, look: Look) -> None:
    """Draw values with their intervals (value, low, high), one a row; a value outside its interval keeps it.

    A value without an interval has an open marker; one that is not known says so.
    """
    for (value, low, high), row in zip(held, rows, strict=True):
        if np.isnan(value):
            at: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "color": look.color, "va": "center"}
            axes.text(0.01, row, f"{look.label or 'value'} {NOT_KNOWN}", fontsize=SMALL - 1, **at)
            continue
        has_interval = low is not None and high is not None
        if low is not None and high is not None:
            axes.errorbar([(low + high) / 2], [row], xerr=[(high - low) / 2], fmt="none", color=look.color, capsize=3)
        face = look.color if has_interval else "white"
        axes.plot([value], [row], look.marker, color=look.color, markersize=5, markerfacecolor=face)


def open_key(*panels: Axes) -> list[Line2D]:
    """Return what the legend says of open markers; nothing where there are none."""
    faces = [line.get_markerfacecolor() for axes in panels for line in axes.lines]
    style: dict[str, Any] = {"linestyle": "", "markersize": 5, "markerfacecolor": "white"}
    return (
        [Line2D([], [], color=GREY, marker="o", label="open: without an interval", **style)] if "white" in faces else []
    )


def bars(swept: Any, found: Sequence[SobolIndex], names: dict[str, str], title: str) -> Figure:
    """Return first and total order indices with their intervals, the largest first order on top."""
    order = rank_indices(found)
    drawn = blank_sweep_figure(swept, title, HEAD + FOOT + ROW * len(order))
    axes, rows = drawn.subplots(), np.arange(len(order))[::-1].astype(float)
    looks = (("first", "first order", BLUE, "o", 0.14), ("total", "total order", VERMILLION, "s", -0.14))
    for which, label, color, marker, shift in looks:
        held = [
            (getattr(index, which), *(getattr(index, f"{which}_{end}") for end in ("low", "high"))) for index in order
        ]
        error_bars(axes, held, rows + shift, Look(label, color, marker))
    axes.axvline(0, color=GREY, linewidth=0.8)
    label_axes(axes, "share of the variance over the points that the factor explains", "")
    axes.set_yticks(rows, [names.get(index.factor, index.factor) for index in order])
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    keys = [
        Line2D([], [], color=color, marker=marker, linestyle="-", label=f"{label}, 95 % interval")
        for _, label, color, marker, _ in looks
    ]
    legend(drawn, [*keys, *open_key(axes)], 3)
    return drawn
