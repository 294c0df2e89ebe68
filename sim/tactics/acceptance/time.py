"""Time: accept nothing until late, then whatever is no worse than never agreeing.

    accept where elapsed >= after and value >= reserve

A larger `after` waits longer; at 0 it takes anything from the reserve up at once, and at 1 it may
find that no meeting is left.  The own demand plays no part.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_time.  Theirs takes any offer once
the time has come; the reserve as a floor, and the default of `after`, are ours: meetings are days
apart, so that theirs of .99 would often fall behind the last one.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Worlds, require


@dataclass(frozen=True, eq=False)
class Time:
    """Accept anything from the reserve up, but only late."""

    after: Worlds = parameter("share of time used up from which it accepts", "share", low=0, high=1, default=0.9)

    reads: ClassVar[tuple[str, ...]] = ("reserve", "elapsed")

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.after, 0) & np.less_equal(self.after, 1)
        require("after", self.after, inside, "must be from 0 to 1")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where it is late and an offer worth `value` beats no deal, (worlds,)."""
        late = view.elapsed >= self.after - TIE
        return late & (value >= view.reserve - TIE)
