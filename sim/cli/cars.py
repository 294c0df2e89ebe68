"""The verb `cars`: the car market under tariffs, and what they do to the carmakers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.app import Json, Seed, Settings, Worlds, refuse_odd
from sim.cli.output import as_json, require_writable, save_figure, say, say_drawn
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.scenario.schema.scenario import Scenario

YEAR_END = datetime(2025, 12, 31)
RATE = {"min": 0, "max": 100, "metavar": "PERCENT"}
USUAL_PHI = 0.36
PHI_HELP = "share of the way prices have gone to equilibrium  [default: 0.36]"
OTHERS_HELP = "on cars from Japan, the EU and others: from 25 up on top of a base of 2.5, below in all"
Others = Annotated[float | None, typer.Option(**RATE, help=OTHERS_HELP)]
DAY = {"formats": ["%Y-%m-%d"], "metavar": "DATE"}
Until = Annotated[datetime, typer.Option(**DAY, help="last day of the accounts", show_default="2025-12-31")]
WITH_QUARTERS = "--then, --on, --in-force, --until, --figure, --reported, --worlds and --seed go with --quarters"
IN_FORCE_HELP = "the day from which it holds, if before --on: duty paid since is given back"
REPORTED_HELP = "with --quarters: CSV file (maker,quarter,bn_krw) of duties reported, to stand beside the model's"


@dataclass(frozen=True, kw_only=True)
class CaseTariffs:
    """Tariffs of a case in percent, None where nothing was said."""

    korea: float | None
    others: float | None
    usmca: float | None


@dataclass(frozen=True, kw_only=True)
class CarsRequest:
    """What the user asked of `cars`."""

    phi: float | None
    tariffs: CaseTariffs
    nests: str | None
    scenario: Path
    settings: Sequence[str]
    json: bool


@dataclass(frozen=True)
class QuartersRequest:
    """The path of the tariff whose quarters are asked for."""

    then: float | None
    on: date | None
    in_force: date | None
    until: date
    months: bool
    reported: Path | None
    worlds: int | None
    seed: int | None
    figure: Path | None


def cars(
    phi: Annotated[float | None, typer.Option(min=0, max=1, help=PHI_HELP)] = None,
    korea: Annotated[float | None, typer.Option(**RATE, help="tariff on Korean cars")] = None,
    others: Others = None,
    usmca: Annotated[float | None, typer.Option(**RATE, help="on cars from Mexico and Canada, paid on 55 %")] = None,
    nests: Annotated[str | None, typer.Option(help="one: all cars alike; three: mass, Detroit, premium")] = None,
    quarters: Annotated[bool, typer.Option("--quarters", help="the carmakers' accounts by quarter instead")] = False,
    then: Annotated[float | None, typer.Option(**RATE, help="with --quarters: tariff on Korean cars later")] = None,
    on: Annotated[datetime | None, typer.Option(**DAY, help="the day it begins")] = None,
    in_force: Annotated[datetime | None, typer.Option(**DAY, help=IN_FORCE_HELP)] = None,
    until: Until = YEAR_END,
    figure: Annotated[Path | None, typer.Option(help="with --quarters: draw them into this PNG file")] = None,
    reported: Annotated[Path | None, typer.Option(metavar="FILE", help=REPORTED_HELP)] = None,
    months: Annotated[bool, typer.Option("--months", help="cars shipped and landed by month instead")] = False,
    worlds: Worlds = None,
    seed: Seed = None,
    scenario: Annotated[Path, typer.Option(help="scenario file")] = Path("baseline"),
    settings: Settings = [],  # noqa: B006
    json: Json = False,
) -> None:
    """Show who pays a tariff on cars: buyers, carmakers or the Treasury.

    Without tariffs, nine cases are shown; what is left out of a case is 25.

    Examples:
      sim cars
      sim cars --korea 15 --others 15 --phi 1 --json
      sim cars --quarters --korea 25 --then 15 --on 2025-11-01 --figure quarters.png
      sim cars --quarters --reported bills.csv
      sim cars --months --until 2025-07-31
    """
    begins, since = (day.date() if day else None for day in (on, in_force))
    path = QuartersRequest(then, begins, since, until.date(), months, reported, worlds, seed, figure)
    tariffs = CaseTariffs(korea=korea, others=others, usmca=usmca)
    request = CarsRequest(phi=phi, tariffs=tariffs, nests=nests, scenario=scenario, settings=settings, json=json)
    refuse_odd_request(request, path, quarters or months)
    if quarters or months:
        print_quarters(request, path)
    else:
        print_cases(request)


def refuse_odd_request(request: CarsRequest, path: QuartersRequest, quarters: bool) -> None:
    """Refuse options of `cars` that do not go together."""
    more = any(given is not None for given in (path.then, path.figure, path.worlds, path.seed, path.reported))
    rules = (
        (request.nests not in (None, "one", "three"), f"--nests must be one or three; found {request.nests}"),
        ((path.then is None) != (path.on is None), "--then and --on go together"),
        (path.in_force is not None and path.on is None, "--in-force goes with --then and --on"),
        (not quarters and (more or path.until != YEAR_END.date()), WITH_QUARTERS),
        (quarters and request.phi is not None, "--phi goes with cases: by quarter, prices go their way day by day"),
    )
    refuse_odd(rules)


def print_cases(request: CarsRequest) -> None:
    """Print the market under one case or under all of them."""
    from sim.analysis.tariff_bills import requested_cases, tariff_case_figures
    from sim.reporting.market_text import case_lines
    from sim.scenario.loading import load

    spec = load(request.scenario, request.settings).scenario
    phi, tariffs = USUAL_PHI if request.phi is None else request.phi, request.tariffs
    cases = requested_cases(tariffs.korea, tariffs.others, tariffs.usmca)
    found = tariff_case_figures(spec, cases, phi, request.nests)
    if request.json:
        say(as_json(next(iter(found.values())) if len(found) == 1 else found))
        return
    say("\n".join(case_lines(found, cases, phi)))


def print_quarters(request: CarsRequest, asked: QuartersRequest) -> None:
    """Print the carmakers' quarters under a path of the tariff, and draw them where a file is named."""
    from sim.analysis.tariff_bills import monthly_cars, quarterly_bills, read_reported
    from sim.reporting.market_text import month_lines, path_words, quarter_lines
    from sim.runs.carmaker_run import run_tariff_path
    from sim.scenario.loading import load

    loaded = load(request.scenario, tariff_settings(request))
    spec = loaded.scenario
    refuse_odd_dates(spec, asked)
    require_writable(asked.figure)
    reported = read_reported(asked.reported, list(spec.carmakers)) if asked.reported else None
    path = tariff_path(request, asked, spec.industry.since)
    with ProgressBar(spec.worlds if asked.worlds is None else asked.worlds) as tick:
        back = {asked.on: asked.in_force} if asked.on and asked.in_force else None
        outcome = run_tariff_path(loaded, path, asked.until, asked.worlds, asked.seed, tick, back)
    found = monthly_cars(outcome, spec) if asked.months else quarterly_bills(outcome.accounts, spec, reported)
    if asked.figure is not None:
        from sim.reporting.figures import carmakers

        save_figure(carmakers.figure(outcome), asked.figure)
    if request.json:
        say(as_json(found))
    else:
        words = path_words(path, outcome.settings.worlds, outcome.settings.seed)
        say("\n".join(month_lines(found, words) if asked.months else quarter_lines(found, words)))
        say_drawn(asked.figure)
    if outcome.breaches:
        raise SystemExit(1)


