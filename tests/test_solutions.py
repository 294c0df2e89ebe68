"""Classic solutions against enumeration, and against closed forms on a fine frontier."""

import json
from pathlib import Path

import numpy as np
import pytest

from sim.frontier import frontier
from sim.solutions import Problem, egalitarian, kalai_smorodinsky, nash, utilitarian

CASES = json.loads((Path(__file__).parent / "data" / "theory_cases_part.json").read_text())
SOLUTIONS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
every_solution = pytest.mark.parametrize("solution", SOLUTIONS.values(), ids=SOLUTIONS.keys())


def of_type(kind):
    cases = [case for case in CASES if case["type"] == kind]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def solved(problem, case, name):
    return nash(problem, case["power"]) if name == "nash" else SOLUTIONS[name](problem)


@of_type("solution")
@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_of_a_set_of_points_are_those_enumerated(case, name):
    problem = Problem(np.array(case["points"]), np.array(case["disagreement"]))
    np.testing.assert_allclose(solved(problem, case, name), case["expected"][name], atol=case["tolerance"])


@of_type("agenda")
@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_of_an_agenda_are_those_enumerated(case, name):
    points, _ = frontier([np.array(i["us"]) for i in case["issues"]], [np.array(i["korea"]) for i in case["issues"]])
    problem = Problem(points, np.array(case["disagreement"]))
    np.testing.assert_allclose(solved(problem, case, name), case["expected"][name], atol=case["tolerance"])


@pytest.mark.parametrize(
    ("solution", "first"),
    [
        (nash, 1 / np.sqrt(3)),
        (kalai_smorodinsky, (np.sqrt(5) - 1) / 2),
        (egalitarian, (np.sqrt(17) - 1) / 4),
        (utilitarian, 1 / 4),
    ],
)
def test_a_curved_frontier_is_divided_as_the_closed_forms_say(solution, first):
    own = np.linspace(0, 1, 200_001)
    found = solution(Problem(np.column_stack([own, 2 * (1 - own**2)]), np.zeros(2)))
    np.testing.assert_allclose(found, [first, 2 * (1 - first**2)], atol=2e-5)


def test_a_pie_is_divided_by_power_after_each_has_had_its_disagreement():
    own = np.linspace(0, 1, 10_001)
    found = nash(Problem(np.column_stack([own, 1 - own]), np.array([0.1, 0.3])), power=0.6)
    np.testing.assert_allclose(found, [0.46, 0.54], atol=1e-4)  # .1 + .6 (1 - .1 - .3)


@pytest.mark.parametrize(("power", "first"), [(0.0, 0.1), (0.5, 0.4), (1.0, 0.7)])
def test_more_power_is_more_of_the_pie_up_to_all_of_the_surplus(power, first):
    own = np.linspace(0, 1, 1001)
    found = nash(Problem(np.column_stack([own, 1 - own]), np.array([0.1, 0.3])), power)
    assert found[0] == pytest.approx(first, abs=0.001)


def test_linking_two_issues_lets_each_side_have_the_one_it_values():
    given = np.linspace(0, 1, 101)
    dear, cheap = 3 * (1 - given), 1 * (1 - given)
    apart = [nash(Problem(np.column_stack(issue), np.zeros(2))) for issue in ((dear, given), (cheap, 3 * given))]
    together, _ = frontier([dear, cheap], [given, 3 * given])
    np.testing.assert_allclose(sum(apart), [2, 2])
    np.testing.assert_allclose(nash(Problem(together, np.zeros(2))), [3, 3])


def test_linking_issues_both_value_alike_gains_nothing():
    given = np.linspace(0, 1, 101)
    together, _ = frontier([1 - given, 1 - given], [given, given])
    np.testing.assert_allclose(nash(Problem(together, np.zeros(2))), [1, 1])


def random_problem(seed):
    chance = np.random.default_rng(seed)
    return Problem(chance.exponential(1, (60, 2)).round(3), np.array([0.2, 0.1]))


@every_solution
@pytest.mark.parametrize("seed", range(10))
def test_swapping_the_parties_mirrors_the_result(solution, seed):
    problem = random_problem(seed)
    mirrored = Problem(problem.points[:, ::-1], problem.disagreement[::-1])
    np.testing.assert_array_equal(solution(mirrored), solution(problem)[::-1])


@every_solution
@pytest.mark.parametrize("seed", range(10))
def test_nobody_is_worse_off_than_without_a_deal_and_no_point_is_better_for_both(solution, seed):
    problem = random_problem(seed)
    found = solution(problem)
    assert np.all(found >= problem.disagreement)
    assert not np.any(np.all(problem.points > found, axis=1))


@pytest.mark.parametrize("solution", [nash, kalai_smorodinsky])
def test_the_unit_of_a_partys_values_does_not_matter_to_nash_and_kalai_smorodinsky(solution):
    problem = random_problem(3)
    scale, shift = np.array([7.0, 0.5]), np.array([-2.0, 5.0])
    other = Problem(problem.points * scale + shift, problem.disagreement * scale + shift)
    np.testing.assert_allclose(solution(other), solution(problem) * scale + shift)


def test_ties_go_to_the_larger_sum():
    points = np.array([[1.0, 1.0], [1.0, 3.0], [2.0, 1.0]])
    np.testing.assert_array_equal(egalitarian(Problem(points, np.zeros(2))), [1, 3])
    points = np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]])
    np.testing.assert_array_equal(nash(Problem(points, np.zeros(2))), [4, 1])


def test_points_worse_than_no_deal_for_one_side_are_left_out_of_the_ideal_too():
    points = np.array([[10.0, -1.0], [2.0, 1.0], [1.2, 1.5], [0.0, 2.0]])
    np.testing.assert_array_equal(Problem(points, np.zeros(2)).rational, points[1:])
    np.testing.assert_array_equal(kalai_smorodinsky(Problem(points, np.zeros(2))), [1.2, 1.5])  # ratios .6, .75


@every_solution
def test_a_single_point_at_the_disagreement_is_every_solution(solution):
    np.testing.assert_array_equal(solution(Problem(np.ones((1, 2)), np.ones(2))), [1, 1])


@every_solution
def test_where_nobody_can_agree_there_is_no_solution(solution):
    with pytest.raises(ValueError, match="no point gives both parties their disagreement value"):
        solution(Problem(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 0.5])))
