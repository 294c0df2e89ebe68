"""How good a deal is for both: values worked by hand, and the distance found by search."""

import numpy as np
import pytest
from views import read_only

from sim.bargaining.efficiency import Efficiency, efficiency, frontier_distance, nash_ratio, party_a_share

# One path for all hand-worked cases: the U.S. from 8 down, Korea from 0 up, corners at (6, 4) and (3, 6).
US_PATH, KOREA_PATH = np.array([[8.0, 6.0, 3.0, 0.0]]), np.array([[0.0, 4.0, 6.0, 7.0]])


def measures(party_a, party_b, reserve=(0.0, 0.0)):
    return efficiency(
        (np.array([party_a]), np.array([party_b])),
        (np.array([reserve[0]]), np.array([reserve[1]])),
        (US_PATH, KOREA_PATH),
    )


@pytest.mark.parametrize(
    ("party_a", "party_b", "expected"),
    [(3.0, 1.0, 0.75), (1.0, 3.0, 0.25), (0.0, 2.0, 0.0), (-1.0, 3.0, -0.5), (1.0, -1.0, np.nan), (0.0, 0.0, np.nan)],
)
def test_the_us_share_is_its_part_of_the_joint_gain(party_a, party_b, expected):
    np.testing.assert_allclose(party_a_share(np.array([party_a]), np.array([party_b])), [expected])


@pytest.mark.parametrize(
    ("party_a", "party_b", "expected"),
    [
        (6.0, 4.0, 1.0),  # 24 is the largest product: 0, 24, 18, 0
        (3.0, 6.0, 0.75),
        (4.0, 3.0, 0.5),
        (-2.0, -3.0, 0.0),  # two losses do not make a gain
    ],
)
def test_the_nash_ratio_is_the_product_of_gains_over_the_best_on_the_path(party_a, party_b, expected):
    found = nash_ratio(np.array([party_a]), np.array([party_b]), US_PATH, KOREA_PATH)
    np.testing.assert_allclose(found, [expected])


def test_where_no_package_gains_both_there_is_no_nash_ratio():
    found = nash_ratio(np.array([-1.0]), np.array([1.0]), US_PATH - 9, KOREA_PATH)
    np.testing.assert_array_equal(found, [np.nan])


def test_a_deal_between_two_corners_may_beat_the_path_and_counts_as_1():
    np.testing.assert_array_equal(nash_ratio(np.array([5.0]), np.array([5.0]), US_PATH, KOREA_PATH), [1.0])


@pytest.mark.parametrize(
    ("party_a", "party_b", "expected"),
    [
        (6.0, 4.0, 0.0),  # a corner
        (7.0, 2.0, 0.0),  # half way between two
        (4.0, 2.0, 2.0),  # both could have 2 more, at the corner (6, 4)
        (3.0, 3.0, 1.8),  # at (4.8, 4.8), on the line from (6, 4) to (3, 6)
        (1.0, 6.5, 0.125),  # us + 3 korea = 21 from (3, 6) to (0, 7): 1 + 19.5 + 4 * .125
        (9.0, 1.0, 0.0),  # outside the path
    ],
)
def test_the_distance_is_what_both_could_add_at_once(party_a, party_b, expected):
    found = measures(party_a, party_b).frontier_distance
    np.testing.assert_allclose(found, [expected], atol=1e-12)


def test_gains_are_counted_from_the_reserves_but_the_distance_is_not():
    found = measures(4.0, 3.0, reserve=(1.0, 2.0))
    assert found.party_a_share[0] == pytest.approx(3 / 4)
    assert found.nash_ratio[0] == pytest.approx(3 / 10)  # of (6 - 1)(4 - 2)
    np.testing.assert_array_equal(found.frontier_distance, measures(4.0, 3.0).frontier_distance)


def random_paths(worlds, seed, steps=8):
    """Return concave paths from the best of the U.S. to the best of Korea, and deals below them."""
    chance = np.random.default_rng(seed)
    cost, gain = chance.random((2, worlds, steps))
    order = np.argsort(-gain / cost, axis=1)
    given, taken = (np.cumsum(np.take_along_axis(x, order, axis=1), axis=1) for x in (cost, gain))
    none = np.zeros((worlds, 1))
    party_a, party_b = 3 - np.concatenate([none, given], axis=1), np.concatenate([none, taken], axis=1)
    return party_a, party_b, chance.uniform(-1, 2.5, worlds), chance.uniform(-1, 2.5, worlds)


