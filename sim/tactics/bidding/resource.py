"""Resource: give ground as the meetings that are left run out.

    given = opening + (1 - opening) * exp(-meetings left / patience)

and it demands best - given * (best - reserve).  At the last meeting all is given, whatever the
parameters.  A larger `patience` gives earlier: it is the number of meetings at which the feared
shortage sets in, so that with 1 only the last few meetings count, and with more than the talks
have, much is given from the start.  A larger `opening` gives more before the shortage.

Unlike a timed demand it looks at what is left and not at what is gone: when it comes to believe
in an extension there are more meetings again, and the demand rises.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), "Negotiation decision functions for
autonomous agents", Robotics and Autonomous Systems 24(3-4), 159-182, section 3.2: their alpha and
kappa are our given and opening.  They leave the measure of the resource to the application;
meetings left over a number of meetings is ours.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require


@dataclass(frozen=True, eq=False)
class Resource:
    """Demand falls from best to reserve as the meetings run out."""

    patience: Worlds = parameter("meetings left when the shortage sets in", "meetings", low=0, strict=True)
    opening: Worlds = parameter("share given while there is no shortage", "share", low=0, high=1, default=0.0)

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "outlook.meetings")

    def __post_init__(self) -> None:
        require("patience", self.patience, np.greater(self.patience, 0), "must be above 0")
        inside = np.greater_equal(self.opening, 0) & np.less(self.opening, 1)
        require("opening", self.opening, inside, "must be at least 0 and below 1")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        given = self.opening + (1 - self.opening) * np.exp(-view.outlook.meetings / self.patience)
        return np.clip(view.best - given * (view.best - view.reserve), view.reserve, view.best)
