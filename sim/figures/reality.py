"""What was signed in fact over the deals of a run: the date, and each issue that can be compared."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.figures.marks import date_axis, number
from sim.figures.style import BLUE, NORMAL, SMALL, VERMILLION, blank, dress
from sim.play import Outcome
from sim.reality import terms

HEIGHT = 7.0  # inches
ACROSS = 3  # panels side by side


def figure(outcome: Outcome) -> Figure:
    """Return the figure; ValueError if the scenario does not say what was seen."""
    seen = outcome.loaded.scenario.seen
    if seen is None:
        raise ValueError("the scenario does not say what was signed in fact")
    drawn = blank(
        outcome, f"The deal of {seen.date:%-d %B %Y} among the deals of the model", HEIGHT, "; shares of deals"
    )
    shown = terms(outcome)
    rows = -(-(1 + len(shown)) // ACROSS)
    panels = drawn.subplots(rows, ACROSS, squeeze=False).ravel()
    dates(panels[0], outcome)
    for axes, name in zip(panels[1:], shown, strict=False):
        levels(axes, outcome, name)
    for axes in panels[1 + len(shown) :]:
        axes.set_visible(False)
    return drawn


def dates(axes: Axes, outcome: Outcome) -> None:
    """Draw when deals come, and a line at the day of the real one."""
    day = outcome.column("day")
    day = day[np.isfinite(day)]
    edges = np.arange(day.min(), day.max() + 8, 7)
    share = 100 * np.histogram(day, edges)[0] / len(day)
    axes.bar([number(outcome, edge) for edge in edges[:-1]], share, 6, align="edge", color=BLUE)
    seen = outcome.loaded.scenario.seen
    if seen is not None:
        axes.axvline(number(outcome, outcome.calendar.day(seen.date)), color=VERMILLION, linestyle="--")
        axes.set_title(f"date; seen {seen.date:%-d %b}", fontsize=NORMAL, loc="left")
    years = date_axis(axes, number(outcome, day.min() - 7), number(outcome, np.quantile(day, 0.98) + 10))
    dress(axes, f"week of signature ({years})", "percent of deals")
    axes.tick_params(axis="x", rotation=30)


def levels(axes: Axes, outcome: Outcome, name: str) -> None:
    """Draw how often each level is agreed; the real one hatched and named above."""
    spec = outcome.loaded.scenario
    grid = list(spec.issues[name].levels)
    held = [v for v in outcome.worlds.column(name).to_pylist() if v is not None]
    share = [100 * sum(v == level for v in held) / max(len(held), 1) for level in grid]
    at = spec.seen.terms[name] if spec.seen else None
    for place, (level, height) in enumerate(zip(grid, share, strict=True)):
        real = level == at
        axes.bar(
            place, height, 0.8, color=VERMILLION if real else BLUE, hatch="////" if real else "", edgecolor="white"
        )
    words = [f"{level:g}" if isinstance(level, float | int) else str(level) for level in grid]
    axes.set_xticks(range(len(grid)), words, rotation=45 if len(grid) > 6 else 0, fontsize=SMALL)
    unit = spec.issues[name].unit
    dress(axes, "" if unit == "level" else unit, "percent of deals")
    shown = f"{at:g}" if isinstance(at, float | int) else str(at)
    axes.set_title(f"{name.replace('_', ' ')}; seen {shown}", fontsize=NORMAL, loc="left")
