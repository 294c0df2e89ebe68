"""What the user asked of `sweep`, where it is to be computed, and the plan that follows from both."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import command_line
from sim.sweeps.chunks.shard import Shard

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.sweeps.execution.engines import Engine
    from sim.sweeps.execution.planning import PlanRequest

PROCESSES_FROM = 50_000  # worlds from which on processes make up for their start


@dataclass(frozen=True, kw_only=True)
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


@dataclass(frozen=True, kw_only=True)
class NewSweep:
    """What a new sweep is made of; None where the scenario's own stands."""

    scenario: Path | None
    worlds: int | None
    seed: int | None
    chunk: int | None
    settings: Sequence[str]
    on: date | None = None


@dataclass(frozen=True, kw_only=True)
class SweepFolder:
    """The folder of a sweep: one to go on with, or where a new one is to be; and which piece is computed."""

    resume: Path | None
    out: Path | None
    force: bool
    shard: Shard


@dataclass(frozen=True, kw_only=True)
class SweepRequest:
    """What the user asked of `sweep`; `page`: whether its report is written when it is finished."""

    new: NewSweep
    folder: SweepFolder
    where: SweepPlace
    json: bool
    page: bool = True


def plan_request(request: SweepRequest) -> "PlanRequest":
    """Return what a plan is made of."""
    from sim.sweeps.execution.planning import PlanRequest

    return PlanRequest(
        scenario=request.new.scenario or Path(),
        settings=tuple(request.new.settings),
        on=request.new.on,
        worlds=request.new.worlds,
        seed=request.new.seed,
        chunk=request.new.chunk,
        shards=request.folder.shard.of,
        command=command_line(),
    )


def open_engine(where: SweepPlace) -> "Engine":
    """Return the engine that was asked for."""
    from sim.sweeps.execution import engines

    if where.on_cluster:
        return engines.cluster_engine(where.cluster, where.scheduler_file, where.workers)
    return engines.local_engine(where.engine or "threads", where.workers)
