"""What is agreed: for each issue on the table, the share of deals at each of its levels.

Levels stand in the order of the scenario, evenly spaced whatever their distance.  A triangle and a
dashed line mark the status quo, the level in force during the pause; an open triangle the level in
force once the pause has lapsed, where it is another one.  Where no deal is no package of the grid
there are no such marks.
"""

from textwrap import fill
from typing import Any

import numpy as np
import pyarrow.compute as pc
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from sim.bargaining.agenda import Issue
from sim.core.worlds import Array
from sim.reporting.figures.level_names import fit_names, level_text, put_level_names
from sim.reporting.figures.style import BLACK, BLUE, PALE, YELLOW, blank_figure, count, label_axes, legend
from sim.reporting.words import label, percent
from sim.runs.run import Outcome
from sim.scenario.schema.scenario import Scenario

ALTERNATIVE = "Bar charts of the level agreed on each issue"

STAR: Any = {"marker": "*", "color": YELLOW, "markeredgecolor": BLACK, "markersize": 11}
HEAVY = 20  # percent; y axes show at least this much
MOST = 8  # levels, above which every other one is named on the axis
LETTERS = 38  # of a line above one of three panels
ROOM = 174.0  # points, of all names below one of three panels
IN_FORCE = ("status quo: in force during the pause", "in force after a lapse, where it differs")
WITHOUT_PAUSE = ("in force without a deal", "in force after the deadline, where it differs")


def shares(outcome: Outcome, issue: Issue) -> Array:
    """Return the percentage of deals at each level, (levels,)."""
    held = outcome.worlds.column(issue.name).drop_null()
    counted = {entry["values"]: entry["counts"] for entry in pc.value_counts(held).to_pylist()}
    return 100 * np.array([counted.get(level, 0) for level in issue.levels]) / max(len(held), 1)


def stack_long_names(names: list[str], room: float = ROOM) -> list[str]:
    """Return names of levels below axes of so many points, their words below each other where all do not fit."""
    return fit_names(names, room).texts


def panel(axes: Axes, outcome: Outcome, issue: Issue, letters: int) -> None:
    """Draw one issue, its title wrapped at so many letters."""
    places = np.arange(len(issue.levels))
    axes.bar(places, shares(outcome, issue), width=0.8, color=BLUE)
    step = 1 if len(places) <= MOST else 2
    named = places[issue.now % step :: step]
    names = fit_names([level_text(issue.levels[k]) for k in named], ROOM * letters / LETTERS)
    put_level_names(axes, named, names)
    axes.set_xlim(-0.7, len(places) - 0.3)
    meaning = outcome.loaded.scenario.issues[issue.name].meaning
    unit = "named" if issue.unit == "level" else issue.unit
    label_axes(axes, f"Level ({unit})", "Share of deals (percent)", fill(meaning[:1].upper() + meaning[1:], letters))
    if outcome.loaded.scenario.no_deal is None:
        in_force(axes, issue)
    signed_in_fact(axes, outcome, issue)


def in_force(axes: Axes, issue: Issue) -> None:
    """Mark the status quo, and the level after a lapse if it is another one."""
    axes.axvline(issue.now, color=BLACK, linestyle="--", linewidth=1)
    top: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "color": BLACK, "markersize": 6}
    axes.plot(issue.now, 0.96, "v", **top)
    if issue.lapsed != issue.now:
        axes.plot(issue.lapsed, 0.96, "v", fillstyle="none", **top)


def signed_in_fact(axes: Axes, outcome: Outcome, issue: Issue) -> None:
    """Mark the level signed in fact, or the levels between which it lies, where the scenario says so."""
    actual = outcome.loaded.scenario.actual
    if actual is None:
        return
    level, span = actual.terms.get(issue.name), actual.spans.get(issue.name)
    if level in issue.levels:
        top: dict[str, Any] = {"transform": axes.get_xaxis_transform(), "clip_on": False, **STAR}
        axes.plot(issue.levels.index(level), 0.87, **top)
    within = [k for k, held in enumerate(issue.levels) if span and span.low <= float(held) <= span.high]
    if within:
        axes.axvspan(within[0] - 0.5, within[-1] + 0.5, color=PALE, alpha=0.5, linewidth=0, zorder=0)


def figure(outcome: Outcome) -> Figure:
    """Return the figure `terms`."""
    issues = [outcome.agenda.issues[k] for k in outcome.agenda.open]
    deals = int(outcome.column("agreed").sum())
    heading = f"terms of {count(deals, 'deal')}" if deals else "no world agreed"
    drawn = blank_figure(outcome, f"What is agreed: {heading}", 5.6)
    columns = min(len(issues), 3 if len(issues) <= 6 else 4)
    panels = drawn.subplots(-(-len(issues) // columns), columns, sharey=True, squeeze=False)
    for axes in panels.flat[len(issues) :]:
        axes.remove()
    for axes, issue in zip(panels.flat, issues, strict=False):
        panel(axes, outcome, issue, LETTERS * 3 // columns)
    for axes in panels[:, 1:].flat:
        axes.yaxis.label.set_visible(False)
    top = max(float(shares(outcome, issue).max()) for issue in issues)
    panels[0, 0].set_ylim(0, max(1.1 * top, HEAVY))
    legend(drawn, [*keys(outcome.loaded.scenario), *real_keys(outcome)], 3)
    return drawn


def keys(spec: Scenario) -> list[Patch | Line2D]:
    """Return what the legend names."""
    shown = Patch(color=BLUE, label="share of deals")
    if spec.no_deal is not None:
        return [shown]
    now, then = IN_FORCE if spec.has_pause else WITHOUT_PAUSE
    look: dict[str, Any] = {"color": BLACK, "marker": "v"}
    found: list[Patch | Line2D] = [shown, Line2D([], [], linestyle="--", label=now, **look)]
    lapses = spec.has_pause or any(part.lapsed != part.now for part in spec.issues.values())
    return [*found, *([Line2D([], [], linestyle="", fillstyle="none", label=then, **look)] if lapses else [])]


def real_keys(outcome: Outcome) -> list[Patch | Line2D]:
    """Return what the legend says of the real deal."""
    actual = outcome.loaded.scenario.actual
    if actual is None:
        return []
    star = Line2D([], [], linestyle="", label="signed in fact", **STAR)
    return [star, *([Patch(color=PALE, alpha=0.5, label="signed in fact: between these")] if actual.spans else [])]


def caption(outcome: Outcome) -> str:
    """Return the caption of the figure `terms`."""
    deals = int(outcome.column("agreed").sum())
    if not deals:
        return "No world agreed, so there are no terms to show."
    said = [commonest(outcome, outcome.agenda.issues[k]) for k in outcome.agenda.open]
    return f"The most frequent levels in {count(deals, 'deal')} are {', '.join(said)}."


def commonest(outcome: Outcome, issue: Issue) -> str:
    """Return the most frequent level of an issue in words."""
    held = shares(outcome, issue)
    place = int(held.argmax())
    level = level_text(issue.levels[place]) + ("" if issue.unit == "level" else f" {issue.unit}")
    return f"{label(issue.name)} {level} ({percent(held[place] / 100)})"