def test_the_distance_is_that_found_by_searching_along_the_path():
    party_a, party_b, us_deal, korea_deal = random_paths(40, seed=1)
    found = frontier_distance(party_a - us_deal[:, None], party_b - korea_deal[:, None])
    fine = np.linspace(0, party_a.shape[1] - 1, 8001)
    knots = np.arange(party_a.shape[1])
    for world in range(40):
        both = np.minimum(
            np.interp(fine, knots, party_a[world]) - us_deal[world],
            np.interp(fine, knots, party_b[world]) - korea_deal[world],
        )
        assert found[world] == pytest.approx(max(both.max(), 0.0), abs=1e-3)


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    party_a, party_b, us_deal, korea_deal = random_paths(7, seed=2)
    reserve = np.linspace(-1, 1, 7)
    read_only(party_a, party_b, us_deal, korea_deal, reserve)

    def measured(rows) -> Efficiency:
        return efficiency(
            (us_deal[rows], korea_deal[rows]), (reserve[rows], -reserve[rows]), (party_a[rows], party_b[rows])
        )

    together, rows = measured(np.arange(7)), np.array([5, 0, 3])
    for name in ("party_a_share", "nash_ratio", "frontier_distance"):
        assert getattr(together, name).shape == (7,)
        np.testing.assert_array_equal(getattr(measured(rows), name), getattr(together, name)[rows])


def test_one_package_alone_leaves_nothing_to_add():
    np.testing.assert_array_equal(frontier_distance(np.array([[2.0], [-1.0]]), np.array([[3.0], [0.5]])), [0, 0])


@pytest.mark.parametrize(
    ("party_a", "party_b", "expected"),
    [
        ([3.0, 1.0], [1.0, 3.0], 2.0),  # half way
        ([3.0, 2.0], [1.0, 1.5], 1.5),  # the U.S. is ahead to the end: at the end
        ([3.0, 2.0], [4.0, 5.0], 3.0),  # Korea is ahead from the start: at the start
        ([3.0, 2.0], [3.0, 4.0], 3.0),  # they are level at the start
        ([4.0, 2.0], [1.0, 2.0], 2.0),  # they are level at the end
        ([4.0, 2.0, 1.0], [1.0, 2.0, 9.0], 2.0),  # they are level at the corner
        ([5.0, 4.0, 1.0], [0.0, 1.0, 3.0], 2.2),  # 4 - 3 t = 1 + 2 t at t = .6
        ([5.0, 2.0, 1.0, 0.0], [0.0, 2.5, 3.0, 3.5], 25 / 11),  # 5 - 3 t = 2.5 t
        ([2.0, 2.0], [1.0, 1.0], 1.0),  # nothing moves
        ([-1.0, -2.0], [-2.0, -1.0], 0.0),  # both would lose
    ],
)
def test_the_amount_is_where_both_add_the_same_or_at_an_end(party_a, party_b, expected):
    found = frontier_distance(np.array([party_a, party_a]), np.array([party_b, party_b]))
    np.testing.assert_allclose(found, [expected] * 2)


@pytest.mark.parametrize(("party_a", "party_b"), [([1.0, -0.5], [1.0, -3.0]), ([-0.5, 1.0], [-3.0, 1.0])])
def test_a_loss_to_both_is_not_the_best_product_of_the_path(party_a, party_b):
    """-.5 times -3 would be 1.5, more than 1 times 1; and a loss to one side alone is no product below 0."""
    deal = np.array([0.5])
    np.testing.assert_allclose(nash_ratio(deal, deal, np.array([party_a]), np.array([party_b])), [0.25])
    np.testing.assert_array_equal(nash_ratio(deal, -deal, np.array([party_a]), np.array([party_b])), [0])
    np.testing.assert_array_equal(nash_ratio(-deal, deal, np.array([party_a]), np.array([party_b])), [0])


def test_the_best_of_the_path_is_sought_in_each_world():
    party_a, party_b = np.array([[2.0, 1.0], [8.0, 4.0]]), np.array([[1.0, 1.0], [1.0, 3.0]])
    np.testing.assert_allclose(nash_ratio(np.full(2, 1.0), np.full(2, 1.0), party_a, party_b), [1 / 2, 1 / 12])


@pytest.mark.parametrize(("total", "expected"), [(2e-6, 0.5), (1e-6, np.nan), (5e-7, np.nan)])
def test_a_joint_gain_of_a_millionth_is_rounding(total, expected):
    np.testing.assert_array_equal(party_a_share(np.array([total / 2]), np.array([total / 2])), [expected])
