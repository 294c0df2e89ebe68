"""Steps of concession side by side: cut to some worlds, walked anew for one issue, and valued along a path."""

import numpy as np
import pytest

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.concessions import concessions, issue_concessions, pooled_slopes
from sim.bargaining.negotiator.path_cache import PathCache, value_path
from sim.bargaining.payoffs import discount_value, level_values, package_value
from sim.bargaining.tradeoff import best_allowed, join_steps, trade_off_path, within

COUNTS, WORLDS = (4, 3, 2, 3), 6
OFF = 2  # the place of the issue that is off the table, at its second level
AGENDA = Agenda(tuple(Issue(f"issue {k}", "", tuple(range(n)), 0, 1, k != OFF) for k, n in enumerate(COUNTS)))
ROWS = np.array([4, 1])


def tables(seed, worlds=WORLDS):
    """Return both sides' tables, (worlds, issues, levels), a shorter issue's last level repeated."""
    found = np.random.default_rng(seed).normal(size=(2, worlds, len(COUNTS), max(COUNTS)))
    for i, count in enumerate(COUNTS):
        found[:, :, i, count:] = found[:, :, i, count - 1 : count]
    return found


def steps_of(own, other):
    return join_steps(concessions(own, other, AGENDA), AGENDA.lapsed)


def assert_same_steps(one, other):
    for name in ("start", "issue", "source", "target", "slope", "mine", "before", "after"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)


@pytest.mark.parametrize("place", [0, 1, 3])
def test_an_issue_walked_anew_stands_where_it_would_had_all_been_walked_anew(place):
    (own, other), (moved, _) = tables(1), tables(2)
    held = steps_of(own, other).only(np.arange(WORLDS))
    before = steps_of(own, other)
    changed = own.copy()
    changed[:, place] = moved[:, place]
    count = COUNTS[place]
    held.replace_issue(place, issue_concessions(changed[:, place, :count], other[:, place, :count]))
    assert_same_steps(held, steps_of(changed, other))
    assert_same_steps(before, steps_of(own, other))  # a copy was written to


def test_steps_of_some_worlds_are_those_of_the_worlds_and_shared_ones_are_copied():
    own, other = tables(3)
    assert_same_steps(steps_of(own, other).only(ROWS), steps_of(own[ROWS], other[ROWS]))
    shared = steps_of(own[:1], other[:1])
    copy = shared.only(ROWS)
    assert_same_steps(copy, shared)
    copy.mine[:] = 0
    copy.start[:] = 0
    assert_same_steps(shared, steps_of(own[:1], other[:1]))


def test_what_a_step_changes_is_the_difference_of_the_levels_it_joins():
    own, other = tables(4)
    held, world = steps_of(own, other), np.arange(WORLDS)[:, None]
    np.testing.assert_allclose(held.mine, own[world, held.issue, held.target] - own[world, held.issue, held.source])
    np.testing.assert_array_equal(held.before, other[world, held.issue, held.source])
    np.testing.assert_array_equal(held.after, other[world, held.issue, held.target])
    assert held.issue.tolist() == [0, 0, 0, 1, 1, 3, 3]
    assert (held.start[:, OFF] == 1).all()


def test_steps_as_good_as_each_other_keep_their_slope_to_the_last_bit():
    """Ties go by the order of the issues: .03 for .3, then .05 for .5, are both .1; pooled one is a bit less."""
    cost, gain = np.array([[0.0, 0.3, 0.8]]), np.array([[0.0, 0.03, 0.08]])
    run, rise = np.diff(cost), np.diff(gain)
    assert rise[0, 0] / run[0, 0] == rise[0, 1] / run[0, 1]
    np.testing.assert_array_equal(pooled_slopes(cost, gain), rise / run)


