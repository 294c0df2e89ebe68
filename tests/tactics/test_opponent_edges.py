"""Models of the other side at their edges: issues with nothing at stake, levels of equal worth, few offers."""

import numpy as np
import pytest

from sim.bargaining.view import ReceivedOffer
from sim.tactics.opponent.at_stake import issues_at_stake, scale_to_mean_one
from sim.tactics.opponent.bayesian import FACTORS, Bayesian, expected_factors, offer_worths
from sim.tactics.opponent.fixed import Fixed
from sim.tactics.opponent.frequency import Frequency
from sim.tactics.opponent.none import NoModel
from sim.tactics.opponent.oracle import Oracle
from sim.tactics.opponent.smith import Smith, level_flags
from sim.tactics.opponent.windowed import Windowed, changed_issues, chi_squared_critical

# spans of 2, .5, nothing, and .25
PUBLIC = np.array([[[2.0, 1.0, 0.0], [0.0, 0.25, 0.5], [0.3, 0.3, 0.3], [0.0, 0.25, 0.25]]])


def heard(offer, elapsed=0.5, public=PUBLIC):
    offer = np.atleast_2d(offer)
    worlds = len(offer)
    none, time = np.zeros(worlds, dtype=bool), np.broadcast_to(elapsed, worlds)
    return ReceivedOffer(offer, offer, none, np.zeros(worlds, dtype=np.int64), time, public)


def learnt(rule, offers, elapsed=0.5, public=PUBLIC):
    """Return the weights after offers, (offers, issues), all in one world."""
    memory = rule.begin(1, public)
    for offer in np.array(offers):
        memory = rule.hear(memory, heard(offer, elapsed, public))
    return rule.weights(memory, public)[0]


# --- what is at stake -----------------------------------------------------------------------------


def test_an_issue_is_at_stake_where_levels_differ_in_worth_however_little():
    np.testing.assert_array_equal(issues_at_stake(PUBLIC), [[True, True, False, True]])
    np.testing.assert_array_equal(issues_at_stake(PUBLIC - 1e-6 * PUBLIC), [[True, True, False, True]])


@pytest.mark.parametrize(
    ("weights", "expected"),
    [
        ([3.0, 1.0, 9.0, 2.0], [1.5, 0.5, 1.0, 1.0]),
        ([0.03, 0.01, 9.0, 0.02], [1.5, 0.5, 1.0, 1.0]),
        ([0.0, 0.0, 9.0, 0.0], [0.0, 0.0, 1.0, 0.0]),  # nothing to scale by
    ],
)
def test_weights_have_a_mean_of_1_over_what_is_at_stake(weights, expected):
    np.testing.assert_allclose(scale_to_mean_one(np.array([weights]), PUBLIC), [expected])


@pytest.mark.parametrize("weight", [0.25, 1.0, 7.0])
def test_the_only_issue_at_stake_has_weight_1(weight):
    one, none = PUBLIC.copy(), np.zeros_like(PUBLIC)
    one[:, 1:] = 4.0
    np.testing.assert_array_equal(scale_to_mean_one(np.full((1, 4), weight), one), [[1, 1, 1, 1]])
    np.testing.assert_array_equal(scale_to_mean_one(np.full((1, 4), weight), none), [[1, 1, 1, 1]])
    np.testing.assert_array_equal(NoModel().weights({}, one), [[1, 1, 1, 1]])


def test_without_a_model_every_issue_at_stake_spans_the_same():
    weights = NoModel().weights({}, PUBLIC)
    spans = weights[0] * [2.0, 0.5, 0.0, 0.25]
    np.testing.assert_allclose(spans[[0, 1, 3]], spans[0])
    np.testing.assert_allclose(weights[0, [0, 1, 3]].mean(), 1)
    np.testing.assert_allclose(weights, NoModel().weights({}, 0.1 * PUBLIC))  # in whatever unit
    other = np.concatenate([PUBLIC, PUBLIC[:, [1, 0, 3, 2]]])
    np.testing.assert_allclose(NoModel().weights({}, other), [weights[0], weights[0][[1, 0, 3, 2]]])


