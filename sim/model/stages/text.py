"""The talks on the text: a second negotiation of the same parties, in the worlds whose deal waits for one.

It is a track like any other: who proposes, beliefs, demands, offers and acceptance are those of the first talks,
over the issues that the deal left open.  Its end is firm: it is not moved, and what follows without a text is the
declared chance that promised cuts are taken back.
"""

from dataclasses import replace

import numpy as np

from sim.bargaining.status_quo import StatusQuoValues
from sim.core.worlds import Array, Flags, Whole
from sim.model.agents.delegation import Delegation
from sim.model.agents.parties import Parties
from sim.model.main_track import MainTrack
from sim.model.setting import Setting
from sim.model.stages.force import DaysInForce
from sim.model.stages.text_tables import DealInForce, text_agenda, text_status_quo, text_table
from sim.model.track import Track
from sim.model.track_parts import TrackTables, Wait
from sim.scenario.schema.stages import TextStage


class TextTrack(Track):
    """The talks on the text in every world.

    main     the talks on the deal; force, what of it is in force
    stated   the stage as the scenario states it; part, as drawn
    opened   (worlds,)   day on which the talks on the text opened, nan before
    """

    todays: TrackTables

    def __init__(
        self, parties: Parties, setting: Setting, main: MainTrack, force: DaysInForce, stated: TextStage
    ) -> None:
        self.party_b, self.force, self.stated, self.part = main, force, stated, setting.drawn.stages.text
        meetings = self.part.meetings
        calendar = replace(
            setting.calendar, every=meetings.every, daily_in_last=meetings.daily_in_last, also=frozenset()
        )
        self.whole = main.values.agenda
        super().__init__(setting, "party_b", "text.", text_agenda(self.whole), calendar)
        self.terms = text_status_quo(self.whole, setting.worlds)
        self.opened: Array = np.full(setting.worlds, np.nan)
        self.ledger.live[:] = False
        self.seat(parties)

    def seat(self, parties: Parties) -> None:
        """Bring in the delegations of both sides."""
        party_a, party_b = (house.bidding for house in self.party_b.executives)
        self.parties = (
            parties.delegation(self.setting, "party_a", "party_a", self.agenda, party_a),
            parties.delegation(self.setting, "party_b", "party_b", self.agenda, party_b),
        )

    @property
    def tables(self) -> TrackTables:
        """The tables of the day."""
        return self.todays

    def open_talks(self, rows: Whole) -> None:
        """Open the talks in some worlds."""
        day = self.setting.day
        self.ledger.live[rows], self.ledger.end[rows] = True, float(day + self.part.days)
        self.opened[rows], self.first_gap[rows] = day, np.nan
        for party in self.parties:
            party.restart(rows)

    def revalue(self) -> None:
        """Work out the tables anew: what is in force, and what it is worth, by the tables of the day."""
        main, deal = self.party_b, self.deal_in_force(self.part.withdrawal)
        public = replace(deal, chance=np.full(self.setting.worlds, self.stated.withdrawal.central))
        held = main.tables
        party_a, own = (
            text_table(signed, standing, deal, self.whole)
            for signed, standing in ((held.signed, held.standing), (held.own, held.own))
        )
        party_a_public, own_public = (
            text_table(signed, standing, public, self.whole)
            for signed, standing in ((held.public, held.public_standing), (held.own_public, held.own_public))
        )
        self.todays = TrackTables(party_a, party_a, party_a_public, party_a_public, own, own_public)
        self.idle = StatusQuoValues(self.terms)
        self.party_a.set_tables(party_a, own_public)
        self.own.set_tables(own, party_a_public)

    def deal_in_force(self, chance: Array) -> DealInForce:
        """Return what of the deal is in force, and what stands in its place where it is not."""
        main, places = self.party_b, range(len(self.whole.issues))
        before = np.where(main.ledger.lapsed[:, None], main.terms.lapsed, main.terms.now)
        force = np.stack([self.force.is_levied(self.setting.day, place) for place in places], axis=1)
        taken = np.isin(places, list(self.force.withdraws))
        return DealInForce(main.ledger.package, before, main.terms.lapsed, force, taken, chance)

    # --- what differs from the first talks ----------------------------------------------------------

    def authority(self, side: int, value: Array, rows: Whole) -> Array:
        """Return the least a side may sign for, (worlds,): a caretaker may need more than its reserve."""
        return self.party_b.authority(side, value, rows)

    def may_sign(self, rows: Whole) -> Flags:
        """Return where the governments of both parties have been formed, (worlds,)."""
        return self.party_b.may_sign(rows)

    def serving(self, side: int, rows: Whole) -> Whole:
        """Return the place of the tactic that a side uses, (worlds,)."""
        return self.party_b.serving(side, rows)

    def clock_start(self, rows: Whole) -> Array:
        """Return the day the talks on the text opened, or that of a new government's authority, (worlds,)."""
        return np.maximum(self.opened[rows], self.party_b.clock_start(rows))

    def wait(self, party: Delegation, rows: Whole) -> Wait:
        """Return what a party expects of these talks, whose end is firm."""
        never = np.zeros(len(rows))
        return replace(super().wait(party, rows), belief=never, extension=never)
