"""Kernels of walks and of the trade-off path, held to the rules they stand for."""

from dataclasses import replace

import numpy as np
import pytest
from kernel_laws import assert_alike

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.payoffs import level_values
from sim.bargaining.tradeoff import ConcessionSteps, TradeOffPath, walk_issues
from sim.core.backend import backend_of, load_kernel

WORLDS, COUNTS = 10_000, (4, 9, 2, 6)
AGENDA = Agenda(tuple(Issue(f"issue {k}", "", tuple(range(n)), 0, 1, k != 1) for k, n in enumerate(COUNTS)))


def tables(seed, worlds=WORLDS, digits=0):
    """Return two tables, (worlds, issues, levels) each, in round figures so that ties and convex stretches occur."""
    luck = np.random.default_rng(seed)
    found = np.round(luck.normal(0, 3, (2, worlds, len(COUNTS), max(COUNTS))), digits)
    for i, count in enumerate(COUNTS):
        found[:, :, i, count:] = found[:, :, i, count - 1 : count]
    return found[0], found[1]


def steps_and_first(own, other):
    with backend_of("numpy"):
        steps = ConcessionSteps(*walk_issues(own, other, AGENDA))
    return steps, [level_values(table, steps.start).T.copy() for table in (own, other)]


def weights_of(seed, worlds=WORLDS):
    """Return two sets of weights; some are 0, so that slopes times weights are no numbers."""
    luck = np.random.default_rng(seed)
    return np.maximum(np.round(luck.normal(1, 1, (2, worlds, len(COUNTS))), 1), 0.0)


@pytest.mark.parametrize("digits", [0, 1, 12])
@pytest.mark.parametrize("shared", [(), (0,), (1,), (0, 1)])
def test_walks_through_all_issues(digits, shared):
    given = [table[:1] if side in shared else table for side, table in enumerate(tables(1, digits=digits))]
    assert_alike("walks.walk_issues", *given, AGENDA)


@pytest.mark.parametrize("strange", [np.nan, np.inf, -np.inf, 1e200])
def test_what_is_beyond_slopes_is_left_to_the_rule(strange):
    own, other = tables(2, 5)
    own[3, 0, 2] = strange
    assert load_kernel("walks.walk_issues")(own, other, AGENDA) is NotImplemented
    steps, first = steps_and_first(*tables(2, 5))
    moving, weights = np.array([[0, 0, 4, 1]]), weights_of(3, 5)
    given = (steps, first, np.arange(5), (own, other, None), moving, *weights)
    assert load_kernel("walks.walk_today")(*given) is NotImplemented


@pytest.mark.parametrize("rows", [None, np.arange(0, WORLDS, 3)])
@pytest.mark.parametrize("one", [False, True])
def test_values_along(rows, one):
    steps, first = steps_and_first(*tables(4))
    weights = weights_of(5, 1 if one else WORLDS if rows is None else len(rows))
    assert_alike("paths.values_along", steps, first, rows, *weights)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_values_along_steps_that_all_worlds_share(worlds):
    steps, first = steps_and_first(*tables(6, 1))
    assert_alike("paths.values_along", steps, first, None, *weights_of(7, worlds))


def test_slopes_that_are_no_numbers_come_last():
    steps, first = steps_and_first(*tables(8))
    steps.slope[::2, 3], steps.slope[::3, 5], steps.slope[::5, 0] = np.nan, np.inf, -np.inf
    assert_alike("paths.values_along", steps, first, None, *weights_of(9))


@pytest.mark.parametrize("rows", [np.arange(WORLDS), np.arange(1, WORLDS, 2), np.array([5])])
@pytest.mark.parametrize("moving", [[[0, 0, 4, 1]], [[1, 3, 0, 1], [3, 4, 6, 1]]])
@pytest.mark.parametrize("met", [False, True])
def test_walks_of_today(rows, moving, met):
    steps, first = steps_and_first(*tables(10))
    own, other = tables(11)
    today = (own, other, rows) if met else (own[rows], other[rows], None)
    assert_alike("walks.walk_today", steps, first, rows, today, np.array(moving), *weights_of(12, len(rows)))


def test_walks_of_today_leave_what_they_are_given_alone():
    steps, first = steps_and_first(*tables(10, 7))
    before = [part.copy() for part in (steps.start, *steps.by_step, *first)]
    moving = np.array([[0, 0, 4, 1]])
    load_kernel("walks.walk_today")(steps, first, np.arange(7), (*tables(11, 7), None), moving, *weights_of(12, 7))
    for part, held in zip((steps.start, *steps.by_step, *first), before, strict=True):
        np.testing.assert_array_equal(part, held)


def path_of(worlds, weights):
    steps, _ = steps_and_first(*tables(13, worlds))
    with np.errstate(invalid="ignore"):
        return steps.path(weights_of(14, weights)[0])


@pytest.mark.parametrize(("worlds", "weights"), [(WORLDS, WORLDS), (1, WORLDS), (1, 1)])
def test_values_by_another_table(worlds, weights):
    way, (table, _) = path_of(worlds, weights), tables(15, digits=3)
    rows = np.arange(WORLDS)[::-1].copy()
    for values, some in ((table, None), (table, rows), (table[:1], None), (table.transpose(0, 2, 1)[:, :4], rows)):
        values = np.swapaxes(values, 1, 2) if values.shape[1] != len(COUNTS) else values
        assert_alike("paths.values_by_table", way, values, some)


@pytest.mark.parametrize(("worlds", "weights"), [(WORLDS, WORLDS), (1, WORLDS), (1, 1)])
def test_packages_after_some_steps(worlds, weights):
    way = path_of(worlds, weights)
    position = np.random.default_rng(16).integers(0, way.order.shape[1] + 1, WORLDS)
    assert_alike("paths.packages_at", way, position)
    wide = replace(way, source=way.source.astype(np.int64), target=way.target.astype(np.int64))
    with backend_of("numba"):
        np.testing.assert_array_equal(TradeOffPath.package(wide, position), way.package(position))
