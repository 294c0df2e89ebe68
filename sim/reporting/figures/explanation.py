"""Whose a difference is: the share of each change in each outcome, with its interval, beside the whole."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.explanation.difference import Explanation, Share, SharedDifference
from sim.reporting.figures.style import (
    BLACK,
    BLUE,
    DPI,
    GREY,
    PALE,
    SMALL,
    TITLE,
    WIDTH,
    count,
    label_axes,
    legend,
    note,
)
from sim.scenario.party_words import PartyWords, usual_words

HEAD, FOOT, PANEL, ROW = 0.62, 0.45, 0.75, 0.24  # inches: title, legend, what a panel has beside its rows, a row
LONGEST = 40  # letters of a change's name


def figure(found: Explanation, parties: PartyWords | None = None) -> Figure:
    """Return a panel for each outcome, one below the other; open markers have an interval that holds 0, or none.

    parties  the words for the two, those of 2025 where none are given
    """
    said = parties or usual_words()
    rows = len(found.changes) + 1
    height = HEAD + FOOT + len(found.outcomes) * (PANEL + ROW * rows)
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - HEAD) / height), w_pad=0.08, h_pad=0.08)
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    title = f"From {found.one} to {found.other}: what each change does"
    drawn.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    told = f"{count(found.runs, 'run')} of {count(found.worlds, 'world')}, paired; seed {found.seed}; Shapley values; "
    told += "open markers: the interval holds 0, or there is none"
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    for axes, outcome in zip(drawn.subplots(len(found.outcomes), squeeze=False)[:, 0], found.outcomes, strict=True):
        draw_outcome(axes, outcome, said)
    keys = [
        Line2D([], [], color=BLACK, marker="s", linestyle="-", label="whole difference, 95 % interval"),
        Line2D([], [], color=BLUE, marker="o", linestyle="-", label="share of a change, 95 % interval"),
    ]
    legend(drawn, keys, 2)
    return drawn


def draw_outcome(axes: Axes, outcome: SharedDifference, said: PartyWords) -> None:
    """Draw the whole difference of an outcome, and below it the share of each change."""
    names = ["difference", *(short_name(share.change) for share in outcome.shares)]
    last = len(names) - 1
    draw_row(axes, outcome.difference, outcome, last, (BLACK, "s"))
    for place, share in enumerate(outcome.shares, start=1):
        draw_row(axes, share.value, share, last - place, (BLUE, "o"))
    if outcome.difference is None:
        note(axes, "no world has one in some of the runs")
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0.9)
    axes.axhline(last - 0.5, color=PALE, linewidth=0.8)
    label_axes(axes, outcome.unit, "", said.text(f"{outcome.measure}: {outcome.meaning}"))
    axes.set_yticks(range(len(names)), names[::-1], fontsize=SMALL)
    axes.set_ylim(-0.5, last + 0.5)
    axes.grid(axis="y", visible=False)
    axes.grid(axis="x", color=PALE, linewidth=0.6)


def draw_row(axes: Axes, value: float | None, held: Share | SharedDifference, row: int, look: tuple[str, str]) -> None:
    """Draw one value with its interval."""
    if value is None:
        return
    color, marker = look
    is_clear = held.low is not None and held.high is not None and (held.low > 0 or held.high < 0)
    if held.low is not None and held.high is not None:
        axes.plot([held.low, held.high], [row, row], color=color, linewidth=1.5)
    axes.plot(value, row, marker, color=color, markersize=5, fillstyle="full" if is_clear else "none")


def short_name(name: str) -> str:
    """Return a change's name, of a long one its end."""
    return name if len(name) <= LONGEST else f"..{name[2 - LONGEST :]}"
