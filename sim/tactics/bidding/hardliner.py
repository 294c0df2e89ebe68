"""Hardliner: demand the best, to the end, whatever happens.

Also called take-it-or-leave-it.  The baseline against which every conceding tactic is held.

Source: T. Baarslag (2016), "Exploring the strategy space of negotiating agents".
"""

from dataclasses import dataclass
from typing import ClassVar

from sim.bargaining.view import View
from sim.core.worlds import Array


@dataclass(frozen=True, eq=False)
class Hardliner:
    """Demand never moves."""

    reads: ClassVar[tuple[str, ...]] = ("best",)

    def __call__(self, view: View) -> Array:
        """Return the best, (worlds,)."""
        return view.best.copy()
