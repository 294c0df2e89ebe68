"""What a checkout of the program is made to do beside another one, each time in a process of its own."""

import atexit
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from json import loads
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Literal, NamedTuple, TypeAlias

from sim.bench import settings
from sim.bench.settings import SEED, Size
from sim.bench.tree_memory import PeakWatch
from sim.core.backend import VARIABLE
from sim.core.errors import UserError
from sim.runs.provenance import CHECKOUT
from sim.scenario.shipped import find_scenario

SWEEP, POINTS = "sobol_seven.yaml", 9  # seven factors: a Sobol' design has nine points for each of its base
COMMAND = ("-c", "from sim.cli import main; main()")
CALLS = """
import json, sys, time
import sim
run, (path, worlds, calls), took = sim.run, sys.argv[1:], []
for _ in range(int(calls)):
    began = time.perf_counter(), time.process_time()
    run(path, int(worlds), {seed})
    took.append((time.perf_counter() - began[0], time.process_time() - began[1]))
print(json.dumps(took))
"""


class Taken(NamedTuple):
    """The seconds that something takes, by two clocks."""

    wall: float
    processor: float


class Amount(NamedTuple):
    """Something else that is measured: a rate, of which more is better, or a memory."""

    value: float
    unit: str
    is_rate: bool
    clock: Literal["wall", "processor"] | None = None


Work: TypeAlias = Mapping[str, Taken | Amount]  # by what was measured


@dataclass(frozen=True)
class Side:
    """A checkout, the scenario file that it plays, and the backend it is told of; None: that of the environment."""

    name: str
    tree: Path
    scenario: Path
    backend: str | None = None

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes: its own modules, and ours alone is told of a backend.

        Python keeps the bytecode of both, as it has that of what is installed: a checkout may be forbidden to.
        """
        passed_over = {"PYTHONDONTWRITEBYTECODE"} | (set() if self.name == "ours" else {VARIABLE})
        kept = {k: v for k, v in os.environ.items() if k not in passed_over}
        stated = {} if self.backend is None else {VARIABLE: self.backend}
        return kept | stated | {"PYTHONPATH": str(self.tree), "PYTHONPYCACHEPREFIX": bytecode_folder()}

    def call(self, *words: object) -> str:
        """Return what Python prints, called with some words; UserError if it fails."""
        return self.watched_call(*words)[0]

    def watched_call(self, *words: object) -> tuple[str, float]:
        """Return what Python prints, and the largest memory of it and of what it starts, MB; 0 where none is known."""
        with TemporaryDirectory(prefix="ninety-days-bench-") as folder:
            start = partial(subprocess.Popen[str], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            command = [sys.executable, *map(str, words)]
            with (
                start(command, env=self.environment(), cwd=folder) as process,
                PeakWatch(process.pid) as watch,
            ):
                out, err = process.communicate()
        if process.returncode:
            told = (err.strip().splitlines() or ["no word"])[-1]
            raise UserError(f"{self.tree} does not play {self.scenario}: {told}")
        return out, watch.peak


@cache
def bytecode_folder() -> str:
    """Return a folder for the bytecode of all checkouts, removed at the end of the program."""
    folder = TemporaryDirectory(prefix="ninety-days-bytecode-")
    atexit.register(folder.cleanup)
    return folder.name


def our_side(scenario: Path, backend: str | None = None) -> Side:
    """Return this checkout with a scenario of its own, or one that a file holds."""
    return Side("ours", CHECKOUT, find_scenario(scenario).resolve(), backend)


@dataclass(frozen=True)
class AgainstSize:
    """How much is measured.

    long   worlds of the long run
    short, calls   worlds of short runs, and how often one is called in one process
    base, worlds   of the sweep: it has POINTS times so many points as its base says, and so many worlds at each
    own    how much is measured of what this checkout does alone
    """

    repeats: int = 5
    long: int = 100_000
    short: tuple[int, ...] = (1, 100)
    calls: int = 6
    base: int = 128
    worlds: int = 109
    own: Size = settings.FULL


FULL = AgainstSize()
QUICK = AgainstSize(repeats=2, long=400, short=(1, 20), calls=3, base=2, worlds=10, own=settings.QUICK)


def jobs(size: AgainstSize) -> Iterator[Callable[[Side], Work]]:
    """Yield each piece of work, the quick ones first."""
    yield negotiations
    yield start
    yield first_look
    for worlds in size.short:
        yield partial(calls, worlds=worlds, count=size.calls)
    for worlds, workers in ((size.long // 10, 2), (size.long, 2), (size.long, 1)):
        yield partial(long_run, worlds=worlds, workers=workers)
    yield partial(part_of_sweep, base=size.base, worlds=size.worlds)


def run_words(side: Side, worlds: int, workers: int, out: Path | str) -> list[object]:
    """Return the command that plays a run and saves its rows."""
    size = ["--worlds", worlds, "--seed", SEED, "--workers", workers]
    return [*COMMAND, "run", side.scenario, *size, "--no-figures", "--out", out]


def long_run(side: Side, worlds: int, workers: int) -> Work:
    """Measure a run from the shell that saves its rows: its time, its rate on the wall, its memory."""
    what = f"sim run of {worlds:,} worlds on {workers} core{'s' if workers > 1 else ''}, rows saved"
    return time_rate_memory(side, what, worlds, run_words(side, worlds, workers, "out"))


def part_of_sweep(side: Side, base: int, worlds: int) -> Work:
    """Measure a part of a side's own large sweep on two cores; nothing of a version without it."""
    file = side.tree / "scenarios" / SWEEP
    if not file.is_file():
        return {}
    size = ["--set", f"sweep.base={base}", "--worlds", worlds, "--seed", SEED]
    words = [*COMMAND, "sweep", file, *size, "--engine", "processes", "--workers", 2, "--out", "out"]
    what = f"sim sweep of {file.stem} at {POINTS * base:,} points of {worlds:,} worlds on 2 cores"
    return time_rate_memory(side, what, POINTS * base * worlds, words)


