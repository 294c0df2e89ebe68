"""The market at each level of a tariff: first guesses of prices, rates by line, worlds, owners' profits."""

import numpy as np
import pytest
from cars import fleet, market, paid

from sim.economy.flows.car_market import CarMarket
from sim.economy.flows.context import FlowContext
from sim.economy.flows.table import Table, interpolate_flows
from sim.economy.market.tariff_cases import rates_by_region
from sim.economy.market.tariff_equilibria import (
    TariffEquilibria,
    extrapolate_changes,
    interpolate_at_rate,
    lagrange_weights,
    solve_tariffs,
)

LEVELS = np.array([0.25, 0.15, 0.0])
KOREAN = fleet().built_in("KR")


def solved(margins=(0.18, 0.2, 0.22), no_deal=0):
    """Return the market at three levels, in worlds of different margins."""
    cars = market(len(margins), margin=np.array(margins))
    return solve_tariffs(cars, LEVELS, no_deal, paid(cars, np.linspace(20, 30, len(margins))))


# --- first guesses ----------------------------------------------------------------------------------


@pytest.mark.parametrize("at", [-1.0, 0.3, 2.5, 4.0])
def test_weights_give_any_polynomial_of_a_degree_below_their_number(at):
    known = np.array([0.0, 1.0, 2.0, 3.5])
    for degree in range(4):
        assert lagrange_weights(known, at) @ known**degree == pytest.approx(at**degree)


def test_the_weight_of_a_known_place_is_1_there_and_the_only_place_weighs_1_anywhere():
    np.testing.assert_allclose(lagrange_weights(np.array([1.0, 2.0, 4.0]), 2.0), [0, 1, 0])
    np.testing.assert_array_equal(lagrange_weights(np.array([3.0]), 7.0), [1])


def polynomial(level, degree):
    """Return a figure of two worlds and one group that is a polynomial of the level, (worlds, groups)."""
    return np.array([[level**degree], [2 * level**degree + 1]])


@pytest.mark.parametrize("degree", range(6))
def test_a_guess_follows_the_polynomial_through_six_levels(degree):
    levels = np.array([2.0, 0.0, 1.0, 5.0, 3.0, 4.0])
    found = extrapolate_changes(levels, 6.0, [polynomial(level, degree) for level in levels])
    np.testing.assert_allclose(found, polynomial(6.0, degree))


def test_a_guess_reads_the_six_nearest_levels_alone():
    levels = np.array([-7.0, 2.0, 0.0, 1.0, 5.0, 3.0, 4.0])
    values = [np.array([[np.nan]])] + [polynomial(level, 2)[:1] for level in levels[1:]]
    np.testing.assert_allclose(extrapolate_changes(levels, 6.0, values), [[36]])


def test_a_level_that_stands_twice_counts_once():
    levels = np.array([1.0, 1.0, 2.0])
    found = extrapolate_changes(levels, 3.0, [polynomial(level, 1) for level in levels])
    np.testing.assert_allclose(found, polynomial(3.0, 1))


def test_where_a_polynomial_would_swing_too_far_fewer_levels_are_read():
    """Through 0 and 1 the guess at 50 weighs 49 and 50, 99 in all; at 51 it would be 101, so the nearest one stands."""
    values = [np.array([[3.0]]), np.array([[5.0]])]
    np.testing.assert_allclose(extrapolate_changes(np.array([0.0, 1.0]), 50.0, values), [[3 + 2 * 50]])
    np.testing.assert_allclose(extrapolate_changes(np.array([0.0, 1.0]), 50.5, values), [[3 + 2 * 50.5]])  # just 100
    np.testing.assert_allclose(extrapolate_changes(np.array([0.0, 1.0]), 51.0, values), [[5]])


def test_the_farthest_level_is_left_out_first():
    """At 10 the parabola through 0, 1 and 2 weighs 36, 80 and 45; the line through 1 and 2 weighs 8 and 9."""
    found = extrapolate_changes(np.array([0.0, 1.0, 2.0]), 10.0, [polynomial(level, 2) for level in (0.0, 1.0, 2.0)])
    np.testing.assert_allclose(found, 9 * polynomial(2.0, 2) - 8 * polynomial(1.0, 2))


def test_without_a_level_there_is_no_guess():
    assert extrapolate_changes(np.array([]), 0.25, []) is None


# --- rates and worlds -------------------------------------------------------------------------------


def test_the_level_is_paid_on_korean_cars_and_the_others_rates_on_all_others():
    held = solved()
    np.testing.assert_array_equal(held.rates(0.15), np.where(KOREAN, 0.15, held.foreign))
    mixed = held.rates(np.array([[0.25], [0.0], [0.15]]), 2 * held.foreign)
    np.testing.assert_array_equal(mixed[:, KOREAN], np.array([[0.25], [0.0], [0.15]]) * np.ones(KOREAN.sum()))
    np.testing.assert_array_equal(mixed[:, ~KOREAN], 2 * held.foreign[:, ~KOREAN])


def test_regions_without_a_stated_rate_pay_none_and_pay_on_all_of_the_value_unless_stated():
    cars, region = market(2), np.array(fleet().region)
    found = rates_by_region(cars, {"KR": np.array([25.0, 15.0]), "MX": 10.0}, {"MX": np.array([0.5, 0.6])})
    expected = np.where(region == "KR", [[0.25], [0.15]], np.where(region == "MX", [[0.05], [0.06]], 0.0))
    np.testing.assert_allclose(found, expected)


