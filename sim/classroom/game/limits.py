"""What holds a side's signature: the floor that its public sets whoever governs, until a vote.

A vote may choose the government, or change none; either binds the party whose vote it is, the first or the second:

    floor  =  value of no deal  +  audience cost x share against  -  ambition
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from sim.bargaining.sides import SIDES
from sim.classroom.game.words import date_text, holder_text, value_text
from sim.classroom.party_idioms import with_particles
from sim.core.worlds import Whole
from sim.model.state import State
from sim.scenario.office_names import is_office

ONLY: Whole = np.zeros(1, dtype=np.int64)  # the place of the only world
HALF = 0.5  # share of a public above which it is most of it


@dataclass(frozen=True)
class Bound:
    """What holds a side before a vote.

    floor     the least that it may sign for, bn USD a year
    holder    key of the government that would sign
    against   share of its public against that, 0 to 1
    vote      day of a vote that changes no government; None where the vote chooses one
    """

    floor: float
    holder: str
    against: float
    vote: date | None


def bound_of(state: State, place: int) -> Bound | None:
    """Return what holds a side's signature today, by its number; None where nothing does."""
    main, house = state.main, state.main.executives[place]
    governing = int(house.governing[0])
    if not (house.is_bound and house.answers_to_opinion(governing)):
        return None
    reserve = main.reserve(main.tables.without_deal(place), main.parties[place], ONLY)
    return Bound(
        floor=float(main.authority(place, reserve, ONLY)[0]),
        holder=house.names[governing],
        against=float(house.holders[governing].opinion.against[0]),
        vote=None if house.pending else house.part.vote,
    )


def authority_text(bound: Bound | None, place: int, words: dict[str, Any]) -> str:
    """Return what a side may sign, and why no more."""
    said, side = words["authority"], SIDES[place]
    if bound is None:
        return str(said[side])
    vote = said["vote"] if bound.vote is None else said["own_vote"].format(date=date_text(words, bound.vote))
    figures = {
        "holder": holder_text(words, bound.holder),
        "party": words["sides"][side],
        "floor": value_text(words, bound.floor),
        "public": public_against(bound, side, words),
    }
    kind = "bound" if is_office(bound.holder) else "bound_name"
    return with_particles(said[kind].format(vote=vote, **figures))


def public_against(bound: Bound, side: str, words: dict[str, Any]) -> str:
    """Return how much of a side's public is against its signing: most, or which share."""
    share = words["share"].format(value=100 * bound.against)
    kind = "majority" if bound.against > HALF else "part"
    return str(words["authority"][kind].format(people=words["people"][side], share=share))
