"""A quantity that differs between points which are played together: at each point a number or a distribution.

Points are stacked along the world axis, so that a row of worlds reads the figure of its point.  What
the public believes of it, its central value, goes by the point too: a row is what a run with that
figure in its scenario would give.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from pydantic import BaseModel

from sim.core.chance import INVERSES
from sim.core.worlds import Array, Whole
from sim.scenario.faults import KeyPath
from sim.scenario.schema.quantity import Quantity


class StackedQuantity(Quantity):
    """What a quantity is at each point, and the point of each row; made by `stacked`.

    points   the quantity at each point
    place    (worlds,)   place of each row's point among them
    """

    points: tuple[Quantity, ...]
    place: Any

    @property
    def shape(self) -> str:
        """It has none of its own."""
        return "stacked"

    @property
    def central(self) -> Any:
        """The publicly expected value, (worlds,)."""
        return np.array([quantity.central for quantity in self.points])[self.place]

    @property
    def is_distribution(self) -> bool:
        """Whether it is a distribution at some point."""
        return any(quantity.shape != "value" for quantity in self.points)

    def draw_rows(self, uniform: Callable[[], Array]) -> Array:
        """Return the figure in every row, (worlds,); luck is asked for only where there is a distribution."""
        shapes = np.array([quantity.shape for quantity in self.points])
        luck = uniform() if self.is_distribution else np.zeros(len(self.place))
        found = np.empty(len(self.place))
        for shape in np.unique(shapes):
            rows = np.flatnonzero((shapes == shape)[self.place])
            held = self.parameters_of(shape, rows)
            found[rows] = held[0] if shape == "value" else INVERSES[shape](luck[rows], *held)
        return found

    def parameters_of(self, shape: str, rows: Whole) -> list[Array]:
        """Return each parameter of the points of a shape, in some rows, (rows,) each."""
        held = [quantity.parameters if quantity.shape == shape else None for quantity in self.points]
        count = max(len(parameters) for parameters in held if parameters is not None)
        blank = (np.nan,) * count
        table = np.array([blank if parameters is None else parameters for parameters in held])
        return list(table[self.place[rows]].T)


def stack_quantities(points: Sequence[Quantity], place: Whole) -> Quantity:
    """Return one quantity for rows that stand at several points, (worlds,); plain if all have the same."""
    if all(quantity == points[0] for quantity in points[1:]):
        return points[0]
    return StackedQuantity.model_construct(points=tuple(points), place=place)


def value_at(held: Any, path: KeyPath) -> Any:
    """Return what stands at a path of a scenario, or of its plain data; None where nothing does."""
    for key in path:
        if isinstance(held, BaseModel):
            held = getattr(held, str(key), None)
        elif isinstance(held, dict):
            held = held.get(key)
        else:
            held = held[int(key)] if isinstance(held, list) and int(key) < len(held) else None
    return held


def replace_at(held: Any, path: KeyPath, new: Any) -> Any:
    """Return a scenario, a part of one, or plain data, with something else at a path that exists."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(held, BaseModel):
        return held.model_copy(update={str(key): replace_at(getattr(held, str(key)), rest, new)})
    if isinstance(held, dict):
        return held | {key: replace_at(held[key], rest, new)}
    return [replace_at(part, rest, new) if place == key else part for place, part in enumerate(held)]