def refuse_odd_dates(spec: "Scenario", asked: QuartersRequest) -> None:
    """Raise UserError for dates that make no sense."""
    first, last = spec.calendar.pause, spec.calendar.horizon
    if not first <= asked.until <= last:
        raise UserError(f"--until must be from {first} to {last}; found {asked.until}; nothing was run")
    since = spec.industry.since
    if asked.on is not None and not since < asked.on <= asked.until:
        raise UserError(f"--on must be after {since} and not after {asked.until}; found {asked.on}; nothing was run")
    if asked.in_force is None or asked.on is None:
        return
    if spec.industry.stock.name != "lots":
        raise UserError("--in-force needs industry.stock: lots, which knows what entered when; nothing was run")
    if not since <= asked.in_force < asked.on:
        raise UserError(f"--in-force must be from {since} and before --on, {asked.on}; found {asked.in_force}")


def tariff_path(request: CarsRequest, asked: QuartersRequest, since: date) -> list[tuple[date, float]]:
    """Return the tariff on Korean cars as days on which it changes, with its rates in percent."""
    korea = request.tariffs.korea
    path = [(since, 25.0 if korea is None else korea)]
    if asked.then is not None and asked.on is not None:
        path.append((asked.on, asked.then))
    return path


def tariff_settings(request: CarsRequest) -> list[str]:
    """Return the settings, with the tariffs of others and of the USMCA where they were given."""
    from sim.analysis.tariff_bills import others_pay
    from sim.economy.market.tariff_cases import OTHERS

    more = []
    tariffs = request.tariffs
    if tariffs.others is not None:
        more += [f"market.tariffs.{region}={others_pay(tariffs.others):g}" for region in OTHERS]
    if tariffs.usmca is not None:
        more.append(f"market.tariffs.MX={tariffs.usmca:g}")
    if request.nests is not None:
        more.append(f"market.nests={request.nests}")
    return [*more, *request.settings]
