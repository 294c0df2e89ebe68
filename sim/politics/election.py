"""The snap election: poll shares walk in log ratios to the day; the parties guess who will win.

Each candidate's log strength takes independent daily steps of variance sd_day^2 / 2, so that
every pairwise log ratio has variance sd_day^2 a day and any two of them covary by half of it.
On election day each strength moves once more by sd_error^2 / 2, the polls' error, and the
strongest wins.  The chance of beating one rival from shares p is

    Phi( ln(p_1/p_2) / sqrt(sd_day^2 * days + sd_error^2 + (1/p_1 + 1/p_2)/n) )

and a candidate's chance in a larger field is taken as the product over its rivals, scaled to
add to one: exact for two candidates, close for one leader.

Source: a random walk for support between polls follows S. Jackman (2005), "Pooling the polls over
an election campaign", Australian Journal of Political Science 40(4), 499-517; the log-ratio form
keeps several shares adding to one.  The last published poll counts during the blackout.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from sim.worlds import Array, Whole


@dataclass(frozen=True)
class Spread:
    """How far polls may be off: sd_day and sd_error (log points, (worlds,)), and n interviews."""

    sd_day: Array
    sd_error: Array
    interviews: float


def shares(strength: Array) -> Array:
    """Return vote shares adding to one, (worlds, candidates), of log strengths."""
    level = np.exp(strength - strength.max(axis=1, keepdims=True))
    return np.asarray(level / level.sum(axis=1, keepdims=True))


def stepped(strength: Array, sd: Array, normals: Array) -> Array:
    """Return strengths after one step of pairwise spread `sd`, (worlds, candidates)."""
    return np.asarray(strength + np.sqrt(0.5) * sd[:, None] * normals)


def sampled(published: Array, interviews: float, normals: Array) -> Array:
    """Return log strengths consistent with a poll of `interviews`, (worlds, candidates)."""
    return np.log(published) + normals / np.sqrt(interviews * published)


def winner(strength: Array) -> Whole:
    """Return the number of the strongest candidate, (worlds,); ties go to the first."""
    return np.asarray(strength.argmax(axis=1))


def beats(first: Array, second: Array, days: float, spread: Spread) -> Array:
    """Return the believed chance that the first beats the second, (worlds,), from shares."""
    sampling = (1 / first + 1 / second) / spread.interviews
    sd = np.sqrt(spread.sd_day**2 * days + spread.sd_error**2 + sampling)
    return np.asarray(ndtr(np.log(first / second) / sd))


def chances(polled: Array, days: float, spread: Spread) -> Array:
    """Return each candidate's believed chance of winning, (worlds, candidates)."""
    field = range(polled.shape[1])
    wins = [
        np.prod([beats(polled[:, c], polled[:, r], days, spread) for r in field if r != c], axis=0)
        * np.ones(len(polled))
        for c in field
    ]
    joint = np.stack(wins, axis=1)
    return np.asarray(joint / joint.sum(axis=1, keepdims=True))
