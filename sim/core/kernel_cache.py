"""Where compiled kernels are kept: a folder for each state of their source, in the user's cache folder.

    kernels-STATE/       digest of the source of all kernels, and of the versions that compile them
        ready-PLACE      all are there, for this kind of processor and for the package where it lies
        lock             held by the process that compiles

numba does not see when a function of another module that a kernel calls has changed: so the folder bears a digest. And
it would write beside the source where its folder cannot be written: so such a folder is copied to a private one.
"""

import atexit
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import TextIO

from sim.core.kernel_process import help_to_compile
from sim.core.processor import processor_features

KERNELS = Path(__file__).resolve().parents[1] / "kernels"
OWN = "ninety-days"  # folder in the user's cache folder
NAMED = "kernels-"  # what all folders of kernels are called
STATES_KEPT = 2  # newest states of the source whose kernels are kept
_handed: list[Path] = []  # the folder that the parent of this process names
_private: list[tuple[Path, int]] = []  # folders to be removed, and the processes whose they are

Tell = Callable[[str], None]
CompileInto = Callable[[Path, Tell], None]  # compile or read every kernel, telling how far it is


def source_state() -> str:
    """Return the digest of all kernels and of what compiles them."""
    digest = blake2b(f"{version('numba')} {version('numpy')} {sys.version}".encode(), digest_size=8)
    for path in sorted(KERNELS.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def user_cache() -> Path | None:
    """Return the user's folder for caches, if there is such a user: a relative one counts for none."""
    home, stated = os.path.expanduser("~"), os.environ.get("XDG_CACHE_HOME", "")
    usual = {
        "win32": os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"),
        "darwin": os.path.join(home, "Library", "Caches"),
    }.get(sys.platform, os.path.join(home, ".cache"))
    found = Path(stated if os.path.isabs(stated) else usual)
    return found if found.is_absolute() else None


@cache
def kernel_folder() -> Path:
    """Return where kernels are kept, made if need be; a private one, removed at exit, where the user's is shut."""
    if _handed:
        return _handed[0]
    caches = user_cache()
    if caches is None:
        return private_folder()
    folder = caches / OWN / f"{NAMED}{source_state()}"
    return folder if can_write(folder) else private_folder(folder)


def take_folder(folder: Path) -> None:
    """Use the folder that the parent of this process has filled."""
    _handed[:] = [folder]
    kernel_folder.cache_clear()


def can_write(folder: Path) -> bool:
    """Whether files can be made in a folder, which is made if need be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=folder).close()
        os.utime(folder)  # the last one used is the newest
    except OSError:
        return False
    return True


def private_folder(like: Path | None = None) -> Path:
    """Return a folder of this process, removed at its end, with what can be read of another."""
    folder = Path(mkdtemp(prefix=f"{OWN}-{NAMED}"))
    _private.append((folder, os.getpid()))
    atexit.register(remove_private)
    if like is not None:
        with suppress(OSError):
            shutil.copytree(like, folder, dirs_exist_ok=True)
    return folder


def remove_private() -> None:
    """Remove the private folders of this process, not of one that it was forked from."""
    for folder, owner in _private:
        if owner == os.getpid():
            shutil.rmtree(folder, ignore_errors=True)


def ready_file(folder: Path) -> Path:
    """Return the file that stands in a folder once all kernels are there for this processor and this package."""
    told = [platform.machine(), *processor_features(), str(KERNELS)]
    told += [str(path.stat().st_mtime_ns) for path in sorted(KERNELS.glob("*.py"))]  # which some versions look at
    return folder / f"ready-{blake2b(' '.join(told).encode(), digest_size=8).hexdigest()}"


def is_ready() -> bool:
    """Whether all kernels are compiled."""
    return ready_file(kernel_folder()).exists()


def fill_folder(compile_into: CompileInto) -> None:
    """Read all kernels, or compile them: one process at a time does, and says so on a terminal."""
    folder = kernel_folder()
    if is_ready():
        mend(folder, compile_into, silent)
        return
    with hold_lock(folder):
        if is_ready():  # by another process meanwhile
            mend(folder, compile_into, silent)
        else:
            with help_to_compile(folder):
                mend(folder, compile_into, tell)
            ready_file(folder).touch()
    tell("")
    remove_old(folder)


def mend(folder: Path, compile_into: CompileInto, told: Tell) -> None:
    """Fill a folder; what is damaged in it, by a disk that was full, say, is made anew."""
    try:
        compile_into(folder, told)
    except Exception:
        held = [path for path in folder.iterdir() if path.is_dir()]
        if not held:
            raise
        for path in held:
            shutil.rmtree(path, ignore_errors=True)
        compile_into(folder, told)


def remove_old(folder: Path) -> None:
    """Remove the folders of older states beside one, but the newest and those that are being filled."""
    if not folder.name.startswith(NAMED):  # a private one
        return
    beside = [path for path in folder.parent.glob(f"{NAMED}*") if path.is_dir() and not path.is_symlink()]
    with suppress(OSError):  # another process removes them too
        beside.sort(key=lambda path: path.stat().st_mtime, reverse=True)
        for old in [path for path in beside if path != folder][STATES_KEPT - 1 :]:
            if not is_held(old):
                shutil.rmtree(old, ignore_errors=True)


# --- one at a time ---------------------------------------------------------------------------------


@contextmanager
def hold_lock(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder, which ends with the process that has it; where there are none, go without."""
    with suppress(FileNotFoundError), (folder / "lock").open("w") as lock:
        if not take_lock(lock, wait=False):
            tell("waiting for another process that compiles kernels")
            take_lock(lock, wait=True)
        yield


def take_lock(lock: TextIO, wait: bool) -> bool:
    """Return whether a lock is ours now."""
    try:
        import fcntl
    except ImportError:
        return True
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    except OSError:  # some network disks refuse it
        return True
    return True


def is_held(folder: Path) -> bool:
    """Whether a process holds the lock of a folder."""
    try:
        with (folder / "lock").open("r+") as lock:
            return not take_lock(lock, wait=False)
    except OSError:
        return False


# --- words -----------------------------------------------------------------------------------------


def tell(line: str) -> None:
    """Put a line in the place of the last one on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)


def silent(line: str) -> None:
    """Say nothing."""
