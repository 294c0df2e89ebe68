"""The trade-off path: a party's packages in the order in which it gives ground best.

From the own best package every issue is walked, level by level, toward the other side's best.
A step costs oneself C_j - C_i and gives the other G_j - G_i.  Steps are taken by pooled slope,

    slope of step s = min over i <= s of max over j > s of (G_j - G_i) / (C_j - C_i),

the slope at s of the least concave curve above (C, G).  It never rises within an issue, so an
issue's steps stay in order, and an issue with a convex stretch keeps its intermediate levels
instead of jumping from end to end.  Ties go by the order of the issues.  At the corners of those
curves a path package is on the Pareto frontier of the two tables; between corners it may lie a
little inside.

Source: the pooled slope is the min-max formula of isotonic regression, R. Barlow et al. (1972),
"Statistical inference under order restrictions", chapter 1.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.agenda import Agenda
from sim.worlds import Array, Flags, Whole, added, cut


def slopes(run: Array, rise: Array) -> Array:
    """Return rise over run; what costs nothing is infinitely good, or bad if it gives nothing."""
    free = np.where(rise > 0, np.inf, -np.inf)
    return np.where(run > 0, rise / np.where(run > 0, run, 1.0), free)


def pooled(cost: Array, gain: Array) -> Array:
    """Return the pooled slope of each step, (worlds, levels - 1), of curves (worlds, levels)."""
    slope = slopes(np.diff(cost, axis=1), np.diff(gain, axis=1))
    rises = np.flatnonzero((slope[:, 1:] > slope[:, :-1]).any(axis=1))
    if len(rises):  # on a walk, which starts at the least cost, falling slopes need no pooling
        slope[rises] = min_max(cost[rises], gain[rises])
    return slope


def min_max(cost: Array, gain: Array) -> Array:
    """Return the min-max formula itself, (worlds, levels - 1)."""
    run = cost[:, None, :] - cost[:, :, None]  # [i, j]: from level i to level j
    ratio = slopes(run, gain[:, None, :] - gain[:, :, None])
    levels = cost.shape[1]
    ahead = np.triu(np.ones((levels, levels), dtype=bool), k=1)
    ratio = np.where(ahead, ratio, -np.inf)
    best = np.maximum.accumulate(ratio[:, :, ::-1], axis=2)[:, :, ::-1][:, :-1, 1:]
    behind = np.triu(np.ones((levels - 1, levels - 1), dtype=bool))
    found: Array = np.where(behind, best, np.inf).min(axis=1)
    return found


@dataclass(frozen=True)
class Walk:
    """One issue's levels from the own best to the other's best, and the slope of each step.

    levels (worlds, n) level numbers, the last repeated; slope (worlds, n - 1), -inf past the end.
    """

    levels: Whole
    slope: Array

    def only(self, rows: Whole) -> "Walk":
        """Return the walk of some worlds."""
        return Walk(cut(self.levels, rows), cut(self.slope, rows))


def walk(own: Array, other: Array) -> Walk:
    """Return one issue's walk, given both sides' values of its levels, (worlds, levels)."""
    start, end = own.argmax(axis=1), other.argmax(axis=1)
    step = np.arange(own.shape[1])
    taken = np.minimum(step, np.abs(end - start)[:, None])
    levels = start[:, None] + np.sign(end - start)[:, None] * taken
    cost = own.max(axis=1)[:, None] - np.take_along_axis(own, levels, axis=1)
    slope = pooled(cost, np.take_along_axis(other, levels, axis=1))
    past = step[:-1] >= np.abs(end - start)[:, None]
    return Walk(levels, np.where(past, -np.inf, slope))


@dataclass(frozen=True)
class Path:
    """Packages of all worlds in the order in which one party gives ground.

    start (worlds, issues); order, source, target (worlds, steps) and issue (steps,) describe the
    steps: column k of `source` is the level a step leaves, of `target` the level it reaches.
    What all worlds share has a first axis of 1.
    """

    start: Whole
    order: Whole
    issue: Whole
    source: Whole
    target: Whole

    def only(self, rows: Whole) -> "Path":
        """Return the path of some worlds."""
        return Path(
            cut(self.start, rows), cut(self.order, rows), self.issue, cut(self.source, rows), cut(self.target, rows)
        )

    def worth(self, values: Array) -> Array:
        """Return the value by any table along the path, (worlds, steps + 1)."""
        row = np.arange(len(values))[:, None]
        change = values[row, self.issue, self.target] - values[row, self.issue, self.source]
        along = np.cumsum(np.take_along_axis(change, self.order, axis=1), axis=1)
        first = added(np.take_along_axis(values, self.start[:, :, None], axis=2)[:, :, 0])
        return np.concatenate([np.broadcast_to(first[:, None], (len(along), 1)), first[:, None] + along], axis=1)

    def package(self, position: Whole) -> Whole:
        """Return the package after `position` steps, (worlds, issues)."""
        steps = self.order.shape[1]
        if len(self.order) == 1 < len(position):  # all worlds share the path: walk it once
            return self.package_of(np.arange(steps + 1))[position]
        return self.package_of(position)

    def package_of(self, position: Whole) -> Whole:
        """Return the package after `position` steps by adding up the steps, (positions, issues)."""
        rank = np.empty_like(self.order)
        np.put_along_axis(rank, self.order, np.arange(self.order.shape[1])[None, :], axis=1)
        moved = np.where(rank < position[:, None], self.target - self.source, 0)
        found = np.broadcast_to(self.start, (len(moved), self.start.shape[1])).copy()
        begins = np.flatnonzero(np.diff(self.issue, prepend=-1))
        found[:, self.issue[begins]] += np.add.reduceat(moved, begins, axis=1)
        return found


def path(walks: Sequence[Walk | None], fixed: Whole, weights: Array) -> Path:
    """Return the path through all issues, given the estimated weight of each, (worlds, issues).

    `walks` holds one walk an issue, or None for an issue off the table, kept at its level in
    `fixed`, (issues,): the level without a deal, since a deal on other issues does not touch it.
    A weight above 0 scales the other side's gains on its issue.
    """
    open_issues = [(i, w) for i, w in enumerate(walks) if w is not None]
    start = np.tile(fixed, (max(len(w.levels) for _, w in open_issues), 1))
    for i, found in open_issues:
        start[:, i] = found.levels[:, 0]
    slope = np.concatenate([w.slope * weights[:, i : i + 1] for i, w in open_issues], axis=1)
    return Path(
        start=start,
        order=np.argsort(-slope, axis=1, kind="stable"),
        issue=np.concatenate([np.full(w.slope.shape[1], i) for i, w in open_issues]),
        source=np.concatenate([w.levels[:, :-1] for _, w in open_issues], axis=1),
        target=np.concatenate([w.levels[:, 1:] for _, w in open_issues], axis=1),
    )


def walks_through(own: Array, other: Array, agenda: Agenda) -> list[Walk | None]:
    """Return a party's walk through each issue on the table, by its own and the other's table."""
    walks: list[Walk | None] = [None] * len(agenda.issues)
    for i in agenda.open:
        count = len(agenda.issues[i].levels)
        walks[i] = walk(own[:, i, :count], other[:, i, :count])
    return walks


def held_to(values: Array, compare: Callable[[Array, Array], Flags], limit: Array) -> Flags:
    """Return where values along a path, (worlds or 1, positions), stand as wanted to a limit, (worlds,)."""
    if len(values) == 1:  # long rows are quick to compare
        return np.asarray(compare(values.T, limit).T)
    return np.asarray(compare(values, limit[:, None]))


def furthest(allowed: Flags, score: Array) -> Whole:
    """Return the first position with the highest score among those allowed, or -1, (worlds,)."""
    if len(score) == 1:  # all worlds share it: rank the positions once
        ranked = np.argsort(-score[0], kind="stable")
        held = allowed.T[ranked]
        first = held.argmax(axis=0)
        return np.where(held[first, np.arange(len(first))], ranked[first], -1)
    found = np.where(allowed, score, -np.inf).argmax(axis=1)
    return np.where(allowed.any(axis=1), found, -1)
