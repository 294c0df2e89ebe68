"""What `sim cars` does: the car market under tariffs, and what they do to the carmakers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.cli.output import as_json, say
from sim.core.errors import UserError


@dataclass(frozen=True)
class CarsRequest:
    """What the user asked of `cars`; tariffs in percent, None where nothing was said."""

    phi: float
    korea: float | None
    others: float | None
    usmca: float | None
    nests: str | None
    scenario: Path
    settings: Sequence[str]
    json: bool


@dataclass(frozen=True)
class QuartersRequest:
    """The path of the tariff whose quarters are asked for."""

    then: float | None
    on: date | None
    until: date
    worlds: int | None
    seed: int | None
    figure: Path | None


def print_cases(request: CarsRequest) -> None:
    """Print the market under one case or under all of them."""
    from sim.analysis.tariff_bills import requested_cases
    from sim.analysis.tariff_bills import tariff_case_figures as figures_of
    from sim.reporting.market_text import case_lines
    from sim.scenario.loading import load

    spec = load(request.scenario, request.settings).scenario
    asked_for = requested_cases(request.korea, request.others, request.usmca)
    found = figures_of(spec, asked_for, request.phi, request.nests)
    if request.json:
        say(as_json(next(iter(found.values())) if len(found) == 1 else found))
        return
    say("\n".join(case_lines(found, asked_for, request.phi)))


def print_quarters(request: CarsRequest, quarters_request: QuartersRequest) -> None:
    """Print the carmakers' quarters under a path of the tariff, and draw them where a file is named."""
    from sim.analysis.tariff_bills import quarterly_bills as figures_of
    from sim.cli.progress import ProgressBar
    from sim.reporting.market_text import quarter_lines
    from sim.runs.carmaker_run import run_tariff_path
    from sim.scenario.loading import load

    loaded = load(request.scenario, tariff_settings(request))
    spec = loaded.scenario
    refuse_odd_quarters(spec, quarters_request)
    path = [(spec.industry.since, 25.0 if request.korea is None else request.korea)]
    if quarters_request.then is not None and quarters_request.on is not None:
        path.append((quarters_request.on, quarters_request.then))
    with ProgressBar(spec.worlds if quarters_request.worlds is None else quarters_request.worlds) as tick:
        outcome = run_tariff_path(
            loaded, path, quarters_request.until, quarters_request.worlds, quarters_request.seed, tick
        )
    found = figures_of(outcome.accounts, spec)
    if quarters_request.figure is not None:
        draw_quarters(outcome, quarters_request.figure)
    if request.json:
        say(as_json(found))
        return
    told = ", then ".join(f"{rate:g} % from {when:%-d %B %Y}" for when, rate in path)
    words = f"Tariff on Korean cars {told}; {outcome.settings.worlds:,} worlds, seed {outcome.settings.seed}"
    say("\n".join(quarter_lines(found, words)))
    if quarters_request.figure is not None:
        say(f"\ndrawn       {quarters_request.figure}")


def refuse_odd_quarters(spec: Any, request: QuartersRequest) -> None:
    """Raise Refusal for dates that make no sense and for a figure that cannot be written."""
    first, last = spec.calendar.pause, spec.calendar.horizon
    if not first <= request.until <= last:
        raise UserError(f"--until must be from {first} to {last}; found {request.until}; nothing was run")
    since = spec.industry.since
    if request.on is not None and not since < request.on <= request.until:
        raise UserError(
            f"--on must be after {since} and not after {request.until}; found {request.on}; nothing was run"
        )
    if request.figure is not None and request.figure.suffix != ".png":
        raise UserError(f"--figure must name a PNG file; found {request.figure}; nothing was run")
    if request.figure is not None and not request.figure.parent.is_dir():
        raise UserError(f"--figure: no such folder: {request.figure.parent}; nothing was run")


def tariff_settings(request: CarsRequest) -> list[str]:
    """Return the settings, with the tariffs of others and of the USMCA where they were given."""
    from sim.analysis.tariff_bills import others_pay
    from sim.economy.market.tariff_cases import OTHERS

    more = []
    if request.others is not None:
        more += [f"market.tariffs.{region}={others_pay(request.others):g}" for region in OTHERS]
    if request.usmca is not None:
        more.append(f"market.tariffs.MX={request.usmca:g}")
    if request.nests is not None:
        more.append(f"market.nests={request.nests}")
    return [*more, *request.settings]


def draw_quarters(outcome: Any, file: Path) -> None:
    """Write the figure of the carmakers' quarters as a PNG; Refusal if that cannot be."""
    from sim.reporting.figures import carmakers, png

    try:
        file.write_bytes(png(carmakers.figure(outcome)))
    except OSError as wrong:
        raise UserError(f"{file} cannot be written: {wrong.strerror}") from wrong
