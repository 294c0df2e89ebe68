"""A side's doubt whether a signature of today holds, and what that does to its values at a meeting.

Sources of doubt: the vote still to come (its winner and the Assembly may undo a caretaker's signature), a court
that may void it, and the other side's compliance.  The first differs from package to package and is resolved by
the vote; the others are stated chances.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from sim.bargaining.doubt import SignatureProspect, deal_by_table, gains_at, range_scale
from sim.bargaining.negotiator.stance import Stance
from sim.bargaining.payoffs import package_value
from sim.core.dates import DAYS_PER_YEAR
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole
from sim.model.track import Track
from sim.model.track_parts import Resolution, Wait
from sim.politics.waiting import value_of_waiting


class DoubtfulMeeting(Protocol):
    """What is asked of a meeting: the talks, the worlds that meet, and each side's stance and expectations."""

    track: Track
    rows: Whole
    stances: tuple[Stance, Stance]
    waits: list[Wait]

    def reserve(self, table: Array, side: int) -> Array:
        """Return the value of never agreeing by a table, as a side reckons, (worlds that meet,)."""


@dataclass(frozen=True, eq=False)
class SideDoubt:
    """One side's doubt at a meeting, which hands itself in: to hold it would keep its arrays alive.

    of_vote    whether it heeds a vote that is still to come
    prospect   what it expects of signing and of not signing, by the worlds that meet
    beliefs    (worlds that meet, positions)   belief in a signature along its own path; None, not worked out
    """

    side: int
    of_vote: bool
    prospect: SignatureProspect
    beliefs: Array | None

    def along(self, meeting: DoubtfulMeeting, places: Whole) -> Callable[[Flags], Array]:
        """Return the belief at positions flagged along its path, in the worlds `places` of those that meet."""
        if self.beliefs is not None:
            held = self.beliefs[places]
            return lambda flags: np.where(flags, held, 1.0)
        return lambda flags: belief_along(meeting, self.side, self.of_vote, places, flags)

    def of_package(self, meeting: DoubtfulMeeting, offer: Whole, places: Whole) -> Array:
        """Return the belief in a signature under offers, (worlds,)."""
        track, rows = meeting.track, meeting.rows[places]
        found = None
        if self.of_vote:
            found = track.honour(
                rows,
                lambda signed, standing, side: (
                    package_value(signed, offer, rows) - meeting.reserve(standing, side)[places]
                ),
            )
        return np.ones(len(rows)) if found is None else found


def belief_along(meeting: DoubtfulMeeting, side: int, of_vote: bool, places: Whole, flags: Flags) -> Array:
    """Return the belief at positions flagged along a side's path, (worlds, positions); 1 elsewhere."""
    if not of_vote:
        return np.ones(flags.shape)
    track, rows = meeting.track, meeting.rows[places]
    way, found = meeting.stances[side].valued_path.only(places).path, np.ones(flags.shape)
    belief = track.honour(
        np.repeat(rows, np.count_nonzero(flags, axis=1)),
        lambda signed, standing, whose: gains_at(
            way, signed, rows, np.arange(len(rows)), flags, meeting.reserve(standing, whose)[places]
        ),
    )
    if belief is not None:
        found[flags] = belief
    return found


def heeds_vote_today(track: Track, side: int) -> bool:
    """Return whether a side doubts a signature of today because of a vote still to come."""
    return track.in_doubt and track.parties[side].heeds_vote()


def is_beyond_doubt(track: Track) -> bool:
    """Return whether neither side has any doubt today, in any world."""
    return all(party.is_sure and not heeds_vote_today(track, side) for side, party in enumerate(track.parties))


