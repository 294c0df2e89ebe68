"""Calls of a guest: within a time, with luck of its own world, and with nothing of it left behind.

NegMAS's negotiators draw from the random numbers of Python and of NumPy that all of a process share.  So each guest has
states of both, begun from a draw of its world, that stand in their place while it is asked: its rows do not depend on
chunks or neighbours.  One guest of a process is asked at a time.  A call is made in a thread beside; one that is not
over in time is told to stop, which Python code heeds, and left behind if it does not.
"""

import ctypes
import random
import threading
import warnings
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np

Call = Callable[[], Any]
ASKING = threading.Lock()
PATIENCE = 0.5  # seconds in which a call that was told to stop may do so


class GuestError(Exception):
    """What a guest did that it must not; its text says so in words."""


class Luck:
    """The random numbers of one guest: states of Python's and of NumPy's, begun from a whole number."""

    def __init__(self, seed: int) -> None:
        self.python: Any = random.Random(seed).getstate()
        self.numpy: Any = np.random.RandomState(seed % 2**32).get_state()

    def exchange(self) -> None:
        """Put these states in the place of the process's, and hold these instead."""
        python, held = random.getstate(), np.random.get_state()  # noqa: NPY002
        random.setstate(self.python)
        np.random.set_state(self.numpy)  # noqa: NPY002
        self.python, self.numpy = python, held


class Caller(threading.Thread):
    """A thread that makes calls, one after the other, until it is let go."""

    def __init__(self) -> None:
        super().__init__(daemon=True, name="negmas guests")
        self.calls: SimpleQueue[Call] = SimpleQueue()
        self.found: SimpleQueue[tuple[bool, Any]] = SimpleQueue()
        self.is_let_go = False

    def run(self) -> None:
        """Make calls; hand over what each returns or raises."""
        while not self.is_let_go:
            try:
                self.found.put((True, self.calls.get()()))
            except BaseException as wrong:
                self.found.put((False, wrong))

    def let_go(self) -> None:
        """Tell the call that is being made to stop, and make no more."""
        self.is_let_go = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident or 0), ctypes.py_object(SystemExit))
        self.join(PATIENCE)


class Callers:
    """The caller of this process; another one is begun where the last was let go, or stayed behind in a parent."""

    def __init__(self) -> None:
        self.caller = Caller()

    def call(self, work: Call, seconds: float) -> Any:
        """Return what a call returns; GuestError where it raises or takes longer than some seconds."""
        if self.caller.is_let_go or not self.caller.is_alive():
            self.caller = Caller()
            self.caller.start()
        self.caller.calls.put(work)
        try:
            good, found = self.caller.found.get(timeout=seconds)
        except Empty:
            self.caller.let_go()
            raise GuestError(f"gave no answer within {seconds:g} s") from None
        if not good:
            raise GuestError(f"raised {type(found).__name__}: {first_line(found)}") from None
        return found


CALLERS = Callers()


def first_line(wrong: BaseException) -> str:
    """Return the first line of what an error says."""
    return (str(wrong).strip() or "no message").splitlines()[0][:200]


def call_guest(work: Call, luck: Luck, seconds: float) -> Any:
    """Return what a call of a guest returns, made with its own luck; GuestError where it fails."""
    with ASKING, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NegMAS's warn of its own inside
        luck.exchange()
        try:
            return CALLERS.call(work, seconds)
        finally:
            luck.exchange()
