"""A box: limits on some factors; what lies in it; and how good it is.

    coverage   cases of interest in the box over all cases of interest
    density    cases of interest in the box over the cases in it
    mass       cases in the box over all cases
    restricted dimensions   how many factors it limits: the fewer, the easier it is to say what the box means

Limits are inclusive.  Source: Bryant and Lempert (2010), section 2.2 (see `sim.analysis.discovery`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.analysis.discovery.cases import CaseFactor, PointCounts
from sim.core.worlds import Flags

Limit = tuple[float, float] | frozenset[int]  # low and high of a number, or places of the choices that are left


@dataclass(frozen=True)
class Box:
    """Limits, one for each factor in their order."""

    limits: tuple[Limit, ...]

    def with_limit(self, factor: int, limit: Limit) -> "Box":
        """Return the box with another limit on one factor."""
        return replace(self, limits=(*self.limits[:factor], limit, *self.limits[factor + 1 :]))

    def limited_factors(self, whole: "Box") -> tuple[int, ...]:
        """Return which factors the box limits further than the whole does."""
        return tuple(k for k, (ours, all_) in enumerate(zip(self.limits, whole.limits, strict=True)) if ours != all_)

    def members(self, factors: Sequence[CaseFactor]) -> Flags:
        """Return which points lie in the box, (points,)."""
        found = np.ones(len(factors[0].values), bool)
        for factor, limit in zip(factors, self.limits, strict=True):
            found &= within(factor, limit)
        return found


def within(factor: CaseFactor, limit: Limit) -> Flags:
    """Return at which points a factor keeps to a limit, (points,)."""
    if isinstance(limit, frozenset):
        return np.isin(factor.values, sorted(limit))
    return (factor.values >= limit[0]) & (factor.values <= limit[1])


def whole_box(factors: Sequence[CaseFactor], counts: PointCounts) -> Box:
    """Return the smallest box around all points that have cases, and every choice."""
    some = counts.cases > 0
    return Box(
        tuple(
            frozenset(map(int, np.unique(factor.values[some])))
            if factor.choices
            else (float(factor.values[some].min()), float(factor.values[some].max()))
            for factor in factors
        )
    )


@dataclass(frozen=True)
class BoxFigures:
    """A box and how good it is; shares, 0 to 1.

    restricted  which factors it limits, by their place
    """

    box: Box
    cases: int
    hits: int
    coverage: float
    density: float
    mass: float
    restricted: tuple[int, ...]


def box_figures(box: Box, whole: Box, inside: tuple[float, float], of_all: tuple[float, float]) -> BoxFigures:
    """Return how good a box is: cases and cases of interest in it, and of all."""
    (cases, hits), (all_cases, all_hits) = inside, of_all
    density = hits / cases if cases else 0.0
    coverage, mass = float(hits / all_hits), float(cases / all_cases)
    return BoxFigures(box, int(cases), int(hits), coverage, float(density), mass, box.limited_factors(whole))


def count_in(counts: PointCounts, members: Flags) -> tuple[float, float]:
    """Return cases and cases of interest at some points."""
    return float(counts.cases[members].sum()), float(counts.hits[members].sum())
