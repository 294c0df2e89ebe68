"""The empirical game of a tournament: its equilibria, and how sure they are.

Each side chooses a tactic before the talks, knowing the mean payoffs of all pairs.  These are estimates: worlds are
resampled, the same for all pairs as all pairs met the same worlds, and every statement is asked of each resample.

    held       share of resamples in which there is an equilibrium of just these tactics (for a mixed one with as many
               tactics of one side as of the other: with other probabilities)
    gain       the most that a side would gain by deviating alone from this very profile, with its interval
    open       deviations from a profile that cost so little that the interval of the cost reaches 0

Source: M. P. Wellman (2006), "Methods for empirical game-theoretic analysis", AAAI; W. E. Walsh, D. C. Parkes and
R. Das (2003), "Choosing samples to compute heuristic-strategy Nash equilibrium", AAMAS workshop, section 3.
"""

from dataclasses import dataclass

import numpy as np

from sim.analysis.bootstrap import FEWEST, NO_INTERVAL, RESAMPLES, SEED, Interval, drawn_counts, percentile_interval
from sim.analysis.games.bimatrix import Bimatrix, deviation_gains
from sim.analysis.games.equilibria import SMALLEST, Equilibria, NashEquilibrium, find_equilibria
from sim.analysis.games.held_supports import share_with_support
from sim.analysis.games.replicator import (
    follow_to_end,
    random_populations,
    symmetric_payoffs,
)
from sim.analysis.games.rest_points import RestPoint, find_rest_points
from sim.analysis.tournament import Tournament
from sim.core.ties import TIE
from sim.core.worlds import Array

OFTEN = 0.05  # share of resamples from which on a pair that is no equilibrium of the means is listed


@dataclass(frozen=True, eq=False)
class EmpiricalGame:
    """Mean payoffs of a tournament, and those of each resample of its worlds.

    names       of the tactics, the same for both sides
    game        means over all worlds
    party_a, party_b   means over resamples, (resamples, tactics, tactics); no resamples for fewer than FEWEST worlds
    worlds      how many worlds there are
    """

    names: tuple[str, ...]
    game: Bimatrix
    party_a: Array
    party_b: Array
    worlds: int

    @property
    def certain(self) -> bool:
        """Whether all worlds give the same, so that resampling moves nothing."""
        spread = [np.ptp(held, axis=0).max() if len(held) else np.inf for held in (self.party_a, self.party_b)]
        return max(spread) <= TIE


@dataclass(frozen=True)
class Deviation:
    """One side leaves a profile for another tactic: what it gains (below 0: what it loses), with its interval."""

    side: str
    tactic: str
    gain: float
    interval: Interval


@dataclass(frozen=True, eq=False)
class Profile:
    """A pair of mixed strategies, how sure it is that it is an equilibrium, and what deviations it leaves open."""

    played: NashEquilibrium
    equilibrium: bool
    held: float | None
    gain: float
    gain_interval: Interval
    open: tuple[Deviation, ...]


@dataclass(frozen=True, eq=False)
class Population:
    """A point of rest of a population of tactics: what it is, and the share of paths that end there."""

    point: RestPoint
    reached: float


@dataclass(frozen=True, eq=False)
class GameReport:
    """What game theory says of a tournament.

    profiles      all extreme equilibria of the means, then pairs that are equilibria of some resamples only
    degenerate    whether there may be infinitely many more
    populations   points of rest of the replicator dynamics
    continuum     whether more than these are at rest
    unsettled     share of paths that come to rest at none of these
    """

    game: EmpiricalGame
    profiles: tuple[Profile, ...]
    degenerate: bool
    populations: tuple[Population, ...]
    continuum: bool
    unsettled: float


def empirical_game(tournament: Tournament, resamples: int = RESAMPLES) -> EmpiricalGame:
    """Return the game of a tournament, with its resamples."""
    count, worlds = len(tournament.names), tournament.party_a_values.shape[1]
    draw = np.random.Generator(np.random.Philox(SEED))
    weights = drawn_counts(draw, worlds, resamples if worlds >= FEWEST else 0) / worlds

    def resample(values: Array) -> Array:
        shifted = values - values.mean(
            axis=1, keepdims=True
        )  # where all worlds are alike nothing moves, not even by rounding
        moved = np.einsum("rw,pw->rp", weights, shifted)
        return np.asarray((values.mean(axis=1) + moved).reshape(-1, count, count))

    party_a, party_b = tournament.party_a_values, tournament.party_b_values
    means = Bimatrix(*(held.mean(axis=1).reshape(count, count) for held in (party_a, party_b)))
    return EmpiricalGame(tournament.names, means, resample(party_a), resample(party_b), worlds)


