"""What a game begins with: both sides' values on the day of the first meeting, kept for their briefs."""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import Array, Whole
from sim.model.recording import tables_of_the_day
from sim.model.state import State

ONLY: Whole = np.zeros(1, dtype=np.int64)  # the place of the only world


@dataclass(frozen=True)
class Opening:
    """The first day at the table.

    day       its number
    tables    side -> what levels are worth to it, (issues, levels), bn USD a year
    no_deal   side -> value of never agreeing, bn USD a year
    floor     the least that the party that votes may sign for, bn USD a year; None where nothing limits it
    weights   side -> what one bn USD of a component weighs with it
    """

    day: int
    tables: dict[str, Array]
    no_deal: dict[str, float]
    floor: float | None
    weights: dict[str, dict[str, float]]


def opening_of(state: State) -> Opening:
    """Return what stands on the day on which the talks have just begun."""
    held = tables_of_the_day(state)
    return Opening(
        day=state.setting.day,
        tables={side: held[side][0].copy() for side in SIDES},
        no_deal={side: float(held[f"{side}_reserve"][0]) for side in SIDES},
        floor=floor_of(state),
        weights={side: weights_of(state, side) for side in SIDES},
    )


def floor_of(state: State) -> float | None:
    """Return the least that the party that votes may sign for today, bn USD a year; None where nothing limits it."""
    house, main, place = state.voting, state.main, state.setting.spec.voting_place
    if not (house.is_bound and house.answers_to_opinion(int(house.governing[0]))):
        return None
    reserve = main.reserve(main.tables.without_deal(place), main.parties[place], ONLY)
    return float(main.authority(place, reserve, ONLY)[0])


def weights_of(state: State, side: str) -> dict[str, float]:
    """Return what one bn USD of each component weighs with a side, as whoever governs has it."""
    house = state.main.executives[SIDES.index(side)]
    return {name: float(house.weight(name)[0]) for name in house.part.weights}
