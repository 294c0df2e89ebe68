"""Last day: give nothing until the last meeting before a deadline, then drop at once.

The tactic of the notebook 08_write_your_own_tactic; it needs nothing of the package but `import sim`.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

import sim


@dataclass(frozen=True, eq=False)
class LastDay:
    """Demand the best until the last meeting before a deadline, and there a share of the way up from the reserve."""

    share: sim.Worlds = sim.parameter(
        "part of the way from reserve to best at the last meeting", "share", low=0, high=1
    )

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "last_chance")

    def __call__(self, view: sim.View) -> NDArray[np.float64]:
        """Return the value demanded today, (worlds,), bn USD a year."""
        last = view.reserve + self.share * (view.best - view.reserve)
        return np.where(view.last_chance, last, view.best)
