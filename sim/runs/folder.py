"""Result folders: written beside, then put in place whole; readable, and repeatable from themselves.

    worlds.parquet    one row for each world                days.parquet   daily series
    accounts.parquet  carmakers' quarters in each world     offers.parquet every offer of the first worlds
    theory.parquet    what theory says of each world, where asked for
    scenario.yaml     as played                             manifest.json  how it was made
    story.md          the first world, day by day           summary.txt    what the run says
    columns.csv       every column of every table           figures/, report.html

A folder appears only when everything in it has been written; the manifest is written last.
"""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.core.errors import UserError

MANIFEST = "manifest.json"
REPORT = "report.html"  # the page of a result: of a run, a comparison, a sweep, a discovery


class ResultError(UserError):
    """A result folder that cannot be read or written."""


def no_result(folder: Path, lacks: str = MANIFEST) -> str:
    """Return what is said of a folder that holds no result, or is not there."""
    if not folder.exists():
        return f"no such folder: {folder}. A run prints where it is saved as its last line"
    return f"{folder} is no result folder: it has no {lacks}"


DAMAGE = (
    pa.ArrowException,
    ArithmeticError,
    AttributeError,
    LookupError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
MOST_NAMED = 60  # characters of a name that is too long
MOST_SAID = 200  # characters of what a library says of a damaged file


@contextmanager
def sound_result(folder: Path) -> Iterator[None]:
    """Read a result folder; ResultError where a file in it was cut off, altered or made by another program."""
    try:
        yield
    except BrokenPipeError:  # the reader of what is printed has gone
        raise
    except DAMAGE as wrong:
        if isinstance(wrong, OSError) and wrong.errno == errno.ENAMETOOLONG:
            raise ResultError(f"{str(folder)[:MOST_NAMED]}... is no result folder: its name is too long") from wrong
        raise ResultError(f"{folder} cannot be read: {damage_text(wrong)}. Play it again, or restore it") from wrong


def damage_text(wrong: Exception) -> str:
    """Return what is wrong with a damaged file, in words."""
    if isinstance(wrong, KeyError):
        return f"something in it lacks {wrong.args[0]}"
    if isinstance(wrong, AttributeError | IndexError | TypeError | RecursionError):
        return "something in it has another form than results have"
    return (str(wrong).strip().splitlines() or ["a file in it is damaged"])[0][:MOST_SAID].rstrip(".")


def read_json_block(file: Path) -> dict[str, Any]:
    """Return the block that a JSON file holds; ValueError if it holds anything else."""
    held = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(held, dict):
        raise ValueError(f"{file.name} holds no block of keys")
    return held


def free_folder(parent: Path, name: str) -> Path:
    """Return the first free folder name-1, name-2 ... below `parent`; ResultError for a name that is too long."""
    number = 1
    try:
        while (parent / f"{name}-{number}").exists():
            number += 1
    except OSError as wrong:
        raise ResultError(
            f"{str(parent / name)[:MOST_NAMED]}... cannot be written: {wrong.strerror}; nothing was run. "
            "Choose another --out"
        ) from wrong
    return parent / f"{name}-{number}"


def prepare_folder(out: Path, force: bool) -> Path:
    """Return an empty folder beside `out` to write into, private until it is put in place.

    ResultError if `out` cannot be made.
    """
    try:
        refuse_place(out, force)
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    except OSError as wrong:
        raise ResultError(
            f"{out} cannot be written: {wrong.strerror}; nothing was run. Choose another --out"
        ) from wrong
    return staging


def refuse_place(out: Path, force: bool) -> None:
    """Raise ResultError for a place at which no new folder may stand, OSError for one that is no place."""
    if out.resolve() in (Path.cwd(), *Path.cwd().parents) or (out.is_symlink() and not out.exists()):
        raise ResultError(f"{out} cannot be a new result folder; nothing was run. Choose another --out")
    if out.exists() and not force:
        raise ResultError(f"{out} exists; nothing was run. Choose another --out, or replace it with --force")
    if out.exists() and not (out / MANIFEST).is_file():
        raise ResultError(f"{out} exists and is no result folder (it has no {MANIFEST}); nothing was run or replaced")


def open_to_others(staging: Path) -> None:
    """Give a private folder the permissions that any new one would have here."""
    probe = staging / ".permissions"
    probe.mkdir()
    staging.chmod(probe.stat().st_mode & 0o777)
    probe.rmdir()


def put_in_place(staging: Path, out: Path, force: bool, any_number: bool) -> Path:
    """Rename the finished folder and return its place; an old one goes only after the new one stands."""
    open_to_others(staging)
    old = out.parent / f".{out.name}.{os.getpid()}.old"
    if force and out.exists():
        out.rename(old)
    while True:
        try:
            staging.rename(out)  # refused where a folder with anything in it stands
            break
        except OSError as wrong:
            if not any_number or wrong.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            out = free_folder(out.parent, out.name.rsplit("-", 1)[0])
    if old.is_symlink():
        old.unlink()
    shutil.rmtree(old, ignore_errors=True)
    return out
