"""A walk through one issue: from the own best level, level by level, to the other side's best.

A step costs oneself C_j - C_i and gives the other G_j - G_i.  Its pooled slope,

    slope of step s = min over i <= s of max over j > s of (G_j - G_i) / (C_j - C_i),

is the slope at s of the least concave curve above (C, G).  It never rises within an issue, so an
issue's steps stay in order, and an issue with a convex stretch keeps its intermediate levels
instead of jumping from end to end.

Source: the min-max formula of isotonic regression, R. Barlow et al. (1972), "Statistical inference
under order restrictions", chapter 1.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.core.worlds import Array, Whole, take_rows


def slopes(run: Array, rise: Array) -> Array:
    """Return rise over run; what costs nothing, or next to it, is infinitely good, or bad if it gives nothing."""
    costs = run > 0
    with np.errstate(over="ignore"):  # a quotient beyond all numbers is infinite, as it should be
        if costs.all():
            return np.asarray(rise / run)
        return np.where(costs, rise / np.where(costs, run, 1.0), np.where(rise > 0, np.inf, -np.inf))


def pooled_slopes(cost: Array, gain: Array) -> Array:
    """Return the pooled slope of each step, (worlds, levels - 1), of curves (worlds, levels)."""
    cost, gain = np.ascontiguousarray(cost.T), np.ascontiguousarray(gain.T)  # long rows are quick to work on
    slope = slopes(cost[1:] - cost[:-1], gain[1:] - gain[:-1])
    rises = np.flatnonzero((slope[1:] > slope[:-1]).any(axis=0))
    if len(rises):  # on a walk, which starts at the least cost, falling slopes need no pooling
        slope[:, rises] = min_max_slopes(cost[:, rises].T, gain[:, rises].T).T
    return slope.T


def min_max_slopes(cost: Array, gain: Array) -> Array:
    """Return the min-max formula itself, (worlds, levels - 1).

    With j falling, `best` holds for each i the most that any level from j on gives per cost.
    """
    steps = cost.shape[1] - 1
    low, high = level_pairs(steps)
    cost, gain = np.ascontiguousarray(cost.T), np.ascontiguousarray(gain.T)
    ratio = slopes(cost[high] - cost[low], gain[high] - gain[low])
    best, found, done = ratio[:steps], np.empty((steps, cost.shape[1])), 0
    for j in range(steps, 0, -1):
        best = np.maximum(best[:j], ratio[done : done + j])
        np.minimum.reduce(best, axis=0, out=found[j - 1])
        done += j
    return found.T


@lru_cache(maxsize=64)
def level_pairs(steps: int) -> tuple[Whole, Whole]:
    """Return all pairs of levels i < j, j falling from `steps`, (pairs,) each."""
    last = range(steps, 0, -1)
    return np.concatenate([np.arange(j) for j in last]), np.repeat(last, last)


@dataclass(frozen=True, eq=False)
class IssueConcessions:
    """One issue's levels from the own best to the other's best, and the slope of each step.

    levels (worlds, n) level numbers, the last repeated; slope (worlds, n - 1), -inf past the end;
    mine and theirs (worlds, n), both sides' values of the levels.
    """

    levels: Whole
    slope: Array
    mine: Array
    theirs: Array

    def only(self, rows: Whole) -> "IssueConcessions":
        """Return the walk of some worlds."""
        return IssueConcessions(*(take_rows(held, rows) for held in (self.levels, self.slope, self.mine, self.theirs)))


def issue_concessions(own: Array, other: Array) -> IssueConcessions:
    """Return one issue's walk, given both sides' values of its levels, (worlds, levels)."""
    count = own.shape[1]
    start, end = own.argmax(axis=1), other.argmax(axis=1)
    step, length = np.arange(count)[:, None], np.abs(end - start)
    levels = start + np.sign(end - start) * np.minimum(step, length)  # (levels, worlds): long rows are quick
    mine, theirs = (np.take(held, levels + np.arange(len(held)) * count) for held in (own, other))
    slope = pooled_slopes((mine[0] - mine).T, theirs.T)  # past the end a step costs and gives nothing: -inf
    return IssueConcessions(levels.T, slope, mine.T, theirs.T)


def concessions(own: Array, other: Array, agenda: Agenda) -> list[IssueConcessions | None]:
    """Return a party's walk through each issue on the table, by its own and the other's table."""
    found: list[IssueConcessions | None] = [None] * len(agenda.issues)
    for i in agenda.open:
        count = len(agenda.issues[i].levels)
        found[i] = issue_concessions(own[:, i, :count], other[:, i, :count])
    return found
