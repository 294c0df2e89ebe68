"""Memory: the peak of a run in a fresh process, and whether it rises as chunk follows chunk.

What is read is the largest resident memory of the process itself.  On Linux that is VmHWM of
/proc/self/status: the figure of `getrusage` lives on through the start of a program there, so that a
fresh process begins with the peak of the one that started it.  Elsewhere `getrusage` is read.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from sim.bench.line import BenchLine, Promise
from sim.bench.processes import in_fresh_process
from sim.bench.settings import Bench
from sim.runs.chunk import CHUNK, RunSettings
from sim.runs.run import play
from sim.scenario.loading import load

MB = 1e6  # bytes
STATUS = Path("/proc/self/status")
MARKS = 5  # how often growth is looked at
SETTLING = 10  # a tenth of the chunks go by before growth counts
LONG = 100  # chunks from which on the promise counts; memory settles over the first few
GROWTH = Promise("at most", 10, each=True)


def peak() -> float:
    """Return the largest memory of this process so far, MB."""
    if STATUS.exists():
        words = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmHWM")).split()
        return float(words[1]) * 1024 / MB
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return float(most * (1 if sys.platform == "darwin" else 1024) / MB)


def peaks_of_run(path: Path, seed: int, worlds: int, chunk: int) -> tuple[float, float]:
    """Return the peak before and after a run in chunks, MB each."""
    loaded = load(path)
    before = peak()
    play(loaded, RunSettings(worlds, seed, chunk=chunk))
    return before, peak()


def peaks_by_chunk(path: Path, seed: int, count: int, worlds: int) -> list[float]:
    """Return the peak after each of `count` chunks of `worlds` worlds, played and let go one by one, MB."""
    loaded, found = load(path), []
    for k in range(count):
        play(loaded, RunSettings(worlds, seed, k * worlds, worlds))
        found.append(peak())
    return found


def peak_growth(peaks: list[float]) -> list[float]:
    """Return by how many percent the peak has risen since a tenth of the chunks, at fifths of the rest."""
    settled = max(1, len(peaks) // SETTLING)
    rest = len(peaks) - settled
    marks = [settled + rest * (k + 1) // MARKS - 1 for k in range(MARKS)]
    return [100 * (peaks[mark] / peaks[settled - 1] - 1) for mark in marks]


def bench_memory(bench: Bench) -> Iterator[BenchLine]:
    """Yield the peak of a run in a fresh process and the growth over many small chunks in another."""
    size, setting = bench.size, {"scenario": bench.path.stem, "seed": bench.seed}
    before, after = in_fresh_process(peaks_of_run, bench.path, bench.seed, size.peak, CHUNK)
    run = {**setting, "worlds": size.peak, "chunk_worlds": CHUNK, "before_the_run_MB": before}
    yield BenchLine("memory", "largest memory of a fresh process that plays a scenario", "MB", [after], run, clock=None)
    began = perf_counter()
    peaks = in_fresh_process(peaks_by_chunk, bench.path, bench.seed, size.chunks, size.small)
    small = {**setting, "chunks": size.chunks, "chunk_worlds": size.small, "peak_MB": peaks[-1]}
    small["took_s"] = perf_counter() - began
    promise = GROWTH if size.chunks >= LONG else None
    what = "growth of the largest memory since a tenth of the chunks"
    yield BenchLine("memory", what, "percent", peak_growth(peaks), small, "fifths of the chunks", promise, None)
