"""How good a deal is for both: share of the surplus, Nash ratio, distance to the frontier.

With g the gains over the reserves on the day of signing, all in bn USD a year:

    us_share            g_us / (g_us + g_korea); null where there is nothing to share
    nash_ratio          g_us * g_korea over the largest such product on the trade-off path, or over
                        its own where a deal between two corners of the path beats it: at most 1
    frontier_distance   the largest amount that could be added to both values at once without
                        leaving the area under the path, drawn with straight lines

The path is that of the two true tables, so nobody at the table could compute these.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array

LEAST_SURPLUS = 1e-6  # bn USD a year; a joint gain up to it is rounding


@dataclass(frozen=True)
class Efficiency:
    """The three measures, each (worlds,)."""

    us_share: Array
    nash_ratio: Array
    frontier_distance: Array


def us_share(us_gain: Array, korea_gain: Array) -> Array:
    """Return the U.S. share of the joint gain, (worlds,); nan where there is no joint gain."""
    total = us_gain + korea_gain
    some = total > LEAST_SURPLUS
    return np.where(some, us_gain / np.where(some, total, 1.0), np.nan)


def nash_ratio(us_gain: Array, korea_gain: Array, us_path: Array, korea_path: Array) -> Array:
    """Return the product of gains over the best on the path, (worlds,); gains below 0 count 0."""
    product = np.maximum(us_gain, 0) * np.maximum(korea_gain, 0)
    best = np.maximum((np.maximum(us_path, 0) * np.maximum(korea_path, 0)).max(axis=1), product)
    return np.asarray(np.where(best > 0, product / np.where(best > 0, best, 1.0), np.nan))


def frontier_distance(us_ahead: Array, korea_ahead: Array) -> Array:
    """Return what both could add at once, (worlds,).

    Arguments are path values minus the deal's, (worlds, positions), from the best of the U.S. to
    the best of Korea: the amount is where the line between two positions meets us = korea.
    No step may give to the U.S. or cost Korea: on a path that turns back, more might be added.
    """
    if us_ahead.shape[1] < 2:  # one package only: there is nothing to add
        return np.zeros(len(us_ahead))
    lead = us_ahead - korea_ahead  # falls along the path
    inner = lead[:, 1:-1] >= 0
    left = inner.sum(axis=1)
    row = np.arange(len(lead))
    high, low = lead[row, left], lead[row, left + 1]
    part = np.clip(high / np.where(high > low, high - low, 1.0), 0.0, 1.0)
    us = us_ahead[row, left] + part * (us_ahead[row, left + 1] - us_ahead[row, left])
    korea = korea_ahead[row, left] + part * (korea_ahead[row, left + 1] - korea_ahead[row, left])
    return np.asarray(np.maximum(np.minimum(us, korea), 0.0))


def efficiency(deal: tuple[Array, Array], reserve: tuple[Array, Array], path_values: tuple[Array, Array]) -> Efficiency:
    """Return the measures; each argument holds the U.S. and the Korean values."""
    us_gain, korea_gain = deal[0] - reserve[0], deal[1] - reserve[1]
    us_path, korea_path = path_values[0] - reserve[0][:, None], path_values[1] - reserve[1][:, None]
    return Efficiency(
        us_share=us_share(us_gain, korea_gain),
        nash_ratio=nash_ratio(us_gain, korea_gain, us_path, korea_path),
        frontier_distance=frontier_distance(path_values[0] - deal[0][:, None], path_values[1] - deal[1][:, None]),
    )
