"""Accounts as a table: a row for each world, maker and quarter, in dollars and won, by hand."""

from datetime import date
from types import SimpleNamespace

import numpy as np
from two_makers import by_world

from sim.economy.carmakers.accounts import ITEMS, Accounts, accounts_table

WON = np.array([1400.0, 1300.0])


def entered(first, later):
    """Return a maker's accounts: every item 1 and 2 on a day of the second quarter, as `later` on one of the third."""
    accounts = Accounts(2)
    accounts.add_day(date(2025, 6, 30), dict.fromkeys(ITEMS, np.array(first)), WON)
    accounts.add_day(date(2025, 7, 1), dict.fromkeys(ITEMS, np.array(later)), 1.5 * WON)
    return accounts


def table():
    """Return the accounts of two makers in worlds 10 and 11."""
    makers = [
        SimpleNamespace(name="han", accounts=entered([1.0, 2.0], [3.0, 4.0])),
        SimpleNamespace(name="sol", accounts=entered([5.0, 6.0], [7.0, 8.0])),
    ]
    return accounts_table(makers, 10, 2)


def test_rows_stand_by_world_then_maker_then_quarter():
    found = table()
    assert found["world"].to_pylist() == [10] * 4 + [11] * 4
    assert found["maker"].to_pylist() == ["han", "han", "sol", "sol"] * 2
    assert found["quarter"].to_pylist() == ["2025q2", "2025q3"] * 4
    assert found["units"].to_pylist() == [1, 3, 5, 7, 2, 4, 6, 8]


def test_money_stands_in_won_too_and_vehicles_do_not():
    found = table()
    for item, (unit, _) in ITEMS.items():
        assert (f"{item}_won" in found.column_names) is (unit == "bn USD")
    won = [1400, 3 * 2100, 5 * 1400, 7 * 2100, 2600, 4 * 1950, 6 * 1300, 8 * 1950]
    np.testing.assert_allclose(found["duty_won"].to_pylist(), won)
    np.testing.assert_allclose(found["support_won"].to_pylist(), won)


def test_a_rate_that_moves_counts_by_its_days():
    accounts, rate = Accounts(2), WON
    for day in range(1, 5):  # two days at the first rate, one a tenth above and one a fifth
        now = rate if day < 3 else (1 + 0.1 * (day - 2)) * rate
        accounts.add_day(date(2025, 5, day), {}, now)
    np.testing.assert_allclose(accounts.rates["2025q2"].mean, 1.075 * WON)
    assert accounts.rates["2025q2"].days == 4


def test_entries_may_be_changed_without_the_accounts_they_come_from():
    accounts = entered([1.0, 2.0], [3.0, 4.0])
    found = accounts.map_entries(lambda held: held[[1, 1, 0]], 3)
    np.testing.assert_array_equal(found.total("duty"), [6, 6, 4])
    np.testing.assert_array_equal(accounts.total("duty"), [4, 6])
    assert found.rates is accounts.rates
    np.testing.assert_array_equal(found.map_entries(np.copy, (3, 2)).shape, (3, 2))


def test_days_are_added_to_a_copy_of_the_first():
    accounts, first = Accounts((4, 2)), np.stack([by_world(1.0, 1), by_world(2.0, 2)], axis=1)
    for day in (1, 2):
        accounts.add_day(date(2025, 5, day), {"duty": first}, by_world(1400.0, 3))
    np.testing.assert_array_equal(accounts.total("duty"), 2 * np.stack([by_world(1.0, 1), by_world(2.0, 2)], axis=1))
