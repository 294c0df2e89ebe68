"""The patient rule induction method (PRIM): a box with many cases of interest, peeled out of the whole step by step.

*Peeling*: of every number the share alpha of the cases in the box is cut off, once below and once above, and of every
choice each value that is left, once; the cut with the best objective is made, until none is better than none, or the
box would hold less than the least mass.  *Pasting*: sides that were cut too far are moved out again by the share
alpha of the cases beyond them, as long as the density rises.  *Covering*: the cases of a box are taken away, and the
next is sought among the rest.

    lenient1   gain of density over the cases cut off (the default, as in the EMA workbench)
    lenient2   the same times the cases that are left (Friedman and Fisher, equation 14.6 of their section 14)
    original   density of what is left

The cut at a share of the cases lies halfway between neighbours in order; where these are equal, halfway to the next
value that differs.  Of equally good cuts the one that limits fewer factors is made, then the first.

Source: J. H. Friedman and N. I. Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing 9,
123-143, sections 8 and 14; defaults and ties as J. H. Kwakkel and M. Jaxa-Rozen (2016), Environmental Modelling and
Software 79, 311-321.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.discovery.boxes import Box, BoxFigures, Limit, box_figures, count_in, whole_box, within
from sim.analysis.discovery.cases import CaseFactor, PointCounts
from sim.core.worlds import Array, Flags, Whole

Inside = tuple[float, float]  # cases and cases of interest in a box
Objective = Callable[[Inside, Inside], float]  # before a cut, and after it


@dataclass(frozen=True)
class PrimRules:
    """How boxes are peeled; shares, 0 to 1.

    alpha       share of the cases in the box that a cut takes
    least_mass  share of all cases that a box holds at least
    objective   what a cut is judged by
    """

    alpha: float = 0.05
    least_mass: float = 0.05
    objective: str = "lenient1"


def density_of(inside: Inside) -> float:
    """Return the density of a box, 0 if it is empty."""
    return inside[1] / inside[0] if inside[0] else 0.0


def lenient1(before: Inside, after: Inside) -> float:
    """Return the gain of density over the cases by which the box changes."""
    gain = density_of(after) - density_of(before)
    return gain / abs(before[0] - after[0]) if gain else 0.0


def lenient2(before: Inside, after: Inside) -> float:
    """Return the same times the cases in the new box."""
    gain = density_of(after) - density_of(before)
    return after[0] * gain / abs(before[0] - after[0]) if gain else 0.0


def original(before: Inside, after: Inside) -> float:
    """Return the density of the new box."""
    return density_of(after) if after[0] else -1.0


OBJECTIVES: dict[str, Objective] = {"lenient1": lenient1, "lenient2": lenient2, "original": original}


def quantile_between(values: Array, upto: Array, share: float) -> float:
    """Return the value below which a share of the cases lies, halfway between neighbours that differ.

    `values` rise, (points,); `upto` is the number of cases up to each, (points,).
    """
    place = (upto[-1] - 1) * share
    low = values[np.searchsorted(upto, np.floor(place), "right")]
    high = values[np.searchsorted(upto, np.ceil(place), "right")]
    if low == high and share > 0.5:
        below = int(np.searchsorted(values, low, "left"))
        low = values[below - 1] if below else low
    elif low == high:
        above = int(np.searchsorted(values, high, "right"))
        high = values[above] if above < len(values) else high
    return float((low + high) / 2)


@dataclass(frozen=True)
class BoxChange:
    """A factor's new limit, and what the box then holds."""

    factor: int
    limit: Limit
    inside: Inside


