"""How many different lucks the worlds of a sweep meet, and what that leaves unknown however many points there are."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import expanded_tail
from sim.analysis.resampling_units import FEWEST_LUCKS
from sim.core.normal import normal_quantile
from sim.sweeps.storage.plan import SweepPlan

COMMON = "common"  # the luck of a sweep whose points all meet the same lucks


@dataclass(frozen=True)
class SweepLucks:
    """How many different lucks there are, and whether all points meet the same."""

    number: int
    common: bool

    @property
    def few(self) -> bool:
        """Whether they are too few for intervals and indices."""
        return self.number < FEWEST_LUCKS

    @property
    def worst_half(self) -> float | None:
        """Half of the 95 % interval by luck alone of a share that luck decides, half and half, at all points alike.

        t(n - 1) / (2 sqrt(n - 1)) of n lucks, None of few.  No share is less certain than that by luck.
        """
        if self.few:
            return None
        return float(-normal_quantile(expanded_tail(self.number)) / (2 * np.sqrt(self.number)))


def sweep_lucks(plan: SweepPlan) -> SweepLucks:
    """Return the different lucks of a sweep: as many as worlds a point; with luck of its own at each, as all worlds."""
    common = plan.luck == COMMON
    return SweepLucks(plan.worlds if common else plan.worlds * plan.design.points, common)
