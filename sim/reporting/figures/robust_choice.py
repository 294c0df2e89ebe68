"""Which choice does well wherever the assumptions may lie: the mean of each, and how often its regret is how large."""

from itertools import cycle
from textwrap import fill

import numpy as np
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.robust_choice.robust_choice import RobustChoice
from sim.reporting.figures.style import (
    DPI,
    GREY,
    HEAD,
    PALE,
    SERIES,
    SMALL,
    TITLE,
    WIDTH,
    Look,
    label_axes,
    legend,
)

NAME = "Choices over uncertain points"
HEIGHT, COLUMN = 4.6, 26  # inches, letters
ALTERNATIVE = (
    "Left, the mean payoff of each choice over all uncertain points, with its interval. Right, for each choice, the "
    "share of points at which its regret is at most so large; a line further up and to the left regrets less."
)


def figure(found: RobustChoice, unit: str, name: str) -> Figure:
    """Return the figure: expected payoff with its interval, and the distribution of regret over points."""
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (HEIGHT - HEAD) / HEIGHT), w_pad=0.08, h_pad=0.08)
    drawn = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, layout=layout, facecolor="white")
    told = f"Sweep {name}: {', '.join(found.levers)} at {found.points:,} uncertain points, {found.worlds:,} worlds each"
    if all(one.criteria["expected"].interval[0] is None for one in found.choices):
        told += "; too few points or random draws for intervals"
    drawn.text(0.015, 1 - 0.14 / HEIGHT, NAME, fontsize=TITLE, fontweight="bold", va="top")
    drawn.text(0.015, 1 - 0.40 / HEIGHT, told, fontsize=SMALL, color=GREY, va="top")
    left, right = drawn.subplots(1, 2, width_ratios=(1, 1.2))
    looks = [look for look, _ in zip(cycle(SERIES), found.choices, strict=False)]
    places = np.arange(len(found.choices))[::-1]
    for one, look, place in zip(found.choices, looks, places, strict=True):
        held = one.criteria["expected"]
        if held.interval[0] is not None:
            left.plot(held.interval, [place, place], color=look.color, linewidth=1.6)
        left.plot([held.value], [place], look.marker, color=look.color, markersize=6)
        regret = np.sort(one.regrets)
        share = np.arange(1, len(regret) + 1) / len(regret)
        right.step([0.0, *regret], [0.0, *share], where="post", color=look.color, linestyle=look.line)
    label_axes(left, f"{found.measure}, mean over points ({unit})", "")
    left.set_yticks(places, [fill(one.choice, COLUMN) for one in found.choices], fontsize=SMALL)
    left.grid(axis="x", color=PALE, linewidth=0.6)
    label_axes(right, f"regret at most ({unit})", "share of points")
    right.set_ylim(0, 1.02)
    right.set_xlim(left=0)
    legend(drawn, [key_of(one.choice, look) for one, look in zip(found.choices, looks, strict=True)], 3)
    return drawn


def key_of(choice: str, look: Look) -> Line2D:
    """Return a choice's key of the legend."""
    return Line2D([], [], color=look.color, linestyle=look.line, marker=look.marker, label=fill(choice, 2 * COLUMN))
