"""Engines: where chunks are computed.  All are executors of `concurrent.futures`, and nothing else is asked of them.

    inline      here and now, one after another
    threads     of this process; NumPy lets go of the interpreter, and they start at once
    processes   of this machine, copies of this one where they can be; a pool that breaks is made anew
    cluster     a Dask cluster that runs already, by its address or its scheduler file
    given       any executor a Python user has: of loky, mpi4py, ...

Work in flight is bounded, so that a sweep of any length needs the memory of a few chunks.  A task on a
cluster is some chunks that take about a second together, since handing one over costs some milliseconds.
"""

import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sim.core.errors import UserError
from sim.core.processes import copy_pool, kill_workers, submit_quietly
from sim.core.processor import usable_cores
from sim.runs.provenance import package_versions

LOCAL_ENGINES = ("threads", "processes", "inline")
TASKS_AHEAD = 2  # tasks in flight for each worker
CLUSTER_TIMEOUT = 10.0  # seconds for a cluster to answer
CHECK_INTERVAL = 5.0  # seconds after which a cluster is looked at again: is it there, how many workers has it
MATCHING_PACKAGES = ("ninety-days", "numpy", "scipy")  # packages that must be the same everywhere


class InlineExecutor(Executor):
    """Computes at once, in the call."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as wrong:  # told by the future, as an executor does
            future.set_exception(wrong)
        return future


class Engine:
    """An executor, how many workers it has, and how it is made anew and left.

    make      makes the executor; called again where it breaks, if `renewable`
    batched   whether a task should be several chunks where these are short
    """

    def __init__(
        self, name: str, workers: int, make: Callable[[], Executor], *, renewable: bool = False, batched: bool = False
    ) -> None:
        self.name, self.workers, self.make = name, workers, make
        self.renewable, self.batched = renewable, batched
        self.executor = make()
        self.handed: WeakSet[Future[Any]] = WeakSet()

    def current_workers(self) -> int:
        """Return how many workers there are now."""
        return self.workers

    def task_limit(self) -> int:
        """Return how many tasks may be in flight."""
        return 1 if isinstance(self.executor, InlineExecutor) else TASKS_AHEAD * max(1, self.current_workers())

    def submit(self, task: Callable[..., Any], *words: Any) -> Future[Any]:
        """Hand a task over."""
        future = submit_quietly(self.executor, task, *words)
        self.handed.add(future)
        return future

    def check_alive(self) -> None:
        """See whether what was handed over will come back; UserError if it will not."""

    def renew(self) -> None:
        """Make a broken executor anew; UserError if that is not ours to do."""
        if not self.renewable:
            raise UserError(f"the engine ({self.name}) broke: its workers died. What was finished is kept")
        self.executor.shutdown(wait=False)
        self.executor = self.make()

    def close(self) -> None:
        """Let the workers go, when all is done."""
        self.executor.shutdown()

    def abandon(self) -> None:
        """Stop as soon as can be: what has not begun is taken back, and processes are killed."""
        self.take_back()
        kill_workers(self.executor)

    def take_back(self) -> None:
        """Cancel what has not begun."""
        for future in list(self.handed):
            future.cancel()


class GivenEngine(Engine):
    """An executor that the user made and will shut down."""

    def close(self) -> None:
        """Leave it as it is."""

    def abandon(self) -> None:
        """Take back what has not begun, and leave it as it is."""
        self.take_back()


class ClusterEngine(Engine):
    """A Dask cluster that runs already; it is left running."""

    def __init__(self, client: Any, where: str, workers: int) -> None:
        self.client, self.where, self.last_checked, self.fewest_workers = client, where, -CHECK_INTERVAL, workers
        super().__init__("cluster", workers, lambda: client.get_executor(pure=False), batched=True)

    def current_workers(self) -> int:
        """Return how many threads its workers have now, counted anew every few seconds."""
        if time.monotonic() - self.last_checked > CHECK_INTERVAL:
            self.last_checked = time.monotonic()
            there = self.count_threads()
            if not there and not self.workers and sys.stderr.isatty():
                print(f"the cluster at {self.where} has no workers yet: waiting", file=sys.stderr)
            self.workers = max(there, self.fewest_workers)
        return self.workers

    def count_threads(self) -> int:
        """Return how many threads its workers have; UserError if the cluster went away."""
        try:
            return sum(self.client.ncores().values())
        except (OSError, RuntimeError, CancelledError) as wrong:
            raise self.gone_error() from wrong

    def submit(self, task: Callable[..., Any], *words: Any) -> Future[Any]:
        """Hand a task over; UserError if the cluster went away."""
        self.check_alive()
        return super().submit(task, *words)

    def check_alive(self) -> None:
        """Raise UserError if the cluster went away: a task handed over at that moment would be waited for in vain."""
        if self.client.status != "running":
            raise self.gone_error()

    def gone_error(self) -> UserError:
        """Return what is said of a cluster that went away."""
        return UserError(f"the cluster at {self.where} went away. What was finished is kept: go on with --resume")

    def close(self) -> None:
        """Leave the cluster."""
        self.client.close(timeout=CLUSTER_TIMEOUT)

    def abandon(self) -> None:
        """Take back what has not begun, and leave the cluster."""
        self.take_back()
        self.client.close(timeout=1)


def local_engine(kind: str = "threads", workers: int | None = None) -> Engine:
    """Return an engine of this machine; as many workers as there are cores, if not said otherwise."""
    count = workers or usable_cores()
    if kind == "inline":
        return Engine(kind, 1, InlineExecutor)
    if kind == "threads":
        return Engine(kind, count, lambda: ThreadPoolExecutor(count))
    if kind == "processes":
        return Engine(kind, count, lambda: copy_pool(count), renewable=True)
    raise UserError(f"no such engine: {kind}. Known: {', '.join(LOCAL_ENGINES)}")


def given_engine(executor: Executor, workers: int | None = None) -> Engine:
    """Return an engine over the user's own executor."""
    has = getattr(executor, "num_workers", None) or getattr(executor, "_max_workers", None)
    name = f"{type(executor).__module__}.{type(executor).__name__}"
    return GivenEngine(
        name, workers or (has if isinstance(has, int) else usable_cores()), lambda: executor, batched=True
    )


