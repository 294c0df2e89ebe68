"""Two checkouts of the program side by side, this one and an older one say: the same work by both, in turn.

Each piece of work is a process of its own, with the same interpreter, in which only one of the two is on the path; the
environment's word on the backend is for ours alone.  Both play by their own defaults: chunks, backend, what they save.
What they play need not be the same file, as a rule that an older one knows by no name must be named for ours: so the
rows of both are compared.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from json import loads
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Literal, NamedTuple

import pyarrow.parquet as pq

from sim.bench.line import BenchLine
from sim.bench.settings import SEED
from sim.core.backend import VARIABLE
from sim.core.errors import UserError
from sim.runs.provenance import CHECKOUT, program_commit
from sim.runs.row_comparison import RowComparison, compare_rows

OLD_RULES = CHECKOUT / "tests" / "golden" / "old_rules"  # scenarios with the rules of older versions named
PROBED = 20  # worlds of which rows are compared
CLOCKS: tuple[Literal["wall", "processor"], ...] = ("wall", "processor")
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


Work = Mapping[str, Taken]  # by what was timed


@dataclass(frozen=True)
class Side:
    """A checkout and the scenario file that it plays."""

    name: str
    tree: Path
    scenario: Path

    def environment(self) -> dict[str, str]:
        """Return the environment of its processes: its own modules, and ours alone is told of a backend."""
        kept = {k: v for k, v in os.environ.items() if k != VARIABLE or self.name == "ours"}
        return kept | {"PYTHONPATH": str(self.tree)}

    def call(self, *words: object) -> str:
        """Return what Python prints, called with some words; UserError if it fails."""
        with TemporaryDirectory(prefix="ninety-days-bench-") as folder:
            command = [sys.executable, *map(str, words)]
            done = subprocess.run(
                command, env=self.environment(), cwd=folder, capture_output=True, text=True, check=False
            )
        if done.returncode:
            told = (done.stderr.strip().splitlines() or ["no word"])[-1]
            raise UserError(f"{self.tree} does not play {self.scenario}: {told}")
        return done.stdout


@dataclass(frozen=True)
class AgainstSize:
    """How much is measured: worlds of the long run, and how often a short one is called in one process."""

    repeats: int = 5
    long: int = 100_000
    short: tuple[int, ...] = (1, 100)
    calls: int = 6


FULL = AgainstSize()
QUICK = AgainstSize(repeats=2, long=400, short=(1, 20), calls=3)


@dataclass(frozen=True)
class Against:
    """Two checkouts and how much is measured."""

    ours: Side
    theirs: Side
    size: AgainstSize = FULL


def sides(tree: Path, stated: Path | None, their_scenario: Path | None) -> tuple[Side, Side]:
    """Return our side and that of another checkout; UserError if it is none.

    Without a stated scenario we play the file that they play or, where it gives other rows by our rules, the one of its
    name with the rules of older versions named.
    """
    if not (tree / "sim" / "__init__.py").is_file():
        raise UserError(f"{tree} is no checkout of this program: it has no sim/__init__.py; nothing was measured")
    theirs = Side("theirs", tree.resolve(), (their_scenario or tree / "scenarios" / "baseline.yaml").resolve())
    if not theirs.scenario.is_file():
        raise UserError(f"no such scenario file: {theirs.scenario}; nothing was measured")
    named = [stated] if stated else [theirs.scenario, OLD_RULES / theirs.scenario.name]
    found = [Side("ours", CHECKOUT, path.resolve()) for path in named if path.is_file()]
    same = (side for side in found if len(found) == 1 or rows_of_both(side, theirs).identical)
    return next(same, found[0]), theirs


def rows_of_both(ours: Side, theirs: Side) -> RowComparison:
    """Return how rows of some worlds of ours differ from theirs."""
    with TemporaryDirectory(prefix="ninety-days-bench-") as folder:
        tables = []
        for side in (theirs, ours):
            out = Path(folder) / side.name
            side.call(*run_words(side, PROBED, 1, out))
            tables.append(pq.read_table(out / "worlds.parquet"))
    return compare_rows(*tables)


def run_words(side: Side, worlds: int, workers: int, out: Path | str) -> list[object]:
    """Return the command that plays a run and saves its rows."""
    size = ["--worlds", worlds, "--seed", SEED, "--workers", workers]
    return [*COMMAND, "run", side.scenario, *size, "--no-figures", "--out", out]


# --- work ------------------------------------------------------------------------------------------


def long_run(side: Side, worlds: int, workers: int) -> Work:
    """Time a run from the shell that saves its rows."""
    processes = f"{workers} process{'es' if workers > 1 else ''}"
    return {
        f"sim run of {worlds:,} worlds on {processes}, rows saved": time_command(
            side, run_words(side, worlds, workers, "out")
        )
    }


def first_look(side: Side) -> Work:
    """Time a run of one world from the shell, with its figures and its report."""
    words = [*COMMAND, "run", side.scenario, "--worlds", 1, "--out", "out"]
    return {"sim run --worlds 1, figures and report saved": time_command(side, words)}


def calls(side: Side, worlds: int, count: int) -> Work:
    """Time calls of `sim.run` in one process, once it is imported: the first, and those after it."""
    took = [Taken(*one) for one in loads(side.call("-c", CALLS.format(seed=SEED), side.scenario, worlds, count))]
    later = took[1:] or took
    middle = Taken(median(one.wall for one in later), median(one.processor for one in later))
    what = f"sim.run of {worlds:,} world{'s' if worlds > 1 else ''}"
    return {f"{what}, the first call after the import": took[0], f"{what}, a later call": middle}


def time_command(side: Side, words: Sequence[object]) -> Taken:
    """Return the seconds that a process takes, with those it starts."""
    spent, began = children_seconds(), perf_counter()
    side.call(*words)
    return Taken(perf_counter() - began, children_seconds() - spent)


def children_seconds() -> float:
    """Return the processor seconds of all processes that this one has started and that have ended."""
    times = os.times()
    return times.children_user + times.children_system


# --- lines -----------------------------------------------------------------------------------------


def bench_against(against: Against) -> Iterator[BenchLine]:
    """Yield the seconds of ours and of theirs, and the ratio of each repeat, for each piece of work."""
    same = rows_of_both(against.ours, against.theirs)  # which also compiles and reads what the first start would
    setting = {**both_sides(against), "rows": same.in_words()}
    for job in jobs(against.size):
        done: dict[str, list[Work]] = {"ours": [], "theirs": []}
        for repeat in range(against.size.repeats):
            pair = (against.ours, against.theirs)
            for side in pair if repeat % 2 == 0 else pair[::-1]:
                done[side.name].append(job(side))
        yield from lines_of(done, setting)


def jobs(size: AgainstSize) -> Iterator[Callable[[Side], Work]]:
    """Yield each piece of work."""
    for workers in (2, 1):
        yield partial(long_run, worlds=size.long, workers=workers)
    for worlds in size.short:
        yield partial(calls, worlds=worlds, count=size.calls)
    yield first_look


def both_sides(against: Against) -> dict[str, Any]:
    """Return what is known of the two checkouts."""
    ours, theirs = against.ours, against.theirs
    return {
        "seed": SEED,
        "against": theirs.tree.name,
        "our_commit": program_commit(ours.tree)["id"],
        "their_commit": program_commit(theirs.tree)["id"],
        "our_scenario": f"{ours.scenario.parent.name}/{ours.scenario.name}",
        "their_scenario": f"{theirs.scenario.parent.name}/{theirs.scenario.name}",
    }


def lines_of(done: Mapping[str, Sequence[Work]], setting: Mapping[str, Any]) -> Iterator[BenchLine]:
    """Yield the lines of one kind of work, by both clocks."""
    for what in done["ours"][0]:
        pairs = list(zip(*([work[what] for work in works] for works in (done["ours"], done["theirs"])), strict=True))
        for place, name in enumerate(done):
            yield BenchLine(
                "against", f"{name}: {what}", "s", [pair[place].wall for pair in pairs], setting, clock="wall"
            )
        for clock in CLOCKS:
            ratios = [getattr(theirs, clock) / getattr(ours, clock) for ours, theirs in pairs]
            yield BenchLine("against", f"theirs over ours: {what}", "ratio", ratios, setting, clock=clock)
