"""Frequency: what the other side leaves unchanged from offer to offer, it cares about.

After each pair of offers, issues whose level stayed get `step` added to their weight, and the
weights are scaled back to a mean of 1.  A larger `step` believes faster.  The weight multiplies
the public table of the issue; what happens inside an issue is not learnt.

Source: T. van Krimpen, D. Looije and S. Hajizadeh (2013), "HardHeaded", in "Complex Automated
Negotiations: Theories, Models, and Software Competitions", Studies in Computational Intelligence
435, 223-227: the issue-weight half of its frequency model.  Their weights add to 1 and grow by 0.2 /
issues; ours have a mean of 1, which makes the same step 0.2.
"""

from dataclasses import dataclass

import numpy as np

from sim.parameters import parameter
from sim.worlds import Array, Whole, Worlds


@dataclass(frozen=True, eq=False)
class Frequency:
    """Weights grow on issues the other side does not move."""

    step: Worlds = parameter("how much one repetition adds", "weight", low=0, default=0.2)

    def __call__(self, weights: Array, before: Whole, offer: Whole) -> Array:
        """Return the weights after an offer, (worlds, issues); `before` is the one it follows."""
        step = np.broadcast_to(self.step, (len(weights),))[:, None]
        grown = np.where(before == offer, weights + step, weights)
        return np.asarray(grown / grown.mean(axis=1, keepdims=True))
