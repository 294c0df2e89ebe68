"""What a world costs among many, over what it costs when the same model is stepped for it alone."""

from collections.abc import Iterator
from functools import partial

from sim.bench.line import BenchLine, Promise
from sim.bench.settings import Bench, seconds_taken
from sim.model.talks import Talks
from sim.runs.chunk import RunSettings
from sim.runs.run import play

PROMISE = Promise("at most", 0.01)


def bench_single_world(bench: Bench) -> Iterator[BenchLine]:
    """Yield the time of a world stepped alone, of one in a chunk, and their ratio, measured in turn."""
    size = bench.size
    step_world(bench, 0)  # warms up
    single, shared = [], []
    settings = RunSettings(size.beside, bench.seed, chunk=size.beside)
    for repeat in range(size.repeats):
        single.append(seconds_taken(partial(step_worlds, bench, repeat * size.alone)) / size.alone)
        shared.append(seconds_taken(partial(play, bench.loaded, settings)) / size.beside)
    setting = {"scenario": bench.path.stem, "seed": bench.seed}
    one = {**setting, "worlds": size.alone * size.repeats, "worlds_at_once": 1}
    many = {**setting, "worlds": size.beside, "worlds_at_once": size.beside}
    yield BenchLine("alone", "time of a world, the model stepped for it alone", "ms", [1000 * s for s in single], one)
    yield BenchLine("alone", "time of a world in a chunk", "ms", [1000 * s for s in shared], many)
    ratios = [many_s / one_s for many_s, one_s in zip(shared, single, strict=True)]
    yield BenchLine(
        "alone", "cost of a world in a chunk over a world stepped alone", "ratio", ratios, many, promise=PROMISE
    )


def step_worlds(bench: Bench, first: int) -> None:
    """Step the model for some worlds, one after the other."""
    for world in range(first, first + bench.size.alone):
        step_world(bench, world)


def step_world(bench: Bench, world: int) -> int:
    """Return the days that a model of one world lived."""
    model = Talks(bench.loaded.scenario, 1, bench.seed, world, collect=False)
    while model.running:
        model.step()
    days = model.day
    model.release()
    return days
