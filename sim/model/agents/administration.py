"""Party A's administration: its mandate, its fear of precedent, and its hold on the deadline."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.assembly import NO_GOVERNMENT, chance_to_pass, is_unified
from sim.model.agents.audience import answers_to_opinion, raised_floor, vote_is_ahead
from sim.model.precedent import PeerDeals, contagion, subtract_lines, write_party_a_tables
from sim.model.setting import Setting
from sim.model.valuation import ValueTables
from sim.politics.deadline import closeness, extension_chance

EVERY = slice(None)  # of the worlds


class Administration:
    """Holds party A's tables and decides on extensions.

    signed, standing, public   (worlds, issues, levels)   see sim.model.valuation
    decisive   standing and signed, by the mandate of whoever decides in its assembly; its own where no pivot does
    """

    signed: Array
    standing: Array
    public: Array
    public_standing: Array
    decisive: tuple[Array, Array]

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        self.setting, self.values = setting, values

    @property
    def part(self) -> Any:
        """Party A's part of the scenario, as drawn and moved by events."""
        return self.setting.drawn.party_a

    @property
    def assembly(self) -> Any:
        """The assembly that ratifies party A's signatures; None where none does."""
        return self.setting.assembly("party_a")

    @property
    def holder(self) -> Any:
        """The part of the government in office."""
        return self.part.governments.get(self.part.in_office, NO_GOVERNMENT)

    def update_tables(self, peers: PeerDeals, places: Sequence[int] | None = None) -> None:
        """Compute the tables anew from flows, weights and precedent, as they truly are and as the public knows them.

        places   the issues whose rows may have changed, written in place; None, all, in new tables
        """
        values, room = self.values, self.values.empty_table
        if places is None:
            self.standing, self.signed, self.public_standing, self.public = room(), room(), room(), room()
            self.decisive, places = self.room_for_decisive(), values.places
        stated = self.setting.spec.party_a.governments.get(self.part.in_office, NO_GOVERNMENT)
        fears = contagion(values, self.setting.drawn.precedent, peers)
        lines = values.red_lines(self.holder.red_lines)
        for tables, weights in (((self.standing, self.signed), self.part.weights), *self.pivot_mandate()):
            write_party_a_tables(tables, values, weights, fears, places)
        subtract_lines(self.signed, lines, places)
        known = self.setting.public
        fears = contagion(values, known.precedent, peers)
        write_party_a_tables((self.public_standing, self.public), values, known.party_a.weights, fears, places)
        subtract_lines(self.public, values.red_lines(stated.red_lines, self.stakes_of_lines(stated)), places)
        held = (self.standing, self.signed, *(() if self.decisive[1] is self.signed else self.decisive))
        values.value_left_open("party_a", held)
        values.value_left_open("party_a", (self.public_standing, self.public), public=True)

    def stakes_of_lines(self, stated: Any) -> dict[str, Array]:
        """Return what multiplies the costs of red lines that are stated as shares of the stake, by issue, (worlds,)."""
        above = f"{self.setting.spec.keys[0]}.governments.{self.part.in_office}.red_lines"
        costs = {name: self.setting.stakes.get(f"{above}.{name}.cost") for name in stated.red_lines}
        return {name: factor for name, factor in costs.items() if factor is not None}

    # --- who decides on a signature ---------------------------------------------------------------

    def room_for_decisive(self) -> tuple[Array, Array]:
        """Return room for the tables of whoever decides in the assembly: its own where no pivot does."""
        if is_unified(self.assembly, self.part.in_office):
            return self.standing, self.signed
        return self.values.empty_table(), self.values.empty_table()

    def pivot_mandate(self) -> list[tuple[tuple[Array, Array], dict[str, Array]]]:
        """Return the tables of the assembly's pivotal member and its weights, (worlds,); nothing where none decides."""
        if self.decisive[1] is self.signed:
            return []
        multiples = self.assembly.pivot.multiples
        return [(self.decisive, {c: w * multiples[c] if c in multiples else w for c, w in self.part.weights.items()})]

    def ratifies(self, rows: Whole, gain: Array) -> Array:
        """Return the chance that its assembly passes a deal worth `gain` to whoever decides there, (rows,)."""
        return chance_to_pass(self.assembly, gain, rows)

    @property
    def is_bound(self) -> bool:
        """Whether a vote is still to come that binds the government in office to its audience cost."""
        return vote_is_ahead(self.setting, self.part) and answers_to_opinion(self.holder)

    def floor(self, reserve: Array, rows: Whole) -> Array:
        """Return the least value that party A may sign for, (rows,)."""
        if not self.is_bound:
            return reserve
        return raised_floor(self.holder, reserve, rows, np.ones(len(reserve), dtype=bool))

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
