"""The verb `teach`: the slides and handouts of a lesson of 90 minutes, in one folder."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import Json, Seed, possible_worlds
from sim.cli.output import Saving, as_json, begin_folder, say
from sim.cli.progress import ProgressBar, say_on_terminal

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.classroom.lesson.lesson_folder import LessonSettings
    from sim.runs.run import Outcome

OUT_HELP = "folder for the lesson"
WORLDS_HELP = "parallel worlds of each run (default: 300, as in docs/teaching)"
WORLD_HELP = "number of the world that handouts and the last slide tell of (default: 16)"
ONLY_HELP = "one slide alone; may be repeated"


def teach(
    out: Annotated[Path, typer.Option(metavar="DIR", help=OUT_HELP)] = Path("slides"),
    worlds: Annotated[int | None, typer.Option(min=1, callback=possible_worlds, help=WORLDS_HELP)] = None,
    seed: Seed = None,
    world: Annotated[int | None, typer.Option(min=0, max=2**31 - 1, help=WORLD_HELP)] = None,
    only: Annotated[list[str], typer.Option("--only", metavar="SLIDE", help=ONLY_HELP)] = [],  # noqa: B006
    force: Annotated[bool, typer.Option("--force", help="replace the folder given by --out")] = False,
    json: Json = False,
) -> None:
    """Write the slides (SVG and PNG) and the handouts of a lesson on negotiation; index.html shows them.

    Examples:
      sim teach --out slides/
      sim teach --out slides/ --only deadlines --only precedent --worlds 2000
    """
    with begin_folder(Saving(out=out, force=force, figures=True), "slides") as folder:
        from sim.cli.figures import import_figures

        import_figures()
        from sim.classroom.lesson import lesson_runs
        from sim.classroom.lesson.lesson_folder import LessonSettings, keep_lesson, require_slides

        settings = LessonSettings(
            worlds=lesson_runs.WORLDS if worlds is None else worlds,
            seed=lesson_runs.SEED if seed is None else seed,
            world=lesson_runs.WORLD if world is None else world,
            slides=require_slides(only),
        )
        fill_folder(folder.staging, settings)
        saved = keep_lesson(folder.staging, folder.place, folder.force)
    said = {"folder": str(saved), "slides": list(settings.slides), "worlds": settings.worlds, "seed": settings.seed}
    text = f"{len(settings.slides)} slides as SVG and PNG, handouts for both roles in {' and '.join(languages())}"
    say(as_json(said) if json else f"{text}\nsaved       {saved}; open {saved / 'index.html'}")


def languages() -> list[str]:
    """Return the languages of the handouts, in words."""
    from sim.classroom.party_idioms import idioms

    return list(idioms()["languages"].values())


def fill_folder(staging: Path, settings: "LessonSettings") -> None:
    """Play what the slides need, draw them, and write everything."""
    from sim.classroom.lesson.lesson_folder import write_lesson
    from sim.scenario.loading import load

    outcomes = play_runs(settings)
    say_on_terminal("drawing")
    with ProgressBar(len(settings.slides)) as tick:
        write_lesson(staging, load(Path("baseline")), outcomes, settings, tick)


def play_runs(settings: "LessonSettings") -> "dict[str, Outcome]":
    """Return every run that the slides need, with a bar over all of them."""
    from sim.classroom.lesson.lesson_runs import play_lesson, play_world
    from sim.classroom.lesson.slides import WORLD_RUN

    asked = settings.runs()
    many = [name for name in asked if name != WORLD_RUN]
    with ProgressBar(settings.worlds * len(many)) as tick:
        found = play_lesson(many, settings.worlds, settings.seed, tick)
    return found | ({WORLD_RUN: play_world(settings.seed, settings.world)} if WORLD_RUN in asked else {})
