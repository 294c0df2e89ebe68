"""Replicator dynamics: tactics that earn more than the average of a population become more common in it.

    dx_i / dt = x_i ((A x)_i - x A x)

x_i is the share of the population that uses tactic i, A_ij what i earns against j.  Members are paired at random and
each pair tosses for who is party A's side, so that A is the mean over both roles: (A + B transposed) / 2.  A tactic
that nobody uses does not come back.  Adding a number to a column of A moves nothing; a factor changes the speed alone,
so that time counts in units of 1 / range of A.

Source: P. D. Taylor and L. B. Jonker (1978), "Evolutionary stable strategies and game dynamics", Mathematical
Biosciences 40(1-2), equation 2; J. Hofbauer and K. Sigmund (1998), "Evolutionary Games and Population Dynamics", 7.1.
"""

from dataclasses import dataclass

import numpy as np

from sim.analysis.games.bimatrix import Bimatrix
from sim.core.chance import uniforms
from sim.core.errors import UserError
from sim.core.worlds import Array, Flags, Whole

STARTS = 200  # populations from which paths are followed to their end
HORIZON = 1000.0  # units of time until a path is given up
STILL = 1e-6  # of a share in a unit of time, below which a path has come to rest
NEAR = 0.01  # of every share, within which a path has come to a point of rest
EXACT, ROUGH = 1e-10, 1e-6  # relative errors allowed in a step: of a path, and of one whose end alone is asked for


def symmetric_payoffs(game: Bimatrix) -> Array:
    """Return what each tactic earns against each, the mean over both roles; UserError unless both have the same."""
    rows, columns = game.party_a.shape
    if rows != columns:
        raise UserError(
            f"a population uses the same tactics in both roles; found {rows} of one and {columns} of the other"
        )
    return (game.party_a + game.party_b.T) / 2


def scale_speed(payoffs: Array) -> Array:
    """Return payoffs with the best reply to each column at 0 and a range of 1."""
    width = float(np.ptp(payoffs))
    return np.asarray((payoffs - payoffs.max(axis=0)) / (width if width > 0 else 1.0))


def velocity(shares: Array, payoffs: Array) -> Array:
    """Return how fast shares change, (..., tactics)."""
    earned = np.einsum("ij,...j->...i", payoffs, shares)
    return np.asarray(shares * (earned - (shares * earned).sum(axis=-1, keepdims=True)))


def replicator_paths(payoffs: Array, starts: Array, times: Array, error: float = EXACT) -> Array:
    """Return the shares at each time from each start, (times, starts, tactics); `times` rise from 0.

    Shares are followed as logarithms, so that none can fall below 0.
    """
    from scipy.integrate import solve_ivp

    speed = scale_speed(payoffs)
    begin = np.maximum(starts, np.finfo(float).tiny)

    def change(time: float, held: Array) -> Array:
        shares = shares_of(held.reshape(begin.shape))
        earned = np.einsum("ij,sj->si", speed, shares)
        return np.asarray(earned - (shares * earned).sum(axis=1, keepdims=True)).ravel()

    found = solve_ivp(change, (0.0, float(times[-1])), np.log(begin).ravel(), "DOP853", times, rtol=error, atol=error)
    shares = shares_of(found.y.T.reshape(len(times), *begin.shape))
    return np.where(starts[None] == 0, 0.0, shares)


def shares_of(logarithms: Array) -> Array:
    """Return shares that add up to 1 from their logarithms, (..., tactics)."""
    weights = np.exp(logarithms - logarithms.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def random_populations(tactics: int, count: int = STARTS, seed: int = 0) -> Array:
    """Return populations spread evenly over all that there are, always the same ones, (count, tactics)."""
    drawn = -np.log(uniforms(seed, "games.populations", 0, count * tactics).reshape(count, tactics))
    return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))


@dataclass(frozen=True, eq=False)
class PathEnds:
    """Where paths end: the populations, (starts, tactics), and whether each has come to rest, (starts,)."""

    shares: Array
    still: Flags

    def reach(self, points: Array) -> Whole:
        """Return how many of the paths have come to rest at each of some points, (points,)."""
        apart = np.abs(self.shares[:, None] - points[None]).max(axis=2)
        return np.asarray(((apart < NEAR) & self.still[:, None]).sum(axis=0))


def follow_to_end(payoffs: Array, starts: Array) -> PathEnds:
    """Return where the paths from some populations, (starts, tactics), have come to after HORIZON units of time."""
    ends = replicator_paths(payoffs, starts, np.array([0.0, HORIZON]), ROUGH)[-1]
    speed = np.abs(velocity(ends, scale_speed(payoffs))).max(axis=1)
    return PathEnds(ends, np.asarray(speed < STILL))
