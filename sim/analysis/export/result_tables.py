"""The tables of a result, with what is said of their columns; rows are read as they are asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.comparison_folder import EVENTS
from sim.analysis.contrast_folder import CONTRASTS, VOTE_WORLDS
from sim.runs.data_dictionary import describe_schemas
from sim.runs.folder import MANIFEST, ResultError, no_result, read_json_block, sound_result
from sim.runs.results import ACCOUNTS, WORLDS, run_tables
from sim.runs.run import Outcome
from sim.sweeps.designs.factor_words import describe_factors
from sim.sweeps.storage.folder import is_sweep
from sim.sweeps.storage.reader import BATCH, Sweep

Axes = tuple[str, ...]

FILES = (
    *(WORLDS, ACCOUNTS, "days.parquet", "offers.parquet", "theory.parquet"),
    *("comparison.parquet", EVENTS, CONTRASTS, VOTE_WORLDS),
)
AXES: Mapping[str, tuple[Axes, ...]] = {
    "worlds": (("world",),),
    "accounts": (("world", "maker", "quarter"),),
    "days": (("series", "day"),),
    "theory": (("world",),),
    "comparison": (("run", "measure"),),
    "where_events_happen": (("event", "run", "measure"),),
    "vote": (("run", "measure", "answer"),),
    "vote_worlds": (("world",),),
    "points": (("point",),),
}


@dataclass(frozen=True)
class ResultTable:
    """A table of a result.

    name     worlds, accounts, days, offers, theory; comparison, ...; of a sweep points and rows
    schema   its columns; unit, meaning and null rule stand in their metadata
    rows     how many
    batches  gives the rows, some at a time, in their order
    axes     by which columns a row can be named, best first: none, or one of several
    by_point columns that are the same in all worlds of a point of a sweep
    """

    name: str
    schema: pa.Schema
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]
    axes: tuple[Axes, ...] = ()
    by_point: tuple[str, ...] = ()

    def read(self) -> pa.Table:
        """Return all rows, with what is said of the columns."""
        return pa.Table.from_batches([batch.cast(self.schema) for batch in self.batches()], self.schema)


def result_tables(folder: Path) -> list[ResultTable]:
    """Return the tables of a run, comparison or sweep; ResultError where the folder holds none, or is damaged."""
    with sound_result(folder):
        if is_sweep(folder):
            return sweep_tables(Sweep(folder).require_complete())
        files = [folder / name for name in FILES if (folder / name).is_file()]
        if not folder.exists():
            raise ResultError(no_result(folder))
        if not files:
            cure = "Name the folder of a run, a comparison or a sweep"
            raise ResultError(f"{folder} holds no tables of a result. {cure}")
        if not (folder / MANIFEST).is_file():
            raise ResultError(no_result(folder))
        read_json_block(folder / MANIFEST)
        return describe_tables([file_table(file) for file in files])


def outcome_tables(outcome: Outcome) -> list[ResultTable]:
    """Return the tables of a run that was not saved."""
    return describe_tables([rows_table(name, rows) for name, rows in run_tables(outcome).items()])


def describe_tables(tables: Sequence[ResultTable]) -> list[ResultTable]:
    """Return the tables of one result so that each of their columns says what it is."""
    schemas = describe_schemas({table.name: table.schema for table in tables})
    return [replace(table, schema=schemas[table.name]) for table in tables]


def file_table(file: Path) -> ResultTable:
    """Return the table of a file."""

    def batches() -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(file) as opened:
            yield from opened.iter_batches(batch_size=BATCH)

    metadata = pq.read_metadata(file)
    schema = metadata.schema.to_arrow_schema()
    return ResultTable(file.stem, schema, metadata.num_rows, batches, AXES.get(file.stem, ()))


def rows_table(name: str, rows: pa.Table) -> ResultTable:
    """Return the table of rows that are held."""
    return ResultTable(name, rows.schema, rows.num_rows, lambda: iter(rows.to_batches()), AXES.get(name, ()))


def sweep_tables(swept: Sweep) -> list[ResultTable]:
    """Return the points of a sweep, with what the factors are there, and its rows."""
    factors = tuple(swept.design.column_names)
    axes = ((*factors, "world"), ("point", "world"))
    rows = ResultTable("rows", swept.schema, swept.rows, swept.batches, axes, ("point", *factors))
    return describe_tables([rows_table("points", number_points(swept.design)), rows])


def number_points(design: pa.Table) -> pa.Table:
    """Return a design with the number of each point before its factors."""
    columns = {"point": pa.array(range(design.num_rows), pa.int64())}
    numbered = pa.table(columns | dict(zip(design.column_names, design.columns, strict=True)))
    return pa.table(numbered.columns, schema=describe_factors(numbered.schema, design.column_names))
