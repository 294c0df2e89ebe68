"""Classic solutions of a bargaining problem on a finite set of points, in one world or in many.

With gains g = value - disagreement and shares s = g / ideal gain, among the points where no party
loses (individually rational):

    nash                 max s1^p s2^(1-p), p the bargaining power of party 1; ties by the larger s1 + s2
    kalai_smorodinsky    max min(s1, s2), ties by the larger s1 + s2
    egalitarian          max min(g1, g2), ties by the larger g1 + g2
    utilitarian          max g1 + g2, ties by the larger min(g1, g2)
    minimum_difference   min |v1 - v2| of the values themselves, on the frontier; ties by the larger v1 + v2

The ideal gain of a party is its largest among the rational points; shares in place of gains leave
the Nash point where it was and make ties free of units.  Points still tied: the first.  On a finite
set "Kalai-Smorodinsky" is not one thing: here it is max-min of shares, while GENIUS gives that name
to `minimum_difference`, for which the disagreement only says who would lose, and other programs to
`egalitarian`.  The latter with disagreement (0, 0) is the point that maximises the smaller value.

Power 1 is the best rational point of party 1, power 0 that of party 2, ties going to the other.
Scores that differ by no more than `TIE` of the size of the values are tied: rounding does as much.

Source: W. Thomson (1994), "Cooperative models of bargaining", Handbook of Game Theory, volume 2,
chapter 35, sections 2 and 3.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from sim.core.worlds import Array, Flags, Whole, Worlds, columns, require

RELATIVE_TIE = 1e-13


@dataclass(frozen=True)
class BargainingProblems:
    """One problem a world: two values of each point, (worlds, points), and of no deal, (worlds, 1)."""

    values: tuple[Array, Array]
    disagreement: tuple[Array, Array]

    @cached_property
    def rational(self) -> Flags:
        """Return the points where neither side loses, (worlds, points)."""
        held = [v >= d - RELATIVE_TIE * np.maximum(np.abs(v), np.abs(d)) for v, d in self._sides]
        return np.asarray(held[0] & held[1])

    @cached_property
    def noise(self) -> tuple[Array, Array]:
        """Return what rounding may add to each side's values, (worlds, 1)."""
        one, two = (RELATIVE_TIE * np.maximum(self._largest(np.abs(v)), np.abs(d)) for v, d in self._sides)
        return one, two

    @cached_property
    def gains(self) -> tuple[Array, Array]:
        """Return both sides' gains, (worlds, points), 0 where they are noise."""
        one, two = (np.where(v - d > n, v - d, 0.0) for (v, d), n in zip(self._sides, self.noise, strict=True))
        return one, two

    @cached_property
    def shares(self) -> tuple[Array, Array, Array]:
        """Return both sides' gains as shares of their ideal, (worlds, points), and their noise, (worlds, 1)."""
        ideals = [self._largest(gain) for gain in self.gains]
        units = [np.where(ideal > 0, ideal, 1.0) for ideal in ideals]
        noise = [np.where(i > 0, n / u, 0.0) for i, n, u in zip(ideals, self.noise, units, strict=True)]
        return self.gains[0] / units[0], self.gains[1] / units[1], noise[0] + noise[1]

    def best_point(self, score: Array, tie: Array, noise: Array) -> Whole:
        """Return the rational point of the highest score, of tied ones that of the largest `tie`, (worlds,); or -1."""
        if not score.shape[1]:
            return np.full(len(score), -1)
        candidates = self.rational
        for rank in (score, tie):
            candidates = candidates & (
                rank >= rank.max(axis=1, where=candidates, initial=-np.inf, keepdims=True) - noise
            )
        return np.where(self.rational.any(axis=1), candidates.argmax(axis=1), -1)

    def _largest(self, values: Array) -> Array:
        return np.asarray(values.max(axis=1, where=self.rational, initial=0.0, keepdims=True))

    @property
    def _sides(self) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
        one, two = zip(self.values, self.disagreement, strict=True)
        return one, two


SolutionRule = Callable[[BargainingProblems], Whole]


