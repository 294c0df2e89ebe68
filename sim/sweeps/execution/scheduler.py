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
from sim.sweeps.chunks.chunk import Job, JobResult
from sim.sweeps.execution.engines import CHECK_INTERVAL, Engine

MOST_RETRIES = 3  # times that a chunk is played again after its worker died
MOST_BREAKS = (
    2 * MOST_RETRIES + 1
)  # breaks one after another, with nothing played between, after which the engine is at fault
TASK_SECONDS = 1.0  # seconds that a task should take
MOST_CHUNKS = 256  # chunks of a task, at most
DEATH_ERRORS = ("KilledWorker", "FutureCancelledError", "LostDependency")  # what Dask says of workers that died

Compute = Callable[[Job], JobResult]


@dataclass(frozen=True)
class LostChunk:
    """A chunk that nobody could play."""

    index: int
    error: str


Result = JobResult | LostChunk


def play_jobs(compute: Compute, jobs: Sequence[Job]) -> tuple[list[Result], float]:
    """Play some chunks, at the worker's; return what came out, and the seconds it took."""
    began, found = time.perf_counter(), []
    for job in jobs:
        try:
            found.append(check_rows(job, compute(job)))
        except Exception as wrong:  # becomes a record
            found.append(LostChunk(job.index, f"{type(wrong).__name__}: {wrong}"))
    return found, time.perf_counter() - began


def check_rows(job: Job, done: JobResult) -> Result:
    """Return what came out of a job, or that it is not what was asked for."""
    rows = done.table.num_rows + len(done.failed)
    if done.index != job.index or rows != job.rows:
        return LostChunk(job.index, f"asked for {job.rows} rows of chunk {job.index}; got {rows} of {done.index}")
    return done


class JobScheduler:
    """An engine at work on the jobs of a sweep."""

    def __init__(self, engine: Engine, compute: Compute, jobs: Iterator[Job], count: int) -> None:
        self.engine, self.compute, self.jobs, self.left = engine, compute, jobs, count
        self.pending: dict[Future[Any], list[Job]] = {}
        self.suspects: deque[Job] = deque()  # their worker died; to be played alone
        self.tries: Counter[int] = Counter()
        self.one_at_a_time, self.breaks_in_a_row = False, 0
        self.chunk_seconds: float | None = None  # seconds of a chunk

    def results(self) -> Generator[Result, None, None]:
        """Yield what becomes of each chunk, in the order in which they end."""
        try:
            while self.hand_over():
                done, _ = wait(self.pending, CHECK_INTERVAL, FIRST_COMPLETED)
                if not done:
                    self.engine.check_alive()
                for future in done:
                    yield from self.collect(future)
        finally:
            for future in self.pending:
                future.cancel()

    def hand_over(self) -> bool:
        """Hand over what there is room for; return whether anything is in flight."""
        if self.suspects:
            if not self.pending:
                self.one_at_a_time = True
                self.submit_batch([self.suspects.popleft()])
            return True
        self.one_at_a_time = False
        while len(self.pending) < self.engine.task_limit() and not self.suspects:
            batch = list(islice(self.jobs, self.batch_size()))
            if not batch:
                break
            self.left -= len(batch)
            self.submit_batch(batch)
        return bool(self.pending or self.suspects)

    def batch_size(self) -> int:
        """Return how many chunks the next task should have."""
        if not self.engine.batched or not self.chunk_seconds:
            return 1
        share = -(-self.left // max(1, self.engine.current_workers()))
        return max(1, min(int(TASK_SECONDS / self.chunk_seconds) + 1, share, MOST_CHUNKS))

    def submit_batch(self, batch: list[Job]) -> None:
        """Hand a task over."""
        try:
            self.pending[self.engine.submit(play_jobs, self.compute, batch)] = batch
        except BrokenExecutor:  # since the last one
            self.suspects.extend(batch)
            self.renew()

    def collect(self, future: Future[Any]) -> Iterator[Result]:
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
            yield from self.retry_or_give_up(batch, wrong)
        except CancelledError as wrong:
            yield from self.retry_or_give_up(batch, wrong)
        except Exception as wrong:  # becomes a record
            died = type(wrong).__name__ in DEATH_ERRORS
            told = f"{type(wrong).__name__}: {wrong}"
            yield from self.retry_or_give_up(batch, wrong) if died else [LostChunk(job.index, told) for job in batch]
        else:
            self.breaks_in_a_row = 0
            self.chunk_seconds = max(seconds / len(batch), 1e-6)
            yield from found

    def renew(self) -> None:
        """Make the engine anew; UserError if it breaks whatever it is given."""
        self.breaks_in_a_row += 1
        if self.breaks_in_a_row > MOST_BREAKS:
            raise UserError(
                f"the workers ({self.engine.name}) die whatever they are given; what was finished is kept. "
                "Is there enough memory? Does the program that starts them guard its start by "
                "`if __name__ == '__main__'`? Fewer --workers, or --engine threads, may do"
            )
        self.engine.renew()

    def retry_or_give_up(self, batch: list[Job], wrong: BaseException) -> Iterator[LostChunk]:
        """Put the chunks whose worker died back, alone from now on; yield those given up."""
        if not self.one_at_a_time:
            self.suspects.extend(batch)
            return
        for job in batch:
            self.tries[job.index] += 1
            if self.tries[job.index] < MOST_RETRIES:
                self.suspects.appendleft(job)
            else:
                told = f"its worker died {MOST_RETRIES + 1} times: {type(wrong).__name__}: {wrong}"
                yield LostChunk(job.index, told)


def run_jobs(engine: Engine, compute: Compute, jobs: Iterator[Job], count: int) -> Generator[Result, None, None]:
    """Yield what becomes of each of `count` jobs; let go of those in flight if the caller stops."""
    with closing(JobScheduler(engine, compute, jobs, count).results()) as found:
        yield from found
