"""A design: the points at which a sweep plays, and what is held at each."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from sim.worlds import Array


@dataclass(frozen=True)
class Factor:
    """What a sweep varies: a number between two bounds, or one of some values.

    path    dotted path in the scenario, or `scenario` for whole scenario files
    bounds  low and high, in the unit of the path; None for a choice
    values  what a choice is made among; numbers, names or whole blocks
    """

    path: str
    bounds: tuple[float, float] | None = None
    values: tuple[Any, ...] = ()


@dataclass(frozen=True, eq=False)
class Design:
    """Points in their order; a column of `table` for each factor, one row a point.

    Numbers stand as float64, anything else as text that a setting `path=text` takes (see
    `sim.scenario.settings`); null where the scenario's own value stands.
    """

    kind: str
    factors: tuple[Factor, ...]
    table: pa.Table

    @property
    def points(self) -> int:
        """How many points there are."""
        return int(self.table.num_rows)

    def numbers(self, path: str) -> Array:
        """Return a factor's number at each point, (points,), nan where the scenario's own stands."""
        return np.asarray(self.table.column(path).to_numpy(zero_copy_only=False), dtype=float)
