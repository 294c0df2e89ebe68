"""The mean of each measure over the deals signed before a vote, and over those signed after it."""

from dataclasses import dataclass

import numpy as np

from sim.analysis.before_after_vote import contrast_measures, signed_before_after
from sim.analysis.compare import ComparedRun, measure_values


@dataclass(frozen=True)
class SignedMeans:
    """A measure's mean over the deals signed before the vote and over those signed after it; None of none."""

    measure: str
    unit: str
    before: float | None
    after: float | None


def signed_means(side: ComparedRun) -> list[SignedMeans]:
    """Return each measure's mean before the vote and after it."""
    groups = signed_before_after(side)
    found = []
    for measure in contrast_measures(side):
        held = measure_values(side, measure)
        means = [float(np.nanmean(held[rows])) if np.isfinite(held[rows]).any() else None for rows in groups]
        found.append(SignedMeans(measure.name, measure.unit, *means))
    return found
