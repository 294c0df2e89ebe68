"""The exact Pareto frontier of two parties whose values add over issues, in one world or in many.

A package picks one level of every issue; it is on the frontier if no other is worth as much to both
parties and more to one.  Issues are merged one after another, the last first: part of a package that
another part beats is beaten in every whole package too, so only unbeaten parts go on to the next
issue, and the full product of levels is never formed.

Rounding.  Equal totals added up in different orders differ in their last bits, so parts are compared
after rounding to `EXACT` significant digits of the largest total (12 decimals where that is between
1 and 10); what this drops is matched, to as many digits, by something kept.  At the end packages
equal to `DIGITS` decimals to both parties count once; totals below 0.1 keep more decimals, and from
10,000 on fewer, as doubles hold no more.  Only comparisons are rounded: values come back as added
up.  Of packages of equal value the one with the lowest level of the first issue is kept, then of the
second, and so on.

Tables that are exactly opposed and never add up alike have every package on their frontier: above
`MOST` sums to compare at once they are refused.

Source: the principle of optimality for sums of two criteria, as M. Ehrgott (2005), "Multicriteria
Optimization", 2nd ed., uses it for shortest paths and knapsacks.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.errors import UserError
from sim.core.worlds import Array, Whole

DECIMALS = 9  # decimals to which packages of equal value count once
SIGNIFICANT_DIGITS = 13  # significant digits to which parts of packages are compared
MOST_SUMS = 5_000_000  # sums compared at once
MOST_WORLDS = 100  # worlds merged at once, at most


class TooManySums(UserError, ValueError):
    """The frontier is too large to be listed."""


@dataclass(frozen=True)
class PartialFrontier:
    """Unbeaten points of some worlds by falling value to party A, each world's last repeated at its end.

    `party_a` and `party_b` are (worlds, points).  For each issue merged, `stages` holds the place each point
    had before the issue was added, and the level of that issue, both (worlds, points).
    """

    party_a: Array
    party_b: Array
    stages: tuple[tuple[Whole, Whole], ...] = ()

    def add_issue(self, party_a: Array, party_b: Array, units: tuple[Array, Array]) -> "PartialFrontier":
        """Return the unbeaten sums of these points and the levels of one more issue, (worlds, levels)."""
        if party_a.shape != party_b.shape:
            raise ValueError(
                f"both parties must value every level; found {party_a.shape[1]} and {party_b.shape[1]} levels"
            )
        if party_a.size * self.party_a.shape[1] > MOST_SUMS:
            raise TooManySums(f"more than {MOST_SUMS:,} sums to compare; round the tables, or leave levels out")
        sums = [
            (levels[:, :, None] + points[:, None, :]).reshape(len(party_a), party_a.shape[1] * points.shape[1])
            for levels, points in ((party_a, self.party_a), (party_b, self.party_b))
        ]
        kept = _unbeaten(sums[0] * units[0], sums[1] * units[1])
        level, place = np.divmod(kept, self.party_a.shape[1])
        return PartialFrontier(*_points_at(sums[0], sums[1], kept), (*self.stages, (place, level)))

    def packages(self, place: Whole) -> Whole:
        """Return the packages behind some points of each world, (worlds, points, issues), given their places."""
        found = np.empty((*place.shape, len(self.stages)), dtype=np.int64)
        for issue, (before, level) in enumerate(reversed(self.stages)):
            found[:, :, issue] = np.take_along_axis(level, place, axis=1)
            place = np.take_along_axis(before, place, axis=1)
        return found


def frontier(party_a: Sequence[Array], party_b: Sequence[Array]) -> tuple[Array, Whole]:
    """Return the frontier's values, (points, 2), by falling value to party A, and its packages, (points, issues).

    `party_a` and `party_b` hold, for one world, the value of each level of each issue.
    """
    merged, kept = _merge_issues([np.atleast_2d(t) for t in party_a], [np.atleast_2d(t) for t in party_b], worlds=1)
    return np.concatenate(_points_at(merged.party_a, merged.party_b, kept)).T, merged.packages(kept)[0]


def frontiers(party_a: Array, party_b: Array, counts: Sequence[int]) -> tuple[Array, Array]:
    """Return party A's values and party B's of every world's frontier, each (worlds, points).

    `party_a` and `party_b` are (worlds, issues, levels), of which issue i has the first counts[i].  Points
    run by falling value to party A; a world with fewer than the widest repeats its last.
    """
    parts = [
        _points_at(merged.party_a, merged.party_b, kept) for merged, kept in _merged_slices(party_a, party_b, counts)
    ]
    return _stack_rows([part[0] for part in parts]), _stack_rows([part[1] for part in parts])


def frontier_packages(party_a: Array, party_b: Array, counts: Sequence[int]) -> Whole:
    """Return the packages of every world's frontier, (worlds, points, issues), in the order of `frontiers`."""
    found: Whole = _stack_rows([merged.packages(kept) for merged, kept in _merged_slices(party_a, party_b, counts)])
    return found


