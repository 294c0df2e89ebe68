"""A carmaker's day: duty, stock, plants, parts, memory and market index, worked by hand."""

from dataclasses import fields, replace
from types import SimpleNamespace

import numpy as np
import pytest
from cars import fleet, market
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from views import read_only

from sim.economy.carmakers.day import (
    QUARTER,
    CarmakerArrays,
    CarmakerLines,
    carmaker_day,
    long_run_pass_through,
    market_index,
    parts_duty,
    plant_capacity,
    quarter_memory,
    support_paid,
)
from sim.economy.carmakers.state import CarmakerState

# Lines built in Korea, in the United States and in Mexico.  Each Korean-built car costs 32 thousand USD, sells at
# 40, and is worth 30 at the border; 1,000 are sold on a day: 8 mn USD are earned, and 7.5 paid at 25 percent.
PRICE, COST, CUSTOMS = np.array([40.0, 50.0, 20.0]), np.array([32.0, 40.0, 15.0]), np.array([30.0, 0.0, 16.0])
USUAL = np.array([1000.0, 500.0, 200.0])
DUTIES = np.array([0.25, 0.0, 0.1375])  # Mexico's is 25 percent on 55 percent of the value
NOTHING = np.zeros(3)


def maker(worlds=1):
    return CarmakerLines(
        places=np.array([4, 3, 5]),
        partner_built=0,
        imported=np.array([True, False, True]),
        home_built=np.array([False, True, False]),
        price=PRICE,
        customs_value=CUSTOMS,
        cost=np.tile(COST, (worlds, 1)),
        usual_units=USUAL,
        usual_profit=np.full(worlds, 0.014),  # (8 * 1,000 + 10 * 500 + 5 * 200) / 10^6
    )


def lived(sold=USUAL, rise=NOTHING, rates=DUTIES, stock=NOTHING, spare=0.0):
    """Return the books of one maker's day in one world."""
    books = carmaker_day(
        CarmakerArrays.of([maker()]),
        *(np.array([stated]) for stated in (sold, rise, rates, stock)),
        np.array([[spare]]),
    )
    return only_maker(books)


def only_maker(books, place=0):
    """Return one maker's books, (worlds,) each but the stock, which stays that of all lines."""
    own = {field.name: getattr(books, field.name)[:, place] for field in fields(books) if field.name != "stock"}
    return replace(books, **own)


# --- a day ----------------------------------------------------------------------------------------


def test_without_stock_the_first_days_duty_is_rate_times_customs_value_times_units():
    books = lived()
    np.testing.assert_array_equal(books.units, [1000])
    np.testing.assert_allclose(books.duty, [0.25 * 30 * 1000 / 1e6])  # .0075 bn
    np.testing.assert_array_equal(books.made, [0])
    np.testing.assert_array_equal(books.stock, [NOTHING])


def test_cars_built_in_mexico_pay_their_own_rate_into_the_other_duty():
    np.testing.assert_allclose(lived().other_duty, [0.1375 * 16 * 200 / 1e6])
    np.testing.assert_array_equal(lived(rates=[0.25, 0, 0]).other_duty, [0])
    np.testing.assert_array_equal(lived(rates=[0, 0, 0.1375]).duty, [0])


def test_cars_built_at_home_pay_nothing_whatever_their_rate():
    books = lived(rates=[0, 0.25, 0])
    np.testing.assert_array_equal([books.duty, books.other_duty], [[0], [0]])


def test_at_old_prices_and_sales_profit_falls_by_the_duty():
    np.testing.assert_allclose(lived().profit_change, [-0.0075 - 0.00044])


def test_stock_is_sold_first_and_pays_no_duty():
    stock, left, duty = np.array([2400.0, 0, 0]), [], []
    for _ in range(4):
        books = lived(stock=stock)
        stock = books.stock[0]
        left.append(stock[0])
        duty.append(books.duty[0])
    np.testing.assert_allclose(left, [1400, 400, 0, 0])
    np.testing.assert_allclose(duty, [0, 0, 0.0045, 0.0075])  # 600 landed on day three


