"""The offer of NegMAS's timed negotiators: the package of least own value that is worth the demand.

Unlike `least` it does not heed what the other side asked for, so that it may offer it more than that.  And as NegMAS's
search does, it takes the package nearest to the demand where one falls short of it by less than a millionth.

Source: the documentation of NegMAS 0.16 on `TimeBasedConcedingNegotiator` (the worst outcome within the range), and
what its `worst_in` returns (see the findings of this project).
"""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from sim.bargaining.view import Options
from sim.core.worlds import Array, Flags, Whole
from sim.tactics.offering.enumeration import choose_packages

SHORT = 1e-6  # by how much an offer may fall short, in units of a utility


@dataclass(frozen=True, eq=False)
class WorstAbove:
    """Offer the package of least own value that meets the demand, whatever was asked for."""

    reads: ClassVar[tuple[str, ...]] = ()
    enumerates: ClassVar[bool] = True

    def __call__(self, options: Options) -> Whole:
        """Return the packages to offer, (worlds, issues)."""

        def pick_nearest(own: Array, estimate: Array, able: Flags, rows: slice) -> Whole:
            away = np.where(able, np.abs(own - options.demand[rows, None]), np.inf)
            return np.where(able.any(axis=1), away.argmin(axis=1), -1)

        unlimited = np.full(len(options.demand), np.inf)
        return choose_packages(replace(options, most_asked=unlimited, demand=options.demand - SHORT), pick_nearest)
