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
from importlib.util import find_spec
from typing import Any, TypeVar, cast

from sim.core.errors import UserError

VARIABLE = "NINETY_DAYS_BACKEND"
BACKENDS = ("numba", "numpy")
WORLDS_FOR_KERNELS = 1000  # worlds from which on kernels make up for the import of numba, which takes a second
Rule = TypeVar("Rule", bound=Callable[..., Any])

REFERENCES: dict[str, Callable[..., Any]] = {}  # "module.name" -> the rule that a kernel stands for
_kernels: dict[str, Callable[..., Any]] = {}  # those at work; none under numpy
_chosen: list[str] = []  # the backend, once it has been asked for


def backend() -> str:
    """Return the backend at work, `numba` or `numpy`; UserError for another one in the environment."""
    if not _chosen:
        use_backend(os.environ.get(VARIABLE) or ("numba" if find_spec("numba") else "numpy"))
    return _chosen[0]


def use_backend(name: str) -> None:
    """Work with a backend from now on; UserError for one that there is not."""
    if name not in BACKENDS or (name == "numba" and not find_spec("numba")):
        cure = "it is not installed: pip install 'ninety-days[fast]'" if name == "numba" else "there is no such backend"
        raise UserError(f"{VARIABLE} must be one of {', '.join(BACKENDS)}; found {name}: {cure}")
    _chosen[:] = [name]
    _kernels.clear()


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
    """Play some worlds with what is quickest from a fresh start, unless the environment says which backend."""
    if worlds < WORLDS_FOR_KERNELS and not os.environ.get(VARIABLE) and "numba" not in sys.modules:
        with backend_of("numpy"):
            yield
    else:
        yield


def has_kernel(module: str) -> Callable[[Rule], Rule]:
    """Mark a rule for which `sim.kernels.MODULE` has a kernel of the same name and arguments."""

    def mark(rule: Rule) -> Rule:
        name = f"{module}.{rule.__name__}"
        REFERENCES[name] = rule

        @wraps(rule)
        def work_out(*given: Any, **named: Any) -> Any:
            if (_chosen or [backend()])[0] == "numpy":
                return rule(*given, **named)
            found = (_kernels.get(name) or load_kernel(name))(*given, **named)
            return rule(*given, **named) if found is NotImplemented else found

        return cast(Rule, work_out)

    return mark


def load_kernel(name: str) -> Callable[..., Any]:
    """Return a kernel by its full name; all are compiled, or read from the user's cache, when the first is wanted."""
    import_module("sim.kernels.compiling").compile_all()
    module, _, function = name.partition(".")
    found: Callable[..., Any] = getattr(import_module(f"sim.kernels.{module}"), function)
    _kernels[name] = found
    return found
