"""Own best: open with the best package of all for oneself, whether or not the other side could live with it.

Source: the first demand of a concession curve is its maximum in P. Faratin, C. Sierra and N. R. Jennings (1998),
"Negotiation decision functions for autonomous agents", Robotics and Autonomous Systems 24(3-4), 159-182; that
extreme first demands are common and pay, A. D. Galinsky and T. Mussweiler (2001), "First offers as anchors",
Journal of Personality and Social Psychology 81(4), 657-669.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.core.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class OwnBest:
    """Open with the best package of all for oneself."""

    keeps_order: ClassVar[bool] = True
    begins_at: ClassVar[str] = "own best"

    def first_demand(self, theirs: Array, other_reserve: Array) -> Whole:
        """Return the position on the path at which demands begin, (worlds,): that of the own best."""
        return np.zeros(len(other_reserve), dtype=np.int64)

    def slope_factors(self, issues: Sequence[str]) -> Array:
        """Return 1 for every issue, (1, issues): steps are taken in the order of what they give per cost."""
        return np.ones((1, len(issues)))
