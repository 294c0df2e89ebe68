"""What `sim cars` does: the car market under tariffs, and what they do to the carmakers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sim.cli.output import as_json, say
from sim.core.errors import Refusal


@dataclass(frozen=True)
class Question:
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
class Span:
    """The path of the tariff whose quarters are asked for."""

    then: float | None
    on: date | None
    until: date
    worlds: int | None
    seed: int | None
    figure: Path | None


def cases(question: Question) -> None:
    """Print the market under one case or under all of them."""
    from sim.analysis.tariff_bills import asked
    from sim.analysis.tariff_bills import cases as figures_of
    from sim.reporting.market_text import case_lines
    from sim.scenario.loading import load

    spec = load(question.scenario, question.settings).scenario
    asked_for = asked(question.korea, question.others, question.usmca)
    found = figures_of(spec, asked_for, question.phi, question.nests)
    if question.json:
        say(as_json(next(iter(found.values())) if len(found) == 1 else found))
        return
    say("\n".join(case_lines(found, asked_for, question.phi)))


def quarters(question: Question, span: Span) -> None:
    """Print the carmakers' quarters under a path of the tariff, and draw them where a file is named."""
    from sim.analysis.tariff_bills import quarters as figures_of
    from sim.cli.progress import Bar
    from sim.reporting.market_text import quarter_lines
    from sim.runs.carmaker_run import ride
    from sim.scenario.loading import load

    loaded = load(question.scenario, with_others(question))
    spec = loaded.scenario
    refuse_odd(spec, span)
    path = [(spec.industry.since, 25.0 if question.korea is None else question.korea)]
    if span.then is not None and span.on is not None:
        path.append((span.on, span.then))
    with Bar(spec.worlds if span.worlds is None else span.worlds) as tick:
        outcome = ride(loaded, path, span.until, span.worlds, span.seed, tick)
    found = figures_of(outcome.accounts, spec)
    if span.figure is not None:
        draw(outcome, span.figure)
    if question.json:
        say(as_json(found))
        return
    told = ", then ".join(f"{rate:g} % from {when:%-d %B %Y}" for when, rate in path)
    words = f"Tariff on Korean cars {told}; {outcome.settings.worlds:,} worlds, seed {outcome.settings.seed}"
    say("\n".join(quarter_lines(found, words)))
    if span.figure is not None:
        say(f"\ndrawn       {span.figure}")


def refuse_odd(spec: Any, span: Span) -> None:
    """Raise Refusal for dates that make no sense and for a figure that cannot be written."""
    first, last = spec.calendar.pause, spec.calendar.horizon
    if not first <= span.until <= last:
        raise Refusal(f"--until must be from {first} to {last}; found {span.until}; nothing was run")
    since = spec.industry.since
    if span.on is not None and not since < span.on <= span.until:
        raise Refusal(f"--on must be after {since} and not after {span.until}; found {span.on}; nothing was run")
    if span.figure is not None and span.figure.suffix != ".png":
        raise Refusal(f"--figure must name a PNG file; found {span.figure}; nothing was run")
    if span.figure is not None and not span.figure.parent.is_dir():
        raise Refusal(f"--figure: no such folder: {span.figure.parent}; nothing was run")


def with_others(question: Question) -> list[str]:
    """Return the settings, with the tariffs of others and of the USMCA where they were given."""
    from sim.analysis.tariff_bills import others_pay
    from sim.economy.market.tariff_cases import OTHERS

    more = []
    if question.others is not None:
        more += [f"market.tariffs.{region}={others_pay(question.others):g}" for region in OTHERS]
    if question.usmca is not None:
        more.append(f"market.tariffs.MX={question.usmca:g}")
    if question.nests is not None:
        more.append(f"market.nests={question.nests}")
    return [*more, *question.settings]


def draw(outcome: Any, file: Path) -> None:
    """Write the figure of the carmakers' quarters as a PNG; Refusal if that cannot be."""
    from sim.reporting.figures import carmakers, png

    try:
        file.write_bytes(png(carmakers.figure(outcome)))
    except OSError as wrong:
        raise Refusal(f"{file} cannot be written: {wrong.strerror}") from wrong
