"""Work in processes of its own, started anew: nothing is shared but the code and what is handed over.

The start method is always asked for by name.  Importing `mesa.batchrunner` sets it for everybody on
some versions of Mesa, and what it would be otherwise differs between machines and Python versions.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Found = TypeVar("Found")


@contextmanager
def pool(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Lend fresh processes to work in; one that dies raises BrokenProcessPool, and stopping early waits for no rest."""
    workers = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def apart(function: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
    """Return what a function of some module returns in a fresh process."""
    with pool(1) as one:
        return one.submit(function, *given, **named).result()
