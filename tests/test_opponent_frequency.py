"""Learning by frequency: weights worked by hand, and what it makes of a firm and a fickle side."""

import numpy as np
import pytest

from sim.tactics.opponent.frequency import Frequency

STAYED = np.array([[0, 0, 0, 0]])


def learnt(weights, moved, step=0.2):
    """Return the weights after an offer that moved the issues where `moved` is 1."""
    return Frequency(step=step)(np.atleast_2d(np.array(weights, dtype=float)), STAYED, np.array([moved]))


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


@pytest.mark.parametrize("repeats", [1, 5, 200])
def test_what_is_never_moved_grows_toward_all_of_the_weight(repeats):
    weights = np.ones((1, 4))
    for _ in range(repeats):
        weights = learnt(weights, moved=[0, 1, 1, 1])
    # with b = 1 / (1 + .2 / 4), the weight of what moves is multiplied by b each time
    rest = (1 / (1 + 0.2 / 4)) ** repeats
    np.testing.assert_allclose(weights, [[4 - 3 * rest, rest, rest, rest]])


def test_a_larger_step_believes_faster_and_may_differ_by_world():
    weights, offers = np.ones((3, 4)), np.array([[0, 1, 1, 1]] * 3)
    found = Frequency(step=np.array([0.1, 0.2, 0.8]))(weights, np.zeros((3, 4), dtype=int), offers)
    np.testing.assert_allclose(found[:, 0], [1.1 / 1.025, 1.2 / 1.05, 1.8 / 1.2])


def test_the_published_model_in_weights_that_add_to_1():
    """Its golden value is .2 / issues on weights that add to 1: on ours, of mean 1, that is .2."""
    issues, golden = 4, 0.2 / 4
    total = 1 + 2 * golden  # two issues stayed
    published = np.array([1 / 4 + golden, 1 / 4 + golden, 1 / 4, 1 / 4]) / total
    np.testing.assert_allclose(learnt([1, 1, 1, 1], moved=[0, 0, 1, 1])[0] / issues, published)
