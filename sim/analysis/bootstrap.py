"""Intervals of 95 % over worlds by resampling them, said once for all that takes one.

A resample draws as many worlds as there are, with replacement; the interval reaches from the quantile
.025 to .975 of what the resamples give (the percentile method).  The seed is fixed, so that the
interval of a run is always the same, and has no part in the luck of the worlds.

    mean_intervals                1000 resamples   means of columns, of the worlds known in each
    weighted_difference_interval   400 resamples   one weighted mean less another, weights held fixed
    ratio_interval                1000 resamples   a sum over a count, as of figures of which worlds add several
    normal_mean                   none             a mean and half its interval, by the normal limit

The first two share their draws and sums.  The third draws its worlds by name, as everything in a run is
drawn, and adds the figures that it picked; the last is exact enough where all worlds are known.  Each keeps the
numbers that were published with it, which one rule for all would move in the third decimal.

Resampling knows too few worlds where an answer rests on fewer than 30, and of pairs too few that differ where these
are fewer than six: an exact test of signs cannot reject at 5 % then, though all point one way (2 / 2^5 = .0625).

Source: B. Efron and R. Tibshirani (1993), "An Introduction to the Bootstrap", chapters 6 and 13.
"""

import numpy as np

from sim.core.chance import uniforms
from sim.core.worlds import Array, Flags

Interval = tuple[float | None, float | None]
NO_INTERVAL: Interval = (None, None)
FEWEST = 30  # worlds, below which no interval is given
FEWEST_DIFFERENT = 6  # pairs that differ, likewise
Z = 1.96  # of a normal interval of 95 %
ENDS = (0.025, 0.975)
SEED = 0  # of the resamples
RESAMPLES = 1000
FEWER = 400  # resamples, of weighted means
AT_ONCE = 50  # resamples worked on together
BLOCK = 2**18  # figures worked on together, where they are picked one by one


def percentile_interval(estimates: Array) -> Interval:
    """Return the interval from what each resample gives, (resamples,), nan where it gives nothing."""
    known = estimates[np.isfinite(estimates)]
    if not len(known):
        return NO_INTERVAL
    low, high = np.quantile(known, ENDS)
    return float(low), float(high)


def resampled_sums(resamples: int, *tables: Array) -> list[Array]:
    """Return of each table, (worlds, columns), the sums over resampled worlds, (resamples, columns)."""
    worlds, draw = len(tables[0]), np.random.Generator(np.random.Philox(SEED))
    found: list[list[Array]] = [[] for _ in tables]
    for _ in range(resamples // AT_ONCE):
        picked = draw.integers(0, worlds, (AT_ONCE, worlds))
        weight = np.stack([np.bincount(row, minlength=worlds) for row in picked]).astype(float)
        for sums, table in zip(found, tables, strict=True):
            sums.append(np.einsum("rw,wm->rm", weight, table))
    return [np.concatenate(sums) for sums in found]


def two_way_counts(points: int, worlds: int, resamples: int, seed: int = SEED) -> tuple[Array, Array]:
    """Return how often each point and each world is drawn, (resamples, points) and (resamples, worlds).

    Points and worlds are drawn independently of each other, each with replacement (the pigeonhole bootstrap).
    Source: A. B. Owen (2007), "The pigeonhole bootstrap", Annals of Applied Statistics 1(2), section 3.
    """
    draw = np.random.Generator(np.random.Philox(seed))
    return drawn_counts(draw, points, resamples), drawn_counts(draw, worlds, resamples)


def drawn_counts(draw: np.random.Generator, number: int, resamples: int) -> Array:
    """Return how often each of a number of things is drawn with replacement, (resamples, number)."""
    return draw.multinomial(number, np.full(number, 1.0 / number), resamples).astype(float)


def mean_intervals(values: Array, known: Flags) -> list[Interval]:
    """Return the interval of each column's mean over the worlds known in it; both (worlds, columns)."""
    total, number = resampled_sums(RESAMPLES, np.where(known, values, 0.0), known.astype(float))
    means = np.where(number > 0, total / np.maximum(number, 1.0), np.nan)
    return [percentile_interval(column) for column in means.T]


def weighted_difference_interval(values: Array, one: Array, other: Array) -> Interval:
    """Return the interval of the mean weighted by `one` less that weighted by `other`; all (worlds,)."""
    (sums,) = resampled_sums(FEWER, np.column_stack([one * values, one, other * values, other]))
    first, number, second, count = sums[(sums[:, 1] > 0) & (sums[:, 3] > 0)].T
    return percentile_interval(first / number - second / count)


def ratio_interval(sums: Array, counts: Array) -> tuple[float | None, Interval]:
    """Return sum over count, and its interval over worlds; `counts` holds how many figures a world adds."""
    worlds = len(sums)
    if not worlds:
        return None, NO_INTERVAL
    value = float(sums.sum() / counts.sum())
    if worlds < FEWEST:
        return value, NO_INTERVAL
    again = np.zeros(RESAMPLES)
    at_once = max(1, BLOCK // worlds)
    for done in range(0, RESAMPLES, at_once):
        rows = min(at_once, RESAMPLES - done)
        luck = uniforms(SEED, "patterns.bootstrap", done * worlds, rows * worlds).reshape(rows, worlds)
        picked = (luck * worlds).astype(np.int64)
        again[done : done + rows] = sums[picked].sum(axis=1) / counts[picked].sum(axis=1)
    return value, percentile_interval(again)


def normal_mean(values: Array) -> tuple[float, float | None]:
    """Return the mean and half of its interval by the normal limit, None for fewer than FEWEST worlds."""
    if len(values) < FEWEST:
        return float(values.mean()), None
    return float(values.mean()), float(Z * values.std(ddof=1) / np.sqrt(len(values)))
