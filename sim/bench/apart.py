"""Work in processes of its own, started anew: nothing is shared but the code and what is handed over.

The start method is always asked for by name.  Importing `mesa.batchrunner` sets it for everybody on
some versions of Mesa, and what it would be otherwise differs between machines and Python versions.
"""

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


def pool(processes: int) -> ProcessPoolExecutor:
    """Return fresh processes to work in; a process that dies raises BrokenProcessPool instead of hanging."""
    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))


def apart(function: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
    """Return what a function of some module returns in a fresh process."""
    with pool(1) as one:
        return one.submit(function, *given, **named).result()
