"""The verb that holds runs side by side: compare."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json, Seed, Settings, Worlds, app


@app.command()
def compare(
    runs: Annotated[
        list[Path], typer.Argument(help="scenario files or result folders; first, the reference", metavar="A B...")
    ],
    worlds: Worlds = None,
    seed: Seed = None,
    settings: Settings = [],  # noqa: B006
    out: Annotated[
        Path | None, typer.Option(help="folder for the result (default: results/compare-N, a new one)")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="replace the result folder given by --out")] = False,
    no_figures: Annotated[bool, typer.Option("--no-figures", help="save table and words only")] = False,
    vote: Annotated[bool, typer.Option("--vote", help="one scenario: its deals before the vote against after")] = False,
    json: Json = False,
) -> None:
    """Hold scenarios side by side in the same worlds: what differs, by how much, in how many worlds.

    The first is what the others are held against. --set applies to all that are played.

    Examples:
      sim compare scenarios/baseline.yaml scenarios/no_election.yaml --worlds 20000
      sim compare results/baseline-1 results/early_japan-1 --json
      sim compare scenarios/early_deadline.yaml --vote --worlds 4000
    """
    if vote:
        if len(runs) != 1 or out is not None or force or no_figures:
            raise typer.BadParameter("--vote takes one scenario file, and prints without saving")
        from sim.cli import compare_vote as ballot

        ballot.compare_vote(runs[0], worlds, seed, settings, json)
        return
    from sim.cli import compare as comparing

    wish = comparing.CompareRequest(runs, worlds, seed, settings, out, force, not no_figures, json)
    comparing.compare_runs(wish, sys.argv[1:])
