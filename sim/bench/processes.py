"""Work in processes of its own, started anew: nothing is shared but the code and what is handed over."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import ParamSpec, TypeVar

from sim.core import processes as pools

Given = ParamSpec("Given")
Found = TypeVar("Found")


@contextmanager
def fresh_processes(processes: int) -> Iterator[ProcessPoolExecutor]:
    """Lend fresh processes to work in; one that dies raises BrokenProcessPool, and stopping early waits for no rest."""
    workers = pools.process_pool(processes)
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def in_fresh_process(function: Callable[Given, Found], *given: Given.args, **named: Given.kwargs) -> Found:
    """Return what a function of some module returns in a fresh process."""
    with fresh_processes(1) as one:
        return one.submit(function, *given, **named).result()
