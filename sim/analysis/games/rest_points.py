"""Points of rest of replicator dynamics, and whether a population stays near them.

At a point of rest all tactics in use earn the same.  What the dynamics do nearby is told by the eigenvalues of the
Jacobian in the directions along which shares still add up to 1:

    attracts    all have a negative real part: every population nearby comes to it
    repels      one has a positive real part: some population nearby leaves it
    undecided   otherwise: a linear approximation does not decide, as for a centre that paths go round

A point is evolutionarily stable where every small group of others that comes in earns less than what is in use.  That
is decided here where no tactic that is not in use earns as much: x is then stable if z A z < 0 for all shifts z among
the tactics in use.  An evolutionarily stable point attracts; the reverse need not hold.

Source: P. D. Taylor and L. B. Jonker (1978), "Evolutionary stable strategies and game dynamics", Mathematical
Biosciences 40(1-2); J. Maynard Smith (1982), "Evolution and the Theory of Games", appendix D; J. Haigh (1975), "Game
theory and evolution", Advances in Applied Probability 7(1).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from sim.analysis.games.equilibria import SMALLEST, equalise
from sim.analysis.games.replicator import scale_speed
from sim.core.worlds import Array, Flags, Whole

Motion = Literal["attracts", "repels", "undecided"]
ZERO = 1e-9  # size of a real part, of payoffs with a range of 1, that counts as 0


@dataclass(frozen=True, eq=False)
class RestPoint:
    """A population that does not change.

    shares    of each tactic, (tactics,)
    payoff    what each tactic in use earns
    nash      whether no tactic that is not in use would earn more
    motion    what populations nearby do
    stable    whether it is evolutionarily stable; None where that is not decided
    """

    shares: Array
    payoff: float
    nash: bool
    motion: Motion
    stable: bool | None


@dataclass(frozen=True)
class RestPoints:
    """All points of rest that stand alone, and whether some tactics are at rest in other shares as well."""

    listed: tuple[RestPoint, ...]
    continuum: bool


def find_rest_points(payoffs: Array) -> RestPoints:
    """Return the points of rest of what each earns against each, (tactics, tactics); those that attract first."""
    listed, continuum = [], False
    for support in supports(len(payoffs)):
        mixed = solve_rest(payoffs, support)
        if mixed is None:
            continuum = continuum or holds_continuum(payoffs, support)
        elif (mixed[support] > 0).all():
            listed.append(describe_rest(payoffs, mixed))
    order = {"attracts": 0, "undecided": 1, "repels": 2}
    listed.sort(key=lambda point: (order[point.motion], not point.nash, (point.shares > 0).sum()))
    return RestPoints(tuple(listed), continuum)


def supports(tactics: int) -> Iterator[Whole]:
    """Yield every choice of tactics that may be in use, small ones first."""
    for size in range(1, tactics + 1):
        yield from (np.array(chosen) for chosen in combinations(range(tactics), size))


def solve_rest(payoffs: Array, support: Whole) -> Array | None:
    """Return shares of some tactics, also below 0, at which they earn the same; None without a single solution."""
    mixed, _ = equalise(scale_speed(payoffs).T, support[None], support[None])
    return mixed[0] if len(mixed) else None


def holds_continuum(payoffs: Array, support: Whole) -> bool:
    """Whether all of some tactics are used and earn the same in more than a single population.

    To be asked where their equations have no single solution; a linear program seeks shares that are all above 0.
    """
    from scipy.optimize import linprog

    size = len(support)
    system = np.zeros((size + 1, size + 2))  # shares, what they earn, and the smallest share
    system[:size, :size], system[:size, size] = scale_speed(payoffs)[np.ix_(support, support)], -1.0
    system[size, :size] = 1.0
    below = np.hstack([-np.eye(size), np.zeros((size, 1)), np.ones((size, 1))])
    found = linprog(
        np.r_[np.zeros(size + 1), -1.0],
        below,
        np.zeros(size),
        system,
        np.r_[np.zeros(size), 1.0],
        bounds=[(None, None)] * (size + 1) + [(None, 1.0)],
    )
    return bool(found.status == 0 and -found.fun > SMALLEST)


def describe_rest(payoffs: Array, shares: Array) -> RestPoint:
    """Return what is known of a point of rest."""
    speed = scale_speed(payoffs)
    earned, used = speed @ shares, shares > 0
    mean = float(shares @ earned)
    return RestPoint(
        shares=shares,
        payoff=float(shares @ payoffs @ shares),
        nash=bool((earned <= mean + SMALLEST).all()),
        motion=motion_near(speed, shares),
        stable=is_stable(speed, used, earned - mean),
    )


def motion_near(payoffs: Array, shares: Array) -> Motion:
    """Return what populations near a point of rest do."""
    earned = payoffs @ shares
    slope = np.diag(earned - shares @ earned) + shares[:, None] * (payoffs - earned - shares @ payoffs)
    shifts = even_shifts(len(shares))
    real = np.linalg.eigvals(shifts.T @ slope @ shifts).real
    if not len(real):
        return "attracts"
    return "attracts" if real.max() < -ZERO else "repels" if real.max() > ZERO else "undecided"


def is_stable(payoffs: Array, used: Flags, ahead: Array) -> bool | None:
    """Return whether a point of rest is evolutionarily stable; `ahead` is what each tactic earns over those in use."""
    if (ahead > SMALLEST).any():
        return False
    if (ahead[~used] >= -SMALLEST).any():
        return None
    shifts = even_shifts(int(used.sum()))
    held = shifts.T @ payoffs[np.ix_(used, used)] @ shifts
    return bool((np.linalg.eigvalsh(held + held.T) < -ZERO).all())


def even_shifts(tactics: int) -> Array:
    """Return the directions in which shares still add up to 1, orthonormal, (tactics, tactics - 1)."""
    return np.linalg.svd(np.ones((1, tactics)))[2][1:].T
