"""Bare negotiations a second on one core: two timed tactics, one agenda, nothing else.

All sessions share an agenda of five issues and 5,000 packages with opposed values; the sides' paces
differ from session to session.  Each side demands by the clock, accepts what is worth its demand, and
offers, of the packages it could live with, the one that the other side likes best.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.bargaining.domains import Domain, additive_domain
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate
from sim.bargaining.sides import SIDES
from sim.bench.line import BenchLine
from sim.bench.settings import Bench
from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.tactics.acceptance.next import Next
from sim.tactics.bidding.timed import Timed
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.opening.livable import Livable
from sim.tactics.opponent.fixed import Fixed

LEVELS = (5, 5, 5, 5, 8)  # of five issues: 5,000 packages
ROUNDS = 90
SESSIONS = 10_000  # negotiated at once
REPEATS = 5
TRADE_OFF = TradeOff()
PACE, SIGMA = 0.5, 0.5  # median and sigma of both sides' Faratin beta


@dataclass(frozen=True)
class BenchRate:
    """Bare negotiations a second on one core: median, least and most of some repeats."""

    bench: str
    sessions_per_s: float
    least: float
    most: float
    repeats: int
    sessions: int
    rounds: int
    mean_rounds_used: float
    packages: int
    issues: int


def shared_domain(seed: int = 1) -> Domain:
    """Return one agenda of five issues with random opposed values, that all sessions share."""
    draw = np.random.default_rng(seed)
    party_a = [np.sort(draw.random(n))[::-1] for n in LEVELS]
    party_b = [np.sort(draw.random(n)) for n in LEVELS]
    return additive_domain([f"issue_{k + 1}" for k in range(len(LEVELS))], party_a, party_b, (0.0, 0.0))


def faratin_betas(side: str, sessions: int, first: int = 0) -> Array:
    """Return a side's beta in each session, (sessions,), from session `first` on."""
    return np.asarray(PACE * np.exp(SIGMA * Chance(1, first, sessions).normal(f"bench.{side}")))


def sessions(domain: Domain, count: int, first: int = 0, offer: Any = TRADE_OFF) -> SessionResult:
    """Return how sessions of two timed tactics of different pace end, (sessions,), both offering by one rule."""
    sides = [Strategy([Timed(beta=faratin_betas(s, count, first))], Fixed(), Next(), offer, Livable()) for s in SIDES]
    return negotiate(domain, (sides[0], sides[1]), OfferProtocol(ROUNDS), Chance(1, first, count))


def negotiation_rate() -> BenchRate:
    """Return the rate of bare negotiations between two timed tactics of different pace in each session."""
    domain = shared_domain()
    rates, used = session_rates(domain, SESSIONS, REPEATS)
    kept = sorted(rates)
    return BenchRate(
        "negotiation",
        kept[len(kept) // 2],
        kept[0],
        kept[-1],
        REPEATS,
        SESSIONS,
        ROUNDS,
        used,
        int(np.prod(LEVELS)),
        len(LEVELS),
    )


def session_rates(domain: Domain, count: int, repeats: int) -> tuple[list[float], float]:
    """Return the sessions a second of each repeat, after one that warms up, and the rounds that sessions use."""
    rates, used = [], 0.0
    for _ in range(repeats + 1):
        began = time.process_time()
        ending = sessions(domain, count)
        rates.append(count / (time.process_time() - began))
        used = float(ending.offers.mean())
    return rates[1:], used


def bench_negotiations(bench: Bench) -> Iterator[BenchLine]:
    """Yield the rate of bare negotiations."""
    rates, used = session_rates(shared_domain(), bench.size.sessions, bench.size.repeats)
    setting = {"seed": 1, "sessions": bench.size.sessions, "processes": 1, "mean_rounds_used": used, **AGENDA}
    yield BenchLine("negotiation", "bare negotiations on one core", "sessions/s", rates, setting)


AGENDA = {"rounds": ROUNDS, "packages": int(np.prod(LEVELS)), "issues": len(LEVELS)}
