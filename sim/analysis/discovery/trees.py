"""A classification tree (CART) of cases, as a second opinion on where they are of interest.

A part is split at the limit of one factor that lowers Gini's impurity most, 2 d (1 - d) for a density d, weighted by
cases; a number halfway between two values, choices into two sets, in the order of their density (which holds the best
split of all, for two classes).  The best split of any part is made first, until there are as many parts as allowed,
or none is left that leaves the least mass on both sides and takes away a fiftieth of what could be taken away if
each point were a part of its own.  No part is merged again.

Source: L. Breiman, J. Friedman, R. Olshen and C. Stone (1984), "Classification and Regression Trees", sections 2.4, 4.3
and theorem 4.5.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.discovery.boxes import Box, BoxFigures, Limit, box_figures, count_in, whole_box
from sim.analysis.discovery.cases import CaseFactor, PointCounts
from sim.core.worlds import Array, Flags

PARTS = 6  # of a tree, at most: what a reader can hold in mind
LEAST_GAIN = 0.02  # of a split, as a share of the most that splits can take away


@dataclass(frozen=True)
class Split:
    """A split of a part: the factor, its limits on both sides, and by how much impurity falls, as a share of all."""

    factor: int
    low: Limit
    high: Limit
    gain: float


@dataclass(frozen=True, eq=False)
class TreePart:
    """A part of the tree: its box, its points, and its best split, if there is one."""

    box: Box
    members: Flags
    split: Split | None


def grow_tree(
    factors: Sequence[CaseFactor], counts: PointCounts, least_mass: float, parts: int = PARTS
) -> tuple[BoxFigures, ...]:
    """Return the parts of the tree as boxes, the densest first."""
    whole, all_ = whole_box(factors, counts), (float(counts.cases.sum()), float(counts.hits.sum()))

    def part(box: Box, members: Flags) -> TreePart:
        return TreePart(box, members, best_split(factors, counts, (box, members), all_[0], least_mass))

    found = [part(whole, counts.cases > 0)]
    while len(found) < parts:
        place = max(range(len(found)), key=lambda n: gain_of(found[n]))
        chosen, split = found[place], found[place].split
        if split is None:
            break
        low = chosen.members & side_members(factors[split.factor], split.low)
        boxes = (chosen.box.with_limit(split.factor, limit) for limit in (split.low, split.high))
        members = (low, chosen.members & ~low)
        found[place : place + 1] = [part(*both) for both in zip(boxes, members, strict=True)]
    figures = [box_figures(one.box, whole, count_in(counts, one.members), all_) for one in found]
    return tuple(sorted(figures, key=lambda one: (-one.density, -one.coverage)))


def gain_of(part: TreePart) -> float:
    """Return what the best split of a part gains, below 0 if it has none."""
    return -1.0 if part.split is None else part.split.gain


def side_members(factor: CaseFactor, limit: Limit) -> Flags:
    """Return at which points a factor is on the lower side of a split, (points,)."""
    return np.isin(factor.values, sorted(limit)) if isinstance(limit, frozenset) else factor.values <= limit[1]


def best_split(
    factors: Sequence[CaseFactor], counts: PointCounts, part: tuple[Box, Flags], all_cases: float, least_mass: float
) -> Split | None:
    """Return the split of a part that gains most, the first of equal ones; None if none gains or may be made."""
    found = [
        split
        for k, factor in enumerate(factors)
        for split in factor_splits(k, factor, counts, part, (all_cases, least_mass))
    ]
    best = max(found, key=lambda split: split.gain, default=None)
    return best if best is not None and best.gain > LEAST_GAIN * attainable_fall(counts) else None


def attainable_fall(counts: PointCounts) -> float:
    """Return by how much impurity would fall if each point were a part of its own, as a share of all cases."""
    some = counts.cases > 0
    apart = impurity(counts.cases[some], counts.hits[some]).sum()
    return float((impurity(counts.cases.sum(), counts.hits.sum()) - apart) / counts.cases.sum())


def factor_splits(
    k: int, factor: CaseFactor, counts: PointCounts, part: tuple[Box, Flags], least: tuple[float, float]
) -> Iterator[Split]:
    """Yield the best split of a part by one factor, if there is one."""
    box, members = part
    values, place = np.unique(factor.values[members], return_inverse=True)
    cases = np.bincount(place, counts.cases[members])
    hits = np.bincount(place, counts.hits[members])
    order = np.argsort(hits / cases, kind="stable") if factor.choices else np.arange(len(values))
    gains = split_gains(np.cumsum(cases[order]), np.cumsum(hits[order]), least)
    if not len(gains) or not np.isfinite(gains.max()):
        return
    at, limit = int(np.argmax(gains)), box.limits[k]
    if isinstance(limit, frozenset):
        low = frozenset(int(value) for value in values[order[: at + 1]])
        yield Split(k, low, frozenset(map(int, values)) - low, float(gains[at]))
    else:
        cut = float(values[at] / 2 + values[at + 1] / 2)
        yield Split(k, (limit[0], cut), (cut, limit[1]), float(gains[at]))


def split_gains(upto: Array, hits: Array, least: tuple[float, float]) -> Array:
    """Return by how much impurity falls if a part is split behind each value but the last, (values - 1,).

    `upto` and `hits` are cases and cases of interest up to each value; a split that leaves too little has -inf.
    """
    all_cases, least_mass = least
    low, low_hits = upto[:-1], hits[:-1]
    high, high_hits = upto[-1] - low, hits[-1] - low_hits
    fall = impurity(upto[-1], hits[-1]) - impurity(low, low_hits) - impurity(high, high_hits)
    allowed = np.minimum(low, high) >= least_mass * all_cases
    return np.where(allowed, fall / all_cases, -np.inf)


def impurity(cases: Array, hits: Array) -> Array:
    """Return Gini's impurity times the cases."""
    return 2.0 * hits * (cases - hits) / cases
