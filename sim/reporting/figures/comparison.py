"""Two scenarios or more in the same worlds: when deals come, at what car tariff, and what differs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D

from sim.analysis.compare import ComparedRun, Difference
from sim.reporting.figures.dates import NUMBER, date_axis
from sim.reporting.figures.differences import numbers_text, short_unit
from sim.reporting.figures.level_names import fit_names, level_text, put_level_names
from sim.reporting.figures.style import DPI, GREY, NORMAL, PALE, SERIES, SMALL, TITLE, Look, label_axes, legend
from sim.reporting.words import column_label, label, with_unit
from sim.runs.summary import float_column
from sim.scenario.party_words import PartyWords, words_of
from sim.scenario.schema.scenario import Scenario

WIDTH, HEAD, TOP = 9.0, 0.62, 3.4  # inches: all, above the axes, the upper axes
POINTS = 270.0  # of all names below one of two panels
LETTERS = 76  # that fit in the title
NOWHERE, ALIKE = "no world has it in both", "alike in all"  # why no difference is drawn
BARS = ("", "////", "....", "xxxx", "\\\\\\\\")  # hatches


def figure(sides: Sequence[ComparedRun], found: Mapping[str, Sequence[Difference]]) -> Figure:
    """Return the figure `compared`."""
    rows, keys = len(next(iter(found.values()))), legend_handles(sides)
    below = 0.9 + rows * max(0.19, 0.17 * len(found))
    height = HEAD + TOP + below + 0.2 + 0.18 * ceil(len(sides) / keys[1])
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (height - HEAD) / height), w_pad=0.08, h_pad=0.08)
    drawn = Figure(figsize=(WIDTH, height), dpi=DPI, layout=layout, facecolor="white")
    drawn.text(0.015, 1 - 0.14 / height, title(sides), fontsize=TITLE, fontweight="bold", va="top")
    told = f"{sides[0].table.num_rows:,} worlds, paired; seed {sides[0].seed}"
    drawn.text(0.015, 1 - 0.40 / height, told, fontsize=SMALL, color=GREY, va="top")
    parts: Any = drawn.subfigures(2, 1, height_ratios=(TOP, below))  # whose margins do not depend on each other
    upper, lower = parts
    left, right = upper.subplots(1, 2)
    timing(left, sides)
    leading_terms(right, sides)
    effects(lower.subplots(), found, words_of(sides[0].scenario))
    legend(drawn, keys[0], keys[1])
    return drawn


def run_look(place: int) -> Look:
    """Return how a run is drawn, by its place: the first five by colour, further ones also by marker."""
    kind = SERIES[place % len(SERIES)]
    return replace(kind, marker=SERIES[(place + place // len(SERIES)) % len(SERIES)].marker)


def title(sides: Sequence[ComparedRun]) -> str:
    """Return what is held against what, in one line."""
    first, others = sides[0].name, [side.name for side in sides[1:]]
    said = f"{first} against {', '.join(others)}"
    if len(said) > LETTERS and len(others) > 1:
        said = f"{first} against {len(others)} others"
    return said if len(said) <= LETTERS else f"{said[: LETTERS - 3]}..."


def legend_handles(sides: Sequence[ComparedRun]) -> tuple[list[Line2D], int]:
    """Return the handles of the legend, and in how many columns they fit."""
    kinds = [run_look(k) for k in range(len(sides))]
    names = [f"{side.name} (reference)" if k == 0 else side.name for k, side in enumerate(sides)]
    handles = [
        Line2D([], [], color=kind.color, linestyle=kind.line, marker=kind.marker, markersize=5, label=name)
        for kind, name in zip(kinds, names, strict=True)
    ]
    fit = int(110 / (max(map(len, names)) + 9))
    return handles, max(1, min(fit, len(sides)))


def timing(axes: Axes, sides: Sequence[ComparedRun]) -> None:
    """Draw the share of worlds whose deal has been signed, by date."""
    seen: list[float] = []
    for place, side in enumerate(sides):
        day = np.sort(float_column(side.table, "day"))
        dates = NUMBER(side.scenario.calendar.pause) + day[np.isfinite(day)]
        share = 100 * np.arange(1, len(dates) + 1) / side.table.num_rows
        axes.step(dates, share, where="post", color=run_look(place).color, linestyle=run_look(place).line)
        if not len(dates):
            axes.axhline(0, color=run_look(place).color, linestyle=run_look(place).line, clip_on=False)
        seen += [float(dates.min()), float(dates.max())] if len(dates) else []
    seen = seen or [NUMBER(end) for end in (sides[0].scenario.calendar.talks, sides[0].scenario.calendar.deadline)]
    years = date_axis(axes, min(seen) - 1, max(seen) + 1, months=True)
    label_axes(axes, f"date of signature ({years})", "worlds (percent)", "Deals in force at the end, by date")
    axes.set_ylim(bottom=0)


def leading_terms(axes: Axes, sides: Sequence[ComparedRun]) -> None:
    """Draw how often each level of the leading issue is agreed, as the car tariff is."""
    grid = levels_of_leading(sides)
    wide = 0.8 / len(sides)
    for k, side in enumerate(sides):
        share = [100 * held for held in level_shares_of(side, grid)]
        places = np.arange(len(grid)) + (k - (len(sides) - 1) / 2) * wide
        kind: dict[str, Any] = {"color": run_look(k).color, "hatch": BARS[k % len(BARS)], "linewidth": 2 / len(sides)}
        axes.bar(places, share, wide, edgecolor="white", **kind)
    every = ceil(len(grid) / 12)
    names = fit_names([level_text(level) for level in grid[::every]], POINTS)
    put_level_names(axes, range(0, len(grid), every), names)
    said, heading = leading_words(sides[0].scenario)
    label_axes(axes, said, "worlds (percent)", f"{heading}; the rest end without a deal")


def levels_of_leading(sides: Sequence[ComparedRun]) -> list[float | str]:
    """Return the levels of the leading issue in any scenario: numbers from low to high, then names as they stand."""
    found = dict.fromkeys(level for side in sides for level in side.scenario.issues[side.scenario.leading_issue].levels)
    numbers = sorted(float(level) for level in found if not isinstance(level, str))
    return [*numbers, *(level for level in found if isinstance(level, str))]


def level_shares_of(side: ComparedRun, grid: Sequence[float | str]) -> list[float]:
    """Return the share of all worlds of a run whose deal has each level of its leading issue."""
    held = side.table.column(side.scenario.leading_issue).to_pylist()
    return [sum(level == agreed for agreed in held) / max(len(held), 1) for level in grid]


def leading_words(spec: Scenario) -> tuple[str, str]:
    """Return what an axis of the leading issue says, and the heading of its panel."""
    name = spec.leading_issue
    if name == spec.car_tariff:
        return "car tariff agreed (percent)", "Terms on cars"
    unit = "" if spec.issues[name].unit == "level" else spec.issues[name].unit
    return with_unit(f"{label(name)} agreed", unit), f"Terms: {label(name)}"


def effects(axes: Axes, found: Mapping[str, Sequence[Difference]], words: PartyWords) -> None:
    """Draw each difference in standard deviations, with its interval; what all worlds share has none."""
    names = [column_label(d.measure, words) for d in next(iter(found.values()))]
    apart = 0.7 / len(found)
    for k, held in enumerate(found.values()):
        kind = run_look(k + 1)
        for place, d in enumerate(held):
            if d.difference is None or d.effect is None:
                continue
            row = len(names) - 1 - place - (k - (len(found) - 1) / 2) * apart
            if d.difference and d.low is not None and d.high is not None:
                unit = d.effect / d.difference
                axes.plot([d.low * unit, d.high * unit], [row, row], color=kind.color, linewidth=1.5)
            fill = "full" if d.excludes_zero else "none"
            axes.plot(d.effect, row, kind.marker, color=kind.color, markersize=4.5, fillstyle=fill)
    axes.axvline(0, color=GREY, linewidth=0.8, zorder=0.9)
    axes.set_yticks(range(len(names)), list(reversed(names)), fontsize=SMALL)
    write_numbers(axes, found, apart)
    what = "difference from the reference (sd of the paired differences)"
    label_axes(axes, what, "", "What differs; open where the interval holds 0")
    axes.grid(visible=False)
    for row in range(0, len(names), 2):
        axes.axhspan(row - 0.5, row + 0.5, color=PALE, alpha=0.4, linewidth=0, zorder=0.5)
    axes.set_ylim(-0.5, len(names) - 0.5)
    axes.tick_params(labelsize=SMALL)
    axes.xaxis.label.set_fontsize(NORMAL)


def write_numbers(axes: Axes, found: Mapping[str, Sequence[Difference]], apart: float) -> None:
    """Write beside each row before, after, and the difference with its interval, in its unit, or why there is none."""
    places, told = [], []
    for k, held in enumerate(found.values()):
        for place, d in enumerate(held):
            places.append(len(held) - 1 - place - (k - (len(found) - 1) / 2) * apart)
            told.append(f"{numbers_text(d)} {short_unit(d)}" if d.difference is not None else NOWHERE)
            if d.difference is not None and d.effect is None:
                told[-1] = f"{told[-1]}, {ALIKE}"
    right = axes.secondary_yaxis("right")
    right.set_yticks(places, told, fontsize=SMALL if len(found) == 1 else SMALL - 1)
    right.tick_params(axis="y", length=0)
    right.spines["right"].set_visible(False)
