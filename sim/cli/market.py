"""The verb about the car market."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.app import Json, Seed, Settings, Worlds, app

YEAR_END = datetime(2025, 12, 31)
RATE = {"min": 0, "max": 100, "metavar": "PERCENT"}
PHI_HELP = "share of the way prices have gone to equilibrium  [default: 0.36]"
OTHERS_HELP = "on cars from Japan, the EU and others: from 25 up on top of a base of 2.5, below in all"
Others = Annotated[float | None, typer.Option(**RATE, help=OTHERS_HELP)]
DAY = {"formats": ["%Y-%m-%d"], "metavar": "DATE"}


def refuse_odd(nests: str | None, then: float | None, on: datetime | None, quarters: bool, more: bool) -> None:
    """Refuse options of `cars` that do not go together; more: options of --quarters beside `then`."""
    if nests not in (None, "one", "three"):
        raise typer.BadParameter(f"--nests must be one or three; found {nests}")
    if (then is None) != (on is None):
        raise typer.BadParameter("--then and --on go together")
    if not quarters and (then is not None or more):
        raise typer.BadParameter("--then, --on, --until, --figure, --worlds and --seed go with --quarters")


@app.command()
def cars(
    phi: Annotated[float | None, typer.Option(min=0, max=1, help=PHI_HELP)] = None,
    korea: Annotated[float | None, typer.Option(**RATE, help="tariff on Korean cars")] = None,
    others: Others = None,
    usmca: Annotated[float | None, typer.Option(**RATE, help="on cars from Mexico and Canada, paid on 55 %")] = None,
    nests: Annotated[str | None, typer.Option(help="one: all cars alike; three: mass, Detroit, premium")] = None,
    quarters: Annotated[bool, typer.Option("--quarters", help="the carmakers' accounts by quarter instead")] = False,
    then: Annotated[float | None, typer.Option(**RATE, help="with --quarters: tariff on Korean cars later")] = None,
    on: Annotated[datetime | None, typer.Option(**DAY, help="the day it begins")] = None,
    until: Annotated[
        datetime, typer.Option(**DAY, help="last day of the accounts", show_default="2025-12-31")
    ] = YEAR_END,
    figure: Annotated[Path | None, typer.Option(help="with --quarters: draw them into this PNG file")] = None,
    worlds: Worlds = None,
    seed: Seed = None,
    scenario: Annotated[Path, typer.Option(help="scenario file")] = Path("scenarios/baseline.yaml"),
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Show who pays a tariff on cars: buyers, carmakers or the Treasury.

    Without tariffs, nine cases are shown; what is left out of a case is 25.

    Examples:
      sim cars
      sim cars --korea 15 --others 15 --phi 1 --json
      sim cars --quarters --korea 25 --then 15 --on 2025-11-01 --figure quarters.png
    """
    more = any(given is not None for given in (figure, worlds, seed)) or until != YEAR_END
    refuse_odd(nests, then, on, quarters, more)
    if quarters and phi is not None:
        raise typer.BadParameter("--phi goes with cases: by quarter, prices go their way day by day")
    from sim.cli import cars as counter

    question = counter.CarsRequest(0.36 if phi is None else phi, korea, others, usmca, nests, scenario, settings, json)
    if not quarters:
        counter.print_cases(question)
        return
    span = counter.QuartersRequest(then, on.date() if on else None, until.date(), worlds, seed, figure)
    counter.print_quarters(question, span)
