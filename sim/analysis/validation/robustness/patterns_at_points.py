"""The patterns at every point: points are played together, stacked along the world axis, then cut apart.

As many points are played at once as fill a chunk; two such groups are worked on at a time.  What
two patterns need beside the run (the best packages, both runs with an early deadline) is worked out
once for a group.  Neither grouping nor the order of finishing changes a figure.
"""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from gc import collect

from sim.analysis.validation.patterns import Pattern
from sim.analysis.validation.patterns.actual_share import actual_shares, surplus_pattern
from sim.analysis.validation.patterns.audience_cost import CostRuns, play_with_and_without_cost, signature_patterns
from sim.analysis.validation.patterns.bundling import bundling_pattern, same_best_package
from sim.analysis.validation.patterns.extension import extensions
from sim.analysis.validation.patterns.registry import FROM_THE_RUN
from sim.analysis.validation.patterns.timing import vote_day
from sim.analysis.validation.robustness.hypercube import Hypercube
from sim.core.worlds import Array, Flags
from sim.runs.chunk import CHUNK, RunSettings, Tick
from sim.runs.run import Outcome, play

THREADS = 2  # groups worked on at a time


def measure_points(design: Hypercube, seed: int, tick: Tick | None = None, chunk: int = CHUNK) -> list[list[Pattern]]:
    """Return every pattern at every point, in the order of the points."""
    at_once = max(1, chunk // design.held_quantities.worlds_per_point)
    groups = [(first, min(at_once, design.points - first)) for first in range(0, design.points, at_once)]
    found: list[list[Pattern]] = []
    with ThreadPoolExecutor(THREADS) as pool:
        for rows in pool.map(lambda group: measure_group(design, seed, *group), groups):
            found += rows
            if tick:
                tick(len(found) / design.points)
    return found


def measure_group(design: Hypercube, seed: int, first: int, points: int) -> list[list[Pattern]]:
    """Return the patterns at some points, from point `first` on, played at once."""
    each = design.held_quantities.worlds_per_point
    whole = RunSettings(points * each, seed, first * each, plan=design.held_quantities, daily=points * each)
    outcome = play(design.loaded, whole)
    same, runs = same_best_package(outcome), play_with_and_without_cost(outcome)
    shares = actual_shares(outcome)
    collect()  # models hold each other: without this memory grows by a group's every time
    return [
        patterns_at_point(
            slice_outcome(outcome, point * each, each),
            None if same is None else same[point * each : (point + 1) * each],
            runs if isinstance(runs, str) else slice_runs(runs, point * each, each),
            None if shares is None else shares[point * each : (point + 1) * each],
        )
        for point in range(points)
    ]


def slice_runs(runs: CostRuns, start: int, worlds: int) -> CostRuns:
    """Return what the patterns read of some worlds of each run."""
    free, dear = (slice_outcome(run, start, worlds) for run in runs)
    return free, dear


def patterns_at_point(
    outcome: Outcome, same: Flags | None, runs: CostRuns | str, shares: Array | None
) -> list[Pattern]:
    """Return every pattern of the worlds of a point, in the order of their numbers."""
    alone = [pattern for measure in FROM_THE_RUN for pattern in measure(outcome)]
    replayed = [*extensions(outcome), *surplus_pattern(outcome, shares), *bundling_pattern(same)]
    return in_order([*alone, *replayed, *signature_patterns(runs, vote_day(outcome))])


def in_order(found: Iterable[Pattern]) -> list[Pattern]:
    """Return patterns by number, those of one number as they stand."""
    return sorted(found, key=lambda pattern: pattern.number)


def slice_outcome(outcome: Outcome, start: int, worlds: int) -> Outcome:
    """Return what the patterns read of some worlds of a run, from its row `start` on."""
    books = len(outcome.accounts) // outcome.settings.worlds
    first = outcome.settings.first + start
    return replace(
        outcome,
        settings=replace(outcome.settings, worlds=worlds, first=first),
        worlds=outcome.worlds.slice(start, worlds),
        accounts=outcome.accounts.slice(start * books, worlds * books),
        series={name: held[:, start : start + worlds] for name, held in outcome.series.items()},
        log=[],
        scenes={},
    )
