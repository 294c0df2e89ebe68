"""The folder of a lesson: slides as SVG and PNG, handouts for both roles, a page that shows all, how it was made."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.classroom.lesson.handout import handout_html, role_briefs
from sim.classroom.lesson.index_page import index_page
from sim.classroom.lesson.lesson_table import lesson_table
from sim.classroom.lesson.slides import SLIDES, Outcomes
from sim.core.errors import UserError
from sim.reporting.figures.figure_words import alternative_of
from sim.reporting.figures.formats import encode_figure
from sim.runs.chunk import Tick
from sim.runs.folder import MANIFEST, ResultError, put_in_place
from sim.runs.provenance import package_versions
from sim.scenario.faults import suggestion
from sim.scenario.loading import LoadedScenario

FORMS = ("svg", "png")
FIGURES = "figures.txt"


@dataclass(frozen=True)
class LessonSettings:
    """How a lesson is made: worlds of each run, seed, the world of its handouts, and which slides."""

    worlds: int
    seed: int
    world: int
    slides: Sequence[str]

    def runs(self) -> list[str]:
        """Return the names of the runs that the slides need, each once."""
        return list(dict.fromkeys(name for slide in self.slides for name in SLIDES[slide].runs))


def require_slides(names: Sequence[str]) -> list[str]:
    """Return the slides asked for in the order of the lesson, all if none; UserError for one that there is not."""
    for name in names:
        if name not in SLIDES:
            raise UserError(f"no such slide: {name}. {suggestion(name, SLIDES)}")
    return [name for name in SLIDES if not names or name in names]


def write_slides(folder: Path, outcomes: Outcomes, names: Sequence[str], tick: Tick) -> dict[str, str]:
    """Write slides as SVG and PNG; return what is read where each is not seen."""
    told = {}
    for place, name in enumerate(names):
        drawn = SLIDES[name].draw(outcomes)
        told[name] = alternative_of(drawn)
        for form in FORMS:
            (folder / f"{name}.{form}").write_bytes(encode_figure(drawn, form, "double"))
        tick((place + 1) / len(names))
    return told


def write_handouts(folder: Path, loaded: LoadedScenario, settings: LessonSettings) -> Iterator[tuple[str, str]]:
    """Write the handouts of both roles in every language; yield the title and the file of each."""
    for (side, language), brief in role_briefs(loaded, settings.seed, settings.world).items():
        file = f"handout_{side}_{language}.html"
        (folder / file).write_text(handout_html(brief), encoding="utf-8")
        yield brief["title"], file


def write_lesson(
    staging: Path, loaded: LoadedScenario, outcomes: Outcomes, settings: LessonSettings, tick: Tick
) -> None:
    """Write all files of a lesson into a folder."""
    slides = write_slides(staging, outcomes, settings.slides, tick)
    handouts = list(write_handouts(staging, loaded, settings))
    (staging / FIGURES).write_text(lesson_table(outcomes, day_of_vote(loaded)), encoding="utf-8")
    page = index_page(slides, handouts, settings.worlds, settings.seed)
    (staging / "index.html").write_text(page, encoding="utf-8")
    made = {"worlds": settings.worlds, "seed": settings.seed, "world": settings.world, "versions": package_versions()}
    (staging / MANIFEST).write_text(json.dumps({"lesson": made, "slides": list(slides)}, indent=2) + "\n", "utf-8")


def day_of_vote(loaded: LoadedScenario) -> int:
    """Return the day of a scenario's vote, counted from the first day of the pause; UserError where it has none."""
    spec = loaded.scenario
    if spec.main_election is None:
        raise UserError(f"{loaded.shown} has no election, and a lesson tells who signs before it")
    return (spec.main_election.date - spec.calendar.pause).days


def keep_lesson(staging: Path, out: Path, force: bool) -> Path:
    """Put a finished folder in its place; ResultError if that cannot be."""
    try:
        return put_in_place(staging, out, force, any_number=False)
    except OSError as wrong:
        raise ResultError(f"{out} could not be written: {wrong.strerror}; nothing is left of it") from wrong
