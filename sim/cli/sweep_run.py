"""What `sim sweep` does, and `sim show` of a sweep: make a folder or take one, fill it, say how it stands."""

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from sim.cli.output import as_json, say
from sim.sweeps.chunks.shard import WHOLE_SWEEP, Shard

PROCESSES_FROM = 50_000  # worlds from which on processes make up for their start


@dataclass(frozen=True)
class SweepPlace:
    """Where chunks are to be computed; without an engine, by how many worlds there are."""

    engine: str | None
    workers: int | None
    cluster: str | None
    scheduler_file: Path | None

    @property
    def on_cluster(self) -> bool:
        """Whether that is a cluster."""
        return self.cluster is not None or self.scheduler_file is not None

    def with_engine(self, rows: int) -> "SweepPlace":
        """Return the same with an engine: processes start late and are quicker then."""
        return replace(self, engine=self.engine or ("processes" if rows >= PROCESSES_FROM else "threads"))


@dataclass(frozen=True)
class SweepRequest:
    """What the user asked of `sweep`."""

    scenario: Path | None
    resume: Path | None
    worlds: int | None
    seed: int | None
    chunk: int | None
    settings: tuple[str, ...]
    out: Path | None
    force: bool
    where: SweepPlace
    shard: Shard
    json: bool


def run_sweep(request: SweepRequest, words: Sequence[str]) -> None:
    """Begin a sweep or go on with one; exit 1 if something in it could not be played."""
    ready = (
        open_engine(request.where) if request.where.on_cluster else None
    )  # a cluster is reached before a folder is made
    try:
        folder = request.resume or begin_sweep(request, shlex.join(["sim", *words]))
        request = replace(request, where=request.where.with_engine(sweep_rows(folder)))
        report = fill_sweep(folder, request, ready)
    finally:
        if ready is not None:
            ready.close()
    if request.json:
        say(as_json(sweep_data(report)))
    else:
        say("\n".join(sweep_lines(report, request)))
    if report.failed:
        raise SystemExit(1)


def sweep_rows(folder: Path) -> int:
    """Return how many worlds a sweep has; ResultError if there is none in the folder."""
    from sim.sweeps.storage import folder as store

    return store.read_plan(folder).rows


def begin_sweep(request: SweepRequest, command: str) -> Path:
    """Return the folder of a new sweep, with its plan."""
    from sim.runs import folder as results
    from sim.sweeps.execution import planning as laid
    from sim.sweeps.storage import folder as store

    plan, _ = laid.plan_sweep(plan_request(request, command))
    if request.shard.of > 1:
        return store.join_sweep(plan, request.out or Path())
    out = request.out or results.free_folder(Path("results"), plan.name)
    return store.create_folder(
        plan, out, force=request.force and request.out is not None, any_number=request.out is None
    )


def plan_request(request: SweepRequest, command: str) -> Any:
    """Return what a plan is made of."""
    from sim.sweeps.execution.planning import PlanRequest

    return PlanRequest(
        request.scenario or Path(),
        request.settings,
        request.worlds,
        request.seed,
        request.chunk,
        request.shard.of,
        command,
    )


def open_engine(where: SweepPlace) -> Any:
    """Return the engine that was asked for."""
    from sim.sweeps.execution import engines

    if where.on_cluster:
        return engines.cluster_engine(where.cluster, where.scheduler_file, where.workers)
    return engines.local_engine(where.engine or "threads", where.workers)


def fill_sweep(folder: Path, request: SweepRequest, ready: Any) -> Any:
    """Play what is missing; an interrupt or a request to end stops it at once."""
    from sim.cli.progress import ProgressBar
    from sim.sweeps.execution.fill import fill

    def tell(text: str) -> None:
        print(text, file=sys.stderr)

    try:
        return fill(
            folder, lambda: ready or open_engine(request.where), request.shard, tell, ProgressBar, force=request.force
        )
    except (KeyboardInterrupt, SystemExit) as stop:
        again = f"sim sweep --resume {shlex.quote(str(folder))}"
        also = f" --shard {request.shard}" if request.shard != WHOLE_SWEEP else ""
        tell(f"stopped; what was finished is kept. Go on with: {again}{also}")
        exit_at_once(130 if isinstance(stop, KeyboardInterrupt) else stop.code, request.where)


def exit_at_once(status: Any, where: SweepPlace) -> NoReturn:
    """End the program at once: a chunk that a thread still plays, or a client's own threads, are not waited for."""
    sys.stdout.flush()
    sys.stderr.flush()
    if where.on_cluster or where.engine != "processes":  # a pool has semaphores to give back
        os._exit(status if isinstance(status, int) else 1)
    raise SystemExit(status)


