"""A daily market that follows some lines: frozen prices, duty they are free from, worlds that part."""

import numpy as np
import pytest
from cars import fleet, market, paid

from sim.economy.market.daily_market import DailyMarket
from sim.economy.market.tariff_equilibria import solve_tariffs

LEVELS = np.array([0.25, 0.15, 0.0])
FOLLOWED = np.array([fleet().place_of("Kia", "KR"), fleet().place_of("Hyundai", "KR"), fleet().place_of("Kia", "MX")])
TAU = np.array([0.1, 0.5, 2.0])
KEPT = ("rates", "goal", "rise", "asked", "sold", "followed_goal", "followed_rates", "level", "step", "world")


def solved():
    """Return the market in three unlike worlds."""
    cars = market(3, margin=np.array([0.17, 0.2, 0.23]))
    return solve_tariffs(cars, LEVELS, 0, paid(cars, np.array([20.0, 27.5, 25.0])))


def opened(days=0):
    """Return a market that follows three lines and has sold for some days."""
    room = DailyMarket(solved(), TAU, FOLLOWED)
    for _ in range(days):
        room.sell_day()
    return room


def test_it_begins_at_old_prices_and_with_the_goals_of_no_deal():
    room, held = opened(), solved()
    for values in (room.rise, room.asked, room.sold):
        np.testing.assert_array_equal(values, np.zeros((3, 3)))
    np.testing.assert_array_equal(room.level, [0, 0, 0])
    np.testing.assert_allclose(room.followed_goal, held.equilibrium_rise(0)[:, FOLLOWED])
    np.testing.assert_allclose(room.followed_rates, held.rates(0.25)[:, FOLLOWED])
    np.testing.assert_allclose((1 - room.step) ** (365 * TAU), np.exp(-1))


def test_frozen_prices_stay_and_the_others_move():
    room, other = opened(5), opened(5)
    before = room.rise.copy()
    room.sell_day(np.array([False, True, False]))
    other.sell_day()
    np.testing.assert_array_equal(room.rise[:, 1], before[:, 1])
    np.testing.assert_array_equal(room.rise[:, [0, 2]], other.rise[:, [0, 2]])
    assert (other.rise[:, 1] != before[:, 1]).all()
    np.testing.assert_array_equal(room.sold, other.sold)  # today's cars are sold at the prices of the morning


def test_a_freeze_that_ends_lets_prices_go_from_where_they_were():
    room = opened()
    for _ in range(3):
        room.sell_day(np.ones(3, dtype=bool))
    np.testing.assert_array_equal(room.rise, np.zeros((3, 3)))
    room.sell_day(np.zeros(3, dtype=bool))
    np.testing.assert_allclose(room.rise, room.step[:, None] * room.followed_goal)


@pytest.mark.parametrize("followed", [0, 1, 2])
def test_the_line_that_is_freed_is_that_of_its_place_among_those_followed(followed):
    room, before = opened(), opened()
    room.free_from_duty(followed, np.array([True, False, True]))
    line = FOLLOWED[followed]
    duty = before.rates[:, line] * fleet().customs_value[line]
    np.testing.assert_allclose(room.duty_on(line), duty)
    lower = before.goal - room.goal
    np.testing.assert_allclose(lower[:, line], [duty[0], 0, duty[2]], atol=1e-12)
    assert (np.delete(lower, line, axis=1) == 0).all()
    np.testing.assert_array_equal(room.followed_goal, room.goal[:, FOLLOWED])


def test_where_no_line_was_ever_free_nothing_is_kept():
    room = opened()
    room.free_from_duty(0, np.zeros(3, dtype=bool))
    assert room.duty_free == {}
    room.free_from_duty(0, np.array([False, True, False]))
    room.free_from_duty(0, np.zeros(3, dtype=bool))
    np.testing.assert_allclose(room.goal, opened().goal)


def story(room, held, rows, days=40):
    """Go on under tariffs of each world; return what is kept on the last day and each day's sales."""
    sold = []
    for day in range(days):
        if day == 10:
            room.set_tariff(held, np.array([0, 2, 1])[rows])
        if day == 20:
            room.free_from_duty(1, np.array([False, True, True])[rows])
        room.sell_day(np.array([day < 5, False, False]))
        sold.append(room.sold)
    return {name: getattr(room, name) for name in KEPT} | {"days": np.stack(sold, axis=1), "nests": room.nest_shares}


@pytest.mark.parametrize("origin", [[2, 0, 1], [1], [0, 0, 2, 1]], ids=str)
@pytest.mark.parametrize("free", [False, True])
def test_worlds_that_part_go_on_each_as_the_one_before(origin, free):
    held, rows = solved(), np.array(origin)
    rooms = [opened(15), opened(15)]
    for room in rooms:
        if free:
            room.free_from_duty(0, np.array([True, False, True]))
    rooms[1].split(rows, rows)
    together, parted = story(rooms[0], held, np.arange(3)), story(rooms[1], held, rows)
    for name, values in together.items():
        np.testing.assert_array_equal(parted[name], values[rows], err_msg=name)


def test_rows_may_be_some_of_the_worlds():
    rows = np.array([2, 0])
    every, some = opened(), DailyMarket(solved(), TAU[rows], FOLLOWED, rows)
    moved = solved().with_foreign_rates(np.array([0]), 0.5 * solved().foreign[[0]])
    for room, level in ((every, np.array([0, 1, 2])), (some, np.array([2, 0]))):
        room.set_tariff(moved, level)
        for _ in range(10):
            room.sell_day()
    for name in KEPT:
        np.testing.assert_array_equal(getattr(some, name), getattr(every, name)[rows], err_msg=name)
    np.testing.assert_array_equal(some.rivals.goal, every.rivals.goal[rows])


def test_rivals_go_to_the_goals_of_the_tariff_in_force():
    room, held = opened(3), solved()
    moved = held.with_foreign_rates(np.array([1]), 0.5 * held.foreign[[1]])
    room.set_tariff(moved, np.array([0, 0, 1]))
    lines = np.setdiff1d(np.arange(len(fleet().firm)), FOLLOWED)
    np.testing.assert_array_equal(room.rivals.lines, lines)
    np.testing.assert_array_equal(room.rivals.goal, room.goal[:, lines])


def test_sums_of_rivals_go_on_where_no_tariff_has_changed():
    held = solved()
    room = DailyMarket(held, np.full(3, 3.0), FOLLOWED)
    room.sell_day()
    room.set_tariff(held.with_foreign_rates(np.array([1]), 0.5 * held.foreign[[1]]), np.array([0, 0, 1]))
    assert (room.rivals.progress > 0).tolist() == [True, False, False]


def test_a_days_shares_add_up_with_those_who_buy_nothing():
    room = opened(4)
    bought = room.sold.sum(axis=1) / (room.market.demand.potential * 1000 / 365)
    assert (room.nest_shares[:, 0] > bought).all()
    outside = room.market.demand.outside / room.whole[:, 0]
    np.testing.assert_allclose(room.nest_shares.sum(axis=1) + outside, 1)
