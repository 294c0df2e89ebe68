"""Figures for a page of print: one column or two wide, with letters that fit, and words for who does not see them.

Widths are those of most journals: 3.5 inches for one column, 7.2 for two.  A figure of a page is drawn at the size at
which it is printed, so that no letter is made smaller afterwards.
"""

import re
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.legend import Legend

from sim.reporting.figures.style import DPI, GREY, PALE

MARGIN = 0.06  # inches beside title and panels
BOLD, PLAIN = 0.66, 0.56  # width of a letter over its height, on average
LINE = 1.25  # height of a line over that of its letters


@dataclass(frozen=True)
class Page:
    """Width of a figure in inches, and the size of its letters in points: title, labels, all else."""

    width: float
    title: float
    normal: float
    small: float

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one panel beside the other."""
        return self.width < 5


DOUBLE = Page(7.2, 10.0, 8.0, 7.0)
BRIEF_BODY = 2.4  # inches of a figure of a brief below its title, so that two stand side by side
SINGLE = Page(3.5, 8.5, 7.0, 6.5)
PAGES = {"single": SINGLE, "double": DOUBLE}


def wrap_words(words: str, inches: float, points: float, letter: float = PLAIN) -> str:
    """Return words in lines that fit a width."""
    return "\n".join(wrap(words, max(8, int(inches * 72 / (points * letter)))))


def join_path(path: str, letters: int, ends: str = ".") -> list[str]:
    """Return the parts of a path put together to lines of at most so many letters; a part ends at any of `ends`."""
    lines = [""]
    for part in re.split(f"(?<=[{ends}])", path):
        if lines[-1] and len(lines[-1]) + len(part) > letters:
            lines.append("")
        lines[-1] += part
    return lines


def blank_page(page: Page, title: str, told: str, body: float) -> Figure:
    """Return a figure without axes: title, below it what it shows, and so many inches for its panels."""
    inches = page.width - 2 * MARGIN
    above = wrap_words(title, inches, page.title, BOLD), wrap_words(told, inches, page.small)
    heights = [
        (text.count("\n") + 1) * LINE * size / 72 if text else 0.0
        for text, size in zip(above, (page.title, page.small), strict=True)
    ]
    head = sum(heights) + 0.16
    height = head + body
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, body / height), w_pad=0.05, h_pad=0.05)
    drawn = Figure(figsize=(page.width, height), dpi=DPI, layout=layout, facecolor="white")
    across = MARGIN / page.width
    drawn.text(across, 1 - 0.06 / height, above[0], fontsize=page.title, fontweight="bold", va="top")
    drawn.text(across, 1 - (0.09 + heights[0]) / height, above[1], fontsize=page.small, color=GREY, va="top")
    return drawn


def describe(drawn: Figure, alternative: str) -> Figure:
    """Give a figure the words that are read where it is not seen; return it."""
    drawn.set_label(alternative)
    return drawn


def label_panel(axes: Axes, page: Page, across: str, up: str, title: str = "") -> None:
    """Give axes their labels and the common frame, in the letters of a page."""
    axes.set_xlabel(across, fontsize=page.normal)
    axes.set_ylabel(up, fontsize=page.normal)
    if title:
        axes.set_title(title, fontsize=page.normal, loc="left")
    axes.tick_params(labelsize=page.small)
    axes.grid(axis="y", color=PALE, linewidth=0.5)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)


def put_legend(drawn: Figure, page: Page, handles: list[Any], columns: int = 1) -> Legend:
    """Put one legend below all panels, in as many columns as fit."""
    longest = max(len(str(handle.get_label())) for handle in handles)
    fits = int(page.width / (longest * page.small * PLAIN / 72 + 0.45))
    place: Any = "outside lower left"
    look: dict[str, Any] = {"fontsize": page.small, "frameon": False, "handlelength": 2.6, "borderaxespad": 0.2}
    return drawn.legend(handles=handles, loc=place, ncols=max(1, min(fits, columns)), **look)
