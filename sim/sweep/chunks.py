"""Chunks of a sweep: some rows of one group of points, played at once, anywhere.

A job is all that a worker needs and it can be pickled.  What comes back are the rows of its worlds
in design order, and the worlds that failed, by name; one that fails does not take its neighbours along.
"""

from dataclasses import dataclass
from typing import Any

import pyarrow as pa


@dataclass(frozen=True)
class Failure:
    """A world that could not be played."""

    point: int
    world: int
    seed: int
    error: str


@dataclass(frozen=True, eq=False)
class Job:
    """One chunk to be played.

    index   place of the chunk in the sweep, from 0 up
    rows    how many worlds it plays
    group   what its points share, and what is held at each
    first   place of its first world among those of its group
    """

    index: int
    rows: int
    group: Any
    first: int


@dataclass(frozen=True, eq=False)
class Done:
    """What came out of a job.

    table   one row a world: `point`, `world`, the swept paths, then the columns of a run
    """

    index: int
    table: pa.Table
    failed: tuple[Failure, ...] = ()


def compute(job: Job) -> Done:
    """Play a chunk; this function and its job travel to workers."""
    raise NotImplementedError
