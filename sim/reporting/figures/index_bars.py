"""What moves the outcomes of a sweep: indices with their intervals, a row for each factor, axes for each outcome."""

from dataclasses import replace
from textwrap import fill
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.sensitivity.method import IndexEstimate
from sim.analysis.sensitivity.sweep_sensitivity import MethodIndices, OutcomeSensitivity, SweepSensitivity
from sim.reporting.figures.page import join_path
from sim.reporting.figures.style import GREY, PALE, SERIES, label_axes, legend
from sim.reporting.figures.sweeps import FOOT, HEAD, ROW, blank_sweep_figure, error_bars, open_key
from sim.reporting.sensitivity_text import rank_factors

ROOM = 0.7  # inches between axes
APART = 0.26  # of a row, between indices of a factor
ACROSS, BESIDE = 100, 34  # letters of a line below axes, and of one beside them


def figure(swept: Any, found: SweepSensitivity) -> Figure:
    """Return indices with their intervals, by the first method of each outcome, the largest leading index on top.

    The dummy input stands at the foot: what nothing at all would seem to do.
    """
    rows = [len(factor_rows(outcome)) for outcome in found.outcomes]
    height = HEAD + FOOT + ROW * sum(rows) + ROOM * (len(rows) - 1)
    drawn = blank_sweep_figure(swept, f"What moves {', '.join(o.measure for o in found.outcomes)}", height)
    panels = drawn.subplots(len(rows), 1, squeeze=False, gridspec_kw={"height_ratios": rows})[:, 0]
    for axes, outcome in zip(panels, found.outcomes, strict=True):
        draw_outcome(axes, outcome)
    legend(drawn, [*index_keys(found.outcomes[0].methods[0], found.level), *open_key(*panels)], 3)
    return drawn


def single_indices(method: MethodIndices) -> list[IndexEstimate]:
    """Return the indices of one factor each, without R squared and other rows of no factor."""
    return [e for e in method.estimates if e.other is None]


def index_names(method: MethodIndices) -> list[str]:
    """Return the indices of a method in their order."""
    return list(dict.fromkeys(e.index for e in single_indices(method)))


def factor_rows(outcome: OutcomeSensitivity) -> list[str]:
    """Return what stands in the rows, the largest first."""
    return rank_factors(single_indices(outcome.methods[0]), outcome.methods[0].leading)


def draw_outcome(axes: Axes, outcome: OutcomeSensitivity) -> None:
    """Draw the indices of an outcome."""
    method, names = outcome.methods[0], factor_rows(outcome)
    by = {(e.index, e.factor): e for e in single_indices(method)}
    indices = index_names(method)
    for place, (index, look) in enumerate(zip(indices, SERIES, strict=False)):
        kept = [(row, by[index, name]) for row, name in enumerate(reversed(names)) if (index, name) in by]
        rows = np.array([row for row, _ in kept]) + APART * ((len(indices) - 1) / 2 - place)
        error_bars(axes, [(e.value, e.low, e.high) for _, e in kept], rows, replace(look, label=index))
    axes.axvline(0, color=GREY, linewidth=0.8)
    label_axes(axes, fill(f"{outcome.measure}: {method.says}", ACROSS), "")
    axes.set_yticks(range(len(names)), ["\n".join(join_path(name, BESIDE)) for name in reversed(names)])
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.grid(axis="x", color=PALE, linewidth=0.6)


def index_keys(method: MethodIndices, level: float) -> list[Line2D]:
    """Return the legend of the indices."""
    return [
        Line2D([], [], color=look.color, marker=look.marker, label=f"{index}, {100 * level:g} % interval")
        for index, look in zip(index_names(method), SERIES, strict=False)
    ]
