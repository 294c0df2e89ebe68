"""Drafts: the path of a delegation with its values to both sides, kept until something changes it.

A path changes where a table does, and where a model of the other side has learnt from an offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.agenda import Agenda
from sim.bargaining.concessions import issue_concessions
from sim.bargaining.tradeoff import ConcessionSteps, TradeOffPath
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole, copy_rows, ordered_sum, take_rows


@dataclass(frozen=True, eq=False)
class ValuedPath:
    """What a delegation could offer; what all worlds share has a first axis of 1.

    mine, theirs   own value and estimated value to the other side along the path, (worlds, positions)
    scaled_weights  estimated weights of the other side, as they multiply its public table, (worlds, issues)
    """

    path: TradeOffPath
    mine: Array
    theirs: Array
    scaled_weights: Array


def value_path(steps: ConcessionSteps, first: Sequence[Array], weights: Array, scaled: Array) -> ValuedPath:
    """Return the draft of some worlds.

    first   both sides' values of the levels that the steps start from, (worlds or 1, issues) each
    weights, scaled   estimated weights, (worlds or 1, issues): to order steps by, to value them by
    """
    order, mine, theirs = values_along(steps, first, None, weights, scaled)
    return ValuedPath(TradeOffPath(steps.start, order, steps.issue, steps.source, steps.target), mine, theirs, scaled)


@has_kernel("paths")
def values_along(
    steps: ConcessionSteps, first: Sequence[Array], rows: Whole | None, weights: Array, scaled: Array
) -> tuple[Whole, Array, Array]:
    """Return the order of the steps, (worlds or 1, steps), and own and estimated values along the path.

    With `rows`, those of some worlds of the steps; see `value_path`.
    """
    if rows is not None:
        steps, first = steps.only(rows), [take_rows(held, rows) for held in first]
    way, weight = steps.path(weights), np.take(scaled, steps.issue, axis=1)
    gain = steps.after * weight - steps.before * weight
    mine, theirs = (ordered_sum(first[0]), steps.mine), (ordered_sum(first[1] * scaled), gain)
    return way.order, way.accumulate(*mine), way.accumulate(*theirs)


@has_kernel("walks")
def walk_today(
    steps: ConcessionSteps,
    first: Sequence[Array],
    rows: Whole,
    tables: tuple[Array, Array, Whole | None],
    moving: Whole,
    weights: Array,
    scaled: Array,
) -> tuple[Any, ...]:
    """Return start, source, target, order and both sides' values of paths on which some issues are walked anew.

    rows     worlds of the steps
    tables   both sides' tables of today, and which worlds of them meet; None, all
    moving   (issues that move, 4)   its place, that of its first step, how many levels it has, or 0 if it is off
             the table, and its level then: one that is not walked adds what that level is worth today
    """
    steps, first = steps.only(rows), [copy_rows(held, rows) for held in first]
    for place, _, count, level in moving:
        own, other = (
            held[:, place] if tables[2] is None else take_rows(held[:, place], tables[2]) for held in tables[:2]
        )
        if not count:
            first[0][:, place], first[1][:, place] = own[:, level], other[:, level]
            continue
        found = issue_concessions(own[:, :count], other[:, :count])
        steps.replace_issue(place, found)
        first[0][:, place], first[1][:, place] = found.mine[:, 0], found.theirs[:, 0]
    return steps.start, steps.source, steps.target, *values_along(steps, first, None, weights, scaled)


def moving_walks(agenda: Agenda, issues: Sequence[int], steps: ConcessionSteps) -> Whole:
    """Return where the walks of issues that move begin, and their levels, (issues that move, 4); see `walk_today`."""
    if not len(issues):
        return np.zeros((0, 4), dtype=np.int64)
    counts = [len(agenda.issues[i].levels) if i in agenda.open else 0 for i in issues]
    return np.stack([issues, np.searchsorted(steps.issue, issues), counts, agenda.lapsed[list(issues)]], axis=1)


class PathCache:
    """The valued paths of all worlds, or one if they share tables and weights.

    steps     what a party's steps of concession cost it and give the other side
    weights   how many sets of weights there are: one for all worlds, or one for each
    fresh     (worlds or 1,)   where nothing has changed since a path was worked out
    """

    def __init__(self, steps: ConcessionSteps, weights: int) -> None:
        count = max(len(steps.slope), weights)
        positions = steps.slope.shape[1] + 1
        order = np.zeros((count, positions - 1), dtype=np.int64)
        self.fresh: Flags = np.zeros(count, dtype=bool)
        self.valued_path = ValuedPath(
            TradeOffPath(steps.start, order, steps.issue, steps.source, steps.target),
            np.zeros((count, positions)),
            np.zeros((count, positions)),
            np.zeros((count, steps.start.shape[1])),
        )

    def store(self, rows: Whole, draft: ValuedPath) -> None:
        """Keep the drafts of some worlds; those of all, which are the caller's to hand over, as they are."""
        held = self.valued_path
        if len(rows) == len(self.fresh) == len(draft.path.order) == len(draft.scaled_weights):
            self.fresh[:], self.valued_path = True, draft
            return
        held.path.order[rows], held.scaled_weights[rows] = draft.path.order, draft.scaled_weights
        held.mine[rows], held.theirs[rows] = draft.mine, draft.theirs
        self.fresh[rows] = True

    def take(self, rows: Whole) -> ValuedPath:
        """Return the drafts of some worlds."""
        held = self.valued_path
        if len(self.fresh) == 1:
            return held
        return ValuedPath(
            held.path.only(rows),
            take_rows(held.mine, rows),
            take_rows(held.theirs, rows),
            take_rows(held.scaled_weights, rows),
        )
