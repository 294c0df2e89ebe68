"""What a run prints of deals in stages, and of rulings on them."""

from datetime import date, timedelta
from typing import Any

from sim.analysis.exact_intervals import wilson
from sim.reporting.words import label, percent, with_interval


def day_text(pause: date, day: float | None) -> str:
    """Return a day as a short date."""
    return "-" if day is None else (pause + timedelta(days=round(day))).strftime("%-d %b %Y")


def span_text(pause: date, held: dict[str, float | None]) -> str:
    """Return a median date with its 80 % interval."""
    return with_interval(held, lambda day: day_text(pause, day))


def stage_lines(figures: dict[str, Any], pause: date) -> list[str]:
    """Return how far deals come and when issues come into force; no line without stages."""
    held = figures.get("stages")
    if held is None:
        return []
    force = [f"{label(name)} {day_text(pause, days['q50'])}" for name, days in held["in_force"].items()]
    half = (len(force) + 1) // 2
    return [
        f"text        in {percent(held['text'])} of deals, {span_text(pause, held['text_day'])}; "
        f"none by its end in {percent(held['unfinished'])}",
        f"enacted     {percent(held['enacted'])} of deals, {span_text(pause, held['enacted_day'])}; "
        f"cuts taken back before in {percent(held['withdrawn'])}",
        f"in force    {'; '.join(force[:half])}",
        f"            {'; '.join(force[half:])} (medians of the days from which they count)",
    ]


def ruling_lines(figures: dict[str, Any]) -> list[str]:
    """Return the chance that a deal outlives a ruling, also where each declared figure is low, middle, high."""
    held = figures.get("rulings")
    if held is None or not held["worlds"]:
        return []
    low, high = wilson(round(held["survived"] * held["worlds"]), held["worlds"])
    lines = [
        f"rulings     met a deal in {percent(held['met'])} of worlds; {percent(held['survived'])} "
        f"[{percent(low)} to {percent(high)}] of these outlived it"
    ]
    stages = [f"{name} {percent(part['survived'])} of {part['worlds']}" for name, part in held["by_stage"].items()]
    if stages:
        lines.append(f"            by how far the deal had come: {', '.join(sorted(stages))}")
    lines.append("            where a figure is low, middle, high:")
    for name, parts in held["by_figure"].items():
        said = [f"{percent(part['survived'])} ({part['low']:.3g} to {part['high']:.3g})" for part in parts]
        lines.append(f"            {name.partition('.')[2]:40s} {', '.join(said)}")
    return lines
