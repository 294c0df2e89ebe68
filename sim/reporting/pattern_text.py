"""Patterns beside their ranges, in lines of text and as plain data."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.analysis.validation.patterns import Pattern
from sim.reporting.words import SAMPLING_NOTE
from sim.runs.run import Outcome


def pattern_lines(found: Sequence[Pattern], outcome: Outcome) -> list[str]:
    """Return all patterns measured on a run, and how many are within their ranges."""
    settings, name = outcome.settings, Path(outcome.loaded.name).stem
    return [
        f"{name}: patterns in {settings.worlds:,} worlds, seed {settings.seed}",
        "  #    value [95 % interval]     range",
        *map(pattern_line, found),
        *summary_lines(found),
    ]


def summary_lines(found: Sequence[Pattern]) -> list[str]:
    """Return how many patterns are within their ranges, and which are no test as they were put in."""
    tests = [pattern for pattern in found if not pattern.put_in]
    told = [f"{sum(pattern.ok for pattern in tests)} of {len(tests)} within their ranges"]
    numbers = sorted({str(pattern.number) for pattern in found if pattern.put_in})
    if numbers:
        told.append(f"{', '.join(numbers)} follows from what is put in, and is no test: not counted")
    return [*told, SAMPLING_NOTE]


def pattern_line(pattern: Pattern) -> str:
    """Return one measure in a line: value, interval, range and verdict."""
    verdict = "pass" if pattern.ok else "null" if pattern.value is None else "FAIL"
    low, high = pattern.low95, pattern.high95
    around = "" if low is None or high is None else f"[{short_figure(low)} to {short_figure(high)}]"
    figure = "-" if pattern.value is None else short_figure(pattern.value)
    head = f"{pattern.number:3d} {figure:>8} {around:<20} {pattern.range_text:<13}"
    notes = [text for text in ("put in" if pattern.put_in else "", pattern.detail) if text]
    tail = "".join(f"; {text}" for text in notes)
    return f"{head} {verdict}  {pattern.name} ({pattern.worlds:,} worlds{tail})"


def short_figure(value: float) -> str:
    """Return a figure with three decimals, large ones with fewer."""
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"


def pattern_data(found: Sequence[Pattern]) -> list[dict[str, Any]]:
    """Return patterns as plain data, each with its verdict."""
    return [{**vars(pattern), "ok": pattern.ok} for pattern in found]
