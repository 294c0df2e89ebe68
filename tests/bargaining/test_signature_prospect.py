"""A signature that may not hold: the scale of its range at every edge, and what is signed within a rounding."""

import numpy as np
import pytest

from sim.bargaining.doubt import SignatureProspect, equal_concession, range_scale, share_given
from sim.core.ties import TIE

ALL = np.arange(3)


def prospect(**held):
    """Return the prospect of three worlds: no deal 1, talking on worth nothing more, kept for certain."""
    figures = {"reserve": 1.0, "resumed": 1.0, "waiting": -np.inf, "low": 1.0, "kept": 1.0, "scale": np.nan} | held
    return SignatureProspect(**{name: np.array(np.broadcast_to(f, 3), dtype=float) for name, f in figures.items()})


def scaled(values, beliefs, best, ranges=True, **held):
    """Return the prospect of three worlds on one path, with its scale."""
    values, beliefs = np.array([values]), np.tile(beliefs, (3, 1))
    flags = np.array(np.broadcast_to(ranges, beliefs.shape))
    return range_scale((values, beliefs), np.full(3, best), prospect(**held), flags)


@pytest.mark.parametrize(
    ("resumed", "h", "k"),
    [
        (1.0, 0.5, 0.5),  # 1 + .5 (9 - 1) = 5 of a range from 1 to 9
        (3.0, 0.5, 0.625),  # half 9 and half 3 is 6: 5 of 8
        (-3.0, 0.5, 0.25),  # half 9 and half -3 is 3: 2 of 8
        (3.0, 0.0, 0.25),  # 3 itself
        (1.0, 1.0, 1.0),
    ],
)
def test_the_scale_is_the_range_of_expected_values_over_that_of_sure_ones(resumed, h, k):
    np.testing.assert_allclose(scaled([9.0], [h], 9.0, resumed=resumed).scale, k)


def test_the_largest_expected_value_of_the_packages_ranged_over_sets_the_scale():
    """Expected gains 4 and 5 with what follows worth 1; 5 and 5 / 8 where both are in the range, 4 / 8 else."""
    np.testing.assert_allclose(scaled([9.0, 6.0], [0.5, 1.0], 9.0).scale, 0.625)
    np.testing.assert_allclose(scaled([9.0, 6.0], [0.5, 1.0], 9.0, ranges=[True, False]).scale, 0.5)


def test_where_what_follows_a_void_deal_counts_the_largest_is_not_that_of_the_values():
    """9 at .1 with 5 after it is 5.4; 6 at .9 is 5.9, the largest: 4.9 of 8.  With 1 after it, 1.8 and 5.5."""
    np.testing.assert_allclose(scaled([9.0, 6.0], [0.1, 0.9], 9.0, resumed=5.0).scale, 4.9 / 8)
    np.testing.assert_allclose(scaled([9.0, 6.0], [0.6, 0.9], 9.0, resumed=5.0).scale, 6.4 / 8)  # 7.4 and 5.9


@pytest.mark.parametrize(
    "held",
    [
        {"ranges": False},  # no package is ranged over
        {"best": 1.0},  # nothing is demanded beyond no deal
        {"best": 1.0 + 5e-10},  # or next to nothing
        {"beliefs": [0.0]},  # nothing is expected to hold
        {"values": [1.0]},  # the package is worth no more than no deal
        {"values": [0.5]},
    ],
    ids=["no range", "no span", "a rounding", "no belief", "no gain", "a loss"],
)
def test_where_there_is_no_range_to_carry_over_sure_and_expected_demands_are_one(held):
    found = scaled(**({"values": [9.0], "beliefs": [0.5], "best": 9.0} | held))
    np.testing.assert_array_equal(found.scale, [1, 1, 1])
    np.testing.assert_array_equal(found.low, [1, 1, 1])


@pytest.mark.parametrize(
    ("low", "expected"),
    [
        (4.0, 4.0),
        (5.0, 1.0),  # the best package is worth just as much as talking on: no range is left above it
        (5.0 - 5e-10, 1.0),  # or a rounding more
        (5.0 - 2e-9, 5.0 - 2e-9),
        (6.0, 1.0),
    ],
)
def test_a_range_begins_at_the_worth_of_talking_on_only_where_a_package_is_worth_more(low, expected):
    """9 at .5 with 1 else: 5 by expectation."""
    found = scaled([9.0], [0.5], 9.0, low=low)
    np.testing.assert_array_equal(found.low, [expected] * 3)
    np.testing.assert_allclose(found.scale, (5 - expected) / 8)