def _nash(problems: BargainingProblems, power: Worlds = 0.5) -> Whole:
    require("power", power, (np.asarray(power) >= 0) & (np.asarray(power) <= 1), "must be from 0 to 1")
    one, two, noise = problems.shares
    weight = columns([power], len(one))[0]
    return problems.best_point(one**weight * two ** (1 - weight), one + two, noise)


def _kalai_smorodinsky(problems: BargainingProblems) -> Whole:
    one, two, noise = problems.shares
    return problems.best_point(np.minimum(one, two), one + two, noise)


def _egalitarian(problems: BargainingProblems) -> Whole:
    return problems.best_point(
        np.minimum(*problems.gains), problems.gains[0] + problems.gains[1], problems.noise[0] + problems.noise[1]
    )


def _utilitarian(problems: BargainingProblems) -> Whole:
    return problems.best_point(
        problems.gains[0] + problems.gains[1], np.minimum(*problems.gains), problems.noise[0] + problems.noise[1]
    )


def _minimum_difference(problems: BargainingProblems) -> Whole:
    one, two = problems.values
    away = np.where(_on_frontier(one, two), np.abs(one - two), np.inf)
    return problems.best_point(-away, one + two, problems.noise[0] + problems.noise[1])


def _on_frontier(party_a: Array, party_b: Array) -> Flags:
    """Return which points no other beats, (worlds, points), the first of equal ones."""
    order = np.lexsort((-party_b, -party_a), axis=1)
    second = np.take_along_axis(party_b, order, axis=1)
    ahead = np.maximum.accumulate(second, axis=1)
    first = np.ones((len(party_a), min(1, party_a.shape[1])), dtype=bool)
    kept = np.zeros(party_a.shape, dtype=bool)
    np.put_along_axis(kept, order, np.concatenate([first, second[:, 1:] > ahead[:, :-1]], axis=1), axis=1)
    return kept


def solutions(
    party_a: Array, party_b: Array, disagreement: tuple[Worlds, Worlds], power: Worlds = 0.5
) -> dict[str, Whole]:
    """Return the number of the point chosen in each world, (worlds,), by solution; -1 if none is rational.

    `party_a` and `party_b` are (worlds, points); points repeated at the end change nothing.
    """
    one, two = columns(disagreement, len(party_a))
    problems = BargainingProblems((party_a, party_b), (one, two))
    rules: dict[str, SolutionRule] = {**SOLUTION_RULES, "nash": partial(_nash, power=power)}
    return {name: rule(problems) for name, rule in rules.items()}


SOLUTION_RULES: dict[str, SolutionRule] = {
    "nash": _nash,
    "kalai_smorodinsky": _kalai_smorodinsky,
    "egalitarian": _egalitarian,
    "utilitarian": _utilitarian,
    "minimum_difference": _minimum_difference,
}


@dataclass(frozen=True)
class BargainingProblem:
    """The points, (points, 2), and disagreement, (2,), of one world."""

    points: Array
    disagreement: Array

    def solve(self, rule: SolutionRule) -> Array:
        """Return the point a rule chooses, (2,); ValueError if none gives both their disagreement value."""
        party_a, party_b = (np.asarray(self.points, dtype=float)[None, :, side] for side in (0, 1))
        one, two = columns(self.disagreement, 1)
        chosen = int(rule(BargainingProblems((party_a, party_b), (one, two)))[0])
        if chosen < 0:
            raise ValueError("no point gives both parties their disagreement value")
        return np.asarray(self.points[chosen])


def nash(problem: BargainingProblem, power: float = 0.5) -> Array:
    """Return the point with the largest weighted product of gains, (2,)."""
    return problem.solve(partial(_nash, power=power))


def kalai_smorodinsky(problem: BargainingProblem) -> Array:
    """Return the point whose smaller share of the ideal gain is largest, (2,)."""
    return problem.solve(_kalai_smorodinsky)


def egalitarian(problem: BargainingProblem) -> Array:
    """Return the point whose smaller gain is largest, (2,)."""
    return problem.solve(_egalitarian)


def utilitarian(problem: BargainingProblem) -> Array:
    """Return the point with the largest sum of gains, (2,)."""
    return problem.solve(_utilitarian)


def minimum_difference(problem: BargainingProblem) -> Array:
    """Return the point of the frontier whose two values differ least, (2,)."""
    return problem.solve(_minimum_difference)
