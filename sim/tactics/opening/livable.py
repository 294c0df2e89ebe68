"""Livable: open with the best package that the other side could live with.

The range of demands begins at the own value of the first package, on the own path, whose estimated value to
the other side is at least that of never agreeing.  No demand is ever beyond what the other side could accept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.tradeoff import first_reaching
from sim.core.ties import TIE
from sim.core.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class Livable:
    """Open with the best that the other side could live with."""

    keeps_order: ClassVar[bool] = True
    begins_at: ClassVar[str] = "livable"

    def first_demand(self, theirs: Array, other_reserve: Array) -> Whole:
        """Return the position on the path at which demands begin, -1 where there is none, (worlds,)."""
        return first_reaching(theirs, other_reserve - TIE)

    def slope_factors(self, issues: Sequence[str]) -> Array:
        """Return 1 for every issue, (1, issues): steps are taken in the order of what they give per cost."""
        return np.ones((1, len(issues)))
