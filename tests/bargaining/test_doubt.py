"""Values under doubt: hand calculations, the solution of Kalai and Smorodinsky, and waiting by its segments."""

import numpy as np
import pytest

from sim.bargaining.doubt import SignatureProspect, equal_concession, range_scale
from sim.politics.deadline import average_no_deal_value
from sim.politics.waiting import TimeAhead, value_of_waiting

ONE = np.zeros(1, dtype=np.int64)


def prospect(reserve=0.0, resumed=None, low=None, waiting=-np.inf, kept=1.0):
    """Return the prospect of one world, with no scale yet."""
    held = (reserve, reserve if resumed is None else resumed, waiting, reserve if low is None else low, kept, np.nan)
    return SignatureProspect(*(np.array([figure]) for figure in held))


def scaled(values, beliefs, best, held):
    """Return the prospect with the scale of a path of two packages."""
    path = np.array([values]), np.array([beliefs])
    return range_scale(path, np.array([best]), held, np.ones((1, len(values)), dtype=bool))


def test_two_packages_by_hand():
    """Worth 10 and 6 for sure, believed .4 and .9: 4 and 5.4 expected, so k is .54 and they compare as 7.41 and 10."""
    values, beliefs = np.array([[10.0, 6.0]]), np.array([[0.4, 0.9]])
    held = scaled(values[0], beliefs[0], 10.0, prospect())
    np.testing.assert_allclose(held.scale, 0.54)
    np.testing.assert_allclose(held.comparable(values, beliefs, ONE), [[4 / 0.54, 10.0]])
    np.testing.assert_allclose(prospect().comparable(values, beliefs, ONE), [[4.0, 5.4]])  # sure demands
    np.testing.assert_allclose(held.expected_value(values, beliefs, ONE), [[4.0, 5.4]])


def test_the_range_begins_at_the_worth_of_talking_on_by_hand():
    """Worth of talking on 3: the range of expected values goes from 3 to 5.4, k is .24, and 4 compares as 4.17."""
    held = scaled([10.0, 6.0], [0.4, 0.9], 10.0, prospect(low=3.0, waiting=3.0))
    found = held.comparable(np.array([[10.0, 6.0]]), np.array([[0.4, 0.9]]), ONE)
    np.testing.assert_allclose(found, [[1 / 0.24, 10.0]])
    assert held.worth_signing(np.array([10.0]), np.array([0.4]), ONE)
    assert not held.worth_signing(np.array([10.0]), np.array([0.2]), ONE)  # 2 is less than 3


def test_where_no_package_is_worth_talking_on_offers_go_on_as_without_it_and_nothing_is_signed():
    held = scaled([10.0, 6.0], [0.4, 0.9], 10.0, prospect(low=7.0, waiting=7.0))
    np.testing.assert_array_equal(held.low, [0.0])
    np.testing.assert_allclose(held.scale, 0.54)
    assert not held.worth_signing(np.array([6.0]), np.array([0.9]), ONE)


@pytest.mark.parametrize("h", [0.01, 0.3, 0.7, 0.999])
@pytest.mark.parametrize("kept", [1.0, 0.6])
def test_doubt_that_is_the_same_for_all_packages_changes_no_value_to_the_last_bit(h, kept):
    values = np.sort(np.random.default_rng(3).normal(4, 3, 60))[::-1]
    held = scaled(values, np.full(60, h), values[0], prospect(reserve=-1.3, kept=kept))
    np.testing.assert_array_equal(held.comparable(values[None], np.full((1, 60), h), ONE), values[None])


def test_equal_concession_is_the_solution_of_kalai_and_smorodinsky():
    """THEORY A6: on the frontier u2 = 2 (1 - u1^2) with disagreement 0 it is (sqrt 5 - 1) / 2."""
    mine = np.linspace(1, 0, 20_001)[None]
    position, able = equal_concession((mine, np.zeros(1)), (2 * (1 - mine**2), np.zeros(1)))
    assert able
    np.testing.assert_allclose(mine[0, position], (np.sqrt(5) - 1) / 2, atol=1e-4)


def test_equal_concession_without_a_package_that_both_can_live_with_says_so():
    mine = np.array([[1.0, 0.0]])
    assert not equal_concession((mine, np.array([0.5])), (1 - mine, np.array([0.6])))[1]


def ahead(left, horizon=1000.0, extension=24.0, belief=0.5, after=60.0, go_on=0.5):
    """Return one world's time ahead."""
    return TimeAhead(*(np.array([float(held)]) for held in (left, horizon, extension, belief, after, go_on)))


