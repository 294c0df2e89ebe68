"""What is agreed, by scenario or by phase: for each issue one row of bars for each group of deals.

Heights are shares of the deals of a row, all panels to one scale; the level signed in fact has a star above the rows,
levels between which it lies a grey band.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from sim.analysis.compare import ComparedRun
from sim.core.worlds import Array
from sim.reporting.figures.level_names import LevelNames, fit_names, level_text, put_level_names
from sim.reporting.figures.page import DOUBLE, Page, blank_page, describe, join_path, label_panel, put_legend
from sim.reporting.figures.style import BLACK, GREY, PALE, PHASES, SERIES, YELLOW, count
from sim.reporting.words import label
from sim.scenario.schema.scenario import Scenario

TALL = 0.86  # of a row that the highest bar takes
HATCHES = ("", "////", "....", "xxxx", "\\\\\\\\")
MOST_TICKS = 6
BESIDE, BETWEEN = 0.6, 0.14  # inches, left of all panels, and between two
GROUPS = {
    "before_election": "before the vote",
    "after_election": "after the vote",
    "after_extension": "after an extension",
    "after_lapse": "after a lapse",
}


@dataclass(frozen=True, eq=False)
class DealGroup:
    """Deals that stand in one row: their name, how they look, and their rows."""

    name: str
    color: str
    hatch: str
    deals: pa.Table

    def shares(self, issue: str, levels: Sequence[Any]) -> Array:
        """Return the share of deals at each level in percent, (levels,), 0 of none."""
        if issue not in self.deals.column_names:
            return np.zeros(len(levels))
        held = self.deals.column(issue).drop_null().to_pylist()
        return 100 * np.array([held.count(level) for level in levels]) / max(len(held), 1)


def groups_by_scenario(sides: Sequence[ComparedRun]) -> list[DealGroup]:
    """Return the deals of each scenario."""
    return [
        DealGroup(
            side.name,
            SERIES[k % len(SERIES)].color,
            HATCHES[k % len(HATCHES)],
            side.table.filter(pc.equal(side.table["agreed"], True)),
        )
        for k, side in enumerate(sides)
    ]


def groups_by_phase(side: ComparedRun) -> list[DealGroup]:
    """Return the deals of a scenario by the phase in which they were signed, in order of time, empty ones left out."""
    found = []
    for name, words in GROUPS.items():
        deals = side.table.filter(pc.equal(side.table["phase"], name))
        if deals.num_rows:
            found.append(DealGroup(words, PHASES[name].color, PHASES[name].hatch, deals))
    return found


def levels_of(sides: Sequence[ComparedRun]) -> dict[str, list[Any]]:
    """Return the levels of each issue on the table in any scenario, numbers rising."""
    found: dict[str, list[Any]] = {}
    for side in sides:
        for name, part in side.scenario.issues.items():
            if part.on_table:
                found[name] = list(dict.fromkeys([*found.get(name, []), *part.levels]))
    named = {name: any(isinstance(level, str) for level in levels) for name, levels in found.items()}
    return {name: levels if named[name] else sorted(levels) for name, levels in found.items()}


def figure(sides: Sequence[ComparedRun], page: Page = DOUBLE) -> Figure:
    """Return the figure: rows are scenarios, or of one scenario the phases of signature."""
    rows = groups_by_phase(sides[0]) if len(sides) == 1 else groups_by_scenario(sides)
    issues, scenario = levels_of(sides), sides[0].scenario
    columns = 2 if page.is_narrow else 3
    down = -(-len(issues) // columns)
    deals = sum(group.deals.num_rows for group in rows)
    who = f" of {sides[0].name}, by when they were signed" if len(sides) == 1 else ", by scenario"
    told = f"{count(deals, 'deal')}{who}; share of a row's deals at each level, all panels to one scale"
    names = {name: shown_names(page, held, columns) for name, held in issues.items()}
    deep = max((one.more for one in names.values()), default=0.0)
    drawn = blank_page(page, "What is agreed", told, down * (0.62 + deep + 0.34 * max(len(rows), 1)) + 0.75)
    panels = drawn.subplots(down, columns, squeeze=False, sharey=True)
    top = max([1.0, *(float(group.shares(name, held).max()) for group in rows for name, held in issues.items())])
    for axes in panels.flat[len(issues) :]:
        axes.set_axis_off()
    for axes, (name, levels) in zip(panels.flat, issues.items(), strict=False):
        draw_issue(axes, rows, (name, levels), top)
        put_level_names(axes, range(0, len(levels), step_of(levels)), names[name], page.small)
        mark_actual(axes, scenario, name, levels, len(rows))
        unit = scenario.issues[name].unit if name in scenario.issues else ""
        label_panel(axes, page, "" if unit == "level" else unit, "", label(name))
        axes.grid(visible=False)
    name_rows(panels, page, rows)
    put_legend(drawn, page, legend_handles(scenario), 2)
    return describe(drawn, alternative(rows, issues))


def draw_issue(axes: Axes, rows: Sequence[DealGroup], about: tuple[str, Sequence[Any]], top: float) -> None:
    """Draw one issue: the bars of each row on its own floor, the first row on top."""
    name, levels = about
    places = np.arange(len(levels))
    for k, group in enumerate(rows):
        floor = len(rows) - 1 - k
        heights = TALL * group.shares(name, levels) / top
        style: dict[str, Any] = {"color": group.color, "hatch": group.hatch, "edgecolor": "white", "linewidth": 0.2}
        axes.bar(places, heights, 0.92, floor, **style)
        axes.axhline(floor, color=GREY, linewidth=0.5)
    axes.set_xlim(-0.7, len(levels) - 0.3)
    axes.set_ylim(0, len(rows) + 0.3)


def step_of(levels: Sequence[Any]) -> int:
    """Return every how many levels one is named."""
    return -(-len(levels) // MOST_TICKS)


def shown_names(page: Page, levels: Sequence[Any], columns: int) -> LevelNames:
    """Return the names of the levels of an issue below one of so many panels beside each other."""
    points = 72 * ((page.width - BESIDE) / columns - BETWEEN)
    return fit_names([level_text(level) for level in levels[:: step_of(levels)]], points, page.small)


def mark_actual(axes: Axes, scenario: Scenario, name: str, levels: Sequence[Any], rows: int) -> None:
    """Mark the level signed in fact, or the levels between which it lies, where the scenario says so."""
    actual = scenario.actual
    if actual is None:
        return
    if name in actual.terms and actual.terms[name] in levels:
        place = list(levels).index(actual.terms[name])
        axes.plot(place, rows + 0.12, "*", color=YELLOW, markeredgecolor=BLACK, markersize=8, clip_on=False)
    if name in actual.spans:
        within = [k for k, level in enumerate(levels) if actual.spans[name].low <= level <= actual.spans[name].high]
        axes.axvspan(within[0] - 0.5, within[-1] + 0.5, color=PALE, alpha=0.6, linewidth=0, zorder=0)


def name_rows(panels: Any, page: Page, rows: Sequence[DealGroup]) -> None:
    """Write the name of each row, with its deals, beside the first panels."""
    names = [name_lines(group) for group in rows]
    for axes in panels[:, 0]:
        axes.set_yticks([len(rows) - 1 - k + 0.4 for k in range(len(rows))], names, fontsize=page.small - 0.5)
        axes.tick_params(axis="y", length=0)
    for axes in panels[:, 1:].flat:
        axes.tick_params(axis="y", length=0, labelleft=False)


def name_lines(group: DealGroup) -> str:
    """Return the name of a group in lines that fit beside a panel, below it how many deals it has."""
    lines = [line.strip() for line in join_path(group.name, 12, ends=" _.")]
    return "\n".join([*lines, f"({group.deals.num_rows:,})"])


def legend_handles(scenario: Scenario) -> list[Line2D]:
    """Return what the legend names."""
    if scenario.actual is None:
        return [Line2D([], [], linestyle="", label="in brackets: deals")]
    star: dict[str, Any] = {"color": YELLOW, "markeredgecolor": BLACK, "markersize": 8, "linestyle": ""}
    band = Line2D([], [], color=PALE, linewidth=6, label="signed in fact: between these levels")
    return [Line2D([], [], marker="*", label="signed in fact", **star), *([band] if scenario.actual.spans else [])]


def alternative(rows: Sequence[DealGroup], issues: Mapping[str, Sequence[Any]]) -> str:
    """Return what is read where the figure is not seen."""
    told = []
    for group in rows:
        shares = {name: group.shares(name, levels) for name, levels in issues.items()}
        best = [f"{label(k)} {issues[k][int(held.argmax())]} ({held.max():.0f} %)" for k, held in shares.items()]
        told.append(f"{group.name}, {count(group.deals.num_rows, 'deal')}: most often {', '.join(best)}")
    return f"Rows of bars of the share of deals at each level of each issue. {'; '.join(told)}."
