"""Deals before the vote less deals after it: three answers for each measure, in its unit, with their intervals."""

from collections.abc import Sequence
from math import ceil

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.analysis.before_after_vote import Contrast, VoteEffect
from sim.analysis.compare import ComparedRun
from sim.reporting.figures.style import DPI, GREY, SERIES, SMALL, TITLE, label_axes, note
from sim.reporting.words import label

WIDTH, HEAD, ROW = 9.0, 0.62, 1.35  # inches: all, above the axes, a row of two measures
ANSWERS = {"raw": "raw", "comparable": "comparable", "same_worlds": "same worlds"}


def figure(plain: ComparedRun, found: Sequence[Contrast]) -> Figure:
    """Return the figure `vote`."""
    rows = ceil(len(found) / 2)
    height = HEAD + ROW * rows + 0.1
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - HEAD) / height), w_pad=0.08, h_pad=0.06)
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    title = "Deals signed before the vote less those signed after it"
    drawn.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    told = f"{plain.name}: {plain.table.num_rows:,} worlds, seed {plain.seed}; "
    told += "95 % intervals; open where one holds 0; left out where too few worlds are behind it"
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    grid = drawn.add_gridspec(rows, 2)
    for place, contrast in enumerate(found):
        draw_contrast(drawn.add_subplot(grid[place // 2, place % 2]), contrast)
    return drawn


def draw_contrast(axes: Axes, found: Contrast) -> None:
    """Draw the three answers of one measure."""
    told = [(place, name) for place, name in enumerate(ANSWERS) if is_told(found, name)]
    for place, name in told:
        draw_answer(axes, getattr(found, name), len(ANSWERS) - 1 - place, place)
    if not told:
        note(axes, "too few worlds on one side of the vote")
        axes.set_xticks([])
    else:
        axes.axvline(0, color=GREY, linewidth=0.8, zorder=0.9)
        axes.locator_params(axis="x", nbins=6)
    axes.set_yticks(range(len(ANSWERS)), list(reversed(ANSWERS.values())))
    axes.set_ylim(-0.6, len(ANSWERS) - 0.4)
    label_axes(axes, found.unit.partition(" at the ")[0], "", label(found.measure))
    axes.grid(visible=False)
    axes.xaxis.label.set_fontsize(SMALL)


def is_told(found: Contrast, name: str) -> bool:
    """Whether an answer rests on enough worlds to be drawn."""
    answer: VoteEffect = getattr(found, name)
    return not found.few[name] and None not in (answer.difference, answer.low, answer.high)


def draw_answer(axes: Axes, answer: VoteEffect, row: int, kind: int) -> None:
    """Draw a difference with its interval."""
    if answer.difference is None or answer.low is None or answer.high is None:
        return
    look = SERIES[kind]
    fill = "full" if answer.low > 0 or answer.high < 0 else "none"
    axes.plot([answer.low, answer.high], [row, row], color=look.color, linewidth=1.5)
    axes.plot(answer.difference, row, look.marker, color=look.color, markersize=5, fillstyle=fill)
