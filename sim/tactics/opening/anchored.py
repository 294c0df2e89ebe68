"""Anchored: open with the own best, and give ground last on the issues named.

Demands begin at the own best package.  A step on a named issue is taken only when it gives the other side
1 / width times as much per cost to oneself as the next step on any other issue: with a width of 1 this is
`own_best`; the nearer it comes to 0, the longer a side stands by what it first asked on those issues.

Source: first demands as anchors from which talks adjust too little, A. D. Galinsky and T. Mussweiler (2001),
"First offers as anchors", Journal of Personality and Social Psychology 81(4), 657-669.  The width is ours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.core.parameters import parameter
from sim.core.worlds import Array, Whole, Worlds, require


@dataclass(frozen=True, eq=False)
class Anchored:
    """Open with the own best, and give ground last on the issues named."""

    issues: list[str] = parameter("issues on which it stands by its own best")
    width: Worlds = parameter("what their steps count against steps on other issues", "ratio", low=0, high=1)

    keeps_order: ClassVar[bool] = False
    begins_at: ClassVar[str] = "own best"

    def __post_init__(self) -> None:
        inside = np.greater(self.width, 0) & np.less_equal(self.width, 1)
        require("width", self.width, inside, "must be above 0 and at most 1")

    def first_demand(self, theirs: Array, other_reserve: Array) -> Whole:
        """Return the position on the path at which demands begin, (worlds,): that of the own best."""
        return np.zeros(len(other_reserve), dtype=np.int64)

    def slope_factors(self, issues: Sequence[str]) -> Array:
        """Return what the slopes of each issue's steps are multiplied by, (worlds or 1, issues)."""
        width = np.atleast_1d(np.asarray(self.width, dtype=float))[:, None]
        return np.where(np.isin(issues, self.issues)[None, :], width, 1.0)
