"""The standard normal distribution, by SciPy, which is imported when it is first needed: to check a scenario, never."""

from typing import Any

import numpy as np

from sim.core.worlds import Array


def normal_cdf(z: Any) -> Array:
    """Return the chance that a standard normal is at most z, in the shape of z."""
    from scipy.special import ndtr

    return np.asarray(ndtr(z))


def normal_quantile(u: Any) -> Array:
    """Return the value below which a standard normal lies with chance u, in the shape of u."""
    from scipy.special import ndtri

    return np.asarray(ndtri(u))
