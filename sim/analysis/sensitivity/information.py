"""What a factor is worth knowing: how far the 80 % interval of an answer would shrink, were it known.

The answer at a point is the mean of the outcome over luck; its interval reaches from the tenth to the ninetieth
percentile over the points, which is what assumptions leave open.  With a factor known, it is on average as wide as
in slices of the points in which the factor is nearly the same:

    shrinkage    1 - mean over slices of the width / width over all points
    normal case  1 - sqrt(1 - S), S the share of the variance that the factor explains alone: the same were all normal

In a slice a line is laid through the outcome and taken off, so that what the factor itself still does there does not
count.  Means over a few worlds spread more than means over all luck: widths are scaled by the square root of the
variance without luck (`cross_worlds`) over that with it.  What luck does in a single world no assumption takes away.

Source: J. E. Oakley and A. O'Hagan (2004), "Probabilistic sensitivity analysis of complex models", Journal of the
Royal Statistical Society B 66(3), section 2.3 (expected reduction of variance); A. Saltelli et al. (2008), "Global
Sensitivity Analysis: The Primer", section 1.2.15 (factors prioritisation).
"""

import numpy as np

from sim.analysis.sensitivity.cross_worlds import known_variance, mean_values, variance_over_rows, world_products
from sim.analysis.sensitivity.factor_sample import FactorSample
from sim.analysis.sensitivity.method import CENTRED, IndexLabel, SensitivityMethod, given_data
from sim.analysis.sensitivity.rbd_fast import SPREAD, has_spread_points
from sim.core.worlds import Array, Whole
from sim.sweeps.designs.design import Design

SHRINKAGE, NORMAL_CASE, WIDTH, LOW_END, HIGH_END = "shrinkage", "normal case", "width", "low end", "high end"
ANSWER = "the answer"
TENTHS = (0.1, 0.9)
MOST_SLICES, POINTS_A_SLICE = 10, 40
FEWEST_POINTS = 200  # independent ones, below which slices are too few and too small to tell a width


def information_labels(sample: FactorSample) -> list[IndexLabel]:
    """Return two figures for each factor, and the interval of the answer."""
    rows = [IndexLabel(index, name) for index in (SHRINKAGE, NORMAL_CASE) for name in sample.names]
    return rows + [IndexLabel(index, ANSWER) for index in (WIDTH, LOW_END, HIGH_END)]


def tells_information(sample: FactorSample, design: Design) -> bool:
    """Whether a design has points enough, independent of each other, to tell what would shrink."""
    return has_spread_points(design) and len(sample.independent_rows().values) >= FEWEST_POINTS


def slice_rows(places: Array, choices: int, slices: int) -> list[Whole]:
    """Return the points of each slice, tables (slices, points) of slices of one size each.

    A number is cut into slices of as many points each, but for one; a choice into its values.
    """
    if choices:
        chosen = np.minimum(np.floor(places * choices), choices - 1)
        return [np.flatnonzero(chosen == value)[None, :] for value in np.unique(chosen)]
    order = np.argsort(places, kind="stable")
    points, larger = divmod(len(order), slices)
    cut = larger * (points + 1)
    tables = order[:cut].reshape(larger, points + 1), order[cut:].reshape(slices - larger, points)
    return [table for table in tables if len(table)]


def residuals(values: Array, places: Array, is_choice: bool) -> Array:
    """Return values of slices, (slices, points, worlds), less a line through each (a choice: less their mean).

    They are scaled to the spread that they have about a line through infinitely many points; places (slices, points).
    """
    points = values.shape[1]
    left = values - values.mean(axis=1, keepdims=True)
    if is_choice:
        return np.asarray(left * np.sqrt(points / max(points - 1, 1)))
    inputs = places - places.mean(axis=1, keepdims=True)
    moments = np.square(inputs).sum(axis=1)[:, None, None]
    slopes = np.einsum("sp,spw->sw", inputs, left)[:, None, :] / np.where(moments > 0, moments, 1.0)
    return np.asarray((left - inputs[:, :, None] * slopes) * np.sqrt(points / max(points - 2, 1)))


def eighty_percent(values: Array) -> Array:
    """Return the tenth and the ninetieth percentile of each row, (2, rows), median-unbiased."""
    return np.asarray(np.quantile(values, TENTHS, axis=1, method="median_unbiased"))


def width_when_known(values: Array, places: Array, counts: Array, cut: tuple[int, int]) -> tuple[float, float]:
    """Return the mean width of the interval within slices of a factor, and the variance there, both without luck.

    values  (points, worlds); places (points,); counts, how often each world is drawn, (1, worlds)
    cut     among how many values the factor chooses, and into how many slices it is cut otherwise
    """
    width, square, lasting = 0.0, 0.0, 0.0
    for rows in slice_rows(places, *cut):
        left = residuals(values[rows], places[rows], cut[0] > 0)
        means = left @ counts[0] / counts.sum()
        low, high = eighty_percent(means)
        width += float((high - low).sum()) * rows.shape[1] / len(values)
        square += float(np.square(means).sum()) / len(values)
        table = left.reshape(-1, values.shape[1])
        lasting += float(world_products(table, table, counts).sum()) / len(values)
    kept = max(lasting, 0.0)
    return (width * float(np.sqrt(kept / square)) if square > 0 else 0.0), kept


def count_slices(sample: FactorSample) -> int:
    """Return into how many slices points are cut."""
    return max(2, min(MOST_SLICES, len(sample.unit) // POINTS_A_SLICE))


def estimate_information(sample: FactorSample, units: Array, worlds: Array) -> Array:
    """Return the figures in the order of the labels, (resamples, 2 * factors + 3); a point is taken once or not."""
    slices, values = count_slices(sample), sample.values - sample.values.mean()
    lasting = known_variance(variance_over_rows(values, units, worlds))
    found = []
    for number, taken in enumerate(units > 0):
        counts, held = worlds[min(number, len(worlds) - 1)][None, :], values[taken]
        means = mean_values(held, counts)[:, 0]
        low, high = means.mean() + (eighty_percent(means[None, :])[:, 0] - means.mean()) * np.sqrt(
            lasting[number] / means.var()
        )
        known = [
            width_when_known(held, places[taken], counts, (choices, slices))
            for places, choices in zip(sample.unit.T, sample.choices, strict=True)
        ]
        widths, variances = np.array(known).T
        ends = np.array([low, high]) + sample.values.mean()
        width = high - low if high > low else np.nan
        found.append([*(1 - widths / width), *(1 - np.sqrt(variances / lasting[number])), width, *ends])
    return np.array(found)


INFORMATION = SensitivityMethod(
    name="information",
    says="how far the 80 % interval of the answer would shrink, were the factor known",
    fits=has_spread_points,
    needs=SPREAD,
    prepare=given_data,
    labels=information_labels,
    estimate=estimate_information,
    leading=SHRINKAGE,
    interval=CENTRED,
    resamples=200,
)
