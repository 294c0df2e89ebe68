"""All structures in all circumstances, in the same worlds: each run is a task of its own for a process."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.analysis.validation.structures.choices import Structure
from sim.analysis.validation.structures.headlines import PlayedColumns, columns_read
from sim.core.processes import map_in_processes, usable_cores
from sim.core.worlds import Array
from sim.runs.chunk import Tick
from sim.runs.run import run
from sim.scenario.loading import load


@dataclass(frozen=True)
class StructureTask:
    """One run: a file, what is set, how many worlds of which seed."""

    file: Path
    settings: tuple[str, ...]
    worlds: int
    seed: int


def play_task(task: StructureTask) -> dict[str, Array]:
    """Return what headline results read of one run, (worlds,) each."""
    return columns_read(run(load(task.file, task.settings), task.worlds, task.seed, told=0))


def play_structures(
    structures: Sequence[Structure],
    changed: dict[str, tuple[str, ...]],
    settings: Sequence[str],
    worlds: int,
    seed: int,
    tick: Tick | None = None,
    workers: int | None = None,
) -> list[dict[str, PlayedColumns]]:
    """Return of each structure its runs, by the name of the circumstance."""
    tasks = [
        StructureTask(structure.file, (*settings, *structure.settings, *here), worlds, seed)
        for structure in structures
        for here in changed.values()
    ]
    played = play_tasks(tasks, tick or (lambda share: None), min(workers or usable_cores(), len(tasks)))
    each = len(changed)
    return [dict(zip(changed, played[first : first + each], strict=True)) for first in range(0, len(tasks), each)]


def play_tasks(tasks: Sequence[StructureTask], tick: Tick, workers: int) -> list[dict[str, Array]]:
    """Return what was read of each run, in their order, played by processes or, where one will do, by this one."""
    if workers > 1:
        return map_in_processes(play_task, tasks, workers, lambda played: tick(len(played) / len(tasks)))
    played = []
    for task in tasks:
        played.append(play_task(task))
        tick(len(played) / len(tasks))
    return played
