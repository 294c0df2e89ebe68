"""Processes of this machine to work in, copies of this one or new, whatever the start method of the program is.

Importing `mesa.batchrunner` sets that method for everybody on some versions of Mesa, and what it would be
otherwise differs between machines and Python versions.
"""

import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import closing, suppress
from typing import Any, TypeVar

from sim.core.backend import Prepared, load_all, prepare, take_over
from sim.core.errors import UserError

Task = TypeVar("Task")
Found = TypeVar("Found")

CLOSING_TIMEOUT = 5.0  # seconds for a pool whose processes were killed to close its pipes
TASKS_AHEAD = 2  # tasks for each process that are begun, or done and not yet taken


def can_copy() -> bool:
    """Whether this process can be copied as it stands: on Linux, without threads of Python that might hold a lock."""
    return sys.platform == "linux" and threading.active_count() == 1


def process_pool(workers: int) -> ProcessPoolExecutor:
    """Return new processes, spawned, whose start takes a second or two, for their imports.

    Kernels are compiled before, here and once.
    """
    spawn = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, spawn, initializer=prepare_worker, initargs=(prepare(),))


def copy_pool(workers: int) -> ProcessPoolExecutor:
    """Return copies of this process where there can be some: they start at once, with imports and kernels; or new ones.

    They begin when the first task is handed over.
    """
    prepared = prepare()
    if not can_copy():
        return process_pool(workers)
    if prepared.backend == "numba":
        with suppress(ImportError, OSError):  # workers find the same, and say so
            load_all()
    fork = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(workers, fork, initializer=prepare_worker, initargs=(prepared,))


def map_in_processes(
    work: Callable[[Task], Found], tasks: Iterable[Task], workers: int, told: Callable[[list[Found]], None]
) -> list[Found]:
    """Return what each task gives, in their order, worked on by processes; `told` is shown all so far, each time.

    UserError if a process dies.
    """
    found = []
    with closing(found_in_processes(work, tasks, workers)) as results:
        for each in results:
            found.append(each)
            told(found)
    return found


def found_in_processes(
    work: Callable[[Task], Found], tasks: Iterable[Task], workers: int
) -> Generator[Found, None, None]:
    """Yield what each task gives, in their order, worked on by processes; UserError if one of them dies.

    No more than a few tasks for each process are begun before what they give is taken.
    """
    crew = copy_pool(workers)
    at_work: deque[Future[Found]] = deque()
    try:
        for task in tasks:
            at_work.append(submit_quietly(crew, work, task))
            if len(at_work) >= TASKS_AHEAD * workers:
                yield at_work.popleft().result()
        while at_work:
            yield at_work.popleft().result()
    except BrokenExecutor as wrong:
        kill_workers(crew)
        raise UserError(f"a process died at work: {wrong}; is there enough memory? --workers 1 needs less") from wrong
    except BaseException:
        kill_workers(crew)
        raise
    crew.shutdown()


def submit_quietly(crew: Executor, work: Callable[..., Found], *words: Any) -> "Future[Found]":
    """Hand some work over; the first starts processes, where Python warns of libraries' threads, which sleep."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return crew.submit(work, *words)


def prepare_worker(prepared: Prepared) -> None:
    """Prepare a worker: it works as its parent does, whose business an interrupt is, and ends when that has died.

    A copy has the command's way of ending when it is asked to, an exception, which the pool would take for what a task
    gave: the worker would go on, and who waits for its end would wait for ever.
    """
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    take_over(prepared)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=exit_with_parent, args=(parent,), daemon=True).start()


def exit_with_parent(parent: Any) -> None:
    """End this process when its parent has: it may have been killed."""
    parent.join()
    os._exit(1)


def kill_workers(executor: Executor) -> None:
    """Stop as soon as can be: processes are killed at work.

    The pool's own thread is waited for: where the program ends while that closes its pipes, Python 3.11's hook at exit
    writes into one of them and prints "Bad file descriptor".
    """
    workers = list((getattr(executor, "_processes", None) or {}).values())
    manager = getattr(executor, "_executor_manager_thread", None)
    executor.shutdown(wait=False, cancel_futures=True)
    for worker in workers:
        worker.kill()
    if manager is not None:
        manager.join(CLOSING_TIMEOUT)
