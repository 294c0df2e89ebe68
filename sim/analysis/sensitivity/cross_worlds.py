"""Products of two means over luck, from a few worlds: each world of the one is multiplied by others only.

The product of two means over the same worlds is too large by the covariance over luck divided by the number
of worlds: a variance over points then holds some of that of luck.  Pairs of different worlds leave that out,

    mean one * mean other  =  (sum one * sum other - sum (one * other)) / (W (W - 1))

and with counts c of how often a world is drawn, no world is paired with itself, however often it is drawn:

    (sum c one * sum c other - sum c^2 (one * other)) / (C^2 - sum c^2)        C = sum c

Where worlds of different points are independent, what is left out is zero in the mean, and the same rule holds.
A single world is taken for a function without luck: the plain product.

Source: W. Hoeffding (1948), "A class of statistics with asymptotically normal distribution", Annals of
Mathematical Statistics 19(3), section 4 (U-statistics).
"""

import numpy as np

from sim.core.worlds import Array


def pairs_of_worlds(counts: Array) -> Array:
    """Return how many ordered pairs of different worlds each resample has, (resamples,), nan for none."""
    pairs = counts.sum(axis=1) ** 2 - np.square(counts).sum(axis=1)
    return np.where(pairs > 0, pairs, np.nan)


def world_products(one: Array, other: Array, counts: Array) -> Array:
    """Return the product of two means over luck at each row, (rows, resamples).

    one, other  (rows, worlds)
    counts      how often each world is drawn, (resamples, worlds)
    """
    if one.shape[1] == 1:
        return np.repeat(one * other, len(counts), axis=1)
    sums = one @ counts.T
    others = sums if other is one else other @ counts.T
    return np.asarray((sums * others - (one * other) @ np.square(counts).T) / pairs_of_worlds(counts))


def products_of_resamples(tables: Array, counts: Array) -> Array:
    """Return the square of the mean over luck of a table that each resample has of its own, (resamples,).

    Both are (resamples, worlds); either may have one row that stands for all.
    """
    if tables.shape[1] == 1:
        return np.square(tables[:, 0])
    sums = (tables * counts).sum(axis=1)
    own = np.square(tables * counts).sum(axis=1)
    return np.asarray((np.square(sums) - own) / pairs_of_worlds(counts))


def mean_values(values: Array, counts: Array) -> Array:
    """Return the mean over worlds at each row, (rows, resamples)."""
    return np.asarray(values @ counts.T / counts.sum(axis=1))


def weighted_rows(units: Array, held: Array) -> Array:
    """Return the mean over rows of (rows, resamples) by how often each row is drawn, (resamples,)."""
    return np.asarray((units.T * held).sum(axis=0) / units.sum(axis=1))


def variance_over_rows(values: Array, units: Array, worlds: Array) -> Array:
    """Return the variance over rows of the mean over luck, (resamples,), of values (rows, worlds), by their counts."""
    grand = units @ values / units.sum(axis=1, keepdims=True)
    return weighted_rows(units, world_products(values, values, worlds)) - products_of_resamples(grand, worlds)


def known_variance(variance: Array) -> Array:
    """Return variances, nan where one is not above 0: what luck makes is then all that there is."""
    return np.where(variance > 0, variance, np.nan)
