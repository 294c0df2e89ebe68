"""A carmaker's day: duty, stock, price and index worked by hand."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from views import read_only

from sim.economy.makers import QUARTER, Maker, day, full_loss, index, remembered

# 365,000 units a year are 1,000 a day; 40 thousand USD at a customs share of .75 are 30 at the border.
FIGURES = {
    "units": 365_000.0,
    "price": 40.0,
    "customs_share": 0.75,
    "margin": 0.2,
    "stock_days": 50.0,
    "tau": 3.0,
    "pass_through": 0.8,
    "elasticity": 4.0,
}


def maker(worlds=1, **stated):
    return Maker(**{name: np.full(worlds, value) for name, value in (FIGURES | stated).items()})


def days(model, rate, stock=0.0, count=1, rise=0.0):
    """Return the books of `count` days in a row."""
    worlds = len(model.units)
    found, stock, rise = [], np.full(worlds, stock), np.full(worlds, rise)
    for _ in range(count):
        found.append(day(model, np.broadcast_to(rate, (worlds,)), stock, rise))
        stock, rise = found[-1].stock, found[-1].rise
    return found


def test_without_stock_the_first_days_duty_is_rate_times_customs_value_times_units():
    (books,) = days(maker(), 0.25)
    np.testing.assert_allclose(books.units, [1000])
    np.testing.assert_allclose(books.duty, [0.25 * 30 * 1000 / 1e6])  # .0075 bn
    np.testing.assert_allclose(books.profit_change, [-0.0075])


def test_stock_is_sold_first_and_pays_no_duty():
    books = days(maker(pass_through=0.0), 0.25, stock=2400.0, count=4)
    np.testing.assert_allclose([b.stock[0] for b in books], [1400, 400, 0, 0])
    np.testing.assert_allclose([b.duty[0] for b in books], [0, 0, 0.0045, 0.0075])  # 600 landed on day three


def test_without_a_tariff_nothing_changes():
    for books in days(maker(), 0.0, stock=100.0, count=5):
        np.testing.assert_array_equal([books.duty, books.profit_change, books.rise], np.zeros((3, 1)))
        np.testing.assert_allclose(books.units, [1000])


def test_a_day_moves_the_price_by_its_step_toward_the_passed_on_duty():
    goal, step = 0.8 * 0.25 * 0.75, 1 - np.exp(-1 / (3 * 365))
    first, second = days(maker(), 0.25, count=2)
    np.testing.assert_allclose(first.rise, [goal * step])
    np.testing.assert_allclose(second.rise, [goal * (step + step * (1 - step))])


@pytest.mark.parametrize(("years", "share"), [(1.0, 1 - np.exp(-1 / 3)), (3.0, 1 - np.exp(-1)), (30.0, 1.0)])
def test_after_tau_years_the_price_has_gone_63_percent_of_the_way(years, share):
    books = days(maker(), 0.25, count=round(years * 365))
    assert books[-1].rise[0] == pytest.approx(0.15 * share, rel=1e-4)


def test_a_dearer_car_sells_less_and_earns_more_apiece():
    (books,) = days(maker(), 0.25, rise=0.1)
    sold = 1000 * 1.1**-4  # 683 cars
    np.testing.assert_allclose(books.units, [sold])
    np.testing.assert_allclose(books.duty, [0.0075 * sold / 1000])
    earned = (0.2 + 0.1) * 40 * sold / 1e6
    np.testing.assert_allclose(books.profit_change, [earned - 0.0075 * sold / 1000 - 0.2 * 40 * 1000 / 1e6])


def test_three_makers_at_old_prices_pay_the_duty_of_the_car_market():
    korean_built = maker(3)
    korean_built = replace(
        korean_built,
        units=np.array([637_000.0, 371_000.0, 410_000.0]),
        price=np.array([37.0, 34.0, 26.0]),
        customs_share=np.full(3, 0.74),
    )
    (books,) = days(korean_built, 0.25)
    assert books.duty.sum() * 365 == pytest.approx(8.665955)  # bn USD a year, at 25 % and old prices
    assert full_loss(korean_built, np.full(3, 0.25)).sum() == pytest.approx(8.665955 * 91 / 365)


@given(low=st.floats(0, 0.25), high=st.floats(0, 0.25), pass_through=st.floats(0, 1), tau=st.floats(0.5, 10))
@settings(deadline=None, max_examples=50)
def test_without_stock_a_higher_rate_never_raises_profit(low, high, pass_through, tau):
    low, high = sorted((low, high))
    model = maker(2, pass_through=pass_through, tau=tau)
    for books in days(model, np.array([low, high]), count=60):
        assert books.profit_change[1] <= books.profit_change[0] + 1e-15
        assert books.duty[1] >= books.duty[0] - 1e-15


def test_a_quarters_memory_settles_at_91_days_and_fades_without_news():
    memory = np.zeros(1)
    for _ in range(2000):
        memory = remembered(memory, np.array([2.0]))
    np.testing.assert_allclose(memory, [2 * QUARTER])
    np.testing.assert_allclose(remembered(np.array([91.0]), np.array([0.0])), [90.0])


@pytest.mark.parametrize(("pass_through", "tau", "rate"), [(0.8, 3.0, 0.1), (0.986, 2.3, 0.07), (0.5, 10.0, 0.3)])
def test_the_index_falls_by_the_part_of_the_duty_that_is_not_passed_on_in_present_value(pass_through, tau, rate):
    def borne(years):  # of each year's duty, discounted
        return rate * np.exp(-rate * years) * (1 - pass_through * (1 - np.exp(-years / tau)))

    part, _ = quad(borne, 0, np.inf)
    duty = 30 * 0.25 * 0.365  # thousand USD on millions of cars: bn USD a year, of a profit of 10
    found = index(maker(pass_through=pass_through, tau=tau), np.array([0.25]), np.array([10.0]), np.array([rate]))
    np.testing.assert_allclose(found, [100 * (1 - duty * part / 10)], rtol=1e-6)


@pytest.mark.parametrize(("pass_through", "tau", "borne"), [(0.0, 3.0, 1.0), (1.0, 1e-9, 0.0), (1.0, 1e9, 1.0)])
def test_the_index_lies_between_no_loss_and_the_whole_duty(pass_through, tau, borne):
    found = index(maker(pass_through=pass_through, tau=tau), np.array([0.25]), np.array([10.0]), np.array([0.1]))
    np.testing.assert_allclose(found, [100 * (1 - 0.27375 * borne)], rtol=1e-6)


@given(rate=st.floats(0, 0.25), pass_through=st.floats(0, 1.1), tau=st.floats(0.5, 10), discount=st.floats(0.01, 0.3))
@settings(deadline=None, max_examples=50)
def test_the_index_is_between_100_and_what_bearing_all_duty_leaves(rate, pass_through, tau, discount):
    model = maker(pass_through=pass_through, tau=tau)
    found = index(model, np.array([rate]), np.array([10.0]), np.array([discount]))[0]
    assert 100 * (1 - rate * 10.95 / 10) - 1e-9 <= found <= 100
    more = index(model, np.array([rate + 0.01]), np.array([10.0]), np.array([discount]))[0]
    assert more <= found


def test_the_index_is_100_without_a_tariff():
    assert index(maker(), np.zeros(1), np.array([10.0]), np.array([0.1])) == pytest.approx(100)


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    chance = np.random.default_rng(1)
    model = Maker(*(0.5 + chance.random((8, 6))))
    rate, stock, rise = chance.random((3, 6)) / 1000
    read_only(*vars(model).values(), rate, stock, rise)
    rows = np.array([5, 0, 3])
    part = Maker(**{name: value[rows] for name, value in vars(model).items()})
    together, alone = day(model, rate, stock, rise), day(part, rate[rows], stock[rows], rise[rows])
    for name, value in vars(together).items():
        assert value.shape == (6,)
        np.testing.assert_array_equal(getattr(alone, name), value[rows])
