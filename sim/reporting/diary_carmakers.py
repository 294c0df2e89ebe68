"""The carmakers in the diary: untaxed stock, duty, market index and pressure, on days on which they have moved.

All figures are those of the run's daily series.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from sim.core.worlds import Array
from sim.reporting.diary_line import Line
from sim.reporting.diary_words import list_text, pack_lines, share_text
from sim.reporting.run_text import title
from sim.runs.run import Outcome

STOCK_LEFT = (0.5, 0.01)  # parts of the first day's untaxed stock whose undercutting is told
DUTY_TOLD = (0.1, 0.5, *range(1, 1000))  # bn USD of duty of all makers whose passing is told
INDEX_MOVE = 5.0  # points of the market index from which a move is told
PRESSURE_TOLD = (0.25, 0.5, 1.0, 1.5)  # parts of a quarter's loss without a deal, from which pressure is told
AFTER = 0.5  # place of these lines in a day: after what is in the log


def carmaker_lines(outcome: Outcome, world: int, last: int, sides: Sequence[str]) -> Iterator[Line]:
    """Yield what is told of the carmakers up to day `last`; pressure to party B alone."""
    makers = [name for name in outcome.loaded.scenario.makers if f"{name}_stock" in outcome.series]
    column = world - outcome.settings.first
    if not makers or column >= outcome.series[f"{makers[0]}_stock"].shape[1]:
        return
    held = {
        what: np.stack([outcome.series[f"{name}_{what}"][: last + 1, column] for name in makers])
        for what in ("stock", "duty", "index", "pressure")
    }
    names = [title(name) for name in makers]
    talks = int(np.count_nonzero(outcome.series["talking"][: last + 1, column] > 0))
    yield from stock_lines(names, held["stock"])
    yield from duty_lines(names, held["duty"])
    yield from index_lines(names, held["index"])
    if "party_b" in sides:
        yield from pressure_lines(names, held["pressure"][:, :talks])


def first_day(reached: Array) -> int | None:
    """Return the first day on which something holds, (days,); None if it never does."""
    days = np.flatnonzero(reached)
    return int(days[0]) if len(days) else None


def by_day(found: Sequence[tuple[int | None, str]]) -> dict[int, list[str]]:
    """Return what is told by day, in order of the days."""
    told: dict[int, list[str]] = {}
    for day, text in found:
        if day is not None:
            told.setdefault(day, []).append(text)
    return dict(sorted(told.items()))


def stock_lines(names: Sequence[str], stock: Array) -> Iterator[Line]:
    """Yield when each maker's untaxed stock, (makers, days), has halved, and when it has run out."""
    for part in STOCK_LEFT:
        held = [(name, first_day(cars < part * cars[0]), cars) for name, cars in zip(names, stock, strict=True)]
        if part < STOCK_LEFT[0]:
            for day, who in by_day([(day, name) for name, day, _ in held]).items():
                yield from lines_of(
                    day, [f"Untaxed stock in America has run out: {list_text(who)}."], "Stock runs out", 20
                )
            continue
        halved = [(day, f"{name} ({cars[day or 0]:,.0f} cars left)") for name, day, cars in held]
        for day, who in by_day(halved).items():
            yield from lines_of(
                day, [f"Untaxed stock in America is down by half: {list_text(who)}."], "Stock halves", 22
            )


def duty_lines(names: Sequence[str], duty: Array) -> Iterator[Line]:
    """Yield when the duty of all makers, (makers, days), bn USD, has passed a round sum."""
    total = duty.sum(axis=0)
    passed = [(first_day(total >= sum_told), sum_told) for sum_told in DUTY_TOLD if total.max() >= sum_told]
    for day in sorted({day for day, _ in passed if day is not None}):
        parts = [f"{name} {held[day]:.2f}" for name, held in zip(names, duty, strict=True)]
        said = f"The carmakers have paid {total[day]:.2f} bn USD of duty so far: {list_text(parts)}."
        yield from lines_of(day, [said], f"Carmakers' duty passes {total[day]:.1f} bn USD", 21)


def index_lines(names: Sequence[str], index: Array) -> Iterator[Line]:
    """Yield when market indices, (makers, days), 100 without a tariff, have moved since they were last told."""
    told = index[:, 0].copy()
    for day in range(1, index.shape[1]):
        moved = [k for k in range(len(names)) if abs(index[k, day] - told[k]) >= INDEX_MOVE]
        if not moved:
            continue
        said = [f"{names[k]} {index[k, day]:.0f} ({told[k]:.0f} before)" for k in moved]
        ups = index[moved, day] > told[moved]
        how = "rises" if ups.all() else "falls" if not ups.any() else "moves"
        told[moved] = index[moved, day]
        text = f"The market index {how} (100, no tariff): {list_text(said)}."
        yield from lines_of(day, [text], f"{names[moved[0]]} {'rises' if ups[0] else 'falls'}", 22)


def pressure_lines(names: Sequence[str], pressure: Array) -> Iterator[Line]:
    """Yield when the loss that makers press their government with, (makers, days), has passed a round part."""
    for part in PRESSURE_TOLD:
        found = [(first_day(held >= part), name) for name, held in zip(names, pressure, strict=True)]
        for day, who in by_day(found).items():
            verb = "press" if len(who) > 1 else "presses"
            whose = "their losses have" if len(who) > 1 else "its losses have"
            loss = f"{whose} reached {share_text(part)} of those of a quarter without a deal"
            said = f"{list_text(who)} {verb} {{b}}'s government for relief: {loss}."
            yield from lines_of(day, [said], "Carmakers press for relief", 23)


def lines_of(day: int, sentences: Sequence[str], headline: str, rank: int) -> Iterator[Line]:
    """Yield sentences as lines of a day that stand after those of the log."""
    for text in pack_lines(sentences):
        yield Line(day, float("inf"), "carmakers", text, headline, rank)
