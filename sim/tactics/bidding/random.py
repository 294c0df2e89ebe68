"""Random: demand anything between a least share of the range and all of it.

    demand = reserve + share * (best - reserve),   share uniform from `least` to 1,

drawn anew at each meeting.  A larger `least` leaves out the low demands; 0 draws from the whole
range, 1 always demands the best.  It answers nothing and learns nothing: a benchmark that any
considered way of bidding should beat.

Source: T. Baarslag (2016), "Exploring the strategy space of negotiating agents", where an agent
that makes arbitrary bids is called the random walker.  It draws packages; here the value demanded
is drawn, and which package is tabled for it is left to the rule of the offer.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require


@dataclass(frozen=True, eq=False)
class Random:
    """Demand is drawn anew at each meeting."""

    least: Worlds = parameter("least share of the range demanded", "share", low=0, high=1, default=0.0)

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "luck")

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.least, 0) & np.less_equal(self.least, 1)
        require("least", self.least, inside, "must be from 0 to 1")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        share = self.least + (1 - self.least) * view.luck
        return np.clip(view.reserve + share * (view.best - view.reserve), view.reserve, view.best)
