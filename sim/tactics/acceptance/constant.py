"""Constant: accept an offer above a fixed share of the range from reserve to best.

A larger `share` is choosier; the own demand plays no part.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_const.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Worlds, require


@dataclass(frozen=True, eq=False)
class Constant:
    """Accept at or above a fixed share of the range."""

    share: Worlds = parameter("share of the range from reserve to best", "share", low=0, high=1)

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve")

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.share, 0) & np.less_equal(self.share, 1)
        require("share", self.share, inside, "must be from 0 to 1")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` is enough, (worlds,)."""
        return value >= view.reserve + self.share * (view.best - view.reserve) - TIE
