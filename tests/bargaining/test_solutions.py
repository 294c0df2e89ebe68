"""Classic solutions against enumeration, and against closed forms on a fine frontier."""

import json

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sim.analysis.validation.theory.verdict import SHIPPED
from sim.bargaining.frontier import frontier, frontiers
from sim.bargaining.solutions import (
    BargainingProblem,
    egalitarian,
    kalai_smorodinsky,
    minimum_difference,
    nash,
    solutions,
    utilitarian,
)

CASES = json.loads(SHIPPED.read_text(encoding="utf-8"))
SOLUTIONS = {
    "nash": nash,
    "kalai_smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
ALL = {**SOLUTIONS, "minimum_difference": minimum_difference}
every_solution = pytest.mark.parametrize("solution", ALL.values(), ids=ALL.keys())


def of_type(kind):
    cases = [case for case in CASES if case["type"] == kind]
    return pytest.mark.parametrize("case", cases, ids=[case["name"] for case in cases])


def solved(problem, case, name):
    return nash(problem, case["power"]) if name == "nash" else SOLUTIONS[name](problem)


@of_type("solution")
@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_of_a_set_of_points_are_those_enumerated(case, name):
    problem = BargainingProblem(np.array(case["points"]), np.array(case["disagreement"]))
    np.testing.assert_allclose(solved(problem, case, name), case["expected"][name], atol=case["tolerance"])


@of_type("agenda")
@pytest.mark.parametrize("name", SOLUTIONS)
def test_solutions_of_an_agenda_are_those_enumerated(case, name):
    points, _ = frontier(
        [np.array(i["party_a"]) for i in case["issues"]], [np.array(i["party_b"]) for i in case["issues"]]
    )
    problem = BargainingProblem(points, np.array(case["disagreement"]))
    np.testing.assert_allclose(solved(problem, case, name), case["expected"][name], atol=case["tolerance"])


@pytest.mark.parametrize(
    ("solution", "first"),
    [
        (nash, 1 / np.sqrt(3)),
        (kalai_smorodinsky, (np.sqrt(5) - 1) / 2),
        (egalitarian, (np.sqrt(17) - 1) / 4),
        (utilitarian, 1 / 4),
        (minimum_difference, (np.sqrt(17) - 1) / 4),
    ],
)
def test_a_curved_frontier_is_divided_as_the_closed_forms_say(solution, first):
    own = np.linspace(0, 1, 200_001)
    found = solution(BargainingProblem(np.column_stack([own, 2 * (1 - own**2)]), np.zeros(2)))
    np.testing.assert_allclose(found, [first, 2 * (1 - first**2)], atol=2e-5)


def test_a_pie_is_divided_by_power_after_each_has_had_its_disagreement():
    own = np.linspace(0, 1, 10_001)
    found = nash(BargainingProblem(np.column_stack([own, 1 - own]), np.array([0.1, 0.3])), power=0.6)
    np.testing.assert_allclose(found, [0.46, 0.54], atol=1e-4)  # .1 + .6 (1 - .1 - .3)


@pytest.mark.parametrize(("power", "first"), [(0.0, 0.1), (0.5, 0.4), (1.0, 0.7)])
def test_more_power_is_more_of_the_pie_up_to_all_of_the_surplus(power, first):
    own = np.linspace(0, 1, 1001)
    found = nash(BargainingProblem(np.column_stack([own, 1 - own]), np.array([0.1, 0.3])), power)
    assert found[0] == pytest.approx(first, abs=0.001)


def test_linking_two_issues_lets_each_side_have_the_one_it_values():
    given = np.linspace(0, 1, 101)
    dear, cheap = 3 * (1 - given), 1 * (1 - given)
    apart = [
        nash(BargainingProblem(np.column_stack(issue), np.zeros(2))) for issue in ((dear, given), (cheap, 3 * given))
    ]
    together, _ = frontier([dear, cheap], [given, 3 * given])
    np.testing.assert_allclose(sum(apart), [2, 2])
    np.testing.assert_allclose(nash(BargainingProblem(together, np.zeros(2))), [3, 3])


def test_linking_issues_both_value_alike_gains_nothing():
    given = np.linspace(0, 1, 101)
    together, _ = frontier([1 - given, 1 - given], [given, given])
    np.testing.assert_allclose(nash(BargainingProblem(together, np.zeros(2))), [1, 1])


def random_problem(seed):
    chance = np.random.default_rng(seed)
    return BargainingProblem(chance.exponential(1, (60, 2)).round(3), np.array([0.2, 0.1]))


@every_solution
@pytest.mark.parametrize("seed", range(10))
def test_swapping_the_parties_mirrors_the_result(solution, seed):
    problem = random_problem(seed)
    mirrored = BargainingProblem(problem.points[:, ::-1], problem.disagreement[::-1])
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
    other = BargainingProblem(problem.points * scale + shift, problem.disagreement * scale + shift)
    np.testing.assert_allclose(solution(other), solution(problem) * scale + shift)


def test_the_unit_matters_to_the_egalitarian_and_the_utilitarian():
    points = np.column_stack([np.linspace(0, 1, 101), np.linspace(1, 0, 101)])
    assert egalitarian(BargainingProblem(points, np.zeros(2)))[0] == pytest.approx(0.5)
    assert egalitarian(BargainingProblem(points * [3, 1], np.zeros(2)))[0] == pytest.approx(3 * 0.25)
    assert utilitarian(BargainingProblem(points * [3, 1], np.zeros(2)))[0] == 3
    assert minimum_difference(BargainingProblem(points * [3, 1], np.zeros(2)))[0] == pytest.approx(3 * 0.25)


whole = st.integers(-6, 12)
clouds = st.lists(st.tuples(whole, whole), min_size=1, max_size=12).map(lambda points: np.array(points, dtype=float))
powers = st.sampled_from([0.0, 0.3, 0.5, 0.8, 1.0])


def some(points, disagreement):
    """Return the problem, if it has a rational point."""
    assume(np.all(points >= disagreement, axis=1).any())
    return BargainingProblem(points, np.array(disagreement, dtype=float))


@given(clouds, st.tuples(whole, whole), powers, st.tuples(*[st.sampled_from([0.001, 0.37, 1.0, 1000.0])] * 2), whole)
def test_nash_and_kalai_smorodinsky_choose_the_same_point_in_any_unit(points, disagreement, power, scale, shift):
    problem = some(points, disagreement)
    other = BargainingProblem(points * scale + shift, problem.disagreement * scale + shift)
    for solution in (lambda p: nash(p, power), kalai_smorodinsky):
        np.testing.assert_allclose(solution(other), solution(problem) * scale + shift)


@given(clouds, st.tuples(whole, whole), powers, st.sampled_from([0.001, 1.0, 1000.0]))
def test_no_chosen_point_is_dominated_or_worse_than_no_deal(points, disagreement, power, unit):
    problem = some(unit * points, unit * np.array(disagreement))
    for solution in (lambda p: nash(p, power), *ALL.values()):
        found = solution(problem)
        assert np.all(found >= problem.disagreement)
        assert not np.any(np.all(problem.points >= found, axis=1) & np.any(problem.points > found, axis=1))


@given(clouds)
def test_a_symmetric_problem_with_an_equal_split_on_its_frontier_is_split_equally(points):
    points = np.concatenate([points, points[:, ::-1]])
    half = np.full(2, points.sum(axis=1).max() / 2)
    assume(half[0] >= 0)
    problem = BargainingProblem(np.concatenate([points, [half]]), np.zeros(2))
    for solution in (nash, kalai_smorodinsky, egalitarian, utilitarian, minimum_difference):
        np.testing.assert_allclose(solution(problem), half)


@given(clouds, st.tuples(whole, whole))
def test_each_solution_is_what_its_formula_says(points, disagreement):
    problem = some(points, disagreement)
    rational = points[np.all(points >= disagreement, axis=1)]
    gains = rational - disagreement
    share = gains / np.where(gains.max(axis=0) > 0, gains.max(axis=0), 1)
    scored = [
        (nash, share.prod(axis=1), share.sum(axis=1)),
        (kalai_smorodinsky, share.min(axis=1), share.sum(axis=1)),
        (egalitarian, gains.min(axis=1), gains.sum(axis=1)),
        (utilitarian, gains.sum(axis=1), gains.min(axis=1)),
    ]
    for solution, score, tie in scored:
        keys = list(zip(np.round(score, 9), np.round(tie, 9), strict=True))
        np.testing.assert_array_equal(solution(problem), rational[keys.index(max(keys))])


@pytest.mark.parametrize("unit", [1e-6, 1e-3, 1.0, 1e3, 1e6])
@pytest.mark.parametrize(("power", "expected"), [(1.0, [4, 1]), (0.0, [1, 5])])
def test_all_power_takes_the_best_rational_point_and_leaves_ties_to_the_other(power, expected, unit):
    points = unit * np.array([[5.0, -1.0], [4.0, 0.0], [4.0, 1.0], [2.0, 3.0], [1.0, 5.0], [0.0, 5.0]])
    np.testing.assert_array_equal(nash(BargainingProblem(points, np.zeros(2)), power), unit * np.array(expected))


@pytest.mark.parametrize("power", [0.0, 0.5, 1.0])
def test_where_one_party_cannot_gain_the_other_takes_all(power):
    points = np.array([[0.0, 1.0], [0.0, 2.0], [-1.0, 3.0]])
    np.testing.assert_array_equal(nash(BargainingProblem(points, np.zeros(2)), power), [0, 2])
    np.testing.assert_array_equal(kalai_smorodinsky(BargainingProblem(points, np.zeros(2))), [0, 2])


@pytest.mark.parametrize("power", [-0.1, 1.1])
def test_power_is_a_share(power):
    with pytest.raises(ValueError, match="power must be from 0 to 1"):
        nash(BargainingProblem(np.ones((1, 2)), np.zeros(2)), power)


@pytest.mark.parametrize("unit", [1e-3, 1e3])
def test_rounding_neither_breaks_ties_nor_makes_a_point_irrational(unit):
    third = unit * (0.1 + 0.2)  # in doubles above .3
    points = np.array([[unit * 0.3, unit * 0.6], [third, unit * 0.5], [unit * 0.5, unit * 0.25]])
    np.testing.assert_array_equal(egalitarian(BargainingProblem(points, np.zeros(2))), points[0])
    assert kalai_smorodinsky(BargainingProblem(points, np.array([third, 0])))[1] == unit * 0.25
    np.testing.assert_array_equal(nash(BargainingProblem(points[:1], np.array([third, 0]))), points[0])


@pytest.mark.parametrize("solution", [nash, kalai_smorodinsky])
def test_of_points_tied_in_all_the_first_is_chosen_whatever_the_rounding(solution):
    points, disagreement = np.array([[3.0, 9.0], [2.0, 10.0]]), np.array([0.0, 7.0])
    for scale, shift in [(1, 0), (0.001, 1), (0.37, 1), (1000, 0.1)]:
        problem = BargainingProblem(points * scale + shift, disagreement * scale + shift)
        np.testing.assert_array_equal(solution(problem), problem.points[0])


def test_small_gains_over_large_values_are_told_apart():
    points = 1000 + 1e-6 * np.array([[1.0, 4.0], [2.0, 3.0], [4.0, 1.0]])
    np.testing.assert_array_equal(nash(BargainingProblem(points, np.array([1000.0, 1000.0]))), points[1])
    np.testing.assert_array_equal(kalai_smorodinsky(BargainingProblem(points, np.array([1000.0, 1000.0]))), points[1])


def test_minimum_difference_compares_values_and_stays_on_the_frontier():
    points = np.array([[9.0, 1.0], [6.0, 5.0], [4.0, 6.0], [4.5, 4.5], [3.0, 8.0]])
    np.testing.assert_array_equal(minimum_difference(BargainingProblem(points, np.zeros(2))), [6, 5])
    np.testing.assert_array_equal(minimum_difference(BargainingProblem(points, np.array([0.0, 4.0]))), [6, 5])
    np.testing.assert_array_equal(minimum_difference(BargainingProblem(points, np.array([0.0, 5.5]))), [4, 6])


def test_minimum_difference_ties_go_to_the_larger_sum():
    points = np.array([[5.0, 4.0], [4.0, 5.0], [3.5, 4.75], [5.5, 3.0]])
    np.testing.assert_array_equal(minimum_difference(BargainingProblem(points, np.zeros(2))), [5, 4])
    points = np.array([[4.0, 3.0], [3.5, 4.5]])
    np.testing.assert_array_equal(minimum_difference(BargainingProblem(points, np.zeros(2))), [3.5, 4.5])


def test_ties_go_to_the_larger_sum():
    points = np.array([[1.0, 1.0], [1.0, 3.0], [2.0, 1.0]])
    np.testing.assert_array_equal(egalitarian(BargainingProblem(points, np.zeros(2))), [1, 3])
    points = np.array([[4.0, 1.0], [1.0, 4.0], [2.0, 2.0]])
    np.testing.assert_array_equal(nash(BargainingProblem(points, np.zeros(2))), [4, 1])


def test_points_worse_than_no_deal_for_one_side_are_left_out_of_the_ideal_too():
    points = np.array([[10.0, -1.0], [2.0, 1.0], [1.2, 1.5], [0.0, 2.0]])
    np.testing.assert_array_equal(
        kalai_smorodinsky(BargainingProblem(points, np.zeros(2))), [1.2, 1.5]
    )  # ratios .6, .75


@every_solution
def test_a_single_point_at_the_disagreement_is_every_solution(solution):
    np.testing.assert_array_equal(solution(BargainingProblem(np.ones((1, 2)), np.ones(2))), [1, 1])


@every_solution
def test_where_nobody_can_agree_there_is_no_solution(solution):
    with pytest.raises(ValueError, match="no point gives both parties their disagreement value"):
        solution(BargainingProblem(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.5, 0.5])))


