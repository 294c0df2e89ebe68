"""Parts of a sweep: one Parquet file for each finished chunk, never changed once it stands.

    part-000007-3f9c2b7a11d04e58.parquet     chunk 7; the first 16 digits of the SHA-256 of the file

A part is written to a temporary name beside its place, flushed to the disk and then renamed, so what
bears a part's name is whole; and what was cut off or altered later does not match its name.  Worlds of the
chunk that could not be played are told in the file's metadata.
"""

import json
import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.runs.parquet import write_rows
from sim.sweeps.chunks.chunk import Failure, JobResult

PART_NAME = re.compile(r"part-(\d{6,})-([0-9a-f]{16})\.parquet")
TEMPORARY_NAME = re.compile(r"\.part-(\d{6,})\.tmp")
FAILED, ENDS = b"failed", b"ends"  # keys of the metadata

WorldKey = tuple[int, int]  # point and world


class UnsoundPart(Exception):
    """A part that is not what its name says; its text says in which way."""


@dataclass(frozen=True)
class Part:
    """A sound part; `first` and `last` are point and world of its end rows, None without rows."""

    path: Path
    index: int
    rows: int
    failed: tuple[Failure, ...]
    first: WorldKey | None
    last: WorldKey | None


def end_keys(table: pa.Table) -> tuple[WorldKey | None, WorldKey | None]:
    """Return point and world of the first and the last row; ValueError if rows are out of order."""
    if not table.num_rows:
        return None, None
    points, worlds = (table.column(name).to_numpy().astype(np.int64) for name in ("point", "world"))
    steps, inside = np.diff(points), np.diff(worlds)
    if np.any((steps < 0) | ((steps == 0) & (inside <= 0))):
        raise ValueError("the rows of a chunk must stand by point, then world, each once")
    return (int(points[0]), int(worlds[0])), (int(points[-1]), int(worlds[-1]))


def pack_rows(done: JobResult) -> bytes:
    """Return a chunk as the bytes of a Parquet file."""
    first, last = end_keys(done.table)
    told = {ENDS: json.dumps([first, last]).encode()}
    if done.failed:
        told[FAILED] = json.dumps([asdict(failure) for failure in done.failed]).encode()
    buffer = pa.BufferOutputStream()
    table = done.table.combine_chunks()
    write_rows(table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), buffer)
    return bytes(buffer.getvalue())


def write_part(folder: Path, done: JobResult) -> Part:
    """Put a finished chunk in its place; OSError if that fails, and then nothing is left of it."""
    data = pack_rows(done)
    path = folder / f"part-{done.index:06d}-{sha256(data).hexdigest()[:16]}.parquet"
    temporary = folder / f".part-{done.index:06d}.tmp"
    try:
        write_synced(temporary, data)
        temporary.replace(path)
        sync_folder(folder)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
    return Part(path, done.index, done.table.num_rows, done.failed, *end_keys(done.table))


def write_synced(path: Path, data: bytes) -> None:
    """Write a new file, in place of what stands there, and see it onto the disk; no link is followed."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """See the names in a folder onto the disk, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file."""
    found = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def inspect_part(path: Path) -> Part:
    """Return a part after reading all of it; Unsound if it is not what its name says."""
    match = PART_NAME.fullmatch(path.name)
    if match is None:
        raise UnsoundPart("is no part: its name is not that of one")
    if file_hash(path)[:16] != match[2]:
        raise UnsoundPart("was truncated or altered: its content is not what its name says")
    try:
        held = pq.read_metadata(path)
        told: dict[bytes, bytes] = held.metadata or {}
        failed = tuple(Failure(**each) for each in json.loads(told.get(FAILED, b"[]")))
        first, last = (tuple(end) if end else None for end in json.loads(told[ENDS]))
    except (pa.ArrowInvalid, KeyError, TypeError, ValueError) as wrong:
        raise UnsoundPart(f"cannot be read: {wrong}") from wrong
    return Part(path, int(match[1]), held.num_rows, failed, first, last)


@dataclass(frozen=True)
class Survey:
    """What stands in a folder of parts.

    sound    the best part of each chunk
    spare    sound parts that another one of the same chunk stands in for
    unsound  files that should be parts but are not, with the reason
    """

    sound: dict[int, Part]
    spare: list[Path]
    unsound: list[tuple[Path, str]]


def survey_parts(
    folder: Path, rows_of: Callable[[int], int] | None, mine: Callable[[int], bool] = lambda _: True
) -> Survey:
    """Look through a folder, hashing every part of the chunks asked for; `rows_of` None leaves the count unchecked."""
    sound: dict[int, Part] = {}
    spare: list[Path] = []
    unsound: list[tuple[Path, str]] = []
    for path in part_files(folder, mine):
        try:
            part = inspect_part(path)
            if rows_of is not None and part.rows + len(part.failed) != rows_of(part.index):
                raise UnsoundPart(f"has {part.rows + len(part.failed)} rows; the plan says {rows_of(part.index)}")
        except UnsoundPart as wrong:
            unsound.append((path, str(wrong)))
            continue
        other = sound.get(part.index)
        if other is not None:  # written again, and the old one not yet deleted
            part, other = (part, other) if len(part.failed) < len(other.failed) else (other, part)
            spare.append(other.path)
        sound[part.index] = part
    return Survey(sound, spare, unsound)


def part_files(folder: Path, mine: Callable[[int], bool]) -> Iterable[Path]:
    """Return what looks like a part of the chunks asked for, in order."""
    for path in sorted(folder.glob("part-*.parquet")):
        match = PART_NAME.fullmatch(path.name)
        if match is None or mine(int(match[1])):
            yield path


def delete_unfinished(folder: Path, mine: Callable[[int], bool]) -> int:
    """Delete what was being written when a process died; return how many files that were."""
    left = [
        path for path in folder.glob(".part-*.tmp") if (m := TEMPORARY_NAME.fullmatch(path.name)) and mine(int(m[1]))
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def read_part(part: Part, columns: list[str] | None = None) -> Any:
    """Return the rows of a part, with the columns asked for that it has."""
    file = pq.ParquetFile(part.path)
    there = set(file.schema_arrow.names)
    return file.read(columns=None if columns is None else [name for name in columns if name in there])