@pytest.mark.parametrize("rule", [Fixed(), Oracle()])
def test_who_takes_a_table_at_its_word_remembers_nothing(rule):
    assert rule.begin(3, PUBLIC) == {}
    assert rule.hear({}, heard([0, 0, 0, 0])) == {}
    np.testing.assert_array_equal(rule.weights({}, PUBLIC), [[1, 1, 1, 1]])


# --- by repetition --------------------------------------------------------------------------------


def test_each_issue_flags_the_level_on_which_it_stands():
    found = level_flags(np.array([[0, 2], [1, 1]]), 3)
    np.testing.assert_array_equal(found, [[[1, 0, 0], [0, 0, 1]], [[0, 1, 0], [0, 1, 0]]])


def test_smith_begins_with_one_offer_of_its_own():
    """One offer: its level counts 2 of 2 on every issue.  Another on issue 0: 2 against 3 and 3 of 3."""
    np.testing.assert_array_equal(learnt(Smith(), [[0, 0, 0, 0]]), [1, 1, 1, 1])
    found = learnt(Smith(), [[0, 0, 0, 0], [1, 0, 0, 0]])
    np.testing.assert_allclose(found, [2 * 3 / 8, 3 * 3 / 8, 1, 3 * 3 / 8])


def test_frequency_remembers_a_weight_of_1_for_every_issue_and_world():
    np.testing.assert_array_equal(Frequency().begin(3, PUBLIC)["weight"], np.ones((3, 4)))


# --- Bayes ----------------------------------------------------------------------------------------


def test_the_hypotheses_are_seven_each_as_many_times_the_one_before():
    assert len(FACTORS) == 7
    np.testing.assert_allclose(FACTORS[1:] / FACTORS[:-1], 16 ** (1 / 6))


def test_a_factor_that_is_far_likelier_than_all_others_is_the_mean():
    log = np.full((1, 2, 7), -2000.0)
    log[0, 0, 6] = log[0, 1, 0] = 0.0
    np.testing.assert_allclose(expected_factors(log), [[4.0, 0.25]])
    np.testing.assert_allclose(expected_factors(log - 5000.0), [[4.0, 0.25]])


def test_where_nothing_is_at_stake_any_offer_is_worth_all_and_small_stakes_are_shares_as_well():
    flat = offer_worths(heard([2, 1, 0, 1], public=np.full((1, 4, 3), 0.7)), np.ones((1, 4)))
    np.testing.assert_array_equal(flat, np.ones((1, 4, 7)))
    whole = offer_worths(heard([1, 1, 0, 0]), np.ones((1, 4)))
    small = offer_worths(heard([1, 1, 0, 0], public=PUBLIC / 100), np.ones((1, 4)))
    np.testing.assert_allclose(small, whole)
    # of the first issue by factor f: f x 1 + .25 of f x 2 + .75
    np.testing.assert_allclose(whole[0, 0], (FACTORS + 0.25) / (2 * FACTORS + 0.75))


def test_the_two_offers_of_a_world_are_weighed_one_after_the_other():
    """By hand for two issues: after the second offer the posterior is the product of both likelihoods and the prior."""
    public, rule = np.array([[[1.0, 0.0], [2.0, 0.0]]]), Bayesian(rate=0.5, sigma=0.5)
    memory, log, factor = rule.begin(1, public), np.zeros((2, 7)), np.full(2, FACTORS.mean())
    for offer, elapsed in (([0, 1], 0.2), ([1, 0], 1.0)):
        memory = rule.hear(memory, heard(offer, elapsed, public))
        got = np.array([1.0, 2.0]) * (np.array(offer) == 0)
        for i, j in ((0, 1), (1, 0)):
            worth = (FACTORS * got[i] + factor[j] * got[j]) / (FACTORS * (i + 1) + factor[j] * (j + 1))
            log[i] -= (worth - (1 - 0.5 * elapsed)) ** 2 / (2 * 0.5**2)
        factor = (np.exp(log) * FACTORS).sum(axis=1) / np.exp(log).sum(axis=1)
    np.testing.assert_allclose(rule.weights(memory, public), [factor / factor.mean()])


# --- windows --------------------------------------------------------------------------------------


