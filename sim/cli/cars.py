"""The verb `cars`: the car market under tariffs, and what they do to the carmakers."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, Seed, Settings, Worlds, day_of, refuse_odd, stated_options
from sim.cli.cars_path import PATH_FORM, Rates, parse_rates
from sim.cli.cars_quarters import (
    CarsRequest,
    CaseTariffs,
    QuartersRequest,
    TariffPaths,
    print_difference,
    print_quarters,
)
from sim.cli.output import as_json, say, speak_of
from sim.cli.pictures import Format, Width
from sim.core.currency import usual_currency
from sim.core.stream_names import usual_names

YEAR_END = datetime(2025, 12, 31)
RATE = {"min": 0, "max": 100, "metavar": "PERCENT"}
DAY = {"formats": ["%Y-%m-%d"], "metavar": "DATE"}
PATH = {"metavar": PATH_FORM}
USUAL_PHI = 0.36
PHI_HELP = "share of the way prices have gone to equilibrium  [default: 0.36]"
OTHERS_HELP = "on all other cars from abroad (but see --usmca): from 25 up on top of a base of 2.5, below in all"
FIGURE_HELP = "with --quarters: draw them into this PNG, SVG or PDF file"
WITH_QUARTERS = "--then, --on, --in-force, --until, --figure, --reported, --worlds and --seed go with --quarters"
PATHS_WITH_QUARTERS = "--others-then, --others-on, --against and --against-others go with --quarters"
PARTNER = ("--partner", f"--{usual_names()['parties'][1]}")  # the second is its name of before
PARTNER_HELP = "tariff on the partner's cars, those of the second party"
IN_FORCE_HELP = "the day from which it holds, if before --on: duty paid since is given back"
REPORTED_HELP = (
    f"with --quarters: CSV file (maker,quarter,bn_{usual_currency().lower()}, or bn_ with another industry.currency) "
    "of duties reported, to stand beside the model's"
)
AGAINST_HELP = (
    "with --quarters: what the path costs more than another of the tariff on the partner's cars, as 25,15@2025-11-01"
)
AGAINST_OTHERS_HELP = "the path of the tariff on others' cars in what it is held against  [default: the same]"
AGAINST_ALONE = "--against prints differences: leave out --months, --figure and --reported"
Rate = Annotated[float | None, typer.Option(*PARTNER, **RATE, help=PARTNER_HELP)]
Others = Annotated[float | None, typer.Option(**RATE, help=OTHERS_HELP)]
Usmca = Annotated[float | None, typer.Option(**RATE, help="on cars from Mexico and Canada, paid on 55 %")]
Later = Annotated[float | None, typer.Option(**RATE, help="with --quarters: tariff on the partner's cars later")]
OthersLater = Annotated[float | None, typer.Option(**RATE, help="with --quarters: tariff on others' cars later")]
Begins = Annotated[datetime | None, typer.Option(**DAY, help="the day it begins")]
InForce = Annotated[datetime | None, typer.Option(**DAY, help=IN_FORCE_HELP)]
Until = Annotated[datetime, typer.Option(**DAY, help="last day of the accounts", show_default="2025-12-31")]
Against = Annotated[str | None, typer.Option(**PATH, help=AGAINST_HELP)]
AgainstOthers = Annotated[str | None, typer.Option(**PATH, help=AGAINST_OTHERS_HELP)]


def cars(
    context: typer.Context,
    phi: Annotated[float | None, typer.Option(min=0, max=1, help=PHI_HELP)] = None,
    party_b: Rate = None,
    others: Others = None,
    usmca: Usmca = None,
    nests: Annotated[str | None, typer.Option(help="one: all cars alike; three: mass, Detroit, premium")] = None,
    quarters: Annotated[bool, typer.Option("--quarters", help="the carmakers' accounts by quarter instead")] = False,
    then: Later = None,
    on: Begins = None,
    in_force: InForce = None,
    others_then: OthersLater = None,
    others_on: Begins = None,
    against: Against = None,
    against_others: AgainstOthers = None,
    until: Until = YEAR_END,
    figure: Annotated[Path | None, typer.Option(help=FIGURE_HELP)] = None,
    format_: Format = None,
    width: Width = None,
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
      sim cars --partner 15 --others 15 --phi 1 --json
      sim cars --quarters --partner 25 --then 15 --on 2025-11-01 --figure quarters.png
      sim cars --quarters --then 15 --on 2025-11-01 --others-then 15 --others-on 2025-09-16 --against 25
      sim cars --months --until 2025-07-31
    """
    show_cars(context.params)


