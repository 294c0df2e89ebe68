"""The tables of a party's mandates: one for each government that it may have, true and as the public knows them.

What either party has stands here; what others' deals make of a mandate differs from one to the other, and is theirs.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from sim.core.worlds import Array, Whole, distinct_numbers, pick_by_world
from sim.model.agents.assembly import NO_GOVERNMENT
from sim.model.precedent import PeerDeals, subtract_lines
from sim.model.setting import Setting
from sim.model.setup import appointed_governments
from sim.model.valuation import ValueTables, public_mandate
from sim.scenario.schema.parties import GovernmentPart

TablePair = tuple[
    Array, Array
]  # of no signature, and of one, (worlds, issues, levels) each; one array where they agree
LossByIssue = Mapping[int, Array]  # (worlds, levels), by the place of the issue, before its weight


class MandateTables:
    """Holds a party's tables for each possible government, and picks those of whoever governs in each world.

    party       party_a or party_b
    names       in office first, then the candidates, then those to whom events may hand over
    governing   (worlds,)   place in `names`
    tables      of a signature, one (worlds, issues, levels) for each of `names`; `publics` as the public knows them
    standings   of the terms in force without one, likewise; `public_standings` as the public knows them
    pivot       the table of who decides in a divided assembly, of a signature; pivot_standing, of none
    signed, standing, public, public_standing    the tables of whoever governs
    """

    party: ClassVar[str]

    tables: list[Array]
    standings: list[Array]
    publics: list[Array]
    public_standings: list[Array]
    pivot: Array
    pivot_standing: Array
    signed: Array
    standing: Array
    public: Array
    public_standing: Array

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        self.setting, self.values = setting, values
        candidates = self.vote.candidates if self.vote else []
        appointed = [name for name in appointed_governments(setting.spec.events) if name in self.part.governments]
        self.candidates = slice(1, 1 + len(candidates))  # their places
        self.names: list[str] = [self.part.in_office, *candidates, *appointed]
        self.governing: Whole = np.zeros(values.worlds, dtype=np.int64)
        self.tables_changed = False

    @property
    def part(self) -> Any:
        """The party's part of the scenario, as drawn and moved by events."""
        return getattr(self.setting.drawn, self.party)

    @property
    def holders(self) -> list[Any]:
        """The parts of the scenario of those who may govern, in the order of `names`."""
        return [self.part.governments.get(name, NO_GOVERNMENT) for name in self.names]

    @property
    def bidding(self) -> list[Any]:
        """The ways of bidding of those who may govern, in the order of `names`."""
        return [holder.tactic or self.part.tactic for holder in self.holders]

    @property
    def changes(self) -> bool:
        """Whether the government may change."""
        return len(self.names) > 1

    @property
    def vote(self) -> Any:
        """The party's election; None where none is held."""
        return self.setting.election(self.party)

    @property
    def assembly(self) -> Any:
        """The assembly that ratifies the party's signatures; None where none does."""
        return self.setting.assembly(self.party)

    # --- what differs between the parties ---------------------------------------------------------

    def room(self, governments: int) -> list[TablePair]:
        """Return room for the tables of some governments."""
        raise NotImplementedError

    def losses(self, peers: PeerDeals) -> tuple[LossByIssue, LossByIssue]:
        """Return what the party loses by others' deals, as it truly is, and as the public knows it."""
        raise NotImplementedError

    def write_tables(
        self, pair: TablePair, weights: Mapping[str, Array], loss: LossByIssue, places: Sequence[int]
    ) -> None:
        """Write what a mandate makes of flows and of a loss by others' deals in the rows of some issues."""
        raise NotImplementedError

    # --- weights --------------------------------------------------------------------------------

    def mandate_weights(self, multiples: Mapping[str, Array]) -> dict[str, Array]:
        """Return the party's weights times a government's multiples, (worlds,) each."""
        return {c: w * multiples[c] if c in multiples else w for c, w in self.part.weights.items()}

    def weight(self, component: str) -> Array:
        """Return the governing mandate's weight on a component, (worlds,); 0 where it has none."""
        weights: dict[str, Array] = self.part.weights
        if component not in weights:
            return np.zeros(self.values.worlds)
        multiples = [holder.multiples.get(component) for holder in self.holders]
        one = np.ones(self.values.worlds)
        held = pick_by_world([one if m is None else m for m in multiples], self.governing)
        return np.asarray(weights[component] * held)

    @property
    def governing_weights(self) -> dict[str, Array]:
        """The weights of whoever governs, (worlds,) each."""
        weights: dict[str, Array] = self.part.weights
        return {c: self.weight(c) for c in weights} if self.changes else self.mandate_weights(self.holders[0].multiples)

    @property
    def public_weights(self) -> dict[str, Array]:
        """The weights of whoever governs as the public knows them, (worlds,) each."""
        held = [self.known_weights(place) for place in range(len(self.names))]
        return {c: self.pick([weights[c] for weights in held]) for c in held[0]}

    def stated_government(self, place: int) -> GovernmentPart:
        """Return a government as the scenario states it, by its place."""
        governments: dict[str, GovernmentPart] = getattr(self.setting.spec, self.party).governments
        return governments.get(self.names[place], NO_GOVERNMENT)

    def known_weights(self, place: int) -> dict[str, Array]:
        """Return the weights of a government, by its place, as the public knows them, (worlds,) each."""
        return public_mandate(getattr(self.setting.public, self.party).weights, self.stated_government(place).multiples)

    # --- tables ---------------------------------------------------------------------------------

    def update_tables(self, peers: PeerDeals, places: Sequence[int] | None = None) -> None:
        """Compute every government's tables anew from flows, weights and precedent.

        places   the issues whose rows may have changed, written in place; None, all, in new tables
        """
        if places is None:
            self.make_room()
            places = self.values.places
        loss, known = self.losses(peers)
        pairs = zip(self.standings, self.tables, self.holders, strict=True)
        for standing, table, holder in pairs:
            self.write_tables((standing, table), self.mandate_weights(holder.multiples), loss, places)
            subtract_lines(table, self.values.red_lines(holder.red_lines), places)
        if self.assembly is not None:
            weights = self.mandate_weights(self.assembly.pivot.multiples)
            self.write_tables((self.pivot_standing, self.pivot), weights, loss, places)
        for place in range(len(self.names)):
            self.write_public_tables(place, known, places)
        self.enter_left_open()
        self.pick_tables()

    def make_room(self) -> None:
        """Put new tables in the place of all."""
        count = len(self.names)
        pairs = self.room(2 * count)
        self.standings, self.tables = ([pair[k] for pair in pairs[:count]] for k in (0, 1))
        self.public_standings, self.publics = ([pair[k] for pair in pairs[count:]] for k in (0, 1))
        decisive = (self.standings[0], self.tables[0]) if self.assembly is None else self.room(1)[0]
        self.pivot_standing, self.pivot = decisive

    def write_public_tables(self, place: int, loss: LossByIssue, places: Sequence[int]) -> None:
        """Write a government's tables, by its place, as the public knows them, in the rows of some issues."""
        stated, above = self.stated_government(place), f"{self.setting.key_of(self.party)}.governments"
        costs = {line: f"{above}.{self.names[place]}.red_lines.{line}.cost" for line in stated.red_lines}
        stakes = {line: self.setting.stakes[path] for line, path in costs.items() if path in self.setting.stakes}
        pair = self.public_standings[place], self.publics[place]
        self.write_tables(pair, self.known_weights(place), loss, places)
        subtract_lines(self.publics[place], self.values.red_lines(stated.red_lines, stakes), places)

    def enter_left_open(self) -> None:
        """Enter what a deal is worth on issues that it leaves open."""
        true = [*self.standings, *self.tables, *([] if self.assembly is None else [self.pivot_standing, self.pivot])]
        known = [*self.public_standings, *self.publics]
        for held, public in ((true, False), (known, True)):
            self.values.value_left_open(self.party, {id(table): table for table in held}.values(), public)

    def pick_tables(self) -> None:
        """Pick the tables of whoever governs in each world."""
        self.tables_changed = True
        self.signed, self.standing = self.pick_pair(self.tables, self.standings)
        self.public, self.public_standing = self.pick_pair(self.publics, self.public_standings)

    def pick_pair(self, tables: list[Array], standings: list[Array]) -> TablePair:
        """Return the tables of a signature and of none of whoever governs."""
        picked = self.pick(tables)
        same = all(table is standing for table, standing in zip(tables, standings, strict=True))
        return picked, picked if same else self.pick(standings)

    def pick(self, held: Sequence[Array]) -> Array:
        """Return that of some arrays, one for each of `names`, which is that of whoever governs, (worlds, ...)."""
        some = distinct_numbers(self.governing) if len(held) > 1 else [0]
        return held[some[0]] if len(some) == 1 else pick_by_world(held, self.governing)