def time_rate_memory(side: Side, what: str, worlds: int, words: Sequence[object]) -> Work:
    """Measure a command that plays so many worlds: its time, its rate on the wall, its memory."""
    taken, peak = time_command(side, words)
    found: dict[str, Taken | Amount] = {
        what: taken,
        f"rate of {what}": Amount(worlds / taken.wall, "worlds/s", True, "wall"),
    }
    return found | ({f"largest memory of {what}": Amount(peak, "MB", False)} if peak else {})


def start(side: Side) -> Work:
    """Time the help from the shell: what any command takes to start."""
    return {"sim --help": time_command(side, [*COMMAND, "--help"])[0]}


def first_look(side: Side) -> Work:
    """Time a run of one world from the shell, with its figures and its report."""
    words = [*COMMAND, "run", side.scenario, "--worlds", 1, "--out", "out"]
    return {"sim run --worlds 1, figures and report saved": time_command(side, words)[0]}


def calls(side: Side, worlds: int, count: int) -> Work:
    """Time calls of `sim.run` in one process, once it is imported: the first, and those after it."""
    took = [Taken(*one) for one in loads(side.call("-c", CALLS.format(seed=SEED), side.scenario, worlds, count))]
    later = took[1:] or took
    middle = Taken(median(one.wall for one in later), median(one.processor for one in later))
    what = f"sim.run of {worlds:,} world{'s' if worlds > 1 else ''}"
    return {f"{what}, the first call after the import": took[0], f"{what}, a later call": middle}


def negotiations(side: Side) -> Work:
    """Measure the rate of bare negotiations, by processor time; nothing of a version without that bench."""
    try:
        found = loads(side.call(*COMMAND, "bench", "negotiation", "--json"))
    except UserError:
        return {}
    return {"bare negotiations": Amount(float(found["sessions_per_s"]), "sessions/s", True, "processor")}


def time_command(side: Side, words: Sequence[object]) -> tuple[Taken, float]:
    """Return the seconds that a process takes, with those it starts, and their largest memory together, MB."""
    spent, began = children_seconds(), perf_counter()
    peak = side.watched_call(*words)[1]
    return Taken(perf_counter() - began, children_seconds() - spent), peak


def children_seconds() -> float:
    """Return the processor seconds of all processes that this one has started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system
