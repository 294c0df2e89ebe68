"""Rows written as Parquet files."""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq


def write_rows(table: pa.Table, where: Any) -> None:
    """Write a table into a file, given by its path or open; words alone by way of a dictionary.

    Figures hardly repeat: a dictionary of them takes most of the time, and the file is larger with it.
    """
    words = [field.name for field in table.schema if pa.types.is_string(field.type)]
    pq.write_table(table, where, compression="zstd", use_dictionary=words)
