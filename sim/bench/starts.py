"""What a later start costs by each backend: one by kernels reads numba, and compiled code from the user's cache."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib.util import find_spec
from typing import Any

from sim.bench.line import BenchLine, Promise
from sim.bench.settings import Bench
from sim.bench.side_work import COMMAND, Side, Taken, our_side, time_command
from sim.core.backend import BACKENDS

MOST_MORE = Promise("at most", 0.3)  # seconds


def bench_starts(bench: Bench) -> Iterator[BenchLine]:
    """Yield the seconds that a world from the shell takes by each backend; nothing where numba is not installed."""
    setting = {"scenario": bench.path.stem, "seed": bench.seed}
    yield from start_lines(our_side(bench.path), bench.size.repeats, setting)


def start_lines(side: Side, repeats: int, setting: Mapping[str, Any]) -> Iterator[BenchLine]:
    """Yield the seconds of both backends, in turn, and how many more kernels take than NumPy."""
    if not find_spec("numba"):
        return
    taken: dict[str, list[Taken]] = {name: [] for name in BACKENDS}
    for repeat in range(repeats + 1):
        for name in BACKENDS:
            took = one_world(replace(side, backend=name))
            if repeat:  # the first compiles kernels, and reads what the next will find in memory
                taken[name].append(took)
    for name, found in taken.items():
        what = f"sim run --worlds 1 by {name}, rows saved"
        yield BenchLine("start", what, "s", [took.wall for took in found], setting, clock="wall")
    more = [kernels.wall - arrays.wall for kernels, arrays in zip(*taken.values(), strict=True)]
    what = "what a start by numba takes more than one by numpy"
    yield BenchLine("start", what, "s", more, setting, promise=MOST_MORE, clock="wall")


def one_world(side: Side) -> Taken:
    """Return the seconds that a run of one world takes from the shell."""
    return time_command(side, [*COMMAND, "run", side.scenario, "--worlds", 1, "--no-figures", "--out", "out"])[0]
