"""Values of levels as weights of issues and shares of them, as other programs write them."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from sim.core.worlds import Array
from sim.interop.faults import DomainError
from sim.interop.figures import exact_number, plain, share_text
from sim.interop.named_domain import NamedDomain


@dataclass(frozen=True)
class WeighedIssue:
    """A weight, and each level's share of it, as decimals; weight x share, rounded once, is the value."""

    weight: str
    shares: tuple[str, ...]


def weigh_issues(named: NamedDomain, side: int, sum_to_one: bool = False) -> list[WeighedIssue]:
    """Return weights and shares of a party's issues.

    sum_to_one   the weights are to sum to exactly 1: what is missing goes to the largest
    """
    rows = named.levels_of(side)
    weights = [exact(float(row.max())) for row in rows]
    if sum_to_one:
        missing = 1 - sum(weights)
        if missing < 0:
            said = f"the best levels of {named.parties[side]} sum to more than 1 by {float(-missing):.1g}"
            raise DomainError(f"{said}; GeniusWeb takes weights that sum to exactly 1. Scale the domain first")
        weights[weights.index(max(weights))] += missing
    return [weigh_levels(row, weight) for row, weight in zip(rows, weights, strict=True)]


def exact(value: float) -> Fraction:
    """Return the shortest decimal of a number."""
    return exact_number(repr(value)) or Fraction(0)


def weigh_levels(row: Array, weight: Fraction) -> WeighedIssue:
    """Return one issue's weight and shares."""
    text = plain(Decimal(weight.numerator) / Decimal(weight.denominator))
    return WeighedIssue(text, tuple(share_text(float(value), weight) for value in row))
