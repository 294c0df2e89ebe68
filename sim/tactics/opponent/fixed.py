"""Fixed: take the other side's public position at its word, learn nothing.

Every issue keeps weight 1 on the public table of the other side.
"""

from dataclasses import dataclass

from sim.worlds import Array, Whole


@dataclass(frozen=True, eq=False)
class Fixed:
    """The estimate never moves."""

    def __call__(self, weights: Array, before: Whole, offer: Whole) -> Array:
        """Return the weights, (worlds, issues), unchanged."""
        return weights
