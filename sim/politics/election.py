"""The snap election: poll shares walk in log ratios to the day; the parties guess who will win.

Each candidate's log strength takes independent daily steps of variance sd_day^2 / 2, so that
every pairwise log ratio has variance sd_day^2 a day and any two of them covary by half of it.
On election day each strength moves once more by sd_error^2 / 2, the polls' error, and the
strongest wins.  So from polled shares p of n interviews a log strength has mean ln p and variance
v = (sd_day^2 * days + sd_error^2)/2 + 1/(n p), and

    chance of beating one rival     Phi( ln(p_1/p_2) / sqrt(v_1 + v_2) )
    chance of beating all           E over z of  product over rivals r of
                                    Phi( (ln p_c + sqrt(v_c) z - ln p_r) / sqrt(v_r) ),  z normal

the second by Gauss-Hermite quadrature.  Of three candidates it is the chance that two normals, the leads over
both rivals, are above 0: with a and b those leads over their spreads, and r = v_c / sqrt((v_c + v_1) (v_c + v_2))
their correlation,

    Phi(a) Phi(b) + 1/(2 pi) integral from 0 to arcsin r of exp( -(a^2 + b^2 - 2 a b sin t) / (2 cos^2 t) ) dt

by Gauss-Legendre quadrature, of the two with the larger shares (so that r is at most sqrt(1/2)); the third wins else.

Source: a random walk for support between polls follows S. Jackman (2005), "Pooling the polls over
an election campaign", Australian Journal of Political Science 40(4), 499-517; the log-ratio form
keeps several shares adding to one.  The last published poll counts during the blackout.  The integral is that of
R. L. Plackett (1954), "A reduction formula for normal multivariate integrals", Biometrika 41(3-4), 351-360.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.normal import normal_cdf
from sim.core.worlds import Array, Whole, ordered_sum

NODES, _weights = np.polynomial.hermite_e.hermegauss(40)
NODE_WEIGHTS = _weights / _weights.sum()
ANGLES, ANGLE_WEIGHTS = np.polynomial.legendre.leggauss(12)  # from -1 to 1
LOWEST_LOG_STRENGTH = -25.0  # log of the smallest strength beside the largest; a share of exactly 0 has no logarithm


@dataclass(frozen=True)
class PollUncertainty:
    """How far polls may be off: sd_day and sd_error (log points, (worlds,)), and n interviews."""

    sd_day: Array
    sd_error: Array
    interviews: float


def vote_shares(strength: Array) -> Array:
    """Return vote shares adding to one, (worlds, candidates), of log strengths."""
    level = np.exp(np.maximum(strength - strength.max(axis=1, keepdims=True), LOWEST_LOG_STRENGTH))
    return np.asarray(level / level.sum(axis=1, keepdims=True))


def step_strength(strength: Array, sd: Array, normals: Array) -> Array:
    """Return strengths after one step of pairwise spread `sd`, (worlds, candidates)."""
    return np.asarray(strength + np.sqrt(0.5) * sd[:, None] * normals)


def strength_from_poll(published: Array, interviews: float, normals: Array) -> Array:
    """Return log strengths consistent with a poll of `interviews`, (worlds, candidates)."""
    return np.log(published) + normals / np.sqrt(interviews * published)


def winner(strength: Array) -> Whole:
    """Return the number of the strongest candidate, (worlds,); ties go to the first."""
    return np.asarray(strength.argmax(axis=1))


def strength_variances(polled: Array, days: float, uncertainty: PollUncertainty) -> Array:
    """Return the variance of each candidate's log strength on the day, (worlds, candidates)."""
    walked = (uncertainty.sd_day**2 * days + uncertainty.sd_error**2) / 2
    return np.asarray(walked[:, None] + 1 / (uncertainty.interviews * polled))


def first_wins_chance(polled: Array, days: float, uncertainty: PollUncertainty) -> Array:
    """Return the believed chance that the first of two candidates wins, (worlds,), from shares (worlds, 2)."""
    sd = np.sqrt(strength_variances(polled, days, uncertainty).sum(axis=1))
    return normal_cdf(np.log(polled[:, 0] / polled[:, 1]) / sd)


def win_chances(polled: Array, days: float, uncertainty: PollUncertainty) -> Array:
    """Return each candidate's believed chance of winning, (worlds, candidates); they add to one."""
    mean, variance = np.log(polled), strength_variances(polled, days, uncertainty)
    if polled.shape[1] == 3:
        return chances_of_three(mean, variance)
    sd, field = np.sqrt(variance), range(polled.shape[1])
    wins = []
    for c in field:
        strength = mean[:, c, None] + sd[:, c, None] * NODES  # (worlds, nodes)
        ahead = [normal_cdf((strength - mean[:, r, None]) / sd[:, r, None]) for r in field if r != c]
        wins.append(np.einsum("wn,n->w", np.prod(ahead, axis=0) * np.ones_like(strength), NODE_WEIGHTS))
    joint = np.stack(wins, axis=1)
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))


def chances_of_three(mean: Array, variance: Array) -> Array:
    """Return the chance that each of three normals is the largest, (worlds, 3)."""
    order = np.argsort(variance, axis=1, kind="stable")
    m, v = (np.take_along_axis(held, order, axis=1).T for held in (mean, variance))
    likely = []
    for c, rivals in ((0, (1, 2)), (1, (0, 2))):
        spread = [np.sqrt(v[c] + v[r]) for r in rivals]
        leads = [(m[c] - m[r]) / sd for r, sd in zip(rivals, spread, strict=True)]
        likely.append(both_above_zero(leads[0], leads[1], v[c] / (spread[0] * spread[1])))
    rest = np.maximum(1 - (likely[0] + likely[1]), 0.0)
    found = np.empty_like(mean)
    np.put_along_axis(found, order, np.stack([*likely, rest], axis=1), axis=1)
    return found


def both_above_zero(first: Array, second: Array, correlation: Array) -> Array:
    """Return the chance that two normals are above 0, (worlds,), of their means over their spreads."""
    angle = np.arcsin(correlation)
    sine = np.sin((ANGLES[:, None] + 1) / 2 * angle)  # (nodes, worlds)
    height = np.exp((first * second * sine - (first * first + second * second) / 2) / (1 - sine * sine))
    area = ordered_sum(height.T * ANGLE_WEIGHTS) * (angle / (4 * np.pi))
    return np.asarray(normal_cdf(first) * normal_cdf(second) + area)