def test_a_path_begins_at_the_first_issue_on_the_table():
    """The first is off it, at its second level; the other two go from own best to the other's, cheap gains first."""
    agenda = Agenda(tuple(Issue(f"issue {k}", "", (0, 1), 0, 1, k != 0) for k in range(3)))
    own, other = np.array([[[0.0, -1.0]] * 3]), np.array([[[0.0, 9.0], [0.0, 2.0], [0.0, 3.0]]])
    path = trade_off_path(concessions(own, other, agenda), agenda.lapsed, np.ones((1, 3)))
    found = path.package(np.array([0, 1, 2]))
    np.testing.assert_array_equal(found, [[1, 0, 0], [1, 0, 1], [1, 1, 1]])


@pytest.mark.parametrize("shared", [False, True], ids=["own tables", "one table"])
@pytest.mark.parametrize("worlds", [2, WORLDS])
def test_values_along_the_paths_of_some_worlds_are_by_the_tables_of_those_worlds(worlds, shared):
    (own, other), third = tables(10, worlds), tables(11, 1 if shared else worlds)[0]
    path = trade_off_path(concessions(own, other, AGENDA), AGENDA.lapsed, np.ones((worlds, len(COUNTS))))
    rows = np.array([worlds - 1, 0])
    found = path.only(rows).table_values(third, rows)
    for position in range(found.shape[1]):
        packages = path.package(np.full(worlds, position))[rows]
        expected = [
            sum(third[0 if shared else row, i, level] for i, level in enumerate(p))
            for row, p in zip(rows, packages, strict=True)
        ]
        np.testing.assert_allclose(found[:, position], expected)


def test_one_table_along_one_path_has_one_row_of_values():
    own, other = tables(12, 1)
    path = trade_off_path(concessions(own, other, AGENDA), AGENDA.lapsed, np.ones((1, len(COUNTS))))
    assert path.table_values(own).shape == (1, 8)


def test_a_walk_past_its_end_gives_nothing_at_any_price():
    """The sides' best levels are the second and the fourth, the same, and the first: two steps, none and one."""
    own = np.array([[1.0, 3.0, 2.0, 0.0], [5.0, 1.0, 2.0, 3.0], [1.0, 2.0, 0.0, 0.5]])
    other = np.array([[0.0, 1.0, 2.0, 9.0], [9.0, 1.0, 8.0, 2.0], [4.0, 3.0, 9.0, 1.0]])
    found = issue_concessions(own, other)
    np.testing.assert_array_equal(found.levels, [[1, 2, 3, 3], [0, 0, 0, 0], [1, 2, 2, 2]])
    np.testing.assert_array_equal(found.slope == -np.inf, [[0, 0, 1], [1, 1, 1], [0, 1, 1]])
    np.testing.assert_allclose(found.slope[[0, 2], 0], [8 / 3, 3])  # pooled: 8 for 3 in all, and 6 for 2


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("weighed", [1, WORLDS])
def test_a_valued_path_holds_the_values_of_its_packages(worlds, weighed):
    """Estimated values are the other's public ones times the scaled weights, whatever weights the order is by."""
    own, other = tables(5, worlds)
    chance, steps = np.random.default_rng(6), steps_of(own, other)
    weights, scaled = chance.uniform(0.5, 2, (2, weighed, len(COUNTS)))
    first = [level_values(table, steps.start).T for table in (own, other)]
    found, many = value_path(steps, first, weights, scaled), max(worlds, weighed)
    estimate = other * scaled[:, :, None]
    for position in range(steps.slope.shape[1] + 1):
        packages = found.path.package(np.full(many, position))
        np.testing.assert_allclose(
            found.mine[:, position], package_value(own, packages, np.arange(many))[: len(found.mine)]
        )
        np.testing.assert_allclose(found.theirs[:, position], package_value(estimate, packages))


