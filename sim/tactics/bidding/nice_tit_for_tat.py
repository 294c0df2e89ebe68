"""Nice tit-for-tat: move toward the Nash point as far as the other side has moved there.

On its own path it takes the package with the largest product of gains, (own value - own reserve) *
(estimated value to the other - its estimated reserve); `nash` is the own value of that package.
With u the value to it of the other side's offers,

    moved  = (best u so far - first u) / (nash - first u),   1 once an offer is worth nash
    demand = best - moved * (best - nash)
    demand = demand - bonus * (demand - nash),   bonus = (t - late) / (1 - late), from 0 to 1,

with t the share of time used up.  A larger `late` holds out for an answer longer; whoever does not
move is met with the best until then, and with the Nash point at the end.  It never demands less
than that (unless best is below it), and what the other side takes back does not raise the demand.

Source: T. Baarslag, K. Hindriks and C. Jonker (2013), "A tit for tat negotiation strategy for
real-time bilateral negotiations", Studies in Computational Intelligence 435, 229-233.  Kept: the aim
at the estimated Nash point, the measure of the other side's concession, the mirrored share and the
bonus of time, with the start of their program.  Simpler here: the bonus grows until the end, theirs
to the full within a twentieth of the time and never below a tenth; their correction of the Nash
value by the first gap, its discounting, and their Bayesian opponent model are left out, and the
rule of acceptance and the choice of the package are chosen apart.  That an offer worth nash counts
as having come all the way, even if it is the first, is ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import PathView, View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require


def nash_value(trade: PathView, reserve: Array) -> Array:
    """Return the own value of the package on the path with the largest product of gains, (worlds,)."""
    own = np.maximum(trade.mine - reserve[:, None], 0.0)
    other = np.maximum(trade.theirs - trade.other_reserve[:, None], 0.0)
    place = (own * other).argmax(axis=1)
    return np.asarray(np.broadcast_to(trade.mine, own.shape)[np.arange(len(own)), place])


def concession_share(heard: Array, aim: Array) -> Array:
    """Return the share of the way from its first offer to `aim` that the other side has come, (worlds,)."""
    first = np.column_stack([heard, np.full(len(heard), np.nan)])[:, 0]
    top = np.where(np.isfinite(heard), heard, -np.inf).max(axis=1, initial=-np.inf)
    short = np.isfinite(first) & (top < aim)
    way = np.where(short, aim - first, 1.0)
    return np.where(short, (top - first) / way, np.where(np.isfinite(first), 1.0, 0.0))


@dataclass(frozen=True, eq=False)
class NiceTitForTat:
    """Nice tit-for-tat: demand falls toward the Nash point as far as the other side has moved."""

    late: Worlds = parameter("share of time after which it gives without an answer", "share", low=0, default=0.91)

    reads: ClassVar[tuple[str, ...]] = (
        *("best", "reserve", "elapsed"),
        *("path.mine", "path.theirs", "path.other_reserve", "history.heard"),
    )

    def __post_init__(self) -> None:
        inside = np.greater_equal(self.late, 0) & np.less(self.late, 1)
        require("late", self.late, inside, "must be at least 0 and below 1")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        nash = np.clip(nash_value(view.path, view.reserve), view.reserve, view.best)
        demand = view.best - concession_share(view.history.heard, nash) * (view.best - nash)
        bonus = np.maximum((view.elapsed - self.late) / (1 - np.asarray(self.late)), 0.0)
        return np.asarray(np.clip(demand - bonus * (demand - nash), view.reserve, view.best))