def _merged_slices(party_a: Array, party_b: Array, counts: Sequence[int]) -> Iterator[tuple[PartialFrontier, Whole]]:
    """Yield the merged issues of some worlds after others, and the points to count, few enough to hold at once."""
    worlds = len(party_a)
    if worlds <= MOST_WORLDS:
        try:
            tables = [[side[:, i, :n] for i, n in enumerate(counts)] for side in (party_a, party_b)]
            yield _merge_issues(tables[0], tables[1], worlds)
            return
        except TooManySums:
            if worlds == 1:
                raise
    half = worlds // 2
    for rows in (slice(half), slice(half, None)):
        yield from _merged_slices(party_a[rows], party_b[rows], counts)


def _merge_issues(party_a: Sequence[Array], party_b: Sequence[Array], worlds: int) -> tuple[PartialFrontier, Whole]:
    """Return all issues merged, tables being (worlds, levels), and the points to count, (worlds, points)."""
    fine, coarse = zip(_rounding_factors(party_a, worlds), _rounding_factors(party_b, worlds), strict=True)
    merged = PartialFrontier(np.zeros((worlds, 1)), np.zeros((worlds, 1)))
    for first, second in zip(reversed(party_a), reversed(party_b), strict=True):
        merged = merged.add_issue(first, second, fine)
    return merged, _unbeaten(merged.party_a * coarse[0], merged.party_b * coarse[1])


def _rounding_factors(tables: Sequence[Array], worlds: int) -> tuple[Array, Array]:
    """Return what values are multiplied by before rounding, among parts and at the end, each (worlds, 1)."""
    largest = sum((np.abs(levels).max(axis=1) for levels in tables), start=np.zeros(worlds))
    size = np.floor(np.log10(np.maximum(largest, 1e-200)))[:, None]
    fine = SIGNIFICANT_DIGITS - 1 - size
    return 10.0**fine, 10.0 ** np.minimum(DECIMALS + np.maximum(-1 - size, 0), fine)


def _unbeaten(party_a: Array, party_b: Array) -> Whole:
    """Return the places of a world's unbeaten points by falling value to party A, (worlds, widest), the last repeated.

    Values, (worlds, points), are compared as whole numbers; of equal points the first is kept.
    """
    key = np.empty(party_a.shape, dtype=complex)  # complex numbers sort by real part, then by imaginary part
    key.real, key.imag = -np.rint(party_a), -np.rint(party_b)
    order = np.argsort(key, axis=1, kind="stable")
    second = np.take_along_axis(key.imag, order, axis=1)
    rises = np.ones(party_a.shape, dtype=bool)
    rises[:, 1:] = second[:, 1:] < np.minimum.accumulate(second, axis=1)[:, :-1]
    count = rises.sum(axis=1)[:, None]
    behind = np.minimum(np.arange(count.max(initial=1)), count - 1)
    return np.asarray(order[rises][np.cumsum(count)[:, None] - count + behind])


def _points_at(party_a: Array, party_b: Array, places: Whole) -> tuple[Array, Array]:
    return np.take_along_axis(party_a, places, axis=1), np.take_along_axis(party_b, places, axis=1)


def _stack_rows(parts: Sequence[Any]) -> Any:
    """Return the rows of all parts, the last column of the narrower ones repeated."""
    widest = max(part.shape[1] for part in parts)
    padding = [((0, 0), (0, widest - part.shape[1]), *[(0, 0)] * (part.ndim - 2)) for part in parts]
    return np.concatenate([np.pad(part, pad, mode="edge") for part, pad in zip(parts, padding, strict=True)])
