"""Tables written for Stata 14 and later, each held whole: pandas writes them.

Stata knows no yes and no, which become 1 and 0, and no null but its missing value and the empty word.  A name has up to
32 letters, digits and underscores: others are changed, and stand in the variable's label.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.analysis.export.formats import Tick
from sim.analysis.export.result_tables import ResultTable
from sim.core.errors import UserError

NAME, LABEL = 32, 80  # characters at most (StataCorp, "Limits")
VERSION = 118  # of the format: text in UTF-8


def write_stata(tables: Sequence[ResultTable], folder: Path, tick: Tick) -> list[Path]:
    """Write each table as a file for Stata; UserError where pandas is missing."""
    try:
        import pandas  # noqa: F401
    except ImportError:
        raise UserError("--stata needs pandas, which is not installed: pip install 'ninety-days[stata]'") from None
    return [write_frame(table, folder / f"{table.name}.dta", tick) for table in tables]


def write_frame(table: ResultTable, file: Path, tick: Tick) -> Path:
    """Write a table as a file for Stata."""
    frame = stata_frame(pa.Table.from_batches(table.batches(), table.schema))
    names = stata_names(frame.columns)
    labels = {short: name[:LABEL] for short, name in zip(names, frame.columns, strict=True)}
    frame.set_axis(names, axis=1).to_stata(file, write_index=False, version=VERSION, variable_labels=labels)
    tick(table.rows)
    return file


def stata_frame(rows: pa.Table) -> Any:
    """Return rows as a pandas frame of what Stata has: numbers, words, dates."""
    columns = [column.cast(stata_type(column.type)) for column in rows.columns]
    return pa.table(columns, names=rows.column_names).to_pandas()


def stata_type(kind: pa.DataType) -> pa.DataType:
    """Return the type that a column has there: a date as a moment, yes and no as 1 and 0."""
    if pa.types.is_date(kind):
        return pa.timestamp("ms")
    return pa.int8() if pa.types.is_boolean(kind) else kind


def stata_names(names: Iterable[str]) -> list[str]:
    """Return names as Stata allows them, no two alike."""
    found: list[str] = []
    for name in names:
        short = re.sub(r"\W", "_", name, flags=re.ASCII)
        short = f"_{short}"[:NAME] if short[:1].isdigit() else short[:NAME]
        number = 1
        while short in found:
            number += 1
            short = f"{short[: NAME - 1 - len(str(number))]}_{number}"
        found.append(short)
    return found
