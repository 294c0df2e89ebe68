"""Gap: accept an offer that falls short of one's own last by no more than a fixed share.

    accept where value + gap * (best - reserve) >= own value of the own last offer

A larger `gap` accepts more; at 0 this is `previous`.  Before it has made an offer it puts today's
demand in the place of its last offer.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_prev with factor 1 and a gap, also
called AC_gap.  Their gap is on utilities from 0 to 1; ours is a share of the range from reserve to
best.  What it does before its first offer is ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Worlds, require


@dataclass(frozen=True, eq=False)
class Gap:
    """Accept what comes near the own last offer."""

    gap: Worlds = parameter(
        "how far below the own last offer it goes, of the range from reserve to best",
        "share",
        low=0,
        high=1,
        default=0.02,
    )

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "path.tabled")

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.gap, 0) & np.less_equal(self.gap, 1)
        require("gap", self.gap, inside, "must be from 0 to 1")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` is near enough, (worlds,)."""
        tabled = view.path.tabled
        asked = np.where(np.isnan(tabled), demand, tabled)
        return value >= asked - self.gap * (view.best - view.reserve) - TIE
