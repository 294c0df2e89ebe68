"""Outcomes that hardly ever differ from their commonest value: an index of them rests on a handful of points.

A yes or no of one world in 190 had its first-order index inside SALib's 95 % interval in 18 of 40 designs.  Below 30
points, or 6 lucks shared by all points, that differ from the commonest value there are no indices; below a twentieth
of the points a warning is given.
"""

import numpy as np

from sim.analysis.bootstrap import FEWEST, FEWEST_DIFFERENT
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.core.errors import UserError

SHARE_OF_POINTS = 0.05


def warn_of_rare(sample: FactorSample) -> list[str]:
    """Return a warning where few points differ from the commonest value; UserError where too few do."""
    levels, counts = np.unique(sample.values, return_counts=True)
    usual = float(levels[counts.argmax()])
    differs = sample.values != usual
    points, lucks = int(differs.any(axis=1).sum()), int(differs.any(axis=0).sum())
    told = f"{points} of {len(differs)} points differ from {usual:g}"
    if points < FEWEST:
        raise UserError(f"{sample.measure}: {told} in any world; indices need {FEWEST}. Take another outcome or range")
    if sample.crossed and sample.values.shape[1] > 1 and lucks < FEWEST_DIFFERENT:
        raise UserError(
            f"{sample.measure}: it differs from {usual:g} in {lucks} of {differs.shape[1]} sets of random draws only; "
            f"indices need {FEWEST_DIFFERENT}. Take more worlds a point, or another outcome"
        )
    return [f"{told}: intervals may be too short"] if points < SHARE_OF_POINTS * len(differs) else []
