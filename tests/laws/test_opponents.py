"""What every model of the other side must do, and what all that learn find out about a known side."""

from dataclasses import FrozenInstanceError, fields

import numpy as np
import pytest
from views import read_only

from sim.bargaining.view import ReceivedOffer
from sim.core.worlds import take_worlds
from sim.tactics.opponent.bayesian import Bayesian
from sim.tactics.opponent.fixed import Fixed
from sim.tactics.opponent.frequency import Frequency
from sim.tactics.opponent.none import NoModel
from sim.tactics.opponent.oracle import Oracle
from sim.tactics.opponent.smith import Smith
from sim.tactics.opponent.windowed import Windowed
from sim.tactics.registry import OPPONENT

WORLDS, ISSUES, LEVELS, OFFERS = 12, 5, 4, 12
EACH = np.linspace(0.1, 0.9, WORLDS)  # a parameter that differs from world to world

EXAMPLES = {
    "frequency": [Frequency(), Frequency(step=EACH)],
    "smith": [Smith()],
    "windowed": [Windowed(), Windowed(window=2, alpha=10 * EACH, beta=5 * EACH), Windowed(window=1)],
    "bayesian": [Bayesian(), Bayesian(rate=EACH, sigma=EACH)],
    "fixed": [Fixed()],
    "none": [NoModel()],
    "oracle": [Oracle()],
}
LEARNERS = ["frequency", "smith", "windowed", "bayesian"]

every_model = pytest.mark.parametrize(
    "rule", [pytest.param(rule, id=f"{name}-{k}") for name, rules in EXAMPLES.items() for k, rule in enumerate(rules)]
)
every_learner = pytest.mark.parametrize("name", LEARNERS)
every_seed = pytest.mark.parametrize("seed", range(4))
SOME = [np.random.default_rng(9).permutation(WORLDS), *(np.array([world]) for world in range(0, WORLDS, 3))]


def talk(seed, worlds=WORLDS, shared=False):
    """Return a public table and random offers on it; one issue has fewer levels, one spans nothing."""
    chance = np.random.default_rng(seed)
    public = chance.normal(size=(1 if shared else worlds, ISSUES, LEVELS))
    public[:, 1, 2:] = public[:, 1, 1:2]
    public[:, 2] = 0.3
    highest = np.array([LEVELS, 2, LEVELS, LEVELS, LEVELS])
    return public, chance.integers(0, highest, (OFFERS, worlds, ISSUES))


def heard(public, offers, k):
    worlds = offers.shape[1]
    return ReceivedOffer(
        offer=offers[k],
        before=offers[max(k - 1, 0)],
        has_before=np.full(worlds, k > 0),
        count=np.full(worlds, k),
        elapsed=np.full(worlds, k / len(offers)),
        public=public,
    )


def learnt(rule, public, offers):
    """Return the memory after all offers."""
    memory = rule.begin(offers.shape[1], public)
    for k in range(len(offers)):
        memory = rule.hear(memory, heard(public, offers, k))
    return memory


def weights(rule, public, offers):
    return rule.weights(learnt(rule, public, offers), public)


# --- laws -----------------------------------------------------------------------------------------


def test_every_model_has_an_example():
    assert EXAMPLES.keys() == OPPONENT.keys()
    for name, rules in EXAMPLES.items():
        assert {type(rule) for rule in rules} == {OPPONENT[name]}
    assert [name for name, rule in OPPONENT.items() if rule.learns] == LEARNERS
    assert [name for name, rule in OPPONENT.items() if rule.knows] == ["oracle"]


@every_model
def test_a_model_cannot_be_changed_and_every_parameter_says_what_it_means(rule):
    with pytest.raises(FrozenInstanceError):
        rule.step = 1.0
    assert all(field.metadata["declared"].meaning for field in fields(rule))
    assert type(rule)()  # the name alone is enough


@every_model
@pytest.mark.parametrize("shared", [False, True])
@every_seed
def test_weights_stay_positive_with_a_mean_of_1(rule, shared, seed):
    public, offers = talk(seed, shared=shared)
    for count in (0, 1, OFFERS):
        found = weights(rule, public, offers[:count])
        assert found.shape in ((1, ISSUES), (WORLDS, ISSUES))
        assert found.dtype == np.float64
        assert np.all(found > 0)
        np.testing.assert_allclose(found.mean(axis=1), 1)


