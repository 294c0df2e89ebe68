"""What a game begins with: both sides' values on the day of the first meeting, kept for their briefs."""

from dataclasses import dataclass

from sim.bargaining.sides import SIDES
from sim.classroom.game.limits import Bound, bound_of
from sim.core.worlds import Array
from sim.model.recording import tables_of_the_day
from sim.model.state import State


@dataclass(frozen=True)
class Opening:
    """The first day at the table.

    day       its number
    tables    side -> what levels are worth to it, (issues, levels), bn USD a year
    no_deal   side -> value of never agreeing, bn USD a year
    bounds    side -> what holds its signature; None where nothing does
    weights   side -> what one bn USD of a component weighs with it
    """

    day: int
    tables: dict[str, Array]
    no_deal: dict[str, float]
    bounds: dict[str, Bound | None]
    weights: dict[str, dict[str, float]]


def opening_of(state: State) -> Opening:
    """Return what stands on the day on which the talks have just begun."""
    held = tables_of_the_day(state)
    return Opening(
        day=state.setting.day,
        tables={side: held[side][0].copy() for side in SIDES},
        no_deal={side: float(held[f"{side}_reserve"][0]) for side in SIDES},
        bounds={side: bound_of(state, place) for place, side in enumerate(SIDES)},
        weights={side: weights_of(state, side) for side in SIDES},
    )


def weights_of(state: State, side: str) -> dict[str, float]:
    """Return what one bn USD of each component weighs with a side, as whoever governs has it."""
    house = state.main.executives[SIDES.index(side)]
    return {name: float(house.weight(name)[0]) for name in house.part.weights}
