"""The model's distribution of each outcome with what happened in it, and log scores beside those of simple rules."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from sim.analysis.score.outcomes import ScoredOutcome
from sim.analysis.score.scoring import Scores
from sim.core.worlds import Array
from sim.reporting.figures.level_names import fit_names, put_level_names
from sim.reporting.figures.style import BLUE, GREY, PALE, VERMILLION
from sim.reporting.words import label, level_name

COLUMNS = 4
ROOM = 150.0  # points, of all names below one panel


def figure(found: Scores, name: str) -> Figure:
    """Return the figure: a panel for each outcome, and one of the terms' scores."""
    panels = len(found.outcomes) + 1
    rows = -(-panels // COLUMNS)
    drawn = Figure(figsize=(3 * COLUMNS, 2.5 * rows + 0.5), layout="constrained", dpi=110)
    known = f", as known on {found.on:%-d %B %Y}" if found.on else ""
    drawn.suptitle(f"{name}{known}: what happened among {found.worlds:,} worlds", fontsize=12)
    drawn.supxlabel("hatched bars and dotted lines: what happened", fontsize=8)
    axes = drawn.subplots(rows, COLUMNS).ravel()
    for place, one in enumerate(found.outcomes):
        draw_outcome(axes[place], one, found.distributions[one.name])
    draw_scores(axes[panels - 1], found)
    for empty in axes[panels:]:
        empty.set_visible(False)
    return drawn


def draw_outcome(axes: Axes, one: ScoredOutcome, held: Array) -> None:
    """Draw the smoothed distribution of an outcome, what was seen in another colour and hatched."""
    places = np.arange(len(one.grid))
    bars = axes.bar(places, held, width=0.9 if len(places) < 100 else 1, color=BLUE)
    for place in one.seen:
        bars[int(place)].set(facecolor=VERMILLION, hatch="///", edgecolor="white")
    axes.axvline(float(np.mean(one.seen)), color=VERMILLION, linewidth=1, linestyle=":")
    ticks = np.unique(np.linspace(0, len(places) - 1, min(5, len(places))).astype(int))
    words = [level_name(one.names[k]) if one.names else f"{one.grid[k]:,.4g}" for k in ticks]
    put_level_names(axes, ticks, fit_names(words, ROOM))
    axes.tick_params(axis="y", labelsize=8)
    unit = "day of the calendar" if one.name == "date" else one.unit
    axes.set_xlabel(unit, fontsize=8)
    axes.set_ylabel("probability", fontsize=8)
    axes.set_title(f"{label(one.name)}: {level_name(one.shown) if one.names else one.shown}", fontsize=9)


def draw_scores(axes: Axes, found: Scores) -> None:
    """Draw the terms' log scores of every forecast, the model's on top."""
    totals = [found.total(one, "terms") for one in found.forecasts]
    names = [f"{one.name}{'*' if one.knows_later else ''}" for one in found.forecasts]
    places = np.arange(len(names))[::-1]
    axes.barh(places, totals, color=[BLUE, *[PALE] * (len(names) - 1)], edgecolor=GREY)
    axes.set_yticks(places, names, fontsize=8)
    axes.set_xlabel("log score of the terms, nats (0 is certainty)", fontsize=8)
    axes.tick_params(axis="x", labelsize=8)
    axes.set_title("terms, summed", fontsize=9)
