"""Two scenarios or more in the same worlds: when deals come, at what car tariff, and what differs."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine

from sim.figures.marks import NUMBER, date_axis
from sim.figures.style import DPI, GREY, NORMAL, SERIES, SMALL, TITLE, dress
from sim.paired import Difference, Side
from sim.summary import floats

HEIGHT, WIDTH, HEAD = 8.0, 9.0, 0.62  # inches


def figure(sides: Sequence[Side], found: Mapping[str, Sequence[Difference]]) -> Figure:
    """Return the figure `compared`."""
    layout = ConstrainedLayoutEngine(rect=(0, 0, 1, (HEIGHT - HEAD) / HEIGHT), w_pad=0.08, h_pad=0.08)
    drawn = Figure(figsize=(WIDTH, HEIGHT), dpi=DPI, layout=layout, facecolor="white")
    title = f"{sides[0].name} against {', '.join(side.name for side in sides[1:])}"
    drawn.text(0.015, 1 - 0.14 / HEIGHT, title, fontsize=TITLE, fontweight="bold", va="top")
    told = f"{sides[0].table.num_rows:,} worlds, paired; seed {sides[0].seed}"
    drawn.text(0.015, 1 - 0.40 / HEIGHT, told, fontsize=SMALL, color=GREY, va="top")
    grid = drawn.add_gridspec(2, 2, height_ratios=(1, 1.5))
    timing(drawn.add_subplot(grid[0, 0]), sides)
    tariffs(drawn.add_subplot(grid[0, 1]), sides)
    effects(drawn.add_subplot(grid[1, :]), found)
    return drawn


def timing(axes: Axes, sides: Sequence[Side]) -> None:
    """Draw the share of worlds whose deal has been signed, by date."""
    seen: list[float] = []
    for look, side in zip(SERIES, sides, strict=False):
        day = np.sort(floats(side.table, "day"))
        dates = NUMBER(side.scenario.calendar.pause) + day[np.isfinite(day)]
        share = 100 * np.arange(1, len(dates) + 1) / side.table.num_rows
        axes.step(dates, share, where="post", color=look.color, linestyle=look.line, label=side.name)
        seen += [float(dates.min()), float(dates.max())] if len(dates) else []
    years = date_axis(axes, min(seen, default=0.0) - 1, max(seen, default=1.0) + 1)
    dress(axes, f"date of signature ({years})", "worlds (percent)", "Deals in force at the end, by date")
    axes.legend(fontsize=SMALL, frameon=False)


def tariffs(axes: Axes, sides: Sequence[Side]) -> None:
    """Draw how often each car tariff is agreed."""
    name = sides[0].scenario.industry.tariff
    grid = sorted({float(level) for side in sides for level in side.scenario.issues[name].levels})
    wide = 0.8 / len(sides)
    for k, (look, side) in enumerate(zip(SERIES, sides, strict=False)):
        held = floats(side.table, name)
        share = [100 * float(np.mean(held == level)) for level in grid]
        places = np.arange(len(grid)) + (k - (len(sides) - 1) / 2) * wide
        axes.bar(places, share, wide, color=look.color, hatch=("", "////", "....")[k % 3], edgecolor="white")
    axes.set_xticks(range(len(grid)), [f"{level:g}" for level in grid])
    dress(axes, "car tariff agreed (percent)", "worlds (percent)", "Terms on cars; the rest end without a deal")


def effects(axes: Axes, found: Mapping[str, Sequence[Difference]]) -> None:
    """Draw each difference in standard deviations, with its interval."""
    names = [d.measure for d in next(iter(found.values()))]
    for k, (look, held) in enumerate(zip(SERIES[1:], found.values(), strict=False)):
        for place, d in enumerate(held):
            if d.difference is None or not d.effect or d.low is None or d.high is None:
                continue
            unit = d.effect / d.difference
            row = len(names) - 1 - place + 0.25 * k
            axes.plot([d.low * unit, d.high * unit], [row, row], color=look.color, linewidth=1.5)
            axes.plot(
                d.effect, row, look.marker, color=look.color, markersize=5, fillstyle="full" if d.clear else "none"
            )
    axes.axvline(0, color=GREY, linewidth=0.8)
    axes.set_yticks(range(len(names)), [name.replace("_", " ") for name in reversed(names)], fontsize=SMALL)
    dress(
        axes,
        "difference (standard deviations of the paired differences)",
        "",
        "What differs; open where the interval holds 0",
    )
    axes.set_ylim(-0.7, len(names) - 0.3)
    axes.tick_params(labelsize=SMALL)
    axes.xaxis.label.set_fontsize(NORMAL)
