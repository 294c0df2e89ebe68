"""Arrow columns from NumPy arrays and back, as Arrow itself makes them, which would import pandas to do so."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.worlds import Array, Flags


def arrow_column(values: Any, known: Flags | None = None) -> pa.Array:
    """Return a column of numbers, flags, days or words, null where a value is not known."""
    held = np.ascontiguousarray(values)
    if held.dtype == object:  # of a list in which something is missing
        return pa.array(values)
    valid = None if known is None or known.all() else flag_bits(known)
    if held.dtype.kind == "U":
        return word_column(held.tolist(), valid)
    kind, data = pa.from_numpy_dtype(held.dtype), held
    if held.dtype.kind == "b":
        return pa.Array.from_buffers(kind, len(held), [valid, flag_bits(held)])
    if held.dtype.kind == "M":
        kind, data = pa.date32(), held.astype("datetime64[D]").astype(np.int32)
    return pa.Array.from_buffers(kind, len(held), [valid, pa.py_buffer(data)])


def word_column(words: list[str], valid: pa.Buffer | None = None) -> pa.Array:
    """Return a column of words."""
    bytes_of = {word: word.encode() for word in dict.fromkeys(words)}
    parts = [bytes_of[word] for word in words]
    ends = np.zeros(len(words) + 1, np.int32)
    np.cumsum([len(part) for part in parts], out=ends[1:])
    return pa.Array.from_buffers(pa.string(), len(words), [valid, pa.py_buffer(ends), pa.py_buffer(b"".join(parts))])


def chosen_words(words: Sequence[str], place: Any, known: Flags | None = None) -> pa.Array:
    """Return a column of words, each by its place among a few, null where it is not known."""
    return word_column(list(words)).take(arrow_column(np.asarray(place, dtype=np.int64), known))


def flag_bits(flags: Flags) -> pa.Buffer:
    """Return flags as bits."""
    return pa.py_buffer(np.packbits(flags, bitorder="little"))


def mean_unit(field: pa.Field) -> str:
    """Return the unit of the mean of a result column: that which it states, and a share for yes or no."""
    stated = (field.metadata or {}).get(b"unit", b"").decode()
    return stated or ("share" if field.type == pa.bool_() else "")


def figures_of(column: pa.Array | pa.ChunkedArray) -> Array:
    """Return a column of numbers or flags as floats, (rows,), null as nan, true as 1; a view where it may be."""
    held = column.cast(pa.float64())
    if isinstance(held, pa.ChunkedArray):
        if held.num_chunks != 1:
            return np.concatenate([np.empty(0), *map(figures_of, held.chunks)])
        held = held.chunk(0)
    valid, data = held.buffers()
    rows = slice(held.offset, held.offset + len(held))
    values = np.frombuffer(data, np.float64)[rows] if len(held) else np.empty(0)
    if not held.null_count:
        return values
    known = np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little", count=rows.stop)[rows]
    return np.where(known, values, np.nan)
