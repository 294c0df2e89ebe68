"""Fill the folder of a sweep: find what is missing, have it played, put it in place, close it.

The same for a new sweep, one that goes on after whatever stopped it, and one shard of it.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.runs import folder as results
from sim.runs.folder import ResultError
from sim.sweeps.chunks import chunk as chunks
from sim.sweeps.chunks.chunk import JobResult
from sim.sweeps.chunks.shard import WHOLE_SWEEP, Shard
from sim.sweeps.execution import planning as laid
from sim.sweeps.execution import scheduler as running
from sim.sweeps.execution.engines import Engine
from sim.sweeps.storage import folder as store
from sim.sweeps.storage.locks import hold_lock
from sim.sweeps.storage.parts import Part, delete_unfinished, survey_parts, write_part
from sim.sweeps.storage.plan import SweepLayout, SweepPlan, changed_versions
from sim.sweeps.storage.reader import Sweep

Tick = Callable[[float], None]
Watch = Callable[[int, float], AbstractContextManager[Tick]]


@contextmanager
def no_progress(worlds: int, share: float) -> Iterator[Tick]:
    """Show nothing of the progress."""
    yield lambda share: None


@dataclass(frozen=True)
class FillReport:
    """How it stands after some work.

    played, seconds   worlds played now, and how long that took
    failed            worlds and chunks of the sweep, or of the shard, that could not be played
    manifest          of the sweep, if it is closed
    """

    folder: Path
    plan: SweepPlan
    shard: Shard
    chunks: int
    played: int
    seconds: float
    failed: int
    manifest: dict[str, Any] | None

    @property
    def rate(self) -> float:
        """Worlds a second."""
        return self.played / self.seconds if self.seconds > 0 else 0.0


@dataclass
class SweepWork:
    """A folder that is being filled; its lock is held.

    sound    the best part of each chunk of the shard
    missing  chunks to be played: not there, or with worlds that failed
    """

    folder: Path
    plan: SweepPlan
    layout: SweepLayout
    shard: Shard
    sound: dict[int, Part]
    missing: list[int]
    lost: dict[int, str] = field(default_factory=dict)
    played: int = 0
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """How many worlds the shard has."""
        return sum(self.layout.rows_of(index) for index in range(self.layout.chunks) if self.shard.has(index))

    def play(self, engine: Engine, compute: running.Compute, tick: Tick) -> None:
        """Have what is missing played; ResultError if a part cannot be written."""
        began, rows = time.perf_counter(), self.rows
        done = rows - sum(self.layout.rows_of(index) for index in self.missing)
        jobs = self.layout.jobs(self.missing)
        try:
            with closing(running.run_jobs(engine, compute, jobs, len(self.missing))) as found:
                for result in found:
                    self.keep_result(result)
                    done += self.layout.rows_of(result.index)
                    tick(done / rows)
        finally:
            self.seconds = time.perf_counter() - began
            with suppress(ResultError):  # a note only; a full disk is told elsewhere
                self.note_time(engine)

    def keep_result(self, result: JobResult | running.LostChunk) -> None:
        """Put a finished chunk in its place, or remember that it could not be played."""
        if isinstance(result, running.LostChunk):
            self.lost[result.index] = result.error
            return
        before = self.sound.get(result.index)
        try:
            part = write_part(self.folder / store.PARTS, result)
            if before is not None and before.path != part.path:
                before.path.unlink(missing_ok=True)
        except OSError as wrong:
            kept = f"{len(self.sound)} of {self.layout.chunks} chunks are kept"
            cure = f"When that is put right: sim sweep --resume {self.folder}"
            raise ResultError(f"{self.folder} could not be written: {wrong.strerror}; {kept}. {cure}") from wrong
        self.sound[part.index] = part
        self.played += part.rows

    def note_time(self, engine: Engine) -> None:
        """Write down how long it was worked on, and by what."""
        who = {"engine": engine.name, "workers": engine.workers, "host": socket.gethostname()}
        numbers = {"shard": str(self.shard), "worlds": self.played, "seconds": round(self.seconds, 3)}
        store.note_sitting(self.folder, {**numbers, **who})

    def finish(self) -> FillReport:
        """Write down what failed, close the sweep if all of it is there, and tell how it stands."""
        failed = store.note_failed(self.folder, self.shard, self.sound.values(), self.lost)
        whole = self.shard.of == 1 and len(self.sound) == self.layout.chunks
        manifest = store.read_manifest(self.folder)
        if whole and (manifest is None or self.played):
            manifest = close_sweep(self.folder)
        there = len(self.sound)
        return FillReport(self.folder, self.plan, self.shard, there, self.played, self.seconds, failed, manifest)


def close_sweep(folder: Path) -> dict[str, Any]:
    """Close a sweep of which every part is there, and return its manifest."""
    store.remove_manifest(folder)
    sweep = Sweep(folder)
    store.write_columns(folder, {"design": sweep.design_schema, "rows": sweep.schema})
    return store.write_manifest(folder, sweep.plan, sweep.rows, sweep.hash(), sweep.failed)


def begin_work(folder: Path, shard: Shard, tell: Callable[[str], None]) -> SweepWork:
    """Return what is to be done in a folder; parts that are not sound are told of and deleted."""
    plan = store.read_plan(folder)
    layout = laid.rebuild_layout(folder, plan)
    if (layout.rows, layout.chunks) != (plan.rows, plan.chunks):
        raise ResultError(f"{folder}: its plan has {plan.rows} rows; its scenario and design make {layout.rows}")
    delete_unfinished(folder / store.PARTS, shard.has)
    found = survey_parts(folder / store.PARTS, layout.rows_of, shard.has)
    for path, why in found.unsound:
        tell(f"{path} {why}. It is played again")
        path.unlink(missing_ok=True)
    for path in found.spare:
        path.unlink(missing_ok=True)
    own = (index for index in range(layout.chunks) if shard.has(index))
    missing = [index for index in own if index not in found.sound or found.sound[index].failed]
    if missing and (folder / results.MANIFEST).exists():
        store.remove_manifest(folder)
    return SweepWork(folder, plan, layout, shard, found.sound, missing)


def fill(
    folder: Path,
    make_engine: Callable[[], Engine],
    shard: Shard = WHOLE_SWEEP,
    tell: Callable[[str], None] = print,
    watch: Watch = no_progress,
    *,
    force: bool = False,
) -> FillReport:
    """Play what is missing in a folder, or in a shard of it, and close it where all is there.

    make_engine   makes the engine, if there is anything to play
    tell   takes what the user should know on the way
    force  go on although another version of the program began
    """
    plan = store.read_plan(folder)
    if shard.of not in (1, plan.shards):
        raise ResultError(f"{folder} is shared out in {plan.shards} pieces, not {shard.of}; nothing was run")
    with hold_lock(folder, shard):
        work = begin_work(folder, shard, tell)
        if work.missing:
            if not force:
                store.refuse_other_program(folder, changed_versions(plan))
            rows = work.rows
            share = 1 - sum(work.layout.rows_of(index) for index in work.missing) / rows
            engine = make_engine()
            try:
                with watch(rows, share) as tick:
                    work.play(engine, chunks.play_job, tick)
            except BaseException:
                engine.abandon()
                raise
            engine.close()
        return work.finish()


def close_shards(folder: Path) -> FillReport:
    """Close a sweep that was played in shards; ResultError if something is missing, with the shard whose it is."""
    plan = store.read_plan(folder)
    with hold_lock(folder):
        layout = laid.rebuild_layout(folder, plan)
        found = survey_parts(folder / store.PARTS, layout.rows_of)
        if found.unsound:
            path, why = found.unsound[0]
            raise ResultError(f"{path} {why}. Play it again: sim sweep --resume {folder}")
        missing = [index for index in range(layout.chunks) if index not in found.sound]
        if missing:
            raise ResultError(missing_text(folder, plan, missing))
        return SweepWork(folder, plan, layout, WHOLE_SWEEP, found.sound, []).finish()


def missing_text(folder: Path, plan: SweepPlan, missing: list[int]) -> str:
    """Return which chunks are missing, by shard."""
    shards = [Shard(number, plan.shards) for number in range(1, plan.shards + 1)]
    lacks = [(shard, sum(map(shard.has, missing))) for shard in shards]
    told = ", ".join(f"{count} of shard {shard}" for shard, count in lacks if count)
    cure = "Let these shards finish, run them again, or play what is missing here"
    return f"{folder}: {len(missing)} of {plan.chunks} chunks are missing: {told}. {cure}: sim sweep --resume {folder}"
