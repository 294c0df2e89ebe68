"""Polls move from day to day; on election day a winner takes over."""

import numpy as np

from sim.core.worlds import worlds_where
from sim.model.race import Race
from sim.model.state import State

POLL_DAYS = 7  # days between the polls that are noted, of those published every day


def campaign(state: State) -> None:
    """Let a day of the race pass; note the winner on election day."""
    house, day = state.government, state.setting.day
    house.campaign()
    if state.records.in_full and house.race is not None:
        note_poll(state, house.race)
    if day == house.day_of_vote:
        winners = np.array(house.names)[house.governing]
        rows = worlds_where(state.main.ledger.open)
        state.records.note(day, "election", rows, winner=winners[rows], formed=house.formed[rows])


def note_poll(state: State, race: Race) -> None:
    """Note each candidate's published share, once a week from the first poll on, in worlds recorded in full."""
    day = state.setting.day
    if not race.first_poll <= day <= race.last_poll or (day - race.first_poll) % POLL_DAYS:
        return
    rows = worlds_where(state.main.ledger.open[: state.records.in_full])
    names = np.array([race.vote.candidates] * len(rows))
    state.records.note(day, "poll", rows, candidates=names, shares=race.published[rows])
