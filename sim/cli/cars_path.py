"""Paths of a tariff as `sim cars` takes them: a rate, and others from later days on."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import typer

from sim.core.errors import UserError

PATH_FORM = "RATE[,RATE@DATE]..."


@dataclass(frozen=True)
class Rates:
    """A rate in percent, None for the scenario's own, and those of later days: (day, percent), days rising."""

    first: float | None
    steps: tuple[tuple[date, float], ...] = ()

    @classmethod
    def of(cls, first: float | None, then: float | None, on: date | None) -> "Rates":
        """Return a path with one later rate, or none."""
        return cls(first, () if then is None or on is None else ((on, then),))

    def since(self, day: date, usual: float | None = None) -> list[tuple[date, float]]:
        """Return the path from a day on; `usual` is the first rate where none is stated, None leaves it out."""
        first = usual if self.first is None else self.first
        return [*([] if first is None else [(day, first)]), *self.steps]


def parse_rates(option: str, text: str | None) -> Rates | None:
    """Return the path that an option states, as 25,15@2025-11-01; None without one."""
    if text is None:
        return None
    first, *later = text.split(",")
    found = Rates(parse_rate(option, first), tuple(parse_step(option, each) for each in later))
    if any(after <= before for (before, _), (after, _) in pairwise(found.steps)):
        raise typer.BadParameter(f"the days of {option} must rise; found {text}")
    return found


def parse_step(option: str, text: str) -> tuple[date, float]:
    """Return a later rate with its day, stated as 15@2025-11-01."""
    rate, _, day = text.partition("@")
    try:
        return date.fromisoformat(day.strip()), parse_rate(option, rate)
    except ValueError:
        raise wrong_path(option, text) from None


def parse_rate(option: str, text: str) -> float:
    """Return a rate in percent."""
    try:
        rate = float(text)
    except ValueError:
        raise wrong_path(option, text) from None
    if not 0 <= rate <= 100:
        raise typer.BadParameter(f"rates of {option} are percent, from 0 to 100; found {text}")
    return rate


def wrong_path(option: str, text: str) -> typer.BadParameter:
    """Return the refusal of what is no path."""
    return typer.BadParameter(f"{option} is {PATH_FORM}, as 25 or 25,15@2025-11-01; found {text}")


def require_days(option: str, rates: Rates, after: date, until: date) -> None:
    """Raise UserError unless all days of a path lie after a day and not after the last one of the accounts."""
    for day, _ in rates.steps:
        if not after < day <= until:
            raise UserError(f"{option} must be after {after} and not after {until}; found {day}; nothing was run")