def test_the_five_percent_points_of_the_approximation_by_hand():
    """k (1 - 2/9k + 1.644854 root(2/9k))^3: for 2, 2 x 1.437173^3; for 8, 8 x 1.246365^3."""
    np.testing.assert_allclose(chi_squared_critical(np.array([1.0, 2.0, 8.0])), [3.7468, 5.9369, 15.4891], rtol=2e-4)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ([8, 1, 1, 0], [4, 3, 3, 0], False),  # 16/9 + 4/2 + 4/2 = 5.78, of three levels: below 5.94
        ([7, 2, 1, 0], [3, 3, 4, 0], True),  # 16/8 + 1/3 + 9/2 = 6.83, and a level never seen does not count
        ([6, 1, 3, 0], [3, 0, 7, 0], False),  # 9/7 + 1/2 + 16/4 = 5.79: seen once, in the old window alone
        ([6, 0, 4, 0], [2, 1, 7, 0], False),  # 16/7 + 1/1 + 9/5 = 5.09: seen once, in the new window alone
        ([3, 0, 0, 0], [2, 1, 0, 0], False),  # 1/4 + 1 = 1.25 of two levels
        ([2, 0, 0, 0], [0, 2, 0, 0], True),  # 4/3 + 4 = 5.33 of two levels: above 3.75
        ([5, 0, 0, 0], [5, 0, 0, 0], False),
        ([0, 0, 0, 0], [1, 0, 0, 0], False),  # 1 of one level, which counts as one degree of freedom
        ([0, 0, 0, 0], [2, 0, 0, 0], True),  # 4 likewise
    ],
)
def test_the_test_of_a_change_by_hand(old, new, changed):
    found = changed_issues(np.array([[old]], dtype=float), np.array([[new]], dtype=float))
    np.testing.assert_array_equal(found, [[changed]])


STAYS_THEN = [[0, 2, 0, 1]] * 5  # the first four levels that are best for the other side


@pytest.mark.parametrize("unit", [1.0, 0.001])
@pytest.mark.parametrize(
    ("then", "gains"),
    [
        ([1, 2, 0, 1], [False, True, True]),  # issue 0 came down
        ([0, 1, 0, 1], [True, False, True]),  # issue 1 did
        ([0, 2, 0, 2], [False, False, False]),  # to a level of the same worth: nobody gave way
        ([0, 2, 1, 1], [False, False, False]),  # on an issue that is worth nothing
        ([1, 2, 0, 0], [False, True, False]),  # two did
    ],
)
def test_only_a_change_for_the_worse_teaches_in_whatever_unit(then, gains, unit):
    found = learnt(Windowed(), STAYS_THEN + [then] * 5, public=unit * PUBLIC)
    raw = 1 + 10 * (1 - 0.5**5) * np.array(gains)
    np.testing.assert_allclose(found[[0, 1, 3]], raw / raw.mean())
    assert found[2] == 1


@pytest.mark.parametrize("unit", [1.0, 0.001])
def test_a_change_for_the_better_teaches_nothing(unit):
    found = learnt(Windowed(), [[1, 2, 0, 1]] * 5 + [[0, 2, 0, 1]] * 5, public=unit * PUBLIC)
    np.testing.assert_array_equal(found, [1, 1, 1, 1])


def test_windows_begin_empty_with_the_first_offer():
    memory = Windowed(window=2).begin(3, PUBLIC)
    assert {name: held.shape for name, held in memory.items()} == {
        "old": (3, 4, 3),
        "new": (3, 4, 3),
        "weight": (3, 4),
        "offers": (3,),
    }
    offer = np.array([[0, 2, 0, 1]] * 3)
    memory = Windowed(window=2).hear(memory, heard(offer))
    np.testing.assert_array_equal(memory["new"], level_flags(offer, 3))
    memory = Windowed(window=2).hear(memory, heard(offer))
    np.testing.assert_array_equal(memory["old"], 2 * level_flags(offer, 3))
    np.testing.assert_array_equal(memory["new"], np.zeros((3, 4, 3)))
    np.testing.assert_array_equal(memory["offers"], [2, 2, 2])
