"""Issues whose own values move from day to day: a path of today is the one that today's tables would give."""

from dataclasses import replace

import numpy as np
import pytest
from delegations import ROWS, WORLDS, brief, nobody, party

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.domains import Domain

COUNTS = (3, 4, 2)


def domain(seed=0, shared=False, off=None):
    """Return three issues whose tables differ by world, or not; one may be off the table, at its second level."""
    tables = np.random.default_rng(seed).normal(size=(2, 1 if shared else WORLDS, len(COUNTS), max(COUNTS)))
    for i, count in enumerate(COUNTS):
        tables[:, :, i, count:] = tables[:, :, i, count - 1 : count]
    issues = tuple(Issue(f"issue {k}", "", tuple(range(n)), 0, 1, k != off) for k, n in enumerate(COUNTS))
    nothing = (np.full(1, -9.0), np.full(1, -9.0))
    return Domain(Agenda(issues), tuple(tables), nothing, tuple(tables), nothing)


def on_the_day(held, places, seed=7):
    """Return the domain as it is today: the values of some issues have moved, for both sides."""
    later, tables = domain(seed), [np.array(np.broadcast_to(table, (WORLDS, 3, 4))) for table in held.values]
    for table, moved in zip(tables, later.values, strict=True):
        table[:, places] = moved[:, places]
    return replace(held, values=tuple(tables), public=tuple(tables))


def path_of(held, today, rows=ROWS):
    given = replace(brief(today, 0.3, rows), rows=rows)
    return held.take_stance(rows, given, nobody(rows)).valued_path


@pytest.mark.parametrize("rows", [ROWS, np.array([2, 0])], ids=["all worlds", "some worlds"])
@pytest.mark.parametrize("off", [None, 1])
@pytest.mark.parametrize("moving", [(0,), (1,), (0, 2), (1, 2)])
def test_todays_path_is_that_of_todays_tables(moving, off, rows):
    before = domain(off=off)
    today = on_the_day(before, list(moving))
    found, anew = path_of(party(before, moving=moving), today, rows), path_of(party(today), today, rows)
    for name in ("mine", "theirs"):
        np.testing.assert_allclose(getattr(found, name), getattr(anew, name), atol=1e-12)
    for position in range(found.mine.shape[1]):
        places = np.full(len(rows), position)
        np.testing.assert_array_equal(found.path.package(places), anew.path.package(places))


def test_where_nothing_moves_a_path_is_kept_and_where_something_may_it_is_not():
    held = domain()
    still, moving = party(held), party(held, moving=(0,))
    assert path_of(still, held).mine.shape == path_of(moving, held).mine.shape
    assert still.path_cache.fresh.all()
    assert not moving.path_cache.fresh.any()


def test_steps_are_ordered_by_the_slope_factors_of_an_opening_that_holds_some_issues_back():
    """Its weights are what it thinks of the other's; the factors are its own, and change the order alone."""
    held = party(domain(shared=True))
    held.weights = np.array([[1.0, 2.0, 4.0]])
    held.slope_factors = np.array([[1.0, 0.5, 0.25]])
    np.testing.assert_array_equal(held.order_weights(ROWS), [[1, 2, 4]])
    held.strategy = replace(held.strategy, opening=HoldsBack())
    np.testing.assert_array_equal(held.order_weights(ROWS), [[1, 1, 1]])
    held.slope_factors = np.array([[1.0, 0.5, 0.25], [1.0, 1.0, 1.0], [2.0, 1.0, 1.0]])
    np.testing.assert_array_equal(held.order_weights(np.array([2, 0])), [[2, 2, 4], [1, 1, 1]])


class HoldsBack:
    """An opening that gives ground on some issues last."""

    keeps_order = False
