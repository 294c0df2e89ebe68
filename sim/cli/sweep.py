"""The verb `sweep`: one scenario, or several, at many points."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import AsKnownOn, Json, Seed, Settings, day_of, possible_worlds, refuse_odd, stated_options
from sim.cli.sweep_plan import print_plan
from sim.cli.sweep_request import NewSweep, SweepFolder, SweepPlace, SweepRequest
from sim.cli.sweep_run import merge_shards, run_sweep
from sim.sweeps.chunks.shard import WHOLE_SWEEP, Shard


class EngineName(StrEnum):
    """Where chunks are computed on this machine."""

    THREADS = "threads"
    PROCESSES = "processes"
    INLINE = "inline"


NEW = {"scenario", "worlds", "seed", "settings", "as_known_on", "out", "chunk"}  # options of a sweep that begins
PLACE = {"engine", "workers", "cluster", "scheduler_file"}
WORLDS_HELP = "worlds of each point (default: what the sweep says)"
CHUNK_HELP = "worlds played at once; changes only speed and memory (default: an eighth of all, 1,000 to 6,000)"
OUT_HELP = "folder for the sweep (default: results/NAME-N, a new one)"
FORCE_HELP = "replace the sweep given by --out; with --resume, go on with one begun by another version"
ENGINE_HELP = "where it is computed (default: threads; processes from 50,000 worlds on, where they are quicker)"
WORKERS_HELP = "how many threads or processes  [default: as many as there are cores]"
CLUSTER_HELP = "hand the work to the Dask cluster at this address, as tcp://host:8786"
FILE_HELP = "the same, by the file its scheduler writes"
SHARD_HELP = "compute the I-th of N pieces into the folder --out, which several machines may fill at once"
RESUME_HELP = "go on with the sweep in this folder: everything is read from there"
MERGE_HELP = "check that all shards of this folder are there, and close it"
PAGE_HELP = "save rows only, no report"
PLAN_HELP = "say what would be played, how long it would take and how large it would be; save nothing"


def refuse_odd_options(given: dict[str, Any]) -> None:
    """Refuse options of `sweep`, by their names, that do not go together."""
    stated = stated_options(given)
    kinds = [name for name in ("scenario", "resume", "merge") if name in stated]
    also = sorted(stated & (NEW - {"scenario"}))
    rules = (
        (len(kinds) != 1, "give a SCENARIO, or --resume a folder, or --merge one"),
        ("scenario" not in stated and also, f"everything is read from the folder: leave out {option_names(also)}"),
        (
            "merge" in stated and stated & {*PLACE, "shard", "force", "plan"},
            "--merge takes only --json and --no-figures beside it",
        ),
        ("plan" in stated and "scenario" not in stated, "--plan goes with a SCENARIO"),
        (
            "plan" in stated and stated & {"out", "shard", "force", "no_figures"},
            "--plan saves nothing: leave out --out and --shard",
        ),
        (
            "shard" in stated and "scenario" in stated and "out" not in stated,
            "--shard needs the folder they share: --out",
        ),
        ("shard" in stated and "force" in stated and "scenario" in stated, "--shard never replaces: leave out --force"),
        ("force" in stated and "scenario" in stated and "out" not in stated, "--force goes with --out or --resume"),
        ({"cluster", "scheduler_file"} <= stated, "give --cluster or --scheduler-file, not both"),
        (
            "engine" in stated and stated & {"cluster", "scheduler_file"},
            "a cluster is its own engine: leave out --engine",
        ),
    )
    refuse_odd(rules)


def option_names(names: list[str]) -> str:
    """Return names as the options they are."""
    return ", ".join("--" + ("set" if name == "settings" else name.replace("_", "-")) for name in names)


def parse_shard(text: str | None) -> Shard:
    """Return the piece that was asked for."""
    if text is None:
        return WHOLE_SWEEP
    number, slash, of = text.partition("/")
    if not slash or not (number.isdecimal() and of.isdecimal()) or not 1 <= int(number) <= int(of):
        raise typer.BadParameter(f"--shard is I/N with I from 1 to N, as 2/4; found {text}")
    return Shard(int(number), int(of))


def sweep(
    context: typer.Context,
    scenario: Annotated[Path | None, typer.Argument(help="scenario with a block `sweep`", metavar="SCENARIO")] = None,
    worlds: Annotated[int | None, typer.Option(min=1, callback=possible_worlds, help=WORLDS_HELP)] = None,
    seed: Seed = None,
    chunk: Annotated[int | None, typer.Option(min=1, help=CHUNK_HELP)] = None,
    settings: Settings = [],  # noqa: B006
    as_known_on: AsKnownOn = None,
    out: Annotated[Path | None, typer.Option(help=OUT_HELP)] = None,
    force: Annotated[bool, typer.Option("--force", help=FORCE_HELP)] = False,
    plan: Annotated[bool, typer.Option("--plan", help=PLAN_HELP)] = False,
    engine: Annotated[EngineName | None, typer.Option(help=ENGINE_HELP)] = None,
    workers: Annotated[int | None, typer.Option(min=1, help=WORKERS_HELP)] = None,
    cluster: Annotated[str | None, typer.Option(metavar="ADDRESS", help=CLUSTER_HELP)] = None,
    scheduler_file: Annotated[Path | None, typer.Option(help=FILE_HELP)] = None,
    shard: Annotated[str | None, typer.Option(metavar="I/N", help=SHARD_HELP)] = None,
    resume: Annotated[Path | None, typer.Option(metavar="DIR", help=RESUME_HELP)] = None,
    merge: Annotated[Path | None, typer.Option(metavar="DIR", help=MERGE_HELP)] = None,
    no_figures: Annotated[bool, typer.Option("--no-figures", help=PAGE_HELP)] = False,
    json: Json = False,
) -> None:
    """Play a scenario at many points, in many worlds each; go on with a sweep that was stopped.

    Rows do not depend on the chunk, the engine or the shards. See docs/how-to/run_on_a_cluster.md for other machines.

    Examples:
      sim sweep scenarios/pace_grid.yaml --plan
      sim sweep scenarios/pace_grid.yaml --seed 1 --out results/pace
      sim sweep --resume results/pace
      sim sweep scenarios/pace_grid.yaml --shard 2/4 --out results/pace
      sim sweep --merge results/pace
    """
    refuse_odd_options(context.params)
    if merge is not None:
        return merge_shards(merge, json, not no_figures)
    new = NewSweep(scenario=scenario, worlds=worlds, seed=seed, chunk=chunk, settings=settings, on=day_of(as_known_on))
    folder = SweepFolder(resume=resume, out=out, force=force, shard=parse_shard(shard))
    where = SweepPlace(engine=engine and engine.value, workers=workers, cluster=cluster, scheduler_file=scheduler_file)
    request = SweepRequest(new=new, folder=folder, where=where, json=json, page=not no_figures)
    return (print_plan if plan else run_sweep)(request)
