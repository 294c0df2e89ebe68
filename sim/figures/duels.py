"""A round robin as heat maps: who does how well against whom."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.duel import Bout
from sim.figures.style import DPI, GREY, NORMAL, PALE, SMALL, TITLE
from sim.worlds import Array

PANELS = (
    ("us_value", "Value to the U.S. side", None),
    ("korea_value", "Value to the Korean side", None),
    ("agreed", "Worlds with a deal", "share"),
    ("nash_ratio", "Nash ratio of the deals", "1 at the Nash solution"),
)
COLOURS = "cividis"  # rises in lightness: told apart with any colour vision and in grey
HEAD = 0.6  # inches for the title


def figure(bouts: Sequence[Bout], unit: str, told: str) -> Figure:
    """Return four heat maps; rows are the U.S. side's tactic, columns the Korean side's."""
    names = list(dict.fromkeys(b.us for b in bouts))
    width, height = max(8.5, 3.4 + 1.3 * len(names)), max(6.5, 3.2 + 0.8 * len(names))
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - HEAD) / height), w_pad=0.08, h_pad=0.08)
    found = Figure(figsize=(width, height), dpi=DPI, layout=layout, facecolor="white")
    found.text(0.015, 1 - 0.14 / height, "Tactics against each other", fontsize=TITLE, fontweight="bold", va="top")
    found.text(0.015, 1 - 0.38 / height, told, fontsize=SMALL, color=GREY, va="top")
    values = [getattr(b, name) for b in bouts for name, *_ in PANELS[:2]]
    for axes, (name, title, what) in zip(found.subplots(2, 2).ravel(), PANELS, strict=True):
        limits = (min(values), max(values)) if what is None else (0.0, 1.0)
        held = np.array([getattr(b, name) for b in bouts], dtype=float).reshape(len(names), -1)
        panel(axes, held, limits, names)
        axes.set_title(f"{title} ({what or unit})", fontsize=NORMAL, loc="left")
    return found


def panel(axes: Axes, held: Array, limits: tuple[float, float], names: Sequence[str]) -> None:
    """Draw one heat map with its figures in the cells; a cell without deals is pale and has a dash."""
    low, high = limits
    axes.set_facecolor(PALE)
    axes.imshow(held, cmap=COLOURS, vmin=low, vmax=high, aspect="auto")
    axes.set_xticks(range(len(names)), names, rotation=30, ha="right", rotation_mode="anchor", fontsize=SMALL)
    axes.set_yticks(range(len(names)), names, fontsize=SMALL)
    axes.set_xlabel("Korean side", fontsize=NORMAL)
    axes.set_ylabel("U.S. side", fontsize=NORMAL)
    dark = low + 0.55 * (high - low)
    for (row, column), value in np.ndenumerate(held):
        known = np.isfinite(value)
        colour = "white" if known and value < dark else "black"
        text = f"{value:.2f}" if known else "-"
        axes.text(column, row, text, ha="center", va="center", fontsize=SMALL, color=colour)
