"""Which backend works out the rules: NumPy, or kernels compiled by numba that give the same numbers, bit for bit.

A rule that a kernel stands for is marked with `has_kernel`; the kernel bears its name, in a module of `sim.kernels`.
Where numba is installed (the extra `fast`), the kernel is called in place of the rule, unless the environment says
NINETY_DAYS_BACKEND=numpy.  The rule stays the reference: it is what runs without numba, and what tests hold the
kernel to.  A kernel may hand a case back by returning NotImplemented; the rule then works it out.

Kernels add, multiply, divide, compare and take square roots, in the order in which the rule does.  Functions whose
last bit is a matter of the library (exp, log, powers, the normal distribution) are called in NumPy or SciPy by both,
on whole arrays: so the backends agree on any machine.
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, NamedTuple, TypeVar, cast

from sim.core import kernel_cache
from sim.core.errors import UserError

VARIABLE = "NINETY_DAYS_BACKEND"
BACKENDS = ("numba", "numpy")
WORLDS_FOR_KERNELS = 1000  # worlds from which on kernels make up for the import of numba, which takes a second
Rule = TypeVar("Rule", bound=Callable[..., Any])

REFERENCES: dict[str, Callable[..., Any]] = {}  # "module.name" -> the rule that a kernel stands for
_kernels: dict[str, Callable[..., Any]] = {}  # those at work; none under numpy
_chosen: list[str] = []  # the backend, once it has been asked for
_unfit: list[str] = []  # why numba, which is installed, does not work here
_loaded: list[bool] = []  # true once all kernels are
_compiling = Lock()
CURE = "pip install 'ninety-days[fast]'"


class Prepared(NamedTuple):
    """What a process hands to its workers: the backend it works with, and where kernels are compiled."""

    backend: str
    folder: Path | None


def stated_backend() -> str | None:
    """Return the backend that the environment names, if it does; UserError if there is no such one."""
    stated = os.environ.get(VARIABLE) or None
    if stated is not None:
        require_backend(stated)
    return stated


def require_backend(name: str) -> None:
    """Raise UserError for a backend that there is not, or that is not installed."""
    if name not in BACKENDS or (name == "numba" and not find_spec("numba")):
        cure = f"it is not installed: {CURE}" if name == "numba" else "there is no such backend"
        raise UserError(f"{VARIABLE} must be one of {', '.join(BACKENDS)}; found {name}: {cure}")


def backend() -> str:
    """Return the backend at work, `numba` or `numpy`; UserError for another one in the environment."""
    if not _chosen:
        use_backend(stated_backend() or ("numba" if find_spec("numba") else "numpy"))
    return _chosen[0]


def use_backend(name: str) -> None:
    """Work with a backend from now on; UserError for one that there is not."""
    require_backend(name)
    _chosen[:] = [name]
    _kernels.clear()


def backend_data() -> dict[str, str]:
    """Return the backend at work, and the version of numba where that is it."""
    return {"backend": "numba", "numba": version("numba")} if backend() == "numba" else {"backend": "numpy"}


def backend_words() -> str:
    """Return the backend at work in words, and how a quicker one is had."""
    if backend() == "numba":
        return f"numba {version('numba')}"
    if _unfit:
        return f"numpy; numba cannot be loaded here: {_unfit[0]}"
    if stated_backend() == "numpy":
        return f"numpy, as {VARIABLE} says"
    return "numpy" if find_spec("numba") else f"numpy; the same numbers come sooner with numba: {CURE}"


@contextmanager
def backend_of(name: str) -> Iterator[None]:
    """Work with a backend for a while."""
    before = backend()
    use_backend(name)
    try:
        yield
    finally:
        use_backend(before)


@contextmanager
def quickest_for(worlds: int) -> Iterator[None]:
    """Play some worlds with what is quickest from a fresh start, unless a backend has been chosen: a few, by NumPy."""
    chosen = _chosen or os.environ.get(VARIABLE) or "numba" in sys.modules
    if chosen or worlds >= WORLDS_FOR_KERNELS:
        yield
        return
    use_backend("numpy")
    try:
        yield
    finally:
        _chosen.clear()


def has_kernel(module: str) -> Callable[[Rule], Rule]:
    """Mark a rule for which `sim.kernels.MODULE` has a kernel of the same name and arguments."""

    def mark(rule: Rule) -> Rule:
        name = f"{module}.{rule.__name__}"
        REFERENCES[name] = rule

        @wraps(rule)
        def work_out(*given: Any, **named: Any) -> Any:
            if (_chosen or [backend()])[0] == "numpy":
                return rule(*given, **named)
            found = (_kernels.get(name) or kernel_or_rule(name))(*given, **named)
            return rule(*given, **named) if found is NotImplemented else found

        return cast(Rule, work_out)

    return mark


def prepare() -> Prepared:
    """Have all kernels compiled, where they are wanted, and return what workers need to know of it."""
    if backend() == "numba":
        try:
            if not kernel_cache.is_ready():
                load_all()
            return Prepared("numba", kernel_cache.kernel_folder())
        except (ImportError, OSError) as wrong:
            do_without(wrong)
    return Prepared("numpy", None)


def take_over(prepared: Prepared) -> None:
    """Work as the parent of this process does."""
    use_backend(prepared.backend)
    if prepared.folder is not None:
        kernel_cache.take_folder(prepared.folder)


def do_without(wrong: Exception) -> None:
    """Work with numpy, as numba does not work here: it is often behind new versions; UserError if it was asked for."""
    told = str(wrong).strip().split("\n")[0]
    if stated_backend() == "numba":
        raise UserError(f"{VARIABLE} says numba, which cannot be loaded here: {told}") from wrong
    _unfit[:] = [told]
    use_backend("numpy")


def kernel_or_rule(name: str) -> Callable[..., Any]:
    """Return a kernel by its full name; the rule it stands for, from now on, where numba does not work."""
    try:
        return load_kernel(name)
    except (ImportError, OSError) as wrong:
        do_without(wrong)
    return REFERENCES[name]


def load_kernel(name: str) -> Callable[..., Any]:
    """Return a kernel by its full name; all are compiled, or read from the user's cache, when the first is wanted."""
    load_all()
    module, _, function = name.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"sim.kernels.{module}"), function)
    _kernels[name] = found
    return found


def load_all() -> None:
    """Compile every kernel, or read it from the cache: once in a process, whichever thread comes first."""
    with _compiling:
        if not _loaded:
            kernel_cache.fill_folder(import_module("sim.kernels.compiling").compile_all)
            _loaded.append(True)
