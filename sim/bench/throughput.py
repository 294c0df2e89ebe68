"""Worlds a second of a whole scenario, on one process and on two, and whether many cost more than few.

On one process the work is that of `sim run`: chunks, rows, daily series.  On two, each chunk is
played in a worker that was started beforehand, and its rows come back and are put together.  The
start of workers, with all they import, is not in the rate; it is said beside it.

Up to `large` worlds a process a run is made several times over; a longer one is made once and cut into fifths,
whose rates show as well whether it slows down as it goes.  The last fifth carries the joining of rows.
"""

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import perf_counter

import pyarrow as pa

from sim.bench.line import RUNS, BenchLine, Promise
from sim.bench.processes import fresh_processes
from sim.bench.settings import Bench, seconds_taken
from sim.runs.chunk import DAYS_KEPT, OFFERS_KEPT, RunSettings
from sim.runs.run import chunk_size, play
from sim.scenario.loading import LoadedScenario, load

FIFTHS = "fifths of one run"
PARTS = 5
TWO = 2
LEVEL = 10_000  # worlds from which on a world must not cost more, however many follow
RISE = Promise("at most", 1.2)

Tables = tuple[pa.Table, pa.Table]  # rows of worlds and of accounts
Job = tuple[Path, int, int, int]  # file, seed, first world, worlds


def bench_worlds(bench: Bench) -> Iterator[BenchLine]:
    """Yield the rates of runs of several sizes, and what a world costs as they grow."""
    for count in bench.size.one:
        yield rate(bench, count, 1, on_one(bench, count))
    began = perf_counter()
    with fresh_processes(TWO) as workers:
        list(workers.map(warm_up, [bench.path] * TWO * 2))
        started, cost = perf_counter() - began, {}
        for count in bench.size.two:
            seconds = on_two(bench, count, workers)
            yield rate(bench, count, TWO, seconds, started)
            each = count / PARTS if is_cut(bench, count, TWO) else count
            cost[count] = [1000 * s / each for s in seconds]
    yield from growth(bench, cost)


def is_cut(bench: Bench, count: int, processes: int) -> bool:
    """Return whether a run is cut into fifths."""
    return count > bench.size.large * processes


def rate(bench: Bench, count: int, processes: int, seconds: list[float], started: float = 0.0) -> BenchLine:
    """Return the rate of runs of so many worlds."""
    each, over = (count / PARTS, FIFTHS) if is_cut(bench, count, processes) else (count, RUNS)
    setting = {
        "scenario": bench.path.stem,
        "seed": bench.seed,
        "worlds": count,
        "processes": processes,
        "chunk_worlds": chunk_size(count, processes),
    }
    if processes > 1:
        setting["start_up_s_not_counted"] = started
    what = f"worlds of a scenario on {processes} process{'es' if processes > 1 else ''}"
    return BenchLine("worlds", what, "worlds/s", [each / s for s in seconds], setting, over, clock="wall")


def growth(bench: Bench, cost: dict[int, list[float]]) -> Iterator[BenchLine]:
    """Yield what a world costs in runs of each size, and that of long runs over that of `LEVEL` worlds."""
    for count, values in cost.items():
        over = FIFTHS if is_cut(bench, count, TWO) else RUNS
        setting = {"seed": bench.seed, "worlds": count, "processes": TWO}
        yield BenchLine(
            "worlds", "time that a world takes, on two processes", "ms", values, setting, over, clock="wall"
        )
    for count in (c for c in cost if c > LEVEL and LEVEL in cost):
        ratios = [value / median(cost[LEVEL]) for value in cost[count]]
        setting = {"seed": bench.seed, "worlds": count, "over_worlds": LEVEL, "processes": TWO}
        yield BenchLine(
            "worlds",
            "time a world takes in a longer run over a shorter",
            "ratio",
            ratios,
            setting,
            FIFTHS,
            RISE,
            "wall",
        )


# --- one process -----------------------------------------------------------------------------------


def on_one(bench: Bench, count: int) -> list[float]:
    """Return the seconds of runs, or of the fifths of a long one, in this process."""
    settings = RunSettings(count, bench.seed, chunk=chunk_size(count, 1))
    if not is_cut(bench, count, 1):
        play(bench.loaded, RunSettings(1, bench.seed))  # warms up
        return [seconds_taken(lambda: play(bench.loaded, settings), perf_counter) for _ in range(bench.size.repeats)]
    marks = [perf_counter()]

    def tick(done: float) -> None:
        if done > len(marks) / PARTS:
            marks.append(perf_counter())

    play(bench.loaded, settings, tick)
    return gaps([*marks[:PARTS], perf_counter()])


def gaps(marks: list[float]) -> list[float]:
    """Return the seconds between marks."""
    return [later - earlier for earlier, later in pairwise(marks)]


# --- two processes ---------------------------------------------------------------------------------


def on_two(bench: Bench, count: int, workers: Executor) -> list[float]:
    """Return the seconds of runs, or of the fifths of a long one, in workers that stand ready."""
    if is_cut(bench, count, TWO):
        return gaps(fifth_marks(bench, count, workers))
    runs = [fifth_marks(bench, count, workers) for _ in range(bench.size.repeats)]
    return [marks[-1] - marks[0] for marks in runs]


def fifth_marks(bench: Bench, count: int, workers: Executor) -> list[float]:
    """Return when a run began and when each fifth of its worlds was there, all rows put together at the last."""
    each = chunk_size(count, TWO)
    jobs = [(bench.path, bench.seed, k, min(each, count - k)) for k in range(0, count, each)]
    marks, done, found = [perf_counter()], 0, []
    for tables in workers.map(rows_of, jobs):
        found.append(tables)
        done += tables[0].num_rows
        while len(marks) < PARTS and done >= count * len(marks) / PARTS:
            marks.append(perf_counter())
    for k in (0, 1):
        pa.concat_tables([tables[k] for tables in found]).combine_chunks()
    return [*marks, perf_counter()]


def rows_of(job: Job) -> Tables:
    """Return the rows of some worlds of a run; in a worker."""
    path, seed, first, count = job
    kept, told = (max(0, min(most - first, count)) for most in (DAYS_KEPT, OFFERS_KEPT))
    kept = max(kept, 1)  # a run keeps the daily series of one world at least
    outcome = play(load_once(path), RunSettings(count, seed, first, count, daily=kept, in_full=told))
    return outcome.worlds, outcome.accounts


@cache
def load_once(path: Path) -> LoadedScenario:
    """Return a scenario, read once in each worker."""
    return load(path)


def warm_up(path: Path) -> int:
    """Read the scenario and play a world, so that a worker stands ready; return its rows."""
    return len(rows_of((path, 0, 0, 1))[0])
