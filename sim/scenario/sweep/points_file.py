"""A file of points as it stands: a CSV or Parquet table, its columns made numbers or text.

A cell that is empty, null or no number is the scenario's own value.  A column whose cells are all
numbers is one of numbers, however they are written; the cells of any other are text as it stands.  In a
CSV file lines that are blank or begin with `#` are skipped.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import parquet

from sim.scenario.reading.files import nearest_file
from sim.scenario.reading.yaml_data import to_inline_yaml

NUMBER_PATTERN = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True, eq=False)
class PointsTable:
    """A table of points, and the line of each, where its file has lines."""

    table: pa.Table
    lines: Sequence[int] | None = None


def read_points(file: Path) -> PointsTable:
    """Return the points of a file; ValueError(line or 0, message) if there are none."""
    try:
        sheet = from_parquet(file) if file.suffix == ".parquet" else from_csv(file)
    except FileNotFoundError:
        raise ValueError(0, f"no such file. {nearest_table(file)}") from None
    except (OSError, pa.ArrowException) as wrong:
        raise ValueError(0, f"not readable: {getattr(wrong, 'strerror', None) or wrong}") from None
    if not sheet.table.num_rows:
        raise ValueError(0, "holds no points: add a row for each")
    return sheet


def nearest_table(file: Path) -> str:
    """Return a guess at the table that was meant."""
    return nearest_file(file, ("*.csv", "*.parquet"), "A table stands beside the scenario that names it")


def from_csv(file: Path) -> PointsTable:
    """Return the points of a CSV file."""
    lines: list[tuple[int, list[str]]] = []
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = csv.reader(opened, skipinitialspace=True)
        try:
            lines += [(rows.line_num, cells) for cells in rows if cells and not cells[0].startswith("#")]
        except (csv.Error, UnicodeDecodeError) as wrong:
            raise ValueError(rows.line_num + 1, f"not a CSV file in UTF-8: {wrong}") from None
    if not lines:
        raise ValueError(1, "is empty. Begin with a line of dotted paths")
    (_, names), *rest = lines
    for number, cells in rest:
        if len(cells) != len(names):
            raise ValueError(number, f"has {len(cells)} cells, but there are {len(names)} columns: state one for each")
    columns = list(zip(*[cells for _, cells in rest], strict=True)) or [()] * len(names)
    return PointsTable(
        assemble_table(names, [typed_array([cell_text(cell) for cell in held]) for held in columns]),
        [number for number, _ in rest],
    )


def from_parquet(file: Path) -> PointsTable:
    """Return the points of a Parquet file."""
    table = parquet.read_table(file)
    return PointsTable(assemble_table(table.column_names, [clean_column(column) for column in table.columns]))


def assemble_table(names: Sequence[str], columns: Sequence[pa.Array]) -> pa.Table:
    """Return a table of columns; ValueError where a name is missing or stands twice."""
    stripped = [name.strip() for name in names]
    if "" in stripped:
        raise ValueError(1, f"column {stripped.index('') + 1} has no name: each is a dotted path")
    twice = [name for place, name in enumerate(stripped) if name in stripped[:place]]
    if twice:
        raise ValueError(1, f"the column {twice[0]} stands twice: delete one")
    return pa.table(dict(zip(stripped, columns, strict=True)))


def typed_array(cells: Sequence[str | None]) -> pa.Array:
    """Return cells as numbers if all are, else as text."""
    if not all(cell is None or NUMBER_PATTERN.fullmatch(cell) for cell in cells):
        return pa.array(cells, pa.string())
    return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())


def clean_column(column: pa.ChunkedArray) -> pa.Array:
    """Return a column of a Parquet file as numbers or as text."""
    kind = column.type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return pa.array(np.asarray(column.cast(pa.float64()).to_numpy(), dtype=float), from_pandas=True)
    held = (column.cast(pa.date32()) if pa.types.is_timestamp(kind) else column).to_pylist()
    return typed_array([cell_text(cell) for cell in held])


def cell_text(cell: Any) -> str | None:
    """Return a cell as text; None where it is null or blank."""
    if isinstance(cell, str):
        return cell.strip() or None
    return None if cell is None else to_inline_yaml(cell)
