"""Which issues offers can teach anything about: those on which the other side has something at stake in public.

An issue whose levels are all worth the same to the other side (one that an event opens later, say) moves no offer.
It is left out where weights are scaled, so that the weights of the others are what they would be without it, to the
last bit, and has itself the weight 1.
"""

import numpy as np

from sim.core.worlds import Array, Flags, ordered_sum


def issues_at_stake(public: Array) -> Flags:
    """Return the issues on which levels differ in public worth, (worlds or 1, issues)."""
    return np.asarray(public.max(axis=2) > public.min(axis=2))


def scale_to_mean_one(weights: Array, public: Array) -> Array:
    """Return weights, (worlds, issues), scaled to mean 1 over the issues at stake; 1 for the others."""
    return scale_where_at_stake(weights, issues_at_stake(public))


def scale_where_at_stake(weights: Array, stake: Flags) -> Array:
    """Return weights, (worlds, issues), scaled to mean 1 over some issues; 1 for the others."""
    total, count = ordered_sum(np.where(stake, weights, 0.0)), np.maximum(stake.sum(axis=1), 1)
    mean = np.where(total > 0, total / count, 1.0)
    return np.where(stake, weights / mean[:, None], 1.0)
