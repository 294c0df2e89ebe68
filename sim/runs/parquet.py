"""Rows written as Parquet files, all at once or as they come, and read column by column."""

from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

GROUP = 2**15  # rows of a row group: what is held before it is written, whatever rows come at once


class RowWriter:
    """Writes rows into a file, given by its path or open, as they come: how they were cut leaves no trace in it.

    Words alone go by way of a dictionary.  Figures hardly repeat: a dictionary of them takes most of the time, and
    the file is larger with it.
    """

    def __init__(self, where: Any) -> None:
        self.where = where
        self.held: list[pa.Table] = []
        self.count = 0
        self.writer: Any = None

    def add(self, table: pa.Table) -> None:
        """Write some rows, or hold them until there are enough for a group."""
        self.held.append(table)
        self.count += table.num_rows
        while self.count > GROUP:
            self.write_group()

    def write_group(self) -> None:
        """Write a group of the rows held, or all if they are fewer."""
        whole = pa.concat_tables(self.held)
        group = whole.slice(0, GROUP).combine_chunks()
        if self.writer is None:
            words = [field.name for field in whole.schema if pa.types.is_string(field.type)]
            self.writer = pq.ParquetWriter(self.where, whole.schema, compression="zstd", use_dictionary=words)
        self.writer.write_table(group)
        self.held, self.count = [whole.slice(GROUP)], max(0, self.count - GROUP)

    def __enter__(self) -> "RowWriter":
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: object, trace: TracebackType | None) -> None:
        if kind is None and self.held:
            self.write_group()
        if self.writer is not None:
            self.writer.close()


def write_rows(table: pa.Table, where: Any) -> None:
    """Write a table into a file, given by its path or open."""
    with RowWriter(where) as writer:
        writer.add(table)


class SavedRows:
    """The rows of a file, one column of which is read at a time; what it can do, it does as a table would."""

    def __init__(self, file: Path) -> None:
        self.path, self.metadata = file, pq.read_metadata(file)
        self.schema = self.metadata.schema.to_arrow_schema()
        self.num_rows: int = self.metadata.num_rows
        self.column_names: list[str] = self.schema.names

    @property
    def file(self) -> Any:
        """The file, opened anew: it is held open by nobody, and read by copies of this process too."""
        return pq.ParquetFile(self.path, metadata=self.metadata)

    def column(self, name: str) -> pa.ChunkedArray:
        """Return a column; KeyError if there is none."""
        if name not in self.column_names:
            raise KeyError(name)
        with self.file as file:
            return file.read(columns=[name]).combine_chunks().column(name)

    def slice(self, offset: int, length: int) -> pa.Table:
        """Return some rows."""
        with self.file as file:
            first, last = offset // GROUP, min(offset + length - 1, self.num_rows - 1) // GROUP
            held = file.read_row_groups(list(range(first, last + 1)))
        return held.slice(offset - first * GROUP, length)
