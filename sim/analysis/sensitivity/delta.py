"""Delta: how much the density of an outcome over the points changes where a factor is known, 0 to 1.

    delta = 1/2 mean over slices of the factor of  integral |density in the slice - density of all|

Densities are kernel estimates, by SALib's routine.  The plain estimate is too large; what resamples are larger still
is taken off it, as the authors do.  Inert factors have no clear zero all the same: compare with the dummy input.

Source: E. Borgonovo (2007), "A new uncertainty importance measure", Reliability Engineering & System Safety 92(6); E.
Plischke, E. Borgonovo and C. L. Smith (2013), "Global sensitivity measures from given data", European Journal of
Operational Research 226(3), equations 26 and 30.
"""

import warnings

import numpy as np

from sim.analysis.sensitivity.cross_worlds import mean_values
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import REFLECTED, SensitivityMethod, given_data, labels_of
from sim.analysis.sensitivity.rbd_fast import SPREAD, has_spread_points
from sim.core.worlds import Array

DELTA_INDEX = "delta"
MOST_SLICES, GRID = 48, 100


def slice_edges(points: int) -> Array:
    """Return the ranks at which points are cut into slices, (slices + 1,), as SALib does."""
    power = 2 / (7 + np.tanh((1500 - points) / 500))
    return np.linspace(0, points, min(int(np.ceil(points**power)), MOST_SLICES) + 1)


def estimate_delta(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return delta of each factor, (resamples, factors)."""
    from SALib.analyze.delta import calc_delta

    means = mean_values(sample.values, worlds)
    found = np.empty((len(units), len(sample.names)))
    for number, counts in enumerate(units.astype(int)):
        picked = np.repeat(np.arange(len(counts)), counts)
        values = means[picked, min(number, means.shape[1] - 1)]
        grid = np.linspace(values.min(), values.max(), GRID)
        edges = slice_edges(len(picked))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # of slices in which all values are the same
            for factor, places in enumerate(sample.unit.T):
                found[number, factor] = calc_delta(values, grid, places[picked], edges)
    return found


DELTA = SensitivityMethod(
    name="delta",
    says="how much the density of the outcome changes where the factor is known, 0 to 1",
    fits=has_spread_points,
    needs=SPREAD,
    prepare=given_data,
    labels=labels_of(DELTA_INDEX),
    estimate=estimate_delta,
    leading=DELTA_INDEX,
    interval=REFLECTED,
    resamples=40,
    caveats=("inert factors have no clear zero: compare with the dummy input; intervals are of 40 resamples",),
)
