"""The tables of a result, with what is said of their columns; rows are read as they are asked for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sim.analysis.comparison_folder import EVENTS
from sim.analysis.contrast_folder import CONTRASTS
from sim.runs.folder import ResultError, sound_result
from sim.runs.results import ACCOUNTS, WORLDS
from sim.sweeps.storage.folder import is_sweep
from sim.sweeps.storage.reader import BATCH, Sweep

FILES = (WORLDS, ACCOUNTS, "days.parquet", "offers.parquet", "theory.parquet", "comparison.parquet", EVENTS, CONTRASTS)


@dataclass(frozen=True)
class ResultTable:
    """A table of a result.

    name     worlds, accounts, days, offers, theory; comparison; of a sweep points and rows
    schema   its columns; unit and meaning stand in the metadata of those that have them
    rows     how many
    batches  gives the rows, some at a time, in their order
    """

    name: str
    schema: pa.Schema
    rows: int
    batches: Callable[[], Iterator[pa.RecordBatch]]


def result_tables(folder: Path) -> list[ResultTable]:
    """Return the tables of a run, comparison or sweep; ResultError where the folder holds none, or is damaged."""
    with sound_result(folder):
        if is_sweep(folder):
            return sweep_tables(Sweep(folder).require_complete())
        found = [file_table(folder / name) for name in FILES if (folder / name).is_file()]
    if not found:
        raise ResultError(f"{folder} holds no tables of a result. Name the folder of a run, a comparison or a sweep")
    return found


def file_table(file: Path) -> ResultTable:
    """Return the table of a file."""

    def batches() -> Iterator[pa.RecordBatch]:
        with pq.ParquetFile(file) as opened:
            yield from opened.iter_batches(batch_size=BATCH)

    metadata = pq.read_metadata(file)
    return ResultTable(file.stem, metadata.schema.to_arrow_schema(), metadata.num_rows, batches)


def sweep_tables(swept: Sweep) -> list[ResultTable]:
    """Return the points of a sweep, with what the factors are there, and its rows."""
    points = number_points(swept.design)
    return [
        ResultTable("points", points.schema, points.num_rows, lambda: iter(points.to_batches())),
        ResultTable("rows", swept.schema, swept.rows, swept.batches),
    ]


def number_points(design: pa.Table) -> pa.Table:
    """Return a design with the number of each point before its factors."""
    number = pa.field("point", pa.int64(), metadata={"unit": "", "meaning": "number of the point, from 0"})
    factors = [
        pa.field(field.name, field.type, metadata={"unit": "of the scenario", "meaning": "factor of the sweep"})
        for field in design.schema
    ]
    columns = [pa.array(range(design.num_rows), pa.int64()), *design.columns]
    return pa.table(columns, schema=pa.schema([number, *factors]))
