"""One SHA-256 of the rows of a table that is read batch by batch.

It depends on the names, types and values of the columns and on the order of the rows; not on how the
rows were cut, on the order of the columns, or on the machine.  A column goes in as its validity, one byte a row,
and its values: numbers as little-endian of fixed width with zeros where they are null, texts as UTF-8
beside their lengths in bytes.
"""

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc


class ColumnDigest:
    """What has been seen of one column: three digests that go on."""

    def __init__(self) -> None:
        self.valid, self.values, self.lengths = sha256(), sha256(), sha256()

    def add(self, values: pa.Array) -> None:
        """Take some rows in."""
        self.valid.update(np.asarray(values.is_valid()).astype(np.uint8).tobytes())
        if pa.types.is_dictionary(values.type):
            values = values.dictionary_decode()
        if pa.types.is_string(values.type) or pa.types.is_large_string(values.type):
            texts = pc.fill_null(values, "").cast(pa.large_binary())
            lengths = pc.binary_length(texts)
            self.lengths.update(np.asarray(lengths).astype("<i8").tobytes())
            self.values.update(b"".join(texts.to_pylist()))
        elif not pa.types.is_null(values.type):
            self.values.update(little_endian(values).tobytes())

    def to_bytes(self) -> bytes:
        """Return what was seen."""
        return self.valid.digest() + self.values.digest() + self.lengths.digest()


def little_endian(column: pa.Array) -> Any:
    """Return a column of numbers, flags or dates, little-endian, zero where null, (rows,)."""
    if pa.types.is_boolean(column.type):
        column = column.cast(pa.uint8())
    elif pa.types.is_date32(column.type):
        column = column.cast(pa.int32())
    elif pa.types.is_temporal(column.type):
        column = column.cast(pa.int64())
    found = np.asarray(pc.fill_null(column, pa.scalar(0, column.type)))
    return found.astype(found.dtype.newbyteorder("<"), copy=False)


def type_name(of: pa.DataType) -> str:
    """Return the name of a type; texts are texts, however they are stored."""
    if pa.types.is_dictionary(of):
        return type_name(of.value_type)
    return "string" if pa.types.is_large_string(of) else str(of)


def rows_hash(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> str:
    """Return the SHA-256 of all rows, in their order, as 64 hexadecimal digits."""
    columns = {name: ColumnDigest() for name in schema.names}
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        for name, column in columns.items():
            column.add(batch.column(schema.get_field_index(name)))
    whole = sha256(f"{rows}\n".encode())
    for name in sorted(columns):
        whole.update(f"{name}\0{type_name(schema.field(name).type)}\n".encode() + columns[name].to_bytes())
    return whole.hexdigest()
