"""What every tactic must do, whatever its rule.  Examples of each stand in the tables below."""

from dataclasses import FrozenInstanceError, fields, replace

import numpy as np
import pytest
from views import random_view, read_only, sealed, view

from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.next import Next
from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat
from sim.tactics.opponent.fixed import Fixed
from sim.tactics.opponent.frequency import Frequency
from sim.tactics.registry import ACCEPTANCE, BIDDING, OPPONENT
from sim.view import View
from sim.worlds import only

WORLDS = 12
EACH = np.linspace(0.1, 0.9, WORLDS)  # a parameter that differs from world to world

BIDDING_EXAMPLES = {
    "timed": [Timed(beta=0.25), Timed(beta=4 * EACH, opening=EACH / 2), Timed(0.5, EACH, "exponential")],
    "tit_for_tat": [TitForTat()],
    "hardliner": [Hardliner()],
}
OPPONENT_EXAMPLES = {"frequency": [Frequency(), Frequency(step=EACH)], "fixed": [Fixed()]}
ACCEPTANCE_EXAMPLES = {"next": [Next()], "constant": [Constant(share=0.6), Constant(share=EACH)]}


def every(examples):
    """Return a parametrisation over all examples of a table."""
    named = [pytest.param(rule, id=f"{name}-{k}") for name, rules in examples.items() for k, rule in enumerate(rules)]
    return pytest.mark.parametrize("rule", named)


every_bidding, every_opponent = every(BIDDING_EXAMPLES), every(OPPONENT_EXAMPLES)
every_acceptance = every(ACCEPTANCE_EXAMPLES)
every_rule = every({**BIDDING_EXAMPLES, **OPPONENT_EXAMPLES, **ACCEPTANCE_EXAMPLES})
every_seed = pytest.mark.parametrize("seed", range(5))

SOME = [np.random.default_rng(9).permutation(WORLDS), *(np.array([world]) for world in range(WORLDS))]


@pytest.mark.parametrize(
    ("examples", "registry"),
    [(BIDDING_EXAMPLES, BIDDING), (OPPONENT_EXAMPLES, OPPONENT), (ACCEPTANCE_EXAMPLES, ACCEPTANCE)],
)
def test_every_tactic_has_an_example(examples, registry):
    assert examples.keys() == registry.keys()
    for name, rules in examples.items():
        assert rules
        assert {type(rule) for rule in rules} == {registry[name]}


@every_rule
def test_a_tactic_cannot_be_changed_and_every_parameter_says_what_it_means(rule):
    with pytest.raises(FrozenInstanceError):
        rule.beta = 1.0
    assert all(field.metadata["declared"].meaning for field in fields(rule))


# --- bidding --------------------------------------------------------------------------------------


@every_bidding
@every_seed
def test_demands_lie_between_reserve_and_best(rule, seed):
    seen = random_view(WORLDS, seed)
    demanded = rule(seen)
    assert demanded.shape == (WORLDS,)
    assert demanded.dtype == np.float64
    assert np.all(seen.reserve <= demanded)
    assert np.all(demanded <= seen.best)


@every_bidding
@every_seed
def test_a_world_does_not_depend_on_its_neighbours_and_shuffled_worlds_shuffle_the_demands(rule, seed):
    seen = random_view(WORLDS, seed)
    together = rule(seen)
    for rows in SOME:
        np.testing.assert_array_equal(only(rule, rows)(only(seen, rows)), together[rows])


@every_bidding
@every_seed
def test_a_demand_is_the_same_twice_and_the_view_is_not_written_to(rule, seed):
    seen = sealed(random_view(WORLDS, seed))
    demanded = rule(seen)
    np.testing.assert_array_equal(rule(seen), demanded)
    assert not any(np.shares_memory(demanded, held) for held in vars(seen).values())


@every_bidding
def test_where_nothing_is_to_be_won_the_demand_is_the_reserve(rule):
    seen = random_view(WORLDS, seed=3)
    np.testing.assert_array_equal(rule(replace(seen, best=seen.reserve.copy())), seen.reserve)


# What a tactic says it pays no attention to.
IGNORES = {
    "timed": ["worst", "previous", "received", "received_before"],
    "tit_for_tat": ["elapsed", "last_chance", "belief"],
    "hardliner": [field.name for field in fields(View) if field.name != "best"],
}


@pytest.mark.parametrize("name", BIDDING_EXAMPLES)
@every_seed
def test_a_tactic_ignores_what_it_says_it_ignores(name, seed):
    seen, other = random_view(WORLDS, seed), random_view(WORLDS, seed + 100)
    changed = replace(seen, **{field: getattr(other, field) for field in IGNORES[name]})
    for rule in BIDDING_EXAMPLES[name]:
        np.testing.assert_array_equal(rule(changed), rule(seen))


@every_seed
def test_the_hardliner_never_concedes(seed):
    seen = random_view(WORLDS, seed)
    np.testing.assert_array_equal(Hardliner()(seen), seen.best)


def test_tit_for_tat_concedes_only_where_the_other_side_has():
    received = np.array([1.0, 0.0, -1.0, 4.0])  # better, the same, worse, better
    seen = view(4, previous=8.0, received_before=0.0, received=received)
    np.testing.assert_array_equal(TitForTat()(seen) < seen.previous, received > 0)


