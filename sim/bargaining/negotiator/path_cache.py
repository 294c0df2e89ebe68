"""Drafts: the path of a delegation with its values to both sides, kept until something changes it.

A path changes where a table does, and where a model of the other side has learnt from an offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.bargaining.tradeoff import ConcessionSteps, TradeOffPath
from sim.core.worlds import Array, Flags, Whole, ordered_sum, take_rows


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
    way, weight = steps.path(weights), np.take(scaled, steps.issue, axis=1)
    gain = steps.after * weight - steps.before * weight
    return ValuedPath(
        way,
        way.accumulate(ordered_sum(first[0]), steps.mine),
        way.accumulate(ordered_sum(first[1] * scaled), gain),
        scaled,
    )


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
        """Keep the drafts of some worlds."""
        held = self.valued_path
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
