"""What `sim sweep` does, and `sim show` of a sweep: make a folder or take one, fill it, say how it stands."""

import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn

from sim.cli.output import as_json, say
from sim.sweeps.chunks.shard import WHOLE, Shard

MANY = 50_000  # worlds from which on processes make up for their start


@dataclass(frozen=True)
class Where:
    """Where chunks are to be computed; without an engine, by how many worlds there are."""

    engine: str | None
    workers: int | None
    cluster: str | None
    scheduler_file: Path | None

    @property
    def elsewhere(self) -> bool:
        """Whether that is a cluster."""
        return self.cluster is not None or self.scheduler_file is not None

    def at(self, rows: int) -> "Where":
        """Return the same with an engine: processes start late and are quicker then."""
        return replace(self, engine=self.engine or ("processes" if rows >= MANY else "threads"))


@dataclass(frozen=True)
class Wish:
    """What the user asked of `sweep`."""

    scenario: Path | None
    resume: Path | None
    worlds: int | None
    seed: int | None
    chunk: int | None
    settings: tuple[str, ...]
    out: Path | None
    force: bool
    where: Where
    shard: Shard
    json: bool


def sweep(wish: Wish, words: Sequence[str]) -> None:
    """Begin a sweep or go on with one; exit 1 if something in it could not be played."""
    ready = hired(wish.where) if wish.where.elsewhere else None  # a cluster is reached before a folder is made
    try:
        folder = wish.resume or begun(wish, shlex.join(["sim", *words]))
        wish = replace(wish, where=wish.where.at(rows_of(folder)))
        report = filled(folder, wish, ready)
    finally:
        if ready is not None:
            ready.close()
    if wish.json:
        say(as_json(figures(report)))
    else:
        say("\n".join(lines(report, wish)))
    if report.failed:
        raise SystemExit(1)


def rows_of(folder: Path) -> int:
    """Return how many worlds a sweep has; ResultError if there is none in the folder."""
    from sim.sweeps.storage import folder as store

    return store.read_plan(folder).rows


def begun(wish: Wish, command: str) -> Path:
    """Return the folder of a new sweep, with its plan."""
    from sim.runs import folder as results
    from sim.sweeps.execution import planning as laid
    from sim.sweeps.storage import folder as store

    plan, _ = laid.planned(asked(wish, command))
    if wish.shard.of > 1:
        return store.joined(plan, wish.out or Path())
    out = wish.out or results.numbered(Path("results"), plan.name)
    return store.create(plan, out, force=wish.force and wish.out is not None, any_number=wish.out is None)


def asked(wish: Wish, command: str) -> Any:
    """Return what a plan is made of."""
    from sim.sweeps.execution.planning import Asked

    return Asked(wish.scenario or Path(), wish.settings, wish.worlds, wish.seed, wish.chunk, wish.shard.of, command)


def hired(where: Where) -> Any:
    """Return the engine that was asked for."""
    from sim.sweeps.execution import engines

    if where.elsewhere:
        return engines.cluster(where.cluster, where.scheduler_file, where.workers)
    return engines.opened(where.engine or "threads", where.workers)


def filled(folder: Path, wish: Wish, ready: Any) -> Any:
    """Play what is missing; an interrupt or a request to end stops it at once."""
    from sim.cli.progress import Bar
    from sim.sweeps.execution.fill import fill

    def tell(text: str) -> None:
        print(text, file=sys.stderr)

    try:
        return fill(folder, lambda: ready or hired(wish.where), wish.shard, tell, Bar, force=wish.force)
    except (KeyboardInterrupt, SystemExit) as stop:
        again = f"sim sweep --resume {shlex.quote(str(folder))}"
        also = f" --shard {wish.shard}" if wish.shard != WHOLE else ""
        tell(f"stopped; what was finished is kept. Go on with: {again}{also}")
        leave(130 if isinstance(stop, KeyboardInterrupt) else stop.code, wish.where)


def leave(status: Any, where: Where) -> NoReturn:
    """End the program at once: a chunk that a thread still plays, or a client's own threads, are not waited for."""
    sys.stdout.flush()
    sys.stderr.flush()
    if where.elsewhere or where.engine != "processes":  # a pool has semaphores to give back
        os._exit(status if isinstance(status, int) else 1)
    raise SystemExit(status)