def test_a_path_that_all_worlds_share_gives_each_world_the_package_of_its_own_position():
    own, other = tables(7, 1)
    path = trade_off_path(concessions(own, other, AGENDA), AGENDA.lapsed, np.ones((1, len(COUNTS))))
    positions = np.array([0, 7, 3, 3, 5])
    each = [path.package(np.array([position]))[0] for position in positions]
    np.testing.assert_array_equal(path.package(positions), each)
    np.testing.assert_array_equal(each[0], path.start[0])


def test_valued_paths_are_kept_until_they_are_worked_out_anew():
    own, other = tables(8)
    steps, ones = steps_of(own, other), np.ones((1, len(COUNTS)))
    first = [level_values(table, steps.start).T for table in (own, other)]
    cache = PathCache(steps, 1)
    assert not cache.fresh.any()
    assert cache.fresh.shape == (WORLDS,)
    some = value_path(steps.only(ROWS), [held[ROWS] for held in first], ones, 2 * ones)
    cache.store(ROWS, some)
    np.testing.assert_array_equal(cache.fresh, [False, True, False, False, True, False])
    found = cache.take(ROWS[::-1])
    for name in ("mine", "theirs"):
        np.testing.assert_array_equal(getattr(found, name), getattr(some, name)[::-1])
    np.testing.assert_array_equal(found.scaled_weights, np.full((2, len(COUNTS)), 2.0))
    for name in ("order", "source", "target", "start"):
        np.testing.assert_array_equal(getattr(found.path, name), getattr(some.path, name)[::-1])


@pytest.mark.parametrize(("levels", "weights", "kept"), [(1, 1, 1), (1, WORLDS, WORLDS), (WORLDS, 1, WORLDS)])
def test_a_path_is_kept_once_where_tables_and_weights_are_shared(levels, weights, kept):
    cache = PathCache(steps_of(*tables(9, levels)), weights)
    assert cache.fresh.shape == (kept,)
    assert cache.valued_path.mine.shape == (kept, 8)
    assert cache.valued_path.path.order.shape == (kept, 7)
    assert (cache.take(ROWS) is cache.valued_path) == (kept == 1)


# --- positions on a path ----------------------------------------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_values_along_a_path_are_held_against_the_limit_of_each_world(shared):
    values, limit = np.array([[3.0, 2.0, 1.0]]), np.array([2.0, 0.5, 4.0])
    found = within(values if shared else np.repeat(values, 3, axis=0), np.greater_equal, limit)
    np.testing.assert_array_equal(found, [[1, 1, 0], [1, 1, 1], [0, 0, 0]])


@pytest.mark.parametrize("shared", [True, False])
def test_the_first_of_the_highest_allowed_is_the_best_or_there_is_none(shared):
    score = np.array([[1.0, 4.0, 2.0, 4.0]])
    allowed = np.array([[1, 1, 1, 1], [1, 0, 1, 1], [1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 0]], dtype=bool)
    found = best_allowed(allowed, score if shared else np.repeat(score, 5, axis=0))
    np.testing.assert_array_equal(found, [1, 3, 2, -1, 0])


@pytest.mark.parametrize("worlds", [2, 3])
def test_each_world_has_scores_of_its_own(worlds):
    score = np.array([[1.0, 4.0, 2.0], [5.0, 4.0, 6.0], [0.0, 1.0, 0.0]])[:worlds]
    allowed = np.array([[1, 1, 1], [1, 1, 0], [0, 0, 0]], dtype=bool)[:worlds]
    np.testing.assert_array_equal(best_allowed(allowed, score), [1, 0, -1][:worlds])


@pytest.mark.parametrize(("h", "expected"), [(1.0, 0.1), (1.5, 0.1), (0.0, 3.0), (0.5, 1.55), (0.25, 2.275)])
def test_a_value_that_may_not_hold_lies_between_itself_and_the_reserve(h, expected):
    """What is certain is worth itself to the last bit: 3 + (.1 - 3) is not .1 in doubles."""
    found = discount_value(np.array([0.1]), np.array([3.0]), np.array([h]))
    assert found[0] == (expected if h >= 1 else pytest.approx(expected))
