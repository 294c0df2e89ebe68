"""The day's events: a letter, figures that change, what is in force or on the table, who governs, a peer's deal.

Two events on one day apply in the order of the file.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.model.drawn_events import DrawnEvent
from sim.model.governments import house_of
from sim.model.mandates import revalue
from sim.model.precedent import issue_of_pledge, issues_of_precedent
from sim.model.shocks import change_figures, change_one, change_status_quo, put_on_the_table, void_statute
from sim.model.state import State

PeerTerms = Mapping[str, float | Array]  # the level of each issue, one for all worlds concerned or one for each


def apply_events(state: State) -> None:
    """Let the day's events happen, in file order, and then what was asked for from outside."""
    day = state.setting.day
    today = [(drawn, drawn.worlds_on(day)) for drawn in state.events if day in drawn.days]
    asked, state.asked = state.asked, []
    state.shaken = bool(today or asked)
    for drawn, rows in today:
        apply_event(state, drawn, rows)
    for one in asked:
        change_one(state, one.path, one.change, one.change, one.rows)
    if state.shaken:
        revalue(state, issues_concerned(state, [drawn.event for drawn, _ in today], [one.path for one in asked]))


def issues_concerned(state: State, events: Sequence[Any], asked: Sequence[str] = ()) -> list[int] | None:
    """Return the places of the issues whose values events, or figures asked for, may change; None for all."""
    agenda, found = state.values.agenda, set[int]()
    paths = [*asked, *(path for event in events for path in event.changes)]
    if state.values.readings is not None or any(not path.startswith("issues.") for path in paths):
        return None
    found |= {agenda.place_of(path.split(".")[1]) for path in paths}
    for event in events:
        found |= {agenda.place_of(name) for name in event.opens}
        if event.peer:
            found |= {*state.values.moving, *issues_of_precedent(agenda, state.setting.drawn.precedent)}
    return sorted(found)


def apply_event(state: State, drawn: DrawnEvent, rows: Whole) -> None:
    """Let one event happen in some worlds."""
    event, ledger = drawn.event, state.main.ledger
    terms = {
        name: level[rows] if isinstance(level, np.ndarray) else level for name, level in (event.peer or {}).items()
    }
    note_event(state, event.name, terms, rows)
    if event.letter:
        for track in state.tracks:
            track.ledger.warned[rows] = True
    for house, signed in zip(state.main.executives, ledger.caretakers_signed, strict=True):
        house.keep_approval(rows[~ledger.open[rows]], signed)
    change_figures(state, {path: (event.changes[path], drawn.stated.changes[path]) for path in event.changes}, rows)
    change_status_quo(state, event.no_deal, rows)
    for statute in event.voids:
        void_statute(state, statute, rows)
    put_on_the_table(state, event.opens, rows)
    if event.hands_over_to:
        house_of(state.main.executives, event.hands_over_to).hand_over(event.hands_over_to, rows)
    if event.peer:
        apply_peer_deal(state, terms, event.regions, rows)


def note_event(state: State, name: str, terms: PeerTerms, rows: Whole) -> None:
    """Note an event where anything is still open, with the levels of a peer's deal, in the order of the file."""
    talking = state.main.ledger.open[rows]
    levels = [np.broadcast_to(np.asarray(level, dtype=float), len(rows))[talking] for level in terms.values()]
    found = {"peer": np.stack(levels, axis=1)} if levels else {}
    state.records.note(state.setting.day, "event", rows[talking], name=name, **found)


def apply_peer_deal(
    state: State, terms: Mapping[str, float | Array], regions: Sequence[str] | None, rows: Whole
) -> None:
    """Take note of a peer's deal: of levels by issue, rates and pledge are a precedent, and its cars pay its rate.

    regions   whose cars these are; None, all but party B's
    """
    tariff, market = state.setting.spec.car_tariff, state.setting.spec.market
    state.peers.sign(terms, issue_of_pledge(state.setting.drawn.precedent), rows)
    if tariff is not None and tariff in terms and market is not None:
        state.values.set_foreign_tariff(regions or market.others, terms[tariff], rows)
