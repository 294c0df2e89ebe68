"""Sides in whose chairs guests sit, and how bare negotiations and talks in NegMAS's own mechanism end."""

from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.session import OfferProtocol, negotiate
from sim.core.chance import Chance
from sim.negmas.mechanism import play_mechanism
from sim.negmas.rule import NegmasGuest
from sim.tactics.acceptance.next import Next
from sim.tactics.offering.least import Least
from sim.tactics.opening.own_best import OwnBest
from sim.tactics.opponent.none import NoModel


def seated(name, **more):
    """Return a side in whose chair a guest sits."""
    return Strategy([NegmasGuest(name, **more)], NoModel(), Next(), Least(), OwnBest())


def talk(domain, strategies, rounds=30, worlds=1, first=0):
    """Return how a bare negotiation of ours ends."""
    return negotiate(domain, strategies, OfferProtocol(rounds), Chance(1, first, worlds))


def ending(result, world=0):
    """Return round and package of one world's deal, (-1, None) without one."""
    agreed = result.round[world] >= 0
    return int(result.round[world]), tuple(result.package[world].tolist()) if agreed else None


def mechanism_ending(domain, agents, rounds=30):
    """Return round and package of the deal there, in our count: answered a step later, and the step was counted."""
    found = play_mechanism(domain, agents, rounds + 1)
    return (-1, None) if found.package is None else (found.step - 2, found.package)
