"""How a sweep stands and what one would play, in lines of text and as plain data.

A report, a plan, a layout and an estimate are those of `sim.sweeps`; only their figures are read.
"""

from pathlib import Path
from typing import Any

from sim.analysis.sweep_lucks import SweepLucks
from sim.reporting.overview_text import INDENT, lucks_text
from sim.reporting.words import count_text


def sweep_data(report: Any) -> dict[str, Any]:
    """Return how a sweep stands, without time and place."""
    return {
        "points": report.plan.design.points,
        "worlds_a_point": report.plan.worlds,
        "seed": report.plan.seed,
        "shard": str(report.shard),
        "worlds": report.manifest["rows"] if report.manifest else None,
        "failed": report.failed,
        "finished": report.manifest is not None,
        "hash": report.manifest["hash"] if report.manifest else None,
    }


def sweep_lines(report: Any, failed: Path) -> list[str]:
    """Return how a sweep stands; `failed` is the file that lists what could not be played."""
    plan, shard = report.plan, report.shard
    piece = f"; shard {shard}" if shard.of > 1 else ""
    head = f"{plan.name}: {plan.design.points:,} points of {plan.worlds:,} worlds, seed {plan.seed}{piece}"
    played = "nothing new" if report.failed else "nothing: it was finished already"
    if report.played:
        played = f"{report.played:,} worlds in {report.seconds:,.1f} s: {report.rate:,.0f} worlds/s"
    return [head, f"played      {played}", *closing_lines(report, failed)]


def merged_lines(report: Any, failed: Path) -> list[str]:
    """Return how a sweep stands that was closed after its shards were played."""
    return [f"{report.folder}: all parts are there and sound", *closing_lines(report, failed)]


def closing_lines(report: Any, failed: Path) -> list[str]:
    """Return the last lines: what failed, the hash, where it stands, and what is to be done."""
    lines = [f"failed      {report.failed:,}: see {failed}"] if report.failed else []
    if report.manifest:
        lines += [f"worlds      {report.manifest['rows']:,}", f"hash        {report.manifest['hash']}"]
    elif report.shard.of > 1:
        lines.append(f"to do       when all {report.shard.of} shards are there: sim sweep --merge {report.folder}")
    else:
        lines.append(f"to do       try what is missing again: sim sweep --resume {report.folder}")
    return [*lines, f"saved       {report.folder}"]


def plan_data(plan: Any, layout: Any, estimate: Any, workers: int, lucks: SweepLucks) -> dict[str, Any]:
    """Return what a sweep would play, how long it would take and how large it would be."""
    return {
        "points": plan.design.points,
        "worlds_a_point": plan.worlds,
        "sets_of_draws": lucks.number,
        "share_half_at_worst": lucks.worst_half,
        "worlds": layout.rows,
        "groups": len(layout.groups),
        "chunks": layout.chunks,
        "chunk": plan.chunk,
        "workers": workers,
        "seconds": estimate.seconds,
        "bytes": estimate.size,
    }


def plan_lines(plan: Any, layout: Any, estimate: Any, workers: str, lucks: SweepLucks) -> list[str]:
    """Return the same as text; `workers` says how many they are, and of which engine."""
    design = plan.design
    varied = f"{count_text(len(design.factors), 'factor')}, {design.kind}"
    return [
        f"{plan.name}: {design.points:,} points of {plan.worlds:,} worlds = {layout.rows:,} worlds; {varied}",
        plan_luck_line(lucks),
        f"groups      {len(layout.groups):,}: points that differ only in figures are played together",
        f"chunks      {layout.chunks:,} of at most {plan.chunk:,} worlds",
        f"time        about {duration_text(estimate.seconds)} on {workers}",
        f"size        about {estimate.size / 1e6:,.1f} MB",
        f"estimated from the first {estimate.sample:,} worlds, played here on one core in "
        f"{estimate.sample_seconds:.2f} s; workers are taken to share evenly. Nothing was saved",
    ]


def plan_luck_line(lucks: SweepLucks) -> str:
    """Return how many sets of random draws a sweep would have, and how well a share would be known by them."""
    half = lucks.worst_half
    if not lucks.common or half is None:
        return lucks_text(lucks)
    return (
        f"{lucks_text(lucks)}:\n"
        f"{INDENT}a share is known to within ±{half:.2f} by random draws alone or better, whatever the number of points"
    )


def duration_text(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} s"
