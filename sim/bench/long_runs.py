"""Runs from the shell of more and more worlds: what a world takes, and whether memory is level.

The start of the command, imports and kernels, is measured by a run of one world and taken off; a run longer than
`LEVEL` is made once.
"""

from collections.abc import Iterator
from statistics import median
from typing import Literal

from sim.bench.line import RUNS, BenchLine, Promise
from sim.bench.settings import Bench
from sim.bench.side_work import Side, our_side, run_words, time_command
from sim.core.backend import backend

LEVEL = 100_000  # worlds whose time and memory others are held against
WORKERS = 2
WITHIN = Promise("at most", 1.2)


def bench_long_runs(bench: Bench) -> Iterator[BenchLine]:
    """Yield the time of a world and the largest memory for each number of worlds, and both over those at `LEVEL`."""
    side = our_side(bench.path, backend())
    start = run_of(side, 1)[0]
    cost, memory = dict[int, list[float]](), dict[int, list[float]]()
    for worlds in bench.size.long:
        found = [run_of(side, worlds) for _ in range(bench.size.repeats if worlds <= LEVEL else 1)]
        cost[worlds], memory[worlds] = (
            [1e3 * (seconds - start) / worlds for seconds, _ in found],
            [m for _, m in found],
        )
        setting = {"scenario": bench.path.stem, "seed": bench.seed, "worlds": worlds, "processes": WORKERS}
        timed = {**setting, "start_s_not_counted": start}
        yield BenchLine(
            "long", "time that a world takes in a run from the shell", "ms", cost[worlds], timed, clock="wall"
        )
        if all(memory[worlds]):
            yield BenchLine("long", "largest memory of it, all processes", "MB", memory[worlds], setting, clock=None)
    known = {worlds: held for worlds, held in memory.items() if all(held)}
    yield from level_lines(bench, "time of a world", cost, "wall")
    yield from level_lines(bench, "largest memory", known, None)


def run_of(side: Side, worlds: int) -> tuple[float, float]:
    """Return the seconds on the wall of a run that saves its rows, and its largest memory, MB."""
    taken, peak = time_command(side, run_words(side, worlds, WORKERS, "out"))
    return taken.wall, peak


def level_lines(
    bench: Bench, what: str, found: dict[int, list[float]], clock: Literal["wall"] | None
) -> Iterator[BenchLine]:
    """Yield what is found for each number of worlds over that at `LEVEL`."""
    for worlds in (count for count in found if count != LEVEL and LEVEL in found):
        ratios = [value / median(found[LEVEL]) for value in found[worlds]]
        setting = {"scenario": bench.path.stem, "seed": bench.seed, "worlds": worlds, "over_worlds": LEVEL}
        yield BenchLine("long", f"{what} over that of {LEVEL:,} worlds", "ratio", ratios, setting, RUNS, WITHIN, clock)
