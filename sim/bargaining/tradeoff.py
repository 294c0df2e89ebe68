"""The trade-off path: a party's packages in the order in which it gives ground best.

From the own best package every issue is walked, level by level, toward the other side's best.
Steps are taken by pooled slope, which is what a step gives the other per cost to oneself, pooled
over convex stretches so that an issue's steps stay in order (sim.bargaining.concessions).  Ties go by the order of the
issues.  At the corners of the pooled curves a path package is on the Pareto frontier of the two
tables; between corners it may lie a little inside.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.concessions import IssueConcessions, concessions
from sim.bargaining.payoffs import package_value
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole, copy_rows, take_rows


@dataclass(frozen=True, eq=False)
class ConcessionSteps:
    """The steps of all issues side by side, before they are put in order.

    (worlds or 1, steps) unless stated; a step leaves one level and reaches the next.

    start           (worlds or 1, issues)   the own best level of each issue
    issue           (steps,)
    source, target  levels it leaves and reaches, small whole numbers
    slope           pooled
    mine            change of the own value
    before, after   the other's values of the two levels
    """

    start: Whole
    issue: Whole
    source: Whole
    target: Whole
    slope: Array
    mine: Array
    before: Array
    after: Array

    @cached_property
    def begins(self) -> Whole:
        """Columns at which the steps of each issue begin, and the number of steps, (issues on the table + 1,)."""
        return np.append(np.flatnonzero(np.diff(self.issue, prepend=-1)), len(self.issue))

    @cached_property
    def only_costs(self) -> Flags:
        """Whether no step gains anything for oneself, (worlds or 1,)."""
        return np.asarray((self.mine <= 0).all(axis=1))

    def only(self, rows: Whole) -> "ConcessionSteps":
        """Return a copy of the steps of some worlds."""
        return ConcessionSteps(
            copy_rows(self.start, rows), self.issue, *(copy_rows(held, rows) for held in self.by_step)
        )

    def replace_issue(self, place: int, found: IssueConcessions) -> None:
        """Put another walk through one issue in its place; to be called on a copy."""
        at = slice(*np.searchsorted(self.issue, (place, place + 1)))
        self.start[:, place] = found.levels[:, 0]
        for held, values in zip(self.by_step, step_columns(found), strict=True):
            held[:, at] = values

    @property
    def by_step(self) -> tuple[Any, ...]:
        """What differs from step to step."""
        return self.source, self.target, self.slope, self.mine, self.before, self.after

    def path(self, weights: Array) -> "TradeOffPath":
        """Return the path, given the estimated weight of each issue, (worlds or 1, issues)."""
        order = np.argsort(-(self.slope * np.take(weights, self.issue, axis=1)), axis=1, kind="stable")
        return TradeOffPath(self.start, order, self.issue, self.source, self.target)


def step_columns(concessions: IssueConcessions) -> tuple[Any, ...]:
    """Return what a walk's steps are, in the order of `ConcessionSteps.by_step`, (worlds or 1, steps) each."""
    levels, theirs = concessions.levels, concessions.theirs
    mine = concessions.mine[:, 1:] - concessions.mine[:, :-1]
    return levels[:, :-1], levels[:, 1:], concessions.slope, mine, theirs[:, :-1], theirs[:, 1:]


def join_steps(concessions: Sequence[IssueConcessions | None], fixed: Whole) -> ConcessionSteps:
    """Return the steps of all issues.

    `walks` holds one walk an issue, or None for an issue off the table, kept at its level in
    `fixed`, (issues,): the level without a deal, since a deal on other issues does not touch it.
    """
    open_issues = [(i, w) for i, w in enumerate(concessions) if w is not None]
    start = np.tile(fixed, (max(len(w.levels) for _, w in open_issues), 1))
    for i, found in open_issues:
        start[:, i] = found.levels[:, 0]
    issue = np.concatenate([np.full(w.slope.shape[1], i) for i, w in open_issues])
    parts = [np.concatenate(part, axis=1) for part in zip(*(step_columns(w) for _, w in open_issues), strict=True)]
    held: list[Any] = [part.astype(np.int16, order="C") for part in parts[:2]]  # small: worlds are taken out of them
    held += [np.ascontiguousarray(part) for part in parts[2:]]  # at every meeting
    return ConcessionSteps(start, issue, *held)


@has_kernel("walks")
def walk_issues(own: Array, other: Array, agenda: Agenda) -> tuple[Any, ...]:
    """Return the steps of all issues on the table by both sides' tables, in the order of `ConcessionSteps`."""
    found = join_steps(concessions(own, other, agenda), agenda.lapsed)
    return found.start, found.issue, *found.by_step


def trade_off_path(concessions: Sequence[IssueConcessions | None], fixed: Whole, weights: Array) -> "TradeOffPath":
    """Return the path through all issues, given the estimated weight of each, (worlds, issues); see `joined`.

    A weight above 0 scales the other side's gains on its issue.
    """
    return join_steps(concessions, fixed).path(weights)


