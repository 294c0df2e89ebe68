"""What a bench is given: a scenario, a seed, how much of everything, and a clock.

Work of one process is timed by the processor time it uses: the same as time on the wall where it has a
core to itself, and nearly so where it has not.  Work of two processes is timed on the wall.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from time import process_time
from typing import Any

from sim.runs.chunk import CHUNK
from sim.scenario.loading import LoadedScenario

SEED = 1
MILLION = 1_000_000


@dataclass(frozen=True)
class Size:
    """How much is measured.

    repeats   values of each line, where it is made of runs
    one, two  worlds of the runs on one and on two processes
    large     worlds for each process above which a run is made once and cut into fifths
    beside    worlds of the chunk that is held against worlds stepped alone
    alone     worlds stepped alone in each repeat
    profiled  worlds of the run whose steps are timed
    sessions  bare negotiations at once
    listing   bare negotiations at once where every package is weighed at every offer
    guests    sessions of the other tool in each repeat
    talks     plain object-per-agent talks in each repeat
    chunks    chunks of `small` worlds each, played one after the other in one process
    peak      worlds of the run whose memory is taken
    long      worlds of the runs from the shell whose time and memory should be level
    """

    repeats: int = 5
    one: tuple[int, ...] = (1, 100, 10_000)
    two: tuple[int, ...] = (1, 100, 1_000, 10_000, 100_000)
    large: int = 5_000
    beside: int = CHUNK
    alone: int = 2
    profiled: int = CHUNK
    sessions: int = 10_000
    listing: int = 200
    guests: int = 5
    talks: int = 200
    chunks: int = 300
    small: int = 1
    peak: int = 10_000
    long: tuple[int, ...] = (10_000, 100_000)

    def with_million(self) -> "Size":
        """Return the size with a million worlds on top."""
        return replace(self, two=(*self.two, MILLION), long=(*self.long, MILLION))

    def with_ten_million(self) -> "Size":
        """Return the size with ten million worlds on top, from the shell alone."""
        return replace(self, long=(*self.long, 10 * MILLION))


FULL = Size()
QUICK = Size(
    repeats=2,
    one=(1, 100),
    two=(100,),
    beside=500,
    alone=1,
    profiled=500,
    guests=2,
    talks=50,
    chunks=10,
    peak=1_000,
    long=(100, 1_000),
)


@dataclass(frozen=True)
class Bench:
    """A scenario to measure with, the file it came from, and the size of what is measured."""

    path: Path
    loaded: LoadedScenario
    size: Size = FULL
    seed: int = SEED


def seconds_taken(work: Callable[[], Any], clock: Callable[[], float] = process_time) -> float:
    """Return the seconds that a piece of work takes by a clock."""
    began = clock()
    work()
    return clock() - began
