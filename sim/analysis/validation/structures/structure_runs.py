"""All structures in all circumstances, in the same worlds: each run is a task of its own for a process.

Runs keep no daily records, and one of which no more is read than what was signed before the vote stops there.  Tasks
go by circumstance, so that the share of them that is done tells about the share of the work.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sim.analysis.validation.structures.choices import Structure
from sim.analysis.validation.structures.headlines import HEADLINES, PlayedColumns, columns_read, read_before_vote
from sim.core.processes import map_in_processes
from sim.core.processor import usable_cores
from sim.core.worlds import Array
from sim.runs.chunk import RunSettings, Tick
from sim.runs.run import chunk_size, play
from sim.scenario.loading import load


@dataclass(frozen=True)
class StructureTask:
    """One run: a file, what is set, how many worlds of which seed, and the day before which play stops, if any."""

    file: Path
    settings: tuple[str, ...]
    worlds: int
    seed: int
    until: int | None = None


def play_task(task: StructureTask) -> dict[str, Array]:
    """Return what headline results read of one run, (worlds,) each."""
    size = chunk_size(task.worlds, 1)
    kept = RunSettings(task.worlds, task.seed, chunk=size, daily=0, in_full=0, until=task.until)
    return columns_read(play(load(task.file, task.settings), kept))


def play_structures(
    structures: Sequence[Structure],
    changed: Mapping[str, tuple[str, ...]],
    played: StructureTask,
    tick: Tick | None = None,
    workers: int | None = None,
) -> list[dict[str, PlayedColumns]]:
    """Return of each structure its runs, by the name of the circumstance.

    played   the scenario as it is: what is set in every run, its worlds and seed; where it stops, the day of the vote
    """
    short = read_before_vote(HEADLINES)
    tasks = [
        replace(
            played,
            file=structure.file,
            settings=(*played.settings, *structure.settings, *here),
            until=played.until if name in short else None,
        )
        for name, here in changed.items()
        for structure in structures
    ]
    found = play_tasks(tasks, tick or (lambda share: None), min(workers or usable_cores(), len(tasks)))
    each = len(structures)
    return [dict(zip(changed, found[place::each], strict=True)) for place in range(each)]


def play_tasks(tasks: Sequence[StructureTask], tick: Tick, workers: int) -> list[dict[str, Array]]:
    """Return what was read of each run, in their order, played by processes or, where one will do, by this one."""
    if workers > 1:
        return map_in_processes(play_task, tasks, workers, lambda played: tick(len(played) / len(tasks)))
    played = []
    for task in tasks:
        played.append(play_task(task))
        tick(len(played) / len(tasks))
    return played
