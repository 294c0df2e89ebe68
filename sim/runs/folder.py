"""Result folders: written beside, then put in place whole; readable, and repeatable from themselves.

    worlds.parquet    one row for each world                days.parquet   daily series
    accounts.parquet  carmakers' quarters in each world     offers.parquet every offer of the first worlds
    theory.parquet    what theory says of each world, where asked for
    scenario.yaml     as played                             manifest.json  how it was made
    figures/, report.html

A folder appears only when everything in it has been written; the manifest is written last.
"""

import errno
import os
import shutil
import tempfile
from pathlib import Path

from sim.core.errors import UserError

MANIFEST = "manifest.json"


class ResultError(UserError):
    """A result folder that cannot be read or written."""


def free_folder(parent: Path, name: str) -> Path:
    """Return the first free folder name-1, name-2 ... below `parent`."""
    number = 1
    while (parent / f"{name}-{number}").exists():
        number += 1
    return parent / f"{name}-{number}"


def prepare_folder(out: Path, force: bool) -> Path:
    """Return an empty folder beside `out` to write into, private until it is put in place.

    ResultError if `out` cannot be made.
    """
    if out.resolve() in (Path.cwd(), *Path.cwd().parents) or (out.is_symlink() and not out.exists()):
        raise ResultError(f"{out} cannot be a new result folder; nothing was run. Choose another --out")
    if out.exists() and not force:
        raise ResultError(f"{out} exists; nothing was run. Choose another --out, or replace it with --force")
    if out.exists() and not (out / MANIFEST).is_file():
        raise ResultError(f"{out} exists and is no result folder (it has no {MANIFEST}); nothing was run or replaced")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=f".{out.name}.", suffix=".part", dir=out.parent))
    except OSError as wrong:
        raise ResultError(
            f"{out} cannot be written: {wrong.strerror}; nothing was run. Choose another --out"
        ) from wrong
    return staging


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