def test_each_line_sells_from_its_own_stock():
    books = lived(stock=[0, 0, 150])
    np.testing.assert_allclose(books.duty, [0.0075])
    np.testing.assert_allclose(books.other_duty, [0.1375 * 16 * 50 / 1e6])


def test_cars_of_its_us_plants_go_first_and_pay_no_duty():
    books = lived(spare=300.0, stock=[100.0, 0, 0])
    np.testing.assert_array_equal([books.made, books.units], [[300], [700]])
    np.testing.assert_allclose(books.duty, [0.25 * 30 * 600 / 1e6])  # 100 of the 700 come from stock
    np.testing.assert_array_equal(lived(spare=950.0, stock=[100.0, 0, 0]).stock, [[50, 0, 0]])


@pytest.mark.parametrize("spare", [1000.0, 5000.0])
def test_when_plants_can_build_all_no_car_is_imported_and_the_stock_stays(spare):
    books = lived(spare=spare, stock=[100.0, 0, 0])
    np.testing.assert_array_equal([books.made, books.units, books.duty], [[1000], [0], [0]])
    np.testing.assert_array_equal(books.stock, [[100, 0, 0]])
    np.testing.assert_allclose(books.profit_change, [-0.00044])  # Mexico's


def test_without_a_tariff_nothing_changes():
    books = lived(rates=NOTHING, stock=[100, 0, 50])
    np.testing.assert_array_equal([books.duty, books.other_duty], [[0], [0]])
    np.testing.assert_allclose(books.profit_change, [0], atol=1e-15)


def test_profit_counts_every_line_at_its_price_and_sales_of_today():
    books = lived(sold=[800, 600, 200], rise=[2, 1, 0.5])
    earned = (10 * 800 + 11 * 600 + 5.5 * 200) / 1e6
    paid = (0.25 * 30 * 800 + 0.1375 * 16 * 200) / 1e6
    np.testing.assert_allclose(books.profit_change, [earned - paid - 0.014])


def test_output_is_the_value_of_the_cars_built_in_the_united_states():
    np.testing.assert_allclose(lived().output, [50 * 500 / 1e6])
    books = lived(sold=[800, 600, 200], rise=[2, 1, 0.5], spare=300.0)
    np.testing.assert_allclose(books.output, [(51 * 600 + 42 * 300) / 1e6])


# --- laws of a day --------------------------------------------------------------------------------

REACH = {"sold": (0, 3000), "rise": (-5, 15), "rates": (0, 0.5), "stock": (0, 5000)}  # of each line


@st.composite
def days(draw):
    """Return a day's figures of one world: sold, rise, rates and stock of each line, and spare."""
    lines = {name: [draw(st.floats(low, high)) for _ in range(3)] for name, (low, high) in REACH.items()}
    return lines | {"spare": draw(st.floats(0, 4000))}


def every(*drawn):
    return lambda law: settings(max_examples=100, deadline=None)(given(*drawn)(law))


@every(days(), st.floats(0, 1))
def test_a_higher_tariff_never_raises_a_days_profit_nor_lowers_its_duty(stated, more):
    raised = [stated["rates"][0] + more, *stated["rates"][1:]]
    lower, higher = lived(**stated), lived(**stated | {"rates": raised})
    assert higher.profit_change <= lower.profit_change + 1e-12
    assert higher.duty >= lower.duty
    np.testing.assert_allclose(higher.other_duty, lower.other_duty, atol=1e-12)


@every(days(), st.floats(0, 1))
def test_more_stock_never_raises_a_days_duty_nor_lowers_its_profit(stated, more):
    full = [held + 1000 * more for held in stated["stock"]]
    less, plenty = lived(**stated), lived(**stated | {"stock": full})
    assert plenty.duty <= less.duty
    assert plenty.profit_change >= less.profit_change - 1e-12