@dataclass(eq=False)
class BoxSearch:
    """The search for one box.

    counts  cases among which it is sought
    of_all  cases and cases of interest of the whole sweep, to which mass and coverage refer
    whole   the box around all cases of the whole sweep
    orders  of each factor, the points with cases in rising order; those outside the box go as it is peeled
    """

    factors: Sequence[CaseFactor]
    counts: PointCounts
    of_all: Inside
    whole: Box
    rules: PrimRules
    orders: list[Whole]

    def search(self) -> list[BoxFigures]:
        """Return the boxes on the way, from the whole to the last: peeled, then pasted."""
        box, found = self.whole, [self.figures(self.whole, self.hold(self.counts.cases > 0))]
        for changes, outward in ((self.peels, False), (self.pastes, True)):
            while True:
                inside = (float(found[-1].cases), float(found[-1].hits))
                best = self.best(box, inside, list(changes(box)))
                if best is None or not self.may_change(inside, best.inside, outward):
                    break
                box = box.with_limit(best.factor, best.limit)
                found.append(self.figures(box, best.inside))
                if not outward:
                    self.hold(within(self.factors[best.factor], best.limit))
        return found

    def hold(self, members: Flags) -> Inside:
        """Keep only some points in the orders, and return what these hold."""
        self.orders = [order[members[order]] for order in self.orders]
        return float(self.counts.cases[self.orders[0]].sum()), float(self.counts.hits[self.orders[0]].sum())

    def figures(self, box: Box, inside: Inside) -> BoxFigures:
        """Return how good a box is."""
        return box_figures(box, self.whole, inside, self.of_all)

    def best(self, box: Box, inside: Inside, changes: Sequence[BoxChange]) -> BoxChange | None:
        """Return the change with the best objective, then with the fewest limited factors, then the first."""
        objective = OBJECTIVES[self.rules.objective]

        def rank(change: BoxChange) -> tuple[float, int]:
            after = box.with_limit(change.factor, change.limit)
            return objective(inside, change.inside), -len(after.limited_factors(self.whole))

        ranks = [rank(change) for change in changes]
        top = max(ranks, default=(0.0, 0))
        return changes[ranks.index(top)] if top[0] > 0 else None

    def may_change(self, before: Inside, after: Inside, outward: bool) -> bool:
        """Whether a box may become another one: heavy enough, and peeled smaller or pasted to a larger and denser."""
        heavy = after[0] / self.of_all[0] >= self.rules.least_mass
        if outward:
            return heavy and after[0] > before[0] and density_of(after) > density_of(before)
        return heavy and after[0] < before[0]

    def peels(self, box: Box) -> Iterator[BoxChange]:
        """Yield every cut: of numbers above and below, then of choices each."""
        for k, factor in enumerate(self.factors):
            if not factor.choices:
                yield from self.number_peels(k, box.limits[k])
        for k, factor in enumerate(self.factors):
            left, points = box.limits[k], self.orders[k]
            if isinstance(left, frozenset) and len(left) > 1:
                for one in sorted(left):
                    kept = points[factor.values[points] != one]
                    inside = float(self.counts.cases[kept].sum()), float(self.counts.hits[kept].sum())
                    yield BoxChange(k, left - {one}, inside)

    def number_peels(self, k: int, limit: Limit) -> Iterator[BoxChange]:
        """Yield the two cuts of a number."""
        low, high = sorted(limit)
        points = self.orders[k]
        values = self.factors[k].values[points]
        upto, hits = np.cumsum(self.counts.cases[points]), np.cumsum(self.counts.hits[points])
        cut = quantile_between(values, upto, 1 - self.rules.alpha)
        last = int(np.searchsorted(values, cut, "right"))
        yield BoxChange(k, (low, cut), (upto[last - 1], hits[last - 1]) if last else (0.0, 0.0))
        cut = quantile_between(values, upto, self.rules.alpha)
        first = int(np.searchsorted(values, cut, "left"))
        gone = (upto[first - 1], hits[first - 1]) if first else (0.0, 0.0)
        yield BoxChange(k, (cut, high), (upto[-1] - gone[0], hits[-1] - gone[1]))

    def pastes(self, box: Box) -> Iterator[BoxChange]:
        """Yield every side of a limited factor moved out: numbers below and above, then choices each."""
        limited = box.limited_factors(self.whole)
        numbers = [k for k in limited if not self.factors[k].choices]
        for k in [*numbers, *(k for k in limited if self.factors[k].choices)]:
            free = box.with_limit(k, self.whole.limits[k]).members(self.factors) & (self.counts.cases > 0)
            order = np.flatnonzero(free)
            order = order[np.argsort(self.factors[k].values[order], kind="stable")]
            for limit in self.wider_limits(k, box.limits[k], order):
                yield BoxChange(k, limit, count_in(self.counts, free & within(self.factors[k], limit)))

    def wider_limits(self, k: int, limit: Limit, free: Whole) -> Iterator[Limit]:
        """Yield the limits of a factor moved out by one step; `free`: points that keep to all others, rising."""
        whole = self.whole.limits[k]
        if isinstance(limit, frozenset) or isinstance(whole, frozenset):
            yield from (frozenset(limit) | {one} for one in sorted(set(whole) - set(limit)))  # type: ignore[misc]
            return
        yield self.next_out(k, free, (whole[0], limit[0]), 1 - self.rules.alpha), limit[1]
        yield limit[0], self.next_out(k, free, (limit[1], whole[1]), self.rules.alpha)

    def next_out(self, k: int, free: Whole, strip: tuple[float, float], share: float) -> float:
        """Return the limit that takes in a share of the cases in a strip beside the box; the strip's end if none is."""
        points = free[within(self.factors[k], strip)[free]]
        if not len(points):
            return strip[0] if share > 0.5 else strip[1]
        return quantile_between(self.factors[k].values[points], np.cumsum(self.counts.cases[points]), share)


def rising_orders(factors: Sequence[CaseFactor]) -> list[Whole]:
    """Return the points in rising order of each factor, (points,) each."""
    return [np.argsort(factor.values, kind="stable") for factor in factors]


def search_box(
    factors: Sequence[CaseFactor],
    remaining: PointCounts,
    everything: PointCounts,
    rules: PrimRules,
    orders: list[Whole],
) -> list[BoxFigures]:
    """Return the trajectory of the search for a box among the remaining cases, the whole first."""
    of_all = float(everything.cases.sum()), float(everything.hits.sum())
    return BoxSearch(factors, remaining, of_all, whole_box(factors, everything), rules, orders).search()
