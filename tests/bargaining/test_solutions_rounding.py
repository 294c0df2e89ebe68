"""Points that rounding alone tells apart, where one side's values are large and the other's small."""

import numpy as np
import pytest

from sim.bargaining.solutions import (
    SOLUTION_RULES,
    BargainingProblem,
    BargainingProblems,
    egalitarian,
    kalai_smorodinsky,
    minimum_difference,
    nash,
    solutions,
    utilitarian,
)

LARGE = 1e6  # a value whose last digits are worth 1e-10, so that a sum may be off by some of them
DUST = 5e-8  # less than 1e-13 of it


def chosen(solution, points, disagreement=(0.0, 0.0), side=0):
    """Return the point chosen, with the large values on one side or on the other, in the order stated."""
    turn = slice(None) if side == 0 else slice(None, None, -1)
    found = solution(BargainingProblem(np.array(points)[:, turn], np.array(disagreement)[turn]))
    return found[turn].tolist()


@pytest.mark.parametrize("side", [0, 1])
def test_the_sum_of_gains_is_tied_within_the_rounding_of_the_larger_values(side):
    """1,000,001 and dust more: tied, so the one whose smaller gain is larger; a thousandth more is not dust."""
    points = [[LARGE, 1.0], [LARGE + 0.5, 0.5 + DUST]]
    assert chosen(utilitarian, points, side=side) == points[0]
    points = [[LARGE, 1.0], [LARGE + 0.5, 0.501]]
    assert chosen(utilitarian, points, side=side) == points[1]


@pytest.mark.parametrize("side", [0, 1])
def test_the_smaller_gain_is_tied_within_the_rounding_of_the_larger_values(side):
    points = [[LARGE + 5.0, 1.0], [LARGE, 1.0 + DUST]]
    assert chosen(egalitarian, points, side=side) == points[0]
    points = [[LARGE + 5.0, 1.0], [LARGE, 1.001]]
    assert chosen(egalitarian, points, side=side) == points[1]


@pytest.mark.parametrize("side", [0, 1])
def test_differences_of_values_are_tied_within_the_rounding_of_no_deal_too(side):
    """1 apart and dust less: tied in difference and in sum, so the first; a thousandth less is not dust."""
    worst = (0.0, -LARGE)
    points = [[5.0, 4.0], [4.0, 5.0 - DUST]]
    assert chosen(minimum_difference, points, worst, side) == points[0]
    points = [[5.0, 4.0], [4.0, 4.999]]
    assert chosen(minimum_difference, points, worst, side) == points[1]


@pytest.mark.parametrize("solution", [nash, kalai_smorodinsky])
@pytest.mark.parametrize("side", [0, 1])
def test_shares_are_tied_within_the_rounding_that_large_values_over_a_small_gain_bring(solution, side):
    """No deal 1,000,000, gains of at most 2: the rounding is 1e-7 of 2, so that a share may be off by 5e-8.

    Shares of .5 and 1 against 1 and .5 are tied for both rules, also if one of them is 2e-8 higher.
    """
    points = [[LARGE + 1.0, 2.0], [LARGE + 2.0, 1.0 + 2e-8]]
    assert chosen(solution, points, (LARGE, 0.0), side) == points[0]
    points = [[LARGE + 1.0, 2.0], [LARGE + 2.0, 1.001]]
    assert chosen(solution, points, (LARGE, 0.0), side) == points[1]


@pytest.mark.parametrize(("lack", "rational"), [(0.0, True), (DUST, True), (4e-7, False)])
@pytest.mark.parametrize("sign", [1, -1])
def test_who_lacks_no_more_than_a_rounding_does_not_lose(lack, rational, sign):
    """A rounding is 1e-13 of the value or of no deal, of whatever sign."""
    problems = BargainingProblems(
        (np.array([[sign * LARGE - lack]]), np.ones((1, 1))), (np.array([[sign * LARGE]]), np.zeros((1, 1)))
    )
    assert problems.rational.tolist() == [[rational]]
    assert problems.gains[0][0, 0] == 0


def test_a_gain_is_noise_up_to_the_rounding_of_the_largest_rational_value_or_of_no_deal():
    values = (np.array([[4.0, 2.0, 3.0]]), np.array([[1.0, 5.0, -8.0]]))
    found = BargainingProblems(values, (np.array([[1.0]]), np.array([[-7.0]])))
    np.testing.assert_allclose(np.ravel(found.noise), [4e-13, 7e-13])  # the third point is not rational
    np.testing.assert_array_equal(found.gains, [[[3, 1, 2]], [[8, 12, 0]]])
    one, two, noise = found.shares
    np.testing.assert_allclose(one, [[1, 1 / 3, 2 / 3]])
    np.testing.assert_allclose(two, [[2 / 3, 1, 0]])
    np.testing.assert_allclose(noise, [[4e-13 / 3 + 7e-13 / 12]])


def test_a_gain_of_just_the_rounding_is_noise():
    values = (np.array([[1.0, 1e-13, 2e-13]]), np.ones((1, 3)))
    found = BargainingProblems(values, (np.zeros((1, 1)), np.zeros((1, 1))))
    np.testing.assert_array_equal(found.gains[0], [[1, 0, 2e-13]])


@pytest.mark.parametrize("side", [0, 1])
def test_gains_are_shares_of_their_ideal_also_where_that_is_less_than_1(side):
    """Shares of 1 and .25, .6 and .5, .2 and 1: the second, where the smaller is largest."""
    points = [[0.5, 2.0], [0.3, 4.0], [0.1, 8.0]]
    assert chosen(kalai_smorodinsky, points, side=side) == points[1]


def test_a_side_that_cannot_gain_has_no_shares_and_no_noise():
    found = BargainingProblems((np.array([[2.0, 2.0]]), np.array([[1.0, 3.0]])), (np.array([[2.0]]), np.zeros((1, 1))))
    one, two, noise = found.shares
    np.testing.assert_array_equal(one, [[0, 0]])
    np.testing.assert_allclose(two, [[1 / 3, 1]])
    np.testing.assert_allclose(noise, [[1e-13]])  # of the other side alone: 3e-13 over 3


def test_power_is_even_unless_it_is_stated_everywhere():
    """Products of gains 4 x 1, 3 x 2 and 1 x 4; with all power the first, with none the last."""
    party_a, party_b = np.array([[4.0, 3.0, 1.0]]), np.array([[1.0, 2.0, 4.0]])
    points, none = np.column_stack([party_a[0], party_b[0]]), (0.0, 0.0)
    assert nash(BargainingProblem(points, np.zeros(2))).tolist() == [3, 2]
    assert solutions(party_a, party_b, none)["nash"].tolist() == [1]
    problems = BargainingProblems((party_a, party_b), (np.zeros((1, 1)), np.zeros((1, 1))))
    assert SOLUTION_RULES["nash"](problems).tolist() == [1]
    assert solutions(party_a, party_b, none, 1.0)["nash"].tolist() == [0]
    assert solutions(party_a, party_b, none, 0.0)["nash"].tolist() == [2]
