"""Oracle: the other side's true table is known.

Every issue keeps weight 1, and the caller hands over the true table in the place of the public one
(`knows`).  No delegation could do this: it is there to measure what knowing the other side would
be worth, against `fixed` and the models that learn.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.tactics.opponent.heard import Heard
from sim.worlds import Array


@dataclass(frozen=True, eq=False)
class Oracle:
    """The truth, for comparison only."""

    learns: ClassVar[bool] = False
    knows: ClassVar[bool] = True

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: none."""
        return {}

    def hear(self, memory: dict[str, Array], heard: Heard) -> dict[str, Array]:
        """Return the memory after an offer: none."""
        return memory

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (1, issues): 1 each."""
        return np.ones((1, public.shape[1]))
