"""A world that breaks a rule is stopped at once, and the others go on."""

from collections.abc import Iterator

import numpy as np

from sim.core.worlds import Flags, Whole
from sim.model.ledger import Ledger
from sim.model.state import State

WEEK = 7  # days


def stop_worlds(state: State, flags: Flags, rule: str) -> None:
    """Stop the worlds in which a rule does not hold, (worlds,): their talks end, and they leave no row."""
    if not np.count_nonzero(flags):
        return
    rows = state.breaches.note(flags, state.setting.day, rule)
    for ledger in ledgers(state):
        ledger.stop(rows)
    if state.stages is not None:
        state.stages.clear(rows)
    state.records.forget_scene(rows)


def is_checked_today(day: int) -> bool:
    """Return whether a day is one of those on which what need not be checked daily is."""
    return day % WEEK == 0


def stop_rows(state: State, rows: Whole, rule: str) -> None:
    """Stop some worlds, by their rows."""
    if len(rows):
        flags = np.zeros(state.setting.worlds, dtype=bool)
        flags[rows] = True
        stop_worlds(state, flags, rule)


def ledgers(state: State) -> Iterator[Ledger]:
    """Yield the ledgers of all talks."""
    yield from (track.ledger for track in state.tracks)
    if state.stages is not None and state.stages.text is not None:
        yield state.stages.text.ledger
