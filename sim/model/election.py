"""Polls move from day to day; on election day a winner takes over."""

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import worlds_where
from sim.model.agents.executive import Executive
from sim.model.race import Race
from sim.model.state import State

POLL_DAYS = 7  # days between the polls that are noted, of those published every day


def campaign(state: State) -> None:
    """Let a day of each race pass; note the winner on election day."""
    for house in state.main.executives:
        if house.race is not None:
            live_day_of_race(state, house, house.race)


def live_day_of_race(state: State, house: Executive, race: Race) -> None:
    """Let a day of a party's race pass; note the winner on election day."""
    day, said = state.setting.day, party_noted(house)
    house.campaign()
    if state.records.in_full:
        note_poll(state, race, said)
    if day == house.day_of_vote:
        rows = worlds_where(state.main.ledger.open)
        winners = house.government_names(house.governing[rows])
        state.records.note(day, "election", rows, winner=winners, formed=house.formed[rows], **said)


def party_noted(house: Executive) -> dict[str, str]:
    """Return what is noted of whose government an entry speaks: the side of party A; of party B nothing is said."""
    return {} if house.party == SIDES[1] else {"party": house.party}


def note_poll(state: State, race: Race, said: dict[str, str]) -> None:
    """Note each candidate's published share, once a week from the first poll on, in worlds recorded in full."""
    day = state.setting.day
    if not race.first_poll <= day <= race.last_poll or (day - race.first_poll) % POLL_DAYS:
        return
    rows = worlds_where(state.main.ledger.open[: state.records.in_full])
    names = np.array([race.vote.candidates] * len(rows))
    state.records.note(day, "poll", rows, candidates=names, shares=race.published[rows], **said)
