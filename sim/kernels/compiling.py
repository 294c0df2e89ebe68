"""How kernels are compiled: once for each state of their source, see `sim.core.kernel_cache`."""

from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import numba

CONFIG: Any = numba.config
HERE = Path(__file__).parent
NO_KERNELS = ("__init__", "compiling")
MIDDLE = "clockwork"  # modules from this one on take as long to compile as those before it
Loop = TypeVar("Loop", bound=Callable[..., Any])


def compile_for(*signatures: str) -> Callable[[Loop], Loop]:
    """Compile a loop for arrays of some types, with IEEE arithmetic in the order written, and without the lock."""
    return _compile(list(signatures) or None, no_cfunc_wrapper=True)


def compile_into_loops(part: Loop) -> Loop:
    """Compile a part of loops, for whatever arrays they hand in: it is written into them, and must make no arrays.

    So references to arrays are not counted at each call, which would take longer than most parts do.  Nobody else calls
    a part, so it gets no wrapper by which Python or C would.
    """
    return _compile(None, _nrt=False, forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True)(part)


def _compile(signatures: list[str] | None, **more: bool) -> Callable[[Loop], Loop]:
    """Return what compiles a function."""
    njit: Any = numba.njit
    decorate: Callable[[Loop], Loop] = njit(
        signatures, cache=True, nogil=True, error_model="numpy", fastmath=False, **more
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


def compile_all(folder: Path, told: Callable[[str], None]) -> None:
    """Compile every kernel into a folder, or read it from there; `told` is told how far it is."""
    names = kernel_modules()
    for place, name in enumerate(names):
        told(f"compiling kernels, once: {place + 1} of {len(names)}")
        compile_some(folder, [name])


def compile_later_half(folder: Path) -> None:
    """Compile the later half of the kernels, by the time that they take."""
    names = kernel_modules()
    compile_some(folder, names[names.index(MIDDLE) :] if MIDDLE in names else [])


def compile_some(folder: Path, names: Iterable[str]) -> None:
    """Compile the kernels of some modules into a folder, or read them from there."""
    before = CONFIG.CACHE_DIR
    CONFIG.CACHE_DIR = str(folder)
    try:
        for name in names:
            import_module(f"sim.kernels.{name}")
    finally:
        CONFIG.CACHE_DIR = before