def show_cars(given: dict[str, Any]) -> None:
    """Do what the options of `cars`, by their names, ask for."""
    refuse_odd_request(given)
    tariffs = CaseTariffs(party_b=given["party_b"], others=given["others"], usmca=given["usmca"])
    kept = {name: given[name] for name in ("phi", "nests", "scenario", "settings", "json")}
    request = CarsRequest(tariffs=tariffs, **kept)
    if not (given["quarters"] or given["months"]):
        print_cases(request)
        return
    asked = quarters_request(given)
    if asked.against is None:
        print_quarters(request, asked)
    else:
        print_difference(request, asked, asked.against)


def quarters_request(given: dict[str, Any]) -> QuartersRequest:
    """Return the paths that the options ask for, by their names."""
    paths = TariffPaths(
        party_b=Rates.of(given["party_b"], given["then"], day_of(given["on"])),
        others=Rates.of(given["others"], given["others_then"], day_of(given["others_on"])),
    )
    party_b, others = (
        parse_rates(f"--{name.replace('_', '-')}", given[name]) for name in ("against", "against_others")
    )
    against = (
        TariffPaths(party_b=party_b or paths.party_b, others=others or paths.others) if party_b or others else None
    )
    kept = {name: given[name] for name in ("months", "reported", "worlds", "seed", "figure")}
    since = day_of(given["in_force"])
    return QuartersRequest(paths=paths, against=against, in_force=since, until=given["until"].date(), **kept)


def refuse_odd_request(given: dict[str, Any]) -> None:
    """Refuse options of `cars`, by their names, that do not go together."""
    quarters, nests = given["quarters"] or given["months"], given["nests"]
    stated = stated_options({**given, "until": None if given["until"] == YEAR_END else given["until"]})
    rules = (
        (nests not in (None, "one", "three"), f"--nests must be one or three; found {nests}"),
        ((given["then"] is None) != (given["on"] is None), "--then and --on go together"),
        ((given["others_then"] is None) != (given["others_on"] is None), "--others-then and --others-on go together"),
        (given["in_force"] is not None and given["on"] is None, "--in-force goes with --then and --on"),
        (not quarters and stated & {"then", "figure", "worlds", "seed", "reported", "until"}, WITH_QUARTERS),
        (not quarters and stated & {"others_then", "against", "against_others"}, PATHS_WITH_QUARTERS),
        (stated & {"against", "against_others"} and stated & {"months", "figure", "reported"}, AGAINST_ALONE),
        (quarters and given["phi"] is not None, "--phi goes with cases: by quarter, prices go their way day by day"),
    )
    refuse_odd(rules)


def print_cases(request: CarsRequest) -> None:
    """Print the market under one case or under all of them."""
    from sim.analysis.tariff_bills import requested_cases, tariff_case_figures
    from sim.core.backend import quickest_for
    from sim.reporting.market_text import case_lines
    from sim.scenario.loading import load

    spec = speak_of(load(request.scenario, request.settings)).scenario
    phi, tariffs = USUAL_PHI if request.phi is None else request.phi, request.tariffs
    cases = requested_cases(tariffs.party_b, tariffs.others, tariffs.usmca)
    with quickest_for(len(cases)):
        found = tariff_case_figures(spec, cases, phi, request.nests)
    if request.json:
        say(as_json(next(iter(found.values())) if len(found) == 1 else found))
        return
    say("\n".join(case_lines(found, cases, phi)))
