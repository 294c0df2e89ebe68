"""Absolute tit-for-tat: give as much as the other side just did, in value to oneself.

With u the value to oneself of its offers and d the own demand,

    d_now = d_before - (u_now - u_before) - extra,   extra uniform from 0 to `wobble`,

kept between reserve and best.  An offer 2 bn better than the one before lowers the demand by 2 bn;
a worse one raises it.  Each offer is answered once.  A larger `wobble` gives more ground on top,
by chance, so that two such sides that wait for each other's small steps still move; 0 leaves
chance out.  It never opens: until the other side has made two offers it demands the best.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), Robotics and Autonomous Systems 24(3-4),
section 3.3, "random absolute tit-for-tat" with delta = 1.  Their R(M) is a whole number of price
units from 0 to M, added in the direction of a concession; our extra is continuous.
"""

from dataclasses import dataclass

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require


@dataclass(frozen=True, eq=False)
class AbsoluteTitForTat:
    """Absolute tit-for-tat: demand falls by what the other side's offers rose."""

    wobble: Worlds = parameter("most that is given on top, by chance", "bn USD a year", low=0, default=0.0)

    def __post_init__(self) -> None:
        require("wobble", self.wobble, np.greater_equal(self.wobble, 0), "must be at least 0")

    @property
    def reads(self) -> tuple[str, ...]:
        """What it reads of the view; luck only where something is left to chance."""
        always = ("best", "reserve", "previous", "received", "received_before", "news")
        return (*always, "luck") if np.any(np.greater(self.wobble, 0)) else always

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        heard = np.isfinite(view.received_before) & np.isfinite(view.previous)
        last_demand = np.where(heard, view.previous, view.best)
        rise = view.received - view.received_before
        extra = np.where(np.greater(self.wobble, 0), self.wobble * view.luck, 0.0)
        return np.clip(np.where(heard & view.news, last_demand - rise - extra, last_demand), view.reserve, view.best)