def solve_game(found: EmpiricalGame) -> GameReport:
    """Return the equilibria of an empirical game and the rest points of a population; UserError if it is too large."""
    equilibria = find_equilibria(found.game)
    payoffs = symmetric_payoffs(found.game)
    rest = find_rest_points(payoffs)
    ends = follow_to_end(payoffs, random_populations(len(payoffs)))
    may_end = np.array([point.motion != "repels" for point in rest.listed])  # others are left, if slowly
    reached = ends.reach(np.array([point.shares for point in rest.listed])) * may_end / len(ends.shares)
    return GameReport(
        game=found,
        profiles=tuple(describe_profile(found, one, True) for one in equilibria.listed)
        + near_profiles(found, equilibria),
        degenerate=equilibria.degenerate,
        populations=tuple(Population(*pair) for pair in zip(rest.listed, map(float, reached), strict=True)),
        continuum=rest.continuum,
        unsettled=float(1 - reached.sum()),
    )


def near_profiles(found: EmpiricalGame, equilibria: Equilibria) -> tuple[Profile, ...]:
    """Return pairs of tactics that are no equilibrium of the means, but one of many resamples, the most often first."""
    if not len(found.party_a):
        return ()
    party_a, party_b = deviation_gains(found.party_a, found.party_b)
    held = ((party_a <= TIE) & (party_b <= TIE)).mean(axis=0)
    known = {(int(one.party_a.argmax()), int(one.party_b.argmax())) for one in equilibria.listed if one.pure}
    often = [place for place in zip(*np.nonzero(held >= OFTEN), strict=True) if tuple(map(int, place)) not in known]
    own = np.eye(len(found.names))
    games = (found.game.party_a, found.game.party_b)
    made = [NashEquilibrium(own[a], own[b], float(games[0][a, b]), float(games[1][a, b])) for a, b in often]
    profiles = [describe_profile(found, one, False) for one in made]
    return tuple(sorted(profiles, key=lambda profile: -(profile.held or 0.0)))


def describe_profile(found: EmpiricalGame, played: NashEquilibrium, equilibrium: bool) -> Profile:
    """Return how sure it is that a profile is an equilibrium, over the resamples."""
    deviations = [*deviations_of(found, played, "party_a"), *deviations_of(found, played, "party_b")]
    gains = clean_gain(np.max([again for *_, again in deviations], axis=0))
    known = len(found.party_a) > 0
    return Profile(
        played=played,
        equilibrium=equilibrium,
        held=share_with_support(found.party_a, found.party_b, played) if known else None,
        gain=float(clean_gain(max(gain for _, _, gain, _ in deviations))),
        gain_interval=percentile_interval(gains, found.worlds),
        open=tuple(one for one in (judge_deviation(found, played, *d) for d in deviations) if one is not None),
    )


def clean_gain(gains: Array | float) -> Array:
    """Return gains of the best deviation, 0 where they are no more than rounding."""
    return np.where(np.asarray(gains) > TIE, gains, 0.0)


def deviations_of(found: EmpiricalGame, played: NashEquilibrium, side: str) -> list[tuple[str, int, float, Array]]:
    """Return side, tactic and gain of each deviation of a side, in the means and in each resample, (resamples,)."""
    if side == "party_a":
        mean, again = found.game.party_a @ played.party_b, np.einsum("rij,j->ri", found.party_a, played.party_b)
        own = played.party_a
    else:
        mean, again = played.party_a @ found.game.party_b, np.einsum("i,rij->rj", played.party_a, found.party_b)
        own = played.party_b
    gain, gains = mean - own @ mean, again - (again @ own)[:, None]
    return [(side, k, float(gain[k]), gains[:, k]) for k in range(len(found.names))]


def judge_deviation(
    found: EmpiricalGame, played: NashEquilibrium, side: str, tactic: int, gain: float, gains: Array
) -> Deviation | None:
    """Return a deviation to a tactic that is not in use and whose gain may be 0 or more; None for any other."""
    own = played.party_a if side == "party_a" else played.party_b
    if own[tactic] > 0:
        return None
    interval = percentile_interval(gains, found.worlds) if len(gains) else NO_INTERVAL
    most = gain if interval[1] is None else interval[1]
    return Deviation(side, found.names[tactic], gain, interval) if most >= -SMALLEST else None
