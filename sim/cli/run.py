"""The verb `run`: play a scenario once in every world, print what happened, and save it."""

import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import LAST_WORLD, AsKnownOn, Json, Seed, Settings, Worlds, day_of, refuse_odd
from sim.cli.output import NewFolder, Saving, as_json, begin_folder, say, say_overridden, speak_of
from sim.cli.pictures import Format, Width
from sim.cli.progress import ProgressBar, say_backend
from sim.cli.run_again import repeat_sweep, repeat_words
from sim.cli.run_extras import extras_of
from sim.cli.short_run import is_short, play_beside_import

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    import pyarrow as pa

    from sim.runs.chunk import RunSettings
    from sim.runs.parquet import SavedRows
    from sim.runs.run import Outcome
    from sim.scenario.loading import LoadedScenario

WORKERS_HELP = (
    "processes or threads that share the work  [default: one; from 10,000 worlds on as many as there are cores]"
)
AGAIN_HELP = "repeat a saved run or sweep from its folder, and say if rows are the same"
AS_IT_WAS = "--from repeats a run as it was: leave out --worlds, --seed, --first, --chunk, --set and --as-known-on"


@dataclass(frozen=True, kw_only=True)
class RunSize:
    """How much is to be played and by how many processes; None where the scenario, or what is quickest, decides."""

    worlds: int | None
    seed: int | None
    first: int
    chunk: int | None
    workers: int | None


@dataclass(frozen=True, kw_only=True)
class RunRequest:
    """What the user asked of `run`; `again` is the folder of a run to be repeated."""

    scenario: Path | None
    again: Path | None
    size: RunSize
    settings: tuple[str, ...]
    on: date | None
    saving: Saving
    story: bool
    theory: bool
    json: bool


def run(
    scenario: Annotated[Path | None, typer.Argument(help="scenario file", metavar="SCENARIO")] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    first: Annotated[int, typer.Option(min=0, max=LAST_WORLD, help="number of the first world")] = 0,
    chunk: Annotated[int | None, typer.Option(min=1, help="worlds played at once; changes nothing but speed")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=WORKERS_HELP)] = None,
    settings: Settings = [],  # noqa: B006
    as_known_on: AsKnownOn = None,
    out: Annotated[Path | None, typer.Option(help="folder for the result (default: results/NAME-N, a new one)")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save tables only, no figures and report")] = False,
    format_: Format = None,
    width: Width = None,
    story: Annotated[bool, typer.Option("--story", help="tell the first world day by day")] = False,
    theory: Annotated[bool, typer.Option("--theory", help="say beside it what bargaining theory predicts")] = False,
    again: Annotated[Path | None, typer.Option("--from", help=AGAIN_HELP)] = None,
    json: Json = False,
) -> None:
    """Play a scenario once in every world, print what happened, and save it.

    Examples:
      sim run scenarios/baseline.yaml
      sim run scenarios/baseline.yaml --worlds 10000 --seed 7 --set us.tactic.timed.beta=0.5
      sim run scenarios/baseline.yaml --worlds 1 --story
      sim run --from results/baseline-1
    """
    request = RunRequest(
        scenario=scenario,
        again=again,
        size=RunSize(worlds=worlds, seed=seed, first=first, chunk=chunk, workers=workers),
        settings=tuple(settings),
        on=day_of(as_known_on),
        saving=Saving(out=out, force=force, figures=not no_figures),
        story=story,
        theory=theory,
        json=json,
    )
    refuse_odd_request(request)
    play_and_save(request)


def refuse_odd_request(request: RunRequest) -> None:
    """Refuse options of `run` that do not go together."""
    size = request.size
    changed = (
        size.worlds is not None or size.seed is not None or request.settings or size.first or size.chunk or request.on
    )
    rules = (
        ((request.scenario is None) == (request.again is None), "give a SCENARIO, or --from a saved run"),
        (request.story and request.json, "--json prints one value: leave out --story, or --json"),
        (request.again is not None and changed, AS_IT_WAS),
    )
    refuse_odd(rules)


