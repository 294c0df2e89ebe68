"""Negotiations put otherwise: domains and luck in which a known change brings a known change of the outcome."""

from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from sim.analysis.strategies import named_strategy
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate
from sim.core.chance import Chance, WorldNumbers
from sim.core.worlds import Array, Whole

COUNTS = (4, 6, 3, 5)  # levels of the issues
WORLDS, ROUNDS, SEED = 10, 8, 11
PAIRS = ("values", "reserves", "public", "public_reserves")


@dataclass(frozen=True)
class Rules:
    """How both sides bargain, as texts, each of its own way of bidding."""

    party_a: str
    party_b: str
    opponent: str = "frequency"
    acceptance: str = "next"
    offer: str = "trade_off"
    opening: str = "livable"

    def sides(self, worlds):
        """Return the strategies of both sides; none of these texts states a distribution, so no luck is drawn."""
        rest = (self.opponent, self.acceptance, self.offer, self.opening)
        return tuple(strategy(worlds, text, *rest) for text in (self.party_a, self.party_b))


@cache
def strategy(worlds: int, *texts: str) -> Strategy:
    """Return a strategy in so many worlds; it holds rules alone, nothing that a negotiation moves."""
    return named_strategy(*texts).for_side(Chance(SEED, 0, worlds))


class SwappedChance(Chance):
    """The luck of the same worlds in which each side meets the luck of the other; a coin falls on its other face."""

    def uniform(self, name):
        """Return one uniform a world, (worlds,)."""
        if name.startswith("proposer."):
            return 1 - super().uniform(name)
        side, dot, rest = name.partition(".")
        return super().uniform({"party_a": "party_b", "party_b": "party_a"}.get(side, side) + dot + rest)


@dataclass(frozen=True)
class OtherFirst(OfferProtocol):
    """Alternating offers in which Korea begins where the U.S. does otherwise."""

    def proposes(self, chance, number):
        """Return where the U.S. makes the offer of a round, (worlds,)."""
        found = super().proposes(chance, number)
        return found if self.coin is not None else ~found


@cache
def mixed_domain() -> Domain:
    """Return four issues in ten worlds: most levels opposed, some not, and estimates that are off; no two values tie.

    The U.S. likes high levels and Korea low ones, but in the middle of an issue values may rise and fall.
    """
    draw = np.random.default_rng(SEED)
    slope = draw.uniform(0.5, 3, size=(2, WORLDS, len(COUNTS)))
    party_a, party_b = (np.full((WORLDS, len(COUNTS), max(COUNTS)), np.nan) for _ in range(2))
    for place, count in enumerate(COUNTS):
        for held, part, way in ((party_a, slope[0], 1), (party_b, slope[1], -1)):
            bend = draw.normal(scale=0.25, size=(WORLDS, count))
            held[:, place, :count] = part[:, [place]] * (np.linspace(0, 1, count)[::way] * 2 + bend)
    values = (pad(party_a, COUNTS), pad(party_b, COUNTS))
    public = tuple(pad(table * np.exp(0.2 * draw.normal(size=table.shape)), COUNTS) for table in values)
    reserves = tuple(0.35 * table.max(axis=2).sum(axis=1) for table in values)
    thought = tuple(0.35 * table.max(axis=2).sum(axis=1) for table in public)
    issues = tuple(Issue(f"issue_{k}", "", tuple(map(float, range(n))), 0, 0) for k, n in enumerate(COUNTS))
    return Domain(Agenda(issues), values, reserves, public, thought)


def pad(table: Array, counts) -> Array:
    """Return a table, (worlds, issues, levels), in which the last level of each issue is repeated to the longest."""
    last = np.minimum(np.arange(table.shape[2]), np.asarray(counts)[:, None] - 1)
    return np.take_along_axis(table, last[None], axis=2)


def with_tables(domain: Domain, change, agenda: Agenda | None = None) -> Domain:
    """Return a domain whose four tables are changed."""
    values, public = (tuple(change(table) for table in pair) for pair in (domain.values, domain.public))
    return replace(domain, values=values, public=public, agenda=agenda or domain.agenda)


def with_levels(domain: Domain, levels: list[list[int]]) -> Domain:
    """Return a domain whose issues have other levels: for each issue, the old numbers of its new levels."""
    counts = [len(numbers) for numbers in levels]
    places = np.array([numbers + [numbers[-1]] * (max(counts) - len(numbers)) for numbers in levels])
    issues = [
        replace(issue, levels=tuple(map(float, range(len(numbers)))), now=numbers.index(0), lapsed=numbers.index(0))
        for issue, numbers in zip(domain.agenda.issues, levels, strict=True)
    ]
    return with_tables(domain, lambda table: np.take_along_axis(table, places[None], axis=2), Agenda(tuple(issues)))


def play(domain: Domain, rules: Rules, protocol: OfferProtocol | None = None, chance: Chance | None = None):
    """Return how a negotiation ends."""
    chance = chance or luck()
    return negotiate(domain, rules.sides(chance.worlds), protocol or OfferProtocol(ROUNDS, coin=0.5), chance)


def luck() -> Chance:
    """Return fresh luck of the ten worlds."""
    return Chance(SEED, 0, WORLDS)


def twice(rows: Whole) -> Chance:
    """Return the luck of some of the ten worlds, as often as they are named."""
    return Chance(SEED, 0, len(rows), world_numbers=WorldNumbers(((0, WORLDS),), rows))


@cache
def played(rules: Rules, coin: float | None = 0.5) -> SessionResult:
    """Return how the negotiation ends as it stands."""
    return play(mixed_domain(), rules, OfferProtocol(ROUNDS, coin))
