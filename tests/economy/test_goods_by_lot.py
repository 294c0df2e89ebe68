"""What a day of lots enters into the accounts, and the stocks that are aimed for, by hand."""

from types import SimpleNamespace

import numpy as np
import pytest

from sim.economy.carmakers.goods import GoodsOrder, chain_targets, first_stocks, own_share
from sim.economy.carmakers.lots_state import LotState, spread
from sim.economy.carmakers.supply_chain import ChainDay

BN = 1e-6  # thousand USD in bn USD
# goods: maker 0's Korean line, its Mexican one, maker 1's Korean line, and the parts of maker 1
ORDER = GoodsOrder(
    lines=np.array([0, 2, 3]),
    owner=np.array([0, 0, 1]),
    partner_built=np.array([0, 2]),
    abroad=np.array([1]),
    parts=np.array([1]),
)


def day(expensed, paid):
    """Return a day on which 60 and 30 thousand USD of Korean cars are booked, and half of that lands and is shipped."""
    booked = np.array([[60.0, 7.0, 30.0, 9.0]])
    return ChainDay(booked, booked / 2, booked / 4, np.array([paid]), np.array([expensed]))


def state(bank, refunds=None):
    """Return what the accounts of a day read; a Korean car of maker 0 is worth 20 thousand USD, one of maker 1, 10."""
    partner_built = SimpleNamespace(partner_built=np.array([0, 3]))
    value = np.array([[20.0, 10.0]])
    return SimpleNamespace(
        order=ORDER, arrays=partner_built, bank=np.array([bank]), refunds=refunds, partner_value=value
    )


def items(held, earned, expensed=(10.0, 2.0, 5.0, 4.0), paid=(9.0, 1.0, 6.0, 3.0)):
    return LotState.duty_items(held, day(expensed, paid), np.array([earned]))


def test_a_days_duties_by_maker():
    found = items(state([0.0, 0.0]), [0.0, 0.0])
    for name, by_hand in {
        "units": [3.0, 3.0],
        "landed": [1.5, 1.5],
        "shipped": [0.75, 0.75],
        "duty": [10 * BN, 5 * BN],
        "other_duty": [2 * BN, 4 * BN],
        "parts_duty": [0.0, 4 * BN],
        "parts_credit": [0.0, 0.0],
        "duty_paid": [10 * BN, 9 * BN],
        "refund": [0.0, 0.0],
    }.items():
        np.testing.assert_allclose(found[name], [by_hand], rtol=1e-12, err_msg=name)


def test_credit_is_kept_until_duty_on_parts_uses_it_and_never_pays_out():
    """2 in the bank and 3 earned meet 4 of duty: 1 stays, and is all there is on the next day."""
    held = state([7 * BN, 2 * BN])
    first = items(held, [0.0, 3 * BN])
    np.testing.assert_allclose(first["parts_credit"], [[0.0, 4 * BN]])
    np.testing.assert_allclose(first["parts_duty"], [[0.0, 0.0]], atol=1e-18)
    np.testing.assert_allclose(held.bank, [[7 * BN, 1 * BN]])
    second = items(held, [0.0, 0.0])
    np.testing.assert_allclose(second["parts_credit"], [[0.0, 1 * BN]])
    np.testing.assert_allclose(second["parts_duty"], [[0.0, 3 * BN]])
    np.testing.assert_allclose(second["other_duty"], [[2 * BN, 3 * BN]])
    np.testing.assert_allclose(held.bank, [[7 * BN, 0.0]], atol=1e-18)


def test_a_refund_is_booked_once_its_cars_and_parts_apart():
    whole, cars, parts = [[1.0, 2.5]], [[0.5, 0.25]], [[0.0, 1.5]]
    held = state([0.0, 0.0], tuple(BN * np.array(part) for part in (whole, cars, parts)))
    found = items(held, [0.0, 0.0])
    np.testing.assert_allclose(found["refund"], [[1 * BN, 2.5 * BN]])
    np.testing.assert_allclose(found["duty"], [[9.5 * BN, 4.75 * BN]])
    np.testing.assert_allclose(found["parts_duty"], [[0.0, 2.5 * BN]])
    np.testing.assert_allclose(found["duty_paid"], [[9 * BN, 6.5 * BN]])
    again = items(held, [0.0, 0.0])
    np.testing.assert_array_equal(again["refund"], [[0.0, 0.0]])
    np.testing.assert_allclose(again["duty"], [[10 * BN, 5 * BN]])


def test_a_refund_beyond_the_days_duty_on_parts_uses_no_credit():
    """4 of duty less 6 given back: the 2 are booked as they are, and what is in the bank stays there."""
    none = np.zeros((1, 2))
    held = state([0.0, 2 * BN], (np.array([[0.0, 6 * BN]]), none, np.array([[0.0, 6 * BN]])))
    found = items(held, [0.0, 0.0])
    np.testing.assert_allclose(found["parts_duty"], [[0, -2 * BN]])
    np.testing.assert_array_equal(found["parts_credit"], [[0, 0]])
    np.testing.assert_array_equal(held.bank, [[0, 2 * BN]])


def test_refunds_of_some_worlds_stand_in_their_rows():
    np.testing.assert_array_equal(
        spread(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([2, 0]), 4), [[3, 4], [0, 0], [1, 2], [0, 0]]
    )


def maker(stock, whole, parts=None):
    return SimpleNamespace(
        stock_days=np.array([stock]), supply=SimpleNamespace(all_days=np.array([whole])), parts=parts
    )


@pytest.mark.parametrize(
    ("stock", "whole", "share"),
    [(30.0, 60.0, 0.5), (80.0, 60.0, 1.0), (0.25, 0.0, 0.25), (5.0, 0.0, 1.0), (0.25, 0.5, 0.5)],
)
def test_a_makers_own_share_of_the_stock_is_what_it_has_not_booked(stock, whole, share):
    np.testing.assert_array_equal(own_share(maker(stock, whole)), [share])


def test_targets_divide_all_cars_between_maker_and_dealers():
    """100 days are aimed for: half of them maker 0's own, three quarters maker 1's; its parts keep their 12 days."""
    makers = [maker(30.0, 60.0), maker(45.0, 60.0, SimpleNamespace(stock_days=np.array([12.0])))]
    rule = SimpleNamespace(target_days=np.array([100.0]), sea_days=np.array([30.0]), rebuild_days=np.array([60.0]))
    aim = chain_targets(ORDER, makers, rule)
    np.testing.assert_allclose(aim.own, [[50.0, 50.0, 75.0, 12.0]])
    np.testing.assert_allclose(aim.dealers, [[50.0, 50.0, 25.0, 0.0]])
    assert (aim.sea[0, 0], aim.rebuild[0, 0]) == (30.0, 60.0)
    own, dealers = first_stocks(ORDER, makers, 1)
    np.testing.assert_allclose(own, [[30.0, 30.0, 45.0, 12.0]])
    np.testing.assert_allclose(dealers, [[30.0, 30.0, 15.0, 0.0]])


def test_parts_that_are_not_kept_in_stock_are_aimed_for_nowhere():
    makers = [maker(30.0, 60.0), maker(45.0, 60.0, SimpleNamespace(stock_days=np.array([0.0])))]
    rule = SimpleNamespace(target_days=np.array([100.0]), sea_days=np.array([30.0]), rebuild_days=np.array([60.0]))
    aim = chain_targets(ORDER, makers, rule)
    for values in (aim.own, aim.dealers, *first_stocks(ORDER, makers, 1)):
        assert values[0, 3] == 0
