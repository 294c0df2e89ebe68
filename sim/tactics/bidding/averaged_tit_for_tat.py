"""Averaged tit-for-tat: give ground in the proportion in which the other side did over several offers.

With u the value to oneself of its offers, counted from the worst package, and d the own demand
counted from there too,

    d_now = d_before * u_(window offers ago) / u_latest,   kept between reserve and best.

A window of 1 is relative tit-for-tat.  A larger `window` looks further back: a single bad offer
among good ones is forgiven, a single good one is rewarded for longer, and since every offer of a
steady concession is answered by all of the last `window` steps, more is given than was received.
Each offer is answered once; until the other side has made window + 1 offers it demands the best.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), Robotics and Autonomous Systems 24(3-4),
section 3.3, "averaged tit-for-tat"; their gamma is our window.  They name no value: the default of
2 is the shortest that differs from the relative one.  Values count from the worst package, as
there.
"""

from dataclasses import dataclass
from typing import ClassVar

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, require
from sim.tactics.bidding.past_offers import offer_ago
from sim.tactics.bidding.tit_for_tat import proportional_demand


@dataclass(frozen=True, eq=False)
class AveragedTitForTat:
    """Averaged tit-for-tat: demand falls as the other side's offers rose over several of them."""

    window: int = parameter("how many offers it looks back", "offers", low=1, default=2)

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "worst", "previous", "news", "history.heard")

    def __post_init__(self) -> None:
        whole = self.window >= 1 and self.window == int(self.window)
        require("window", self.window, whole, "must be a whole number from 1 up")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        heard = view.history.heard
        return proportional_demand(view, offer_ago(heard, self.window), offer_ago(heard, 0))
