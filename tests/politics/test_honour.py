"""Whether a signature holds: the sum of products worked by hand, and its directions."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import read_only

from sim.bargaining.payoffs import discount_value
from sim.core.worlds import take_worlds
from sim.politics.honour import HONOUR, CertainHonour, MandateHonour, passing_chance

WINS = np.array([[0.6, 0.4], [0.5, 0.5]])
# logistic(1) = .731059, logistic(-.5) = .377541, logistic(2) = .880797
GAINS = [np.array([1.0, 2.0]), np.array([-0.5, 0.0])]
PASSES = [np.array([0.9, 1.0]), np.array([0.5, 0.2])]


def test_a_signature_holds_by_the_sum_over_winners_of_winning_keeping_and_passing():
    expected = [0.6 * 0.731059 * 0.9 + 0.4 * 0.377541 * 0.5, 0.5 * 0.880797 + 0.5 * 0.5 * 0.2]
    np.testing.assert_allclose(MandateHonour(scale=1.0)(WINS, GAINS, PASSES), expected, atol=1e-6)
    expected[1] = 0.5 * 0.731059 + 0.5 * 0.5 * 0.2  # a gain of 2 over a spread of 2
    np.testing.assert_allclose(MandateHonour(scale=np.array([1.0, 2.0]))(WINS, GAINS, PASSES), expected, atol=1e-6)


def test_along_a_path_every_position_is_worked_out_as_if_alone():
    gains = [np.stack([g, g - 1, g + 3], axis=1) for g in GAINS]
    passes = [np.stack([p, p / 2, p], axis=1) for p in PASSES]
    rule = MandateHonour(scale=np.array([1.0, 2.0]))
    found = rule(WINS, gains, passes)
    assert found.shape == (2, 3)
    for k in range(3):
        np.testing.assert_allclose(found[:, k], rule(WINS, [g[:, k] for g in gains], [p[:, k] for p in passes]))


@pytest.mark.parametrize(("gain", "scale", "expected"), [(0.0, 1.0, 0.5), (1.0, 0.5, 0.880797), (-2.0, 2.0, 0.268941)])
def test_a_government_keeps_a_deal_by_its_gain_over_the_spread(gain, scale, expected):
    assert MandateHonour(scale=scale).keeps(np.array([gain])) == pytest.approx(expected, abs=1e-6)


def test_a_smaller_spread_makes_a_government_more_predictable():
    sharp, dull = (MandateHonour(scale=scale).keeps(np.array([-1.0, 1.0])) for scale in (0.1, 10.0))
    assert sharp[0] < 0.001 < 0.4 < dull[0] < 0.5 < dull[1] < 0.6 < 0.999 < sharp[1]


@pytest.mark.parametrize("shape", [(4,), (4, 3)])
def test_certain_is_1_whatever_happens(shape):
    gains = [np.full(shape, -50.0)] * 2
    np.testing.assert_array_equal(
        CertainHonour()(np.tile([0.6, 0.4], (4, 1)), gains, [np.zeros(shape)] * 2), np.ones(shape)
    )
    np.testing.assert_array_equal(CertainHonour().keeps(gains[0]), np.ones(shape))


def test_the_pivot_passes_by_its_gain_over_its_threshold():
    gain, threshold, scale = np.array([[0.5, 1.5], [0.5, -0.5]]), np.array([0.5, 0.0]), np.array([1.0, 0.5])
    found = passing_chance(gain, threshold, scale)
    np.testing.assert_allclose(found, [[0.5, 0.731059], [0.731059, 0.268941]], atol=1e-6)
    np.testing.assert_allclose(passing_chance(gain[:, 0], threshold, scale), found[:, 0])


figures = st.floats(-8, 8)


@given(gains=st.tuples(figures, figures), stricter=st.floats(0, 5), threshold=figures, scale=st.floats(0.3, 2))
@settings(deadline=None, max_examples=60)
def test_a_stricter_pivot_lowers_the_chance_that_a_signature_holds(gains, stricter, threshold, scale):
    def held(strictness):
        passes = [passing_chance(np.array([g]), np.array([strictness]), np.array([scale])) for g in gains]
        return MandateHonour(scale=scale)(np.array([[0.7, 0.3]]), [np.array([g]) for g in gains], passes)[0]

    mild, strict = held(threshold), held(threshold + stricter)
    assert 0 <= strict <= mild <= 1


def test_the_chance_of_reaching_a_uniform_bar_by_hand():
    """The bar lies anywhere from -1 to 1: half of it below 0, three quarters below .5, all of it below 1.5."""
    gain, zero, one = np.array([-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5]), np.zeros(7), np.ones(7)
    by_hand = np.array([0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0])
    np.testing.assert_array_equal(passing_chance(gain, zero, one, "uniform"), by_hand)
    np.testing.assert_array_equal(passing_chance(2 * gain + 3, 3 * one, 2 * one, "uniform"), by_hand)


def test_a_doubtful_signature_is_worth_less_than_its_value_but_not_less_than_no_deal():
    value, reserve = np.array([5.0, 5.0, 5.0, -1.0]), np.array([1.0, 1.0, 1.0, 1.0])
    found = discount_value(value, reserve, np.array([1.0, 0.25, 0.0, 0.5]))
    np.testing.assert_allclose(found, [5.0, 2.0, 1.0, 0.0])


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    chance = np.random.default_rng(2)
    wins, gains, passes = chance.random((5, 2)), list(chance.normal(size=(2, 5, 4))), list(chance.random((2, 5, 4)))
    rule = MandateHonour(scale=0.5 + chance.random(5))
    read_only(wins, *gains, *passes, rule.scale)
    together, rows = rule(wins, gains, passes), np.array([3, 0])
    alone = take_worlds(rule, rows)(wins[rows], [g[rows] for g in gains], [p[rows] for p in passes])
    np.testing.assert_array_equal(alone, together[rows])


def test_the_rules_a_scenario_may_name_are_those_tested_here_and_cannot_be_changed():
    assert dict(HONOUR) == {"mandates": MandateHonour, "certain": CertainHonour}
    for rule in (MandateHonour(scale=1.0), CertainHonour()):
        with pytest.raises(FrozenInstanceError):
            rule.scale = 2.0