def cluster_engine(address: str | None, scheduler_file: Path | None, workers: int | None = None) -> Engine:
    """Return an engine over a Dask cluster; UserError if it cannot be reached or runs other versions."""
    try:
        from distributed import Client
        from distributed.comm.addressing import resolve_address
    except ImportError:
        raise UserError("a cluster needs Dask, which is not installed: pip install 'ninety-days[cluster]'") from None
    if scheduler_file is not None and not scheduler_file.is_file():
        raise UserError(f"no such scheduler file: {scheduler_file}. Start the scheduler first; it writes the file")
    where = address or str(scheduler_file)
    for name in list(logging.root.manager.loggerDict):
        if name.startswith(("distributed", "tornado")):  # what goes wrong is told by us, once
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        if address is not None:
            resolve_address(address)  # a client that fails here would linger
        file = None if scheduler_file is None else str(scheduler_file)
        make: Any = Client
        client = make(address, scheduler_file=file, timeout=CLUSTER_TIMEOUT, set_as_default=False)
    except (OSError, ValueError) as wrong:
        raise UserError(f"no Dask cluster answers at {where}: {wrong}; nothing was run") from wrong
    try:
        refuse_other_versions(client)
    except BaseException:
        client.close(timeout=1)
        raise
    return ClusterEngine(client, where, workers or 0)


def refuse_other_versions(client: Any) -> None:
    """Raise UserError if a worker lacks this program, or has it or NumPy in another version."""
    try:
        told = client.run(package_versions, on_error="return")
    except ValueError:
        return  # no workers yet
    ours = package_versions()
    for worker, theirs in told.items():
        if not isinstance(theirs, dict):
            raise UserError(
                f"worker {worker} cannot play: {theirs}; nothing was run. Install the same ninety-days there as here"
            )
        odd = [f"{name} {theirs[name]}, here {ours[name]}" for name in MATCHING_PACKAGES if theirs[name] != ours[name]]
        if odd:
            raise UserError(
                f"worker {worker} has other versions: {'; '.join(odd)}; nothing was run. Make them the same"
            )
