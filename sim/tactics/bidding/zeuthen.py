"""Zeuthen: the side that has more to lose from a breakdown gives ground, just enough.

A side's risk limit is the chance of a breakdown it would bear to insist on its own offer rather
than take the other's,

    (value of own offer - value of the other's offer) / (value of own offer - reserve),

at most 1, and 1 where it has nothing to lose.  It works out its own limit, and the other side's by
its estimates.  Where its own is not the higher, it moves along its path to the first package with
which it would be; where there is none worth more than what it was offered, it asks for that, if it
can live with it.  Otherwise it stands at its last offer.  It opens with the best and has no
parameters.  Two such sides that know each other come to the Nash point, whatever the time:
comparing limits is comparing the products of gains of the two offers.  If they do not, each may
think the other has more to lose, and both stand for ever.

Source: F. Zeuthen (1930), "Problems of monopoly and economic warfare", chapter 4; J. C. Harsanyi
(1956), "Approaches to the bargaining problem before and after the theory of games", Econometrica
24(2), 144-157; the least sufficient concession after J. S. Rosenschein and G. Zlotkin (1994),
"Rules of encounter", chapter 3.  Offers worse than no deal, which they rule out, are why limits
stop at 1 here.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.ties import TIE
from sim.core.worlds import Array


def risk_limit(own: Array, other: Array, reserve: Array) -> Array:
    """Return the risk limit of a side to which the two offers and no deal are worth this."""
    staked = own - reserve > TIE
    stake = np.where(staked, own - reserve, 1.0)
    return np.where(staked, np.minimum((own - other) / stake, 1.0), 1.0)


@dataclass(frozen=True, eq=False)
class Zeuthen:
    """Demand falls just enough, when a breakdown would cost oneself more than the other side."""

    reads: ClassVar[tuple[str, ...]] = (
        *("best", "reserve", "received", "path.mine", "path.theirs", "path.other_reserve"),
        *("path.tabled", "path.tabled_theirs", "path.received_theirs"),
    )

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        trade, other_reserve = view.path, view.path.other_reserve
        mine = risk_limit(trade.tabled, view.received, view.reserve)
        theirs = risk_limit(trade.received_theirs, trade.tabled_theirs, other_reserve)
        heard = np.isfinite(view.received) & np.isfinite(trade.received_theirs)
        gives = heard & (mine <= theirs + TIE)
        demand = np.where(gives, self.sufficient_concession(view), trade.tabled)
        return np.clip(np.where(np.isfinite(trade.tabled), demand, view.best), view.reserve, view.best)

    def sufficient_concession(self, view: View) -> Array:
        """Return the own value of the least sufficient concession, else of what it was offered, (worlds,)."""
        trade, other_reserve = view.path, view.path.other_reserve
        reserve, tabled, received = view.reserve[:, None], trade.tabled[:, None], view.received[:, None]
        mine = risk_limit(trade.mine, received, reserve)
        theirs = risk_limit(trade.received_theirs[:, None], trade.theirs, other_reserve[:, None])
        sensible = (trade.mine < tabled - TIE) & (trade.mine >= np.maximum(reserve, received) - TIE)
        least = np.where(sensible & (mine > theirs + TIE), trade.mine, -np.inf).max(axis=1)
        asked = np.minimum(np.where(view.received >= view.reserve, view.received, np.inf), trade.tabled)
        return np.where(np.isfinite(least), least, asked)
