"""A meeting with the neighbour: a round of `sim.bargaining.session` with a calendar, a deadline and beliefs."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing, no_outlook
from sim.bargaining.payoffs import package_value
from sim.bargaining.session import NO_DEAL_ROUND, Domain, OfferProtocol, SessionResult, SessionRound, public_knowledge
from sim.core.worlds import Array, Flags, Whole
from sim.model.neighbour.valuation import Tables
from sim.model.outlook import ahead
from sim.politics.deadline import average_no_deal_value, elapsed_share, gap_between_offers


@dataclass(frozen=True)
class Turns(OfferProtocol):
    """Who makes today's offer: the U.S. where `first` is set, (worlds,)."""

    first: Flags = field(kw_only=True)

    def proposes(self, chance: Any, number: int) -> Flags:
        """Return where the U.S. makes the offer."""
        return self.first


class Visit(SessionRound):
    """One day's meeting, in the worlds `rows`; `host` is the neighbour, and holds both envoys and their ledger."""

    def __init__(self, host: Any, rows: Whole, first: Flags) -> None:
        parties = (host.us, host.own)
        super().__init__(at_stake(host, host.tables), parties, Turns(1, first=first), host.chance, host.day, rows)
        self.host = host

    def hold(self) -> SessionResult:
        """Hold the meeting; return who signed what."""
        worlds, issues = self.host.worlds, len(self.domain.agenda.issues)
        values = (np.full(worlds, np.nan), np.full(worlds, np.nan))
        none = np.full(worlds, NO_DEAL_ROUND)
        ending = SessionResult(
            none, none.copy(), np.zeros((worlds, issues), dtype=np.int64), values, np.zeros_like(none)
        )
        self.play(ending)
        return ending

    def brief(self, side: int) -> Briefing:
        """Return what an envoy is given."""
        host, rows, party = self.host, self.rows, self.parties[side]
        end = host.ledger.end[rows] + host.expected_extension(party, rows)
        began = np.full(len(rows), float(host.calendar.talks))
        party.elapsed[rows] = elapsed_share(host.day, began, end, party.elapsed[rows])
        table, other_reserve = public_knowledge(self.domain, side, party)
        own = self.in_rows(self.domain.reserves[side])
        return Briefing(
            own=self.domain.values[side],
            other=table,
            rows=rows,
            reserve=own,
            other_reserve=other_reserve[rows],
            authority=own,
            elapsed=party.elapsed[rows],
            last_chance=host.ledger.end[rows] == host.day,
            belief=host.belief(party, rows),
            luck=self.luck(f"neighbour.{('us', 'own')[side]}"),
            outlook=self.ahead(side) if "outlook" in party.wants else no_outlook(len(rows)),
        )

    def luck(self, name: str) -> Any:
        """Return where an envoy draws today's luck from, by the kind of decision."""
        return lambda kind: self.chance.uniform(f"{name}.{kind}.day{self.number}")[self.rows]

    def ahead(self, side: int) -> Any:
        """Return what lies ahead of an envoy, by its own table and its idea of the other's."""
        host, party, tables = self.host, self.parties[side], self.host.tables
        knows, turn = party.strategy.opponent.knows, self.us_proposes if side == 0 else ~self.us_proposes
        if side == 0:
            pair = (tables.standing, tables.own if knows else tables.own_public)
        else:
            pair = (tables.own, tables.standing if knows else tables.public_standing)
        return ahead(host, party, self.rows, turn, pair)


def at_stake(host: Any, tables: Tables) -> Domain:
    """Return what is at stake today in every world."""
    return Domain(
        agenda=host.agenda,
        values=(tables.signed, tables.own),
        reserves=(no_deal(host, tables.standing, host.us), no_deal(host, tables.own, host.own)),
        public=(tables.public, tables.own_public),
        public_reserves=(
            no_deal(host, tables.public_standing, host.own),
            no_deal(host, tables.own_public, host.us),
        ),
    )


def no_deal(host: Any, table: Array, party: Any) -> Array:
    """Return the value of never agreeing, as a party reckons by a table, (worlds,)."""
    every = np.arange(host.worlds)
    paused, lapsed = host.idle.of(table)
    left = np.where(host.ledger.lapsed, 0.0, np.maximum(host.ledger.end - host.day, 0.0))
    horizon = float(host.calendar.horizon - host.day)
    return average_no_deal_value(paused, lapsed, (left, horizon), host.expected_extension(party, every))


def apart(host: Any) -> Array:
    """Return how far apart the last offers are, (worlds,); nan before both envoys have made one."""
    tables, last = host.tables, (host.us.said.last, host.own.said.last)
    us, own = ([package_value(table, offer) for offer in last] for table in (tables.signed, tables.own))
    distance = gap_between_offers((us[0], us[1]), (own[1], own[0]))
    return np.where(host.us.said.tabled & host.own.said.tabled, distance, np.nan)
