"""Makers that sell what was landed before the tariff and replace none of it: days worked by hand."""

from datetime import date

import numpy as np
import pytest
from two_makers import CALENDAR, PARTS_BEGIN, RATES, SOLD, by_world, plant, untaxed_state

from sim.economy.carmakers.state import capacity_stages

BN = 1e-6


def lived(held, day=0, sold=SOLD, tariff=25.0, support=None):
    """Live a day in one world; return what each maker enters, (makers,) each."""
    held.daily_market.show(*(np.tile(row, (4, 1)) for row in (sold, np.zeros(5), RATES * tariff / 25)))
    paid = None if support is None else np.array([support])
    return {name: value[0] for name, value in held.live_day(day, np.array([tariff]), 25.0, paid).items()}


def check(found, **by_hand):
    for name, value in by_hand.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-12, atol=1e-16, err_msg=name)


def full(**han):
    """Return the makers on the first day; Han's plants can build the 500 cars a day that they do, if not stated."""
    return untaxed_state(**{"plants": {"old": plant(182.5)}} | han)


def empty(**han):
    """Return the makers without any stock."""
    held = full(**han)
    held.stock = np.zeros((1, 5))
    return held


def test_stock_is_days_of_the_known_years_sales_of_what_is_imported():
    held = full()
    np.testing.assert_array_equal(held.stock, [[30_000, 0, 6_000, 0, 27_000]])
    np.testing.assert_array_equal([held.untaxed_stock(place)[0] for place in (0, 1)], [30_000, 27_000])


def test_while_stock_lasts_no_duty_is_owed():
    held = full()
    found = lived(held)
    check(found, units=[1000, 600], made=[0, 0], landed=[0, 0], shipped=[0, 0], duty=[0, 0], other_duty=[0, 0])
    check(found, duty_paid=[0, 0], parts_duty=[0, 0], parts_credit=[0, 0], refund=[0, 0], support=[0, 0])
    np.testing.assert_array_equal(held.stock, [[29_000, 0, 5_800, 0, 26_400]])
    np.testing.assert_allclose(found["profit_change"], 0, atol=1e-15)


def test_then_duty_is_owed_on_the_day_of_sale():
    found = lived(empty())
    mexican = 0.1375 * 16 * 200 * BN
    check(found, landed=[1000, 600], shipped=[1000, 600], duty=[0.25 * 30_000 * BN, 0.25 * 12_000 * BN])
    check(found, other_duty=[mexican, 0], duty_paid=[0.0075 + mexican, 0.003])
    check(found, profit_change=[-0.0075 - mexican, -0.003])


@pytest.mark.parametrize(("day", "begun"), [(PARTS_BEGIN - 1, 0.0), (PARTS_BEGIN, 1.0), (PARTS_BEGIN + 1, 1.0)])
def test_parts_pay_from_their_first_day_on_what_their_relief_leaves(day, begun):
    """10 mn of parts a day, less 15 percent of 400 cars at 44 thousand USD: 7.36 mn, at 25 percent."""
    due = begun * 0.25 * (0.01 - 0.15 * 400 * 44 * BN)
    found = lived(empty(), day=day)
    check(found, parts_duty=[0, due], other_duty=[0.1375 * 16 * 200 * BN, due], duty_paid=[0.00794, 0.003 + due])
    check(found, profit_change=[-0.00794, -0.003 - due])


@pytest.mark.parametrize(("tariff", "made"), [(0.0, 0.0), (0.5, 200.0), (25.0, 200.0)])
def test_plants_build_in_place_of_imports_while_there_is_a_tariff(tariff, made):
    """Two plants can build 600 and 300 a day, and build 500: half of the 400 others are in place of Korean cars."""
    held = empty(plants={"old": plant(219.0), "new": plant(109.5)})
    check(lived(held, tariff=tariff), made=[made, 0], units=[1000 - made, 600], landed=[1000 - made, 600])
    np.testing.assert_array_equal(held.made_today, [[made, 0]])


def test_what_plants_cannot_build_for_lack_of_room_is_not_taken_away():
    held = empty(plants={"old": plant(146.0)})  # 400 a day where 500 are built
    check(lived(held), made=[0, 0])


@pytest.mark.parametrize(("capacity", "freed"), [(499.0, False), (2499.0, False), (2501.0, True)])
def test_a_line_is_free_from_duty_where_no_car_has_to_be_imported(capacity, freed):
    """Half of what plants can build beyond 500 cars is 1,000, all of the Korean cars, at 2,500."""
    held = empty(plants={"old": plant(capacity * 0.365)})
    lived(held)
    assert held.daily_market.freed == {0: [freed], 4: [False]}


def test_support_is_paid_by_korean_cars_of_an_ordinary_day_up_to_the_loss():
    check(lived(empty(), sold=SOLD / 2, support=2e-6), support=[0.002, 0.0012])
    check(lived(empty(), support=1.0), support=[0.0075 + 0.1375 * 16 * 200 * BN, 0.003])
    check(lived(full(), support=1.0), support=[0, 0])


def test_pressure_counts_the_days_loss_less_its_support():
    held = empty()
    lived(held, support=2e-6)
    whole = 0.25 * 91 * np.array([30_000, 12_000]) * BN
    np.testing.assert_allclose(held.pressure, [np.array([0.00794 - 0.002, 0.003 - 0.0012]) / whole])
    np.testing.assert_allclose(held.recent_loss, [[0.00794, 0.003]])
    np.testing.assert_allclose(held.recent_support, [[0.002, 0.0012]])


def test_before_the_first_day_nothing_is_felt_paid_or_entered():
    held = full()
    for name in ("pressure", "support_paid", "recent_loss", "recent_support"):
        np.testing.assert_array_equal(getattr(held, name), np.zeros((1, 2)), err_msg=name)
    assert (held.today, held.closed, held.accounts.quarters) == ({}, False, {})
    np.testing.assert_array_equal(held.accounts.total("duty"), np.zeros((1, 2)))
    with pytest.raises(ValueError, match="no day has been lived"):
        held.made_today  # noqa: B018


def test_a_makers_parts_and_plants_are_its_own():
    held = full()
    np.testing.assert_array_equal(held.parts_value, [[0, 3.65]])
    np.testing.assert_array_equal(held.relief, [[0, 0.15]])
    np.testing.assert_array_equal(held.replaces, [[0.5, 0.5]])
    assert held.parts_since[1] == PARTS_BEGIN


def test_stages_of_a_plant_are_days_and_vehicles_a_day():
    days, units = capacity_stages([*plant(73.0, date(2025, 4, 9)), *plant(146.0, date(2025, 4, 19))], CALENDAR)
    np.testing.assert_array_equal(days, [0, 10])
    np.testing.assert_allclose(units, [200, 400])


def test_each_world_has_its_own_figures():
    held = untaxed_state([1, 3])
    np.testing.assert_array_equal(held.parts_value[:, 1], by_world(3.65, 20)[[1, 3]])
    np.testing.assert_array_equal(held.stock[:, 4], 600 * by_world(45.0, 26)[[1, 3]])
