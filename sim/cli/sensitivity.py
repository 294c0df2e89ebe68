"""The verb `sensitivity`: what moves the outcomes of a saved sweep, and what is worth finding out."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json
from sim.cli.output import as_json, require_writable, say, say_drawn
from sim.cli.pictures import Format, Width, save_figure
from sim.cli.progress import say_on_terminal

OF_HELP = "outcomes, by the names of their columns, with commas between"
METHOD_HELP = "sobol, morris, fast, rbd_fast, delta, pawn, regression, with commas between (default: the design's own)"
NO_DEAL_HELP = "of-deals: means over worlds with a value; counted: no deal counts as 0 (values), as lapsed (issues)"
FIGURE_HELP = "draw the indices into this PNG, SVG or PDF file"


def sensitivity(
    folder: Annotated[Path, typer.Argument(help="folder of a sweep, as results/pace", metavar="DIR")],
    of: Annotated[str, typer.Option(metavar="NAMES", help=OF_HELP)] = "agreed",
    method: Annotated[str | None, typer.Option(metavar="NAMES", help=METHOD_HELP)] = None,
    no_deal: Annotated[str, typer.Option("--no-deal", metavar="RULE", help=NO_DEAL_HELP)] = "of-deals",
    figure: Annotated[Path | None, typer.Option(metavar="FILE", help=FIGURE_HELP)] = None,
    format_: Format = None,
    width: Width = None,
    json: Json = False,
) -> None:
    """Say which assumptions of a sweep move its outcomes, and which would be worth finding out.

    Intervals are over points and random draws; a dummy input shows what nothing at all would seem to do.

    Examples:
      sim sensitivity results/what_moves --of agreed,korea_value_filled
      sim sensitivity results/what_moves --of auto_tariff --no-deal counted --method sobol,delta
      sim sensitivity results/what_moves --of agreed --figure indices.png
    """
    from sim.analysis.sensitivity.sweep_sensitivity import sensitivity as analyse
    from sim.runs.folder import sound_result
    from sim.sweeps.storage.reader import Sweep

    require_writable(figure)
    with sound_result(folder):
        swept = Sweep(folder)
    say_on_terminal(f"reading     {swept.rows:,} worlds")
    found = analyse(swept, split_names(of), split_names(method) if method else None, no_deal)
    if figure is not None:
        from sim.reporting.figures.index_bars import figure as draw

        save_figure(draw(swept, found), figure)
    if json:
        say(as_json(asdict(found)))
        return
    from sim.reporting.sensitivity_text import sensitivity_lines

    say("\n".join(sensitivity_lines(found)))
    say_drawn(figure)


def split_names(text: str) -> list[str]:
    """Return the names of a list with commas between them."""
    return [name.strip() for name in text.split(",") if name.strip()]
