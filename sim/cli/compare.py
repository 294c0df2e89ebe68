"""The verb `compare`: play or read two runs or more of the same worlds, and hold them side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, PlayRequest, Seed, Settings, Worlds, refuse_odd
from sim.cli.compare_vote import compare_vote
from sim.cli.output import Saving, as_json, begin_folder, command_line, say, say_overridden, speak_of
from sim.cli.pictures import Format, Width, encode, picture_format
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.analysis.compare import ComparedRun, Difference
    from sim.analysis.where_events_happen import EventDifference
    from sim.reporting.report.sides import SideSource
    from sim.scenario.loading import LoadedScenario

VOTE_HELP = "one scenario: its deals before the vote against after"
RUNS_HELP = "scenario files or result folders; first, the reference"
SET_A_HELP = "the same in A alone, of two runs; A and B may be one file"
SET_B_HELP = "the same in B alone, of two runs"
OUT_HELP = "folder for the result (default: results/compare-N, or vote-N, a new one)"
TWO_RUNS = "--set-a and --set-b go with two runs: `sim compare A B`, where A and B may be the same file"


@dataclass(frozen=True, kw_only=True)
class CompareRequest:
    """What the user asked of `compare`; `own` settings are those of A and of B, `settings` those of all."""

    runs: Sequence[Path]
    worlds: int | None
    seed: int | None
    settings: Sequence[str]
    own: tuple[Sequence[str], Sequence[str]] = ((), ())
    saving: Saving
    json: bool

    def settings_of(self, place: int) -> list[str]:
        """Return the settings of a run alone, by its place."""
        return list(self.own[place]) if place < len(self.own) else []


def compare(
    runs: Annotated[list[Path], typer.Argument(help=RUNS_HELP, metavar="A B...")],
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    set_a: Annotated[list[str], typer.Option("--set-a", metavar="A.B=C", help=SET_A_HELP)] = [],  # noqa: B006
    set_b: Annotated[list[str], typer.Option("--set-b", metavar="A.B=C", help=SET_B_HELP)] = [],  # noqa: B006
    out: Annotated[Path | None, typer.Option(help=OUT_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save tables and words only")] = False,
    format_: Format = None,
    width: Width = None,
    vote: Annotated[bool, typer.Option("--vote", help=VOTE_HELP)] = False,
    json: Json = False,
) -> None:
    """Hold scenarios side by side in the same worlds: what differs, by how much, in how many worlds.

    The first is what the others are held against. --set applies to all that are played, --set-a and --set-b to one.
    Where an event happens only in some worlds, what differs in these is said beside what differs in all.

    Examples:
      sim compare scenarios/baseline.yaml scenarios/no_election.yaml --worlds 20000
      sim compare baseline baseline --set-b events.japan_deal.probability=0
      sim compare results/baseline-1 results/early_japan-1 --json
      sim compare scenarios/early_deadline_livable.yaml --vote --worlds 4000
    """
    refuse_odd(
        [
            (vote and len(runs) != 1, "--vote takes one scenario file"),
            ((set_a or set_b) and (vote or len(runs) != 2), TWO_RUNS),
        ]
    )
    saving = Saving(out=out, force=force, figures=not no_figures)
    if vote:
        compare_vote(PlayRequest(scenario=runs[0], settings=settings, worlds=worlds, seed=seed), saving, json)
        return
    own = (set_a, set_b)
    compare_runs(
        CompareRequest(runs=runs, worlds=worlds, seed=seed, settings=settings, own=own, saving=saving, json=json)
    )


def compare_runs(request: CompareRequest) -> None:
    """Compare, print and save."""
    from sim.analysis import compare as analysis
    from sim.analysis.comparison_folder import ComparisonText, save_comparison
    from sim.analysis.where_events_happen import event_differences_by_side

    if len(request.runs) < 2:
        raise UserError("give two scenarios or result folders, or more: the first is what the others are held against")
    with begin_folder(request.saving, "compare", request.runs) as folder:
        sides = load_runs(request)
        found = analysis.compare_by_side(*sides)
        events = event_differences_by_side(*sides)
        first = sides[0]
        text = comparison_text(first, found, events)
        pages = comparison_pages(request, sides, (found, events), folder.place)
        words = ComparisonText(text, pages[0], command_line(), folder.any_number, picture_format(), pages[1])
        saved = save_comparison(folder.staging, folder.place, sides, (found, events), words, folder.force)
    worlds = first.table.num_rows
    if request.json:
        compared = {name: [vars(d) for d in differences] for name, differences in found.items()}
        happening = {name: [event_data(event) for event in held] for name, held in events.items()}
        told = {"reference": first.name, "worlds": worlds, "compared": compared, "where_events_happen": happening}
        say(as_json(told))
        return
    say(f"{worlds:,} worlds, paired; seed {first.seed}\n\n{text}\n\nsaved       {saved}")


def comparison_text(
    reference: "ComparedRun",
    found: "Mapping[str, Sequence[Difference]]",
    events: "Mapping[str, Sequence[EventDifference]]",
) -> str:
    """Return each comparison as table and paragraph, and behind it the worlds in which an event happens."""
    from sim.reporting.comparison_text import comparison_block
    from sim.reporting.event_text import event_blocks
    from sim.scenario.party_words import words_of

    blocks, words = [], words_of(reference.scenario)
    for name, differences in found.items():
        table = comparison_block(reference.name, name, differences, words)
        blocks += [table, *event_blocks(events[name], differences, words)]
    return "\n\n".join(blocks)


def event_data(found: "EventDifference") -> dict[str, Any]:
    """Return what differs where an event happens as plain data."""
    return {**vars(found), "differences": [vars(d) for d in found.differences]}


def comparison_pages(
    request: CompareRequest,
    sides: "Sequence[ComparedRun]",
    found: "tuple[Mapping[str, Sequence[Difference]], Mapping[str, Sequence[EventDifference]]]",
    place: Path,
) -> "tuple[bytes | None, Callable[[dict[str, Any]], str] | None]":
    """Return the figure as a file, and what writes the report; nothing where no figures are wanted."""
    if not request.saving.figures:
        return None, None
    from sim.reporting.figures import comparison
    from sim.reporting.figures.brief import draw_brief, large_picture
    from sim.reporting.report.comparison_report import ComparisonPage, comparison_report
    from sim.reporting.report.comparison_words import COMPARED_CAPTION
    from sim.reporting.words import label

    drawn = comparison.figure(sides, found[0])
    pictures = {"compared": large_picture(drawn, COMPARED_CAPTION.format(issue=label(sides[0].scenario.leading_issue)))}
    page = ComparisonPage(sides, side_sources(request), *found, draw_brief(sides), pictures, place)
    return encode(drawn), partial(comparison_report, page)


def side_sources(request: CompareRequest) -> "list[SideSource]":
    """Return where each run comes from: a file with what is set in it, or a saved run."""
    from sim.reporting.report.sides import SideSource

    return [
        SideSource(str(path / "scenario.yaml"), (), str(path))
        if path.is_dir()
        else SideSource(str(path), [*request.settings, *request.settings_of(place)])
        for place, path in enumerate(request.runs)
    ]


def load_runs(request: CompareRequest) -> "list[ComparedRun]":
    """Return each run, played or read; equal names get a number."""
    from sim.analysis.compare import ComparedRun

    ready = [ready_run(place, request) for place in range(len(request.runs))]
    first = next((run for run in ready if isinstance(run, ComparedRun)), None)  # a saved run cannot be changed
    sides: list[ComparedRun] = []
    for place, run in enumerate(ready):
        side = run if isinstance(run, ComparedRun) else play_run(run_name(place, request), run, request, first)
        first = first or side
        sides.append(replace(side, name=free_name(side.name, [other.name for other in sides])))
    return sides


def ready_run(place: int, request: CompareRequest) -> "ComparedRun | LoadedScenario":
    """Return a saved run, or a scenario that is to be played."""
    from sim.scenario.loading import load

    path, settings = request.runs[place], [*request.settings, *request.settings_of(place)]
    if path.is_dir():
        return read_run(path, settings, request)
    loaded = speak_of(load(path, settings))
    say_overridden(loaded.overridden)
    return loaded


def run_name(place: int, request: CompareRequest) -> str:
    """Return the name of a run that is played: its file, and what is set in it alone."""
    from sim.reporting.comparison_text import SET

    own = request.settings_of(place)
    return request.runs[place].stem + (f"{SET}{', '.join(own)}" if own else "")


def free_name(name: str, taken: Sequence[str]) -> str:
    """Return a name, with the first free number from 2 up if it is taken."""
    numbers = (f"{name}_{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (name, *numbers) if each not in taken)


def read_run(folder: Path, own: Sequence[str], request: CompareRequest) -> "ComparedRun":
    """Return a saved run; UserError if it is to be changed."""
    from sim.analysis.compare import ComparedRun
    from sim.runs.results import load_to_repeat, read_result

    if own:
        raise UserError(f"{folder} is a saved run: --set changes only scenarios that are played")
    table, manifest = read_result(folder)
    loaded, settings = load_to_repeat(folder, rows_only=True)
    speak_of(loaded)
    for name, asked, has in (("worlds", request.worlds, settings.worlds), ("seed", request.seed, settings.seed)):
        if asked is not None and asked != has:
            raise UserError(f"{folder} has {name} {has}, not {asked}: leave out --{name}, or play the scenario anew")
    return ComparedRun(str(manifest.get("scenario", folder.name)), loaded.scenario, table, settings.seed, loaded.data)


def play_run(name: str, loaded: "LoadedScenario", request: CompareRequest, like: "ComparedRun | None") -> "ComparedRun":
    """Return a scenario played in the worlds asked for, else in those of a run before, else in its own."""
    from sim.analysis.compare import ComparedRun
    from sim.runs.run import run

    worlds = request.worlds or (like.table.num_rows if like else loaded.scenario.worlds)
    seed = request.seed if request.seed is not None else like.seed if like else loaded.scenario.seed
    first = like.table.column("world")[0].as_py() if like else 0
    with ProgressBar(worlds) as tick:
        outcome = run(loaded, worlds, seed, first=first, tick=tick, workers=None)
    return ComparedRun(name, loaded.scenario, outcome.worlds, seed, loaded.data)
