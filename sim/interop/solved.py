"""The exact frontier of a domain, and the classic solutions on it, without going through its packages."""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.agenda import Level
from sim.bargaining.frontier import TooManySums, frontier
from sim.bargaining.solutions import solutions
from sim.core.worlds import Array, Flags, Whole
from sim.interop.faults import DomainError
from sim.interop.named_domain import NamedDomain

DECIMALS = 9
RELATIVE_TIE = 1e-13  # as in sim.bargaining.solutions


@dataclass(frozen=True)
class SolvedPoint:
    """The package that a solution picks: its values to both parties, and its levels."""

    values: tuple[float, float]
    package: tuple[Level, ...]


@dataclass(frozen=True, eq=False)
class SolvedDomain:
    """What a domain holds.

    values     of the packages on its frontier, (points, 2), by falling value of party 0
    packages   their level numbers, (points, issues)
    rational   how many of them are worth no less than no deal to either
    rounded    as many, if values of levels are rounded to 9 decimals first, as programs do that write tables
    points     solution -> the package it picks of these; empty where there is none
    """

    values: Array
    packages: Whole
    rational: int
    rounded: int
    points: dict[str, SolvedPoint]


def solve_domain(named: NamedDomain, disagreement: tuple[float, float] | None = None) -> SolvedDomain:
    """Return the frontier, the five solutions of `sim.bargaining.solutions`, and one more; DomainError if too large.

    `difference_of_shares` is what NegMAS calls Kalai-Smorodinsky: of the packages on the frontier that are worth no
    less than no deal, the one whose gains differ least as shares of the largest gains in the whole domain, gains being
    over no deal, or over the worst package where that is worth more.

    disagreement   what both have without a deal; None, the reserves
    """
    rows = [named.levels_of(side) for side in (0, 1)]
    try:
        values, packages = frontier(*rows)
        rounded = frontier(*([row.round(DECIMALS) for row in side] for side in rows))[0]
    except TooManySums as wrong:
        raise DomainError(f"{named.name}: the frontier is too large to be listed: {wrong}") from wrong
    least = disagreement or named.reserves
    held = is_rational(values, least)
    chosen = solutions(values[None, :, 0], values[None, :, 1], (np.array([least[0]]), np.array([least[1]])))
    places = {name: int(number[0]) for name, number in chosen.items()}
    places["difference_of_shares"] = least_difference(values, held, rows, least)
    points = {name: solved_point(named, values[k], packages[k]) for name, k in places.items() if k >= 0}
    return SolvedDomain(values, packages, int(held.sum()), int(is_rational(rounded, least).sum()), points)


def is_rational(values: Array, least: tuple[float, float]) -> Flags:
    """Return which points, (points, 2), give both what they have without a deal, (points,)."""
    held = values >= np.array(least) - RELATIVE_TIE * np.maximum(np.abs(values), np.abs(least))
    return np.asarray(held.all(axis=1))


def least_difference(values: Array, held: Flags, rows: list[list[Array]], least: tuple[float, float]) -> int:
    """Return the place of the point held whose gains differ least as shares of the largest; -1 if none is held."""
    worst, best = (np.array([sum(float(pick(row)) for row in side) for side in rows]) for pick in (np.min, np.max))
    base = np.maximum(worst, np.array(least))
    shares = (values - base) / np.where(best > base, best - base, 1.0)
    apart = np.where(held, np.abs(shares[:, 0] - shares[:, 1]), np.inf)
    return int(apart.argmin()) if held.any() else -1


def solved_point(named: NamedDomain, values: Array, package: Whole) -> SolvedPoint:
    """Return a package of the frontier by its names."""
    levels = tuple(issue.levels[int(number)] for issue, number in zip(named.issues, package, strict=True))
    return SolvedPoint((float(values[0]), float(values[1])), levels)
