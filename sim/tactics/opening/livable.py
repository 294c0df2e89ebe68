"""Livable: open with the best package that the other side could live with.

The range of demands begins at the own value of the first package, on the own path, whose estimated value to
the other side is at least that of never agreeing.  No demand is ever beyond what the other side could accept.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.core.ties import TIE
from sim.core.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class Livable:
    """Open with the best that the other side could live with."""

    keeps_order: ClassVar[bool] = True

    def first_demand(self, theirs: Array, other_reserve: Array) -> Whole:
        """Return the position on the path at which demands begin, -1 where there is none, (worlds,)."""
        least = other_reserve - TIE
        if len(theirs) == 1:  # all worlds share the path
            first = np.searchsorted(np.maximum.accumulate(theirs[0]), least)
            return np.where(first < theirs.shape[1], first, -1)
        able = theirs >= least[:, None]
        found = able.argmax(axis=1)
        return np.where(able[np.arange(len(found)), found], found, -1)

    def slope_factors(self, issues: Sequence[str]) -> Array:
        """Return 1 for every issue, (1, issues): steps are taken in the order of what they give per cost."""
        return np.ones((1, len(issues)))
