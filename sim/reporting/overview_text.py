"""What a sweep says at a glance, in lines of text and as plain data."""

from collections.abc import Sequence
from typing import Any

from sim.analysis.resampling_units import FEWEST_LUCKS
from sim.analysis.sweep_intervals import SweepMean
from sim.analysis.sweep_lucks import SweepLucks
from sim.reporting.words import count_text

INDENT = " " * 12
SWEEP_NOTE = (  # once below the means
    "intervals of 95 % are sampling error of this model as it stands, over its points and sets of random draws; what\n"
    "is swept changes a mean at a point by the range beside it, random draws included; what other assumptions leave\n"
    "open is not in them"
)


def add_intervals(figures: dict[str, Any], means: Sequence[SweepMean], lucks: SweepLucks) -> None:
    """Add to the figures of a sweep how many sets of random draws there are, and to each mean its intervals."""
    figures["sets_of_draws"], figures["common_random_numbers"] = lucks.number, lucks.common
    for found in means:
        ends = {"low95": found.low95, "high95": found.high95, "luck_half": found.luck_half}
        figures["means"][found.measure] |= ends


def overview_lines(name: str, question: str, figures: dict[str, Any], lucks: SweepLucks) -> list[str]:
    """Return the figures of a sweep as text."""
    varied = f"{count_text(len(figures['factors']), 'factor')}, {figures['design']}"
    said = [
        f"{name}: {question}",
        f"points      {figures['points']:,} of {figures['worlds_a_point']:,} worlds, seed {figures['seed']}; {varied}",
        luck_line(figures, lucks),
        f"worlds      {figures['worlds']:,}"
        + (f"; {figures['failed']:,} could not be played" if figures["failed"] else ""),
    ]
    if not figures["finished"]:
        said.append(f"unfinished  {figures['missing_chunks']:,} chunks are missing: figures are of what is there")
    if figures["median_day"] is not None:
        said.append(f"day         {figures['median_day']:g} (median of deals)")
    said += ["means over all worlds that have the figure [95 % interval; by random draws alone], and among points:"]
    said += [mean_line(measure, held) for measure, held in figures["means"].items() if held["mean"] is not None]
    said += [SWEEP_NOTE, "what is swept (`sim list keys KEY` says its unit):"]
    return said + [f"  {path}  {range_text(held)}" for path, held in figures["factors"].items()]


def lucks_text(lucks: SweepLucks) -> str:
    """Return how many independent sets of random draws there are, and the cure where these are few."""
    if not lucks.common:
        return f"draws       {lucks.number:,} independent sets, each point its own"
    said = f"draws       {lucks.number:,} independent sets, the same at all points"
    if not lucks.few:
        return said
    return (
        f"{said}: fewer than {FEWEST_LUCKS}, so that no interval or index is given, however many points there are.\n"
        f"{INDENT}Set worlds_per_point, or --worlds, to {FEWEST_LUCKS} or more"
    )


def luck_line(figures: dict[str, Any], lucks: SweepLucks) -> str:
    """Return how many independent sets of random draws there are, and how well they let the share agreed be known."""
    half = figures["means"].get("agreed", {}).get("luck_half")
    if half is None or not lucks.common:
        return lucks_text(lucks)
    known = f"the share agreed is known to within ±{half:.2f} by random draws alone, whatever the number of points"
    return f"{lucks_text(lucks)}:\n{INDENT}{known}"


def mean_line(measure: str, held: dict[str, Any]) -> str:
    """Return a mean with its intervals, and its range among points."""
    figures = f"{held['mean']:.4g}"
    if held["low95"] is not None:
        alone = "" if held["luck_half"] is None else f"; ±{held['luck_half']:.2g}"
        figures += f" [{held['low95']:.4g} to {held['high95']:.4g}{alone}]"
    return f"  {measure:<18}{figures:<34} {held['lowest']:.3g} to {held['highest']:.3g} {held['unit']}".rstrip()


def range_text(held: dict[str, Any]) -> str:
    """Return what a factor ranges over, in words."""
    if set(held) == {"min", "max"}:
        return f"{held['min']:g} to {held['max']:g}" if held["min"] is not None else "the scenario's own"
    return ", ".join(f"{value} ({count:,})" for value, count in held.items())
