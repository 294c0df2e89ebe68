"""The verb `replay`: one world as a page that moves."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, Seed
from sim.cli.output import as_json, say, say_overridden, say_sweep
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.scenario.loading import LoadedScenario

SOURCE_HELP = "scenario file, or result folder of a run"
AGAINST_HELP = "another scenario, whose world with the same random draws is shown beside it"
OUT_HELP = "HTML file  [default: SCENARIO-WORLD.html, here]"
SettingOf = typer.Option("--set", metavar="A.B=C", help="replace one value by its dotted path; may be repeated")


@dataclass(frozen=True, kw_only=True)
class ReplaySource:
    """A scenario, and the seed of its random draws."""

    loaded: "LoadedScenario"
    seed: int


def replay(
    source: Annotated[Path, typer.Argument(help=SOURCE_HELP, metavar="SCENARIO|DIR")],
    world: Annotated[int, typer.Option(min=0, max=2**31 - 1, help="number of the world")] = 0,
    against: Annotated[Path | None, typer.Option(metavar="SCENARIO", help=AGAINST_HELP)] = None,
    settings: Annotated[list[str], SettingOf] = [],  # noqa: B006
    seed: Seed = None,
    file: Annotated[Path | None, typer.Option("--out", metavar="FILE", help=OUT_HELP, show_default=False)] = None,
    json: Json = False,
) -> None:
    """Write one world as a page that tells it day by day, to be opened in a browser; it needs no network.

    Examples:
      sim replay scenarios/baseline.yaml --world 7 --out talk.html
      sim replay scenarios/baseline.yaml --world 7 --against scenarios/no_election.yaml
    """
    from sim.scenario.loading import load

    told = read_source(source, settings, seed, world)
    place = file or Path(f"{Path(told.loaded.name).stem}-{world}.html")
    require_page(place)
    beside = [ReplaySource(loaded=load(against), seed=told.seed)] if against else []
    for one in (*([] if source.is_dir() else [told]), *beside):
        say_sweep(one.loaded)
    worlds = [told_world(one, world) for one in (told, *beside)]
    write_page(worlds, place)
    say(as_json({"file": str(place), "end": worlds[0]["end"]}) if json else "\n".join(end_lines(worlds, place)))


def read_source(source: Path, settings: list[str], seed: int | None, world: int) -> ReplaySource:
    """Return what is told: a scenario, or a saved run, which takes no settings and no seed of its own."""
    from sim.runs.results import load_to_repeat
    from sim.scenario.loading import load

    if not source.is_dir():
        loaded = load(source, settings)
        say_overridden(loaded.overridden)
        return ReplaySource(loaded=loaded, seed=loaded.scenario.seed if seed is None else seed)
    if settings or seed is not None:
        raise UserError(f"{source} is a saved run: it has its settings and its seed. Take its scenario to change them")
    loaded, held = load_to_repeat(source)
    if not held.first <= world < held.first + held.worlds:
        raise UserError(f"{source} has worlds {held.first} to {held.first + held.worlds - 1}; found --world {world}")
    return ReplaySource(loaded=loaded, seed=held.seed)


def told_world(source: ReplaySource, world: int) -> dict[str, Any]:
    """Return what the page needs of one world."""
    from sim.reporting.replay.world_data import world_data
    from sim.runs.polls import published_polls
    from sim.runs.run import run

    outcome = run(source.loaded, 1, source.seed, first=world, recorded=1)
    return world_data(outcome, world, published_polls(source.loaded, source.seed, world))


def require_page(place: Path) -> None:
    """Raise UserError for a page that cannot be written; to be called before anything is played."""
    from sim.cli.output import try_writing

    if place.suffix != ".html":
        raise UserError(f"--out must name an HTML file; found {place}; nothing was run")
    if not place.parent.is_dir():
        raise UserError(f"--out: no such folder: {place.parent}; nothing was run")
    try_writing(place, "--out")


def write_page(worlds: list[dict[str, Any]], place: Path) -> None:
    """Write the page; UserError if that cannot be."""
    from sim.reporting.replay.page import replay_page

    try:
        place.write_text(replay_page(worlds), encoding="utf-8")
    except OSError as wrong:
        raise UserError(f"{place} cannot be written: {wrong.strerror}") from wrong


def end_lines(worlds: list[dict[str, Any]], place: Path) -> list[str]:
    """Return how each world ends, and where the page is."""
    found = []
    for world in worlds:
        end = world["end"]
        how = f"a deal on {end['date']}: {', '.join(end['terms'])}" if end["agreed"] else "no deal that holds"
        found.append(f"{world['scenario']}, world {world['world']}, seed {world['seed']}: {how}")
    return [*found, f"written     {place}"]
