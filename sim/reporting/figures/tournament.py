"""A round robin as heat maps: who does how well against whom."""

from collections.abc import Sequence
from math import isqrt
from textwrap import fill

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.analysis.tournament import Match
from sim.core.worlds import Array
from sim.reporting.figures.style import DPI, GREY, NORMAL, PALE, SMALL, TITLE
from sim.scenario.party_words import PartyWords, usual_words

PANELS = (
    ("party_a_value", "Value to the {a_adj} side", None),
    ("party_b_value", "Value to the {b_adj} side", None),
    ("agreed", "Worlds with a deal", "share"),
    ("nash_ratio", "Nash ratio of the deals", "1 at the Nash solution"),
)
NAME = "Tactics against each other"
COLOURS = "cividis"  # rises in lightness: told apart with any colour vision and in grey
MIDDLE = 0.48  # of the scale: up to here white letters stand out more, from here on black ones
NOTE = "lighter is more; both value panels share one scale and count the reserve where there is no deal; -, no deals"
COLUMN, ROW, WIDEST = 28, 0.36, 0.075  # letters a line of a name, inches a row, inches a letter at most
HEAD, LINE, MARGIN = 0.42, 0.16, 0.13  # inches for the title, for each line below it, and beside them


def figure(bouts: Sequence[Match], unit: str, subtitle: str, parties: PartyWords | None = None) -> Figure:
    """Return four heat maps; rows are the tactic of party A's side, columns that of party B's.

    parties  the words for the two, those of the first scenario where nothing is said
    """
    said = parties or usual_words()
    names = [wrap_name(b.party_a) for b in bouts[:: isqrt(len(bouts))]]
    width, height = size(names)
    words = "\n".join(fill(line, int((width - 2 * MARGIN) / WIDEST)) for line in (said.text(subtitle), NOTE))
    head = HEAD + LINE * len(words.split("\n"))
    height += head
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - head) / height), w_pad=0.08, h_pad=0.08)
    found = Figure(figsize=(width, height), dpi=DPI, layout=layout, facecolor="white")
    found.text(MARGIN / width, 1 - 0.14 / height, NAME, fontsize=TITLE, fontweight="bold", va="top")
    found.text(MARGIN / width, 1 - 0.38 / height, words, fontsize=SMALL, color=GREY, va="top")
    values = [getattr(b, name) for b in bouts for name, *_ in PANELS[:2]]
    for axes, (name, title, what) in zip(found.subplots(2, 2).ravel(), PANELS, strict=True):
        limits = (min(values), max(values)) if what is None else (0.0, 1.0)
        held = np.array([getattr(b, name) for b in bouts], dtype=float).reshape(len(names), -1)
        panel(axes, held, limits, names, said)
        axes.set_title(f"{said.text(title)} ({what or unit})", fontsize=NORMAL, loc="left")
    return found


def wrap_name(name: str) -> str:
    """Return a name with line breaks where it is long."""
    return fill(name, COLUMN)


def size(names: Sequence[str]) -> tuple[float, float]:
    """Return width and height of the panels together, in inches."""
    longest = WIDEST * max(len(line) for name in names for line in name.split("\n"))
    tallest = LINE * max(name.count("\n") + 1 for name in names)
    column, row = max(0.55, tallest), max(ROW, tallest)
    return 2 * (longest + 0.6 + max(3.8, column * len(names))), 2 * (longest + 0.8 + max(1.2, row * len(names)))


def panel(axes: Axes, held: Array, limits: tuple[float, float], names: Sequence[str], said: PartyWords) -> None:
    """Draw one heat map with its figures in the cells; a cell without deals is pale and has a dash."""
    low, high = limits
    axes.set_facecolor(PALE)
    axes.imshow(held, cmap=COLOURS, vmin=low, vmax=high, aspect="auto")
    upright = any("\n" in name for name in names)
    turned = {"rotation": 90, "va": "center"} if upright else {"rotation": 30}
    axes.set_xticks(range(len(names)), names, ha="right", rotation_mode="anchor", fontsize=SMALL, **turned)
    axes.set_yticks(range(len(names)), names, fontsize=SMALL)
    axes.set_xlabel(said.text("{B_adj} side"), fontsize=NORMAL)
    axes.set_ylabel(said.text("{A_adj} side"), fontsize=NORMAL)
    for (row, column), value in np.ndenumerate(held):
        known = np.isfinite(value)
        colour = "white" if known and value <= low + MIDDLE * (high - low) else "black"
        text = f"{value:z.2f}" if known else "-"  # z: no minus sign before 0.00
        axes.text(column, row, text, ha="center", va="center", fontsize=SMALL, color=colour)
