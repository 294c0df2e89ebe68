"""Combi: meet the own demand early; late, take what is as good as can still be expected.

    accept where value >= demand, or where
    elapsed >= after and value >= max(reserve, best or mean of the offers received lately)

Lately means in a stretch of the past as long as the time left, from 2 * elapsed - 1 on: what came
in so long a time is the guess at what will still come.  The offer under consideration is not among
them; where none came, the reserve decides.  A larger `after` holds out longer; `of: best` is
choosier than `of: average`.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "Acceptance conditions in automated
negotiation", in "Complex Automated Negotiations", section 3: AC_combi, with MAX^W and AVG^W.  The
reserve as a floor, and the default of `after`, are ours: meetings are days apart, and so late as
their .99 no offer may be left to look back at.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Worlds, require


def best_offer(heard: Array, counted: Flags) -> Array:
    """Return the best of the offers counted, (worlds,); -inf where there is none."""
    found: Array = np.where(counted, heard, -np.inf).max(axis=1, initial=-np.inf)
    return found


def mean_offer(heard: Array, counted: Flags) -> Array:
    """Return the mean of the offers counted, (worlds,); -inf where there is none."""
    number = counted.sum(axis=1)
    total = np.where(counted, heard, 0.0).cumsum(axis=1)[:, -1:].sum(axis=1)  # one by one, however many there are
    return np.where(number > 0, total / np.maximum(number, 1), -np.inf)


SUMMARIES = {"best": best_offer, "average": mean_offer}


@dataclass(frozen=True, eq=False)
class Combi:
    """Accept the own demand, or late the best to be expected."""

    after: Worlds = parameter("share of time used up from which it looks back", "share", low=0, high=1, default=0.8)
    of: str = parameter("what it asks of the offers received lately: best or average", default="best")

    reads: ClassVar[tuple[str, ...]] = ("reserve", "elapsed", "history.heard", "history.at")

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.after, 0) & np.less_equal(self.after, 1)
        require("after", self.after, inside, "must be from 0 to 1")
        if self.of not in SUMMARIES:
            raise ValueError(f"of must be one of {', '.join(SUMMARIES)}; found {self.of!r}")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where an offer worth `value` is enough, (worlds,)."""
        heard, at, now = view.history.heard, view.history.at, view.elapsed[:, None]
        lately = (at >= 2 * now - 1 - TIE) & (at <= now + TIE)  # before a restart the clock stood later
        expected = np.maximum(SUMMARIES[self.of](heard, lately), view.reserve)
        late = view.elapsed >= self.after - TIE
        enough: Flags = (value >= demand - TIE) | (late & (value >= expected - TIE))
        return enough
