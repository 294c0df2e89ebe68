"""Work in a copy of this process, at the same time: it starts at once, with all that is imported and known here.

Only on Linux, where there is a second core, and from a process without threads of its own; what cannot be done so is
done here.  A copy that gives nothing in time is ended, and its work done here.
"""

import gc
import os
import select
import signal
import sys
import warnings
from collections.abc import Callable
from time import monotonic
from typing import NoReturn, TypeAlias

from sim.core.processes import can_copy
from sim.core.processor import usable_cores

Work: TypeAlias = Callable[[], list[bytes]]
PATIENCE = 20.0  # seconds that a copy is waited for
BLOCK = 1 << 20  # bytes read at once
DIGITS = 8  # bytes that say how long a piece is


def work_beside(work: Work) -> Work:
    """Begin some work in a copy of this process, and return what gives its pieces once they are there."""
    if usable_cores() < 2 or not can_copy():
        return work
    reads, writes = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # libraries have threads, which sleep
        child = os.fork()
    if not child:
        hand_over(work, writes)
    os.close(writes)
    return lambda: result_of(child, reads) or work()


def hand_over(work: Work, writes: int) -> NoReturn:
    """Do the work and write its pieces, in the copy, which ends then; nothing is written if it fails."""
    gc.disable()  # which would write to all that the copy shares
    try:
        data = b"".join(len(piece).to_bytes(DIGITS, "big") + piece for piece in work())
        with os.fdopen(writes, "wb") as pipe:
            pipe.write(data)
    finally:
        os._exit(0)


def result_of(child: int, reads: int) -> list[bytes]:
    """Return the pieces that a copy has written, none if it failed or took too long."""
    try:
        data = read_all(reads, monotonic() + PATIENCE)
    finally:
        os.close(reads)
        os.kill(child, signal.SIGKILL)  # it has written all, or is not waited for any longer
        os.waitpid(child, 0)
    return split_pieces(data)


def read_all(reads: int, until: float) -> bytes:
    """Return all that is written into a pipe until it is closed; nothing where that takes too long."""
    blocks = [b""]
    while select.select([reads], [], [], max(0.0, until - monotonic()))[0]:
        block = os.read(reads, BLOCK)
        if not block:
            return b"".join(blocks)
        blocks.append(block)
    return b""


def split_pieces(data: bytes) -> list[bytes]:
    """Return pieces that were written one after the other; none if the last was cut off."""
    found, begin = [], 0
    while begin < len(data):
        end = begin + DIGITS + int.from_bytes(data[begin : begin + DIGITS], "big")
        found.append(data[begin + DIGITS : end])
        begin = end
    return found if begin == len(data) else []
