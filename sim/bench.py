"""How fast this is: rates with their spread, measured on the machine at hand."""

import time
from dataclasses import dataclass

import numpy as np

from sim.chance import Chance
from sim.domains import additive
from sim.session import Domain, Protocol, negotiate
from sim.tactics.acceptance.next import Next
from sim.tactics.bidding.timed import Timed
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.opponent.fixed import Fixed
from sim.turn.bargainer import Rules
from sim.worlds import Array

LEVELS = (5, 5, 5, 5, 8)  # of five issues: 5,000 packages
ROUNDS = 90
SESSIONS = 10_000  # negotiated at once
REPEATS = 5
PACE, SIGMA = 0.5, 0.5  # median and sigma of both sides' Faratin beta


@dataclass(frozen=True)
class Rate:
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


def agenda(seed: int = 1) -> Domain:
    """Return one agenda of five issues with random opposed values, that all sessions share."""
    draw = np.random.default_rng(seed)
    us = [np.sort(draw.random(n))[::-1] for n in LEVELS]
    korea = [np.sort(draw.random(n)) for n in LEVELS]
    return additive([f"issue_{k + 1}" for k in range(len(LEVELS))], us, korea, (0.0, 0.0))


def pace(side: str, sessions: int) -> Array:
    """Return a side's beta in each session, (sessions,)."""
    return np.asarray(PACE * np.exp(SIGMA * Chance(1, 0, sessions).normal(f"bench.{side}")))


def negotiation() -> Rate:
    """Return the rate of bare negotiations between two timed tactics of different pace in each session."""
    domain, rates, used = agenda(), [], 0.0
    for _ in range(REPEATS + 1):
        began = time.perf_counter()
        sides = [Rules([Timed(beta=pace(s, SESSIONS))], Fixed(), Next(), TradeOff()) for s in ("us", "korea")]
        ending = negotiate(domain, (sides[0], sides[1]), Protocol(ROUNDS), Chance(1, 0, SESSIONS))
        rates.append(SESSIONS / (time.perf_counter() - began))
        used = float(ending.offers.mean())
    kept = sorted(rates[1:])  # the first warms up
    return Rate(
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
