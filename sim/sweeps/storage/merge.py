"""Rows of many parts in design order: by point, then world, with few parts in memory at a time.

A part holds rows of one group of points in their order, and groups interleave.  Between the first rows of two
parts that follow each other, the parts that reach there are known: their rows of that stretch are read
and put in order.  So no more is held than one part of each group.
"""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pyarrow as pa

from sim.core.worlds import Whole
from sim.sweeps.storage.parts import Part, WorldKey, read_part


class PartCursor:
    """A part that is being read: its rows, and how far they were taken."""

    def __init__(self, part: Part, schema: pa.Schema) -> None:
        wanted = list(dict.fromkeys(["point", "world", *schema.names]))
        table = read_part(part, wanted)
        self.points, self.worlds = (table.column(name).to_numpy() for name in ("point", "world"))
        self.table, self.taken = conform_table(table, schema), 0

    def take_before(self, key: WorldKey | None) -> tuple[pa.Table, Whole, Whole]:
        """Return the rows not yet taken that stand before a key, with their points and worlds."""
        here = slice(self.taken, len(self.points) if key is None else self.position_of(key))
        self.taken = max(here.stop, self.taken)
        return self.table.slice(here.start, self.taken - here.start), self.points[here], self.worlds[here]

    def position_of(self, key: WorldKey) -> int:
        """Return the place of the first row that is not before a key."""
        low, high = np.searchsorted(self.points, key[0], "left"), np.searchsorted(self.points, key[0], "right")
        return int(low + np.searchsorted(self.worlds[low:high], key[1], "left"))

    @property
    def exhausted(self) -> bool:
        """Whether all its rows were taken."""
        return self.taken >= len(self.points)


def conform_table(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """Return a table with the columns of a schema; null where it has none of that name."""
    there = set(table.column_names)
    columns = [
        table.column(field.name).cast(field.type) if field.name in there else pa.nulls(table.num_rows, field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


def tables_in_order(parts: Iterable[Part], schema: pa.Schema) -> Iterator[pa.Table]:
    """Yield the rows of all parts in design order, some at a time."""
    waiting = sorted((part for part in parts if part.first is not None), key=lambda part: (part.first, part.index))
    keys = sorted({part.first for part in waiting if part.first is not None})
    ends: list[WorldKey | None] = [*keys[1:], None]
    active: list[PartCursor] = []
    place = 0
    for key, following in zip(keys, ends, strict=False):
        while place < len(waiting) and waiting[place].first == key:
            active.append(PartCursor(waiting[place], schema))
            place += 1
        taken = [reach.take_before(following) for reach in active]
        active = [reach for reach in active if not reach.exhausted]
        yield merge_pieces([each for each in taken if each[0].num_rows])


def merge_pieces(pieces: Sequence[tuple[pa.Table, Whole, Whole]]) -> pa.Table:
    """Return rows of several parts as one table, by point, then world."""
    table = pa.concat_tables([piece[0] for piece in pieces])
    if len(pieces) == 1:
        return table
    points, worlds = (np.concatenate([piece[place] for piece in pieces]) for place in (1, 2))
    return table.take(np.lexsort((worlds, points)))


def rebatch(tables: Iterable[pa.Table], schema: pa.Schema, size: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of tables in batches of one size, the last one smaller: how they were cut is forgotten."""
    held: list[pa.Table] = []
    count = 0
    for table in tables:
        held.append(table)
        count += table.num_rows
        if count >= size:
            whole = pa.concat_tables(held)
            full = count // size * size
            for first in range(0, full, size):
                yield to_batch(whole.slice(first, size), schema)
            held, count = [whole.slice(full)], count - full
    if count:
        yield to_batch(pa.concat_tables(held), schema)


def to_batch(table: pa.Table, schema: pa.Schema) -> pa.RecordBatch:
    """Return a table as one batch."""
    columns = [pa.concat_arrays(column.chunks) if column.num_chunks else pa.array([], column.type) for column in table]
    return pa.RecordBatch.from_arrays(columns, schema=schema)
