"""The talks of party A with another partner, in the same worlds and with the same mandate of party A."""

from dataclasses import replace
from typing import Any

import numpy as np

from sim.bargaining.status_quo import StatusQuoValues
from sim.core.worlds import Flags, Whole
from sim.model.agents.executive import Executive
from sim.model.agents.parties import Parties
from sim.model.main_track import MainTrack
from sim.model.partners.valuation import partner_tables, partner_values, precedents, same_precedents
from sim.model.precedent import PeerDeals
from sim.model.setting import Setting, figure_at
from sim.model.setup import agenda_of
from sim.model.track import Track
from sim.model.track_parts import TrackTables
from sim.scenario.schema.partners import NeighbourPart, PartnerPart

NEIGHBOUR, PARTNERS = "neighbour", "partners"  # keys of a partner that stands alone, and of those by name


class PartnerTrack(Track):
    """The talks with one partner in every world.

    place             dotted path of its part of the scenario
    house             who governs party A; governing, as of the tables of the day
    put_off_main      (worlds,)   how often a meeting with party B was put off because it was received
    """

    def __init__(self, parties: Parties, setting: Setting, house: Executive, name: str, place: str) -> None:
        self.place, self.stated, self.house = place, stated_partners(setting)[place], house
        opening = setting.calendar.day_number(self.stated.talks)
        calendar = replace(setting.calendar, talks=opening, also=frozenset())
        super().__init__(setting, name, f"{place}.", agenda_of(self.stated.issues), calendar)
        self.values = partner_values(setting, self.part, self.agenda)
        self.parties = (
            parties.delegation(setting, "party_a", "party_a", self.agenda, house.bidding),
            parties.delegation(setting, name, place, self.agenda),
        )
        self.put_off_main: Whole = np.zeros(setting.worlds, dtype=np.int64)
        self.valued_by: PeerDeals | None = None
        self.governing = house.governing
        self.todays: TrackTables

    @property
    def part(self) -> Any:
        """Its part of the scenario, as drawn."""
        return figure_at(self.setting.drawn, self.place)

    @property
    def tables(self) -> TrackTables:
        """The tables of the day."""
        return self.todays

    def revalue(self, main: MainTrack, peers: PeerDeals, shaken: bool) -> None:
        """Work out the tables anew after an event, and where others have signed while it still talks."""
        now, before = precedents(self.setting, self.part, main, peers), self.valued_by
        same_house = self.governing is self.house.governing  # a new array wherever somebody takes over
        if before and not shaken and same_house and same_precedents(before, now, self.ledger.live):
            return
        self.valued_by, self.governing = now, self.house.governing
        by_party_b = main.ledger.agreed.copy()
        mandates = self.house.governing_weights, self.house.public_weights
        self.todays = partner_tables(self.setting, self.part, self.stated, self.values, now, by_party_b, mandates)
        self.idle = StatusQuoValues(self.terms)
        self.party_a.set_tables(self.todays.signed, self.todays.own_public)
        self.own.set_tables(self.todays.own, self.todays.public)

    # --- who governs party A ------------------------------------------------------------------------

    def may_sign(self, rows: Whole) -> Flags:
        """Return where party A's government has been formed, (worlds,)."""
        return self.house.may_sign()[rows] if self.house.changes else super().may_sign(rows)

    def serving(self, side: int, rows: Whole) -> Whole:
        """Return the place of the tactic that a side uses: party A's is that of whoever governs, (worlds,)."""
        return self.house.governing[rows] if side == 0 and self.house.changes else super().serving(side, rows)


def stated_partners(setting: Setting) -> dict[str, PartnerPart]:
    """Return the partners of a scenario as stated, by the dotted path of each."""
    alone = setting.spec.neighbour
    more = {f"{PARTNERS}.{name}": part for name, part in setting.spec.partners.items()}
    return more if alone is None else {NEIGHBOUR: alone, **more}


def seat_partners(parties: Parties, setting: Setting, house: Executive) -> list[PartnerTrack]:
    """Return the talks of party A with others, in the order of the scenario."""
    return [
        PartnerTrack(parties, setting, house, partner_name(place, part), place)
        for place, part in stated_partners(setting).items()
    ]


def partner_name(place: str, part: PartnerPart) -> str:
    """Return a partner's name: what it states, or its key below `partners`."""
    return part.name if isinstance(part, NeighbourPart) else place.rpartition(".")[2]
