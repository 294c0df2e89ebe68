"""One process at a time in a sweep folder, or one for each shard of it.

The lock is a file made only where none is, with the process and the machine that hold it.  A lock of a
process of this machine that has died is taken over; one of another machine cannot be judged from here.
"""

import json
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sim.runs.folder import ResultError
from sim.sweeps.chunks.shard import WHOLE_SWEEP, Shard


def lock_path(folder: Path, shard: Shard) -> Path:
    """Return the lock file of the whole folder or of a shard."""
    return folder / (".lock" if shard.of == 1 else f".lock-{shard.number}-of-{shard.of}")


def own_identity() -> dict[str, Any]:
    """Return who we are."""
    return {"pid": os.getpid(), "host": socket.gethostname(), "born": start_time(os.getpid())}


def start_time(pid: int) -> str | None:
    """Return when a process of this machine began, where the system says: numbers of processes come again."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return None


def lock_holder(path: Path) -> str | None:
    """Return who holds a lock, in words; None if nobody does, or a process of this machine that has died."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        pid, host, began = int(held["pid"]), str(held["host"]), held["born"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError):
        return "a process that is just beginning"
    if host == socket.gethostname() and (not is_alive(pid) or start_time(pid) != began):
        return None
    return f"process {pid} on {host}"


def is_alive(pid: int) -> bool:
    """Whether a process of this machine lives; yes, where it cannot be asked."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


@contextmanager
def folder_guard(folder: Path) -> Iterator[None]:
    """Let one process of this machine at a time look at the locks, where the system can."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network disks refuse it
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def refuse_if_held(folder: Path, paths: Iterable[Path]) -> None:
    """Raise ResultError if one of some locks is held."""
    for path in paths:
        who = lock_holder(path)
        if who is not None:
            cure = f"Wait for it; if it is no longer there, delete {path}"
            raise ResultError(f"{folder} is being worked on by {who}; nothing was run. {cure}")


def take_lock(folder: Path, shard: Shard) -> Path:
    """Return the lock, taken; ResultError if it, or one that excludes it, is held."""
    own = lock_path(folder, shard)
    with folder_guard(folder):
        refuse_if_held(folder, [own])
        own.unlink(missing_ok=True)  # of a process that died
        with own.open("x", encoding="utf-8") as file:
            file.write(json.dumps(own_identity()))
        try:
            refuse_if_held(folder, folder.glob(".lock-*") if shard.of == 1 else [folder / ".lock"])
        except ResultError:
            own.unlink()
            raise
    return own


@contextmanager
def hold_lock(folder: Path, shard: Shard = WHOLE_SWEEP) -> Iterator[None]:
    """Hold the lock of a folder, or of a shard, while the block runs; ResultError if it cannot be had."""
    try:
        own = take_lock(folder, shard)
    except FileExistsError:
        raise ResultError(f"{folder} was taken by another process just now; nothing was run") from None
    except OSError as wrong:
        raise ResultError(f"{folder} cannot be written: {wrong.strerror}; nothing was run") from wrong
    try:
        yield
    finally:
        with suppress(OSError):
            own.unlink()