@every(days(), st.floats(0, 1))
def test_more_spare_capacity_never_raises_a_days_duty_nor_empties_the_stock_sooner(stated, more):
    less, plenty = lived(**stated), lived(**stated | {"spare": stated["spare"] + 1000 * more})
    assert plenty.duty <= less.duty
    assert (plenty.stock >= less.stock).all()


@every(days())
def test_every_korean_car_sold_is_made_at_home_taken_from_stock_or_pays_duty(stated):
    books = lived(**stated)
    taken = stated["stock"][0] - books.stock[0, 0]
    landed = books.units - taken
    np.testing.assert_allclose(books.made + books.units, stated["sold"][0])
    np.testing.assert_allclose(books.duty, stated["rates"][0] * 30 * landed / 1e6, atol=1e-12)
    assert (books.made <= stated["spare"]).all()


def test_a_world_does_not_depend_on_its_neighbours_and_no_input_is_written_to():
    chance = np.random.default_rng(1)
    six = replace(maker(6), cost=30 * chance.random((6, 3)), usual_profit=chance.random(6))
    given_day = [high * chance.random((6, 3)) for high in (1500, 5, 0.5, 800)] + [500 * chance.random(6)]
    read_only(six.cost, six.usual_profit, *given_day)
    rows = np.array([5, 0, 3])
    part = replace(six, cost=six.cost[rows], usual_profit=six.usual_profit[rows])
    given_day[-1] = given_day[-1][:, None]
    together, alone = (
        carmaker_day(CarmakerArrays.of([six]), *given_day),
        carmaker_day(CarmakerArrays.of([part]), *(held[rows] for held in given_day)),
    )
    for field in fields(together):
        value = getattr(together, field.name)
        assert value.shape == ((6, 3) if field.name == "stock" else (6, 1))
        np.testing.assert_array_equal(getattr(alone, field.name), value[rows])


# --- a maker of the market ------------------------------------------------------------------------


def test_a_maker_knows_its_lines_of_the_market():
    kia = CarmakerLines.of(market(2), "Kia", ["US", "KR", "MX"])
    assert [fleet().lines[place] for place in kia.places] == [("Kia", "US"), ("Kia", "KR"), ("Kia", "MX")]
    assert kia.partner_built == 1
    np.testing.assert_array_equal(kia.imported, [False, True, True])
    np.testing.assert_array_equal(kia.home_built, [True, False, False])
    np.testing.assert_array_equal(kia.price, [41, 34, 25])
    np.testing.assert_allclose(kia.customs_value, [0, 0.74 * 34, 20])
    np.testing.assert_allclose(kia.usual_units, np.array([288e3, 371e3, 137e3]) / 365)
    assert kia.usual_partner_units == pytest.approx(371e3 / 365)


def test_its_usual_profit_is_that_of_its_lines_in_the_known_year():
    cars = market(3, margin=np.array([0.17, 0.2, 0.24]))
    for brand, regions in (("Kia", ["US", "KR", "MX"]), ("GM", ["KR", "OT"])):  # those from OT pay a base duty
        held = CarmakerLines.of(cars, brand, regions)
        np.testing.assert_allclose(held.usual_profit * 365, cars.known_year().profit[:, held.places].sum(axis=1))


def test_a_maker_without_such_a_line_is_refused():
    with pytest.raises(ValueError, match="no cars of the brand Hyundai are built in MX"):
        CarmakerLines.of(market(), "Hyundai", ["KR", "MX"])


def test_three_makers_at_old_sales_pay_the_duty_of_the_car_market():
    cars = market()
    makers = [CarmakerLines.of(cars, brand, ["KR"]) for brand in ("Hyundai", "Kia", "GM")]
    assert sum(held.full_loss for held in makers) * 0.25 == pytest.approx(8.665955 * 91 / 365)  # bn USD a quarter
    sold = np.concatenate([held.usual_units for held in makers])[None]
    paid = carmaker_day(CarmakerArrays.of(makers), sold, 0 * sold, 0 * sold + 0.25, 0 * sold, np.zeros((1, 3))).duty
    assert paid.sum() * 365 == pytest.approx(8.665955)


