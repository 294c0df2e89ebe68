"""Smoothing: worlds, or the single point of a rule, become a distribution over a grid that is never 0.

Each value, at the place x among the K points of a grid (between two of them in proportion), is spread as

    k(j | x) = floor / K + (1 - floor) exp(-(j - x)^2 / 2 h^2) / sum_i exp(-(i - x)^2 / 2 h^2),  h = width (K - 1)

and a forecast is the mean over its values.  `width` and `floor` are read off nothing but the grid and are the same for
the model and for every rule it is held against, so that none gains from being vague or loses from being a
point.  Several outcomes at once are smoothed world by world: the mean over worlds of the product of their k.

Both are assumed: width .05 of the grid, floor .05 (`--json` holds the totals at half and twice the width).

Source: J. Aitchison and C. Aitken (1976), "Multivariate binary discrimination by the kernel method", Biometrika 63,
413-420, for product kernels on discrete data; the mixture with the uniform is a bound on the loss.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array


@dataclass(frozen=True)
class Smoothing:
    """How a value is spread: sd as a share of the grid's length, and the share that is spread evenly."""

    width: float = 0.05
    floor: float = 0.05


def places_on_grid(grid: Array, values: Array) -> Array:
    """Return the place of each value among the rising points of a grid, (values,); beyond the ends, the end."""
    return np.asarray(np.interp(values, grid, np.arange(len(grid), dtype=float)))


def spread(places: Array, points: int, smoothing: Smoothing) -> Array:
    """Return what each value gives to each point of a grid, (values, points); each row adds up to 1."""
    if points == 1:
        return np.ones((len(places), 1))
    scale = smoothing.width * (points - 1)
    away = (np.arange(points)[None, :] - places[:, None]) / scale
    nearest = np.min(away**2, axis=1, keepdims=True)  # so that the largest is 1, however narrow the kernel
    kernel = np.exp(-(away**2 - nearest) / 2)
    kernel /= kernel.sum(axis=1, keepdims=True)
    return np.asarray(smoothing.floor / points + (1 - smoothing.floor) * kernel)
