"""A day of the other partners' talks, which comes after the day's events and before party B's meeting.

1. the tables follow party A's mandate and what others have signed by the evening before
2. where meetings fall together, party A receives one partner and puts the others off to the next day (see
   `sim.model.partners.attention`); on the last day of a deadline in force it receives that partner besides
3. each meeting; a deal is signed and holds, as no vote of the partner's is played
4. a deal does what an event with a peer's terms does, on the same day: rates and pledge are a precedent,
   its cars pay its rate, and party B's mandates are weighed anew
5. the deadline: the same day and the same rule as party B's, and the same luck for the same extension, as
   extensions of 2025 were granted to many at once; only closeness is its own.  So all are mostly
   moved together, yet none depends on whether the others still talk

Closed worlds are never written again.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Flags, Whole, worlds_where
from sim.model.events import apply_peer_deal
from sim.model.invariants.signatures import sound_exchanges
from sim.model.ledger import Signature
from sim.model.mandates import revalue
from sim.model.meeting import Exchange, Meeting
from sim.model.partners.attention import choose_partner
from sim.model.partners.track import PartnerTrack
from sim.model.precedent import issue_of_pledge
from sim.model.state import State
from sim.model.track import Track


def partners_day(state: State) -> None:
    """Live one day of all talks but party B's; the numbers are those of the module's list."""
    if not state.partners:
        return
    for track in state.partners:
        if track.open:
            track.revalue(state.main, state.peers, state.shaken)  # 1
    rows = divide_day(state)  # 2
    for track, places in zip(state.partners, rows, strict=True):
        if len(places):
            meet(state, track, places)  # 3, 4
        close(state, track)  # 5


def divide_day(state: State) -> list[Whole]:
    """Divide the day between all talks; return the worlds in which each partner but party B is received."""
    day, tracks = state.setting.day, state.tracks
    due = [track.due() for track in tracks]
    free = [wants & (track.ledger.end > day) for wants, track in zip(due, tracks, strict=True)]
    luck = state.setting.chance.uniform(f"{state.partners[0].luck}attention.day{day}")
    chosen = choose_partner(free, [track.part.attention for track in state.partners], luck)
    comes = []
    for place, track in enumerate(tracks):
        track.held_over = free[place] & (chosen != place)
        track.put_off = track.put_off + track.held_over
        comes.append(worlds_where(due[place] & ~track.held_over))
    note_put_off(state, chosen)
    state.main.received = due[0] & ~state.main.held_over
    return comes[1:]


def note_put_off(state: State, chosen: Whole) -> None:
    """Take note of who was put off, and of the partner for whose sake party B was."""
    for place, partner in enumerate(state.partners, start=1):
        partner.put_off_main = partner.put_off_main + (state.main.held_over & (chosen == place))
    whom = [*state.partners, state.main]
    for track in whom:
        rows = worlds_where(track.held_over)
        state.records.note(
            state.setting.day, "put_off", rows, who=track.name, instead=names_of(state.tracks, chosen[rows])
        )


def names_of(tracks: Sequence[Track], places: Whole) -> NDArray[np.str_]:
    """Return the names of partners by their places, (worlds,)."""
    return np.array([track.name for track in tracks])[places]


def meet(state: State, track: PartnerTrack, rows: Whole) -> None:
    """Hold the meetings of some worlds, and enter what is signed."""
    meeting = Meeting(track, rows, track.proposes()[rows])
    exchanges = sound_exchanges(state, track, meeting.hold())
    track.note_first_gap(rows)
    for exchange in exchanges:
        if exchange.accepted.any():
            enter_deals(track, meeting, exchange)
    signed = np.sort(np.concatenate([exchange.rows[exchange.accepted] for exchange in exchanges]))
    if len(signed):
        set_precedent(state, track, signed)


def enter_deals(track: PartnerTrack, meeting: Meeting, exchange: Exchange) -> None:
    """Enter deals into the partner's ledger, where they hold."""
    taken = exchange.accepted
    rows, places = exchange.rows[taken], exchange.places[taken]
    reserves = [stance.briefing.reserve[places] for stance in meeting.stances]
    values = {
        **{"party_a_value": exchange.values[0][taken], "value": exchange.values[1][taken]},
        **{"party_a_reserve": reserves[0], "reserve": reserves[1]},
    }
    none: Whole = np.zeros(len(rows), dtype=np.int64)
    nobody: Flags = np.zeros(len(rows), dtype=bool)
    proposer, never = np.full(len(rows), exchange.side), np.full(len(rows), np.inf)
    track.ledger.sign(
        rows,
        track.setting.day,
        Signature(exchange.package[taken], proposer, (none, none), (nobody, nobody), values, none, never),
    )
    track.ledger.close_deals(rows)


def set_precedent(state: State, track: PartnerTrack, rows: Whole) -> None:
    """Let deals happen to party B's talks as a peer's event would."""
    package = track.ledger.package[rows]
    levels = {issue.name: issue.grid[package[:, k]] for k, issue in enumerate(track.agenda.issues)}
    price, scale = issue_of_pledge(state.setting.drawn.precedent), track.part.pledge_scale
    if scale is not None and price in levels:
        levels[price] = levels[price] * scale[rows]
    apply_peer_deal(state, levels, track.part.regions, rows)
    revalue(state)
    talking = state.main.ledger.open[rows]
    state.records.note(state.setting.day, "neighbour", rows[talking], who=track.name, package=package[talking])


def close(state: State, track: PartnerTrack) -> None:
    """Extend, lapse or break down where the partner's deadline has come."""
    ends = track.meet_deadline(state.administration)
    track.ledger.break_down(ends.over)
    if len(ends.lapsed):
        track.ledger.break_down(track.lapse(ends.lapsed))
