"""Drafts: the path of a delegation with its values to both sides, kept until something changes it.

A path changes where a table does, and where a model of the other side has learnt from an offer.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.bargaining.tradeoff import Path, Steps
from sim.core.worlds import Array, Flags, Whole, added, cut


@dataclass(frozen=True, eq=False)
class Draft:
    """What a delegation could offer; what all worlds share has a first axis of 1.

    mine, theirs   own value and estimated value to the other side along the path, (worlds, positions)
    scaled         estimated weights of the other side, as they multiply its public table, (worlds, issues)
    """

    path: Path
    mine: Array
    theirs: Array
    scaled: Array


def drafted(steps: Steps, first: Sequence[Array], weights: Array, scaled: Array) -> Draft:
    """Return the draft of some worlds.

    first   both sides' values of the levels that the steps start from, (worlds or 1, issues) each
    weights, scaled   estimated weights, (worlds or 1, issues): to order steps by, to value them by
    """
    way, weight = steps.path(weights), np.take(scaled, steps.issue, axis=1)
    gain = steps.after * weight - steps.before * weight
    return Draft(way, way.along(added(first[0]), steps.mine), way.along(added(first[1] * scaled), gain), scaled)


class Drafts:
    """The drafts of all worlds, or one if they share tables and weights.

    fresh   (worlds or 1,)   where nothing has changed since it was worked out
    """

    def __init__(self, steps: Steps, weights: int) -> None:
        count = max(len(steps.slope), weights)
        positions = steps.slope.shape[1] + 1
        order = np.zeros((count, positions - 1), dtype=np.int64)
        self.fresh: Flags = np.zeros(count, dtype=bool)
        self.held = Draft(
            Path(steps.start, order, steps.issue, steps.source, steps.target),
            np.zeros((count, positions)),
            np.zeros((count, positions)),
            np.zeros((count, steps.start.shape[1])),
        )

    def put(self, rows: Whole, draft: Draft) -> None:
        """Keep the drafts of some worlds."""
        held = self.held
        held.path.order[rows], held.scaled[rows] = draft.path.order, draft.scaled
        held.mine[rows], held.theirs[rows] = draft.mine, draft.theirs
        self.fresh[rows] = True

    def of(self, rows: Whole) -> Draft:
        """Return the drafts of some worlds."""
        held = self.held
        if len(self.fresh) == 1:
            return held
        return Draft(held.path.only(rows), cut(held.mine, rows), cut(held.theirs, rows), cut(held.scaled, rows))
