"""The verb `show`: what a saved run, comparison, sweep or discovery says, read from its folder."""

from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.output import as_json, say, speak_of

STORY_HELP = "print the diary of a run's first world instead"
HASH_HELP = "print one SHA-256 of its rows instead: equal rows, equal hash, however they were computed"


def show(
    folder: Annotated[Path, typer.Argument(help="result folder, as results/baseline-1", metavar="DIR")],
    hash_: Annotated[bool, typer.Option("--hash", help=HASH_HELP)] = False,
    story: Annotated[bool, typer.Option("--story", help=STORY_HELP)] = False,
    json: Json = False,
) -> None:
    """Print what a saved run, comparison, sweep or discovery says.

    Examples:
      sim show results/baseline-1 --json
      sim show results/pace --hash
      sim show results/baseline-1 --story
    """
    from sim.runs.folder import sound_result

    refuse_odd([(story and (hash_ or json), "--story prints the diary alone: leave out --hash and --json")])
    with sound_result(folder):
        if hash_:
            show_hash(folder, json)
        elif story:
            show_story(folder)
        elif (folder / "plan.json").is_file():
            show_sweep(folder, json)
        elif (folder / "discovery.json").is_file():
            show_discovery(folder, json)
        elif (folder / "comparison.parquet").is_file():
            show_comparison(folder, json)
        elif (folder / "vote.parquet").is_file():
            show_vote(folder, json)
        else:
            show_run(folder, json)
        if not (hash_ or story or json):
            show_page(folder)


def show_page(folder: Path) -> None:
    """Name the page of a result, if it has one."""
    from sim.runs.folder import REPORT

    if (folder / REPORT).is_file():
        say(f"report      {folder / REPORT}")


def show_discovery(folder: Path, json: bool) -> None:
    """Print what a saved discovery says."""
    file = folder / ("discovery.json" if json else "discovery.txt")
    say(file.read_text(encoding="utf-8").rstrip())


def show_hash(folder: Path, json: bool) -> None:
    """Print the SHA-256 of the rows of a sweep, in design order, or of a run, by world."""
    from sim.runs.results import read_result
    from sim.sweeps.storage.digest import rows_hash
    from sim.sweeps.storage.folder import is_sweep
    from sim.sweeps.storage.reader import Sweep

    if is_sweep(folder):
        found = Sweep(folder).require_complete().hash()
    else:
        table, _ = read_result(folder)
        found = rows_hash(table.to_batches(), table.schema)
    say(as_json({"hash": found}) if json else found)


def show_story(folder: Path) -> None:
    """Print the diary of a run's first world; ResultError if the folder is no run or has none."""
    from sim.runs.results import open_result, read_story

    open_result(folder)
    say(read_story(folder).rstrip())


def show_sweep(folder: Path, json: bool) -> None:
    """Print what a sweep says at a glance."""
    from sim.analysis.sweep_intervals import sweep_means
    from sim.analysis.sweep_lucks import sweep_lucks
    from sim.reporting.overview_text import add_intervals, overview_lines
    from sim.sweeps.overview import sweep_overview
    from sim.sweeps.storage.reader import Sweep

    sweep = Sweep(folder)
    found = sweep_overview(sweep)
    add_intervals(found, sweep_means(sweep, list(found["means"])), sweep_lucks(sweep.plan))
    if json:
        say(as_json(found))
        return
    say("\n".join(overview_lines(sweep.plan.name, sweep.plan.question, found, sweep_lucks(sweep.plan))))
    if sweep.manifest is not None:
        say(f"made by     {sweep.manifest['command']}")


def show_comparison(folder: Path, json: bool) -> None:
    """Print what a saved comparison says; ResultError if it cannot be read."""
    from sim.analysis.comparison_folder import read_comparison

    rows, text = read_comparison(folder)
    say(as_json(rows) if json else text)


def show_vote(folder: Path, json: bool) -> None:
    """Print what saved deals before and after the vote say; ResultError if they cannot be read."""
    from sim.analysis.contrast_folder import read_contrasts

    rows, text = read_contrasts(folder)
    say(as_json(rows) if json else text)


def show_run(folder: Path, json: bool) -> None:
    """Print what a saved run says, from its rows."""
    from sim.analysis.prediction_table import run_figures
    from sim.reporting.run_text import run_text
    from sim.runs.results import load_to_repeat, read_result, read_theory

    table, manifest = read_result(folder)
    loaded, settings = load_to_repeat(folder, rows_only=True)
    speak_of(loaded)
    figures = run_figures(table, loaded.scenario, read_theory(folder))
    if json:
        say(as_json(figures))
        return
    say(run_text(figures, loaded.scenario, manifest["scenario"], settings.seed))
    say(f"made by     {manifest['command']}")
