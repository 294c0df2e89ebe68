"""The loop of a sweep: jobs to an engine, what comes back to the folder, at once.

Jobs are made when there is room for them.  A chunk that raises becomes a record.  Where workers die, the
chunks they had are played again one at a time, so that the one that kills them is known by name: after
`TRIES` more times it is given up, and the others are none the worse.
"""

import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Future, wait
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sim.core.errors import UserError
from sim.sweeps.chunks.chunk import Done, Job
from sim.sweeps.execution.engines import LOOK, Engine

TRIES = 3  # times that a chunk is played again after its worker died
BARREN = 2 * TRIES + 1  # breaks one after another, with nothing played between, after which the engine is at fault
ENOUGH = 1.0  # seconds that a task should take
MOST = 256  # chunks of a task, at most
DIED = ("KilledWorker", "FutureCancelledError", "LostDependency")  # what Dask says of workers that died

Compute = Callable[[Job], Done]


@dataclass(frozen=True)
class Lost:
    """A chunk that nobody could play."""

    index: int
    error: str


Result = Done | Lost


def worked(compute: Compute, jobs: Sequence[Job]) -> tuple[list[Result], float]:
    """Play some chunks, at the worker's; return what came out, and the seconds it took."""
    began, found = time.perf_counter(), []
    for job in jobs:
        try:
            found.append(checked(job, compute(job)))
        except Exception as wrong:  # becomes a record
            found.append(Lost(job.index, f"{type(wrong).__name__}: {wrong}"))
    return found, time.perf_counter() - began


def checked(job: Job, done: Done) -> Result:
    """Return what came out of a job, or that it is not what was asked for."""
    rows = done.table.num_rows + len(done.failed)
    if done.index != job.index or rows != job.rows:
        return Lost(job.index, f"asked for {job.rows} rows of chunk {job.index}; got {rows} of {done.index}")
    return done


class Crew:
    """An engine at work on the jobs of a sweep."""

    def __init__(self, engine: Engine, compute: Compute, jobs: Iterator[Job], count: int) -> None:
        self.engine, self.compute, self.jobs, self.left = engine, compute, jobs, count
        self.pending: dict[Future[Any], list[Job]] = {}
        self.suspects: deque[Job] = deque()  # their worker died; to be played alone
        self.tries: Counter[int] = Counter()
        self.alone, self.barren = False, 0
        self.pace: float | None = None  # seconds of a chunk

    def results(self) -> Generator[Result, None, None]:
        """Yield what becomes of each chunk, in the order in which they end."""
        try:
            while self.fill():
                done, _ = wait(self.pending, LOOK, FIRST_COMPLETED)
                if not done:
                    self.engine.look()
                for future in done:
                    yield from self.gathered(future)
        finally:
            for future in self.pending:
                future.cancel()

    def fill(self) -> bool:
        """Hand over what there is room for; return whether anything is in flight."""
        if self.suspects:
            if not self.pending:
                self.alone = True
                self.hand([self.suspects.popleft()])
            return True
        self.alone = False
        while len(self.pending) < self.engine.limit() and not self.suspects:
            batch = list(islice(self.jobs, self.size()))
            if not batch:
                break
            self.left -= len(batch)
            self.hand(batch)
        return bool(self.pending or self.suspects)

    def size(self) -> int:
        """Return how many chunks the next task should have."""
        if not self.engine.batched or not self.pace:
            return 1
        share = -(-self.left // max(1, self.engine.width()))
        return max(1, min(int(ENOUGH / self.pace) + 1, share, MOST))

    def hand(self, batch: list[Job]) -> None:
        """Hand a task over."""
        try:
            self.pending[self.engine.submit(worked, self.compute, batch)] = batch
        except BrokenExecutor:  # since the last one
            self.suspects.extend(batch)
            self.renew()

    def gathered(self, future: Future[Any]) -> Iterator[Result]:
        """Yield what came out of a task."""
        if future not in self.pending:  # of an engine that broke meanwhile
            return
        batch = self.pending.pop(future)
        try:
            found, seconds = future.result()
        except BrokenExecutor as wrong:
            self.suspects.extend(job for held in self.pending.values() for job in held)
            self.pending.clear()
            self.renew()
            yield from self.mourned(batch, wrong)
        except CancelledError as wrong:
            yield from self.mourned(batch, wrong)
        except Exception as wrong:  # becomes a record
            died = type(wrong).__name__ in DIED
            told = f"{type(wrong).__name__}: {wrong}"
            yield from self.mourned(batch, wrong) if died else [Lost(job.index, told) for job in batch]
        else:
            self.barren = 0
            self.pace = max(seconds / len(batch), 1e-6)
            yield from found

    def renew(self) -> None:
        """Make the engine anew; Refusal if it breaks whatever it is given."""
        self.barren += 1
        if self.barren > BARREN:
            raise UserError(
                f"the workers ({self.engine.name}) die whatever they are given; what was finished is kept. "
                "Is there enough memory? Does the program that starts them guard its start by "
                "`if __name__ == '__main__'`? Fewer --workers, or --engine threads, may do"
            )
        self.engine.renew()

    def mourned(self, batch: list[Job], wrong: BaseException) -> Iterator[Lost]:
        """Put the chunks whose worker died back, alone from now on; yield those given up."""
        if not self.alone:
            self.suspects.extend(batch)
            return
        for job in batch:
            self.tries[job.index] += 1
            if self.tries[job.index] < TRIES:
                self.suspects.appendleft(job)
            else:
                told = f"its worker died {TRIES + 1} times: {type(wrong).__name__}: {wrong}"
                yield Lost(job.index, told)


def results(engine: Engine, compute: Compute, jobs: Iterator[Job], count: int) -> Generator[Result, None, None]:
    """Yield what becomes of each of `count` jobs; let go of those in flight if the caller stops."""
    with closing(Crew(engine, compute, jobs, count).results()) as found:
        yield from found
