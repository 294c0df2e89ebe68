"""The exact frontier against full enumeration."""

import itertools
import json

import numpy as np
import pytest

import sim.bargaining.frontier
from sim.analysis.validation.theory.verdict import SHIPPED
from sim.bargaining.frontier import TooManySums, frontier, frontiers

CASES = json.loads(SHIPPED.read_text(encoding="utf-8"))
AGENDAS = [case for case in CASES if case["type"] == "agenda"]
every_agenda = pytest.mark.parametrize("case", AGENDAS, ids=[case["name"] for case in AGENDAS])


def sides(case):
    return [np.array(i["party_a"]) for i in case["issues"]], [np.array(i["party_b"]) for i in case["issues"]]


def random_sides(seed):
    """Return tables of one to four issues of one to five levels, in tenths, so that packages tie."""
    chance = np.random.default_rng(seed)
    counts = chance.integers(1, 6, chance.integers(1, 5))
    return tuple([np.round(chance.normal(0, 2, n), 1) for n in counts] for _ in range(2))


def all_packages(party_a, party_b):
    packages = list(itertools.product(*(range(len(levels)) for levels in party_a)))
    points = [[sum(side[i][k] for i, k in enumerate(package)) for side in (party_a, party_b)] for package in packages]
    return np.array(packages), np.array(points)


def enumerated(points):
    """Return the undominated points as a set, by comparing each with every other."""
    rounded = np.round(points, 6)
    weakly = (rounded[None, :, :] >= rounded[:, None, :]).all(axis=2)
    strictly = (rounded[None, :, :] > rounded[:, None, :]).any(axis=2)
    return {tuple(point) for point in rounded[~(weakly & strictly).any(axis=1)] + 0.0}


def as_set(points):
    return {tuple(point) for point in np.round(points, 6) + 0.0}


@every_agenda
def test_a_known_agenda_has_its_known_frontier(case):
    party_a, party_b = sides(case)
    points, _ = frontier(party_a, party_b)
    packages, everything = all_packages(party_a, party_b)
    assert len(packages) == case["expected"]["packages"]
    assert len(points) == case["expected"]["frontier_size"]
    assert as_set(points) == enumerated(everything)


@pytest.mark.parametrize("seed", range(100))
def test_the_frontier_is_that_of_all_packages(seed):
    party_a, party_b = random_sides(seed)
    points, packages = frontier(party_a, party_b)
    assert as_set(points) == enumerated(all_packages(party_a, party_b)[1])
    assert len(as_set(points)) == len(points), "equal points count once"
    again = [[sum(side[i][k] for i, k in enumerate(package)) for side in (party_a, party_b)] for package in packages]
    np.testing.assert_allclose(again, points, atol=1e-9)


@every_agenda
def test_points_run_from_the_best_of_the_us_to_the_best_of_korea(case):
    party_a, party_b = sides(case)
    points, _ = frontier(party_a, party_b)
    assert points[0, 0] == pytest.approx(sum(levels.max() for levels in party_a))
    assert points[-1, 1] == pytest.approx(sum(levels.max() for levels in party_b))
    assert np.all(np.diff(points[:, 0]) < 0)
    assert np.all(np.diff(points[:, 1]) > 0)


@pytest.mark.parametrize("seed", range(200))
def test_larger_agendas_have_the_frontier_of_full_enumeration(seed):
    party_a, party_b = KINDS[seed % len(KINDS)](np.random.default_rng(seed))
    points, _ = frontier(party_a, party_b)
    one, two = (np.round(totals(side), 9) for side in (party_a, party_b))
    order = np.lexsort((-two, -one))
    ahead = np.concatenate([[-np.inf], np.maximum.accumulate(two[order])[:-1]])
    expected = np.column_stack([one, two])[order[two[order] > ahead]]
    np.testing.assert_allclose(points, expected, rtol=0, atol=1.1e-9)


def totals(side):
    """Return the value of every package, (packages,)."""
    sums = np.zeros(1)
    for levels in side:
        sums = np.add.outer(sums, levels).ravel()
    return sums


def drawn_counts(chance):
    """Return the levels of one to six issues that make at most 20,000 packages."""
    counts = chance.integers(1, 12, chance.integers(1, 7))
    while counts.prod() > 20_000:
        counts[counts.argmax()] -= 1
    return counts


