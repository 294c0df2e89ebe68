"""Factors moved one at a time: how far each moves an outcome from the scenario as it is, the furthest on top.

A bar goes from the mean at the factor's lowest value to that at its highest, both written at its ends.  Lines are 95 %
intervals of the paired difference from the scenario as it is, over worlds; where points have lucks of their own there
is none.  The line and the words of the lowest value stand in the upper half of a row, those of the highest in the lower
one; so do the bars where both lie on one side of the scenario as it is, so that none hides the other.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation

from sim.analysis.bootstrap import mean_intervals
from sim.analysis.point_worlds import PointWorlds, read_point_worlds
from sim.core.columns import mean_unit
from sim.core.errors import UserError
from sim.reporting.figures.heat_cells import what_sweep
from sim.reporting.figures.page import DOUBLE, PLAIN, Page, blank_page, describe, join_path, label_panel, put_legend
from sim.reporting.figures.style import BLACK, BLUE, GREY, PALE, SKY, note
from sim.reporting.words import column_label, with_unit
from sim.scenario.party_words import words_of_table
from sim.scenario.schema.tree import unit_of_factor

ROW = 0.36  # inches
THICK, LANE = 0.56, 0.15  # of a row: height of a bar, and how far its two ends stand from its middle
PANEL, PASSES = 0.55, 5  # part of a page that the bars take; each pass makes room for words in what the last one left
MARGIN = 0.02  # of the bars, left and right
NO_WORLD = "no world has it"
DESIGN = "one_at_a_time"
Ends = tuple[float | None, float | None]
LOWEST: dict[str, Any] = {"facecolor": "white", "hatch": "////"}
HIGHEST: dict[str, Any] = {"facecolor": SKY}


@dataclass(frozen=True)
class FactorEnd:
    """The outcome at one end of a factor: what stands there, the mean, and the interval of its difference from base."""

    text: str
    mean: float
    interval: Ends


@dataclass(frozen=True)
class FactorBar:
    """One factor: its path, and both of its ends."""

    path: str
    low: FactorEnd
    high: FactorEnd

    @property
    def reach(self) -> float:
        """How far apart the ends are; 0 where one has no worlds."""
        return float(np.nan_to_num(abs(self.high.mean - self.low.mean)))


def bars_of(swept: Any, measure: str) -> tuple[float, list[FactorBar]]:
    """Return the mean of the scenario as it is, and the bar of each factor, the longest first; UserError if no such."""
    design = swept.plan.design
    if design.kind != DESIGN:
        raise UserError(
            f"a tornado moves one factor at a time; this sweep has the design {design.kind}. "
            f"Play one with design: {DESIGN}"
        )
    held = read_point_worlds(swept, [measure])[measure]
    found = [factor_bar(held, path, design.table.column(path).to_pylist()) for path in design.paths]
    return float(held.means()[0]), sorted(found, key=lambda bar: -bar.reach)


def factor_bar(held: PointWorlds, path: str, values: list[Any]) -> FactorBar:
    """Return the bar of a factor, given its value at each point, None where the scenario's own stands."""
    moved = [place for place, value in enumerate(values) if value is not None]
    if all(isinstance(values[place], float) for place in moved):
        moved.sort(key=lambda place: float(values[place]))
    low, high = (factor_end(held, place, values[place]) for place in (moved[0], moved[-1]))
    return FactorBar(path, low, high)


def factor_end(held: PointWorlds, place: int, value: Any) -> FactorEnd:
    """Return the outcome at a point, beside that of the first point, the scenario as it is."""
    text = f"{value:g}" if isinstance(value, float) else str(value)
    between = (held.values[place] - held.values[0])[:, None]
    known = np.isfinite(between)
    interval: Ends = (None, None)
    if held.crossed and known.sum() > 1:
        interval = mean_intervals(np.where(known, between, np.nan), known)[0]
    return FactorEnd(text, float(held.means()[place]), interval)


def figure(swept: Any, measure: str, page: Page = DOUBLE) -> Figure:
    """Return the figure of one outcome."""
    said, (base, bars) = column_label(measure, words_of_table(swept)), bars_of(swept, measure)
    told = f"mean over {swept.plan.worlds:,} worlds a point, one factor moved at a time; {what_sweep(swept)}"
    drawn = blank_page(page, f"What moves {said}", told, 0.95 + ROW * len(bars))
    axes = drawn.add_subplot()
    if np.isnan(base):
        note(axes, "No world of the scenario as it is has it:\nthere is nothing to compare with.")
    for place, bar in enumerate([] if np.isnan(base) else bars):
        draw_bar(axes, page, base, bar, len(bars) - 1 - place)
    axes.axvline(base, color=BLACK, linewidth=0.9)
    label_panel(axes, page, with_unit(f"mean of {said}", mean_unit(swept.schema.field(measure))), "")
    letters = 18 if page.is_narrow else 34
    names = [with_unit("\n".join(join_path(bar.path, letters)), unit_of_factor(bar.path)) for bar in bars]
    axes.set_yticks(range(len(bars))[::-1], names, fontsize=page.small)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=PALE, linewidth=0.5)
    axes.set_ylim(-0.6, len(bars) - 0.4)
    set_limits(axes, page)
    put_legend(drawn, page, legend_handles(base, bars), 3)
    return describe(drawn, alternative(said, base, bars))


