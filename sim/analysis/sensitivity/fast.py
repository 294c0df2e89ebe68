"""FAST: shares of the variance along curves through the space of the factors, by frequency.

On the curve of a factor it goes to and fro at a frequency omega, all others more slowly:

    first order   power at omega and its first harmonics, over all power
    total order   all power less that below omega / 2, which is what the others do without it

Powers are squares of Fourier coefficients, and are taken over different worlds (`cross_worlds`).  With one world
these are SALib's.  A curve cannot be drawn again in parts, so that the interval is over luck alone; half of a curve
is no such curve, so that there is no index from half of the points.

The dummy input is the power midway between harmonics of omega, where no factor moves the outcome alone.

Source: A. Saltelli, S. Tarantola and K. P.-S. Chan (1999), "A quantitative model-independent method for global
sensitivity analysis of model output", Technometrics 41(1).
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import known_variance, world_products
from sim.analysis.sensitivity.factor_sample import DUMMY, FactorSample
from sim.analysis.sensitivity.method import IndexLabel, SensitivityMethod, whole_sample
from sim.analysis.sensitivity.sobol import FIRST, TOTAL
from sim.core.worlds import Array

HARMONICS = 4


def fast_labels(sample: FactorSample) -> list[IndexLabel]:
    """Return first order, with the dummy input's, and total order."""
    return [IndexLabel(FIRST, name) for name in (*sample.names, DUMMY)] + [
        IndexLabel(TOTAL, name) for name in sample.names
    ]


def curve_powers(values: Array, worlds: Array) -> Array:
    """Return the power of a curve, (points, worlds), at each frequency from 1 up, (frequencies, resamples)."""
    points = len(values)
    waves = np.fft.rfft(values - values.mean(), axis=0)[1 : -(-points // 2)]
    real, other = np.ascontiguousarray(waves.real), np.ascontiguousarray(waves.imag)
    return world_products(real, real, worlds) + world_products(other, other, worlds)


def estimate_fast(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return the indices in the order of the labels, (resamples, indices); points are fixed."""
    del units
    curves = sample.values.reshape(len(sample.names), -1, sample.values.shape[1])
    omega = (curves.shape[1] - 1) // (2 * HARMONICS)
    own = np.arange(1, HARMONICS + 1) * omega - 1
    first, total, idle = [], [], []
    for values in curves:
        power = curve_powers(values, worlds)
        share = power / known_variance(power.sum(axis=0))
        first.append(share[own].sum(axis=0))
        total.append(1 - share[: omega // 2].sum(axis=0))
        idle.append(share[own[1:] - omega // 2].mean(axis=0) * HARMONICS)
    return np.stack([*first, np.mean(idle, axis=0), *total], axis=1)


FAST = SensitivityMethod(
    name="fast",
    says="shares of the variance along curves through the space",
    fits=lambda design: design.kind == "fast",
    needs="design: fast",
    prepare=whole_sample,
    labels=fast_labels,
    estimate=estimate_fast,
    leading=TOTAL,
    halves=False,
    caveats=("points of a curve are fixed: intervals are over random draws alone",),
)
