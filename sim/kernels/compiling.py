"""How kernels are compiled: once for each state of their source, into the user's cache folder.

numba does not see when a function of another module that a kernel calls has changed, so the folder bears the digest
of all kernels and of the versions that made them.
"""

import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, TypeVar

import numba
import numpy as np
from platformdirs import user_cache_path

CONFIG: Any = numba.config
HERE = Path(__file__).parent
NO_KERNELS = ("__init__", "compiling")
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compiled(*signatures: str) -> Callable[[Loop], Loop]:
    """Compile a loop for arrays of some types, with IEEE arithmetic in the order written, and without the lock."""
    njit: Any = numba.njit
    decorate: Callable[[Loop], Loop] = njit(
        list(signatures) or None, cache=True, nogil=True, error_model="numpy", fastmath=False
    )
    return decorate


def attempt(loop: Callable[..., Any], *given: Any) -> Any:
    """Call a compiled loop; NotImplemented for arrays that it was not compiled for, as those not to be written to."""
    try:
        return loop(*given)
    except TypeError:
        return NotImplemented


def kernel_modules() -> list[str]:
    """Return the modules that hold kernels, in order."""
    return sorted(path.stem for path in HERE.glob("*.py") if path.stem not in NO_KERNELS)


def cache_folder() -> Path:
    """Return where this state of the kernels is kept, made if need be; a private one where the user's is shut."""
    digest = blake2b(f"{numba.__version__} {np.__version__} {sys.version}".encode(), digest_size=8)
    for path in sorted(HERE.glob("*.py")):
        digest.update(path.read_bytes())
    folder = user_cache_path("ninety-days") / f"kernels-{digest.hexdigest()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="ninety-days-kernels-"))
    return folder


@cache
def compile_all() -> None:
    """Compile every kernel, or read it from the cache; say so on a terminal where it takes time."""
    folder, before, names = cache_folder(), CONFIG.CACHE_DIR, kernel_modules()
    made = folder / "complete"
    fresh = not made.exists()
    CONFIG.CACHE_DIR = str(folder)
    try:
        for place, name in enumerate(names):
            if fresh:
                tell(f"compiling kernels, once: {place + 1} of {len(names)}")
            import_module(f"sim.kernels.{name}")
    finally:
        CONFIG.CACHE_DIR = before
    if fresh:
        made.touch()
        tell("")


def tell(line: str) -> None:
    """Put a line in the place of the last one on a terminal; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[2K{line}", end="", file=sys.stderr, flush=True)
