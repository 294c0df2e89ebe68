"""One day's meetings: the proposer tables an offer, the other side accepts or not, both learn.

The proposer of each world is drawn or fixed by the protocol.  An offer goes on the table even
when nobody may sign it, while a new government is formed; a proposer whose own best is below its
floor may table it but not sign.  A tie, an offer worth exactly the demand, is accepted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing, no_outlook
from sim.bargaining.negotiator.guests import Turn, guest_answers, guest_offers, is_binding
from sim.bargaining.negotiator.stance import PathDoubt, Stance
from sim.bargaining.payoffs import package_value
from sim.core.backend import has_kernel
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole, worlds_where
from sim.model.doubt import belief_along, is_beyond_doubt, side_doubt
from sim.model.outlook import outlook_of
from sim.model.track import Track
from sim.politics.deadline import elapsed_share


@dataclass(frozen=True, eq=False)
class Exchange:
    """An offer and its answer, in some of the worlds that meet.

    side       who offers, 0 party A, 1 the partner
    places     of these worlds among those that meet; rows, among all
    package    what is offered, (worlds, issues)
    accepted   where it is signed, (worlds,); met, where it meets the proposer's own demand
    values     what it is worth to party A and to the partner, kept for certain, (worlds,) each
    """

    side: int
    places: Whole
    rows: Whole
    package: Whole
    accepted: Flags
    met: Flags
    values: tuple[Array, Array]


class Meeting:
    """The worlds that meet today, and what each side brings.

    track   the talks
    rows    the worlds that meet
    first   where party A makes the offer, (worlds that meet,)
    persons the sides that people play, 0 party A, 1 the partner
    """

    persons: frozenset[int] = frozenset()

    def __init__(self, track: Track, rows: Whole, first: Flags) -> None:
        self.track, self.rows, self.first = track, rows, first
        self.may_sign: Flags = track.may_sign(rows)
        self.times: tuple[Array, Array] = track.clock_start(rows), track.ledger.end[rows]  # of the clock, and the end
        self.last: Flags = (self.times[1] == track.setting.day) & self.may_sign
        self.waits = track.waits(track.parties, rows)
        self.reserves: dict[tuple[int, int], tuple[Array, Array]] = {}  # by side and table, what was asked for today
        self.turns = worlds_where(first), worlds_where(~first)  # places at which each side makes the offer
        plain, nowhere = is_beyond_doubt(track), np.zeros(0, dtype=np.int64)  # in doubt a demand is not all that counts
        party_a, own = (
            party.take_stance(rows, self.brief(side), track.serving(side, rows), self.turns[side] if plain else nowhere)
            for side, party in enumerate(track.parties)
        )
        self.stances: tuple[Stance, Stance] = (party_a, own)
        self.doubts = [side_doubt(self, side) for side in (0, 1)]

    def hold(self) -> Iterator[Exchange]:
        """Yield what is offered and answered: first where party A proposes, then where the partner does."""
        self.track.ledger.rounds[self.rows] += 1
        for side, places in enumerate(self.turns):
            if len(places):
                yield self.exchange(side, places)

    # --- what each side is given ------------------------------------------------------------------

    def reserve(self, table: Array, side: int) -> Array:
        """Return the value of never agreeing by a table of all worlds, as a side reckons, (worlds that meet,)."""
        key = side, id(table)
        if key not in self.reserves:  # holding the table keeps its id its own
            self.reserves[key] = table, self.waits[side].worth(self.track.idle.of_table(table))
        return self.reserves[key][1]

    def clock(self, side: int) -> Array:
        """Return the share of time used up, and remember it."""
        rows, party, (began, end) = self.rows, self.track.parties[side], self.times
        believed = end + self.waits[side].extension
        share = elapsed_share(self.track.setting.day, began, believed, party.elapsed[rows])
        party.elapsed[rows] = share
        return share

    def brief(self, side: int) -> Briefing:
        """Return what a side is given: its own tables, what it knows of the other's, the clock, its beliefs."""
        track, party, tables = self.track, self.track.parties[side], self.track.tables
        other, other_standing = track.known_tables(side)
        own = self.reserve(tables.standing if side == 0 else tables.own, side)
        looks_ahead = "outlook" in party.wants
        proposing = self.first if side == 0 else ~self.first
        return Briefing(
            own=tables.of(side),
            other=other,
            rows=self.rows,
            reserve=own,
            other_reserve=self.reserve(other_standing, side),
            authority=track.authority(side, own, self.rows),
            elapsed=self.clock(side),
            last_chance=self.last,
            belief=self.waits[side].belief,
            luck=self.luck(side),
            outlook=outlook_of(track, side, self.rows, proposing) if looks_ahead else no_outlook(len(self.rows)),
        )

    def luck(self, side: int) -> Callable[[str], Array]:
        """Return where a side draws today's luck from, by the kind of decision."""
        chance, rows = self.track.setting.chance, self.rows  # not the meeting itself: that would keep its arrays alive
        name, day = self.track.draw_name(side), self.track.setting.day
        return lambda kind: chance.uniform(f"{name}.{kind}.day{day}")[rows]

    @property
    def in_doubt(self) -> bool:
        """Whether either side doubts that a signature of today holds."""
        return any(doubt is not None for doubt in self.doubts)

    # --- the exchange -----------------------------------------------------------------------------

    def exchange(self, side: int, places: Whole) -> Exchange:
        """Let side 0 (party A) or 1 (the partner) propose in some of the worlds that meet."""
        package, accepted, met, values = exchange_by_rules(self, side, places)
        return Exchange(side, places, self.rows[places], package, accepted, met, values)

    def make_offer(self, side: int, places: Whole) -> Whole:
        """Return the packages that a side offers in some of the worlds that meet, (worlds, issues)."""
        package = make_offer(self, side, places)
        return package if self.track.parties[side].guests is None else guest_offers(self.turn(side, places), package)

    def turn(self, side: int, places: Whole) -> Turn:
        """Return where the guests of a side are asked."""
        rows = self.rows[places]
        return Turn(self.track.parties[side], rows, self.stances[side], places, self.track.serving(side, rows))

    def value_to(self, side: int, offer: Whole, rows: Whole) -> Array:
        """Return what an offer is worth to a side, kept for certain, in the worlds `rows` of all."""
        return package_value(self.stances[side].briefing.own, offer, rows)

    def takes(self, side: int, places: Whole, value: Array, offer: Whole) -> Flags:
        """Return where a side takes an offer that compares with its demand as `value`, (worlds,)."""
        party = self.track.parties[side]
        taken = party.accepts(self.rows[places], self.stances[side], places, value)
        return taken if party.guests is None else guest_answers(self.turn(side, places), offer, value, taken)

    def would_sign(self, side: int, places: Whole, kept: Array, worth: Flags) -> Flags:
        """Return where a side signs what both want, (worlds,): doubt opens no way below a floor.

        kept   what it is worth to the side, kept for certain; worth, where it is worth signing, given its doubt
        """
        return worth & (kept >= self.stances[side].briefing.authority[places] - TIE)

    def path_doubts(self, side: int, places: Whole) -> tuple[PathDoubt | None, PathDoubt | None]:
        """Return the proposer's own doubt along its path, and the other side's there."""
        own, other = self.doubts[side], self.doubts[1 - side]
        mine = None if own is None else PathDoubt(own.along(self, places), own.prospect)
        if other is None or not other.of_vote:
            return mine, None
        return mine, PathDoubt(lambda flags: belief_along(self, side, True, places, flags))

    def under_doubt(self, side: int, offer: Whole, value: Array, places: Whole) -> tuple[Array, Flags]:
        """Return what an offer compares with a side's demand as, and where it is worth signing, (worlds,) each."""
        return self.weigh(side, value, places, self.belief(side, offer, places))

    def belief(self, side: int, offer: Whole, places: Whole) -> Array | None:
        """Return the chance that a signature of an offer holds, as a side believes, (worlds,); None without doubt."""
        doubt = self.doubts[side]
        return None if doubt is None else doubt.of_package(self, offer, places)

    def weigh(self, side: int, value: Array, places: Whole, belief: Array | None) -> tuple[Array, Flags]:
        """Return what `under_doubt` does, by what a side believes; see `belief`."""
        doubt = self.doubts[side]
        if doubt is None or belief is None:
            return value, np.ones(len(value), dtype=bool)
        prospect = doubt.prospect
        return prospect.comparable(value, belief, places), prospect.worth_signing(value, belief, places)


