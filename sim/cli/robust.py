"""The verb `robust`: which choice of a party does well wherever the assumptions may lie."""

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import Json
from sim.cli.output import as_json, require_writable, say, say_drawn
from sim.cli.pictures import Format, Width, save_figure
from sim.core.errors import UserError

if TYPE_CHECKING:  # takes a second to import, and help needs none of it
    from sim.analysis.robust_choice.robust_choice import RobustChoice
    from sim.sweeps.storage.reader import Sweep

LEVER_HELP = "dotted path that a party chooses; may be repeated  [default: those declared `lever: true`]"
OF_HELP = (
    "payoff, the larger the better: KEY_worth of a party (no deal counted as 0), agreed, or any column without gaps"
)
LEAST_HELP = "also count the points at which the payoff is so much or more"


def robust(
    folder: Annotated[
        Path, typer.Argument(help="folder of a finished sweep, as results/robust_tactics-1", metavar="DIR")
    ],
    lever: Annotated[list[str], typer.Option(metavar="A.B", help=LEVER_HELP)] = [],  # noqa: B006
    of: Annotated[str | None, typer.Option(help=OF_HELP + "  [default: the worth of the lever's side]")] = None,
    at_least: Annotated[float | None, typer.Option(help=LEAST_HELP)] = None,
    figure: Annotated[Path | None, typer.Option(help="draw payoffs and regrets into this PNG, SVG or PDF file")] = None,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Compare a party's choices at the same uncertain points and draws: regret, worst point, satisficing.

    The sweep must have played every choice at every point of what is uncertain: `lever: true` in its block
    declares a choice (see scenarios/robust_tactics.yaml), and a grid crosses everything.

    Examples:
      sim robust results/robust_tactics-1 --at-least 2
      sim robust results/pace --lever us.tactic.timed.beta --of korea_worth --json
    """
    from sim.analysis.robust_choice.crossed_levers import read_payoffs
    from sim.analysis.robust_choice.robust_choice import judge_choices
    from sim.runs.folder import sound_result
    from sim.sweeps.storage.reader import Sweep

    require_writable(figure)
    if at_least is not None and not isfinite(at_least):
        raise UserError(f"--at-least must be a number; found {at_least}")
    with sound_result(folder):
        sweep = Sweep(folder)
        levers = lever or declared_levers(sweep)
        measure = of or default_payoff(levers, sweep.keys)
        found = judge_choices(read_payoffs(sweep, levers, measure), at_least)
    show_choices(found, Path(sweep.plan.name).stem, unit_of(sweep, measure), figure, json)


def show_choices(found: "RobustChoice", name: str, unit: str, figure: Path | None, json: bool) -> None:
    """Print what choices bring, and draw it where a file is named."""
    from sim.reporting.robust_text import robust_data, robust_lines

    if figure is not None:
        from sim.reporting.figures import robust_choice

        save_figure(robust_choice.figure(found, unit, name), figure)
    if json:
        say(as_json(robust_data(found)))
        return
    say("\n".join(robust_lines(found, name, unit)))
    say_drawn(figure)


def declared_levers(sweep: "Sweep") -> list[str]:
    """Return the paths that a sweep declares as choices; UserError if it declares none."""
    block = sweep.plan.design.block
    found = list(block.levers) if block is not None else []
    if not found:
        paths = ", ".join(sweep.plan.design.paths)
        raise UserError(
            f"the sweep declares no lever: say which of its factors is chosen, --lever PATH; swept are {paths}"
        )
    return found


def default_payoff(levers: list[str], keys: Sequence[str]) -> str:
    """Return the worth of the side whose choice it is; UserError if levers are of both sides, or of neither."""
    sides = {path.split(".")[0] for path in levers}
    if len(sides) == 1 and sides <= set(keys):
        return f"{sides.pop()}_worth"
    worths = ", ".join(f"--of {key}_worth" for key in keys)
    raise UserError(f"whose payoff counts? {worths} or another column; the levers are {', '.join(levers)}")


def unit_of(sweep: "Sweep", measure: str) -> str:
    """Return the unit of a payoff: that of its result column."""
    from sim.analysis.robust_choice.crossed_levers import WORTHS
    from sim.core.columns import mean_unit
    from sim.core.party_columns import column_by_side
    from sim.scenario.party_words import words_of_schema

    if column_by_side(measure, sweep.keys) in WORTHS:
        return words_of_schema(sweep.schema).unit
    return "share of worlds" if measure == "agreed" else mean_unit(sweep.schema.field(measure))
