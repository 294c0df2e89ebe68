"""PAWN: how far the distribution of an outcome over the points moves where a factor is known.

The points are cut into ten slices by a factor (a choice: into its values); the distance of a slice is the largest gap
between the distribution of the outcome in it and that in all points (Kolmogorov-Smirnov), from 0 to 1.

    median, maximum   of the distances of the slices

Distances of finite slices are never 0: what the dummy input has is what nothing at all would show.  Luck in the means
of points blurs the distributions.  The indices are SALib's, to the last digits.

Source: F. Pianosi and T. Wagener (2018), "Distribution-based sensitivity analysis from a generic input-output
sample", Environmental Modelling & Software 108.
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import mean_values
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import CENTRED, SensitivityMethod, given_data, labels_of
from sim.analysis.sensitivity.rbd_fast import SPREAD, has_spread_points
from sim.core.worlds import Array, Flags

SLICES = 10
MEDIAN, MAXIMUM = "median distance", "largest distance"


def slices_of(places: Array, choices: int) -> Flags:
    """Return which points lie in each slice of a factor, (slices, points)."""
    if choices:
        return np.asarray(np.minimum(np.floor(places * choices), choices - 1) == np.arange(choices)[:, None])
    edges = np.nanquantile(places, np.arange(0, 1 + 1 / SLICES, 1 / SLICES))[:, None]
    return np.asarray((places >= edges[:-1]) & (places < edges[1:]))


def slice_distances(values: Array, inside: Flags) -> Array:
    """Return the largest gap between the distribution of values, (points,), in a slice and in all, (slices,)."""
    order = np.argsort(values, kind="stable")
    last = np.append(np.diff(values[order]) > 0, True)  # of equal values
    below = np.cumsum(inside[:, order], axis=1)[:, last]
    held = below[inside.any(axis=1)]
    everywhere = (np.flatnonzero(last) + 1) / len(values)
    return np.asarray(np.abs(held / held[:, -1:] - everywhere).max(axis=1))


def estimate_pawn(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return median and largest distance of each factor, (resamples, 2 * factors); a point is taken once or not."""
    means = mean_values(sample.values, worlds)
    found = []
    for number, taken in enumerate(units > 0):
        values = means[taken, min(number, means.shape[1] - 1)]
        distances = [
            slice_distances(values, slices_of(places[taken], choices))
            for places, choices in zip(sample.unit.T, sample.choices, strict=True)
        ]
        found.append([*map(np.median, distances), *map(np.max, distances)])
    return np.array(found, dtype=float)


PAWN = SensitivityMethod(
    name="pawn",
    says="how far the distribution of the outcome moves where the factor is known, 0 to 1",
    fits=has_spread_points,
    needs=SPREAD,
    prepare=given_data,
    labels=labels_of(MEDIAN, MAXIMUM),
    estimate=estimate_pawn,
    leading=MEDIAN,
    interval=CENTRED,
    resamples=200,
    caveats=("distances are never 0: compare with the dummy input; random draws in the means of points blur them",),
)