def many(worlds, seed=0):
    """Return the frontiers of random worlds, with a disagreement and a power in each."""
    chance = np.random.default_rng(seed)
    party_a, party_b = chance.normal(0, 1, (2, worlds, 4, 5))
    points = frontiers(party_a, party_b, (5, 3, 4, 2))
    return *points, tuple(chance.normal(0, 1.5, (2, worlds))), chance.uniform(0, 1, worlds).round(1)


def test_many_worlds_are_solved_as_each_alone():
    party_a, party_b, disagreement, power = many(200)
    found = solutions(party_a, party_b, disagreement, power)
    assert set(found) == set(ALL)
    for name, chosen in found.items():
        assert chosen.shape == (200,)
        assert 0 < (chosen < 0).sum() < 100
        for world, number in enumerate(chosen):
            points = np.column_stack([party_a[world], party_b[world]])
            problem = BargainingProblem(points, np.array([side[world] for side in disagreement]))
            if number < 0:
                with pytest.raises(ValueError, match="no point"):
                    ALL[name](problem)
            else:
                alone = nash(problem, power[world]) if name == "nash" else ALL[name](problem)
                np.testing.assert_array_equal(points[number], alone)


def test_a_world_is_solved_whatever_its_neighbours():
    party_a, party_b, disagreement, power = many(120)
    found = solutions(party_a, party_b, disagreement, power)
    rows = np.random.default_rng(1).permutation(120)[:50]
    again = solutions(party_a[rows], party_b[rows], (disagreement[0][rows], disagreement[1][rows]), power[rows])
    wider = solutions(
        np.pad(party_a, ((0, 0), (0, 9)), "edge"), np.pad(party_b, ((0, 0), (0, 9)), "edge"), disagreement, power
    )
    for name, chosen in found.items():
        np.testing.assert_array_equal(again[name], chosen[rows])
        np.testing.assert_array_equal(wider[name], chosen)