def tenths(chance):
    return tuple([np.round(chance.normal(0, 2, n), 1) for n in counts] for counts in [drawn_counts(chance)] * 2)


def continuous(chance):
    return tuple([chance.random(n) for n in counts] for counts in [drawn_counts(chance)] * 2)


def opposed(chance):
    counts = drawn_counts(chance)
    return [-np.cumsum(chance.random(n)) for n in counts], [np.cumsum(chance.random(n)) for n in counts]


def shares_of_the_best(chance):
    """Return values weight x score / best score, which tie exactly but are no decimals."""
    counts = drawn_counts(chance)
    scores = [[chance.integers(0, 10, n) for n in counts] for _ in range(2)]
    return tuple([chance.integers(1, 4) / 7 * e / max(e.max(), 1) for e in side] for side in scores)


def transfers(chance):
    """Return tables where one side gains what the other loses, on a coarse grid."""
    party_a = [np.round(chance.random(n), 1) for n in drawn_counts(chance)]
    return party_a, [1 - levels for levels in party_a]


KINDS = [tenths, continuous, opposed, shares_of_the_best, transfers]


@pytest.mark.parametrize("scale", [1e-3, 1e3, 1e6])
@pytest.mark.parametrize("kind", [continuous, opposed])
def test_the_unit_of_values_does_not_matter(kind, scale):
    party_a, party_b = kind(np.random.default_rng(5))
    points, packages = frontier(party_a, party_b)
    other, again = frontier([scale * levels for levels in party_a], party_b)
    np.testing.assert_array_equal(again, packages)
    np.testing.assert_allclose(other, points * [scale, 1])


@pytest.mark.parametrize("unit", [1e-6, 1e-3, 1.0, 1e3, 1e6])
def test_ties_are_seen_in_any_unit(unit):
    levels = unit * np.linspace(0, 1, 11)
    points, _ = frontier([levels] * 4, [-levels] * 4)
    assert len(points) == 41


def test_packages_equal_to_nine_decimals_count_once():
    party_a, party_b = [np.array([1.0, 1.0 + 2e-10, 0.5])], [np.array([0.1, 0.1, 0.2])]
    assert len(frontier(party_a, party_b)[0]) == 2
    assert len(frontier([party_a[0] + [0, 2e-9, 0]], [party_b[0] + [2e-9, 0, 0]])[0]) == 3


def test_what_parts_of_a_package_lack_is_not_lost_in_rounding():
    small = [np.array([0.0, 4e-10]), np.array([0.0, 4e-10]), np.array([0.0, 4e-10])]
    points, packages = frontier(small, [np.zeros(2)] * 3)
    np.testing.assert_array_equal(packages, [[1, 1, 1]])
    np.testing.assert_allclose(points, [[1.2e-9, 0]])


def test_of_equal_packages_the_one_with_lower_levels_of_the_first_issues_is_kept():
    points, packages = frontier([np.array([1.0, 1.0, 0.0])], [np.array([2.0, 2.0, 2.5])])
    np.testing.assert_array_equal(points, [[1.0, 2.0], [0.0, 2.5]])
    np.testing.assert_array_equal(packages, [[0], [2]])
    levels = np.arange(3.0)
    np.testing.assert_array_equal(frontier([levels] * 2, [-levels] * 2)[1], [[2, 2], [1, 2], [0, 2], [0, 1], [0, 0]])


@pytest.mark.parametrize("seed", range(50))
def test_of_equal_packages_the_first_of_all_is_kept(seed):
    party_a, party_b = random_sides(seed)
    points, packages = frontier(party_a, party_b)
    every, values = all_packages(party_a, party_b)
    for point, package in zip(points, packages, strict=True):
        np.testing.assert_array_equal(package, every[np.abs(values - point).max(axis=1) < 1e-9][0])


def test_a_point_worse_for_both_or_for_one_only_is_dominated():
    points = np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 1.0], [3.0, 0.0], [1.0, 2.0]])
    np.testing.assert_array_equal(frontier(points[None, :, 0], points[None, :, 1])[1], [[3], [1]])


