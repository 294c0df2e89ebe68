"""Every rule in the full talks: it plays, and no world depends on how worlds are cut into chunks."""

from dataclasses import MISSING, fields

import numpy as np
import pytest
from places import BASELINE

from sim.analysis.strategies import named_strategy
from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain
from sim.bargaining.session import OfferProtocol, negotiate
from sim.core.chance import Chance
from sim.runs.run import run
from sim.scenario.loading import load
from sim.tactics.registry import ACCEPTANCE, BIDDING, DEMAND, OFFERING, OPENING, OPPONENT

NEEDED = {
    "timed": {"beta": 0.5},
    "resource": {"patience": 6},
    "constant": {"share": 0.4},
    "anchored": {"issues": ["auto_tariff", "reciprocal_tariff"], "width": 0.5},
    "mixture": {"first": "hardliner", "then": "micro", "switch": 0.5},
}
VARIANTS = {
    "absolute_tit_for_tat": {"wobble": 0.3},
    "micro": {"order": "packages"},
    "combi": {"of": "average"},
}
ROLES = {
    "tactic": BIDDING,
    "opponent": OPPONENT,
    "acceptance": ACCEPTANCE,
    "offer": OFFERING,
    "opening": OPENING,
    "doubt.demand": DEMAND,
}


def needed(name, rule):
    """Return the parameters that a rule cannot do without: those above, or one half for each."""
    return NEEDED.get(name, {field.name: 0.5 for field in fields(rule) if field.default is MISSING})


NAMED = [(role, name, needed(name, rule)) for role, rules in ROLES.items() for name, rule in rules.items()]
NAMED += [(role, name, VARIANTS[name]) for role, rules in ROLES.items() for name in rules if name in VARIANTS]


def settings(role, name, parameters):
    """Return the settings that give both parties a rule, Korea's whoever governs."""
    places = [f"us.{role}", f"korea.{role}"]
    if role == "tactic":
        winners = ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")
        places += [f"korea.governments.{winner}.tactic" for winner in winners]
    rule = f"{{{name}: {parameters}}}".replace("'", "") if parameters else name
    return [f"{place}={rule}" for place in places]


@pytest.mark.parametrize(("role", "name", "parameters"), NAMED, ids=[f"{r}-{n}-{len(p)}" for r, n, p in NAMED])
def test_a_rule_plays_the_same_whatever_the_chunk(role, name, parameters):
    loaded = load(BASELINE, settings(role, name, parameters))
    whole = run(loaded, worlds=12, seed=0)
    assert whole.worlds.equals(run(loaded, worlds=12, seed=0, chunk=7, recorded=0).worlds)
    alone = run(loaded, worlds=1, seed=0, first=7, recorded=0)
    assert alone.worlds.equals(whole.worlds.slice(7, 1))


def large(worlds=9, issues=11, levels=4):
    """Return a domain of many issues: sums of eight numbers and more may end in another last bit."""
    chance = np.random.default_rng(0)
    party_a, party_b = (np.sort(chance.random((worlds, issues, levels)), axis=2) for _ in range(2))
    values = (party_a, party_b[:, :, ::-1].copy())
    public = tuple(table * np.exp(0.3 * chance.normal(size=table.shape)) for table in values)
    agenda = Agenda(tuple(Issue(f"i{k}", "", tuple(map(float, range(levels))), 0, 0) for k in range(issues)))
    one = np.ones(worlds)
    return Domain(agenda, values, (one, one), public, (one, one))


def world_of(domain, k):
    """Return one world of a domain."""
    pairs = ("values", "reserves", "public", "public_reserves")
    return Domain(domain.agenda, *(tuple(held[k : k + 1] for held in getattr(domain, pair)) for pair in pairs))


@pytest.mark.parametrize("opponent", OPPONENT)
@pytest.mark.parametrize("tactic", ["timed:beta=0.5", "micro:order=packages", "zeuthen", "nice_tit_for_tat"])
def test_many_issues_do_not_make_a_world_depend_on_its_neighbours(tactic, opponent):
    domain, side = large(), named_strategy(tactic, opponent)

    def play(where, first, worlds):
        rules = tuple(side.for_side(Chance(3, first, worlds)) for _ in range(2))
        return negotiate(where, rules, OfferProtocol(25, coin=0.5), Chance(3, first, worlds))

    together = play(domain, 0, 9)
    for k in range(9):
        alone = play(world_of(domain, k), k, 1)
        assert (alone.round[0], alone.values[0][0]) == (together.round[k], together.values[0][k])
        np.testing.assert_array_equal(alone.package[0], together.package[k])
