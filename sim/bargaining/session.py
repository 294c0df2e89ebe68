"""A bare negotiation: two sides, an agenda, a number of rounds, and nothing else.

No calendar, no politics, no events: what is left is what the textbooks compare.  In each round one
side makes an offer and the other takes it or not; after the last round both get their reserve.
The sides are the same bargainers that negotiate in the full model.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sim.bargaining.clockwork import PathOffers, demands_ahead, go_by_clock, path_offers, play_by_clock
from sim.bargaining.domains import Domain
from sim.bargaining.negotiator.briefing import Briefing
from sim.bargaining.negotiator.guests import GuestFailure, Turn, failures_of, guest_answers, guest_offers, is_binding
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.bargaining.negotiator.stance import Stance
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.bargaining.view import Outlook
from sim.core.chance import Chance
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole

NO_DEAL_ROUND = -1
ROUNDS_AT_ONCE = 10  # played together where both sides go by the clock: even, so that turns begin anew with them


@dataclass(frozen=True)
class OfferProtocol:
    """How offers alternate in `rounds` rounds: `coin` is the chance that party A makes one, None for taking turns."""

    rounds: int
    coin: float | None = None

    def proposes(self, chance: Chance, number: int) -> Flags:
        """Return where party A makes the offer of a round, (worlds,)."""
        if self.coin is None:
            return np.full(chance.worlds, number % 2 == 0)
        return np.asarray(chance.uniform(f"proposer.round{number}") < self.coin)

    def elapsed_share(self, number: int) -> float:
        """Return the share of time used up in a round: 0 in the first, 1 in the last."""
        return number / (self.rounds - 1) if self.rounds > 1 else 1.0


@dataclass(eq=False)
class SessionResult:
    """How each world ended: round -1, levels 0 and values at the reserve where there was no deal.

    round, proposer   (worlds,)           package   (worlds, issues)
    values            value to party A and to party B, (worlds,) each
    offers            how many offers were made
    failures          guests that were asked no more
    """

    round: Whole
    proposer: Whole
    package: Whole
    values: tuple[Array, Array]
    offers: Whole
    failures: list[GuestFailure] = field(default_factory=list)

    @property
    def agreed(self) -> Flags:
        """Where a deal was made, (worlds,)."""
        return np.asarray(self.round != NO_DEAL_ROUND)


def negotiate(
    domain: Domain, strategies: tuple[Strategy, Strategy], protocol: OfferProtocol, chance: Chance
) -> SessionResult:
    """Return how the negotiation ends in each of the worlds of `chance`."""
    worlds = chance.worlds
    parties = tuple(Negotiator(rule, domain.agenda, worlds) for rule in strategies)
    for side, party in enumerate(parties):
        party.set_tables(domain.values[side], public_knowledge(domain, side, party)[0])
    result = SessionResult(
        round=np.full(worlds, NO_DEAL_ROUND),
        proposer=np.full(worlds, NO_DEAL_ROUND),
        package=np.zeros((worlds, len(domain.agenda.issues)), dtype=np.int64),
        values=(per_world(domain.reserves[0], worlds), per_world(domain.reserves[1], worlds)),
        offers=np.zeros(worlds, dtype=np.int64),
    )
    offers = offers_by_clock(domain, parties) if protocol.coin is None else None
    asked = np.full((2, worlds), np.inf)
    for number in range(0, protocol.rounds, 1 if offers is None else ROUNDS_AT_ONCE):
        rows = np.flatnonzero(~result.agreed)
        if not len(rows):
            break
        today = SessionRound(domain, parties, protocol, chance, number, rows)
        if offers is None:
            today.play(result)
        else:
            asked[:, rows] = today.play_by_clock(offers, asked.take(rows, axis=1), result)
    result.failures = [failure for party in parties for failure in failures_of(party, chance.first)]
    return result


def offers_by_clock(domain: Domain, parties: tuple[Negotiator, ...]) -> tuple[PathOffers, PathOffers] | None:
    """Return what both sides may table where both go by the clock; None where one does not."""
    known = [public_knowledge(domain, side, party)[0] for side, party in enumerate(parties)]
    if not go_by_clock(parties, (*domain.values, *known)):
        return None
    party_a, party_b = (party.kept_path(np.zeros(1, dtype=np.int64)) for party in parties)
    found = (
        path_offers(domain.values, known[1], party_a, party_b.scaled_weights),
        path_offers(domain.values[::-1], known[0], party_b, party_a.scaled_weights),
    )
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def per_world(values: Array, worlds: int) -> Array:
    """Return a copy of what may be shared, one value a world, (worlds,)."""
    return np.broadcast_to(values, (worlds,)).astype(float)


def public_knowledge(domain: Domain, side: int, party: Negotiator) -> tuple[Array, Array]:
    """Return what a side knows of the other's table and reserve: the truth only for an oracle."""
    other = 1 - side
    if party.strategy.opponent.knows:
        return domain.values[other], domain.reserves[other]
    return domain.public[other], domain.public_reserves[other]


