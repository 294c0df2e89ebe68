"""Quantities held at points: at a point a quantity is one number, the same in all worlds of the point.

Points are stacked along the world axis: worlds 0 to n - 1 are those of the first point, n to
2 n - 1 those of the second, and so on.  A plan gives the uniform that a quantity has at each point
in place of a uniform for each world, or moves the spread of a quantity that differs between the worlds of
a point too; what it does not name stays luck, each world's own.  So a plan
is a pure function of the name and the world number, and chunks do not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Array

MOST_WORLDS = 1_000_000_000  # of a run: weeks of play, a terabyte of rows
NUMBER_LIMIT = 2**62  # numbers of worlds and seeds stay below it


@dataclass(frozen=True, eq=False)
class HeldQuantities:
    """Points at which quantities are held.

    uniforms          name of a quantity -> its uniform at each point, in (0, 1)   (points,)
    worlds_per_point  worlds of a point
    factors           name of a quantity whose worlds differ at a point too -> what multiplies its draws   (points,)
    """

    uniforms: Mapping[str, Array]
    worlds_per_point: int
    factors: Mapping[str, Array] = field(default_factory=dict)

    def at_point_of(self, world: int) -> "HeldQuantities":
        """Return what holds the quantities of a world's point in worlds of any number."""
        point = world // self.worlds_per_point
        uniforms, factors = (
            {name: held[point : point + 1] for name, held in part.items()} for part in (self.uniforms, self.factors)
        )
        return HeldQuantities(uniforms, NUMBER_LIMIT, factors)

    def values_in_worlds(self, values: Array, first: int, worlds: int) -> Array:
        """Return what is held at the points, (points,), in the worlds from `first` on, (worlds,)."""
        last = (first + worlds - 1) // self.worlds_per_point
        if last >= len(values):
            raise ValueError(
                f"the plan has {len(values)} points of {self.worlds_per_point} worlds; found world {first + worlds}"
            )
        return values[np.arange(first, first + worlds) // self.worlds_per_point]
