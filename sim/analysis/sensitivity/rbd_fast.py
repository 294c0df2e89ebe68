"""RBD-FAST: the share of the variance that a factor explains alone, from any points spread over the space.

Points are sorted by the factor, up and down again, so that what it does has the lowest frequencies of the row:

    S = power of the first 10 harmonics / all power,    then    S - lambda / (1 - lambda) (1 - S),  lambda = 20 / n

the second step taking out what n points without any order would give.  Powers are taken over different worlds
(`cross_worlds`).  With one world the index is SALib's.

Source: S. Tarantola, D. Gatelli and T. Mara (2006), "Random balance designs for the estimation of first order global
sensitivity indices", Reliability Engineering & System Safety 91(6); E. Plischke (2010), same journal 95(4), for the
order; J.-Y. Tissot and C. Prieur (2012), same journal 107, for the second step.
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import known_variance, variance_over_rows, world_products
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import CENTRED, SensitivityMethod, given_data, labels_of
from sim.analysis.sensitivity.sobol import FIRST
from sim.core.errors import UserError
from sim.core.worlds import Array
from sim.sweeps.designs.design import Design

HARMONICS = 10


def harmonics(points: int) -> Array:
    """Return cosines and sines of the lowest frequencies over a row of points, (2 * harmonics, points)."""
    angle = 2 * np.pi * np.arange(1, HARMONICS + 1)[:, None] * np.arange(points) / points
    return np.concatenate([np.cos(angle), np.sin(angle)])


def up_and_down(order: Array) -> Array:
    """Return an order in which every second is gone through first, and the others on the way back."""
    return np.concatenate([order[::2], order[1::2][::-1]])


def estimate_rbd_fast(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return the index of each factor, (resamples, factors); a point is taken once or not at all."""
    values = sample.values - sample.values.mean()
    spread = known_variance(variance_over_rows(values, units, worlds))
    orders = np.argsort(sample.unit, axis=0, kind="stable")
    found = np.empty((len(units), len(sample.names)))
    for number, taken in enumerate(units > 0):
        points = int(taken.sum())
        waves, counts = harmonics(points), worlds[min(number, len(worlds) - 1)][None, :]
        scale = 2 / (points * points * spread[number])
        lost = 2 * HARMONICS / points
        for factor, order in enumerate(orders.T):
            lowest = waves @ values[up_and_down(order[taken[order]])]
            share = float(world_products(lowest, lowest, counts).sum()) * scale
            found[number, factor] = share - lost / (1 - lost) * (1 - share)
    return found


def enough_points(sample: FactorSample) -> FactorSample:
    """Return the points that are independent of each other, with a dummy input; UserError where there are too few.

    Half of them, of which intervals are made, have to be more than the powers of the first harmonics are.
    """
    held = given_data(sample)
    if len(held.values) // 2 <= 2 * HARMONICS:
        raise UserError(
            f"rbd_fast needs {4 * HARMONICS + 2} points that are independent of each other; found {len(held.values)}. "
            "Play more points, or ask for another method, such as --method regression"
        )
    return held


def has_spread_points(design: Design) -> bool:
    """Whether a design has points that are spread over the space independently of each other."""
    has_levers = design.block is not None and bool(design.block.levers)  # crossed with all others
    return design.kind in ("sobol", "latin_hypercube", "random") and not has_levers


SPREAD = "design: sobol, latin_hypercube or random, without levers"
RBD_FAST = SensitivityMethod(
    name="rbd_fast",
    says="share of the variance over the points that a factor explains alone",
    fits=has_spread_points,
    needs=SPREAD,
    prepare=enough_points,
    labels=labels_of(FIRST),
    estimate=estimate_rbd_fast,
    leading=FIRST,
    interval=CENTRED,
    resamples=400,
)