def merge_shards(folder: Path, json: bool) -> None:
    """Close a sweep that was played in shards."""
    from sim.sweeps.execution.fill import close_shards as merged

    report = merged(folder)
    say(
        as_json(sweep_data(report))
        if json
        else "\n".join([f"{folder}: all parts are there and sound", *closing_lines(report)])
    )
    if report.failed:
        raise SystemExit(1)


def sweep_data(report: Any) -> dict[str, Any]:
    """Return how a sweep stands, without time and place."""
    return {
        "points": report.plan.design.points,
        "worlds_a_point": report.plan.worlds,
        "seed": report.plan.seed,
        "shard": str(report.shard),
        "worlds": report.manifest["rows"] if report.manifest else None,
        "failed": report.failed,
        "finished": report.manifest is not None,
        "hash": report.manifest["hash"] if report.manifest else None,
    }


def sweep_lines(report: Any, request: SweepRequest) -> list[str]:
    """Return how a sweep stands, as text."""
    plan, shard = report.plan, report.shard
    piece = f"; shard {shard}" if shard != WHOLE_SWEEP else ""
    said = [f"{plan.name}: {plan.design.points:,} points of {plan.worlds:,} worlds, seed {plan.seed}{piece}"]
    if report.played:
        said.append(f"played      {report.played:,} worlds in {report.seconds:,.1f} s: {report.rate:,.0f} worlds/s")
    else:
        said.append("played      nothing: it was finished already" if not report.failed else "played      nothing new")
    return [*said, *closing_lines(report)]


def closing_lines(report: Any) -> list[str]:
    """Return the last lines: what failed, the hash, where it stands, and what is to be done."""
    from sim.sweeps.storage.folder import failed_path

    said = []
    if report.failed:
        said.append(f"failed      {report.failed:,}: see {failed_path(report.folder, report.shard)}")
    if report.manifest:
        said += [f"worlds      {report.manifest['rows']:,}", f"hash        {report.manifest['hash']}"]
    elif report.shard != WHOLE_SWEEP:
        said.append(f"to do       when all {report.shard.of} shards are there: sim sweep --merge {report.folder}")
    else:
        said.append(f"to do       try what is missing again: sim sweep --resume {report.folder}")
    return [*said, f"saved       {report.folder}"]


def print_plan(request: SweepRequest, words: Sequence[str]) -> None:
    """Say what a sweep would play, how long it would take and how large it would be."""
    from sim.sweeps.chunks import chunk as chunks
    from sim.sweeps.execution import planning as laid
    from sim.sweeps.execution.estimate import estimate_sweep

    made, layout = laid.plan_sweep(plan_request(request, shlex.join(["sim", *words])))
    engine = open_engine(request.where.with_engine(layout.rows))
    workers, name = max(1, engine.width()), engine.name
    engine.close()
    found = estimate_sweep(layout, chunks.play_job, workers)
    if request.json:
        numbers = {"points": made.design.points, "worlds_a_point": made.worlds, "worlds": layout.rows}
        cut = {"groups": len(layout.groups), "chunks": layout.chunks, "chunk": made.chunk}
        say(as_json({**numbers, **cut, "workers": workers, "seconds": found.seconds, "bytes": found.size}))
        return
    varied = f"{len(made.design.factors)} factors, {made.design.kind}"
    say(f"{made.name}: {made.design.points:,} points of {made.worlds:,} worlds = {layout.rows:,} worlds; {varied}")
    say(f"groups      {len(layout.groups):,}: points that differ only in figures are played together")
    say(f"chunks      {layout.chunks:,} of at most {made.chunk:,} worlds")
    say(f"time        about {duration_text(found.seconds)} on {workers} workers ({name})")
    say(f"size        about {found.size / 1e6:,.1f} MB")
    say(
        f"estimated from the first {found.sample:,} worlds, played here on one core in {found.sample_seconds:.2f} s; "
        "workers are taken to share evenly. Nothing was saved"
    )


def duration_text(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} s"


def show_sweep(folder: Path, json: bool) -> None:
    """Print what a sweep says at a glance."""
    from sim.sweeps.overview import overview_lines as told
    from sim.sweeps.overview import sweep_overview
    from sim.sweeps.storage.reader import Sweep

    held = Sweep(folder)
    found = sweep_overview(held)
    if json:
        say(as_json(found))
        return
    say("\n".join(told(held.plan.name, held.plan.question, found)))
    if held.manifest is not None:
        say(f"made by     {held.manifest['command']}")


def show_hash(folder: Path, json: bool) -> None:
    """Print the SHA-256 of the rows of a sweep, in design order, or of a run, by world."""
    from sim.runs import folder as results
    from sim.sweeps.storage.digest import rows_hash
    from sim.sweeps.storage.folder import is_sweep
    from sim.sweeps.storage.reader import Sweep

    if is_sweep(folder):
        found = Sweep(folder).require_complete().hash()
    else:
        table, _ = results.read_result(folder)
        found = rows_hash(table.to_batches(), table.schema)
    say(as_json({"hash": found}) if json else found)