def merge(folder: Path, json: bool) -> None:
    """Close a sweep that was played in shards."""
    from sim.sweeps.execution.fill import merge as merged

    report = merged(folder)
    say(as_json(figures(report)) if json else "\n".join([f"{folder}: all parts are there and sound", *end(report)]))
    if report.failed:
        raise SystemExit(1)


def figures(report: Any) -> dict[str, Any]:
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


def lines(report: Any, wish: Wish) -> list[str]:
    """Return how a sweep stands, as text."""
    plan, shard = report.plan, report.shard
    piece = f"; shard {shard}" if shard != WHOLE else ""
    said = [f"{plan.name}: {plan.design.points:,} points of {plan.worlds:,} worlds, seed {plan.seed}{piece}"]
    if report.played:
        said.append(f"played      {report.played:,} worlds in {report.seconds:,.1f} s: {report.rate:,.0f} worlds/s")
    else:
        said.append("played      nothing: it was finished already" if not report.failed else "played      nothing new")
    return [*said, *end(report)]


def end(report: Any) -> list[str]:
    """Return the last lines: what failed, the hash, where it stands, and what is to be done."""
    from sim.sweeps.storage.folder import failed_path

    said = []
    if report.failed:
        said.append(f"failed      {report.failed:,}: see {failed_path(report.folder, report.shard)}")
    if report.manifest:
        said += [f"worlds      {report.manifest['rows']:,}", f"hash        {report.manifest['hash']}"]
    elif report.shard != WHOLE:
        said.append(f"to do       when all {report.shard.of} shards are there: sim sweep --merge {report.folder}")
    else:
        said.append(f"to do       try what is missing again: sim sweep --resume {report.folder}")
    return [*said, f"saved       {report.folder}"]


def plan(wish: Wish, words: Sequence[str]) -> None:
    """Say what a sweep would play, how long it would take and how large it would be."""
    from sim.sweeps.chunks import chunk as chunks
    from sim.sweeps.execution import planning as laid
    from sim.sweeps.execution.estimate import estimate

    made, layout = laid.planned(asked(wish, shlex.join(["sim", *words])))
    engine = hired(wish.where.at(layout.rows))
    workers, name = max(1, engine.width()), engine.name
    engine.close()
    found = estimate(layout, chunks.compute, workers)
    if wish.json:
        numbers = {"points": made.design.points, "worlds_a_point": made.worlds, "worlds": layout.rows}
        cut = {"groups": len(layout.groups), "chunks": layout.chunks, "chunk": made.chunk}
        say(as_json({**numbers, **cut, "workers": workers, "seconds": found.seconds, "bytes": found.size}))
        return
    varied = f"{len(made.design.factors)} factors, {made.design.kind}"
    say(f"{made.name}: {made.design.points:,} points of {made.worlds:,} worlds = {layout.rows:,} worlds; {varied}")
    say(f"groups      {len(layout.groups):,}: points that differ only in figures are played together")
    say(f"chunks      {layout.chunks:,} of at most {made.chunk:,} worlds")
    say(f"time        about {spell(found.seconds)} on {workers} workers ({name})")
    say(f"size        about {found.size / 1e6:,.1f} MB")
    say(
        f"estimated from the first {found.sample:,} worlds, played here on one core in {found.took:.2f} s; "
        "workers are taken to share evenly. Nothing was saved"
    )


def spell(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for unit, size in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if seconds >= 2 * size:
            return f"{seconds / size:,.1f} {unit}"
    return f"{seconds:,.1f} s"


def show(folder: Path, json: bool) -> None:
    """Print what a sweep says at a glance."""
    from sim.sweeps.overview import glance
    from sim.sweeps.overview import lines as told
    from sim.sweeps.storage.reader import Sweep

    held = Sweep(folder)
    found = glance(held)
    if json:
        say(as_json(found))
        return
    say("\n".join(told(held.plan.name, held.plan.question, found)))
    if held.manifest is not None:
        say(f"made by     {held.manifest['command']}")


def show_hash(folder: Path, json: bool) -> None:
    """Print the SHA-256 of the rows of a sweep, in design order, or of a run, by world."""
    from sim.runs import folder as results
    from sim.sweeps.storage.digest import digest
    from sim.sweeps.storage.folder import is_sweep
    from sim.sweeps.storage.reader import Sweep

    if is_sweep(folder):
        found = Sweep(folder).whole().hash()
    else:
        table, _ = results.read(folder)
        found = digest(table.to_batches(), table.schema)
    say(as_json({"hash": found}) if json else found)
