"""Goods side by side: what stands where, and what duty falls on, by hand."""

from types import SimpleNamespace

import numpy as np
import pytest
from two_makers import WORLDS, by_world, lines, parts, supply

from sim.economy.carmakers.day import CarmakerArrays
from sim.economy.carmakers.goods import (
    GoodsOrder,
    content_factors,
    customs_values,
    daily_parts,
    first_stocks,
    parts_figure,
)

EVERY = np.arange(WORLDS)
CARS, PARTS = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[7.0], [8.0]])


def order(**han):
    makers = lines(EVERY)
    return GoodsOrder.of(CarmakerArrays.of(makers), makers, parts(**han))


def test_cars_come_first_and_parts_last():
    held = order()
    found = held.side_by_side(CARS, PARTS)
    np.testing.assert_array_equal(found, [[1, 2, 3, 7], [4, 5, 6, 8]])
    np.testing.assert_array_equal(held.cars(found), CARS)


def test_parts_are_summed_for_the_maker_that_has_them():
    np.testing.assert_array_equal(order().of_parts(order().side_by_side(CARS, PARTS), 2), [[0, 7], [0, 8]])


def test_other_lines_abroad_are_summed_for_the_maker_that_owns_them():
    held = GoodsOrder(*(np.array(places) for places in ([0, 1, 2, 3], [0, 0, 1, 0], [0, 2], [1, 3], [])))
    np.testing.assert_array_equal(held.of_other_lines(np.array([[1.0, 2.0, 3.0, 4.0]]), 2), [[6, 0]])
    assert held.count == 4


def test_both_makers_may_have_parts_or_neither():
    both, neither = order(parts=parts()[1].parts), parts()
    assert (both.parts.tolist(), both.count) == ([0, 1], 5)
    for part in neither:
        part.parts = None
    makers = lines(EVERY)
    none = GoodsOrder.of(CarmakerArrays.of(makers), makers, neither)
    assert (none.parts.tolist(), none.count) == ([], 3)
    assert parts_figure(none, neither, "value", 7).shape == (7, 0)


def test_duty_falls_on_the_markets_value_or_on_the_makers_own_share_of_the_price():
    """Sol states 72 percent of 25 thousand USD for its Korean cars; the share is not of its others'."""
    found = customs_values(lines(EVERY), parts(), WORLDS)
    np.testing.assert_allclose(found, np.stack([np.full(WORLDS, 30), np.full(WORLDS, 16), 25 * by_world(0.72, 12)], 1))
    own = customs_values(lines(EVERY), parts(supply=supply(60, customs_share=0.5)), WORLDS)
    np.testing.assert_allclose(own[:, :2], np.stack([40 * by_world(0.5, 12), np.full(WORLDS, 16)], 1))


@pytest.mark.parametrize(
    ("own", "usual", "factor"),
    [
        (0.44, {"MX": np.array([0.55])}, 0.8),
        (0.44, {}, 1),
        (None, {"MX": np.array([0.55])}, 1),
        (0.44, {"MX": np.zeros(1)}, 0.44),
    ],
    ids=["own over usual", "no usual", "no own", "usual pays nothing"],
)
def test_only_mexican_cars_pay_by_content_and_only_where_both_figures_are_known(own, usual, factor):
    held = supply(60, content=own)
    held.content = None if own is None else np.array([own])
    makers = [SimpleNamespace(built_in=["MX", "KR", "US"], supply=held)]
    found = content_factors(makers, usual | {"KR": np.array([0.5])}, 1)
    np.testing.assert_allclose(found, [[factor, 1]])


def test_first_stocks_are_the_makers_days_and_what_is_beyond_them_at_dealers():
    own, dealers = first_stocks(order(), parts(stock_days=by_world(70.0, 24)), WORLDS)
    np.testing.assert_allclose(own[0], [70, 70, 45, 12])
    np.testing.assert_allclose(dealers[0], [0, 0, 15, 0])
    np.testing.assert_allclose(dealers[:, 2], by_world(60.0, 10) - by_world(45.0, 26))
    np.testing.assert_array_equal(dealers[:, 3], np.zeros(WORLDS))
    np.testing.assert_array_equal(own[:, 3], by_world(12.0, 23))


def test_parts_of_a_day_are_a_365th_of_a_years():
    found = daily_parts(order(), parts(), WORLDS)
    np.testing.assert_allclose(found, by_world(3.65, 20)[:, None] * 1e6 / 365)
    assert found[0, 0] == pytest.approx(10_000)
