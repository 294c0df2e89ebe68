"""Optimal: accept what beats the best plan for the offers still to come.

Offers are seen as drawn at random, every value from reserve to best as likely as any other.  With
j offers still to come, and values as shares of that range, refusing is worth

    v_0 = 0        v_j = E max(offer, v_{j-1}) = (1 + v_{j-1} ** 2) / 2        0, .5, .625, .695 ...

so an offer is taken from the share v_j of the range on: choosier the more meetings are left, and
at the last meeting anything from the reserve up.  The own demand plays no part.

Source: T. Baarslag and K. Hindriks (2013), "Accepting optimally in automated negotiation with
incomplete information", AAMAS 2013, 715-722, section 3: the policy against a side whose offers are
random and uniform.  It counts every meeting left as one more offer; where sides take turns that
is more than will come.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole


def waiting_value(offers: Whole) -> Array:
    """Return the share of the range that refusing is worth with so many offers to come, (worlds,)."""
    share = [0.0]
    for _ in range(int(offers.max(initial=0))):
        share.append((1 + share[-1] ** 2) / 2)
    return np.array(share)[offers]


@dataclass(frozen=True, eq=False)
class OptimalStopping:
    """Accept what is worth more than waiting for random offers."""

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "outlook.meetings")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` beats waiting, (worlds,)."""
        left = np.floor(np.maximum(view.outlook.meetings, 0) + TIE).astype(np.int64)
        return value >= view.reserve + waiting_value(left) * (view.best - view.reserve) - TIE
