"""How long a sweep will take and how large it will be, from playing a little of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from sim.sweeps.chunks.chunk import Job, JobResult
from sim.sweeps.storage.parts import pack_rows
from sim.sweeps.storage.plan import SweepLayout

SAMPLE_WORLDS = 1000  # worlds that are played, at most


@dataclass(frozen=True)
class Estimate:
    """What was played to know it, and what follows for all of it.

    sample, sample_seconds  worlds played on one core, and the seconds that took
    seconds, size   of the whole sweep, in seconds and bytes
    """

    sample: int
    sample_seconds: float
    seconds: float
    size: int


def estimate_sweep(layout: SweepLayout, compute: Callable[[Job], JobResult], workers: int) -> Estimate:
    """Return what to expect with some workers; the first worlds of the first chunk are played, and not kept."""
    job = next(iter(layout.jobs([0])))
    compute(replace(job, rows=1))  # what is done once does not count
    job = replace(job, rows=min(job.rows, SAMPLE_WORLDS))
    began = time.perf_counter()
    size = len(pack_rows(compute(job)))
    took = time.perf_counter() - began
    share = layout.rows / job.rows
    return Estimate(job.rows, took, took * share / workers, int(size * share))
