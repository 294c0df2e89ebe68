"""What a process has worked out, handed to the one that started it by way of a file: a pipe takes ten times as long.

Arrays and tables are written as they lie in memory, outside of the pickle, and lie in the file where they are read,
which is deleted before: its pages go with the last array that stands on them, and are written to by nobody else.
"""

import mmap
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import accumulate
from pickle import PickleBuffer, dumps, loads
from tempfile import mkstemp
from typing import Any

ALIGNED = 64  # bytes to a multiple of which each array begins, as Arrow wants them


class HandedOver:
    """A result that lies in a file; whoever unpickles this, gets what lies there."""

    def __init__(self, path: str, sizes: Sequence[int]) -> None:
        self.path, self.sizes = path, tuple(sizes)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return take_over_result, (self.path, self.sizes)


def work_and_hand_over(folder: str, work: Callable[..., Any], *words: Any) -> Any:
    """Return what some work gives, by way of a file in a folder; as it is, where none can be written."""
    found = work(*words)
    with suppress(OSError):
        return hand_over_result(found, folder)
    return found


def hand_over_result(found: Any, folder: str) -> HandedOver:
    """Write a result into a new file; OSError if that fails, and then nothing is left of it."""
    arrays: list[PickleBuffer] = []
    frame = dumps(found, protocol=5, buffer_callback=arrays.append)
    pieces = [memoryview(frame), *(array.raw() for array in arrays)]
    number, path = mkstemp(dir=folder)
    try:
        with os.fdopen(number, "wb") as file:
            for piece in pieces:
                file.write(piece)
                file.write(bytes(-piece.nbytes % ALIGNED))
    except BaseException:
        os.unlink(path)
        raise
    return HandedOver(path, [piece.nbytes for piece in pieces])


def take_over_result(path: str, sizes: Sequence[int]) -> Any:
    """Return the result that lies in a file, which is deleted."""
    with open(path, "rb") as file:
        whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY))
    os.unlink(path)
    begins = accumulate((size + -size % ALIGNED for size in sizes), initial=0)
    frame, *arrays = [whole[begin : begin + size] for begin, size in zip(begins, sizes, strict=False)]
    return loads(frame, buffers=arrays)
