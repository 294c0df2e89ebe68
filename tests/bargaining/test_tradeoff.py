"""The trade-off path against its formula written out, full enumeration, and paths drawn by hand."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import read_only

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.concessions import concessions, issue_concessions, min_max_slopes, pooled_slopes, slopes
from sim.bargaining.frontier import frontier
from sim.bargaining.payoffs import package_value
from sim.bargaining.tradeoff import TradeOffPath, best_allowed, trade_off_path

INF = np.inf


def chord(run, rise):
    if run > 0:
        return rise / run
    return INF if rise > 0 else -INF


def written_out(cost, gain):
    """Return min over i <= s of max over j > s of the slope from i to j, one curve, step by step."""
    steps = range(len(cost) - 1)
    return [
        min(max(chord(cost[j] - cost[i], gain[j] - gain[i]) for j in range(s + 1, len(cost))) for i in range(s + 1))
        for s in steps
    ]


def random_curves(seed, curves=60, levels=7):
    """Return costs and gains that rise from 0, in whole steps, some of them free or fruitless."""
    chance = np.random.default_rng(seed)
    steps = chance.integers(0, 4, (2, curves, levels - 1))
    return tuple(np.concatenate([np.zeros((curves, 1)), np.cumsum(s, axis=1)], axis=1) for s in steps)


def agenda_of(*counts, off=(), now=0):
    return Agenda(
        tuple(
            Issue(f"issue {k}", "", tuple(range(n)), now=now, lapsed=0, on_table=k not in off)
            for k, n in enumerate(counts)
        )
    )


def padded(tables, longest):
    """Return one table (worlds, issues, longest) of one (worlds, levels) an issue."""
    return np.stack([np.pad(t, ((0, 0), (0, longest - t.shape[1])), mode="edge") for t in tables], axis=1)


def opposed(worlds, counts, seed):
    """Return the tables of two parties: one's values fall over the levels, the other's rise."""
    chance = np.random.default_rng(seed)
    own = [-np.cumsum(chance.random((worlds, n)), axis=1) for n in counts]
    other = [np.cumsum(chance.random((worlds, n)), axis=1) for n in counts]
    return padded(own, max(counts)), padded(other, max(counts))


def way_through(own, other, agenda, weights=None):
    weights = np.ones(own.shape[:2]) if weights is None else weights
    return trade_off_path(concessions(own, other, agenda), agenda.now, weights)


def positions(way: TradeOffPath):
    """Return the package at every position, (positions, worlds, issues)."""
    worlds, steps = way.order.shape
    return np.array([way.package(np.full(worlds, k)) for k in range(steps + 1)])


# --- one issue ------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(5))
def test_pooled_slopes_are_the_min_max_formula_written_out(seed):
    cost, gain = random_curves(seed)
    expected = [written_out(c, g) for c, g in zip(cost, gain, strict=True)]
    np.testing.assert_allclose(min_max_slopes(cost, gain), expected, rtol=1e-12)
    np.testing.assert_allclose(pooled_slopes(cost, gain), expected, rtol=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_the_formula_holds_for_curves_that_turn_back_between_the_two_best_levels(seed):
    cost, gain = np.random.default_rng(seed).integers(0, 6, (2, 60, 6)).astype(float)
    cost[:, 0], gain[:, -1] = 0, 6
    expected = [written_out(c, g) for c, g in zip(cost, gain, strict=True)]
    np.testing.assert_allclose(min_max_slopes(cost, gain), expected, rtol=1e-12)
    np.testing.assert_allclose(pooled_slopes(cost, gain), expected, rtol=1e-12)


numbers = st.lists(st.floats(0, 10).map(lambda x: round(x, 3)), min_size=6, max_size=6)


@given(cost=numbers, gain=numbers)
@settings(deadline=None, max_examples=100)
def test_the_short_cut_equals_the_formula_and_slopes_never_rise(cost, gain):
    cost, gain = np.cumsum([cost], axis=1), np.cumsum([gain], axis=1)
    found = pooled_slopes(cost, gain)
    np.testing.assert_allclose(found, min_max_slopes(cost, gain), rtol=1e-6)
    assert np.all(found[:, 1:] <= found[:, :-1] * (1 + 1e-9))


@pytest.mark.parametrize(
    ("cost", "gain", "expected"),
    [
        ([0, 1, 2, 3], [0, 3, 5, 6], [3, 2, 1]),  # concave: every step on its own
        ([0, 1, 2, 3], [0, 0, 1, 6], [2, 2, 2]),  # convex: one chord of 6 over 3
        ([0, 1, 2, 4], [0, 1, 4, 5], [2, 2, 0.5]),  # convex, then flat
        ([0, 0, 1], [0, 2, 3], [INF, 1]),  # a free step that gives something
        ([0, 0, 1], [0, 0, 3], [3, 3]),  # a free step that gives nothing leads on
        ([0, 1, 1], [0, 2, 2], [2, -INF]),  # one that leads nowhere
        ([0, 2, 2], [0, 2, 4], [2, 2]),  # pays, then gives for nothing
    ],
)
def test_pooled_slopes_worked_by_hand(cost, gain, expected):
    np.testing.assert_allclose(pooled_slopes(np.array([cost], float), np.array([gain], float)), [expected])


def test_a_slope_is_rise_over_run_and_what_is_free_is_infinite():
    run, rise = np.array([2.0, 0.0, 0.0, -1.0, 4.0]), np.array([3.0, 1.0, 0.0, 1.0, -2.0])
    np.testing.assert_array_equal(slopes(run, rise), [1.5, INF, -INF, INF, -0.5])


def test_a_walk_goes_from_the_own_best_level_to_the_others_best_and_waits_there():
    own = np.array([[5.0, 4.0, 1.0, 0.0], [0.0, 3.0, 4.0, 2.0], [1.0, 2.0, 9.0, 3.0]])
    other = np.array([[0.0, 2.0, 3.0, 1.0], [6.0, 4.0, 0.0, 1.0], [0.0, 1.0, 8.0, 2.0]])
    found = issue_concessions(own, other)
    np.testing.assert_array_equal(found.levels, [[0, 1, 2, 2], [2, 1, 0, 0], [2, 2, 2, 2]])
    np.testing.assert_allclose(found.slope, [[2, 1 / 3, -INF], [4, 2 / 3, -INF], [-INF, -INF, -INF]])


def test_walks_of_some_worlds_are_those_of_the_worlds_asked_for():
    own, other = opposed(4, (5,), seed=2)
    rows = np.array([3, 0])
    cut, again = issue_concessions(own[:, 0], other[:, 0]).only(rows), issue_concessions(own[rows, 0], other[rows, 0])
    np.testing.assert_array_equal(cut.levels, again.levels)
    np.testing.assert_array_equal(cut.slope, again.slope)


# --- the path -------------------------------------------------------------------------------------

COUNTS = (4, 3, 5)


def all_points(own, other, counts):
    packages = itertools.product(*(range(n) for n in counts))
    chosen = [[(table[i, k]) for i, k in enumerate(package)] for package in packages for table in (own, other)]
    return np.array(chosen).sum(axis=1).reshape(-1, 2)


@pytest.mark.parametrize("seed", range(8))
def test_whatever_the_rate_of_exchange_the_best_package_lies_on_the_path(seed):
    own, other = opposed(1, COUNTS, seed)
    way = way_through(own, other, agenda_of(*COUNTS))
    everything = all_points(own[0], other[0], COUNTS)
    along = np.column_stack([way.table_values(own)[0], way.table_values(other)[0]])
    for rate in np.geomspace(0.01, 100, 60):
        assert (along @ [1, rate]).max() == pytest.approx((everything @ [1, rate]).max(), abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_packages_at_the_corners_are_on_the_exact_frontier(seed):
    own, other = opposed(1, COUNTS, seed)
    way = way_through(own, other, agenda_of(*COUNTS))
    points, _ = frontier(*([t[0, i, :n] for i, n in enumerate(COUNTS)] for t in (own, other)))
    best = {tuple(point) for point in np.round(points, 9)}
    along = np.column_stack([way.table_values(own)[0], way.table_values(other)[0]])
    corners = {int((along @ [1, rate]).argmax()) for rate in np.geomspace(0.001, 1000, 200)}
    assert len(corners) > 3
    assert {tuple(point) for point in np.round(along[sorted(corners)], 9)} <= best


def test_the_path_runs_from_the_own_best_package_to_the_others():
    own, other = opposed(20, COUNTS, seed=1)
    way = way_through(own, other, agenda_of(*COUNTS))
    packages = positions(way)
    np.testing.assert_array_equal(packages[0], own.argmax(axis=2))
    np.testing.assert_allclose(package_value(other, packages[-1]), other.max(axis=2).sum(axis=1))
    assert np.all(np.diff(way.table_values(own), axis=1) <= 1e-12)
    assert np.all(np.diff(way.table_values(other), axis=1) >= -1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_the_worth_along_the_path_is_the_sum_over_its_packages(seed):
    chance = np.random.default_rng(seed)
    own, other, third = (chance.normal(size=(12, 3, 5)) for _ in range(3))
    way = way_through(own, other, agenda_of(5, 5, 5, off=(1,), now=2), 0.2 + chance.random((12, 3)))
    for values in (own, other, third):
        np.testing.assert_allclose(
            way.table_values(values).T, [package_value(values, p) for p in positions(way)], atol=1e-12
        )


def test_a_step_moves_one_issue_by_one_level():
    own, other = opposed(6, COUNTS, seed=3)
    moves = np.abs(np.diff(positions(way_through(own, other, agenda_of(*COUNTS))), axis=0))
    assert set(np.unique(moves.sum(axis=2))) <= {0, 1}
    assert moves.sum() == 6 * sum(n - 1 for n in COUNTS)


def test_an_issue_with_a_convex_stretch_keeps_its_intermediate_levels():
    own, other = np.array([[[0.0, -1.0, -2.0, -3.0]]]), np.array([[[0.0, 0.0, 1.0, 6.0]]])
    way = way_through(own, other, agenda_of(4))
    np.testing.assert_array_equal(positions(way)[:, 0, 0], [0, 1, 2, 3])


def test_cheap_gains_come_first_and_ties_go_by_the_order_of_the_issues():
    own = np.array([[[0.0, -1.0, -2.0], [0.0, -1.0, -2.0], [0.0, -1.0, -1.0]]])
    other = np.array([[[0.0, 2.0, 3.0], [0.0, 2.0, 3.0], [0.0, 1.0, 1.0]]])
    expected = [[0, 0, 0], [1, 0, 0], [1, 1, 0], [2, 1, 0], [2, 2, 0], [2, 2, 1]]  # slopes 2 2 1 1 1
    np.testing.assert_array_equal(positions(way_through(own, other, agenda_of(3, 3, 2)))[:, 0], expected)


def test_an_issue_thought_to_matter_more_is_given_sooner():
    own, other = np.array([[[0.0, -1.0], [0.0, -1.0]]] * 2), np.array([[[0.0, 2.0], [0.0, 3.0]]] * 2)
    way = way_through(own, other, agenda_of(2, 2), np.array([[1.0, 1.0], [1.6, 1.0]]))
    np.testing.assert_array_equal(positions(way)[1], [[0, 1], [1, 0]])  # 2 against 3, then 3.2 against 3


def test_an_issue_off_the_table_stays_where_it_is():
    own, other = opposed(5, (4, 4, 4), seed=4)
    packages = positions(way_through(own, other, agenda_of(4, 4, 4, off=(1,), now=2)))
    assert np.all(packages[:, :, 1] == 2)
    assert np.all(packages[-1][:, [0, 2]] == 3)


def test_a_shorter_issue_never_leaves_its_own_levels():
    own, other = opposed(30, (2, 6), seed=5)
    packages = positions(way_through(own, other, agenda_of(2, 6)))
    assert packages[:, :, 0].max() == 1
    assert packages[:, :, 1].max() == 5


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    own, other = opposed(9, COUNTS, seed=6)
    weights = 0.5 + np.random.default_rng(6).random((9, 3))
    read_only(own, other, weights)
    agenda = agenda_of(*COUNTS)
    way = way_through(own, other, agenda, weights)
    rows = np.array([7, 2, 2, 0])
    alone = way_through(own[rows], other[rows], agenda, weights[rows])
    for found in (way.only(rows), alone):
        np.testing.assert_array_equal(positions(found), positions(way)[:, rows])
        np.testing.assert_array_equal(found.table_values(own[rows]), way.table_values(own)[rows])


def test_the_furthest_position_is_the_first_of_the_highest_allowed():
    score = np.array([[1.0, 2.0, 2.0, 9.0]] * 3)
    allowed = np.array([[True, True, True, False], [True, False, False, False], [False] * 4])
    np.testing.assert_array_equal(best_allowed(allowed, score), [1, 0, -1])
