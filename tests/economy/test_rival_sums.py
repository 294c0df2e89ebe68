"""What rivals pull together: how far a sum is used, when it is taken anew, and what splits."""

from math import factorial

import numpy as np
import pytest
from cars import fleet, market

from sim.economy.market import rivals
from sim.economy.market.rivals import RivalSums

LINES = np.flatnonzero(~fleet().built_in("KR"))
EVERY = len(fleet().firm)


def crowd(exponents, lines=LINES):
    """Return the rivals in worlds whose largest |x| are stated: all prices go the same way up."""
    cars = market(len(exponents))
    goal = np.array(exponents)[:, None] / cars.demand.price_slope * np.ones(EVERY)
    return RivalSums(cars.demand, lines, goal)


def exact(held, rows):
    """Return what the lines of a world pull where their prices stand, added up, (worlds,)."""
    demand = held.demand
    pulls = demand.inside[held.lines] * np.exp(-demand.price_slope[rows] * held.price_rise(rows))
    return pulls.sum(axis=1)


def test_sums_leave_out_less_than_3_parts_in_10_to_the_15th():
    held = crowd([0.0999, -0.0999, 0.05])
    held.progress = np.full(3, 1.0)
    np.testing.assert_allclose(held.nest_attractions()[:, 0], exact(held, np.arange(3)), rtol=5e-15)


def test_sums_are_taken_anew_where_prices_have_gone_too_far_for_them():
    held = crowd([0.0999, 0.1001, 50.0, -0.1001, 0.0])
    before = exact(held, np.arange(5))
    held.move_prices(np.array([1.0, 1.0, 0.001, 1.0, 1.0]))
    np.testing.assert_array_equal(held.progress, [1, 0, 0.001, 0, 1])
    np.testing.assert_allclose(held.nest_attractions()[:, 0], exact(held, np.arange(5)), rtol=5e-15)
    np.testing.assert_allclose(exact(held, np.arange(5))[[0, 1, 3]], before[0] * np.exp([-0.0999, -0.1001, 0.1001]))


def test_what_terms_leave_out_is_what_the_module_says():
    left_out = rivals.LARGEST_EXPONENT ** (rivals.TERMS + 1) / factorial(rivals.TERMS + 1)
    assert f"{left_out:.0e}, of the sum" in " ".join(rivals.__doc__.split())
    assert rivals.FACTORIALS[:, 0].tolist() == [factorial(k) for k in range(rivals.TERMS + 1)]


def test_a_sum_is_used_up_to_the_largest_exponent_itself():
    held = crowd([0.05])
    held.largest_exponent[:] = 0.1
    held.move_prices(np.array([1.0]))
    assert held.progress.tolist() == [1.0]


def test_all_sums_are_taken_anew_every_28_days():
    held, step = crowd([0.01, 0.002]), np.array([0.001, 0.1])
    anew = []
    for day in range(1, 85):
        held.move_prices(step)
        if (held.progress == 0).all():
            anew.append(day)
        else:
            assert (held.progress > 0).all()
    assert anew == [28, 56, 84]
    left = (1 - step) ** 84
    slope = held.demand.price_slope
    np.testing.assert_allclose(
        held.price_rise(np.arange(2)), np.array([[0.01], [0.002]]) / slope * (1 - left)[:, None] * np.ones(len(LINES))
    )


def test_goals_count_from_where_prices_stand():
    held = crowd([0.02, 0.04])
    held.move_prices(np.array([0.5, 0.5]))
    stood = held.price_rise(np.arange(2))
    held.set_goals(np.array([1]), np.zeros((1, len(LINES))))
    np.testing.assert_array_equal(held.progress, [0.5, 0])
    np.testing.assert_array_equal(held.price_rise(np.arange(2)), stood)
    np.testing.assert_allclose(held.largest_exponent, [0.02, 0.02])
    held.move_prices(np.array([1.0, 1.0]))
    np.testing.assert_allclose(held.price_rise(np.array([1])), np.zeros((1, len(LINES))), atol=1e-15)


def test_without_rivals_nothing_pulls():
    held = crowd([0.5, 0.5], lines=np.array([], dtype=int))
    held.move_prices(np.array([0.9, 0.9]))
    np.testing.assert_array_equal(held.nest_attractions(), np.zeros((2, 1)))
    np.testing.assert_array_equal(held.progress, [0.9, 0.9])


@pytest.mark.parametrize("origin", [[2, 0, 1], [1], [2, 2, 0, 0]], ids=str)
def test_worlds_that_part_go_on_each_as_the_one_before(origin):
    rows, step = np.array(origin), np.array([0.02, 0.05, 0.01])
    together, parted = (crowd([0.3, 0.05, 0.001]) for _ in range(2))
    for held in (together, parted):
        for _ in range(20):
            held.move_prices(step)
    parted.split(parted.demand.only(rows), rows)
    for _ in range(20):
        together.move_prices(step)
        parted.move_prices(step[rows])
        np.testing.assert_array_equal(parted.nest_attractions(), together.nest_attractions()[rows])
        for name in ("progress", "largest_exponent", "start", "goal"):
            np.testing.assert_array_equal(getattr(parted, name), getattr(together, name)[rows], err_msg=name)
