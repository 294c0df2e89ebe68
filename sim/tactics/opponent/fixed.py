"""Fixed: take the other side's public position at its word, learn nothing.

Every issue keeps weight 1 on the public table of the other side.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import ReceivedOffer
from sim.core.worlds import Array


@dataclass(frozen=True, eq=False)
class Fixed:
    """The estimate never moves."""

    learns: ClassVar[bool] = False
    knows: ClassVar[bool] = False
    reads_public: ClassVar[bool] = True

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: none."""
        return {}

    def hear(self, memory: dict[str, Array], heard: ReceivedOffer) -> dict[str, Array]:
        """Return the memory after an offer: none."""
        return memory

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (1, issues): 1 each."""
        return np.ones((1, public.shape[1]))
