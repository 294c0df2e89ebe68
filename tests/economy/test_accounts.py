"""Quarterly accounts: which quarter a day belongs to, and sums."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from views import read_only

from sim.economy.carmakers.accounts import ITEMS, Accounts, quarter_of


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2025, 1, 1), "2025q1"),
        (date(2025, 3, 31), "2025q1"),
        (date(2025, 4, 1), "2025q2"),
        (date(2025, 6, 30), "2025q2"),
        (date(2025, 7, 1), "2025q3"),
        (date(2025, 9, 30), "2025q3"),
        (date(2025, 10, 1), "2025q4"),
        (date(2025, 12, 31), "2025q4"),
        (date(2024, 2, 29), "2024q1"),
    ],
)
def test_a_day_belongs_to_its_calendar_quarter(day, quarter):
    assert quarter_of(day) == quarter


def test_quarters_change_four_times_a_year_on_the_first_of_a_month():
    days = [date(2025, 1, 1) + timedelta(days=k) for k in range(366)]
    turns = [day for before, day in pairwise(days) if quarter_of(before) != quarter_of(day)]
    assert turns == [date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1)]
    assert [quarter_of(day) for day in turns] == sorted(quarter_of(day) for day in turns)


WON = np.array([1400.0, 1300.0])


def entered():
    """Return accounts of two worlds over three days, two of them in one quarter."""
    accounts = Accounts(2)
    accounts.add_day(date(2025, 6, 29), {"units": np.array([10.0, 20.0]), "duty": np.array([0.1, 0.0])}, WON)
    accounts.add_day(date(2025, 6, 30), {"units": np.array([1.0, 2.0]), "duty": np.array([0.2, 0.5])}, 2 * WON)
    accounts.add_day(date(2025, 7, 1), {"units": np.array([5.0, 5.0]), "duty": np.array([0.3, 0.0])}, WON)
    return accounts


def test_the_days_of_a_quarter_add_up_world_by_world():
    quarters = entered().quarters
    assert list(quarters) == ["2025q2", "2025q3"]
    np.testing.assert_allclose(quarters["2025q2"]["units"], [11, 22])
    np.testing.assert_allclose(quarters["2025q2"]["duty"], [0.3, 0.5])
    np.testing.assert_allclose(quarters["2025q3"]["units"], [5, 5])


def test_the_rate_of_a_quarter_is_the_mean_of_its_days():
    rates = entered().rates
    np.testing.assert_allclose(rates["2025q2"].mean, 1.5 * WON)
    np.testing.assert_array_equal(rates["2025q3"].mean, WON)


def test_a_total_is_over_all_quarters():
    np.testing.assert_allclose(entered().total("units"), [16, 27])
    np.testing.assert_allclose(entered().total("duty"), [0.6, 0.5])


@pytest.mark.parametrize("item", ITEMS)
def test_before_the_first_day_every_total_is_nothing(item):
    np.testing.assert_array_equal(Accounts(3).total(item), np.zeros(3))


def test_what_is_entered_is_not_written_to():
    accounts, first, second = Accounts(2), np.array([1.0, 2.0]), np.array([3.0, 4.0])
    read_only(first, second)
    for day in (1, 2, 3):
        accounts.add_day(date(2025, 5, day), {"duty": first if day == 1 else second}, WON)
    np.testing.assert_allclose(accounts.total("duty"), [7, 10])
    np.testing.assert_array_equal([first, second], [[1, 2], [3, 4]])


def test_accounts_know_the_items_that_carmakers_enter():
    cars = {"units", "made", "landed", "shipped"}
    duties = {"duty", "other_duty", "duty_paid", "parts_duty", "parts_credit", "refund"}
    assert set(ITEMS) == {*cars, *duties, "profit_change", "support"}
    assert all(unit and meaning for unit, meaning in ITEMS.values())