class SessionRound:
    """One round, for the worlds still talking.

    domain, parties, protocol, chance   as in `negotiate`
    number                              number of the round, 0 the first
    rows                                the worlds still talking
    """

    def __init__(
        self,
        domain: Domain,
        parties: tuple[Negotiator, ...],
        protocol: OfferProtocol,
        chance: Chance,
        number: int,
        rows: Whole,
    ) -> None:
        self.domain, self.parties, self.protocol, self.chance = domain, parties, protocol, chance
        self.number, self.rows = number, rows
        self.party_a_proposes = protocol.proposes(chance, number)[rows]
        self.tactic_places = np.zeros(len(rows), dtype=np.int64)

    def play(self, result: SessionResult) -> None:
        """Let both sides look, one of them offer, and the other answer."""
        stances = tuple(
            party.take_stance(self.rows, self.briefing(side), self.tactic_places)
            for side, party in enumerate(self.parties)
        )
        result.offers[self.rows] += 1
        for side, turn in ((0, self.party_a_proposes), (1, ~self.party_a_proposes)):
            places = np.flatnonzero(turn)
            if len(places):
                self.exchange(side, places, stances, result)

    def play_by_clock(self, offers: tuple[PathOffers, PathOffers], asked: Array, result: SessionResult) -> Array:
        """Play some rounds at once between sides that go by the clock; return what both asked for last."""
        numbers = range(self.number, min(self.number + ROUNDS_AT_ONCE, self.protocol.rounds))
        clock = [(self.protocol.elapsed_share(k), k == self.protocol.rounds - 1) for k in numbers]
        briefs = [self.briefing(side) for side in (0, 1)]
        demands = np.stack([demands_ahead(p, self.rows, b, clock) for p, b in zip(self.parties, briefs, strict=True)])
        authority = np.stack([brief.authority for brief in briefs])
        ended, place, asked = play_by_clock(offers, demands, authority, asked, self.number)
        result.offers[self.rows] += np.where(ended < 0, len(numbers), ended - self.number + 1)
        for side in (0, 1):
            signed = (ended >= 0) & (ended % 2 == side)
            done, found = self.rows[signed], place[signed]
            result.round[done], result.proposer[done] = ended[signed], side
            result.package[done] = offers[side].packages[found]
            for s in (0, 1):
                result.values[s][done] = offers[side].values[s ^ side][found]
        return asked

    def exchange(self, side: int, places: Whole, stances: tuple[Stance, ...], result: SessionResult) -> None:
        """Let one side propose in the worlds `places` of the round."""
        rows, other = self.rows[places], 1 - side
        own, answer = (
            Turn(self.parties[s], rows, stances[s], places, self.tactic_places[places]) for s in (side, other)
        )
        offer = guest_offers(own, self.parties[side].offer(rows, stances[side], places))
        values = [package_value(self.domain.values[s], offer, rows) for s in (0, 1)]
        accepted = self.parties[other].accepts(rows, stances[other], places, values[other])
        accepted = guest_answers(answer, offer, values[other], accepted) & is_binding(self.parties[side], rows)
        accepted &= values[side] >= stances[side].briefing.authority[places] - TIE
        self.parties[other].receive_offer(rows, offer, values[other])
        self.parties[side].record_own_offer(rows, offer)
        done = rows[accepted]
        result.round[done], result.proposer[done], result.package[done] = self.number, side, offer[accepted]
        for s in (0, 1):
            result.values[s][done] = values[s][accepted]

    def briefing(self, side: int) -> Briefing:
        """Return what a side is given."""
        count, party = len(self.rows), self.parties[side]
        table, reserve = public_knowledge(self.domain, side, party)
        own_reserve = self.in_rows(self.domain.reserves[side])
        elapsed = np.full(count, self.protocol.elapsed_share(self.number))
        party.elapsed[self.rows] = elapsed
        return Briefing(
            own=self.domain.values[side],
            other=table,
            rows=self.rows,
            reserve=own_reserve,
            other_reserve=self.in_rows(reserve),
            authority=own_reserve if self.domain.floors is None else self.in_rows(self.domain.authority(side)),
            elapsed=elapsed,
            last_chance=np.full(count, self.number == self.protocol.rounds - 1),
            belief=np.zeros(count),
            luck=self.luck(SIDES[side]),
            outlook=self.outlook(side, own_reserve, self.in_rows(reserve)),
        )

    def luck(self, name: str) -> Callable[[str], Array]:
        """Return where a side draws its luck from, by the kind of decision."""
        return lambda kind: self.chance.uniform(f"{name}.{kind}.round{self.number}")[self.rows]

    def outlook(self, side: int, reserve: Array, other_reserve: Array) -> Outlook:
        """Return what lies ahead of a side: rounds that cost nothing, then the reserves."""
        count, coin = len(self.rows), np.nan if self.protocol.coin is None else self.protocol.coin
        return Outlook(
            meetings=np.full(count, float(self.protocol.rounds - 1 - self.number)),
            proposing=self.party_a_proposes if side == 0 else ~self.party_a_proposes,
            coin=np.full(count, coin if side == 0 else 1 - coin),
            passing=np.zeros(count),
            paused=reserve,
            other_paused=other_reserve,
            lapsed=reserve,
            other_lapsed=other_reserve,
        )

    def in_rows(self, values: Array) -> Array:
        """Return what differs by world, in the worlds still talking."""
        return np.broadcast_to(values, (self.chance.worlds,))[self.rows]
