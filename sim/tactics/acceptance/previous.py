"""Previous: accept an offer that is worth at least what one offered last oneself.

    accept where value >= own value of the own last offer

Before it has made an offer it answers as `next` does, by today's demand.  Where demands only fall
it is choosier than `next`: it compares with what it asked for, not with what it would ask for now.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_prev with factor 1, gap 0.  What it
does before its first offer is ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags


@dataclass(frozen=True, eq=False)
class Previous:
    """Accept at or above the value of the own last offer."""

    reads: ClassVar[tuple[str, ...]] = ("path.tabled",)

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` matches the own last one, (worlds,)."""
        tabled = view.path.tabled
        return value >= np.where(np.isnan(tabled), demand, tabled) - TIE
