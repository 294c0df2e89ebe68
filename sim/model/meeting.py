"""One day's meetings: the proposer tables an offer, the other side accepts or not, both learn.

The proposer of each world is drawn or fixed by the protocol.  An offer goes on the table even
when nobody may sign it, while a new government is formed; a proposer whose own best is below its
floor may table it but not sign.  A tie, an offer worth exactly the demand, is accepted.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from sim.bargaining.negotiator.briefing import Briefing, HonourBelief, Stance, no_outlook
from sim.bargaining.payoffs import discount_value, package_value
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole
from sim.model.track import Track
from sim.politics.deadline import elapsed_share


@dataclass(frozen=True, eq=False)
class Exchange:
    """An offer and its answer, in some of the worlds that meet.

    side       who offers, 0 the U.S., 1 the partner
    places     of these worlds among those that meet; rows, among all
    package    what is offered, (worlds, issues)
    accepted   where it is signed, (worlds,)
    values     what it is worth to the U.S. and to the partner, kept for certain, (worlds,) each
    """

    side: int
    places: Whole
    rows: Whole
    package: Whole
    accepted: Flags
    values: tuple[Array, Array]


class Meeting:
    """The worlds that meet today, and what each side brings.

    track   the talks
    rows    the worlds that meet
    first   where the U.S. makes the offer, (worlds that meet,)
    """

    def __init__(self, track: Track, rows: Whole, first: Flags) -> None:
        self.track, self.rows, self.first = track, rows, first
        self.may_sign: Flags = track.may_sign(rows)
        self.last: Flags = (track.ledger.end[rows] == track.setting.day) & self.may_sign
        self.waits = [track.wait(party, rows) for party in track.parties]
        us, own = (
            party.take_stance(rows, self.brief(side), track.serving(side, rows))
            for side, party in enumerate(track.parties)
        )
        self.stances: tuple[Stance, Stance] = (us, own)

    def hold(self) -> Iterator[Exchange]:
        """Yield what is offered and answered: first where the U.S. proposes, then where the partner does."""
        self.track.ledger.rounds[self.rows] += 1
        for side, turn in enumerate((self.first, ~self.first)):
            places = np.flatnonzero(turn)
            if len(places):
                yield self.exchange(side, places)

    # --- what each side is given ------------------------------------------------------------------

    def reserve(self, table: Array, side: int) -> Array:
        """Return the value of never agreeing by a table of all worlds, as a side reckons, (worlds that meet,)."""
        return self.waits[side].worth(self.track.idle.of_table(table))

    def clock(self, side: int) -> Array:
        """Return the share of time used up, and remember it."""
        track, rows, party = self.track, self.rows, self.track.parties[side]
        end = track.ledger.end[rows] + self.waits[side].extension
        share = elapsed_share(track.setting.day, track.clock_start(rows), end, party.elapsed[rows])
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
            outlook=track.outlook(side, self.rows, proposing) if looks_ahead else no_outlook(len(self.rows)),
        )

    def luck(self, side: int) -> Callable[[str], Array]:
        """Return where a side draws today's luck from, by the kind of decision."""
        chance, rows = self.track.setting.chance, self.rows  # not the meeting itself: that would keep its arrays alive
        name, day = self.track.draw_name(side), self.track.setting.day
        return lambda kind: chance.uniform(f"{name}.{kind}.day{day}")[rows]

    # --- the exchange -----------------------------------------------------------------------------

    def exchange(self, side: int, places: Whole) -> Exchange:
        """Let side 0 (the U.S.) or 1 (the partner) propose in some of the worlds that meet."""
        proposer, responder = self.track.parties[side], self.track.parties[1 - side]
        rows, stance = self.rows[places], self.stances[side]
        offer = proposer.offer(rows, stance, places, self.doubt(side, places))
        offer = self.track.with_shut_issues(rows, offer)
        values = (self.value_to(0, offer, rows), self.value_to(1, offer, rows))
        value = values[1 - side]
        expected = value if side == 0 else self.expected_value(value, offer, places)
        accepted = responder.accepts(rows, self.stances[1 - side], places, expected) & self.may_sign[places]
        for stance, kept in zip(self.stances, values, strict=True):  # doubt opens no way below a side's floor
            accepted &= kept >= stance.briefing.authority[places] - TIE
        responder.receive_offer(rows, offer, value)
        proposer.record_own_offer(rows, offer)
        return Exchange(side, places, rows, offer, accepted, values)

    def value_to(self, side: int, offer: Whole, rows: Whole) -> Array:
        """Return what an offer is worth to a side, kept for certain, in the worlds `rows` of all."""
        return package_value(self.stances[side].briefing.own, offer, rows)

    def doubt(self, side: int, places: Whole) -> HonourBelief | None:
        """Return the belief that a signature holds, along the proposer's path."""
        track, rows, wait = self.track, self.rows[places], self.waits[1]
        if not track.in_doubt:
            return None
        way = self.stances[side].path.only(places)

        def at(flags: Flags) -> Array:
            found = np.ones(flags.shape)
            world, position = np.nonzero(flags)
            found[world, position] = track.honour(
                rows[world],
                lambda table: way.table_values(table, rows)[world, position],
                lambda table: wait.worth(track.idle.of_table(table))[places[world]],
            )
            return found

        return HonourBelief(at, cuts_own=side == 0)

    def expected_value(self, value: Array, offer: Whole, places: Whole) -> Array:
        """Return what an offer is worth to the U.S., given the doubt that the partner keeps it."""
        track, rows = self.track, self.rows[places]
        belief = track.honour(
            rows, lambda table: package_value(table, offer, rows), lambda table: self.reserve(table, 1)[places]
        )
        return value if belief is None else discount_value(value, self.stances[0].briefing.reserve[places], belief)
