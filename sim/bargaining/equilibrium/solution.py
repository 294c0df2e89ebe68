"""How a game of offers is played in equilibrium, and what it is worth."""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Whole

DELAY = -1  # the offer is refused, or none is made that could be accepted
WALKED_AWAY = -2  # the responder walks away


@dataclass(frozen=True, eq=False)
class EquilibriumPlay:
    """The equilibrium of a game; where it can be extended, its rounds with all extensions ahead.

    value      (2, worlds), to each side by its own belief, before the first proposer is known
    point      (rounds, 2, worlds), the point agreed if side 0 or side 1 proposes; DELAY or WALKED_AWAY
    refusal    (rounds, 2, worlds), what each side gets if the round ends without a deal
    watcher_values   (watchers, worlds), the value of the same play by the mandates of those watching
    branch_plays     the plays of the games that may follow the last round
    """

    value: Array
    point: Whole
    refusal: Array
    watcher_values: Array
    branch_plays: tuple["EquilibriumPlay", ...] = ()

    @property
    def offer(self) -> Whole:
        """Return the point each side would agree in the first round by proposing, (2, worlds)."""
        first: Whole = self.point[0]
        return first

    def agreement(self, proposer: Whole) -> tuple[Whole, Whole]:
        """Return the round the talks end and the point agreed, each (worlds,), given who proposes.

        `proposer` holds 0 or 1, (rounds,) or (worlds, rounds).  The round is -1 and the point
        DELAY where all rounds pass; the point is WALKED_AWAY where a responder walks away.
        """
        rounds, _, worlds = self.point.shape
        turn = np.broadcast_to(proposer, (worlds, rounds)).T
        drawn = np.where(turn == 0, self.point[:, 0], self.point[:, 1])
        over = drawn != DELAY
        first = over.argmax(axis=0)
        return np.where(over.any(axis=0), first, -1), drawn[first, np.arange(worlds)]
