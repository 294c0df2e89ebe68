"""Factors moved one at a time: how far each moves an outcome from the scenario as it is, the furthest on top.

A bar goes from the mean at the factor's lowest value to that at its highest, both written at its ends.  Lines are 95 %
intervals of the paired difference from the scenario as it is, over worlds; where points have lucks of their own there
is none.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.analysis.bootstrap import mean_intervals
from sim.analysis.point_worlds import PointWorlds, read_point_worlds
from sim.core.columns import mean_unit
from sim.core.errors import UserError
from sim.reporting.figures.heat_cells import what_sweep
from sim.reporting.figures.page import DOUBLE, Page, blank_page, describe, label_panel, put_legend
from sim.reporting.figures.style import BLACK, BLUE, GREY, PALE, SKY
from sim.reporting.words import column_label, with_unit
from sim.scenario.party_words import words_of_table
from sim.scenario.schema.tree import unit_of_factor

ROW = 0.36  # inches
DESIGN = "one_at_a_time"
Ends = tuple[float | None, float | None]


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
    for place, bar in enumerate(bars):
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
    axes.margins(x=0.16)
    put_legend(drawn, page, legend_handles(base), 3)
    return describe(drawn, alternative(said, base, bars))


def join_path(path: str, letters: int) -> list[str]:
    """Return the parts of a path put together to lines of at most so many letters."""
    lines = [""]
    for part in path.replace(".", ".\0").split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > letters:
            lines.append("")
        lines[-1] += part
    return lines


def draw_bar(axes: Axes, page: Page, base: float, bar: FactorBar, row: int) -> None:
    """Draw both ends of a factor: the lowest value open, the highest filled."""
    for end, face, hatch in ((bar.low, "white", "////"), (bar.high, SKY, "")):
        if np.isnan(end.mean):
            continue
        style: dict[str, Any] = {"facecolor": face, "edgecolor": BLUE, "hatch": hatch, "linewidth": 0.8}
        axes.barh(row, end.mean - base, 0.56, base, **style)
        low, high = end.interval
        reach = [end.mean]
        if low is not None and high is not None:
            reach += [base + low, base + high]
            axes.plot(reach[1:], [row, row], color=GREY, linewidth=1.4)
        right = end.mean > base or (end.mean == base and end is bar.high)
        at = (max(reach), row) if right else (min(reach), row)
        shift, side = ((3, 0), "left") if right else ((-3, 0), "right")
        axes.annotate(end.text, at, shift, textcoords="offset points", fontsize=page.small - 0.5, va="center", ha=side)


def legend_handles(base: float) -> list[Any]:
    """Return what the legend names."""
    return [
        Patch(facecolor="white", edgecolor=BLUE, hatch="////", label="at the lowest value"),
        Patch(facecolor=SKY, edgecolor=BLUE, label="at the highest value"),
        Line2D([], [], color=BLACK, linewidth=0.9, label=f"the scenario as it is, {base:.2f}"),
        Line2D([], [], color=GREY, linewidth=1.4, label="95 % interval of the difference"),
    ]


def alternative(said: str, base: float, bars: list[FactorBar]) -> str:
    """Return what is read where the figure is not seen."""
    told = [f"{b.path} from {b.low.text} to {b.high.text}: {b.low.mean:.2f} to {b.high.mean:.2f}" for b in bars]
    start = f"Tornado of the mean of {said}, {base:.2f} in the scenario as it is"
    return f"{start}. {'; '.join(told)}."
