"""Pattern 6: a long flat stretch, then a burst of concessions.

Measure: from hand-over to deal, the part of what a side conceded (its best offer so far, valued by
the other side at fixed tables) that came in the last fifth of the time; the mean over both sides of
every world with daily series that has a deal after the hand-over.  In 2025 no figure moved before
22 July, nine days before the deal.
"""

import numpy as np

from sim.analysis.bootstrap import ratio_interval
from sim.analysis.validation.patterns.pattern import Pattern, value_pattern
from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.runs.run import Outcome

NAME = "part of a side's concessions made in the last fifth of the time from the new government to the deal, mean"


def late_burst(outcome: Outcome) -> list[Pattern]:
    """Return pattern 6."""
    kept = len(next(iter(outcome.series.values()))[0])
    start, end = outcome.column("handover")[:kept], outcome.column("day")[:kept]
    worlds = np.flatnonzero(np.isfinite(start) & np.isfinite(end) & (end > start))
    sides = np.stack([late_share(outcome.series[f"{side}_offered"], start, end, worlds) for side in SIDES])
    counts = np.isfinite(sides).sum(axis=0)
    some = counts > 0
    found = ratio_interval(np.nansum(sides, axis=0)[some], counts[some].astype(float))
    return [value_pattern(6, NAME, found, (0.4, 1.0), "no figure moved before 22 July 2025", len(worlds))]


def late_share(offered: Array, start: Array, end: Array, worlds: Whole) -> Array:
    """Return for each of the worlds which part of a side's concession came in the last fifth; nan if it made none."""
    found = np.full(len(worlds), np.nan)
    for k, world in enumerate(worlds):
        made = offered[int(start[world]) : int(end[world]) + 1, world]
        known = made[np.isfinite(made)]
        if len(known) and known[-1] > known[0]:
            cut = made[: int(np.floor(0.8 * (len(made) - 1))) + 1]
            early = cut[np.isfinite(cut)]
            before = early[-1] if len(early) else known[0]
            found[k] = (known[-1] - before) / (known[-1] - known[0])
    return found
