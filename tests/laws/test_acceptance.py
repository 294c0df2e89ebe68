"""What every rule of acceptance must do, what each claims, and the equality cases by hand."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from views import leaves, random_view, read_only, sealed, swapped, view

from sim.core.worlds import take_worlds
from sim.tactics.acceptance.combi import Combi
from sim.tactics.acceptance.constant import Constant
from sim.tactics.acceptance.gap import Gap
from sim.tactics.acceptance.logit import Logit, acceptance_chance
from sim.tactics.acceptance.next import Next
from sim.tactics.acceptance.optimal import OptimalStopping, waiting_value
from sim.tactics.acceptance.previous import Previous
from sim.tactics.acceptance.time import Time
from sim.tactics.registry import ACCEPTANCE

WORLDS = 40
EACH = np.linspace(0.05, 0.95, WORLDS)  # a parameter that differs from world to world

EXAMPLES = {
    "next": [Next()],
    "constant": [Constant(share=0.6), Constant(share=EACH)],
    "previous": [Previous()],
    "gap": [Gap(), Gap(gap=EACH)],
    "time": [Time(), Time(after=EACH)],
    "combi": [Combi(), Combi(after=EACH), Combi(after=0.5, of="average")],
    "optimal": [OptimalStopping()],
    "logit": [Logit(), Logit(noise=5 * EACH)],
}
NAME_IS_ENOUGH = EXAMPLES.keys() - {"constant"}

# Rules that take an offer worth `best` whatever else holds, if they have never asked for more.
TAKES_THE_BEST = {"next", "constant", "previous", "gap", "combi", "optimal"}
MAY_REFUSE_THE_BEST = {"time", "logit"}  # before its time; by bad luck

every_rule = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{name}-{k}") for name, rules in EXAMPLES.items() for k, rule in enumerate(rules)]
)
every_seed = pytest.mark.parametrize("seed", range(5))
NAMES = {name for name, _ in leaves(view())}
SOME = [np.random.default_rng(9).permutation(WORLDS), *(np.array([world]) for world in range(0, WORLDS, 7))]


def proposal(seed):
    seen = random_view(WORLDS, seed)
    span = seen.best - seen.reserve
    chance = np.random.default_rng(seed + 50)
    return seen, seen.reserve + chance.uniform(-0.3, 1.1, WORLDS) * span, seen.reserve + chance.random(WORLDS) * span


# --- laws -----------------------------------------------------------------------------------------


def test_every_rule_has_an_example_and_a_claim():
    assert EXAMPLES.keys() == ACCEPTANCE.keys()
    assert ACCEPTANCE.keys() == TAKES_THE_BEST | MAY_REFUSE_THE_BEST
    for name, rules in EXAMPLES.items():
        assert {type(rule) for rule in rules} == {ACCEPTANCE[name]}


@every_rule
def test_a_rule_cannot_be_changed_and_every_parameter_says_what_it_means(rule):
    with pytest.raises(FrozenInstanceError):
        rule.share = 1.0
    assert all(field.metadata["declared"].meaning for field in fields(rule))


@pytest.mark.parametrize("name", sorted(NAME_IS_ENOUGH))
def test_the_name_alone_is_enough(name):
    ACCEPTANCE[name]()


@every_rule
@every_seed
def test_a_better_offer_is_never_refused_where_a_worse_one_is_taken(rule, seed):
    seen, value, demand = proposal(seed)
    taken = rule(seen, value, demand)
    assert taken.shape == (WORLDS,)
    assert taken.dtype == np.bool_
    for more in (1e-6, 0.5, 5.0):
        assert np.all(rule(seen, value + more, demand) | ~taken)
        assert not np.any(rule(seen, value - more, demand) & ~taken)


@every_rule
@every_seed
def test_an_answer_in_a_world_does_not_depend_on_its_neighbours_and_nothing_is_written_to(rule, seed):
    seen, value, demand = proposal(seed)
    read_only(value, demand)
    together = rule(sealed(seen), value, demand)
    for rows in SOME:
        found = take_worlds(rule, rows)(take_worlds(seen, rows), value[rows], demand[rows])
        np.testing.assert_array_equal(found, together[rows])


@every_rule
@every_seed
def test_a_rule_reads_nothing_but_what_it_lists(rule, seed):
    seen, value, demand = proposal(seed)
    assert set(rule.reads) <= NAMES
    changed = swapped(seen, random_view(WORLDS, seed + 100), NAMES - set(rule.reads))
    np.testing.assert_array_equal(rule(changed, value, demand), rule(seen, value, demand))


@every_rule
def test_everything_a_rule_lists_matters_somewhere(rule):
    for name in rule.reads:
        answers = []
        for seed in range(30):
            seen, value, demand = proposal(seed)
            changed = swapped(seen, random_view(WORLDS, seed + 100), {name})
            answers.append(rule(changed, value, demand) != rule(seen, value, demand))
        assert np.any(answers), name


@every_rule
@every_seed
def test_the_best_is_taken_by_those_that_claim_so_and_not_always_by_the_others(rule, seed):
    seen, _, demand = proposal(seed)
    taken = rule(seen, seen.best, demand)
    claims = any(isinstance(rule, ACCEPTANCE[name]) for name in TAKES_THE_BEST)
    assert taken.all() == claims


# --- by hand --------------------------------------------------------------------------------------


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


def test_previous_asks_for_its_last_offer_and_before_one_for_its_demand():
    seen = view(4, path={"tabled": [6.0, 6.0, np.nan, np.nan]})
    found = Previous()(seen, np.array([6.0, 5.99, 4.0, 3.99]), np.full(4, 4.0))
    np.testing.assert_array_equal(found, [True, False, True, False])


def test_gap_goes_a_share_of_the_range_below_its_last_offer():
    seen = view(
        5, best=10.0, reserve=2.0, path={"tabled": [6.0, 6.0, np.nan, np.nan, 6.0]}
    )  # a tenth of the range is .8
    gap = np.array([0.1, 0.1, 0.1, 0.1, 0.0])
    found = Gap(gap=gap)(seen, np.array([5.2, 5.19, 3.2, 3.19, 5.99]), np.full(5, 4.0))
    np.testing.assert_array_equal(found, [True, False, True, False, False])


def test_time_takes_anything_from_the_reserve_up_but_not_before():
    seen = view(4, reserve=2.0, elapsed=[0.9, 0.9, 0.89, 1.0])
    found = Time(after=0.9)(seen, np.array([2.0, 1.99, 99.0, 2.0]), np.full(4, 50.0))
    np.testing.assert_array_equal(found, [True, False, False, True])


HEARD, AT = [3.0, 7.0, 5.0, np.nan], [0.1, 0.5, 0.7, np.nan]  # at .7 the window begins at .4


@pytest.mark.parametrize(
    ("of", "elapsed", "value", "taken"),
    [
        ("best", 0.7, 7.0, True),
        ("best", 0.7, 6.99, False),
        ("average", 0.7, 6.0, True),  # of 7 and 5
        ("average", 0.7, 5.99, False),
        ("best", 0.59, 9.0, False),  # too early
        ("best", 0.75, 7.0, True),  # the window begins at .5, that offer included
        ("best", 0.76, 5.0, True),  # at .52
        ("best", 0.9, 4.0, True),  # none so late: the reserve decides
        ("best", 0.9, 3.99, False),
        ("best", 0.0, 20.0, True),  # the own demand is met
    ],
)
def test_combi_looks_as_far_back_as_time_is_left(of, elapsed, value, taken):
    seen = view(1, reserve=4.0, elapsed=elapsed, history={"heard": HEARD, "at": AT})
    assert Combi(after=0.6, of=of)(seen, np.array([value]), np.array([20.0])) == [taken]


@pytest.mark.parametrize("of", ["best", "average"])
def test_combi_never_goes_below_the_reserve_late_and_needs_no_history(of):
    low = view(2, reserve=4.0, elapsed=0.7, history={"heard": [1.0], "at": [0.6]})
    none = view(2, reserve=4.0, elapsed=0.7, history={"heard": [], "at": []})
    for seen in (low, none):
        found = Combi(after=0.6, of=of)(seen, np.array([4.0, 3.9]), np.full(2, 20.0))
        np.testing.assert_array_equal(found, [True, False])


def test_combi_does_not_count_offers_from_before_the_clock_was_set_back():
    seen = view(1, reserve=0.0, elapsed=0.7, history={"heard": [9.0, 1.0], "at": [0.95, 0.6]})
    assert Combi(after=0.6)(seen, np.array([1.0]), np.array([20.0])) == [True]


def test_optimal_by_the_recursion():
    np.testing.assert_allclose(waiting_value(np.arange(4)), [0, 0.5, 0.625, 0.6953125])
    seen = view(6, best=10.0, reserve=2.0, outlook={"meetings": [0.0, 0, 1, 1, 2, 2]})
    found = OptimalStopping()(seen, np.array([2.0, 1.99, 6.0, 5.99, 7.0, 6.99]), np.full(6, 50.0))
    np.testing.assert_array_equal(found, [True, False] * 3)


def test_optimal_is_what_waiting_for_uniform_offers_is_worth():
    """The best plan over many random sequences: stop at j to come where the offer beats v_j."""
    offers = np.random.default_rng(4).random((200_000, 5))
    worth = offers[:, 4]
    for left in range(1, 5):
        worth = np.where(offers[:, 4 - left] >= waiting_value(np.array([left])), offers[:, 4 - left], worth)
    assert worth.mean() == pytest.approx(waiting_value(np.array([5]))[0], abs=2e-3)


def test_logit_is_even_at_the_demand_and_three_to_one_at_log_three():
    surplus = np.array([0.0, np.log(3), -np.log(3), 1e4, -1e4])
    np.testing.assert_allclose(acceptance_chance(surplus, 1.0), [0.5, 0.75, 0.25, 1, 0], atol=1e-15)
    np.testing.assert_allclose(acceptance_chance(surplus[:3] * 2, np.array([2.0, 2.0, 2.0])), [0.5, 0.75, 0.25])
    seen = view(4, best=10.0, reserve=2.0, luck=[0.49, 0.51, 0.74, 0.76])  # an eighth of the range is 1
    found = Logit(noise=1 / 8)(seen, np.array([4.0, 4.0, 4.0 + np.log(3), 4.0 + np.log(3)]), np.full(4, 4.0))
    np.testing.assert_array_equal(found, [True, False, True, False])


def test_without_noise_logit_is_next():
    seen, value, demand = proposal(seed=6)
    np.testing.assert_array_equal(Logit(noise=1e-9)(seen, value, demand), Next()(seen, value, demand))


@pytest.mark.parametrize(("made", "name"), [(Constant, "share"), (Gap, "gap"), (Time, "after"), (Combi, "after")])
@pytest.mark.parametrize(
    ("value", "found"), [(1.1, "1.1$"), (np.array([0.5, -0.5]), "-0.5 in world 1$"), (float("nan"), "nan$")]
)
def test_a_bad_share_is_named_with_its_value(made, name, value, found):
    with pytest.raises(ValueError, match=f"{name} must be from 0 to 1; found {found}"):
        made(**{name: value})


def test_other_bad_parameters_are_named():
    with pytest.raises(ValueError, match=r"noise must be above 0; found 0$"):
        Logit(noise=0.0)
    with pytest.raises(ValueError, match="of must be one of best, average; found 'mean'"):
        Combi(of="mean")
