"""Chunks of a sweep: some rows of one group of points, played at once, anywhere.

A job is all that a worker needs and it can be pickled.  What comes back are the rows of its worlds
in design order, and the worlds that failed, by name; one that fails does not take its neighbours
along: the chunk is halved until they are found.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sim.core.chance import Chance
from sim.core.worlds import Whole
from sim.runs.chunk import play_chunk
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import replace_at, stack_quantities
from sim.scenario.transport import pack_scenario, unpack_scenario
from sim.sweeps.chunks.groups import PointGroup

MOST_PLAYS = 64  # plays that a chunk may take to find the worlds that fail


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
    group   the points these belong to: what they share, and what is held at each
    first   place of its first world among those of the group
    """

    index: int
    rows: int
    group: PointGroup
    first: int


@dataclass(frozen=True, eq=False)
class JobResult:
    """What came out of a job.

    table   one row a world: `point`, `world`, the swept paths, then the columns of a run
    """

    index: int
    table: pa.Table
    failed: tuple[Failure, ...] = ()


def play_job(job: Job) -> JobResult:
    """Play a chunk; this function and its job travel to workers."""
    tables, failed = [], []
    left, tries = [(job.first, job.rows)], MOST_PLAYS
    while left:
        first, rows = left.pop()
        tries -= 1
        try:
            table, broken = play_rows(job.group, first, rows)
            tables.append(table)
            failed += broken
        except MemoryError:
            raise  # no world's fault
        except Exception as wrong:  # becomes a record
            half = rows // 2
            if half and tries > 0:
                left += [(first + half, rows - half), (first, half)]  # the first half next
            else:
                failed += record_failures(job.group, first, rows, f"{type(wrong).__name__}: {wrong}")
    table = pa.concat_tables(tables) if tables else pa.table({})
    return JobResult(job.index, table.combine_chunks(), tuple(failed))


def record_failures(group: PointGroup, first: int, rows: int, told: str) -> list[Failure]:
    """Return a record of each of some rows that could not be played, and of why."""
    points, worlds = group.points[group.places(first, rows)], group.worlds(first, rows)
    return [Failure(int(p), int(w), group.shared.seed, told) for p, w in zip(points, worlds, strict=True)]


def play_rows(group: PointGroup, first: int, rows: int) -> tuple[pa.Table, list[Failure]]:
    """Return the rows of some worlds of a group, from its row `first` on, and the worlds that broke a rule."""
    chance = Chance(group.shared.seed, 0, rows, world_numbers=group.numbers(first, rows))
    played = play_chunk(stacked_scenario(group, first, rows), chance, accounts=False)
    broken = [record_failures(group, first + breach.world, 1, breach.words)[0] for breach in played.breaches]
    return label_rows(group, first, played.table, played.draws), broken


def stacked_scenario(group: PointGroup, first: int, rows: int) -> Scenario:
    """Return the scenario of some rows: what differs between their points is stacked."""
    spec, places = unpack_scenario(pack_scenario(group.data)), group.places(first, rows)
    here = slice(int(places[0]), int(places[-1]) + 1)
    for path, values in group.figures:
        quantities = [Quantity.model_validate(value) for value in values[here]]
        spec = replace_at(spec, path, stack_quantities(quantities, places - here.start))
    return spec


def label_rows(group: PointGroup, first: int, table: pa.Table, draws: Iterable[str]) -> pa.Table:
    """Return rows with their point, their world's number and what was swept; draws only if they are wanted."""
    rows = table.column("world").to_numpy()  # of those asked for; without any that broke a rule
    places: Whole = group.places(first, int(rows.max(initial=-1)) + 1)[rows]
    front = {
        "point": pa.array(group.points[places].astype(np.int32)),
        "world": pa.array(group.worlds(first, int(rows.max(initial=-1)) + 1)[rows]),
    }
    paths = group.columns.column_names
    swept = {path: group.columns.column(path).combine_chunks().take(pa.array(places)) for path in paths}
    for path in swept:
        if path in table.column_names:  # where the scenario's own stands, what was drawn
            drawn = table.column(path).combine_chunks()
            swept[path] = pc.coalesce(swept[path], drawn)
    hidden = {"world", *swept, *(() if group.shared.draws else draws)}
    rest = [name for name in table.column_names if name not in hidden]
    fields = [*(pa.field(name, column.type) for name, column in (front | swept).items()), *map(table.field, rest)]
    columns = [*front.values(), *swept.values(), *(table.column(name) for name in rest)]
    return pa.table(columns, schema=pa.schema(fields, metadata=table.schema.metadata))