@pytest.mark.parametrize(("low", "expected"), [(5.5, 5.5), (6.0, 1.0), (6.5, 1.0)])
def test_what_follows_a_void_deal_counts_in_whether_a_package_is_worth_more_than_talking_on(low, expected):
    """9 at .5 with 3 after it is 6."""
    np.testing.assert_array_equal(scaled([9.0], [0.5], 9.0, resumed=3.0, low=low).low, [expected] * 3)


def test_expected_values_along_a_path_are_of_each_world():
    """No deal 0, 1 and 2, kept at 1, .5 and 1: r + kept x .5 (v - r)."""
    held = prospect(reserve=[0.0, 1.0, 2.0], resumed=[0.0, 1.0, 2.0], kept=[1.0, 0.5, 1.0])
    values = np.array([[8.0, 4.0], [9.0, 5.0]])
    found = held.expected_value(values, np.full((2, 2), 0.5), np.array([2, 1]))
    np.testing.assert_allclose(found, [[5, 3], [3, 2]])
    np.testing.assert_allclose(held.expected_value(values[:, 0], np.full(2, 0.5), np.array([0, 1])), [4, 3])


def test_each_world_has_a_scale_of_its_own_and_no_input_is_written_to():
    """Gains of 4, 2 and 6 by expectation, of 8, 4 and 8 for sure; the second world has no package."""
    values, beliefs = np.array([[9.0], [5.0], [9.0]]), np.array([[0.5], [0.5], [0.75]])
    held, ranges = prospect(resumed=[1, 1, 1]), np.array([[True], [False], [True]])
    for array in (values, beliefs, ranges, held.low, held.scale):
        array.flags.writeable = False
    found = range_scale((values, beliefs), np.array([9.0, 5.0, 9.0]), held, ranges)
    np.testing.assert_allclose(found.scale, [0.5, 1.0, 0.75])


def test_values_are_compared_in_the_worlds_asked_for():
    """k is .5, .25 and 1; a value of 3 at .5 is 2 by expectation, 1 above no deal: 1 + 1 / k."""
    held = prospect(scale=[0.5, 0.25, 1.0])
    assert not held.sure_demands
    value, belief = np.full(2, 3.0), np.full(2, 0.5)
    np.testing.assert_allclose(held.comparable(value, belief, np.array([2, 1])), [2, 5])
    np.testing.assert_allclose(held.comparable(value[:, None], belief[:, None], np.array([1, 0])), [[5], [3]])


def test_sure_demands_are_met_by_the_value_times_the_chance_that_all_keeps():
    """No deal 1; 9 at .5, kept at .5 beside the vote: 1 + .25 x 8.  What is sure is itself, to the last bit."""
    held = prospect(kept=[0.5, 1.0, 1.0])
    assert held.sure_demands
    np.testing.assert_allclose(held.comparable(np.full(3, 9.0), np.full(3, 0.5), ALL), [3, 5, 5])
    odd = np.array([0.1 + 0.2, 1 / 3, 0.7])
    np.testing.assert_array_equal(held.comparable(odd, np.ones(3), ALL)[1:], odd[1:])


def test_with_a_scale_what_is_sure_in_a_sure_range_is_itself_to_the_last_bit():
    odd = np.array([0.1 + 0.2, 1 / 3, 0.7])
    np.testing.assert_array_equal(prospect(scale=1.0).comparable(odd, np.ones(3), ALL), odd)
    shifted = prospect(scale=1.0, low=1.5).comparable(odd, np.ones(3), ALL)  # the range begins .5 higher
    np.testing.assert_allclose(shifted, odd - 0.5)
    halved = prospect(scale=1.0, resumed=2.0).comparable(np.full(3, 9.0), np.full(3, 0.5), ALL)
    np.testing.assert_allclose(halved, 1 + 0.5 * 8 + 0.5)


def test_one_world_with_a_scale_makes_demands_expected_ones():
    assert not prospect(scale=[np.nan, 0.5, np.nan]).sure_demands


