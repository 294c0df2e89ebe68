"""What a choice is worth over uncertain points: expected payoff, worst point, regret, satisficing.

With V(c, p) the mean payoff of choice c at uncertain point p, over its worlds:

    expected       mean of V over points, each as likely as any other (Laplace)
    worst          smallest V over points (Wald's maximin)
    regret         R(c, p) = max over c' of V(c', p), less V(c, p)                             (Savage)
    satisficing    share of points with V at or above a threshold: a domain criterion           (Starr)

Regrets are told by their mean, their quantile .9 (the smallest regret that at least .9 of the points keep to) and
their largest (minimax regret chooses the smallest of these).  As V is a mean over few worlds, the best of several is
partly so by luck and regret is overstated; `split_regret` chooses the best in one half of the worlds and judges in the
other, both ways, which understates it: in expectation the truth lies between the two.

Source: L. J. Savage (1951), "The theory of statistical decision", Journal of the American Statistical Association
46(253); R. J. Lempert, D. G. Groves, S. W. Popper and S. C. Bankes (2006), Management Science 52(4), section 3;
C. McPhail et al. (2018), "Robustness metrics: how are they calculated, when should they be used and why do they give
different results?", Earth's Future 6(2), table 2.
"""

import numpy as np

from sim.core.worlds import Array

QUANTILE = 0.9


def point_payoffs(values: Array, worlds: Array | None = None) -> Array:
    """Return V from payoffs (choices, points, worlds) and how often each world counts, (..., worlds)."""
    if worlds is None:
        return np.asarray(values.mean(axis=2))
    return np.asarray(np.einsum("...w,cpw->...cp", worlds / worlds.sum(axis=-1, keepdims=True), values))


def regrets(payoffs: Array) -> Array:
    """Return R from V, (..., choices, points)."""
    return np.asarray(payoffs.max(axis=-2, keepdims=True) - payoffs)


def weighted_mean(values: Array, points: Array) -> Array:
    """Return means over points that count so often; (..., choices, points) and (..., points)."""
    return np.asarray(np.einsum("...cp,...p->...c", values, points / points.sum(axis=-1, keepdims=True)))


def weighted_quantile(values: Array, points: Array, share: float = QUANTILE) -> Array:
    """Return the smallest value that at least a share of the points keep to, (..., choices)."""
    order = np.argsort(values, axis=-1, kind="stable")
    count = np.take_along_axis(np.broadcast_to(points[..., None, :], values.shape), order, axis=-1).cumsum(axis=-1)
    reached = count >= share * count[..., -1:] - 1e-9  # counts are whole: .9 of 10 points are 9
    return np.take_along_axis(np.take_along_axis(values, order, axis=-1), reached.argmax(axis=-1)[..., None], axis=-1)[
        ..., 0
    ]


def split_regret(values: Array) -> Array:
    """Return the mean regret of each choice, (choices,), the best chosen in one half of the worlds."""
    halves = values[:, :, 0::2].mean(axis=2), values[:, :, 1::2].mean(axis=2)
    return np.asarray(np.mean([judge_elsewhere(*pair) for pair in (halves, halves[::-1])], axis=0))


def judge_elsewhere(chosen_by: Array, judged_by: Array) -> Array:
    """Return the mean over points of what the best by one payoff is ahead by another, (choices,)."""
    best = np.take_along_axis(judged_by, chosen_by.argmax(axis=0)[None], axis=0)
    return np.asarray((best - judged_by).mean(axis=1))