def test_each_issue_goes_to_the_side_that_values_it_where_both_are_all_or_nothing():
    points, packages = frontier(
        [np.array([3.0, 0.0]), np.array([1.0, 0.0])], [np.array([0.0, 1.0]), np.array([0.0, 3.0])]
    )
    np.testing.assert_array_equal(points, [[4, 0], [3, 3], [0, 4]])
    np.testing.assert_array_equal(packages, [[0, 0], [0, 1], [1, 1]])


def test_tables_of_different_length_are_refused():
    with pytest.raises(ValueError, match="zip"):
        frontier([np.array([1.0])], [np.array([1.0]), np.array([2.0])])
    with pytest.raises(ValueError, match="every level; found 2 and 3 levels"):
        frontier([np.ones(2)], [np.ones(3)])


def test_the_tables_are_not_written_to():
    party_a, party_b = random_sides(7)
    for levels in (*party_a, *party_b):
        levels.flags.writeable = False
    assert len(frontier(party_a, party_b)[0]) > 0


def test_no_issue_leaves_the_empty_package():
    points, packages = frontier([], [])
    assert points.tolist() == [[0, 0]]
    assert packages.shape == (1, 0)


COUNTS = (4, 1, 6, 5)


def worlds_of_tables(worlds, seed=0, longest=8):
    """Return the tables of many worlds, (worlds, issues, levels), each issue's last level repeated; some tie."""
    chance = np.random.default_rng(seed)
    tables = chance.normal(0, 2, (2, worlds, len(COUNTS), longest))
    tables[:, ::2] = np.round(tables[:, ::2], 1)
    for i, n in enumerate(COUNTS):
        tables[:, :, i, n:] = tables[:, :, i, n - 1 : n]
    tables.flags.writeable = False
    return tables


def test_the_frontiers_of_many_worlds_are_those_of_each():
    party_a, party_b = worlds_of_tables(250)
    found = np.stack(frontiers(party_a, party_b, COUNTS), axis=2)
    widest = 0
    for world, row in enumerate(found):
        points, _ = frontier(*([side[world, i, :n] for i, n in enumerate(COUNTS)] for side in (party_a, party_b)))
        np.testing.assert_array_equal(row[: len(points)], points)
        np.testing.assert_array_equal(row[len(points) :], np.broadcast_to(points[-1], row[len(points) :].shape))
        widest = max(widest, len(points))
    assert found.shape == (250, widest, 2)


def test_levels_repeated_at_the_end_change_nothing():
    party_a, party_b = worlds_of_tables(20)
    np.testing.assert_array_equal(frontiers(party_a, party_b, COUNTS), frontiers(party_a, party_b, [8] * len(COUNTS)))


def test_a_world_does_not_depend_on_its_neighbours():
    party_a, party_b = worlds_of_tables(230)
    order = np.random.default_rng(1).permutation(230)
    found = np.array(frontiers(party_a, party_b, COUNTS))
    np.testing.assert_array_equal(frontiers(party_a[order], party_b[order], COUNTS), found[:, order])
    few = np.array(frontiers(party_a[:7], party_b[:7], COUNTS))
    np.testing.assert_array_equal(few, found[:, :7, : few.shape[2]])


def test_worlds_are_merged_a_few_at_a_time_where_sums_are_many(monkeypatch):
    party_a, party_b = worlds_of_tables(60)
    found = frontiers(party_a, party_b, COUNTS)
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 400)
    np.testing.assert_array_equal(frontiers(party_a, party_b, COUNTS), found)


def test_frontiers_too_large_to_list_are_refused(monkeypatch):
    monkeypatch.setattr(sim.bargaining.frontier, "MOST_SUMS", 1000)
    party_a = np.random.default_rng(0).random((2, 5, 6))
    with pytest.raises(TooManySums, match="more than 1,000 sums"):
        frontier(party_a[0], -party_a[0])
    with pytest.raises(TooManySums, match="more than 1,000 sums"):
        frontiers(party_a, -party_a, [6] * 5)


def test_no_world_has_no_frontier():
    party_a, party_b = frontiers(np.empty((0, 4, 8)), np.empty((0, 4, 8)), COUNTS)
    assert party_a.shape == party_b.shape == (0, 1)