def test_makers_side_by_side_live_as_each_of_them_alone():
    cars, chance = market(4, margin=np.array([0.17, 0.19, 0.2, 0.24])), np.random.default_rng(2)
    built = {"Hyundai": ["KR", "US"], "Kia": ["US", "KR", "MX"], "GM": ["KR"]}
    held = [CarmakerLines.of(cars, brand, regions) for brand, regions in built.items()]
    given_day = [high * chance.random((4, 6)) for high in (1500, 5, 0.5, 800)]
    spare = 500 * chance.random((4, 3))
    together = carmaker_day(CarmakerArrays.of(held), *given_day, spare)
    for place, lines in enumerate((slice(0, 2), slice(2, 5), slice(5, 6))):
        alone = carmaker_day(
            CarmakerArrays.of([held[place]]), *(values[:, lines] for values in given_day), spare[:, [place]]
        )
        np.testing.assert_array_equal(together.stock[:, lines], alone.stock)
        own, books = only_maker(together, place), only_maker(alone)
        for field in fields(books):
            if field.name != "stock":
                np.testing.assert_array_equal(getattr(own, field.name), getattr(books, field.name))


# --- parts, memory, capacity ----------------------------------------------------------------------


def test_parts_pay_on_what_is_left_of_their_value_after_relief():
    value, relief, output = np.array([3.65]), np.array([0.15]), np.array([0.04])  # .01 a day, of which .006 is free
    np.testing.assert_allclose(parts_duty(np.array([0.25]), value, relief, output), [0.25 * 0.004])
    np.testing.assert_allclose(parts_duty(np.array([0.25]), value, 0 * relief, output), [0.25 * 0.01])


def test_relief_beyond_the_value_of_the_parts_is_not_paid_out():
    found = parts_duty(np.array([0.25, 0.25]), np.array([3.65, 0.0]), np.array([0.3, 0.3]), np.array([0.04, 0.04]))
    np.testing.assert_array_equal(found, [0, 0])


def test_a_quarters_memory_settles_at_91_days_and_fades_without_news():
    memory = np.zeros(1)
    for _ in range(2000):
        memory = quarter_memory(memory, np.array([2.0]))
    np.testing.assert_allclose(memory, [2 * QUARTER])
    np.testing.assert_allclose(quarter_memory(np.array([91.0]), np.array([0.0])), [90.0])


STAGES = np.array([-6.0, 14.0, 24.0]), np.array([100.0, 200.0, 150.0])


@pytest.mark.parametrize(
    ("when", "expected"),
    [(-7, 0), (-6, 100), (-1, 125), (4, 150), (14, 200), (19, 175), (24, 150), (25, 150), (1000, 150)],
)
def test_capacity_is_linear_between_stages_nothing_before_the_first_and_steady_after_the_last(when, expected):
    assert plant_capacity(*STAGES, when) == pytest.approx(expected)


def test_a_plant_without_stages_builds_nothing():
    assert plant_capacity(np.zeros(0), np.zeros(0), 100) == 0


# --- market index ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("tau", "discount"), [(2.3, 0.07), (3.0, 0.1), (10.0, 0.3), (0.5, 0.01)])
def test_the_long_run_is_the_pass_through_that_a_present_value_averages(tau, discount):
    def passed(years):
        return discount * np.exp(-discount * years) * (1 - np.exp(-years / tau))

    expected, _ = quad(passed, 0, np.inf)
    np.testing.assert_allclose(long_run_pass_through(np.array([tau]), np.array([discount])), [expected], rtol=1e-7)


def valued(now, later, wait, discount=0.1, profit=10.0):
    """Return the market index in one world."""
    return market_index(*(np.array([float(stated)]) for stated in (now, later, wait, discount, profit)))[0]


