"""What `sim cars --quarters` does: the carmakers' accounts under a path of tariffs, or one path against another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.cars_path import Rates, require_days
from sim.cli.output import as_json, require_writable, say, say_drawn, speak_of
from sim.cli.pictures import save_figure
from sim.cli.progress import ProgressBar
from sim.core.errors import UserError

if TYPE_CHECKING:  # what follows takes a second to import, and help needs none of it
    from sim.runs.run import Outcome
    from sim.scenario.loading import LoadedScenario
    from sim.scenario.schema.scenario import Scenario

USUAL = 25.0  # percent on partner's cars where nothing is said


@dataclass(frozen=True, kw_only=True)
class CaseTariffs:
    """Tariffs of a case in percent, None where nothing was said."""

    party_b: float | None
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


@dataclass(frozen=True, kw_only=True)
class TariffPaths:
    """The tariffs on partner's cars and on those of all others."""

    party_b: Rates
    others: Rates


@dataclass(frozen=True, kw_only=True)
class QuartersRequest:
    """The paths whose quarters are asked for, and what they are held against, if anything."""

    paths: TariffPaths
    against: TariffPaths | None
    in_force: date | None
    until: date
    months: bool
    reported: Path | None
    worlds: int | None
    seed: int | None
    figure: Path | None


def print_quarters(request: CarsRequest, asked: QuartersRequest) -> None:
    """Print the carmakers' quarters under a path of the tariff, and draw them where a file is named."""
    from sim.analysis.tariff_bills import monthly_cars, quarterly_bills, read_reported
    from sim.reporting.market_text import month_lines, path_words, quarter_lines
    from sim.scenario.needed_parts import require_industry, require_market

    loaded = load_paths(request, asked, asked.paths)
    spec = loaded.scenario
    require_writable(asked.figure)
    reported = read_reported(asked.reported, list(spec.makers), spec.currency) if asked.reported else None
    outcome = play_paths(loaded, asked, asked.paths)
    found = monthly_cars(outcome, spec) if asked.months else quarterly_bills(outcome.accounts, spec, reported)
    if asked.figure is not None:
        from sim.reporting.figures import carmakers

        save_figure(carmakers.figure(outcome), asked.figure)
    if request.json:
        say(as_json(found))
    else:
        since, size = require_industry(spec).since, outcome.settings
        party_b, others = asked.paths.party_b.since(since, USUAL), asked.paths.others.since(since)
        words = path_words(party_b, size.worlds, size.seed, others, require_market(spec).others)
        say("\n".join(month_lines(found, words) if asked.months else quarter_lines(found, words, digits_of(spec))))
        say_drawn(asked.figure)
    if outcome.breaches:
        raise SystemExit(1)


def print_difference(request: CarsRequest, asked: QuartersRequest, against: TariffPaths) -> None:
    """Print what one path of tariffs costs the carmakers more than another, in the same worlds."""
    from sim.analysis.bill_differences import bill_differences
    from sim.reporting.market_text import difference_lines, tariff_words
    from sim.scenario.needed_parts import require_industry, require_market

    ready = [(load_paths(request, asked, paths), paths) for paths in (asked.paths, against)]
    spec = ready[0][0].scenario
    one, other = (play_paths(loaded, asked, paths) for loaded, paths in ready)
    found = bill_differences(one.accounts, other.accounts, spec)
    if request.json:
        say(as_json(found))
    else:
        since, size = require_industry(spec).since, one.settings
        regions = require_market(spec).others
        first, second = (tariff_words(p.party_b.since(since, USUAL), p.others.since(since), regions) for _, p in ready)
        head = [f"{first},", f"against {second[:1].lower()}{second[1:]}; {size.worlds:,} worlds, seed {size.seed}"]
        say("\n".join(difference_lines(found, head, digits_of(spec))))
    if one.breaches or other.breaches:
        raise SystemExit(1)


def digits_of(spec: "Scenario") -> int:
    """Return how many digits behind the point the makers' money is shown with."""
    from sim.core.currency import money_digits
    from sim.scenario.needed_parts import require_industry

    return money_digits(require_industry(spec).exchange_rate.central)


def load_paths(request: CarsRequest, asked: QuartersRequest, paths: TariffPaths) -> "LoadedScenario":
    """Return the scenario under the first rates of paths; UserError for days that make no sense."""
    from sim.scenario.loading import load
    from sim.scenario.needed_parts import require_industry, require_market

    loaded = load(request.scenario, request.settings)
    require_industry(loaded.scenario)
    settings = tariff_settings(request, paths.others.first, require_market(loaded.scenario).others)
    loaded = speak_of(loaded if settings == request.settings else load(request.scenario, settings))
    refuse_odd_dates(loaded.scenario, asked, paths)
    return loaded


def play_paths(loaded: "LoadedScenario", asked: QuartersRequest, paths: TariffPaths) -> "Outcome":
    """Return the carmakers under paths of tariffs; what holds from a day gone by does so in the first paths alone."""
    from sim.analysis.tariff_bills import others_pay
    from sim.runs.carmaker_run import run_tariff_path
    from sim.scenario.needed_parts import require_industry

    spec = loaded.scenario
    back = {paths.party_b.steps[0][0]: asked.in_force} if asked.in_force and paths is asked.paths else None
    others = [(day, others_pay(rate)) for day, rate in paths.others.steps]
    party_b, worlds = paths.party_b.since(require_industry(spec).since, USUAL), asked.worlds
    with ProgressBar(spec.worlds if worlds is None else worlds) as tick:
        return run_tariff_path(loaded, party_b, asked.until, worlds, asked.seed, tick, back, others)


def refuse_odd_dates(spec: "Scenario", asked: QuartersRequest, paths: TariffPaths) -> None:
    """Raise UserError for dates that make no sense, or without carmakers."""
    from sim.scenario.needed_parts import require_industry

    industry = require_industry(spec)
    first, last, since = spec.calendar.pause, spec.calendar.horizon, industry.since
    if not first <= asked.until <= last:
        raise UserError(f"--until must be from {first} to {last}; found {asked.until}; nothing was run")
    own = paths is asked.paths
    require_days("--on" if own else "the days of --against", paths.party_b, since, asked.until)
    require_days("--others-on" if own else "the days of --against-others", paths.others, first, asked.until)
    if asked.in_force is None or not own:
        return
    begins = paths.party_b.steps[0][0]
    if industry.stock.name != "lots":
        raise UserError("--in-force needs industry.stock: lots, which knows what entered when; nothing was run")
    if not since <= asked.in_force < begins:
        raise UserError(f"--in-force must be from {since} and before --on, {begins}; found {asked.in_force}")


def tariff_settings(request: CarsRequest, others: float | None, regions: Sequence[str]) -> Sequence[str]:
    """Return the settings, with the tariffs of others, by their regions, and of the USMCA where they were given."""
    from sim.analysis.tariff_bills import others_pay
    from sim.economy.market.tariff_cases import MEXICO

    more = []
    if others is not None:
        more += [f"market.tariffs.{region}={others_pay(others):g}" for region in regions]
    if request.tariffs.usmca is not None:
        more.append(f"market.tariffs.{MEXICO}={request.tariffs.usmca:g}")
    if request.nests is not None:
        more.append(f"market.nests={request.nests}")
    return [*more, *request.settings] if more else request.settings
