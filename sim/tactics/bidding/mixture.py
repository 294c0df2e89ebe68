"""Mixture: one way of bidding at first, another later on.

    demand = (1 - w) * demand of `first` + w * demand of `then`

where the weight w of the later one rises with the share of time used up, in a straight line from 0
to 1 over a stretch `width` long with its middle at `switch`; with a width of 0 it jumps at
`switch`.  A larger `switch` changes later, a larger `width` more gradually.

Both parts see the same view.  Its `previous` and `stood` are what the mixture demanded, so a part
that answers the other side answers from there, and a mixture with such a part need not fall
steadily even if both parts do.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), "Negotiation decision functions for
autonomous agents", Robotics and Autonomous Systems 24(3-4), 159-182, section 4: tactics weighted
by a matrix that may change in the course of the talks.  Two tactics, and weights that follow the
clock, are our choice among these.  On the lack of steadiness: J. Richter and R. Kowalczyk (2008), "New
mechanisms for mixing time- and behaviour-dependent tactics in negotiation strategies", IAT 2008.
"""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require
from sim.tactics.rules import BiddingRule


@dataclass(frozen=True, eq=False)
class Mixture:
    """Demand passes from one way of bidding to another as time goes by."""

    first: BiddingRule = parameter("how it bids at first")
    then: BiddingRule = parameter("how it bids later")
    switch: Worlds = parameter("share of time at the middle of the change", "share", low=0, high=1)
    width: Worlds = parameter("share of time that the change takes", "share", low=0, default=0.0)

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.switch, 0) & np.less_equal(self.switch, 1)
        require("switch", self.switch, inside, "must be from 0 to 1")
        require("width", self.width, np.greater_equal(self.width, 0), "must be at least 0")

    @property
    def reads(self) -> tuple[str, ...]:
        """What it and its parts read of the view."""
        return tuple(dict.fromkeys(("elapsed", *self.first.reads, *self.then.reads)))

    def weight(self, elapsed: Array) -> Array:
        """Return the weight of the later way, (worlds,), from 0 to 1."""
        since, slow = elapsed - self.switch, np.greater(self.width, 0)
        sloped = since / np.where(slow, self.width, 1.0) + 0.5
        return np.where(slow, np.clip(sloped, 0.0, 1.0), np.where(since >= 0, 1.0, 0.0))

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        first, then, weight = self.first(view), self.then(view), self.weight(view.elapsed)
        mixed = (1 - weight) * first + weight * then
        return np.clip(mixed, np.minimum(first, then), np.maximum(first, then))  # rounding may undercut
