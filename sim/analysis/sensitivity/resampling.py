"""The interval of an index over points and luck, and the same index from the first half of the points.

Points (or base rows, or trajectories) and worlds are drawn independently of each other, as in every interval of a
sweep (sim.analysis.bootstrap).  Where points are fixed, worlds alone are drawn; where each point has lucks of its own,
points carry theirs along, and worlds are not drawn.
"""

from collections.abc import Iterator

import numpy as np

from sim.analysis.bootstrap import (
    LEVEL,
    NO_INTERVAL,
    Interval,
    drawn_counts,
    join_both_ways,
    percentile_interval,
    resampling_generator,
)
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import CENTRED, PERCENTILE, REFLECTED, IndexEstimate, SensitivityMethod
from sim.core.worlds import Array

BLOCK = 2**20  # figures worked on together, at most


def estimate_indices(method: SensitivityMethod, sample: FactorSample, level: float = LEVEL) -> list[IndexEstimate]:
    """Return the indices of an outcome by a method, with intervals."""
    held = method.prepare(sample)
    units, worlds = np.ones((1, held.units)), np.ones((1, held.values.shape[1]))
    value = method.estimate(held, units, worlds)[0]
    half = method.estimate(held, first_half(held), worlds)[0] if method.halves else np.full(len(value), np.nan)
    ways = np.concatenate([resampled_indices(method, held, counts) for counts in draw_counts(method, held)], axis=1)
    again = ways[0] if len(ways) == 1 else join_both_ways(value, *ways)
    value, again = shift_estimates(method.interval, value, again)
    drawn = number_drawn(held)
    ends = [known_interval(column, drawn, level) for column in again.T]
    return [
        IndexEstimate(label.index, label.factor, label.other, float(one), low, high, number_or_none(other))
        for label, one, (low, high), other in zip(method.labels(held), value, ends, half, strict=True)
    ]


def resampled_indices(method: SensitivityMethod, sample: FactorSample, counts: tuple[Array, Array]) -> Array:
    """Return the indices of some resamples, (ways, resamples, indices): of units, of worlds, and of both at once.

    Where resamples are not spread around the index itself, and where one of the two is not drawn, there is one way.
    """
    units, worlds = counts
    at_once = method.estimate(sample, units, worlds)
    if method.interval != PERCENTILE or sample.size is None or not draws_worlds(sample):
        return at_once[None]
    by_units = method.estimate(sample, units, np.ones_like(worlds))
    by_worlds = method.estimate(sample, np.ones_like(units), worlds)
    return np.stack([by_units, by_worlds, at_once])


def shift_estimates(interval: str, value: Array, again: Array) -> tuple[Array, Array]:
    """Return the index, (indices,), and the resamples, (resamples, indices), by the method's way to an interval."""
    if interval == CENTRED:
        return value, value + again - np.nanmean(again, axis=0)
    if interval == REFLECTED:
        reflected = 2 * value - again
        return np.nanmean(reflected, axis=0), reflected
    return value, again


def known_interval(estimates: Array, drawn: int, level: float) -> Interval:
    """Return the interval of resamples, (resamples,); none where so many give nothing that it could end there."""
    if np.isnan(estimates).mean() > (1 - level) / 2:
        return NO_INTERVAL
    return percentile_interval(estimates, drawn, level)


def number_or_none(value: float) -> float | None:
    """Return a number, None for none."""
    return float(value) if np.isfinite(value) else None


def first_half(sample: FactorSample) -> Array:
    """Return counts that take the first half of the units, (1, units)."""
    return (np.arange(sample.units) < sample.units // 2).astype(float)[None, :]


def draws_worlds(sample: FactorSample) -> bool:
    """Whether worlds are drawn: where points share their lucks, or stay."""
    return sample.values.shape[1] > 1 and (sample.crossed or sample.size is None)


def number_drawn(sample: FactorSample) -> int:
    """Return how many things are drawn for a resample, of two ways the fewer."""
    counts = [sample.units] if sample.size is not None else []
    return min(counts + ([sample.values.shape[1]] if draws_worlds(sample) else []), default=0)


def draw_counts(method: SensitivityMethod, sample: FactorSample) -> Iterator[tuple[Array, Array]]:
    """Yield counts of units and of worlds, some resamples at a time."""
    draw, worlds = resampling_generator(), sample.values.shape[1]
    most = max(1, BLOCK // max(sample.units, worlds))
    for done in range(0, method.resamples, most):
        number = min(most, method.resamples - done)
        yield (
            draw_units(draw, method, sample, number),
            drawn_counts(draw, worlds, number) if draws_worlds(sample) else np.ones((1, worlds)),
        )


def draw_units(draw: np.random.Generator, method: SensitivityMethod, sample: FactorSample, number: int) -> Array:
    """Return how often each unit is drawn, (resamples, units)."""
    if sample.size is None:
        return np.ones((number, sample.units))
    if method.interval != CENTRED:
        return drawn_counts(draw, sample.units, number)
    places = draw.random((number, sample.units)).argsort(axis=1)
    return (places < sample.units // 2).astype(float)