def draw_bar(axes: Axes, page: Page, base: float, bar: FactorBar, row: int) -> None:
    """Draw both ends of a factor: the lowest value open, the highest filled; an end without worlds says so."""
    apart = (bar.low.mean - base) * (bar.high.mean - base) > 0
    ends = (bar.low, bar.high, LANE, LOWEST), (bar.high, bar.low, -LANE, HIGHEST)
    for end, other, lane, look in ends:
        right = lies_right(end, other, base, is_low=end is bar.low)
        reach = [base if np.isnan(end.mean) else end.mean]
        if not np.isnan(end.mean):
            place, thick = (row + lane, THICK / 2) if apart else (row, THICK)
            axes.barh(place, end.mean - base, thick, base, edgecolor=BLUE, linewidth=0.8, **look)
            reach += draw_interval(axes, base, end, row + lane)
        words = shorten_letters(end.text, 18 if page.is_narrow else 34)
        said = f"{words}: {NO_WORLD}" if np.isnan(end.mean) else words
        at, shift, side = (max(reach), 3, "left") if right else (min(reach), -3, "right")
        style: dict[str, Any] = {"fontsize": page.small - 0.5, "va": "center", "ha": side}
        axes.annotate(said, (at, row + lane), (shift, 0), textcoords="offset points", **style)


def set_limits(axes: Axes, page: Page) -> None:
    """Set limits across so that bars, intervals and the words beside them lie within the frame."""
    low, high = axes.dataLim.intervalx
    pad = MARGIN * (high - low)
    ends = [
        (text.xy[0], text.get_horizontalalignment(), text.get_text())
        for text in axes.texts
        if isinstance(text, Annotation)
    ]
    for _ in range(PASSES):
        inch = (high - low) / (PANEL * page.width)
        reach = [(at, side, (len(words) * page.small * PLAIN / 72 + 0.1) * inch) for at, side, words in ends]
        low = min([low, *(at - wide for at, side, wide in reach if side == "right")])
        high = max([high, *(at + wide for at, side, wide in reach if side == "left")])
    if high > low:
        axes.set_xlim(low - pad, high + pad)


def draw_interval(axes: Axes, base: float, end: FactorEnd, place: float) -> list[float]:
    """Draw the interval of one end; return from where to where it goes, nothing where there is none."""
    low, high = end.interval
    if low is None or high is None:
        return []
    axes.plot([base + low, base + high], [place, place], color=GREY, linewidth=1.4)
    return [base + low, base + high]


def lies_right(end: FactorEnd, other: FactorEnd, base: float, *, is_low: bool) -> bool:
    """Return whether an end's words stand to its right: on its own side of the base, else where the other is not."""
    if np.isfinite(end.mean) and end.mean != base:
        return end.mean > base
    if np.isfinite(other.mean) and other.mean != base:
        return other.mean < base
    return not is_low


def shorten_letters(text: str, letters: int) -> str:
    """Return a text of at most so many letters, with a sign where some are left out."""
    return text if len(text) <= letters else f"{text[: letters - 1]}\N{HORIZONTAL ELLIPSIS}"


def legend_handles(base: float, bars: list[FactorBar]) -> list[Any]:
    """Return what the legend names; intervals only where some are drawn."""
    are_numbers = all(is_number(end.text) for bar in bars for end in (bar.low, bar.high))
    first, last = (
        ("lowest value", "highest value") if are_numbers else ("lowest value or first choice", "highest or last")
    )
    found: list[Any] = [
        Patch(edgecolor=BLUE, label=f"at the {first}", **LOWEST),
        Patch(edgecolor=BLUE, label=f"at the {last}", **HIGHEST),
        Line2D([], [], color=BLACK, linewidth=0.9, label=f"the scenario as it is, {mean_text(base)}"),
    ]
    if any(end.interval[0] is not None for bar in bars for end in (bar.low, bar.high)):
        found.append(Line2D([], [], color=GREY, linewidth=1.4, label="95 % interval of the difference"))
    return found


def is_number(text: str) -> bool:
    """Return whether a text is a number."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def mean_text(mean: float) -> str:
    """Return a mean in words."""
    return NO_WORLD if np.isnan(mean) else f"{mean:.2f}"


def alternative(said: str, base: float, bars: list[FactorBar]) -> str:
    """Return what is read where the figure is not seen."""
    told = [
        f"{b.path} from {b.low.text} to {b.high.text}: {mean_text(b.low.mean)} to {mean_text(b.high.mean)}"
        for b in bars
    ]
    start = f"Tornado of the mean of {said}, {mean_text(base)} in the scenario as it is"
    return f"{start}. {'; '.join(told)}."