@every_model
def test_before_any_offer_a_learner_believes_the_public_table(rule):
    public, offers = talk(seed=1)
    if rule.learns:
        np.testing.assert_allclose(weights(rule, public, offers[:0]), 1)


@every_model
@pytest.mark.parametrize("shared", [False, True])
def test_a_world_does_not_depend_on_its_neighbours_and_the_memory_keeps_its_shape(rule, shared):
    public, offers = talk(seed=2, shared=shared)
    memory = rule.begin(WORLDS, public)
    for k in range(OFFERS):
        together = rule.hear(memory, heard(public, offers, k))
        assert together.keys() == memory.keys()
        for name, held in together.items():
            assert (held.shape, held.dtype) == (memory[name].shape, memory[name].dtype)
            assert len(held) == WORLDS
        for rows in SOME:
            part = take_worlds(rule, rows).hear(
                {n: m[rows] for n, m in memory.items()}, take_worlds(heard(public, offers, k), rows)
            )
            for name, held in part.items():
                np.testing.assert_array_equal(held, together[name][rows])
            cut = public if shared else public[rows]
            found = np.broadcast_to(take_worlds(rule, rows).weights(part, cut), (len(rows), ISSUES))
            all_of_them = np.broadcast_to(rule.weights(together, public), (WORLDS, ISSUES))
            np.testing.assert_array_equal(found, all_of_them[rows])
        memory = together


@pytest.mark.parametrize("name", [*LEARNERS, "none"])
@pytest.mark.parametrize("shared", [False, True])
@every_seed
def test_an_issue_with_nothing_at_stake_teaches_nothing_about_the_others_bit_for_bit(name, shared, seed):
    """So that an issue that an event opens later, worth the same at all levels until then, changes no offer before."""
    public, offers = talk(seed, shared=shared)
    offers[:, :, 2] = 0  # the issue that spans nothing, kept where it is
    rest = [0, 1, 3, 4]
    for rule in EXAMPLES[name]:
        found = weights(rule, public, offers)
        np.testing.assert_array_equal(found[:, rest], weights(rule, public[:, rest], offers[:, :, rest]))
        np.testing.assert_array_equal(found[:, 2], 1)


@every_model
@every_seed
def test_issues_in_another_order_have_the_same_weights(rule, seed):
    public, offers = talk(seed)
    order = np.array([3, 0, 4, 2, 1])
    found = weights(rule, public[:, order], offers[:, :, order])
    np.testing.assert_allclose(found, weights(rule, public, offers)[:, order], rtol=1e-9)


@every_model
def test_learning_writes_to_no_input(rule):
    public, offers = talk(seed=3)
    memory = learnt(rule, public, offers)
    read_only(public, offers, *memory.values())
    once = rule.weights(rule.hear(memory, heard(public, offers, 5)), public)
    np.testing.assert_array_equal(rule.weights(rule.hear(memory, heard(public, offers, 5)), public), once)


# --- a known side ---------------------------------------------------------------------------------


