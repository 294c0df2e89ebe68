"""Where a population of tactics goes: paths on a triangle for three tactics, shares over time for more."""

from collections.abc import Sequence
from itertools import cycle
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.games.replicator import random_populations, replicator_paths, symmetric_payoffs
from sim.analysis.games.tournament_game import GameReport
from sim.core.worlds import Array
from sim.reporting.figures.style import (
    BLACK,
    CLEAR,
    DPI,
    GREY,
    NORMAL,
    PALE,
    SERIES,
    SMALL,
    TITLE,
    WIDTH,
    label_axes,
    legend,
)

NAME = "A population of tactics that imitates success"
HEIGHT, HEAD, LETTERS = 5.0, 0.8, 130  # inches, inches, letters a line of the subtitle
CORNERS = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(0.75)]])
PATHS, TIME, STEPS = 18, 60.0, 400  # on the triangle: paths, units of time, points of a path
LONG, PANELS = 150.0, 3  # of shares over time: units of time, starts
FILLS = {"attracts": BLACK, "repels": "white", "undecided": PALE}
WORDS = {"attracts": "at rest, attracts", "repels": "at rest, is left", "undecided": "at rest, not decided"}
ALTERNATIVE = (
    "Paths of the shares of tactics in a population under replicator dynamics. For three tactics each corner of a "
    "triangle is a population of one tactic, and circles are points of rest, filled where they attract. For more "
    "tactics, shares over time from three mixtures."
)


def figure(found: GameReport, subtitle: str) -> Figure:
    """Return the paths of a tournament's population."""
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (HEIGHT - HEAD) / HEIGHT), w_pad=0.08, h_pad=0.08)
    drawn = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, layout=layout, facecolor="white")
    drawn.text(0.015, 1 - 0.14 / HEIGHT, NAME, fontsize=TITLE, fontweight="bold", va="top")
    drawn.text(0.015, 1 - 0.40 / HEIGHT, fill(subtitle, LETTERS), fontsize=SMALL, color=GREY, va="top")
    payoffs = symmetric_payoffs(found.game.game)
    if len(payoffs) == 3:
        draw_triangle(drawn, found, payoffs)
    else:
        draw_times(drawn, found.game.names, payoffs)
    return drawn


def draw_triangle(drawn: Figure, found: GameReport, payoffs: Array) -> None:
    """Draw paths on the triangle of three tactics, with points of rest."""
    axes = drawn.subplots()
    axes.set_aspect("equal")
    axes.set_axis_off()
    axes.plot(*CORNERS[[0, 1, 2, 0]].T, color=GREY, linewidth=0.8)
    paths = replicator_paths(payoffs, random_populations(3, PATHS), np.linspace(0, TIME, STEPS)) @ CORNERS
    for path in paths.transpose(1, 0, 2):
        axes.plot(*path.T, color=SERIES[0].color, linewidth=0.9)
        add_arrow(axes, path)
    for one in found.populations:
        axes.plot(*(one.point.shares @ CORNERS), "o", color=BLACK, mfc=FILLS[one.point.motion], markersize=8, zorder=3)
    places = ((-0.02, -0.03, "right", "top"), (0.02, -0.03, "left", "top"), (0, 0.03, "center", "bottom"))
    for name, corner, (right, up, side, level) in zip(found.game.names, CORNERS, places, strict=True):
        axes.text(corner[0] + right, corner[1] + up, fill(name, 26), ha=side, va=level, fontsize=SMALL, bbox=CLEAR)
    motions = dict.fromkeys(one.point.motion for one in found.populations)
    legend(
        drawn, [Line2D([], [], color=BLACK, marker="o", mfc=FILLS[m], linestyle="", label=WORDS[m]) for m in motions], 3
    )


def add_arrow(axes: Axes, path: Array) -> None:
    """Draw the direction of a path at the middle of its length."""
    length = np.hypot(*np.diff(path, axis=0).T).cumsum()
    middle = int(np.searchsorted(length, length[-1] / 2))
    ahead = path[min(middle + 1, len(path) - 1)]
    if np.abs(ahead - path[middle]).max() > 0:
        look = {"arrowstyle": "-|>", "color": SERIES[0].color, "linewidth": 0.9}
        axes.annotate("", xy=tuple(ahead), xytext=tuple(path[middle]), arrowprops=look)


def draw_times(drawn: Figure, names: Sequence[str], payoffs: Array) -> None:
    """Draw shares over time: from equal shares, and from two mixtures that are always the same."""
    even = np.full((1, len(names)), 1 / len(names))
    starts = np.concatenate([even, random_populations(len(names), PANELS - 1)])
    times = np.linspace(0, LONG, STEPS)
    paths = replicator_paths(payoffs, starts, times)
    looks = [look for look, _ in zip(cycle(SERIES), names, strict=False)]
    widths = [1.4 if k < len(SERIES) else 2.6 for k in range(len(names))]
    titles = ["from equal shares", *(f"from mixture {k}" for k in range(1, PANELS))]
    for axes, path, title in zip(drawn.subplots(1, PANELS, sharey=True), paths.transpose(1, 0, 2), titles, strict=True):
        for held, look, width in zip(path.T, looks, widths, strict=True):
            axes.plot(times, held, color=look.color, linestyle=look.line, linewidth=width)
        label_axes(axes, "time (1 / range of payoffs)", "", title)
        axes.set_ylim(0, 1.02)
        axes.set_xlim(0, LONG)
    drawn.axes[0].set_ylabel("share of the population", fontsize=NORMAL)
    legend(
        drawn,
        [
            Line2D([], [], color=look.color, linestyle=look.line, linewidth=width, label=fill(name, 40))
            for name, look, width in zip(names, looks, widths, strict=True)
        ],
        3,
    )
