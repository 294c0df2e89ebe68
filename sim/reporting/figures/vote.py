"""Deals before the vote less deals after it: three answers for each measure, in its unit, with their intervals."""

from collections.abc import Sequence
from math import ceil
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.analysis.before_after_vote import Contrast, VoteEffect
from sim.analysis.compare import ComparedRun
from sim.reporting.figures.style import DPI, GREY, SERIES, SMALL, TITLE, label_axes
from sim.reporting.words import column_label
from sim.scenario.party_words import PartyWords, words_of

WIDTH, HEAD, ROW = 9.0, 0.62, 1.35  # inches: all, above the axes, a row of two measures
GAP, LINE = 0.06, 0.16  # inches, above and of each line on what is left out
LETTERS = 150  # of such a line
LEFT_OUT = "Not drawn, as too few worlds sign on one side of the vote: {names}."
ANSWERS = {"raw": "raw", "comparable": "comparable", "same_worlds": "same worlds"}


def figure(plain: ComparedRun, found: Sequence[Contrast]) -> Figure:
    """Return the figure `vote`; measures of which nothing can be drawn are named above."""
    shown, words = drawn_contrasts(found), words_of(plain.scenario)
    missing = [column_label(contrast.measure, words) for contrast in found if contrast not in shown]
    left_out = wrap(LEFT_OUT.format(names=", ".join(missing)), LETTERS) if missing else []
    rows, head = ceil(len(shown) / 2), HEAD + (GAP + LINE * len(left_out) if left_out else 0)
    height = head + ROW * rows + 0.1
    area = (0, 0, 1, (height - head) / height)
    layout = ConstrainedLayoutEngine(rect=area, w_pad=0.08, h_pad=0.06) if shown else None
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    title = "Deals signed before the vote less those signed after it"
    drawn.text(0.015, 1 - 0.14 / height, title, fontsize=TITLE, fontweight="bold", va="top")
    told = f"{plain.name}: {plain.table.num_rows:,} worlds, seed {plain.seed}; "
    told += "95 % intervals; open where one holds 0; left out where too few worlds are behind it"
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    if left_out:
        drawn.text(0.015, 1 - 0.58 / height, "\n".join(left_out), fontsize=SMALL, color=GREY, va="top")
    for place, contrast in enumerate(shown, 1):
        draw_contrast(drawn.add_subplot(rows, 2, place), contrast, words)
    return drawn


def drawn_contrasts(found: Sequence[Contrast]) -> list[Contrast]:
    """Return the measures of which an answer rests on enough worlds to be drawn."""
    return [contrast for contrast in found if any(is_told(contrast, name) for name in ANSWERS)]


def draw_contrast(axes: Axes, found: Contrast, words: PartyWords) -> None:
    """Draw the three answers of one measure."""
    told = [(place, name) for place, name in enumerate(ANSWERS) if is_told(found, name)]
    for place, name in told:
        draw_answer(axes, getattr(found, name), len(ANSWERS) - 1 - place, place)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0.9)
    axes.locator_params(axis="x", nbins=6)
    axes.set_yticks(range(len(ANSWERS)), list(reversed(ANSWERS.values())))
    axes.set_ylim(-0.6, len(ANSWERS) - 0.4)
    label_axes(axes, found.unit.partition(" at the ")[0], "", column_label(found.measure, words))
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
