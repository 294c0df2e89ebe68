"""The verb `compare`: play or read two runs or more of the same worlds, and hold them side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import Json, PlayRequest, Seed, Settings, Worlds, refuse_odd
from sim.cli.compare_vote import compare_vote
from sim.cli.output import Saving, as_json, begin_folder, command_line, say
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.compare import ComparedRun, Difference
    from sim.scenario.loading import LoadedScenario

VOTE_HELP = "one scenario: its deals before the vote against after"
RUNS_HELP = "scenario files or result folders; first, the reference"


@dataclass(frozen=True, kw_only=True)
class CompareRequest:
    """What the user asked of `compare`."""

    runs: Sequence[Path]
    worlds: int | None
    seed: int | None
    settings: Sequence[str]
    saving: Saving
    json: bool


def compare(
    runs: Annotated[list[Path], typer.Argument(help=RUNS_HELP, metavar="A B...")],
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    out: Annotated[
        Path | None, typer.Option(help="folder for the result (default: results/compare-N, a new one)")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save table and words only")] = False,
    vote: Annotated[bool, typer.Option("--vote", help=VOTE_HELP)] = False,
    json: Json = False,
) -> None:
    """Hold scenarios side by side in the same worlds: what differs, by how much, in how many worlds.

    The first is what the others are held against. --set applies to all that are played.

    Examples:
      sim compare scenarios/baseline.yaml scenarios/no_election.yaml --worlds 20000
      sim compare results/baseline-1 results/early_japan-1 --json
      sim compare scenarios/early_deadline_livable.yaml --vote --worlds 4000
    """
    more = len(runs) != 1 or out is not None or force or no_figures
    refuse_odd([(vote and more, "--vote takes one scenario file, and prints without saving")])
    if vote:
        compare_vote(PlayRequest(scenario=runs[0], settings=settings, worlds=worlds, seed=seed), json)
        return
    saving = Saving(out=out, force=force, figures=not no_figures)
    request = CompareRequest(runs=runs, worlds=worlds, seed=seed, settings=settings, saving=saving, json=json)
    compare_runs(request)


def compare_runs(request: CompareRequest) -> None:
    """Compare, print and save."""
    from sim.analysis import compare as analysis
    from sim.analysis.comparison_folder import ComparisonText, save_comparison
    from sim.reporting.comparison_text import comparison_block

    if len(request.runs) < 2:
        raise UserError("give two scenarios or result folders, or more: the first is what the others are held against")
    with begin_folder(request.saving, "compare") as folder:
        sides = load_runs(request)
        found = analysis.compare(*sides)
        first = sides[0]
        text = "\n\n".join(comparison_block(first.name, name, differences) for name, differences in found.items())
        image = comparison_png(sides, found) if request.saving.figures else None
        words = ComparisonText(text, image, command_line(), folder.any_number)
        saved = save_comparison(folder.staging, folder.place, sides, found, words, folder.force)
    worlds = first.table.num_rows
    if request.json:
        compared = {name: [vars(d) for d in differences] for name, differences in found.items()}
        say(as_json({"reference": first.name, "worlds": worlds, "compared": compared}))
        return
    say(f"{worlds:,} worlds, paired; seed {first.seed}\n\n{text}\n\nsaved       {saved}")


def comparison_png(sides: "Sequence[ComparedRun]", found: "Mapping[str, Sequence[Difference]]") -> bytes:
    """Return the figure as a PNG image."""
    from sim.reporting.figures import comparison, png

    return png(comparison.figure(sides, found))


def load_runs(request: CompareRequest) -> "list[ComparedRun]":
    """Return each run, played or read; equal names get a number."""
    from sim.analysis.compare import ComparedRun
    from sim.scenario.loading import load

    ready = [read_run(path, request) if path.is_dir() else load(path, request.settings) for path in request.runs]
    first = next((run for run in ready if isinstance(run, ComparedRun)), None)  # a saved run cannot be changed
    sides: list[ComparedRun] = []
    for path, run in zip(request.runs, ready, strict=True):
        side = run if isinstance(run, ComparedRun) else play_run(path.stem, run, request, first)
        first = first or side
        sides.append(replace(side, name=free_name(side.name, [other.name for other in sides])))
    return sides


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return a name, with the first free number from 2 up if it is taken."""
    numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbers) if each not in taken)


def read_run(folder: Path, request: CompareRequest) -> "ComparedRun":
    """Return a saved run."""
    from sim.analysis.compare import ComparedRun
    from sim.runs.results import load_to_repeat, read_result

    if request.settings:
        raise UserError(f"{folder} is a saved run: --set changes only scenarios that are played")
    table, manifest = read_result(folder)
    loaded, settings = load_to_repeat(folder)
    for name, asked, has in (("worlds", request.worlds, settings.worlds), ("seed", request.seed, settings.seed)):
        if asked is not None and asked != has:
            raise UserError(f"{folder} has {name} {has}, not {asked}: leave out --{name}, or play the scenario anew")
    return ComparedRun(str(manifest.get("scenario", folder.name)), loaded.scenario, table, settings.seed)


def play_run(name: str, loaded: "LoadedScenario", request: CompareRequest, like: "ComparedRun | None") -> "ComparedRun":
    """Return a scenario played in the worlds asked for, else in those of a run before, else in its own."""
    from sim.analysis.compare import ComparedRun
    from sim.runs.run import run

    worlds = request.worlds or (like.table.num_rows if like else loaded.scenario.worlds)
    seed = request.seed if request.seed is not None else like.seed if like else loaded.scenario.seed
    first = like.table.column("world")[0].as_py() if like else 0
    with ProgressBar(worlds) as tick:
        outcome = run(loaded, worlds, seed, first=first, tick=tick, workers=None)
    return ComparedRun(name, loaded.scenario, outcome.worlds, seed)