@dataclass(frozen=True, eq=False)
class TradeOffPath:
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

    def only(self, rows: Whole) -> "TradeOffPath":
        """Return the path of some worlds."""
        return TradeOffPath(
            take_rows(self.start, rows),
            take_rows(self.order, rows),
            self.issue,
            take_rows(self.source, rows),
            take_rows(self.target, rows),
        )

    def table_values(self, values: Array, rows: Whole | None = None) -> Array:
        """Return the value by any table along the path, (worlds, steps + 1).

        With `rows`, the path is that of some worlds of the table.
        """
        return values_by_table(self, values, rows)

    def accumulate(self, first: Array, change: Array) -> Array:
        """Return values along the path, (worlds or 1, steps + 1), from that of the first package, (worlds or 1,).

        `change` is what each step changes, (worlds or 1, steps), in the order of the issues.
        """
        worlds, steps = max(len(change), len(self.order)), change.shape[1]
        found = np.empty((worlds, steps + 1))
        found[:, 0] = first
        np.cumsum(
            np.take(change, self.order if len(change) == 1 else self.flat_positions(worlds)), axis=1, out=found[:, 1:]
        )
        found[:, 1:] += first[:, None]
        return found

    def flat_positions(self, worlds: int) -> Whole:
        """Return where each step of the path stands in an array of the steps of all worlds, (worlds, steps)."""
        return np.asarray(self.order + (np.arange(worlds) * self.order.shape[1])[:, None])

    def package(self, position: Whole) -> Whole:
        """Return the package after `position` steps, (worlds, issues)."""
        return packages_at(self, position)

    def package_by_steps(self, position: Whole) -> Whole:
        """Return the package after `position` steps by adding up the steps, (positions, issues)."""
        worlds, steps = len(position), self.order.shape[1]
        taken = np.zeros((worlds, steps), dtype=bool)
        taken.ravel()[self.flat_positions(worlds)[np.arange(steps) < position[:, None]]] = True
        moved = np.where(taken, self.target - self.source, np.int16(0))
        found = np.broadcast_to(self.start, (worlds, self.start.shape[1])).copy()
        begins = np.flatnonzero(np.diff(self.issue, prepend=-1))
        found[:, self.issue[begins]] += np.add.reduceat(moved, begins, axis=1)
        return found


@has_kernel("paths")
def values_by_table(path: TradeOffPath, values: Array, rows: Whole | None) -> Array:
    """Return the value by any table along a path, (worlds, steps + 1); see `TradeOffPath.table_values`."""
    issues, levels = values.shape[1:]
    world = (np.arange(len(values)) if rows is None else rows) if len(values) > 1 else np.zeros(1, dtype=np.int64)
    base = (world[:, None] * issues + path.issue) * levels
    change = np.take(values, base + path.target) - np.take(values, base + path.source)
    return path.accumulate(package_value(values, path.start, rows), change)


@has_kernel("paths")
def packages_at(path: TradeOffPath, position: Whole) -> Whole:
    """Return the package after `position` steps of a path, (worlds, issues)."""
    if len(path.order) == 1 and path.order.shape[1] < len(position):  # all worlds share the path: walk it once
        return path.package_by_steps(np.arange(path.order.shape[1] + 1))[position]
    return path.package_by_steps(position)


def within(values: Array, compare: Callable[[Array, Array], Flags], limit: Array) -> Flags:
    """Return where values along a path, (worlds or 1, positions), stand as wanted to a limit, (worlds,)."""
    if len(values) == 1:  # long rows are quick to compare
        return np.asarray(compare(values.T, limit).T)
    return np.asarray(compare(values, limit[:, None]))


def best_allowed(allowed: Flags, score: Array) -> Whole:
    """Return the first position with the highest score among those allowed, or -1, (worlds,)."""
    if len(score) == 1:  # all worlds share it: rank the positions once
        ranked = np.argsort(-score[0], kind="stable")
        allowed_ranked = allowed.T[ranked]
        first = allowed_ranked.argmax(axis=0)
        return np.where(allowed_ranked[first, np.arange(len(first))], ranked[first], -1)
    found = np.where(allowed, score, -np.inf).argmax(axis=1)
    return np.where(allowed.any(axis=1), found, -1)


def first_reaching(values: Array, least: Array) -> Whole:
    """Return the first position at which values along a path are at least some, -1 where none are, (worlds,)."""
    if len(values) == 1:  # all worlds share the path
        first = np.searchsorted(np.maximum.accumulate(values[0]), least)
        return np.where(first < values.shape[1], first, -1)
    able: Flags = values >= least[:, None]
    found = able.argmax(axis=1)
    return np.where(able[np.arange(len(found)), found], found, -1)
