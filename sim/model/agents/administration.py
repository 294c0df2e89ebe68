"""Party A administration: its mandate, its fear of precedent, and its hold on the deadline."""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.precedent import PeerDeals, contagion, write_party_a_tables
from sim.model.setting import Setting
from sim.model.valuation import ValueTables
from sim.politics.deadline import closeness, extension_chance

EVERY = slice(None)  # of the worlds


class Administration:
    """Holds party A's tables and decides on extensions.

    signed, standing, public   (worlds, issues, levels)   see sim.model.valuation
    """

    signed: Array
    standing: Array
    public: Array
    public_standing: Array

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        self.setting, self.values = setting, values

    def update_tables(self, peers: PeerDeals, places: Sequence[int] | None = None) -> None:
        """Compute the tables anew from flows, weights and precedent, as they truly are and as the public knows them.

        places   the issues whose rows may have changed, written in place; None, all, in new tables
        """
        values, room = self.values, self.values.empty_table
        if places is None:
            self.standing, self.signed, self.public_standing, self.public = room(), room(), room(), room()
        pairs = ((self.standing, self.signed), (self.public_standing, self.public))
        for tables, known in zip(pairs, (self.setting.drawn, self.setting.public), strict=True):
            fears = contagion(values, known.precedent, peers)
            write_party_a_tables(
                tables, values, known.party_a.weights, fears, values.places if places is None else places
            )
        self.values.value_left_open("party_a", (self.standing, self.signed))
        self.values.value_left_open("party_a", (self.public_standing, self.public), public=True)

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
