"""Learning by frequency: weights worked by hand, and what it makes of a firm and a fickle side."""

import numpy as np
import pytest

from sim.bargaining.view import ReceivedOffer
from sim.tactics.opponent.frequency import Frequency


def learnt(weights, moved, step=0.2, known=True):
    """Return the weights after an offer that moved the issues where `moved` is 1."""
    weights = np.atleast_2d(np.array(weights, dtype=float))
    worlds, issues = weights.shape
    offer = np.broadcast_to(np.array(moved), (worlds, issues))
    public = np.broadcast_to([0.0, 1.0], (1, issues, 2))  # something is at stake on every issue
    heard = ReceivedOffer(
        offer=offer,
        before=np.zeros_like(offer),
        has_before=np.broadcast_to(known, worlds),
        count=np.ones(worlds, dtype=np.int64),
        elapsed=np.full(worlds, 0.5),
        public=public,
    )
    rule = Frequency(step=step)
    return rule.weights(rule.hear({"weight": weights}, heard), public)


def test_issues_left_as_they_were_gain_and_the_mean_stays_1():
    found = learnt([1, 1, 1, 1], moved=[0, 0, 1, 1])
    np.testing.assert_allclose(found, [[1.2 / 1.1, 1.2 / 1.1, 1 / 1.1, 1 / 1.1]])  # two of four gain .2


def test_uneven_weights_keep_their_order_of_size():
    found = learnt([2.0, 1.0, 0.5, 0.5], moved=[1, 0, 0, 1], step=0.1)
    np.testing.assert_allclose(found, [[2.0 / 1.05, 1.1 / 1.05, 0.6 / 1.05, 0.5 / 1.05]])


def test_an_offer_that_moves_everything_teaches_nothing():
    np.testing.assert_allclose(learnt([2.0, 1.0, 0.5, 0.5], moved=[1, 1, 1, 1]), [[2.0, 1.0, 0.5, 0.5]])


def test_equal_weights_learn_nothing_from_an_offer_that_moves_nothing():
    np.testing.assert_allclose(learnt([1, 1, 1, 1], moved=[0, 0, 0, 0]), [[1, 1, 1, 1]])


def test_a_step_of_0_learns_nothing():
    np.testing.assert_allclose(learnt([2.0, 1.0, 0.5, 0.5], moved=[1, 0, 0, 1], step=0.0), [[2.0, 1.0, 0.5, 0.5]])


def test_a_first_offer_has_nothing_to_be_compared_with():
    found = learnt([[2.0, 1.0, 0.5, 0.5]] * 2, moved=[1, 0, 0, 1], known=np.array([False, True]))
    np.testing.assert_array_equal(found[0], [2.0, 1.0, 0.5, 0.5])
    assert found[1, 1] > 1.0


@pytest.mark.parametrize("seed", range(5))
def test_what_stayed_never_loses_against_what_moved(seed):
    chance = np.random.default_rng(seed)
    weights, moved = 0.2 + chance.random((20, 5)), chance.integers(0, 2, 5)
    weights = weights / weights.mean(axis=1, keepdims=True)
    ratio = learnt(weights, moved) / weights
    least = np.where(moved == 0, ratio, np.inf).min(axis=1)
    most = np.where(moved == 0, -np.inf, ratio).max(axis=1)
    assert np.all(least >= most - 1e-12)


@pytest.mark.parametrize("repeats", [1, 5, 200])
def test_what_is_never_moved_grows_toward_all_of_the_weight(repeats):
    weights = np.ones((1, 4))
    for _ in range(repeats):
        weights = learnt(weights, moved=[0, 1, 1, 1])
    # with b = 1 / (1 + .2 / 4), the weight of what moves is multiplied by b each time
    rest = (1 / (1 + 0.2 / 4)) ** repeats
    np.testing.assert_allclose(weights, [[4 - 3 * rest, rest, rest, rest]])


def test_a_larger_step_believes_faster_and_may_differ_by_world():
    found = learnt(np.ones((3, 4)), moved=[0, 1, 1, 1], step=np.array([0.1, 0.2, 0.8]))
    np.testing.assert_allclose(found[:, 0], [1.1 / 1.025, 1.2 / 1.05, 1.8 / 1.2])


def test_the_published_model_in_weights_that_add_to_1():
    """Its golden value is .2 / issues on weights that add to 1: on ours, of mean 1, that is .2."""
    issues, golden = 4, 0.2 / 4
    total = 1 + 2 * golden  # two issues stayed
    published = np.array([1 / 4 + golden, 1 / 4 + golden, 1 / 4, 1 / 4]) / total
    np.testing.assert_allclose(learnt([1, 1, 1, 1], moved=[0, 0, 1, 1])[0] / issues, published)
