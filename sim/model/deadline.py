"""How party B's talks end where their deadline has come: it is moved, or the pause lapses, or they break down."""

import numpy as np

from sim.bargaining.payoffs import package_value
from sim.core.worlds import Array, Whole
from sim.model.recording import keep_tables
from sim.model.state import State


def fall_due(state: State) -> None:
    """End the talks whose time is over: extend, lapse or break down where the deadline has come."""
    main, day = state.main, state.setting.day
    ends = main.meet_deadline(state.administration)
    if not len(ends.over) + len(ends.moved) + len(ends.lapsed):
        return
    extended, lapsed = (gaps_to_note(state, rows) for rows in (ends.moved, ends.lapsed))
    if len(ends.over):
        finish(state, ends.over)
    if len(ends.moved):
        state.records.note(day, "extension", ends.moved, until=main.ledger.end[ends.moved], **extended)
    if len(ends.lapsed):
        over = main.lapse(ends.lapsed)
        state.records.note(day, "lapse", ends.lapsed, package=main.terms.lapsed[ends.lapsed], **lapsed)
        finish(state, over)


def gaps_to_note(state: State, rows: Whole) -> dict[str, Array]:
    """Return how far apart the last offers are and the first were, bn USD a year, in worlds recorded in full."""
    if not len(rows) or rows[0] >= state.records.in_full:
        return {}
    told = rows[: np.searchsorted(rows, state.records.in_full)]  # rows rise
    return {"gap": state.main.offer_gap(told), "first_gap": state.main.first_gap[told]}


def finish(state: State, rows: Whole) -> None:
    """End the talks without a deal; note what that is worth by the tables of the day."""
    if not len(rows):
        return
    main, ledger = state.main, state.main.ledger
    ledger.break_down(rows)
    ledger.peer_deal[rows] = state.peers.known[rows]
    state.records.note(state.setting.day, "breakdown", rows)
    keep_tables(state, rows)
    lapsed, tables = main.terms.lapsed[rows], main.tables
    if state.setting.spec.no_deal is not None:
        return
    ledger.no_deal["party_a"][rows] = package_value(tables.standing, lapsed, rows)
    ledger.no_deal["party_b"][rows] = package_value(tables.own, lapsed, rows)