@has_kernel("doubtful_offers")
def make_offer(meeting: Meeting, side: int, places: Whole) -> Whole:
    """Return the packages that a side offers, (worlds, issues), heeding its own doubt and the other side's."""
    rows, stance = meeting.rows[places], meeting.stances[side]
    return meeting.track.parties[side].offer(rows, stance, places, *meeting.path_doubts(side, places))


@has_kernel("exchanges")
def exchange_by_rules(meeting: Meeting, side: int, places: Whole) -> tuple[Whole, Flags, Flags, tuple[Array, Array]]:
    """Let a side propose: return the packages, where they are accepted and meet its demand, and their values to both.

    Both sides remember what was said, and the other side learns from it.
    """
    return answer_offer(meeting, side, places, tabled_offer(meeting, side, places))


def tabled_offer(meeting: Meeting, side: int, places: Whole) -> Whole:
    """Return the packages that a side's rules table in some of the worlds that meet, (worlds, issues)."""
    return meeting.track.with_shut_issues(meeting.rows[places], meeting.make_offer(side, places))


def answer_offer(
    meeting: Meeting, side: int, places: Whole, offer: Whole
) -> tuple[Whole, Flags, Flags, tuple[Array, Array]]:
    """Return offers, (worlds, issues), where they are signed and meet the proposer's demand, and both values."""
    proposer, responder = meeting.track.parties[side], meeting.track.parties[1 - side]
    rows, stance = meeting.rows[places], meeting.stances[side]
    values = (meeting.value_to(0, offer, rows), meeting.value_to(1, offer, rows))
    compared, worth = zip(*(meeting.under_doubt(s, offer, values[s], places) for s in (0, 1)), strict=True)
    accepted = meeting.takes(1 - side, places, compared[1 - side], offer) & meeting.may_sign[places]
    accepted &= is_binding(proposer, rows)
    for s in (0, 1):
        accepted &= meeting.would_sign(s, places, values[s], worth[s])
    met = compared[side] >= stance.demand[places] - 2 * TIE
    proposer.offer_memory.count_turn(rows, met, worth[side])
    responder.receive_offer(rows, offer, values[1 - side])
    proposer.record_own_offer(rows, offer)
    return offer, accepted, met, values
