"""Least: offer the package that is worth least to oneself and still meets the demand.

Among packages of equal own value, the one that is best for the other side by the estimate; then
the first in order.  None is offered that gives the other side more than it asked for in its last
offer.  Where no package meets both, the own best.

It sticks to the demand as closely as the agenda allows: a textbook curve of concession shows in the
offers themselves.  It looks for no joint gain beyond ties.

Source: the plain reading of a concession curve, P. Faratin, C. Sierra and N. R. Jennings (1998),
"Negotiation decision functions for autonomous agents", Robotics and Autonomous Systems 24(3-4),
159-182, section 3: an offer is worth what the tactic says.  Over discrete packages it is worth the
least value not below that.  The limit by what was asked for is ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import Options
from sim.core.ties import TIE
from sim.core.worlds import Array, Flags, Whole
from sim.tactics.offering.enumeration import choose_packages


def pick_least(own: Array, estimate: Array, able: Flags, rows: slice) -> Whole:
    """Return the number of the package of least own value among those able, or -1, (worlds,)."""
    value = np.where(able, own, np.inf)
    least = value.min(axis=1)
    found = np.where(value <= least[:, None] + TIE, estimate, -np.inf).argmax(axis=1)
    return np.where(np.isinf(least), -1, found)


@dataclass(frozen=True, eq=False)
class Least:
    """Offer the package of least own value that meets the demand."""

    reads: ClassVar[tuple[str, ...]] = ()
    enumerates: ClassVar[bool] = True

    def __call__(self, options: Options) -> Whole:
        """Return the packages to offer, (worlds, issues)."""
        return choose_packages(options, pick_least)