def test_disagreement_and_power_may_be_one_number_for_all_worlds():
    party_a, party_b, _, _ = many(30)
    one = solutions(party_a, party_b, (-0.5, 0.1), 0.3)
    each = solutions(party_a, party_b, (np.full(30, -0.5), np.full(30, 0.1)), np.full(30, 0.3))
    for name, chosen in one.items():
        np.testing.assert_array_equal(chosen, each[name])


def test_a_fault_in_power_is_reported_with_its_world():
    party_a, party_b, disagreement, _ = many(3)
    with pytest.raises(ValueError, match="power must be from 0 to 1; found 2 in world 1"):
        solutions(party_a, party_b, disagreement, np.array([0.5, 2.0, 0.5]))


def test_no_points_have_no_solution():
    for solution in ALL.values():
        with pytest.raises(ValueError, match="no point gives both"):
            solution(BargainingProblem(np.empty((0, 2)), np.zeros(2)))
    assert {chosen.shape for chosen in solutions(np.empty((0, 5)), np.empty((0, 5)), (0.0, 0.0)).values()} == {(0,)}
    for points in (np.empty((2, 0)), np.zeros((2, 1))):  # none at all; none that is rational
        found = solutions(points, points, (0.5, 0.0))
        assert {name: chosen.tolist() for name, chosen in found.items()} == {name: [-1, -1] for name in ALL}
