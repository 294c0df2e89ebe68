"""Tables written for other programs: CSV and Arrow files, and a workbook for Excel.

Rows are written as they are read.  Null stays null, an empty field of CSV or an empty cell; dates stay dates.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pc

from sim.analysis.export.result_tables import ResultTable
from sim.core.errors import UserError

Tick = Callable[[int], None]  # is told how many rows more were written
SHEET_ROWS, SHEET_COLUMNS = 1_048_576, 16_384  # of a sheet (Microsoft, "Excel specifications and limits")


def write_csv(tables: Sequence[ResultTable], folder: Path, tick: Tick) -> list[Path]:
    """Write each table as CSV in UTF-8, with a heading; true and false are `true` and `false`."""
    return [write_streamed(table, folder / f"{table.name}.csv", pc.CSVWriter, tick) for table in tables]


def write_arrow(tables: Sequence[ResultTable], folder: Path, tick: Tick) -> list[Path]:
    """Write each table as an Arrow file (Feather, version 2), units and meanings in it."""
    return [write_streamed(table, folder / f"{table.name}.arrow", pa.RecordBatchFileWriter, tick) for table in tables]


def write_streamed(table: ResultTable, file: Path, writer: Any, tick: Tick) -> Path:
    """Write a table by a writer of Arrow's, batch by batch."""
    with writer(str(file), table.schema) as opened:
        for batch in table.batches():
            opened.write(batch.cast(table.schema) if batch.schema != table.schema else batch)
            tick(batch.num_rows)
    return file


def write_xlsx(tables: Sequence[ResultTable], folder: Path, tick: Tick) -> list[Path]:
    """Write a workbook with a sheet for each table; UserError where one does not fit or openpyxl is missing."""
    try:
        from openpyxl import Workbook
    except ImportError:
        raise UserError("--xlsx needs openpyxl, which is not installed: pip install 'ninety-days[excel]'") from None
    require_sheets(tables)
    book = Workbook(write_only=True)
    for table in tables:
        sheet = book.create_sheet(table.name)
        sheet.append(table.schema.names)
        for batch in table.batches():
            for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                sheet.append(row)
            tick(batch.num_rows)
    file = folder / "tables.xlsx"
    book.save(file)
    return [file]


def require_sheets(tables: Sequence[ResultTable]) -> None:
    """Raise UserError for a table that is larger than a sheet."""
    for table in tables:
        if table.rows >= SHEET_ROWS or len(table.schema) > SHEET_COLUMNS:
            size = f"{table.rows:,} rows of {len(table.schema):,} columns"
            raise UserError(
                f"--xlsx: {table.name} has {size}; a sheet holds {SHEET_ROWS - 1:,} below its heading. Use --csv"
            )
