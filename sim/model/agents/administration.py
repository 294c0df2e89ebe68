"""Party A's administration: its mandate, its fear of precedent, and its hold on the deadline."""

from collections.abc import Mapping, Sequence

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.executive import Executive
from sim.model.agents.mandate_tables import LossByIssue, TablePair
from sim.model.precedent import PeerDeals, contagion, write_party_a_tables
from sim.politics.deadline import closeness, extension_chance

EVERY = slice(None)  # of the worlds


class Administration(Executive):
    """Holds party A's tables, in which precedent is feared once something is signed, and decides on extensions."""

    party, luck = "party_a", "party_a."

    def room(self, governments: int) -> list[TablePair]:
        """Return room for the tables of some governments."""
        return [(self.values.empty_table(), self.values.empty_table()) for _ in range(governments)]

    def losses(self, peers: PeerDeals) -> tuple[LossByIssue, LossByIssue]:
        """Return what precedent costs, as it truly is and as the public knows it."""
        true, known = self.setting.drawn.precedent, self.setting.public.precedent
        return contagion(self.values, true, peers), contagion(self.values, known, peers)

    def write_tables(
        self, pair: TablePair, weights: Mapping[str, Array], loss: LossByIssue, places: Sequence[int]
    ) -> None:
        """Write what a mandate makes of flows, and of precedent once it is signed, in the rows of some issues."""
        write_party_a_tables(pair, self.values, weights, loss, places)

    def extends(
        self, gaps: tuple[Array, Array], so_far: Whole, warned: Flags, luck: Array, rows: Whole | slice = EVERY
    ) -> Flags:
        """Return where the deadline is moved, (worlds,); `gaps` are those of today and the first.

        A letter, where `warned`, weighs like an extension granted.  Arguments are those of the worlds `rows`.
        """
        stated = self.setting.drawn.deadline
        rules = (stated.common[rows], stated.closeness[rows], stated.repeat[rows])
        chance = extension_chance(rules, closeness(*gaps), (so_far + warned).astype(float))
        return np.asarray((luck < chance) & (so_far < stated.most))
