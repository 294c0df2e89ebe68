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


class Column:
    """What has been seen of one column: three digests that go on."""

    def __init__(self) -> None:
        self.valid, self.values, self.lengths = sha256(), sha256(), sha256()

    def add(self, held: pa.Array) -> None:
        """Take some rows in."""
        self.valid.update(np.asarray(held.is_valid()).astype(np.uint8).tobytes())
        if pa.types.is_dictionary(held.type):
            held = held.dictionary_decode()
        if pa.types.is_string(held.type) or pa.types.is_large_string(held.type):
            texts = pc.fill_null(held, "").cast(pa.large_binary())
            lengths = pc.binary_length(texts)
            self.lengths.update(np.asarray(lengths).astype("<i8").tobytes())
            self.values.update(b"".join(texts.to_pylist()))
        elif not pa.types.is_null(held.type):
            self.values.update(numbers(held).tobytes())

    def told(self) -> bytes:
        """Return what was seen."""
        return self.valid.digest() + self.values.digest() + self.lengths.digest()


def numbers(held: pa.Array) -> Any:
    """Return a column of numbers, flags or dates, little-endian, zero where null, (rows,)."""
    if pa.types.is_boolean(held.type):
        held = held.cast(pa.uint8())
    elif pa.types.is_date32(held.type):
        held = held.cast(pa.int32())
    elif pa.types.is_temporal(held.type):
        held = held.cast(pa.int64())
    found = np.asarray(pc.fill_null(held, pa.scalar(0, held.type)))
    return found.astype(found.dtype.newbyteorder("<"), copy=False)


def kind(of: pa.DataType) -> str:
    """Return the name of a type; texts are texts, however they are stored."""
    if pa.types.is_dictionary(of):
        return kind(of.value_type)
    return "string" if pa.types.is_large_string(of) else str(of)


def digest(batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> str:
    """Return the SHA-256 of all rows, in their order, as 64 hexadecimal digits."""
    columns = {name: Column() for name in schema.names}
    rows = 0
    for batch in batches:
        rows += batch.num_rows
        for name, column in columns.items():
            column.add(batch.column(schema.get_field_index(name)))
    whole = sha256(f"{rows}\n".encode())
    for name in sorted(columns):
        whole.update(f"{name}\0{kind(schema.field(name).type)}\n".encode() + columns[name].told())
    return whole.hexdigest()