def test_rates_and_prices_of_some_worlds_each_at_its_level():
    held, rows, level = solved(), np.array([2, 0]), np.array([1, 2])
    rates, rise = held.rates_and_rise(level, rows)
    for place, (world, at) in enumerate(zip(rows, level, strict=True)):
        np.testing.assert_array_equal(rates[place], held.rates(LEVELS[at])[world])
        np.testing.assert_array_equal(rise[place], held.equilibrium_rise(at)[world])


def test_every_level_is_an_equilibrium_of_its_rates():
    held = solved()
    for place, level in enumerate(LEVELS):
        rise, change = held.market.equilibrium_rise(held.rates(level))
        np.testing.assert_allclose(held.equilibrium_rise(place), rise, atol=1e-8)
        np.testing.assert_allclose(held.markup_changes[place], change, atol=1e-8)


@pytest.mark.parametrize("no_deal", [0, 1])
def test_the_first_year_is_that_without_a_deal_whatever_others_pay_later(no_deal):
    held, share = solved(no_deal=no_deal), np.array([0.2, 0.5, 1.0])
    later = held.with_foreign_rates(np.array([0, 2]), 0.5 * held.foreign[[0, 2]])
    expected = held.year(no_deal, share)
    for found in (held.first_year(share), later.first_year(share)):
        np.testing.assert_array_equal(found.profit, expected.profit)
        np.testing.assert_array_equal(found.surplus, expected.surplus)
    assert (later.year(no_deal, share).units[[0, 2]] != expected.units[[0, 2]]).any(axis=1).all()
    np.testing.assert_array_equal(later.year(no_deal, share).units[1], expected.units[1])
    np.testing.assert_array_equal(held.foreign, solved().foreign)  # the market before is not written to


def test_some_worlds_are_as_they_were_among_all():
    held, rows, share = solved(), np.array([2, 0, 2]), np.array([0.3, 0.6, 0.3])
    held = held.with_foreign_rates(np.array([2]), 0.5 * held.foreign[[2]])
    some = held.only(rows)
    for place in range(3):
        np.testing.assert_array_equal(some.year(place, share).profit, held.year(place, share[[1, 2, 0]]).profit[rows])
    np.testing.assert_array_equal(some.first_year(share).units, held.first_year(share[[1, 2, 0]]).units[rows])


@pytest.mark.parametrize("margins", [(0.18, 0.2, 0.22), (0.2, 0.2, 0.2)], ids=["unlike worlds", "worlds alike"])
def test_an_owner_gains_what_its_lines_earn_over_the_known_year(margins):
    cars = market(3, margin=np.array(margins))
    held: TariffEquilibria = solve_tariffs(cars, LEVELS, 0, paid(cars, 27.5))
    share = np.array([0.5, 0.5, 0.25 if margins[0] < 0.2 else 0.5])
    owners = [np.array([3, 1]), np.array([7])]
    found = held.profits(share, owners)
    usual = held.market.known_year().profit
    for place in range(3):
        gained = held.year(place, share).profit - usual
        np.testing.assert_allclose(found[0][:, place], gained[:, 3] + gained[:, 1], atol=1e-12)
        np.testing.assert_allclose(found[1][:, place], gained[:, 7], atol=1e-12)


def test_a_value_at_a_rate_does_not_depend_on_the_order_of_levels():
    values = np.array([[4.0, 1.0, 0.0, 1.0], [4.0, 1.0, 0.0, 1.0]])
    levels = np.array([25.0, 10.0, 0.0, 10.0])  # one stands twice
    np.testing.assert_allclose(interpolate_at_rate(levels, values, np.array([5.0, 20.0])), [0.5, 3.0])


# --- rules of flows at their edges ------------------------------------------------------------------


def test_a_table_of_two_levels_is_a_line_and_one_of_one_level_is_refused():
    np.testing.assert_allclose(
        interpolate_flows(np.array([0.0, 5.0, 20.0]), np.array([0.0, 20.0]), np.array([[0.0, 8.0]])), [[0, 2, 8]]
    )
    with pytest.raises(ValueError, match="at least two levels"):
        Table(components={"headline": [1.0]}, levels=[10.0])(np.array([10.0]), FlowContext(1))


def test_the_first_firm_that_prices_no_cars_is_named():
    with pytest.raises(ValueError, match=r"no cars are priced by Lada\."):
        CarMarket(0.5, 0.0, exporters=["HMG", "Lada"], domestic=["Trabant"])(LEVELS, FlowContext(3, solved()))


def test_what_carmakers_owe_on_parts_is_saved_against_no_deal():
    held, owed = solved(no_deal=1), np.array([[3.0, 2.0, 0.0]] * 3)
    own, none = (
        CarMarket(0.5, None, exporters=["HMG"], domestic=["GM"])(100 * LEVELS, FlowContext(3, held, parts))
        for parts in (owed, None)
    )
    for name, sign in (("exporters_profit", 1), ("tariff_revenue", -1)):
        np.testing.assert_allclose(own[name] - none[name], sign * np.array([[-1.0, 0.0, 2.0]] * 3), atol=1e-12)
    np.testing.assert_array_equal(own["imports"], none["imports"])
    each = CarMarket(0.5, 0.1, exporters=["HMG"], domestic=["GM"])(100 * LEVELS, FlowContext(3, held))
    np.testing.assert_allclose(each["exporters_profit"] - none["exporters_profit"], [[-1, 0, 1.5]] * 3, atol=1e-12)
