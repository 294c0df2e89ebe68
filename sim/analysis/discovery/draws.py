"""Points and lucks of a sweep drawn again, and how many cases lie in boxes then.

Points that were chosen, not drawn, stay (a grid's), and lucks alone are drawn.  Where each point has lucks of its own,
points alone are drawn.  What that makes of an interval: sim.analysis.bootstrap.
"""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import FEWEST, join_both_ways, two_way_counts
from sim.analysis.discovery.cases import Cases
from sim.core.worlds import Array, Flags

AT_ONCE = 1 << 21  # figures worked on together


@dataclass(frozen=True, eq=False)
class Draws:
    """How often each point and each world is drawn, (resamples, points) and (resamples, worlds)."""

    points: Array
    worlds: Array


def draw_again(cases: Cases, resamples: int) -> Draws:
    """Return resamples of points, group by group, and of lucks."""
    points, worlds = cases.interest.shape
    of_groups, of_worlds = two_way_counts(number_of_groups(cases) or 1, worlds, resamples)
    drawn = np.ones((resamples, points)) if cases.groups is None else of_groups[:, cases.groups]
    return Draws(drawn, of_worlds if draws_lucks(cases) else np.ones_like(of_worlds))


def draws_lucks(cases: Cases) -> bool:
    """Whether lucks are drawn: where all points meet the same, or points stay."""
    return cases.crossed or cases.groups is None


def number_of_groups(cases: Cases) -> int | None:
    """Return how many groups of points are drawn; None where points stay."""
    return None if cases.groups is None else int(cases.groups.max()) + 1


def number_drawn(cases: Cases) -> int:
    """Return how many things are drawn for a resample, of two ways the fewer."""
    groups, worlds = number_of_groups(cases), cases.interest.shape[1]
    if groups is None:
        return int(worlds)
    return min(groups, int(worlds)) if draws_lucks(cases) else groups


def can_draw(cases: Cases) -> bool:
    """Whether there are points, lucks and cases of interest enough to be drawn again."""
    return min(number_drawn(cases), int(cases.interest.sum())) >= FEWEST


def weigh_boxes(cases: Cases, draws: Draws, members: Array) -> tuple[Array, Array]:
    """Return cases and cases of interest in some boxes in each resample, (boxes, resamples) both.

    `members` says which points lie in each box, 1 or 0, (boxes, points).  All sums are of whole numbers, exact.
    """
    shape = len(members), len(draws.points)
    found = np.zeros(shape), np.zeros(shape)
    rows = max(1, AT_ONCE // max(len(draws.points), cases.interest.shape[1]))
    for first in range(0, members.shape[1], rows):
        part = slice(first, first + rows)
        for total, table in zip(found, (cases.there, cases.interest), strict=True):
            drawn = table[part].astype(float) @ draws.worlds.T
            total += members[:, part] @ (drawn * draws.points[:, part].T)
    return found


def sum_worlds(table: Flags, worlds: Array) -> Array:
    """Return how many of the worlds drawn are flagged at each point, (points, resamples); `worlds` as in Draws."""
    rows = max(1, AT_ONCE // table.shape[1])
    parts = [table[first : first + rows].astype(float) @ worlds.T for first in range(0, len(table), rows)]
    return np.concatenate(parts)


def box_shares(weight: Array, hits: Array) -> Array:
    """Return coverage, density and mass of the second of some boxes in the first, (resamples, 3), nan where unknown."""
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack([hits[1] / hits[0], hits[1] / weight[1], weight[1] / weight[0]], axis=1)


def join_shares(cases: Cases, draws: Draws, members: Array, at_once: Array) -> Array:
    """Return the shares over points and over lucks, joined, (resamples, 3); `at_once` where both are drawn."""
    points, worlds = np.ones_like(draws.points), np.ones_like(draws.worlds)
    value = box_shares(*weigh_boxes(cases, Draws(points[:1], worlds[:1]), members))[0]
    ways = [Draws(draws.points, worlds), Draws(points, draws.worlds)]
    by_points, by_lucks = (box_shares(*weigh_boxes(cases, way, members)) for way in ways)
    return join_both_ways(value, by_points, by_lucks, at_once)
