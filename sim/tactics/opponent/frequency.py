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
from typing import ClassVar

import numpy as np

from sim.bargaining.view import ReceivedOffer
from sim.core.backend import has_kernel
from sim.core.parameters import parameter
from sim.core.worlds import Array, Flags, Worlds
from sim.tactics.opponent.at_stake import issues_at_stake, scale_where_at_stake


@has_kernel("learning")
def grow_weights(held: Array, stayed: Flags, has_before: Flags, stake: Flags, step: Array) -> Array:
    """Return the weights after an offer, (worlds, issues); `stayed` where a level is that of the offer before.

    stake (worlds or 1, issues), where levels differ in public worth.
    """
    grown = scale_where_at_stake(np.where(stayed, held + step[:, None], held), stake)
    return np.where(has_before[:, None], grown, held)


@dataclass(frozen=True, eq=False)
class Frequency:
    """Weights grow on issues the other side does not move."""

    step: Worlds = parameter("how much one repetition adds", "weight", low=0, default=0.2)

    learns: ClassVar[bool] = True
    knows: ClassVar[bool] = False
    reads_public: ClassVar[bool] = False
    grows_on_repetition: ClassVar[bool] = True  # what it learns depends on what is repeated alone

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: weight 1 on each issue."""
        return {"weight": np.ones((worlds, public.shape[1]))}

    def hear(self, memory: dict[str, Array], heard: ReceivedOffer) -> dict[str, Array]:
        """Return the memory after an offer."""
        held = memory["weight"]
        step = np.broadcast_to(np.asarray(self.step, dtype=float), len(held))
        stake = issues_at_stake(heard.public) if heard.at_stake is None else heard.at_stake
        return {"weight": grow_weights(held, heard.offer == heard.before, heard.has_before, stake, step)}

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (worlds, issues), of mean 1."""
        return memory["weight"]
