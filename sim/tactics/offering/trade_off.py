"""Trade-off: of the packages one could live with today, offer what the other side likes best.

The choice is among the packages on the own trade-off path that meet the demand and all limits; of
those the first that is best for the other side by the estimate.  Where none does, the own best.

Source: P. Faratin, C. Sierra and N. R. Jennings (2002), "Using similarity criteria to make issue
trade-offs in automated negotiations", Artificial Intelligence 142(2), 205-237: the idea of seeking,
at the aspired own value, what suits the other side most.  They look for what is similar to its last
offer; here its estimated table says what suits it, and packages are those of the path.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.tradeoff import best_allowed
from sim.bargaining.view import Options
from sim.core.worlds import Whole


@dataclass(frozen=True, eq=False)
class TradeOff:
    """Offer what the other side likes best on the own path."""

    reads: ClassVar[tuple[str, ...]] = ()
    enumerates: ClassVar[bool] = False
    best_on_path: ClassVar[bool] = True  # what it says depends on the path, the demand and the limits alone

    def __call__(self, options: Options) -> Whole:
        """Return the packages to offer, (worlds, issues)."""
        position = best_allowed(options.allowed, options.theirs)
        return options.path.package(np.maximum(position, 0))
