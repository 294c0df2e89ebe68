"""The runs that a lesson of 90 minutes shows: scenarios that come with the program, with one thing changed or none.

All meet the same luck, so that world 16 is the same world in each.  `signing_dear` doubles the cost of the baseline.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.lesson.lesson_data import LESSON
from sim.core.errors import UserError
from sim.runs.chunk import Tick
from sim.runs.run import Outcome, run
from sim.scenario.faults import suggestion
from sim.scenario.loading import load

WORLDS, SEED, WORLD = 300, 1, 16  # of every run; the world of which handouts and exercises tell


@dataclass(frozen=True)
class LessonRun:
    """A scenario by its name, with settings."""

    scenario: str
    settings: tuple[str, ...] = ()


LESSON_RUNS = {
    name: LessonRun(held["scenario"], tuple(held.get("settings", ()))) for name, held in LESSON["runs"].items()
}


def play_lesson(names: Iterable[str], worlds: int, seed: int, tick: Tick | None = None) -> dict[str, Outcome]:
    """Return runs of the lesson by name, played in as many worlds each; UserError for a name that there is not.

    tick   called with the share of all the work that is done, 0 to 1
    """
    asked = list(names)
    for name in asked:
        if name not in LESSON_RUNS:
            raise UserError(f"no such run of the lesson: {name}. {suggestion(name, LESSON_RUNS)}")
    return {name: play_one(name, worlds, seed, part_of(tick, place, len(asked))) for place, name in enumerate(asked)}


def play_one(name: str, worlds: int, seed: int, tick: Tick | None = None) -> Outcome:
    """Return one run of the lesson."""
    stated = LESSON_RUNS[name]
    return run(load(Path(stated.scenario), stated.settings), worlds, seed, tick=tick, workers=None)


def part_of(tick: Tick | None, place: int, parts: int) -> Tick | None:
    """Return what is told the share of one part of the work, and tells the share of all."""
    return None if tick is None else lambda share: tick((place + share) / parts)


def play_world(seed: int, world: int) -> Outcome:
    """Return one world of the baseline, with all its offers."""
    return run(load(Path("baseline")), 1, seed, first=world, recorded=1)
