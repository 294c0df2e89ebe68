"""How many sets of random draws a sweep has, and what that leaves unknown however many points there are."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import expanded_tail
from sim.analysis.resampling_units import FEWEST_LUCKS
from sim.core.normal import normal_quantile
from sim.sweeps.storage.plan import SweepPlan

COMMON = "common"  # the random numbers of a sweep whose points all have the same


@dataclass(frozen=True)
class SweepLucks:
    """How many sets of random draws there are, and whether all points have the same."""

    number: int
    common: bool

    @property
    def few(self) -> bool:
        """Whether they are too few for intervals and indices."""
        return self.number < FEWEST_LUCKS

    @property
    def worst_half(self) -> float | None:
        """Half of the 95 % interval by random draws alone of a share that they decide, half and half, at all points.

        t(n - 1) / (2 sqrt(n - 1)) of n sets, None of few.  No share is less certain than that by random draws.
        """
        if self.few:
            return None
        return float(-normal_quantile(expanded_tail(self.number)) / (2 * np.sqrt(self.number)))


def sweep_lucks(plan: SweepPlan) -> SweepLucks:
    """Return the sets of random draws of a sweep: as many as worlds a point; with own ones at each, as all worlds."""
    common = plan.luck == COMMON
    return SweepLucks(plan.worlds if common else plan.worlds * plan.design.points, common)
