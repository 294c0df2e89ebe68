"""Makers whose stocks are kept by lot: how they begin, and days worked by hand."""

from datetime import date

import numpy as np
import pytest
from two_makers import FIRST, PARTS_BEGIN, RATES, SOLD, by_world, lot_state, parts, plant, shared, supply

BN = 1e-6  # thousand USD in bn USD
NO_RISE = np.zeros(5)
CREDIT = 0.0375 * 1.1 * 0.5  # of the worth of a U.S.-built car
# goods: Han's Korean and Mexican cars, Sol's Korean cars, Sol's parts; customs values of a day at 1.2 times the sales
RETAIL = np.array([1080 * 30.0, 240 * 16.0, 720 * 18.0, 9000.0])  # 120 of Han's 1,200 Korean cars are built at home


def lived(held, day=FIRST, sold=SOLD, rise=NO_RISE, tariff=25.0, support=None):
    """Live a day in one world; return what each maker enters, (makers,) each."""
    held.daily_market.show(*(np.tile(row, (4, 1)) for row in (sold, rise, RATES * tariff / 25)))
    paid = None if support is None else np.array([support])
    return {name: value[0] for name, value in held.live_day(day, np.array([tariff]), 25.0, paid).items()}


def check(found, **by_hand):
    for name, value in by_hand.items():
        np.testing.assert_allclose(found[name], value, rtol=1e-12, atol=1e-16, err_msg=name)


# --- how they begin -------------------------------------------------------------------------------


def test_goods_stand_line_by_line_and_parts_last():
    order = lot_state().order
    held = [order.lines, order.owner, order.partner_built, order.abroad, order.parts]
    assert [places.tolist() for places in held] == [[0, 2, 4], [0, 0, 1], [0, 2], [1], [1]]
    assert order.count == 4


def test_stocks_begin_with_days_of_the_first_days_sales():
    chain = lot_state().chain
    np.testing.assert_allclose(chain.own, [RETAIL * [30, 30, 45, 12]])
    np.testing.assert_allclose(chain.dealers, [RETAIL * [30, 30, 15, 0]])
    np.testing.assert_allclose(chain.at_sea, [RETAIL * 20])


def test_what_was_landed_before_the_tariff_paid_no_duty():
    held = lot_state()
    np.testing.assert_allclose(held.untaxed_stock(0), [1080 * 30])
    np.testing.assert_allclose(held.untaxed_stock(1), [720 * 45])
    np.testing.assert_array_equal(held.chain.queue.duty_held, np.zeros((1, 4)))


def test_what_landed_under_the_tariff_is_no_untaxed_stock():
    held = lot_state()
    lived(held)
    np.testing.assert_allclose(held.untaxed_stock(0), [1080 * 29])


def test_on_the_first_day_nothing_has_been_given_back_earned_or_felt():
    held = lot_state()
    assert (held.refunds, held.today, held.closed) == (None, {}, False)
    for name in ("bank", "pressure", "support_paid", "recent_loss", "recent_support"):
        np.testing.assert_array_equal(getattr(held, name), np.zeros((1, 2)), err_msg=name)
    np.testing.assert_array_equal(held.accounts.total("duty"), np.zeros((1, 2)))
    with pytest.raises(ValueError, match="no day has been lived"):
        held.made_today  # noqa: B018


def test_a_maker_that_builds_nothing_at_home_uses_its_parts_all_the_same():
    """Sol sells no car of its U.S. plants in the known year: 10 mn of parts a day, whatever it builds now."""
    held = lot_state()
    held.begin_parts(parts(), np.array([0]), np.zeros((1, 2)))
    np.testing.assert_allclose(held.parts_used(np.array([[600.0, 480.0]])), [[10_000.0]])


def test_parts_go_with_what_plants_build():
    """10 mn for 400 cars a day are 25 thousand USD a car."""
    np.testing.assert_allclose(lot_state().parts_used(np.array([[600.0, 480.0]])), [[12_000.0]])