def play_and_save(request: RunRequest) -> None:
    """Play, print and save."""
    from sim.core.backend import quickest_for
    from sim.runs.results import open_result, save_run
    from sim.sweeps.storage.folder import is_sweep

    if request.again is not None and is_sweep(request.again):
        refuse_odd([(request.story or request.theory, f"{request.again} is a sweep: leave out --story and --theory")])
        repeat_sweep(request.again, request.saving, request.size.workers, request.json)
        return
    loaded, settings = load_request(request)
    kept = None if request.again is None else open_result(request.again)
    with quickest_for(settings.worlds), begin_folder(request.saving, Path(loaded.name).stem) as folder:
        outcome, seconds = play_timed(folder, loaded, settings, request)
        theory = predictions_of(outcome) if request.theory else None
        figures, text = figures_and_text(outcome, theory)
        told = "" if request.json else words_of_run(request, outcome, text, kept)
        extras = extras_of(outcome, (figures, text), folder.place if request.saving.figures else None, theory, seconds)
        saved = save_run(
            outcome, folder.staging, folder.place, extras, force=folder.force, any_number=folder.any_number
        )
    say(as_json(figures) if request.json else f"{told}\nsaved       {saved}")
    if outcome.breaches:
        raise SystemExit(1)


def words_of_run(
    request: RunRequest, outcome: "Outcome", text: str, kept: "tuple[SavedRows, dict[str, Any]] | None"
) -> str:
    """Return a run in words; kept: rows and manifest of the run that it repeats, None if it is a new one."""
    told = []
    if request.story:
        from sim.reporting.diary import diary

        told = [*diary(outcome), ""]
    again = [f"repeats     {request.again}: {repeat_words(*kept, outcome.worlds)}"] if kept else []
    return "\n".join([*told, text, *again])


def load_request(request: RunRequest) -> "tuple[LoadedScenario, RunSettings]":
    """Return the scenario and the settings of a run: those of a saved one, or what was asked for."""
    from sim.runs.results import load_to_repeat
    from sim.scenario.as_known import load_as_known

    if request.again is not None:
        loaded, settings = load_to_repeat(request.again)
        return speak_of(loaded), settings
    loaded = speak_of(load_as_known(request.scenario or Path(), request.settings, request.on))
    say_overridden(loaded.overridden)
    return loaded, settings_of(request, loaded)


def settings_of(request: RunRequest, loaded: "LoadedScenario") -> "RunSettings":
    """Return the settings of a new run: what was asked for, else the scenario's own."""
    from sim.runs.chunk import RunSettings
    from sim.runs.run import chunk_size, worker_count

    spec, size = loaded.scenario, request.size
    worlds = spec.worlds if size.worlds is None else size.worlds
    seed = spec.seed if size.seed is None else size.seed
    last = size.first + worlds - 1
    refuse_odd([(last > LAST_WORLD, f"--first, --worlds: worlds are numbered up to {LAST_WORLD} (2^53); found {last}")])
    return RunSettings(worlds, seed, size.first, size.chunk or chunk_size(worlds, size.workers or worker_count(worlds)))


def play_timed(
    folder: NewFolder, loaded: "LoadedScenario", settings: "RunSettings", request: RunRequest
) -> "tuple[Outcome, float]":
    """Play a run, into its folder where it is a long one; return it and the seconds it took."""
    from sim.runs.run import worker_count
    from sim.runs.saved_run import play_into

    say_backend()
    began, crew = time.perf_counter(), request.size.workers or worker_count(settings.worlds)
    if request.saving.figures and is_short(settings):
        return play_beside_import(loaded, settings), time.perf_counter() - began
    with ProgressBar(settings.worlds) as tick:
        outcome = play_into(folder.staging, folder.place, loaded, settings, tick, crew)
    return outcome, time.perf_counter() - began


def predictions_of(outcome: "Outcome") -> "pa.Table":
    """Return what theory says of each world."""
    from sim.analysis.predictions import predict

    with ProgressBar(outcome.settings.worlds) as tick:
        return predict(outcome, tick)


def figures_and_text(outcome: "Outcome", theory: "pa.Table | None") -> tuple[dict[str, Any], str]:
    """Return what a run says, as plain data and in words."""
    from sim.analysis.prediction_table import run_figures
    from sim.reporting.run_text import run_text

    spec, name = outcome.loaded.scenario, Path(outcome.loaded.name).stem
    figures = run_figures(outcome.worlds, spec, theory)
    replaced = outcome.loaded.replaced
    known = f"\npriors      {len(replaced)} parts were not yet known: see replaced in manifest.json" if replaced else ""
    return figures, run_text(figures, spec, name, outcome.settings.seed) + known