@pytest.mark.parametrize(
    ("resolved", "value"),
    [
        (30, 5 * 970 / 1000),  # on the last day
        (
            90,
            0.5 * -10 * 946 / 1000 + 0.25 * (-10 * 60 + 5 * 910) / 1000 + 0.25 * -10 * 970 / 1000,
        ),  # on the last, lapsed
        (20, 5 * 970 / 1000),  # in time: the deal comes at the deadline, 30 days from now
        # moved: 54 days of 0, then 5; lapsed and gone on: 10 days of -10, then 5; over: 970 days of -10
        (40, 0.5 * 5 * 946 / 1000 + 0.25 * (-10 * 10 + 5 * 960) / 1000 + 0.25 * -10 * 970 / 1000),
        (80, 0.5 * -10 * 946 / 1000 + 0.25 * (-10 * 50 + 5 * 920) / 1000 + 0.25 * -10 * 970 / 1000),
        (54, 0.5 * 5 * 946 / 1000 + 0.25 * (-10 * 24 + 5 * 946) / 1000 + 0.25 * -10 * 970 / 1000),  # on the day itself
        (900, 0.5 * -10 * 946 / 1000 + 0.5 * -10 * 970 / 1000),  # too far away: what never agreeing is worth
    ],
)
def test_waiting_by_hand(resolved, value):
    flows = np.zeros(1), np.full(1, -10.0)
    found = value_of_waiting(flows, np.full(1, 5.0), np.full(1, float(resolved)), ahead(30))
    np.testing.assert_allclose(found, value)


def test_the_expected_value_of_a_signature_by_hand():
    """Worth 5 if the vote keeps it (.6), -2 if not, and no deal's 1 where a court or a breach undoes it (.2).

    1 + .8 (.6 (5 - 1) + .4 (-2 - 1)) = 1.96; what is sure, and kept for sure, is worth itself.
    """
    held = prospect(reserve=1.0, resumed=-2.0, kept=0.8)
    value, belief = np.array([5.0]), np.array([0.6])
    np.testing.assert_allclose(held.expected_value(value, belief, ONE), 1.96)
    np.testing.assert_allclose(held.expected_value(value[:, None], belief[:, None], ONE), [[1.96]])
    np.testing.assert_allclose(prospect(1.0, -2.0).expected_value(value, np.ones(1), ONE), 5.0)
    for waiting, signs in ((1.95, True), (1.96, True), (1.97, False)):
        found = prospect(reserve=1.0, resumed=-2.0, kept=0.8, waiting=waiting).worth_signing(value, belief, ONE)
        assert found.tolist() == [signs]


def test_a_share_of_the_expected_range_is_the_share_of_the_sure_one_also_where_talks_go_on_after_a_void_deal():
    """No deal 1, a void deal -2, talking on 1.5: 10 and 6 at .5 and .9 are worth 4 and 5.2 by expectation.

    The range is from 1.5 to 5.2 and from 1 to 10, k = 3.7 / 9; 4 stands 2.5 / 3.7 up the one, so at 1 + 9 x that.
    """
    values, beliefs = np.array([[10.0, 6.0]]), np.array([[0.5, 0.9]])
    held = scaled(values[0], beliefs[0], 10.0, prospect(reserve=1.0, resumed=-2.0, low=1.5))
    np.testing.assert_allclose(held.scale, 3.7 / 9)
    np.testing.assert_allclose(held.comparable(values, beliefs, ONE), [[1 + 9 * 2.5 / 3.7, 10.0]])


@pytest.mark.parametrize(("horizon", "value"), [(1.0, -5.0), (0.0, -5.0)])
def test_waiting_to_the_last_day_counts_one_day_at_least(horizon, value):
    """Half a day of 0, then -10: no day is divided by less than one, and none is added."""
    days = TimeAhead(*(np.array([held]) for held in (0.5, horizon, 24.0, 0.0, 60.0, 0.0)))
    found = value_of_waiting((np.zeros(1), np.full(1, -10.0)), np.full(1, 5.0), np.array([900.0]), days)
    np.testing.assert_allclose(found, value)


def test_waiting_without_a_deal_is_never_agreeing():
    flows = np.array([1.5]), np.array([-4.0])
    for resolved in (10.0, 45.0, 300.0):
        late = value_of_waiting(flows, flows[1], np.array([resolved]), ahead(30))
        sooner = resolved <= 30  # a deadline that is not reached in doubt is not moved either
        expected = average_no_deal_value(*flows, (30.0, 1000.0), np.array([0.0 if sooner else 12.0]))
        np.testing.assert_allclose(late, expected)