def side_doubt(meeting: DoubtfulMeeting, side: int) -> SideDoubt | None:
    """Return a side's doubt today; None where it has none."""
    track, rows = meeting.track, meeting.rows
    party, of_vote = track.parties[side], heeds_vote_today(track, side)
    if not of_vote and party.is_sure:
        return None
    stated, kept = party.doubt, party.kept[rows]
    if not of_vote and (kept >= 1).all():
        return None
    rule, stance = stated.demand, meeting.stances[side]
    reserve = stance.briefing.reserve
    resumed, low, waiting = reserve, reserve, np.full(len(rows), -np.inf)
    if rule.waits and of_vote:
        ahead = track.resolutions(rows)
        later = deals_expected(meeting, side, ahead)
        talked_on = worth_of_talking_on(meeting, side, ahead, later, lag=0)
        low = np.maximum(reserve, talked_on)
        waiting = reserve + kept * (talked_on - reserve)
        lag = track.vote_lag
        late = any(branch.days < lag for branch in ahead)
        voided = worth_of_talking_on(meeting, side, ahead, later, lag=lag) if late else talked_on
        resumed = voided - track.void_penalty(side)[rows] * DAYS_PER_YEAR / max(meeting.waits[side].horizon, 1.0)
    prospect = SignatureProspect(reserve, resumed, waiting, low, kept, np.full(len(rows), np.nan))
    if not rule.rescales:
        return SideDoubt(side, of_vote, prospect, None)
    return carry_to_expected_range(meeting, SideDoubt(side, of_vote, prospect, None), stance)


def carry_to_expected_range(meeting: DoubtfulMeeting, doubt: SideDoubt, stance: Stance) -> SideDoubt:
    """Return a doubt with the scale that carries demands over to the range of expected values."""
    prospect, mine = doubt.prospect, stance.mine
    reserve = prospect.reserve
    position = np.arange(mine.shape[1])
    least = np.minimum(reserve, stance.briefing.authority) - TIE
    worth = np.asarray(mine >= least[:, None])
    beliefs = belief_along(meeting, doubt.side, doubt.of_vote, np.arange(len(reserve)), worth)
    ranges = worth & (position >= np.maximum(stance.first, 0)[:, None])
    held = range_scale((mine, beliefs), stance.best, prospect, ranges)
    return replace(doubt, prospect=held, beliefs=beliefs)


def deals_expected(meeting: DoubtfulMeeting, side: int, ahead: list[Resolution]) -> list[tuple[Array, Flags]]:
    """Return, for each way in which the doubt may be resolved, the value of the deal then, and whether there is one.

    The deal is the one at which both would have given ground at the same share of their ranges on that day.
    """
    rows, stance = meeting.rows, meeting.stances[side]
    found, mine = [], np.broadcast_to(stance.mine, (len(rows), stance.mine.shape[1]))
    for branch in ahead:
        changed = max(branch.tables)  # the other side's values follow; both change where both have a vote to come
        reserves = [
            wait.later(branch.days).worth(meeting.track.idle.of_table(table))
            for wait, table in zip(meeting.waits, tables_without_deal(meeting.track, side, branch), strict=True)
        ]
        values = values_along(meeting, side, 1 - changed, branch), reserves[1 - changed]
        position, able = deal_by_table(stance.path, branch.tables[changed][0], rows, values, reserves[changed])
        found.append((mine[np.arange(len(rows)), position], able))
    return found


def tables_without_deal(track: Track, side: int, branch: Resolution) -> tuple[Array, Array]:
    """Return the tables by which both sides value no deal once a doubt is resolved, as a side knows them."""
    party_a, own = (
        branch.tables[whose][1]
        if whose in branch.tables
        else track.tables.without_deal(side)
        if whose == side
        else track.known_tables(side)[1]
        for whose in (0, 1)
    )
    return party_a, own


def values_along(meeting: DoubtfulMeeting, side: int, whose: int, branch: Resolution) -> Array:
    """Return what packages along a side's path are worth to one of the two once a doubt is resolved."""
    stance = meeting.stances[side]
    if whose in branch.tables:
        return stance.path.table_values(branch.tables[whose][0], meeting.rows)
    return stance.mine if whose == side else stance.valued_path.theirs


def worth_of_talking_on(
    meeting: DoubtfulMeeting, side: int, ahead: list[Resolution], later: list[tuple[Array, Flags]], lag: int
) -> Array:
    """Return the value of talking on without a signature that holds, (worlds that meet,), bn USD a year.

    lag   days that pass at least before the doubt is resolved: to the vote on a signature given today
    """
    track, wait = meeting.track, meeting.waits[side]
    paused, lapsed = (held[meeting.rows] for held in track.idle.of_table(track.tables.without_deal(side)))
    time, total = track.time_ahead(wait), np.zeros(len(meeting.rows))
    for branch, (value, able) in zip(ahead, later, strict=True):
        days = np.maximum(branch.days, float(lag))
        deal = np.where(able, value, lapsed)
        total = total + branch.chance * value_of_waiting((paused, lapsed), deal, days, time)
    return total