def test_what_differs_by_just_a_tie_counts_as_equal():
    """With no deal at 0 the expected value of what is sure is the value itself, to the last bit."""
    nothing = {"reserve": 0.0, "resumed": 0.0, "low": 0.0}
    for waiting in (0.0, 4.0):
        held = prospect(**nothing, waiting=waiting)
        assert held.worth_signing(np.full(3, waiting - TIE), np.ones(3), ALL).all()
    sure, zero = np.full((1, 1), 3.0), np.array([3.0])
    assert equal_concession((sure - TIE, zero), (sure, zero))[1].all()
    assert equal_concession((sure, zero), (sure - TIE, zero))[1].all()
    just = scaled([TIE], [1.0], TIE, **nothing)
    np.testing.assert_array_equal(just.scale, [1, 1, 1])  # no range
    np.testing.assert_array_equal(scaled([8.0], [1.0], 8.0, **(nothing | {"low": 8.0 - TIE})).scale, [1, 1, 1])


@pytest.mark.parametrize(("less", "signed"), [(0.0, True), (5e-10, True), (2e-9, False)])
def test_a_side_signs_what_is_worth_as_much_as_talking_on_within_a_rounding(less, signed):
    held = prospect(waiting=[4.0, 4.0, 9.0])
    found = held.worth_signing(np.full(2, 7.0 - 2 * less), np.full(2, 0.5), np.array([1, 2]))
    np.testing.assert_array_equal(found, [signed, False])


def test_both_sides_give_at_the_same_share_of_their_ranges_by_hand():
    """Ranges from 8 to 0 and from 4 to 0: at the third package a quarter and a half is given; no other has less."""
    mine, theirs = np.array([[8.0, 7.0, 6.0, 2.0]]), np.array([[0.0, 1.0, 2.0, 4.0]])
    nothing = np.zeros(1)
    position, able = equal_concession((mine, nothing), (theirs, nothing))
    assert (int(position[0]), bool(able[0])) == (2, True)
    np.testing.assert_allclose(share_given(mine, nothing, np.ones((1, 4), dtype=bool)), [[0, 0.125, 0.25, 0.75]])


def test_a_range_ends_at_no_deal_and_begins_at_the_most_that_the_other_can_live_with():
    """Of 9, 8 and 5 the other refuses the first: from 8 to no deal's 2 there are 6, of which 5 has given half."""
    livable = np.array([[False, True, True]])
    np.testing.assert_allclose(share_given(np.array([[9.0, 8.0, 5.0]]), np.array([2.0]), livable), [[-1 / 6, 0, 0.5]])


def test_a_package_that_one_side_cannot_live_with_is_not_met_at_and_makes_no_range():
    """Korea refuses the first; of the other two the U.S. gives none and half of its 6, Korea two thirds and none."""
    sides = (np.array([[9.0, 8.0, 5.0]]), np.array([2.0])), (np.array([[-1.0, 1.0, 3.0]]), np.array([0.0]))
    position, able = equal_concession(*sides)
    assert (int(position[0]), bool(able[0])) == (2, True)


def test_a_range_of_less_than_1_is_shared_out_like_any_other():
    livable = np.ones((1, 3), dtype=bool)
    np.testing.assert_allclose(share_given(np.array([[0.5, 0.25, 0.0]]), np.zeros(1), livable), [[0, 0.5, 1]])


def test_who_cannot_gain_has_given_nothing():
    livable = np.ones((1, 2), dtype=bool)
    np.testing.assert_array_equal(share_given(np.array([[2.0, 1.0]]), np.array([2.0]), livable), [[0, 0]])
    np.testing.assert_array_equal(share_given(np.array([[2.0, 1.0]]), np.array([0.0]), ~livable), [[0, 0]])


@pytest.mark.parametrize(("less", "able"), [(0.0, True), (5e-10, True), (2e-9, False)])
@pytest.mark.parametrize("side", [0, 1])
def test_a_package_worth_no_deal_within_a_rounding_can_be_lived_with(less, able, side):
    values = [np.array([[3.0]]), np.array([[3.0]])]
    values[side] = values[side] - less
    sides = [(held, np.array([3.0])) for held in values]
    assert bool(equal_concession(*sides)[1][0]) == able


def test_of_two_packages_at_which_as_much_is_given_the_first_is_met_at():
    mine, theirs, nothing = np.array([[4.0, 3.0, 3.0, 0.0]]), np.array([[0.0, 3.0, 3.0, 4.0]]), np.zeros(1)
    assert equal_concession((mine, nothing), (theirs, nothing))[0] == [1]