@pytest.mark.parametrize(("home", "each"), [(480.0, 25.0), (1.2, 10_000.0), (0.6, 20_000.0)])
def test_a_cars_parts_are_a_days_parts_over_the_cars_of_a_day_of_the_known_year(home, each):
    held = lot_state()
    held.begin_parts(parts(), np.array([0]), np.array([[600.0, home]]))
    np.testing.assert_allclose(held.parts_used(np.array([[600.0, 100.0]])), [[100 * each]])


def test_cars_that_the_market_calls_korean_use_parts_where_they_are_built_at_home():
    """Han builds 600 and 120 of these on the first day, for 12 mn of parts; then 200 more in place of imports."""
    held = lot_state(parts=parts()[1].parts, plants={"old": plant(365.0)})
    np.testing.assert_allclose(held.chain.own[0, 3:], [12 * 0.75 * 12_000] * 2)
    held.direct[:], held.stored[:] = 1, 0
    found = lived(held, day=PARTS_BEGIN, sold=SOLD * 1.2 / 1.26)
    assert found["made"][0] == 200
    used = 12_000 * np.array([920 / 720, 1])
    np.testing.assert_allclose(held.last_day.expensed[0, 3:], 0.25 * used)


# --- days by hand ---------------------------------------------------------------------------------


def test_a_first_day_at_old_sales_moves_on_what_is_sold():
    """Every stock is where it should be; duty is paid at the port and none expensed, for what is sold is older."""
    found = lived(lot_state())
    moved = [1080, 720]
    check(found, units=moved, landed=moved, shipped=moved, made=[0, 0], duty=[0, 0], other_duty=[0, 0], refund=[0, 0])
    mexican = 0.11 * 240 * 16  # on 44 percent of the value, 55 of it by the market's rate
    check(found, duty_paid=[(0.25 * RETAIL[0] + mexican) * BN, 0.25 * RETAIL[2] * BN])
    np.testing.assert_allclose(found["profit_change"], 0, atol=1e-15)
    check(found, support=[0, 0], parts_duty=[0, 0], parts_credit=[0, 0])


def test_the_credit_is_earned_on_all_that_is_built_at_home():
    """Han: 600 cars of its U.S. line at 50, and 120 that the market calls Korean, at 40; Sol: 480 at 44."""
    held = lot_state()
    lived(held)
    np.testing.assert_allclose(held.bank, [[CREDIT * 34_800 * BN, CREDIT * 21_120 * BN]])


def test_without_a_law_no_credit_is_earned():
    held = lot_state(common=shared(parts_credit=None))
    lived(held)
    np.testing.assert_array_equal(held.bank, [[0, 0]])


def test_sales_grow_by_their_trend():
    """30 days at .73 a year: 1.26 times the known year's sales."""
    held = lot_state()
    held.chain.own[:] = held.chain.at_sea[:] = held.chain.dealers[:] = 0
    found = lived(held, day=FIRST + 30)
    check(found, profit_change=0 - found["duty"] - found["other_duty"])
    np.testing.assert_allclose(held.chain.dealers[0, 0] + 1.26 * 900 * 30, 900 * 30 * 1.26 * (1 + 30 / 50))


def test_what_plants_make_is_not_taken_from_stock():
    """Han's plants can build 1,000 cars a day and build 600: of the 400 more, half are in place of Korean ones."""
    held = lot_state(plants={"old": plant(219.0), "new": plant(146.0)})
    found = lived(held, rise=np.array([1.0, 2.0, 0.0, 0.0, 3.0]))
    check(found, made=[200, 0])
    np.testing.assert_array_equal(held.made_today, [[200, 0]])
    booked = 880 * 30 * 1.6 - 1080 * 30 * 30 / 50  # dealers are 30 days of more than is sold
    check(found, units=[booked / 30, 720], landed=[1080, 720])
    check(found, shipped=[(booked + 880 * 30 * 50 / 50 - 1080 * 30 * 50 / 50) / 30, 720])
    check(found, profit_change=[(9 * 1200 + 12 * 600 + 5 * 240) * BN - 0.0168, (9 * 480 + 8 * 720) * BN - 0.00792])
    np.testing.assert_allclose(held.bank, [[CREDIT * (52 * 600 + 41 * 320) * BN, CREDIT * 44 * 480 * BN]])


