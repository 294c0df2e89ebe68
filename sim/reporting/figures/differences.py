"""Two scenarios in the same worlds, one row a measure: before, after, difference with interval, in its unit.

Each row has a scale of its own, from what is printed beside it: a mark left of the line is less than in the reference,
right of it more.  Open marks have an interval that holds 0, or none.
"""

from collections.abc import Sequence
from textwrap import shorten
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.compare import Difference
from sim.reporting.figures.page import DOUBLE, Page, blank_page, describe, label_panel
from sim.reporting.figures.style import BLUE, GREY, PALE, count
from sim.reporting.words import column_label
from sim.scenario.party_words import PartyWords, usual_words

ROW = {True: 0.30, False: 0.19}  # inches of a row, by whether the page is narrow
SHORT = {"percentage points": "points"}
MINUS = "\u2212"


def figure(
    names: tuple[str, str], found: Sequence[Difference], page: Page = DOUBLE, parties: PartyWords | None = None
) -> Figure:
    """Return the figure, given the names of the reference and of the other, and each measure.

    parties  the words for the two, those of the first scenario where nothing is said
    """
    words = parties or usual_words()
    shown = [one for one in found if one.difference is not None]
    left = len(found) - len(shown)
    told = "paired worlds; 95 % intervals over worlds, each row to its own scale; open: the interval holds 0, or none"
    more = f"; {count(left, 'measure')} without worlds in both left out" if left else ""
    drawn = blank_page(page, f"{names[0]} against {names[1]}", told + more, 0.45 + ROW[page.is_narrow] * len(shown))
    axes = drawn.add_subplot()
    for place, one in enumerate(shown):
        draw_difference(axes, one, len(shown) - 1 - place)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0.9)
    label_panel(axes, page, "less than in the reference | more", "")
    name_rows(axes, page, shown, words)
    return describe(drawn, alternative(names, shown, words))


def draw_difference(axes: Axes, one: Difference, row: int) -> None:
    """Draw one measure on a scale of its own, on which what is furthest from 0 lies at 1."""
    ends = [value for value in (one.low, one.high, one.difference) if value is not None]
    scale = max((abs(value) for value in ends), default=0.0) or 1.0
    if row % 2 == 0:
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.4, linewidth=0, zorder=0)
    if one.low is not None and one.high is not None:
        axes.plot([one.low / scale, one.high / scale], [row, row], color=BLUE, linewidth=1.6)
    fill: Any = "full" if one.excludes_zero else "none"
    axes.plot((one.difference or 0) / scale, row, "o", color=BLUE, markersize=4, fillstyle=fill)


def name_rows(axes: Axes, page: Page, shown: Sequence[Difference], words: PartyWords) -> None:
    """Write the measure on the left of its row, and its numbers on the right."""
    rows = [len(shown) - 1 - place for place in range(len(shown))]
    joint = "\n" if page.is_narrow else ", "
    told = [f"{column_label(one.measure, words)}{joint}{short_unit(one)}" for one in shown]
    axes.set_yticks(rows, told, fontsize=page.small)
    axes.tick_params(axis="y", length=0)
    right = axes.secondary_yaxis("right")
    right.set_yticks(rows, [numbers_text(one, joint) for one in shown], fontsize=page.small)
    right.tick_params(axis="y", length=0)
    right.spines["right"].set_visible(False)
    axes.set_xlim(-1.1, 1.1)
    axes.set_xticks([])
    axes.set_ylim(-0.5, len(shown) - 0.5)
    axes.grid(visible=False)
    axes.spines[["left"]].set_visible(False)


def short_unit(one: Difference) -> str:
    """Return the unit of a measure as it fits beside its name."""
    plain = one.unit.partition(" at the ")[0]  # by which weights, the caption need not say
    return shorten(SHORT.get(plain, plain), 22, placeholder="...")


def numbers_text(one: Difference, joint: str = ", ") -> str:
    """Return before, after, and the difference with its interval."""
    places = decimals(one)
    held = [number_text(value, places) for value in (one.reference, one.other)]
    between = number_text(one.difference, places, "+")
    span = "no interval"
    if one.low is not None and one.high is not None:
        span = f"{number_text(one.low, places, '+')} to {number_text(one.high, places, '+')}"
    return f"{held[0]} to {held[1]}{joint}{between} [{span}]"


def decimals(one: Difference) -> int:
    """Return the decimals in which the end of the interval nearest to the mean still differs from it."""
    ends = [abs(end - (one.difference or 0)) for end in (one.low, one.high) if end is not None]
    wide = max([0.0, *ends]) or abs(one.difference or 0) or 1.0
    return 1 if wide >= 1 else 2 if wide >= 0.1 else 3


def number_text(value: float | None, places: int, sign: str = "") -> str:
    """Return a number to so many decimals, with a true minus sign and none before 0."""
    return "-" if value is None else f"{value:{sign}z.{places}f}".replace("-", MINUS)


def alternative(names: tuple[str, str], shown: Sequence[Difference], words: PartyWords) -> str:
    """Return what is read where the figure is not seen."""
    told = "; ".join(f"{column_label(one.measure, words)} {numbers_text(one)} {one.unit}" for one in shown)
    return f"One row a measure, {names[0]} to {names[1]}, with the difference and its 95 % interval: {told}."