@every_seed
def test_timed_gives_more_as_time_goes_by_unless_it_is_the_last_chance(seed):
    seen = random_view(WORLDS, seed)
    calm = replace(seen, last_chance=np.zeros(WORLDS, dtype=bool))
    later = replace(calm, elapsed=calm.elapsed + (1 - calm.elapsed) * 0.3)
    for rule in BIDDING_EXAMPLES["timed"]:
        assert np.all(rule(later) <= rule(calm))
        assert np.all(rule(seen) <= rule(calm))


# --- opponent models ------------------------------------------------------------------------------


def exchange(seed, issues=5):
    """Return weights of mean 1, and two offers that differ in some issues, in every world."""
    chance = np.random.default_rng(seed)
    weights = 0.2 + chance.random((WORLDS, issues))
    before, offer = chance.integers(0, 3, (2, WORLDS, issues))
    return weights / weights.mean(axis=1, keepdims=True), before, offer


@every_opponent
@every_seed
def test_weights_stay_positive_with_a_mean_of_1(rule, seed):
    weights, before, offer = exchange(seed)
    found = rule(weights, before, offer)
    assert found.shape == weights.shape
    assert np.all(found > 0)
    np.testing.assert_allclose(found.mean(axis=1), 1)


@every_opponent
@every_seed
def test_learning_in_a_world_does_not_depend_on_its_neighbours(rule, seed):
    weights, before, offer = exchange(seed)
    together = rule(weights, before, offer)
    for rows in SOME:
        np.testing.assert_array_equal(only(rule, rows)(weights[rows], before[rows], offer[rows]), together[rows])


@every_opponent
@every_seed
def test_issues_in_another_order_have_the_same_weights(rule, seed):
    weights, before, offer = exchange(seed)
    order = np.array([3, 0, 4, 2, 1])
    found = rule(weights[:, order], before[:, order], offer[:, order])
    np.testing.assert_allclose(found, rule(weights, before, offer)[:, order], rtol=1e-12)


@every_opponent
def test_learning_writes_to_no_input(rule):
    weights, before, offer = exchange(seed=1)
    read_only(weights, before, offer)
    np.testing.assert_array_equal(rule(weights, before, offer), rule(weights, before, offer))


@every_opponent
@every_seed
def test_what_stayed_never_loses_against_what_moved(rule, seed):
    weights, before, offer = exchange(seed)
    ratio = rule(weights, before, offer) / weights
    stayed = before == offer
    least = np.where(stayed, ratio, np.inf).min(axis=1)
    most = np.where(stayed, -np.inf, ratio).max(axis=1)
    assert np.all(least >= most - 1e-12)


def test_the_fixed_model_learns_nothing():
    weights, before, offer = exchange(seed=2)
    np.testing.assert_array_equal(Fixed()(weights, before, offer), weights)


# --- acceptance -----------------------------------------------------------------------------------


def proposal(seed):
    seen = random_view(WORLDS, seed)
    span = seen.best - seen.reserve
    chance = np.random.default_rng(seed + 50)
    return seen, seen.reserve + chance.uniform(-0.5, 1.2, WORLDS) * span, seen.reserve + chance.random(WORLDS) * span


@every_acceptance
@every_seed
def test_a_better_offer_is_never_refused_where_a_worse_one_is_taken(rule, seed):
    seen, value, demand = proposal(seed)
    taken = rule(seen, value, demand)
    assert taken.shape == (WORLDS,)
    assert taken.dtype == np.bool_
    assert np.all(rule(seen, value + 0.5, demand) | ~taken)
    assert not np.any(rule(seen, value - 0.5, demand) & ~taken)


@every_acceptance
@every_seed
def test_an_answer_in_a_world_does_not_depend_on_its_neighbours(rule, seed):
    seen, value, demand = proposal(seed)
    read_only(value, demand)
    together = rule(sealed(seen), value, demand)
    for rows in SOME:
        found = only(rule, rows)(only(seen, rows), value[rows], demand[rows])
        np.testing.assert_array_equal(found, together[rows])


@every_acceptance
def test_the_best_is_always_accepted(rule):
    seen, _, demand = proposal(seed=4)
    assert rule(seen, seen.best, demand).all()


def test_next_accepts_what_it_would_demand_itself_and_nothing_less():
    value = np.array([5.0, 4.999, 5.001, 5.0 - 1e-10])  # sums in another order differ by less
    np.testing.assert_array_equal(Next()(view(4), value, np.full(4, 5.0)), [True, False, True, True])


def test_constant_accepts_from_a_share_of_the_range_whatever_the_demand():
    seen = view(5, best=10.0, reserve=2.0)  # half of the range is 6, a quarter 4, all of it 10
    share = np.array([0.5, 0.5, 0.25, 1.0, 0.0])
    value = np.array([6.0, 5.9, 4.0, 9.9, 2.0])
    for demand in (0.0, 100.0):
        found = Constant(share=share)(seen, value, np.full(5, demand))
        np.testing.assert_array_equal(found, [True, False, True, False, True])


@pytest.mark.parametrize(
    ("share", "message"),
    [
        (1.1, "share must be from 0 to 1; found 1.1$"),
        (np.array([0.5, -0.5]), "share must be from 0 to 1; found -0.5 in world 1$"),
        (float("nan"), "share must be from 0 to 1; found nan$"),
    ],
)
def test_a_bad_share_is_named_with_its_value(share, message):
    with pytest.raises(ValueError, match=message):
        Constant(share=share)
