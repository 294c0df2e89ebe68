"""To which digits packages are compared on a frontier, and packages of many worlds at once."""

import numpy as np
import pytest

import sim.bargaining.frontier
from sim.bargaining.frontier import TooManySums, frontier, frontier_packages, frontiers


@pytest.mark.parametrize(
    ("total", "unit"), [(0.3, 1e-13), (1.0, 1e-12), (9.0, 1e-12), (20.0, 1e-11), (300.0, 1e-10), (4e6, 1e-6)]
)
@pytest.mark.parametrize("side", [0, 1])
def test_parts_are_compared_to_thirteen_digits_of_the_largest_total(total, unit, side):
    """Better by three in that digit is better; by a third of it, it is equal, and the first of equals is kept.

    What the other side gets is not touched, and what does not differ is worth nothing.
    """
    for better, kept in ((3 * unit, 1), (unit / 3, 0)):
        tables = [[np.zeros(2)], [np.zeros(2)]]
        tables[side] = [np.array([total, total + better])]
        points, packages = frontier(*tables)
        np.testing.assert_array_equal(packages, [[kept]])
        assert points[0, side] == tables[side][0][kept]


def test_the_digits_are_those_of_the_largest_total_not_of_one_issue():
    """Ten issues of 5 add up to 50: what differs by 3e-12 is equal there, and is not where one of them stands alone."""
    small = np.array([5.0, 5.0 + 3e-12])
    assert frontier([small], [np.zeros(2)])[1].tolist() == [[1]]
    assert frontier([small, *[np.array([5.0])] * 9], [np.zeros(2), *[np.zeros(1)] * 9])[1][0, 0] == 0
    assert frontier([small, np.array([-45.0])], [np.zeros(2), np.zeros(1)])[1][0, 0] == 0  # so does a loss


@pytest.mark.parametrize(
    ("total", "decimal"),
    [(5.0, 1e-9), (500.0, 1e-9), (0.5, 1e-9), (0.05, 1e-10), (0.005, 1e-11), (2e4, 1e-8), (2e5, 1e-7)],
)
def test_packages_equal_in_the_ninth_decimal_count_once_and_small_totals_keep_more(total, decimal):
    """Two packages of which one is better for each side: two points, if it is by more than half of the decimal."""
    for step, points in ((0.6 * decimal, 2), (0.4 * decimal, 1)):
        levels = np.array([total, total - step])
        assert len(frontier([levels], [levels[::-1]])[0]) == points


@pytest.mark.parametrize("party_a", [1e-6, 1.0, 1e6])
@pytest.mark.parametrize("party_b", [1e-6, 1.0, 1e6])
def test_each_side_is_compared_in_its_own_unit(party_a, party_b):
    """Four issues of eleven levels in tenths: 41 different totals, whatever the units of the two sides."""
    tenths = np.linspace(0, 1, 11)
    assert len(frontier([party_a * tenths] * 4, [-party_b * tenths] * 4)[0]) == 41


COUNTS = (3, 1, 4, 2)


def many(worlds, seed=0):
    """Return tables of many worlds, (worlds, issues, levels) for both sides, in tenths, so that packages tie."""
    return np.random.default_rng(seed).normal(0, 1, (2, worlds, len(COUNTS), 4)).round(1)


@pytest.mark.parametrize("worlds", [1, 7, 230])
def test_packages_of_many_worlds_are_those_of_each_and_the_last_is_repeated(worlds):
    party_a, party_b = many(worlds)
    found, values = frontier_packages(party_a, party_b, COUNTS), np.stack(frontiers(party_a, party_b, COUNTS), axis=2)
    assert found.shape == (*values.shape[:2], len(COUNTS))
    for world in range(worlds):
        _, packages = frontier(*([side[world, i, :n] for i, n in enumerate(COUNTS)] for side in (party_a, party_b)))
        np.testing.assert_array_equal(found[world, : len(packages)], packages)
        rest = found[world, len(packages) :]
        np.testing.assert_array_equal(rest, np.broadcast_to(packages[-1], rest.shape))


def test_as_many_sums_as_are_allowed_are_compared_and_not_one_more(monkeypatch):
    """Opposed tables of 3 and 4 levels: 12 sums, when the second is merged with the points of the first."""
    party_a = [np.array([0.0, 1.0, 2.1]), np.array([0.0, 4.0, 9.0, 16.3])]
    party_b = [-levels for levels in party_a]
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 12)
    assert len(frontier(party_a, party_b)[0]) == 12
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 11)
    with pytest.raises(TooManySums, match="more than 11 sums to compare"):
        frontier(party_a, party_b)


def test_five_million_sums_are_the_most():
    """One more than that, three points of an issue by a third as many levels of another."""
    few, many_levels = np.array([0.0, 1.0, 2.0]), np.zeros(1_666_667)
    with pytest.raises(TooManySums, match="more than 5,000,000 sums"):
        frontier([many_levels, few], [many_levels, -few])


def test_worlds_too_many_to_compare_at_once_are_halved_down_to_one(monkeypatch):
    party_a, party_b = many(9)
    expected = frontiers(party_a, party_b, COUNTS)
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 24)  # of one world: 3 x 4 x 2
    np.testing.assert_array_equal(frontiers(party_a, party_b, COUNTS), expected)
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 5)
    with pytest.raises(TooManySums):
        frontiers(party_a, party_b, COUNTS)
