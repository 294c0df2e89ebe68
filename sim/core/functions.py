"""Functions that several fields share."""

import numpy as np

from sim.core.worlds import Array


def logistic(x: Array) -> Array:
    """Return 1 / (1 + exp(-x)) without overflow."""
    return 0.5 * (1 + np.tanh(0.5 * x))
