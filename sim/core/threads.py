"""Threads of this process to work in: they start at once, and NumPy and kernels let go of the interpreter at work."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Event
from typing import TypeVar

Task = TypeVar("Task")
Found = TypeVar("Found")
Look = Callable[[], None]


class StoppedError(Exception):
    """The work is no longer wanted."""


def map_in_threads(
    work: Callable[[Task, Look], Found], tasks: Iterable[Task], workers: int, told: Callable[[list[Found]], None]
) -> list[Found]:
    """Return what each task gives, in their order, worked on by threads; `told` is shown all so far, each time.

    Where a task fails, or the user interrupts, the others end too: in the call of what `work` is handed beside its
    task, which it makes now and then.
    """
    stop, found, faults = Event(), list[Found](), list[BaseException]()

    def look() -> None:
        if stop.is_set():
            raise StoppedError

    def do(task: Task) -> Found:
        look()  # a thread that has just been stopped may take the next task before that is taken back
        try:
            return work(task, look)
        except BaseException as wrong:
            faults.append(wrong)  # the first is what went wrong, the others have been stopped
            stop.set()
            raise

    with ThreadPoolExecutor(workers) as crew:
        at_work = [crew.submit(copy_context().run, do, task) for task in tasks]
        try:
            for each in at_work:
                found.append(each.result())
                told(found)
        except BaseException as wrong:
            stop.set()
            crew.shutdown(wait=False, cancel_futures=True)
            raise (faults[0] if isinstance(wrong, StoppedError) else wrong) from None
    return found
