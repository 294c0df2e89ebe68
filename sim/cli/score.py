"""The verb `score`: what a scenario would have said beforehand of what happened, beside simple rules."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import AsKnownOn, Json, Seed, Settings, Worlds, day_of
from sim.cli.output import NewFolder, Saving, as_json, begin_folder, command_line, say, say_overridden, speak_of
from sim.cli.pictures import Format, Width
from sim.cli.progress import ProgressBar

CASE_HELP = "file of what happened, in the form of `actual` (default: that of the scenario)"
OUT_HELP = "folder for score.txt, score.json and score.png (default: none is written)"


def score(
    scenario: Annotated[Path, typer.Argument(help="scenario file", metavar="SCENARIO")],
    as_known_on: AsKnownOn = None,
    case: Annotated[Path | None, typer.Option(metavar="FILE", help=CASE_HELP)] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    out: Annotated[Path | None, typer.Option(metavar="DIR", help=OUT_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the folder given by --out")] = False,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Score what a scenario would have said beforehand of what happened, beside rules that know nothing of talks.

    Examples:
      sim score scenarios/baseline.yaml --as-known-on 2025-05-15
      sim score scenarios/baseline.yaml --case scenarios/cases/korea_2025_07_30.yaml --out results/score
    """
    if out is None:
        text, data, _ = compute_scores(scenario, as_known_on, case, (worlds, seed), settings)
        say(as_json(data) if json else text)
        return
    with begin_folder(Saving(out=out, force=force, figures=True), scenario.stem) as folder:
        text, data, picture = compute_scores(scenario, as_known_on, case, (worlds, seed), settings)
        saved = save_score(folder, text, data, picture)
    say(as_json(data) if json else f"{text}\nsaved       {saved}")


def compute_scores(
    scenario: Path, on: datetime | None, case: Path | None, size: tuple[int | None, int | None], settings: list[str]
) -> tuple[str, dict[str, Any], Any]:
    """Return the scores as text, as plain data, and as a function that draws them."""
    from sim.analysis.score.case_file import case_of
    from sim.analysis.score.scoring import score_data, score_scenario
    from sim.reporting.score_text import score_lines
    from sim.scenario.as_known import load_as_known, replaced_data
    from sim.scenario.loading import load

    stands = speak_of(load(scenario, settings))
    say_overridden(stands.overridden)
    known = load_as_known(scenario, settings, day_of(on))
    what = case_of(stands, case)
    with ProgressBar(size[0] or known.scenario.worlds) as tick:
        found = score_scenario((known, stands), what, day_of(on), size, tick)
    data = score_data(found) | {"replaced": replaced_data(known.replaced)}

    def draw() -> Any:
        from sim.reporting.figures import score as score_figure

        return score_figure.figure(found, scenario.stem)

    return "\n".join(score_lines(found, scenario.stem)), data, draw


def save_score(folder: NewFolder, text: str, data: dict[str, Any], draw: Any) -> Path:
    """Write text, data and figure into a result folder, and return its place."""
    from sim.cli.pictures import folder_picture, save_figure
    from sim.runs.folder import MANIFEST, put_in_place

    (folder.staging / "score.txt").write_text(text + "\n", encoding="utf-8")
    (folder.staging / "score.json").write_text(as_json(data) + "\n", encoding="utf-8")
    save_figure(draw(), folder.staging / folder_picture("score"))
    made = {"command": command_line(), "replaced": data["replaced"]}
    (folder.staging / MANIFEST).write_text(as_json(made) + "\n", encoding="utf-8")
    return put_in_place(folder.staging, folder.place, folder.force, folder.any_number)
