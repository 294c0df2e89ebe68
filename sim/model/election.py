"""Polls move from day to day; on election day a winner takes over."""

import numpy as np

from sim.core.worlds import worlds_where
from sim.model.state import State


def campaign(state: State) -> None:
    """Let a day of the race pass; note the winner on election day."""
    house, day = state.government, state.setting.day
    house.campaign()
    if day == house.day_of_vote:
        winners = np.array(house.names)[house.governing]
        rows = worlds_where(state.korea.ledger.open)
        state.records.note(day, "election", rows, winner=winners[rows], formed=house.formed[rows])
