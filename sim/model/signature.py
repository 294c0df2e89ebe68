"""A signature of both parties: terms, day and phase go into the ledger, with the vote it waits for."""

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.bargaining.sides import SIDES
from sim.core.backend import has_kernel
from sim.core.worlds import Array, Whole, worlds_where
from sim.model.governments import is_before_elections
from sim.model.invariants.daily import check_stances
from sim.model.invariants.signatures import sound_exchanges
from sim.model.ledger import Signature
from sim.model.meeting import Exchange, Meeting
from sim.model.recording import keep_tables, record_offer
from sim.model.stages.enactment import begin_stages
from sim.model.state import State
from sim.politics.enforcement import critical_discount_factor, given_and_got

HeldMeeting = TypeVar("HeldMeeting", bound=Meeting)


def meet(state: State) -> None:
    """Hold the meetings that are due with party B; what both accept is signed."""
    meeting = begin_meeting(state, Meeting)
    if meeting is not None:
        enter_exchanges(state, meeting, sound_exchanges(state, state.main, meeting.hold()))


def begin_meeting(state: State, kind: Callable[..., HeldMeeting]) -> HeldMeeting | None:
    """Return the meeting of the worlds that meet today, of a kind; None where none does."""
    main = state.main
    if not main.open:
        return None
    rows = worlds_where(main.comes())
    if not len(rows):
        return None
    meeting = kind(main, rows, main.proposes()[rows])
    check_stances(state, meeting)
    return meeting


def enter_exchanges(state: State, meeting: Meeting, exchanges: Sequence[Exchange]) -> None:
    """Write down what was offered and answered; what both accept is signed."""
    for exchange in exchanges:
        record_offer(state, meeting, exchange)
        if exchange.accepted.any():
            sign(state, meeting, exchange)


def sign(state: State, meeting: Meeting, exchange: Exchange) -> None:
    """Enter signatures into the ledger, with the measures of the day."""
    taken, ledger, houses = exchange.accepted, state.main.ledger, state.main.executives
    rows, package = exchange.rows[taken], exchange.package[taken]
    early = is_before_elections(houses)
    phase = np.where(ledger.extensions[rows] > 0, 3, 1 if early else 2)
    signature = Signature(
        package=package,
        proposer=np.full(len(rows), exchange.side),
        governments=(houses[0].governing[rows], houses[1].governing[rows]),
        acting=(houses[0].is_unelected()[rows], houses[1].is_unelected()[rows]),
        values=measures(state, meeting, exchange),
        phase=np.where(ledger.lapsed[rows], 4, phase),
        vote_day=np.full(len(rows), float(state.setting.day + state.main.vote_lag)),
    )
    ledger.sign(rows, state.setting.day, signature)
    ledger.peer_deal[rows] = state.peers.known[rows]
    state.records.note(state.setting.day, "signature", rows, side=SIDES[exchange.side], package=package)
    begin_stages(state, rows)
    keep_tables(state, rows)
    ledger.keep_measure("days_left", rows, np.where(ledger.lapsed[rows], np.nan, ledger.end[rows] - state.setting.day))
    for side, stance in zip(SIDES, meeting.stances, strict=True):
        ledger.tables[side][rows] = stance.briefing.own[rows]


def measures(state: State, meeting: Meeting, exchange: Exchange) -> dict[str, Array]:
    """Return what signatures are worth to both on their day, (worlds,) each: value, fixed, reserve, patience."""
    taken, places = exchange.accepted, exchange.places[exchange.accepted]
    rows, package = exchange.rows[taken], exchange.package[taken]
    lapsed = state.main.terms.lapsed[rows]
    found: dict[str, Array] = {}
    for side, name in enumerate(SIDES):
        brief = meeting.stances[side].briefing
        found |= {
            f"{name}_value": exchange.values[side][taken],
            f"{name}_value_fixed": package_value(state.fixed[name], package, rows),
            f"{name}_reserve": brief.reserve[places],
            f"{name}_patience_needed": patience_needed(brief.own, package, lapsed, rows),
        }
    return found


@has_kernel("enforcement")
def patience_needed(table: Array, package: Whole, lapsed: Whole, rows: Whole) -> Array:
    """Return the discount factor from which a deal would enforce itself for a side, (worlds,), by its table."""
    return critical_discount_factor(*given_and_got(table, package, lapsed, rows))
