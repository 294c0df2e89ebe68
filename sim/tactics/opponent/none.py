"""None: nothing is known of what the other side cares about.

Every issue counts as much as any other: its weight is the mean span over its own span, where the
span is the difference between its best and its worst level on the public table, so that the
weighted table spans the same on every issue.  An issue that spans nothing has weight 1.  What the
other side prefers inside an issue is still taken from its public table.

A baseline for the models that learn: `fixed` knows the public weights too.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array
from sim.tactics.opponent.at_stake import scale_to_mean_one
from sim.tactics.opponent.fixed import Fixed

LEAST_SPAN = 1e-200  # bn USD a year; quotients by less are no numbers, and an issue worth so little has no span


@dataclass(frozen=True, eq=False)
class NoModel(Fixed):
    """Every issue counts the same to the other side."""

    def weights(self, memory: dict[str, Array], public: Array) -> Array:
        """Return the weights, (worlds or 1, issues), of mean 1."""
        span = public.max(axis=2) - public.min(axis=2)
        spans = span > LEAST_SPAN
        number = np.maximum(spans.sum(axis=1, keepdims=True), 1)
        mean = np.where(spans, span, 0.0).sum(axis=1, keepdims=True) / number
        found = np.where(spans, mean / np.where(spans, span, 1.0), 1.0)
        return scale_to_mean_one(found, public)
