"""Builders of a delegation and of what it is given before a meeting, for domains that all worlds share."""

from dataclasses import replace

import numpy as np

from sim.analysis.strategies import named_strategy
from sim.bargaining.domains import Domain
from sim.bargaining.negotiator.briefing import Briefing, no_outlook
from sim.bargaining.negotiator.negotiator import Negotiator
from sim.core.chance import Chance
from sim.core.worlds import Array, Whole

WORLDS = 3
ROWS = np.arange(WORLDS)


def party(domain: Domain, bidding=None, moving=(), **more) -> Negotiator:
    """Return the U.S. side of a domain that all worlds share."""
    rules = named_strategy("timed", **more).for_side(Chance(0, 0, WORLDS))
    held = Negotiator(replace(rules, bidding=bidding or rules.bidding), domain.agenda, WORLDS, moving)
    held.set_tables(domain.values[0], domain.public[1])
    return held


def brief(domain: Domain, elapsed=0.5, rows: Whole = ROWS, authority=0.0, last=False, **more) -> Briefing:
    """Return what the U.S. side is given, for the worlds `rows` that meet."""

    def each(value: float | Array) -> Array:
        return np.broadcast_to(value, (len(rows),)).astype(float)

    plain = Briefing(
        own=domain.values[0],
        other=domain.public[1],
        reserve=each(domain.reserves[0]),
        other_reserve=each(domain.public_reserves[1]),
        authority=each(authority),
        elapsed=each(elapsed),
        last_chance=np.full(len(rows), last),
        belief=each(0.0),
        luck=lambda kind: np.full(len(rows), 0.5),
        outlook=no_outlook(len(rows)),
    )
    return replace(plain, **more)


def nobody(rows: Whole = ROWS) -> Whole:
    """Return the place of the first tactic for each of some worlds."""
    return np.zeros(len(rows), dtype=np.int64)
