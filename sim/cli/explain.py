"""The verb `explain`: whose a difference between two scenarios is, or what one world hung on."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import LAST_WORLD, Json, Seed, Worlds, refuse_odd
from sim.cli.output import as_json, require_writable, say, say_drawn, speak_of, words_spoken
from sim.cli.pictures import Format, Width, save_figure
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.scenario.loading import LoadedScenario

OF_HELP = "outcomes of `sim compare`, or result columns  [default: agreed, day, KEY_worth of both parties]"
GROUP_HELP = "paths that count as one change, with commas between; may be repeated"
WORLD_HELP = "instead: what this one world of A hung on, draw by draw"
A_HELP = "scenario file or result folder"
SettingsOf = typer.Option(metavar="A.B=C", help="replace one value of A by its dotted path; may be repeated")


@dataclass(frozen=True, kw_only=True)
class ExplainRequest:
    """What the user asked of `explain`."""

    runs: Sequence[Path]
    set_a: Sequence[str]
    set_b: Sequence[str]
    of: Sequence[str]
    groups: Sequence[str]
    worlds: int | None
    seed: int | None
    figure: Path | None
    json: bool


def explain(
    runs: Annotated[list[Path], typer.Argument(help=A_HELP, metavar="A [B]")],
    set_a: Annotated[list[str], SettingsOf] = [],  # noqa: B006
    set_b: Annotated[list[str], typer.Option(metavar="A.B=C", help="the same of B, which is A without a file")] = [],  # noqa: B006
    of: Annotated[str, typer.Option(metavar="NAME,...", help=OF_HELP, show_default=False)] = "",
    group: Annotated[list[str], typer.Option(metavar="A.B,C.D", help=GROUP_HELP)] = [],  # noqa: B006
    world: Annotated[int | None, typer.Option(min=0, max=LAST_WORLD, help=WORLD_HELP)] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    figure: Annotated[Path | None, typer.Option(help="draw the shares into this PNG, SVG or PDF file")] = None,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Say which change makes how much of the difference between two scenarios, or what one world hung on.

    Every subset of the changes is played in the same worlds; of more than six, the subsets of some orders.

    Examples:
      sim explain scenarios/baseline.yaml scenarios/no_extension.yaml --of agreed,day
      sim explain baseline --set-b deadline.most=1 --set-b election.honour=certain --figure shares.png
      sim explain results/baseline-1 --world 7
    """
    lone = bool(set_b) + (len(runs) - 1)
    refuse_odd(
        [
            (len(runs) > 2, "give one scenario, or two"),
            (world is None and not lone, "give a second scenario, or --set-b, or --world"),
            (world is not None and (lone or of or group or worlds or figure), "--world goes with A, --set-a, --seed"),
        ]
    )
    names = [name.strip() for name in of.split(",") if name.strip()]
    request = ExplainRequest(
        runs=runs, set_a=set_a, set_b=set_b, of=names, groups=group, worlds=worlds, seed=seed, figure=figure, json=json
    )
    if world is None:
        explain_difference(request)
    else:
        explain_one_world(request, world)


def read_side(place: Path, settings: Sequence[str]) -> "tuple[LoadedScenario, range | None, int | None]":
    """Return a scenario from a file, or from a result folder with the worlds and the seed it was played with."""
    from sim.runs.results import load_to_repeat
    from sim.scenario.loading import load

    if not place.is_dir():
        return speak_of(load(place, settings)), None, None
    if settings:
        raise UserError(f"{place} is a saved run: settings change only scenario files. Take {place / 'scenario.yaml'}")
    loaded, held = load_to_repeat(place)
    speak_of(loaded)
    return loaded, range(held.first, held.first + held.worlds), held.seed


def explain_difference(request: ExplainRequest) -> None:
    """Share out a difference, print it, and draw it if that is asked for."""
    from sim.analysis.explanation.difference import explain as share_out
    from sim.reporting.explanation_text import explanation_data, explanation_text

    require_writable(request.figure)
    one, known, start = read_side(request.runs[0], request.set_a)
    other, _, _ = read_side(request.runs[-1], request.set_b)
    worlds = request.worlds or (len(known) if known else one.scenario.worlds)
    seed, first = (start if request.seed is None else request.seed), (known.start if known else 0)
    with ProgressBar(worlds) as tick:
        found = share_out(
            one, other, request.of, groups=request.groups, worlds=worlds, seed=seed, first=first, tick=tick
        )
    if request.figure is not None:
        from sim.reporting.figures.explanation import figure

        save_figure(figure(found, words_spoken()), request.figure)
    words = words_spoken()
    say(as_json(explanation_data(found, words)) if request.json else explanation_text(found, words))
    if not request.json:
        say_drawn(request.figure)


def explain_one_world(request: ExplainRequest, world: int) -> None:
    """Print what a world hung on."""
    from sim.analysis.explanation.one_world import explain_world
    from sim.reporting.world_cause_text import world_data, world_text

    loaded, known, start = read_side(request.runs[0], request.set_a)
    if known is not None and world not in known:
        raise UserError(f"{request.runs[0]} has worlds {known.start} to {known.stop - 1}; found --world {world}")
    if start is not None and request.seed not in (None, start):
        raise UserError(f"{request.runs[0]} has seed {start}, not {request.seed}: leave out --seed")
    found = explain_world(loaded, world, start if request.seed is None else request.seed)
    say(as_json(world_data(found)) if request.json else world_text(found))
