"""Quantities held at points: at a point a quantity is one number, the same in all worlds of the point.

Points are stacked along the world axis: worlds 0 to n - 1 are those of the first point, n to
2 n - 1 those of the second, and so on.  A plan gives the uniform that a quantity has at each point
in place of a uniform for each world; what it does not name stays luck, each world's own.  So a plan
is a pure function of the name and the world number, and chunks do not matter.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sim.worlds import Array


@dataclass(frozen=True, eq=False)
class Plan:
    """Points at which quantities are held.

    uniforms  name of a quantity -> its uniform at each point, in (0, 1)   (points,)
    worlds    worlds of a point
    """

    uniforms: Mapping[str, Array]
    worlds: int

    def at(self, name: str, first: int, worlds: int) -> Array:
        """Return the uniforms of worlds from `first` on, (worlds,), for a quantity that the plan names."""
        held, last = self.uniforms[name], (first + worlds - 1) // self.worlds
        if last >= len(held):
            raise ValueError(f"the plan has {len(held)} points of {self.worlds} worlds; found world {first + worlds}")
        return held[np.arange(first, first + worlds) // self.worlds]
