"""A round robin of tactics: every one against every one, as party A's side and as party B's side.

Each pair plays a bare negotiation in the same worlds with the same luck, so that rows differ by the
tactics alone.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from sim.analysis.strategies import NamedStrategy
from sim.bargaining.domains import Domain
from sim.bargaining.efficiency import efficiency
from sim.bargaining.negotiator.guests import GuestFailure, tell_failures
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate
from sim.core.chance import Chance
from sim.core.worlds import Array, take_rows


@dataclass(frozen=True)
class Match:
    """One pair: means over worlds; time, ratio and distance over agreements only, nan without any.

    party_a, party_b            names of the two strategies
    agreed               share of worlds with a deal
    party_a_value, party_b_value   mean value, the reserve where there is no deal
    time                 share of the rounds used
    nash_ratio           product of the gains over the largest on the exact frontier
    frontier_distance    what could be added to both values at once
    """

    party_a: str
    party_b: str
    agreed: float
    party_a_value: float
    party_b_value: float
    time: float
    nash_ratio: float
    frontier_distance: float


@dataclass(frozen=True, eq=False)
class Tournament:
    """Every pair's match, and what each side got in every world, (pairs, worlds), the second tactic moving fastest."""

    names: tuple[str, ...]
    matches: tuple[Match, ...]
    party_a_values: Array
    party_b_values: Array


def round_robin(
    strategies: Sequence[NamedStrategy],
    domain: Domain,
    frontier: tuple[Array, Array],
    protocol: OfferProtocol,
    worlds: int,
    seed: int,
    tick: Callable[[float], None] | None = None,
) -> list[Match]:
    """Return every pair's match; `frontier` holds both values of the exact frontier, (worlds or 1, points)."""
    return list(play_tournament(strategies, domain, frontier, protocol, worlds, seed, tick).matches)


def play_tournament(
    strategies: Sequence[NamedStrategy],
    domain: Domain,
    frontier: tuple[Array, Array],
    protocol: OfferProtocol,
    worlds: int,
    seed: int,
    tick: Callable[[float], None] | None = None,
) -> Tournament:
    """Return the same with the values of every world."""
    matches: list[Match] = []
    failures: list[GuestFailure] = []
    values = np.zeros((2, len(strategies) ** 2, worlds))
    for first in strategies:
        for second in strategies:
            rules = (
                first.for_side(Chance(seed, 0, worlds), "party_a"),
                second.for_side(Chance(seed, 0, worlds), "party_b"),
            )
            ending = negotiate(domain, rules, protocol, Chance(seed, 0, worlds))
            values[:, len(matches)] = ending.values
            failures += ending.failures
            matches.append(match_means((first.name, second.name), ending, domain, frontier, protocol))
            if tick:
                tick(len(matches) / len(strategies) ** 2)
    tell_failures(failures, worlds * len(matches))
    return Tournament(tuple(strategy.name for strategy in strategies), tuple(matches), values[0], values[1])


def match_means(
    names: tuple[str, str],
    ending: SessionResult,
    domain: Domain,
    frontier: tuple[Array, Array],
    protocol: OfferProtocol,
) -> Match:
    """Return the means of a match."""
    rows = np.flatnonzero(ending.agreed)
    values = (ending.values[0][rows], ending.values[1][rows])
    reserves = tuple(np.broadcast_to(r, ending.round.shape)[rows] for r in domain.reserves)
    along = tuple(np.broadcast_to(take_rows(f, rows), (len(rows), f.shape[1])) for f in frontier)
    found = efficiency(values, (reserves[0], reserves[1]), (along[0], along[1]))
    steps = max(protocol.rounds - 1, 1)
    return Match(
        party_a=names[0],
        party_b=names[1],
        agreed=float(ending.agreed.mean()),
        party_a_value=float(ending.values[0].mean()),
        party_b_value=float(ending.values[1].mean()),
        time=finite_mean(ending.round[rows] / steps),
        nash_ratio=finite_mean(found.nash_ratio),
        frontier_distance=finite_mean(found.frontier_distance),
    )


def finite_mean(values: Array) -> float:
    """Return the mean of what is known, nan without anything."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if len(known) else float("nan")
