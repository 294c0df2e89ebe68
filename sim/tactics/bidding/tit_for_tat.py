"""Relative tit-for-tat: give ground in the proportion in which the other side just did.

With u the value to oneself of its offers, counted from the worst package, and d the own demand
counted from there too,

    d_now = d_before * u_before / u_now,   kept between reserve and best.

If the other side's last offer was a tenth better for us than the one before, the demand falls to
10/11; each offer is answered once.  It never opens: until the other side has made two offers it
demands the best, so two of them wait for ever.  An offer that is worse than the one before raises
the demand again.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), Robotics and Autonomous Systems 24(3-4),
section 3.3, "relative tit-for-tat" with delta = 1; their offers are prices counted from 0, ours
values counted from the worst package.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.worlds import Array

SMALLEST = 1e-9  # bn USD a year; an offer at the very worst counts as this


def proportional_demand(view: View, before: Array, now: Array) -> Array:
    """Return the demand in answer to a rise of the other side's offers, (worlds,)."""
    heard = np.isfinite(before) & np.isfinite(view.previous)
    earlier = np.maximum(before - view.worst, SMALLEST)
    later = np.maximum(now - view.worst, SMALLEST)
    last_demand = np.where(heard, view.previous, view.best)
    answered = view.worst + (last_demand - view.worst) * earlier / later
    return np.clip(np.where(heard & view.news, answered, last_demand), view.reserve, view.best)


@dataclass(frozen=True, eq=False)
class TitForTat:
    """Relative tit-for-tat: demand falls in the proportion in which the other side's offers rise."""

    reads: ClassVar[tuple[str, ...]] = (
        *("best", "reserve", "worst", "previous"),
        *("received", "received_before", "news"),
    )

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        return proportional_demand(view, view.received_before, view.received)
