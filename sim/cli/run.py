"""The verbs that read, play and show scenarios."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli import output as shell
from sim.cli import sweep_run as sweeping
from sim.cli.app import Json, Seed, Settings, Worlds, app

WORKERS_HELP = "processes that share the work  [default: one; from 20,000 worlds on as many as there are cores]"
AS_IT_WAS = "--from repeats a run as it was: leave out --worlds, --seed, --first, --chunk and --set"
HASH_HELP = "print one SHA-256 of its rows instead: equal rows, equal hash, however they were computed"


@app.command()
def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them.

    Example: sim check scenarios/*.yaml
    """
    shell.check_scenarios(scenarios, settings, json)


@app.command()
def run(
    scenario: Annotated[Path | None, typer.Argument(help="scenario file", metavar="SCENARIO")] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    first: Annotated[int, typer.Option(min=0, max=2**62 - 1, help="number of the first world")] = 0,
    chunk: Annotated[int | None, typer.Option(min=1, help="worlds played at once; changes nothing but speed")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=WORKERS_HELP)] = None,
    settings: Settings = [],  # noqa: B006
    out: Annotated[Path | None, typer.Option(help="folder for the result (default: results/NAME-N, a new one)")] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save tables only, no figures and report")] = False,
    story: Annotated[bool, typer.Option("--story", help="tell the first world day by day")] = False,
    theory: Annotated[bool, typer.Option("--theory", help="say beside it what bargaining theory predicts")] = False,
    again: Annotated[Path | None, typer.Option("--from", help="repeat a saved run from its folder")] = None,
    json: Json = False,
) -> None:
    """Play a scenario once in every world, print what happened, and save it.

    Examples:
      sim run scenarios/baseline.yaml
      sim run scenarios/baseline.yaml --worlds 10000 --seed 7 --set korea.tactic.timed.beta=0.5
      sim run scenarios/baseline.yaml --worlds 1 --story
      sim run --from results/baseline-1
    """
    if (scenario is None) == (again is None):
        raise typer.BadParameter("give a SCENARIO, or --from a saved run")
    if story and json:
        raise typer.BadParameter("--json prints one value: leave out --story, or --json")
    if again is not None and (worlds is not None or seed is not None or settings or first or chunk):
        raise typer.BadParameter(AS_IT_WAS)
    asked = (scenario, again, worlds, seed, first, chunk, tuple(settings), out, force, not no_figures)
    shell.play_and_save(shell.RunRequest(*asked, story, json, theory, workers), sys.argv[1:])


@app.command()
def show(
    folder: Annotated[Path, typer.Argument(help="result folder, as results/baseline-1", metavar="DIR")],
    hash_: Annotated[bool, typer.Option("--hash", help=HASH_HELP)] = False,
    json: Json = False,
) -> None:
    """Print what a saved run, comparison or sweep says.

    Examples:
      sim show results/baseline-1 --json
      sim show results/pace --hash
    """
    if hash_:
        sweeping.show_hash(folder, json)
        return
    if (folder / "plan.json").is_file():
        sweeping.show_sweep(folder, json)
        return
    if (folder / "comparison.parquet").is_file():
        from sim.cli import compare as comparing

        comparing.show_comparison(folder, json)
        return
    shell.show_run(folder, json)


@app.command("list")
def list_(
    what: Annotated[str, typer.Argument(help="rules, schema, columns, keys or scenarios", metavar="WHAT")] = "rules",
    json: Json = False,
) -> None:
    """List what this version knows: rules, the JSON Schema, result columns, scenario keys, scenarios.

    Example: sim list schema > scenario.schema.json
    """
    shell.list_known(what, json)
