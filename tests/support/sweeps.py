"""A sweep that costs nothing: rows are NumPy tables that depend on the point and the world alone.

`python sweeps.py WORDS...` is the command with it in place of the model.  Faults are asked for by the
environment: SWEEP_SLEEP seconds a chunk; SWEEP_FAIL, a world of each point that cannot be played;
SWEEP_RAISE and SWEEP_KILL, chunks that raise, or kill their worker (SWEEP_ONCE, a folder: only the first time).
SWEEP_ALONE says that a process plays nothing else.
"""

import os
import signal
import sys
import time
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

if __name__ != "sweeps" or "SWEEP_ALONE" in os.environ:  # neither the model nor designs are needed; they take a second
    from unused import leave_out

    leave_out("sim.runs.chunk")
    leave_out("sim.sweeps.designs.samplers", SAMPLERS={})

from sim.cli import sweep_page
from sim.core.worlds import Array
from sim.sweeps.chunks import chunk as chunks
from sim.sweeps.chunks.chunk import Failure, Job, JobResult
from sim.sweeps.designs.design import Design, Factor
from sim.sweeps.execution import planning as laid
from sim.sweeps.storage import folder as store
from sim.sweeps.storage.plan import OWN_SCENARIO, SweepPlan, record_provenance

POINTS, WORLDS = 30, 40
BETA, TACTIC = "us.tactic.timed.beta", "korea.tactic"


def design(points: int = POINTS) -> Design:
    """Return a number and a choice at each point; the choice makes two groups that interleave."""
    beta = np.linspace(0.1, 0.9, points)
    tactic = np.array(["timed", "micro"])[np.arange(points) * 7 % 5 % 2]
    factors = (Factor(BETA, (0.1, 0.9)), Factor(TACTIC, None, ("timed", "micro")))
    return Design("made", factors, pa.table({BETA: beta, TACTIC: tactic}))


class Laid:
    """The layout of a plan: groups by the choice, cut into chunks."""

    def __init__(self, plan: SweepPlan) -> None:
        chosen = plan.design.table.column(TACTIC).to_pylist()
        self.members = [np.flatnonzero(np.array(chosen) == name) for name in dict.fromkeys(chosen)]
        self.groups, self.worlds, self.rows = self.members, plan.worlds, len(chosen) * plan.worlds
        self.cuts = [
            (group, first, min(plan.chunk, len(points) * plan.worlds - first))
            for group, points in enumerate(self.members)
            for first in range(0, len(points) * plan.worlds, plan.chunk)
        ]
        self.chunks, self.beta, self.seed = len(self.cuts), plan.design.numbers(BETA), plan.seed

    def rows_of(self, index):
        return self.cuts[index][2]

    def jobs(self, indices):
        for index in indices:
            group, first, rows = self.cuts[index]
            points = self.members[group]
            yield Job(index, rows, (points, self.beta[points], self.worlds, self.seed, group), first)


def noise(points: Array, worlds: Array, seed: int) -> Array:
    """Return numbers in [0, 1) that depend on point, world and seed alone, (rows,)."""
    mixed = (points.astype(np.uint64) * 2654435761 + worlds.astype(np.uint64) * 40503 + seed * 977 + 1) % 1000003
    return (mixed * mixed % 1000003) / 1000003


def compute(job: Job) -> JobResult:
    """Make the rows of a job, and the faults that were asked for."""
    points, beta, each, seed, group = job.group
    trouble(job.index)
    rows = np.arange(job.first, job.first + job.rows)
    place, world = rows // each, rows % each
    luck = noise(points[place], world, seed)
    failing = os.environ.get("SWEEP_FAIL")
    bad = world == int(failing) if failing else np.zeros(job.rows, bool)
    table = pa.table(
        {
            "point": pa.array(points[place].astype(np.int32)),
            "world": pa.array(world),
            BETA: pa.array(beta[place]),
            TACTIC: pa.array(["timed" if group == 0 else "micro"] * job.rows),
            "agreed": pa.array(luck > 0.2),
            "day": pa.array((90 + 60 * luck).astype(np.int64), mask=luck <= 0.2),
            "auto_tariff": pa.array(15 + np.exp(luck) * beta[place], mask=luck <= 0.2),
            "phase": pa.array(np.where(luck > 0.5, "after_election", "none")),
        }
    ).filter(pa.array(~bad))
    failed = tuple(
        Failure(int(points[p]), int(w), seed, "ValueError: as asked")
        for p, w in zip(place[bad], world[bad], strict=True)
    )
    return JobResult(job.index, table, failed)


def trouble(index: int) -> None:
    """Sleep, raise or die, as the environment says."""
    time.sleep(float(os.environ.get("SWEEP_SLEEP", "0")))
    if str(index) in os.environ.get("SWEEP_RAISE", "").split():
        raise ZeroDivisionError("as asked")
    if str(index) in os.environ.get("SWEEP_KILL", "").split():
        once = os.environ.get("SWEEP_ONCE")
        try:
            if once:
                (Path(once) / f"killed-{index}").touch(exist_ok=False)
        except FileExistsError:
            return
        os.kill(os.getpid(), signal.SIGKILL)


@cache
def program(command: str):
    """Return what a plan remembers of the program, asked once."""
    return record_provenance(command)


def plan_of(points=POINTS, worlds=WORLDS, seed=1, chunk=100, shards=1, command="sim sweep") -> SweepPlan:
    """Return a plan of the sweep that costs nothing."""
    plan = SweepPlan(
        "free",
        "What does nothing cost?",
        {OWN_SCENARIO: "free: true\n"},
        design(points),
        worlds,
        "same",
        seed,
        chunk,
        0,
        0,
        shards,
        program(command),
    )
    laid_out = Laid(plan)
    return SweepPlan(**{**vars(plan), "rows": laid_out.rows, "chunks": laid_out.chunks})


def planned(asked):
    plan = plan_of(
        int(os.environ.get("SWEEP_POINTS", POINTS)),
        asked.worlds or WORLDS,
        1 if asked.seed is None else asked.seed,
        asked.chunk or 2000,
        asked.shards,
        asked.command,
    )
    return plan, Laid(plan)


def rebuilt(folder, plan):
    return Laid(plan)


def install(patch=setattr) -> None:
    """Put it in place of the model."""
    import sweeps

    patch(sweep_page, "write_sweep_page", lambda folder: None)  # what is made up here has no scenario
    patch(laid, "plan_sweep", sweeps.planned)
    patch(laid, "rebuild_layout", sweeps.rebuilt)
    patch(chunks, "play_job", sweeps.compute)


def run_command() -> None:
    """Run the command; workers, which import this module too, have no need of it."""
    from sim.cli import main

    main()


def command(words: tuple[object, ...], **faults: object) -> None:
    """Run the command, with faults, in this process, which is there for nothing else."""
    os.environ |= {f"SWEEP_{name.upper()}": str(value) for name, value in faults.items()}
    sys.argv = ["sim", *map(str, words)]
    install()
    run_command()


def made(out: Path, **settings) -> Path:
    """Return a new folder with a plan and no parts."""
    return store.create_folder(plan_of(**settings), out)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    install()
    run_command()
