"""Party B's government: the caretaker, the vote, the winner, and the Assembly behind them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole, distinct_numbers, pick_by_world, take_worlds
from sim.model.agents.assembly import NO_GOVERNMENT, bar_of, chance_to_pass, is_unified, subtract_reserve
from sim.model.agents.audience import answers_to_opinion, raised_floor, vote_is_ahead
from sim.model.precedent import PeerDeals, parity, write_mandate, write_partner_table
from sim.model.setting import Setting
from sim.model.setup import appointed_governments
from sim.model.stated_race import race_to
from sim.model.track_parts import Along, Reserves
from sim.model.valuation import ValueTables, public_mandate
from sim.politics import authority
from sim.politics.honour import chance_of_holding


class Government:
    """Holds party B's tables for each possible government, and who governs in each world.

    names       in office first, then the candidates, then those to whom events may hand over
    governing   (worlds,)   place in `names`
    elected     (worlds,)   place of the winner of the vote, 0 before it
    formed      (worlds,)   day from which the government may sign
    seated      (worlds,)   day from which the winner of the vote may, whoever takes over after it
    tables      one (worlds, issues, levels) for each of `names`; `publics` as the public knows them
    own, public, relief   the tables of whoever governs, and what pressure enlarges
    fiscal      (worlds,)   weight on the budget of whoever governs
    last_standing   (worlds,)   the caretaker's net approval where an event came after the talks, nan where none did
    """

    own: Array
    public: Array
    relief: Array
    tables: list[Array]
    reliefs: list[Array]
    publics: list[Array]
    pivot: Array
    fiscal: Array

    def __init__(self, setting: Setting, values: ValueTables) -> None:
        self.setting, self.values = setting, values
        candidates = self.vote.candidates if self.vote else []
        self.candidates = slice(1, 1 + len(candidates))  # their places
        self.names: list[str] = [self.part.in_office, *candidates, *appointed_governments(setting.spec.events)]
        self.governing: Whole = np.zeros(values.worlds, dtype=np.int64)
        self.elected: Whole = np.zeros_like(self.governing)
        self.formed: Array = np.full(values.worlds, -np.inf)
        self.seated: Array = self.formed.copy()
        self.last_standing: Array = np.full(values.worlds, np.nan)
        self.race = race_to(setting, self.vote) if self.vote else None
        self.day_of_vote = self.race.day_of_vote if self.race else None

    # --- the vote, and who takes over ------------------------------------------------------------

    @property
    def part(self) -> Any:
        """Party B's part of the scenario, as drawn and moved by events."""
        return self.setting.drawn.party_b

    @property
    def holders(self) -> list[Any]:
        """The parts of the scenario of those who may govern, in the order of `names`."""
        return [self.part.governments.get(name, NO_GOVERNMENT) for name in self.names]

    @property
    def vote(self) -> Any:
        """The vote; None where none is held."""
        return self.setting.drawn.election

    @property
    def assembly(self) -> Any:
        """The Assembly; None where no signature of party B needs one."""
        return self.setting.assembly("party_b")

    @property
    def pending(self) -> bool:
        """Whether a vote is still to come."""
        return self.day_of_vote is not None and self.setting.day < self.day_of_vote

    def campaign(self) -> None:
        """Let a day of the race pass; on election day hand over to the winner."""
        winner = self.race.live_day() if self.race else None
        if winner is not None:
            self.take_over(winner)

    def take_over(self, winner: Whole) -> None:
        """Hand over to the winner in every world; it may sign once it has formed."""
        self.governing = self.elected = winner + 1
        self.pick_tables()
        days = np.stack([self.part.governments[name].formation_days for name in self.names[self.candidates]], axis=1)
        taken = np.take_along_axis(days, winner[:, None], axis=1)[:, 0]
        self.seated = self.setting.day + np.ceil(taken)
        self.formed = self.seated.copy()

    def hand_over(self, name: str, rows: Whole) -> None:
        """Let another government take over without a vote, in some worlds; it may sign once it has formed."""
        self.governing = self.governing.copy()
        self.governing[rows] = self.names.index(name)
        self.pick_tables()
        self.formed[rows] = self.setting.day + np.ceil(self.part.governments[name].formation_days[rows])

    def is_unelected(self) -> Flags:
        """Return where nobody elected governs, (worlds,)."""
        return np.asarray((self.governing == 0) | (self.governing >= self.candidates.stop))

    # --- mandates -------------------------------------------------------------------------------

    def mandate_weights(self, multiples: dict[str, Array]) -> dict[str, Array]:
        """Return party B's weights times a government's multiples, (worlds,) each."""
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

    def update_tables(self, peers: PeerDeals, places: Sequence[int] | None = None) -> None:
        """Compute every government's tables anew from flows, weights and precedent.

        places   the issues whose rows may have changed, written in place; None, all, in new tables
        """
        values, room = self.values, self.values.empty_table
        if places is None:
            self.tables, self.publics = ([room() for _ in self.names] for _ in range(2))
            self.pivot, places = self.tables[0] if self.assembly is None else room(), values.places
        loss = parity(values, self.setting.drawn.precedent, peers)
        governments = self.holders
        mandates = [self.mandate_weights(government.multiples) for government in governments]
        for table, government, weights in zip(self.tables, governments, mandates, strict=True):
            write_mandate(table, values, weights, loss, values.red_lines(government.red_lines), places)
        self.reliefs = [values.relief(weights) for weights in mandates]
        if self.assembly is not None:
            write_partner_table(self.pivot, values, self.mandate_weights(self.assembly.pivot.multiples), loss, places)
        for name, table in zip(self.names, self.publics, strict=True):
            self.write_public_table(table, name, loss, places)
        values.value_left_open("party_b", [*self.tables, *([] if self.assembly is None else [self.pivot])])
        values.value_left_open("party_b", self.publics, public=True)
        self.pick_tables()

    def write_public_table(self, table: Array, name: str, loss: Mapping[int, Array], places: Sequence[int]) -> None:
        """Write a government's table as the public knows it, in the rows of some issues."""
        stated = self.setting.spec.party_b.governments.get(name, NO_GOVERNMENT)
        above = f"{self.setting.spec.keys[1]}.governments.{name}.red_lines"
        costs = {line: f"{above}.{line}.cost" for line in stated.red_lines}
        stakes = {line: self.setting.stakes[path] for line, path in costs.items() if path in self.setting.stakes}
        weights = public_mandate(self.setting.public.party_b.weights, stated.multiples)
        write_mandate(table, self.values, weights, loss, self.values.red_lines(stated.red_lines, stakes), places)

    def pick_tables(self) -> None:
        """Pick the tables of whoever governs in each world."""
        self.tables_changed = True
        lists, some = (self.tables, self.publics, self.reliefs), distinct_numbers(self.governing)
        self.own, self.public, self.relief = (
            held[some[0]] if len(some) == 1 else pick_by_world(held, self.governing) for held in lists
        )
        self.fiscal = self.weight("fiscal")

    # --- authority ------------------------------------------------------------------------------

    def may_sign(self) -> Flags:
        """Return where the government has been formed, (worlds,)."""
        return np.asarray(self.formed <= self.setting.day)

    def floor(self, reserve: Array, rows: Whole | None = None) -> Array:
        """Return the least value party B may sign for, (worlds,), of all worlds or some."""
        rows = np.arange(self.values.worlds) if rows is None else rows
        found, governing = reserve, self.governing[rows]
        for place in distinct_numbers(governing) if self.is_bound else ():
            if self.answers_to_opinion(place):
                binding = governing == place
                found = np.where(binding, raised_floor(self.holders[place], reserve, rows, binding), found)
        return found

    @property
    def is_bound(self) -> bool:
        """Whether a vote is still to come that binds whoever governs."""
        return self.pending or vote_is_ahead(self.setting, self.part)

    def answers_to_opinion(self, place: int) -> bool:
        """Return whether a government, by its place, is limited in what it may sign while a vote is pending."""
        return answers_to_opinion(self.holders[place])

    def standing(self, signed: Flags) -> Array:
        """Return the caretaker's net approval, (worlds,), less what came after the talks; nan without opinion data."""
        opinion = self.holders[0].opinion
        if opinion is None:
            return np.full(len(signed), np.nan)
        now = authority.approval_after_signing(
            opinion.approval, opinion.points, (opinion.in_favour, opinion.against), signed
        )
        return np.where(np.isnan(self.last_standing), now, self.last_standing)

    def keep_standing(self, rows: Whole, signed: Flags) -> None:
        """Keep the caretaker's net approval in some worlds as it is before an event that comes after their talks.

        signed (worlds,), where the caretaker did; a row does not depend on how long other worlds are played.
        """
        self.last_standing[rows] = self.standing(signed)[rows]

    # --- keeping a signature --------------------------------------------------------------------

    def is_unified(self, place: int) -> bool:
        """Return whether government `place` would have a majority of its own, or needs none."""
        return is_unified(self.assembly, self.names[place])

    def honour(self, rows: Whole, along: Along, reserves: Reserves = None) -> Array | None:
        """Return the believed chance that a signature today is kept; None once none is in doubt.

        `along` values packages by a table, `reserves` gives the reserve of a table, (worlds,); None, where `along`
        gives what they are worth over it.
        """
        if self.race is None or not self.pending:
            return None

        def gain(values: Array) -> Array:
            return along(values) if reserves is None else subtract_reserve(along(values), reserves(values))

        self.race.work_out_odds(rows)
        gains, pivot_gain = [gain(values) for values in self.tables[self.candidates]], gain(self.pivot)
        decisive = [own if self.is_unified(place) else pivot_gain for place, own in enumerate(gains, 1)]
        rules = self.vote.honour, bar_of(self.assembly, self.values.worlds)
        return chance_of_holding(rules, self.race.win_chances, (gains, decisive), rows)

    def keeps(self, rows: Whole, gain: Array, signer: Whole) -> Array:
        """Return the chance that the government in office keeps a deal that `signer` signed."""
        names, now = np.array(self.names), self.governing[rows]
        heir = (signer == 0) | (signer >= self.candidates.stop)
        heir &= (now > 0) & (now < self.candidates.stop) & (names[now] != names[signer])
        if not self.vote or not heir.any():
            return np.ones(len(rows))
        return np.where(heir, take_worlds(self.vote.honour, rows).keeps(gain), 1.0)

    def ratifies(self, rows: Whole, gain: Array, pivot_gain: Array) -> Array:
        """Return the chance that the Assembly passes a deal today, (worlds,)."""
        return chance_to_pass(self.assembly, self.decisive_gain(rows, gain, pivot_gain), rows)

    def decisive_gain(self, rows: Whole, gain: Array, pivot_gain: Array) -> Array:
        """Return what a deal is worth over no deal to whoever decides today, (worlds,)."""
        unified = np.array([self.is_unified(place) for place in range(len(self.names))])
        return np.where(unified[self.governing[rows]], gain, pivot_gain)
