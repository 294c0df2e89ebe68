"""What every way of bidding must do, whatever its rule.  Examples of each stand in the table below."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from views import leaves, named, random_view, sealed, swapped, view

from sim.core.worlds import take_worlds
from sim.tactics.bidding.absolute_tit_for_tat import AbsoluteTitForTat
from sim.tactics.bidding.averaged_tit_for_tat import AveragedTitForTat
from sim.tactics.bidding.equilibrium import Equilibrium
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.hybrid import Hybrid
from sim.tactics.bidding.micro import Micro
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.nice_tit_for_tat import NiceTitForTat
from sim.tactics.bidding.random import Random
from sim.tactics.bidding.resource import Resource
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat
from sim.tactics.bidding.zeuthen import Zeuthen
from sim.tactics.registry import BIDDING

WORLDS = 12
EACH = np.linspace(0.1, 0.9, WORLDS)  # a parameter that differs from world to world

EXAMPLES = {
    "timed": [Timed(beta=0.25), Timed(beta=4 * EACH, opening=EACH / 2), Timed(0.5, EACH, "exponential")],
    "resource": [Resource(patience=2.0), Resource(patience=8 * EACH, opening=EACH / 2)],
    "tit_for_tat": [TitForTat()],
    "absolute_tit_for_tat": [AbsoluteTitForTat(), AbsoluteTitForTat(wobble=np.where(EACH > 0.5, EACH, 0.0))],
    "averaged_tit_for_tat": [AveragedTitForTat(), AveragedTitForTat(window=1), AveragedTitForTat(window=4)],
    "nice_tit_for_tat": [NiceTitForTat(), NiceTitForTat(late=EACH)],
    "micro": [Micro(), Micro(order="packages")],
    "hybrid": [Hybrid(), Hybrid(first=1 - EACH / 4, bend=EACH, final=EACH / 2, empathy=2 * EACH)],
    "zeuthen": [Zeuthen()],
    "mixture": [
        Mixture(Hardliner(), Timed(beta=4 * EACH), switch=0.5, width=0.4),
        Mixture(Micro(), NiceTitForTat(late=EACH), switch=EACH, width=np.where(EACH > 0.5, EACH, 0.0)),
    ],
    "equilibrium": [Equilibrium()],
    "random": [Random(), Random(least=EACH)],
    "hardliner": [Hardliner()],
}
RULES = [pytest.param(rule, id=f"{name}-{k}") for name, rules in EXAMPLES.items() for k, rule in enumerate(rules)]

every_rule = pytest.mark.parametrize("rule", RULES)
every_seed = pytest.mark.parametrize("seed", range(6))

SOME = [np.random.default_rng(9).permutation(WORLDS), *(np.array([world]) for world in range(WORLDS))]
NAMES = {name for name, _ in leaves(view())}


def test_every_tactic_has_an_example():
    assert EXAMPLES.keys() == BIDDING.keys()
    for name, rules in EXAMPLES.items():
        assert {type(rule) for rule in rules} == {BIDDING[name]}


@every_rule
def test_a_tactic_cannot_be_changed_and_every_parameter_says_what_it_means(rule):
    with pytest.raises(FrozenInstanceError):
        rule.beta = 1.0
    assert all(field.metadata["declared"].meaning for field in fields(rule))
    assert type(rule).__doc__


@every_rule
@every_seed
def test_demands_lie_between_reserve_and_best(rule, seed):
    seen = random_view(WORLDS, seed)
    demanded = rule(seen)
    assert demanded.shape == (WORLDS,)
    assert demanded.dtype == np.float64
    assert np.all(seen.reserve <= demanded)
    assert np.all(demanded <= seen.best)


@every_rule
@every_seed
def test_a_world_does_not_depend_on_its_neighbours_and_shuffled_worlds_shuffle_the_demands(rule, seed):
    seen = random_view(WORLDS, seed)
    together = rule(seen)
    for rows in SOME:
        np.testing.assert_array_equal(take_worlds(rule, rows)(take_worlds(seen, rows)), together[rows])


@every_rule
@every_seed
def test_a_demand_is_the_same_twice_and_the_view_is_not_written_to(rule, seed):
    seen = sealed(random_view(WORLDS, seed))
    demanded = rule(seen)
    np.testing.assert_array_equal(rule(seen), demanded)
    assert not any(np.shares_memory(demanded, held) for _, held in leaves(seen))


@every_rule
def test_where_nothing_is_to_be_won_the_demand_is_the_reserve(rule):
    for seed in range(4):
        seen = random_view(WORLDS, seed)
        np.testing.assert_array_equal(rule(replace(seen, best=seen.reserve.copy())), seen.reserve)


@every_rule
@every_seed
def test_before_anything_was_said_a_demand_is_a_number(rule, seed):
    seen, unknown, none = random_view(WORLDS, seed), np.full(WORLDS, np.nan), np.zeros(WORLDS, dtype=np.int64)
    quiet = replace(
        seen,
        **dict.fromkeys(("previous", "last_demand", "received", "received_before"), unknown),
        path=replace(seen.path, tabled=unknown, tabled_theirs=unknown, received_theirs=unknown),
        history=replace(seen.history, heard=np.zeros((WORLDS, 0)), at=np.zeros((WORLDS, 0)), made=none, received=none),
    )
    assert np.isfinite(rule(quiet)).all()


@every_rule
@every_seed
def test_what_a_tactic_does_not_read_may_be_anything(rule, seed):
    seen, other = random_view(WORLDS, seed), random_view(WORLDS, seed + 100)
    np.testing.assert_array_equal(rule(swapped(seen, other, NAMES - named(rule.reads))), rule(seen))


@every_rule
def test_what_a_tactic_reads_matters_somewhere(rule):
    for name in rule.reads:
        views = ((random_view(WORLDS, seed), random_view(WORLDS, seed + 100)) for seed in range(12))
        assert any(np.any(rule(swapped(seen, other, named((name,)))) != rule(seen)) for seen, other in views), name