def test_the_index_falls_by_the_present_value_of_what_is_lost_over_yearly_profit():
    assert valued(-4, -1, 0) == pytest.approx(90)  # all of it later: a tenth
    assert valued(-4, -1, np.log(2) / 0.1) == pytest.approx(75)  # half of the weight now: -2.5
    assert valued(-4, -1, 1e3) == pytest.approx(60)  # all of it now
    assert valued(-4, -1, 1) == pytest.approx(100 * (1 - 0.4 * (1 - np.exp(-0.1)) - 0.1 * np.exp(-0.1)))


@pytest.mark.parametrize(("discount", "wait"), [(0.07, 0.25), (0.12, 3.0)])
def test_the_index_weighs_the_years_as_a_market_discounts_them(discount, wait):
    def flow(years):
        return discount * np.exp(-discount * years)

    near, far = quad(flow, 0, wait)[0], quad(flow, wait, np.inf)[0]
    expected = 100 * (1 + (-3 * near + 2 * far) / 8)
    assert valued(-3, 2, wait, discount, profit=8) == pytest.approx(expected, rel=1e-7)


def test_the_index_is_100_where_nothing_changes():
    assert valued(0, 0, 0.3) == 100


def test_the_index_is_never_below_0():
    assert valued(-40, -30, 0.3) == 0


CHANGES = st.floats(-8, 4)


@every(CHANGES, CHANGES, st.floats(0, 5), st.floats(0.01, 0.3), st.floats(8, 20))
def test_the_index_lies_between_that_of_today_for_ever_and_that_of_the_change_at_once(
    now, later, wait, discount, profit
):
    today, at_once = sorted((100 * (1 + now / profit), 100 * (1 + later / profit)))
    assert today - 1e-9 <= valued(now, later, wait, discount, profit) <= at_once + 1e-9


@every(CHANGES, CHANGES, st.floats(0, 5), st.floats(0, 1))
def test_good_news_is_worth_more_the_sooner_it_comes(now, later, wait, sooner):
    change = valued(now, later, wait * sooner) - valued(now, later, wait)
    assert change >= -1e-9 if later >= now else change <= 1e-9


def test_support_is_what_a_days_cars_are_promised_and_never_more_than_the_loss():
    daily, loss = np.array([3.0, 1.0]), np.array([[5.0, 5.0], [7.0, -1.0], [0.0, 1.5]])
    np.testing.assert_array_equal(support_paid(np.full((3, 1), 2.0), daily, loss), [[5.0, 2.0], [6.0, 0.0], [0.0, 1.5]])


def test_pressure_is_what_a_quarter_has_cost_less_support_against_the_full_loss():
    """Of 91 days the first fades: 2 (1 - 1/91) + 1 less .5 (1 - 1/91) + .25, over a quarter of a full loss of 10."""
    state = SimpleNamespace(
        recent_loss=np.array([[2.0, 0.0, 0.1]]),
        recent_support=np.array([[0.5, 0.0, 0.4]]),
        support_paid=np.array([[0.25, 0.0, 0.0]]),
        full_loss=np.array([10.0, 0.0, 10.0]),
    )
    CarmakerState.update_pressure(state, np.array([[-1.0, -1.0, 3.0]]), 25.0)
    left = 90 / 91
    by_hand = [(1.5 * left + 0.75) / 2.5, 0.0, 0.0]  # none without a full loss, and none where support was more
    np.testing.assert_allclose(state.pressure, [by_hand], rtol=1e-14)
    np.testing.assert_allclose(state.recent_loss, [[2 * left + 1, 1.0, 0.1 * left]])  # a gain is no loss below 0
    np.testing.assert_allclose(state.recent_support, [[0.5 * left + 0.25, 0.0, 0.4 * left]])
    CarmakerState.update_pressure(state, np.zeros((1, 3)), 0.0)
    np.testing.assert_array_equal(state.pressure, np.zeros((1, 3)))
