"""Random additive domains, sides of guests and of rules, and the same talks in NegMAS's own mechanism."""

from dataclasses import replace

import numpy as np
from negmas import SAOMechanism

from sim.bargaining.domains import additive_domain
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.session import OfferProtocol, negotiate
from sim.core.chance import Chance
from sim.negmas.rule import NegmasGuest
from sim.negmas.utilities import additive_utility, outcome_space, scaled_values
from sim.tactics.acceptance.next import Next
from sim.tactics.offering.least import Least
from sim.tactics.opening.own_best import OwnBest
from sim.tactics.opponent.none import NoModel

HUNDRED, FIVE_THOUSAND = (4, 5, 5), (5, 5, 5, 5, 8)  # levels of the issues


def random_domain(seed, levels=HUNDRED):
    """Return a domain with random values of both sides, and reserves of a tenth to four tenths of the best."""
    draw = np.random.default_rng(seed)
    sides = [
        [draw.random(n) * weight for n, weight in zip(levels, draw.dirichlet(np.ones(len(levels))), strict=True)]
        for _ in (0, 1)
    ]
    found = additive_domain([f"issue_{k}" for k in range(len(levels))], *sides, (0.0, 0.0))
    best = [sum(row.max() for row in side) for side in sides]
    reserves = tuple(np.array([draw.uniform(0.1, 0.4) * most]) for most in best)
    return replace(found, reserves=reserves, public_reserves=reserves)


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


def run_mechanism(domain, agents, steps):
    """Return NegMAS's state when a mechanism of its own, with these agents, has ended."""
    space = outcome_space(domain.agenda)
    mechanism = SAOMechanism(outcome_space=space, n_steps=steps, one_offer_per_step=True)
    for side, agent in enumerate(agents):
        values = scaled_values(domain.values[side][0], domain.agenda, float(domain.reserves[side][0]))
        mechanism.add(agent, preferences=additive_utility(values, space))
    return mechanism.run()


def mechanism_ending(domain, agents, rounds=30):
    """Return round and package of the deal there, in our count: answered a step later, and the step was counted."""
    state = run_mechanism(domain, agents, rounds + 1)
    if state.agreement is None:
        return -1, None
    return state.step - 2, tuple(int(level) for level in state.agreement)