@pytest.mark.parametrize(("built", "free"), [(1079.0, False), (1081.0, True), (2000.0, True)])
def test_a_line_is_free_from_duty_where_plants_make_all_that_would_be_imported(built, free):
    held = lot_state(plants={"one": plant((600 + built) * 0.365)}, replaces=by_world(1.0, 25))
    check(lived(held), made=[min(built, 1080), 0])
    assert held.daily_market.freed == {0: [free], 4: [False]}


def test_plants_make_nothing_more_while_no_duty_is_saved():
    held = lot_state(plants={"one": plant(1000.0)})
    check(lived(held, tariff=0.0), made=[0, 0])
    check(lived(held, tariff=0.5), made=[0.5 * (1000 / 0.365 - 600), 0])


def no_stock(**common):
    """Return the makers where all stock is the dealers': what lands is booked on the same day."""
    held = lot_state(stock_days=by_world(0.0, 24), common=shared(**common))
    held.chain.own[:, 2:], held.chain.queue.amounts[0][:, 2:] = 0, 0
    return held


def test_without_stock_duties_are_expensed_as_they_are_paid():
    held = no_stock(parts_credit=None)
    held.chain.at_sea[:, 2:] = [[720 * 18 * 20, 9000 * 20]]
    found = lived(held, day=PARTS_BEGIN)
    assert (found["parts_duty"] > 0).tolist() == [False, True]
    check(found, duty_paid=found["duty"] + found["other_duty"], duty=found["units"] * [30, 18] * 0.25 * BN)
    margin = np.array([0.014, 0.0066]) * 1.26
    check(found, profit_change=margin - found["duty"] - found["other_duty"] - np.array([0.014, 0.0066]) * 1.26)


def test_pressure_and_support_follow_the_days_loss():
    """A full quarter without a deal costs Han .25 * 30 * 1,000 * 91 thousand USD; the support is 2,000 USD a car."""
    found, none = (lived(held := no_stock(), support=support) for support in (2e-6, None))
    check(none, support=[0, 0])
    loss = -none["profit_change"]
    assert loss[0] > 0.002
    check(found, support=[0.002, min(0.0012, max(loss[1], 0))])
    np.testing.assert_allclose(held.pressure[0, 0], loss[0] / (0.25 * 30 * 1000 * 91 * BN))


# --- the duty of the day --------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "of_parts"), [(PARTS_BEGIN - 1, 0.0), (PARTS_BEGIN, 0.25), (PARTS_BEGIN + 1, 0.25)])
def test_parts_pay_the_rate_of_the_makers_korean_cars_from_their_first_day(day, of_parts):
    held = lot_state()
    np.testing.assert_allclose(held.rates_today(day), [[0.25, 0.11, 0.25, of_parts]])


def test_rates_are_those_of_today():
    held = lot_state()
    held.rates_today(PARTS_BEGIN - 1)
    np.testing.assert_allclose(held.rates_today(PARTS_BEGIN), [[0.25, 0.11, 0.25, 0.25]])
    held.daily_market.show(np.tile(SOLD, (4, 1)), np.zeros((4, 5)), np.tile(RATES, (4, 1)) * 0.6)
    np.testing.assert_allclose(held.rates_today(PARTS_BEGIN), [[0.15, 0.066, 0.15, 0.15]])


@pytest.mark.parametrize(("own", "factor"), [(0.44, 0.8), (None, 1.0)], ids=["its own content", "the market's content"])
def test_mexican_cars_pay_on_the_makers_own_content(own, factor):
    held = lot_state(supply=supply(60.0, content=own))
    np.testing.assert_allclose(held.content, [[1, factor, 1]])


def test_credit_follows_the_date():
    held = lot_state()
    for day, share in ((FIRST - 1, 0), (FIRST, 0.0375), ((date(2026, 4, 30) - date(2025, 4, 9)).days, 0.0375)):
        np.testing.assert_allclose(held.credit_earned(day, np.array([[2e6, 1e6]])), [[2 * share * 0.55, share * 0.55]])