def conceding(seed, share, worlds=200, issues=6, levels=6, offers=20):
    """Return a public table, true factors on it, and the offers of a side that gives up a share by the end.

    It gives level after level, on the issues that cost it least first.
    """
    chance = np.random.default_rng(seed)
    span = chance.uniform(0.7, 1.4, (worlds, issues))
    public = -span[:, :, None] * np.arange(levels) / (levels - 1)
    factor = np.where(chance.random((worlds, issues)).argsort(axis=1) < issues // 2, 3.0, 1 / 3)
    cost = span * factor
    given = np.linspace(0, share, offers)[:, None] * cost.sum(axis=1)
    made = np.zeros((offers, worlds, issues), dtype=np.int64)
    for rank in range(issues):
        issue = cost.argsort(axis=1)[:, rank]
        step = np.take_along_axis(cost, issue[:, None], axis=1)[:, 0] / (levels - 1)
        steps = np.minimum((given + 1e-9) // step, levels - 1).astype(np.int64)
        np.put_along_axis(made, np.broadcast_to(issue[:, None], (offers, worlds, 1)), steps[:, :, None], axis=2)
        given = given - steps * step
    return public, factor, made


def concordance(found, factor):
    """Return, of pairs of issues with different true factors, share in order less share out of order."""
    ahead = np.sign(found[:, :, None] - found[:, None, :])
    truth = np.sign(factor[:, :, None] - factor[:, None, :])
    return (ahead * truth).sum(axis=(1, 2)) / (truth != 0).sum(axis=(1, 2))


def progress(rule, seed, share):
    """Return how much of the order of the factors is right before any offer, and after the last, (worlds,) each."""
    public, factor, offers = conceding(seed, share)
    return [concordance(weights(rule, public, offers[:k]), factor) for k in (0, len(offers))]


@every_learner
@every_seed
def test_learners_come_nearer_to_the_order_of_a_known_side(name, seed):
    before, after = progress(OPPONENT[name](), seed, share=0.1)
    assert np.all(before == 0)
    assert np.mean(after > before) > 0.95
    assert after.mean() > 0.7


@pytest.mark.parametrize("name", ["frequency", "smith", "windowed"])
def test_who_counts_repetitions_is_misled_by_a_side_that_has_given_an_issue_up_and_stays_there(name):
    _, after = progress(OPPONENT[name](), seed=1, share=0.5)
    assert after.mean() < 0


def test_bayesian_is_not_but_takes_a_firm_side_for_one_that_gives_much_if_it_expects_that():
    assert progress(Bayesian(), seed=1, share=0.5)[1].mean() > 0.95
    assert progress(Bayesian(rate=0.5), seed=1, share=0.05)[1].mean() < 0


@every_learner
def test_what_is_never_moved_ends_above_what_is_given(name):
    public = np.tile(-np.linspace(0, 1, 6), (1, 2, 1))
    steps = np.array([0, 0, 1, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5])
    offers = np.stack([np.zeros_like(steps), steps], axis=1)[:, None, :]
    ((firm, given),) = weights(OPPONENT[name](), public, offers)
    assert firm > given


def test_models_that_do_not_learn_never_move():
    public, offers = talk(seed=4)
    for name in OPPONENT.keys() - set(LEARNERS):
        rule = OPPONENT[name]()
        np.testing.assert_array_equal(weights(rule, public, offers), weights(rule, public, offers[:0]))


# --- by hand --------------------------------------------------------------------------------------


def test_fixed_and_oracle_take_the_table_they_are_given_as_it_stands():
    public, offers = talk(seed=5)
    for rule in (Fixed(), Oracle()):
        np.testing.assert_array_equal(weights(rule, public, offers), np.ones((1, ISSUES)))


def test_none_makes_every_issue_span_the_same():
    public = np.array([[[0.0, 1, 1], [5, 1, 3], [2, 2, 2]]])  # spans 1, 4 and 0, of mean 2.5 where there is one
    found = NoModel().weights({}, public)
    raw = np.array([2.5, 0.625])
    np.testing.assert_allclose(found, [[*(raw / raw.mean()), 1]])
    np.testing.assert_array_equal(NoModel().weights({}, np.zeros((1, 2, 3))), [[1, 1]])


def test_smith_counts_the_most_frequent_level_of_each_issue():
    public = np.broadcast_to(np.arange(3.0), (1, 3, 3))
    offers = np.array([[0, 0, 0], [0, 1, 1], [0, 0, 2], [0, 1, 0]])[:, None, :]  # 4, 2 and 2 of 4, one each before
    np.testing.assert_allclose(weights(Smith(), public, offers), [np.array([5, 3, 3]) / (11 / 3)])
    back = offers[[0, 2, 1, 3]]
    np.testing.assert_allclose(weights(Smith(), public, back), weights(Smith(), public, offers))


@pytest.mark.parametrize("rule", ["rate", "sigma", "window", "alpha", "beta"])
def test_a_bad_parameter_is_named_with_its_value(rule):
    made = Bayesian if rule in ("rate", "sigma") else Windowed
    with pytest.raises(ValueError, match=f"{rule} must be .*; found -1"):
        made(**{rule: -1})
