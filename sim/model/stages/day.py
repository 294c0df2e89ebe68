"""A day of the deals that are signed but not whole: the numbers are those of this list.

1. talks on a text open, some days after the signature of the deal
2. where a meeting on the text is due the proposer tables an offer, the other side accepts or not, both learn
3. what both accept is the text; the deal is then as it says
4. where these talks end without a text the deal stays unfinished, and party A may take promised cuts back
5. what is enacted without a vote (votes are held with those on signatures, see `sim.model.ratification`)
6. a look at promises that are late
7. duty paid too much is refunded where a rate comes into force that counts from an earlier day
"""

from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Whole, worlds_where
from sim.model.invariants.signatures import sound_exchanges
from sim.model.meeting import Exchange, Meeting
from sim.model.stages.compliance import look_at_promises, take_cuts_back
from sim.model.stages.enactment import await_enactment, enact, enter_stage
from sim.model.stages.progress import DEAL, TEXT, UNFINISHED, Stages
from sim.model.stages.text import TextTrack
from sim.model.state import State


def stages_day(state: State) -> None:
    """Live one day of deals in stages; nothing where the scenario has none."""
    stages = state.stages
    if stages is None:
        return
    if stages.text is not None:
        open_talks(state, stages, stages.text)  # 1
        hold_talks(state, stages, stages.text)  # 2, 3
        end_talks(state, stages, stages.text)  # 4
    due = worlds_where((stages.enacts <= state.setting.day) & stages.promised)
    if len(due):  # 5
        state.main.ledger.close_deals(due)
        enact(state, due)
    look_at_promises(state, stages)  # 6
    refund_duty(state, stages)  # 7


def open_talks(state: State, stages: Stages, text: TextTrack) -> None:
    """Open the talks on the text where they are due."""
    rows = worlds_where((stages.text_opens == state.setting.day) & (stages.reached == DEAL))
    if len(rows):
        text.open_talks(rows)
        stages.texts[rows] += 1
        state.records.note(state.setting.day, "text_opens", rows)


def hold_talks(state: State, stages: Stages, text: TextTrack) -> None:
    """Hold the meetings on the text that are due; what both accept is the text."""
    rows = worlds_where(text.due())
    if not len(rows):
        return
    text.revalue()
    meeting = Meeting(text, rows, text.proposes()[rows])
    for exchange in sound_exchanges(state, text, meeting.hold()):
        note_offer(state, text, meeting, exchange)
        if exchange.accepted.any():
            sign_text(state, stages, text, meeting, exchange)


def sign_text(state: State, stages: Stages, text: TextTrack, meeting: Meeting, exchange: Exchange) -> None:
    """Enter texts: what was left open is settled, and enactment is waited for."""
    taken, day = exchange.accepted, state.setting.day
    rows, places = exchange.rows[taken], exchange.places[taken]
    text.ledger.live[rows] = False
    for place in text.whole.left_open:
        state.main.ledger.package[rows, place] = exchange.package[taken, place]
    for side, name in enumerate(SIDES):
        stages.keep_measure(f"{name}_text_value", rows, exchange.values[side][taken])
        stages.keep_measure(f"{name}_text_reserve", rows, meeting.stances[side].briefing.reserve[places])
    stages.keep_measure("text_rounds", rows, text.ledger.rounds[rows].astype(float))
    stages.reached[rows] = TEXT
    state.records.note(day, "text", rows, side=SIDES[exchange.side], package=exchange.package[taken])
    enter_stage(state, "text", rows)
    await_enactment(state, rows)


def note_offer(state: State, text: TextTrack, meeting: Meeting, exchange: Exchange) -> None:
    """Keep an offer of a text, what it is worth and what was demanded, of the worlds recorded in full."""
    text.note_first_gap(exchange.rows)
    if len(exchange.rows) and exchange.rows[0] < state.records.in_full:
        said: dict[str, Any] = {
            "side": SIDES[exchange.side],
            "package": exchange.package,
            "accepted": exchange.accepted,
        }
        for name, value, stance in zip(SIDES, exchange.values, meeting.stances, strict=True):
            said |= {f"{name}_value": value, f"{name}_demand": stance.demand[exchange.places]}
        state.records.note(state.setting.day, "text_offer", exchange.rows, **said)


def end_talks(state: State, stages: Stages, text: TextTrack) -> None:
    """End the talks that have come to no text; the deal stays unfinished."""
    day = state.setting.day
    rows = worlds_where(text.ledger.live & (text.ledger.end <= day))
    if not len(rows):
        return
    text.ledger.live[rows] = False
    stages.reached[rows] = UNFINISHED
    state.main.ledger.close_deals(rows)
    state.records.note(day, "no_text", rows)
    luck = state.setting.luck("party_a.withdrawal", stages.texts, rows)
    take_cuts_back(state, stages, rows[luck < text.part.withdrawal[rows]])


def refund_duty(state: State, stages: Stages) -> None:
    """Refund duty where the car tariff comes into force today and counts from an earlier day."""
    log, place, day = stages.refunds, stages.tariff, state.setting.day
    if log is None or state.industry is None:
        return
    rows = worlds_where(stages.force.since[:, place] == day)
    if not len(rows):
        return
    rates = state.main.values.agenda.issues[place].grid[state.main.ledger.package[rows, place]]
    since = stages.force.counts_from[rows, place]
    if log.by_lot:
        state.industry.set_rate(rows, rates, since)
        paid = state.industry.refunds_due(rows)
    else:
        before = log.refunded[rows].sum(axis=1)
        log.pay(rows, since, rates)
        paid = log.refunded[rows].sum(axis=1) - before
    some: Whole = np.flatnonzero(paid > 0)
    state.records.note(day, "refund", rows[some], amount=paid[some])
