"""The exact frontier against full enumeration."""

import itertools
import json
from pathlib import Path

import numpy as np
import pytest

from sim.frontier import frontier, undominated

CASES = json.loads((Path(__file__).parent / "data" / "theory_cases_part.json").read_text())
AGENDAS = [case for case in CASES if case["type"] == "agenda"]
every_agenda = pytest.mark.parametrize("case", AGENDAS, ids=[case["name"] for case in AGENDAS])


def sides(case):
    return [np.array(i["us"]) for i in case["issues"]], [np.array(i["korea"]) for i in case["issues"]]


def random_sides(seed):
    """Return tables of one to four issues of one to five levels, in tenths, so that packages tie."""
    chance = np.random.default_rng(seed)
    counts = chance.integers(1, 6, chance.integers(1, 5))
    return tuple([np.round(chance.normal(0, 2, n), 1) for n in counts] for _ in range(2))


def all_packages(us, korea):
    packages = list(itertools.product(*(range(len(levels)) for levels in us)))
    points = [[sum(side[i][k] for i, k in enumerate(package)) for side in (us, korea)] for package in packages]
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
    us, korea = sides(case)
    points, _ = frontier(us, korea)
    packages, everything = all_packages(us, korea)
    assert len(packages) == case["expected"]["packages"]
    assert len(points) == case["expected"]["frontier_size"]
    assert as_set(points) == enumerated(everything)


@pytest.mark.parametrize("seed", range(100))
def test_the_frontier_is_that_of_all_packages(seed):
    us, korea = random_sides(seed)
    points, packages = frontier(us, korea)
    assert as_set(points) == enumerated(all_packages(us, korea)[1])
    assert len(as_set(points)) == len(points), "equal points count once"
    again = [[sum(side[i][k] for i, k in enumerate(package)) for side in (us, korea)] for package in packages]
    np.testing.assert_allclose(again, points, atol=1e-9)


@every_agenda
def test_points_run_from_the_best_of_the_us_to_the_best_of_korea(case):
    us, korea = sides(case)
    points, _ = frontier(us, korea)
    assert points[0, 0] == pytest.approx(sum(levels.max() for levels in us))
    assert points[-1, 1] == pytest.approx(sum(levels.max() for levels in korea))
    assert np.all(np.diff(points[:, 0]) < 0)
    assert np.all(np.diff(points[:, 1]) > 0)


def test_of_equal_packages_the_first_is_kept():
    points, packages = frontier([np.array([1.0, 1.0, 0.0])], [np.array([2.0, 2.0, 2.5])])
    np.testing.assert_array_equal(points, [[1.0, 2.0], [0.0, 2.5]])
    np.testing.assert_array_equal(packages, [[0], [2]])


def test_a_point_worse_for_both_or_for_one_only_is_dominated():
    points = np.array([[1.0, 1.0], [2.0, 2.0], [2.0, 1.0], [3.0, 0.0], [1.0, 2.0]])
    np.testing.assert_array_equal(undominated(points), [False, True, False, True, False])


def test_each_issue_goes_to_the_side_that_values_it_where_both_are_all_or_nothing():
    points, packages = frontier(
        [np.array([3.0, 0.0]), np.array([1.0, 0.0])], [np.array([0.0, 1.0]), np.array([0.0, 3.0])]
    )
    np.testing.assert_array_equal(points, [[4, 0], [3, 3], [0, 4]])
    np.testing.assert_array_equal(packages, [[0, 0], [0, 1], [1, 1]])


def test_tables_of_different_length_are_refused():
    with pytest.raises(ValueError, match="zip"):
        frontier([np.array([1.0])], [np.array([1.0]), np.array([2.0])])


def test_the_tables_are_not_written_to():
    us, korea = random_sides(7)
    for levels in (*us, *korea):
        levels.flags.writeable = False
    assert len(frontier(us, korea)[0]) > 0
