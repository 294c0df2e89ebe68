"""Smith: the other side cares about issues on which it keeps coming back to one level.

    weight of an issue = (offers of its most frequent level + 1) / (offers + 1), scaled to mean 1

All offers count, the first too, and the order in which they came does not matter: unlike with
`frequency`, a level that returns after a detour counts again.  The added 1 is one offer made before
the talks, so that all weights begin equal; it is ours, and its effect fades.  What happens inside
an issue is public and not learnt.

Source: N. van Galen Last (2012), "Agent Smith: opponent model estimation in bilateral multi-issue
negotiation", in "New Trends in Agent-Based Complex Automated Negotiations", Studies in
Computational Intelligence 383, 167-174: the issue weights of its frequency model, in the form of
the platform Genius (Smith Frequency Model V2): share of the most frequent level among all offers.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import ReceivedOffer
from sim.core.worlds import Array, Flags, Whole
from sim.tactics.opponent.at_stake import scale_to_mean_one


def level_flags(offer: Whole, levels: int) -> Flags:
    """Return where each issue stands, (worlds, issues, levels): one flag in each issue."""
    return np.asarray(offer[:, :, None] == np.arange(levels))


@dataclass(frozen=True, eq=False)
class Smith:
    """Weights follow the share of the most frequent level."""

    learns: ClassVar[bool] = True
    knows: ClassVar[bool] = False
    reads_public: ClassVar[bool] = True

    def begin(self, worlds: int, public: Array) -> dict[str, Array]:
        """Return the memory before any offer: how often each level came, (worlds, issues, levels)."""
        return {"count": np.zeros((worlds, *public.shape[1:]))}

    def hear(self, memory: dict[str, Array], heard: ReceivedOffer) -> dict[str, Array]:
        """Return the memory after an offer."""
        count = memory["count"]
        return {"count": count + level_flags(heard.offer, count.shape[2])}

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (worlds, issues), of mean 1; the number of offers cancels out."""
        found = memory["count"].max(axis=2) + 1
        return scale_to_mean_one(found, public)
