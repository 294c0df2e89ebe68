"""What the points say, in lines of text and as plain data."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.analysis.validation.patterns.pattern import short_figure
from sim.analysis.validation.robustness.verdict import (
    NEEDED_PATTERNS,
    NEEDED_SHARE,
    Movers,
    PatternVerdict,
    PointMeasure,
    Robustness,
)


def robustness_lines(found: Robustness) -> list[str]:
    """Return the whole report."""
    design, plan = found.design, found.design.held_quantities
    told = [
        f"{found.name}: patterns at {design.points:,} points of {design.quantity_count} quantities ({design.spans}), "
        f"{plan.worlds_per_point:,} worlds each, seed {found.seed}",
        "  #  within [95 % interval]   null    median [10 to 90 %]            range          measure",
        *[measure_line(measure) for measure in found.measures],
    ]
    if any(measure.wanted.endswith("*") for measure in found.measures):
        told.append("     * the upper end is the point's own: the share at the first deadline")
    if design.left:
        told.append(f"not over their whole range, in which the scenario would not be sound: {', '.join(design.left)}")
    told += ["", f"patterns, by all their measures together, against {100 * NEEDED_SHARE:.0f} % of the points"]
    told += [verdict_line(found, verdict) for verdict in found.patterns]
    told += ["", f"{found.patterns_holding} of {len(found.patterns)} patterns hold; {NEEDED_PATTERNS} should"]
    return told + movers_lines(found)


def measure_line(measure: PointMeasure) -> str:
    """Return a measure in a line."""
    low, middle, high = ("-" if value is None else short_figure(value) for value in measure.spread.values())
    spread = f"{middle} [{low} to {high}]"
    share = f"{measure.share:.3f} {ends(measure)}"
    return f"{measure.number:3d}  {share:<23} {measure.null:5d}   {spread:<30} {measure.wanted:<14} {measure.name}"


def ends(held: PointMeasure | PatternVerdict) -> str:
    """Return the interval of a share."""
    return "" if held.low95 is None or held.high95 is None else f"[{held.low95:.3f} to {held.high95:.3f}]"


def is_null_everywhere(found: Robustness, verdict: PatternVerdict) -> bool:
    """Whether a measure of a pattern is null at every point."""
    return verdict.null == found.design.points


def verdict_line(found: Robustness, verdict: PatternVerdict) -> str:
    """Return a pattern in a line."""
    word = "holds" if verdict.holds else "null" if is_null_everywhere(found, verdict) else "FAILS"
    null = f", null at {verdict.null:,} of the points" if verdict.null else ""
    return f"{verdict.number:3d}  {verdict.share:.3f} {ends(verdict):<18} {word}{null}"


def movers_lines(found: Robustness) -> list[str]:
    """Return what moves the patterns that fail, and their measures; nothing if none fails."""
    failed = [verdict for verdict in found.patterns if not (verdict.holds or is_null_everywhere(found, verdict))]
    if not failed:
        return []
    head = (
        "what moves those that fail: rank correlation over the points, the three largest; up to "
        f"{found.chance:.2f} in size is chance"
    )
    told = ["", head]
    for verdict in failed:
        told += [f"{verdict.number:3d}  within range: {movers_text(verdict.movers)}"]
        told += [f"     {m.name}: {movers_text(m.movers)}" for m in found.measures if m.number == verdict.number]
    return told


def movers_text(movers: Movers) -> str:
    """Return quantities with their rank correlations."""
    return ", ".join(f"{name} {value:+.2f}" for name, value in movers) or "-"


def robustness_data(found: Robustness) -> dict[str, Any]:
    """Return the whole report as plain data, with every point: its quantities, and each measure in order."""
    plan = found.design.held_quantities
    return {
        "spans": found.design.spans,
        "points": found.design.points,
        "worlds": plan.worlds_per_point,
        "seed": found.seed,
        "quantities": list(plan.uniforms),
        "left": list(found.design.left),
        "measures": [{**vars(m), "movers": movers_by_name(m.movers)} for m in found.measures],
        "patterns": [{**vars(v), "holds": v.holds, "movers": movers_by_name(v.movers)} for v in found.patterns],
        "chance": found.chance,
        "held": found.patterns_holding,
        "at": points_data(found),
    }


def points_data(found: Robustness) -> list[dict[str, Any]]:
    """Return each point as plain data."""
    quantities = found.design.quantities
    return [
        {
            "quantities": {name: float(held[point]) for name, held in quantities.items()},
            "values": [float(value) if np.isfinite(value) else None for value in found.values[point]],
            "within": found.inside[point].tolist(),
            "worlds": found.worlds[point].tolist(),
        }
        for point in range(found.design.points)
    ]


def movers_by_name(movers: Sequence[tuple[str, float]]) -> dict[str, float]:
    """Return movers by name."""
    return dict(movers)
