"""The showroom: prices on their way to equilibrium, a day's sales, tariffs that change, duty that is eased."""

import json

import numpy as np
import pytest
from cars import fleet, market
from places import DATA
from views import read_only

from sim.economy.market.daily_market import DailyMarket
from sim.economy.market.rivals import RivalSums
from sim.economy.market.tariff_cases import OTHERS, rates_by_region
from sim.economy.market.tariff_equilibria import solve_tariffs

EXPECTED = json.loads((DATA / "cars_expected.json").read_text())
LEVELS = np.array([0.25, 0.15, 0.0])
KOREAN = fleet().built_in("KR")
HYUNDAI = fleet().place_of("Hyundai", "KR")
ALL = np.arange(5)


def paid(cars, others):
    """Return the rates of all foreign cars, (worlds, lines); Mexico's are 25 percent on 55 percent of value."""
    return rates_by_region(cars, {"MX": 25.0, **dict.fromkeys(OTHERS, others)}, {"MX": 0.55})


def solved(worlds=1, others=27.5, **known):
    """Return the market at each level of the Korean tariff."""
    cars = market(worlds, **known)
    return solve_tariffs(cars, LEVELS, 0, paid(cars, others))


def opened(cars, tau, days):
    """Return a showroom that has sold for some days at steady tariffs."""
    room = DailyMarket(cars, np.broadcast_to(tau, len(cars.market.demand.alpha)))
    for _ in range(days):
        room.sell_day()
    return room


# --- steady tariffs -------------------------------------------------------------------------------


@pytest.mark.parametrize("days", [0, 1, 10, 400, 2000])
def test_after_t_days_prices_stand_at_phi_of_t_of_the_way(days):
    cars, tau = solved(3), np.array([0.5, 2.3, 3.6])
    room = opened(cars, tau, days)
    phi = 1 - np.exp(-days / (365 * tau))
    np.testing.assert_allclose(room.rise, phi[:, None] * cars.equilibrium_rises[0], rtol=1e-12)


@pytest.mark.parametrize("days", [0, 1, 400])
def test_a_days_sales_are_a_365th_of_the_markets_year_at_the_prices_of_the_morning(days):
    cars, tau = solved(2), np.array([2.3, 3.6])
    room = opened(cars, tau, days + 1)
    phi = 1 - np.exp(-days / (365 * tau))
    np.testing.assert_allclose(room.asked, phi[:, None] * cars.equilibrium_rises[0], rtol=1e-12)
    np.testing.assert_allclose(room.sold * 365 / 1000, cars.year(0, phi).units, rtol=1e-12)


def test_on_the_first_day_everything_is_sold_as_in_the_known_year():
    room = opened(solved(), 3.0, 1)
    np.testing.assert_array_equal(room.asked, np.zeros((1, len(KOREAN))))
    np.testing.assert_allclose(room.sold, [fleet().units * 1000 / 365])


@pytest.mark.parametrize("case", ["KR25_others25", "KR25_others15", "KR15_others25", "KR15_others15", "KR0_others15"])
@pytest.mark.parametrize("phi", [0.25, 0.5])
def test_when_prices_are_half_or_a_quarter_of_the_way_sales_are_those_of_the_independent_program(phi, case):
    level, others = {"KR25": 0, "KR15": 1, "KR0": 2}[case[:-9]], {"25": 27.5, "15": 15.0}[case[-2:]]
    days = 50
    cars, tau = solved(others=others), -days / 365 / np.log(1 - phi)
    room = DailyMarket(cars, np.array([tau]))
    room.set_tariff(cars, np.array([level]))
    for _ in range(days + 1):
        room.sell_day()
    np.testing.assert_allclose(room.sold[:, KOREAN].sum() * 0.365, EXPECTED[f"phi{phi}"][case]["kr_units_k"], rtol=1e-6)


# --- tariffs that change --------------------------------------------------------------------------


def state(room):
    return {name: getattr(room, name).copy() for name in ("rates", "goal", "rise", "asked", "sold")}


def same_but(found, before, rows):
    """Say whether only some worlds differ."""
    rest = np.delete(ALL, rows)
    kept = all(np.array_equal(found[name][rest], before[name][rest]) for name in before)
    return kept and all((found[name][rows] != before[name][rows]).any(axis=1).all() for name in ("rates", "goal"))


def test_another_tariff_on_korean_cars_moves_only_the_worlds_that_have_it():
    cars = solved(5)
    room = opened(cars, 3.0, 20)
    before = state(room)
    room.set_tariff(cars, np.array([0, 1, 0, 2, 0]))
    found = state(room)
    assert same_but(found, before, [1, 3])
    np.testing.assert_allclose(found["rates"][1], np.where(KOREAN, 0.15, cars.foreign[1]))
    np.testing.assert_array_equal(found["goal"][[1, 3]], [cars.equilibrium_rises[1, 1], cars.equilibrium_rises[2, 3]])
    np.testing.assert_array_equal(found["rise"], before["rise"])  # prices wait for the next day


def test_another_tariff_on_a_peers_cars_moves_only_the_worlds_that_have_it():
    cars = solved(5)
    room = opened(cars, 3.0, 20)
    before = state(room)
    moved = cars.with_foreign_rates(np.array([2, 4]), paid(cars.market, 15.0)[[2, 4]])
    room.set_tariff(moved, np.zeros(5, dtype=int))
    found = state(room)
    assert same_but(found, before, [2, 4])
    np.testing.assert_array_equal(found["rates"][:, KOREAN], 0.25)
    japanese = fleet().built_in("JP")
    np.testing.assert_array_equal(found["rates"][2, japanese], 0.15)
    np.testing.assert_array_equal(found["goal"][2], moved.equilibrium_rises[0, 2])
    assert (found["goal"][2, japanese] < before["goal"][2, japanese]).all()


def test_a_peers_tariff_taken_back_brings_the_goal_back():
    cars = solved(5)
    room = opened(cars, 3.0, 20)
    before = state(room)
    for faced in (cars.with_foreign_rates(ALL, paid(cars.market, 15.0)), cars):
        room.set_tariff(faced, np.zeros(5, dtype=int))
    for name, value in state(room).items():
        np.testing.assert_array_equal(value, before[name])


def test_a_tariff_that_is_faced_again_changes_nothing():
    cars = solved(5)
    room = opened(cars, 3.0, 20)
    level = np.array([0, 1, 0, 2, 0])
    room.set_tariff(cars, level)
    before = state(room)
    room.set_tariff(cars, level.copy())
    room.set_tariff(cars.with_foreign_rates(ALL, cars.foreign), level.copy())
    for name, value in state(room).items():
        np.testing.assert_array_equal(value, before[name])


def test_a_tariff_taken_back_brings_prices_where_they_would_have_gone():
    cars = solved(1)
    room = DailyMarket(cars, np.array([0.5]))
    for level in (0, 2, 0):
        room.set_tariff(cars, np.array([level]))
        for _ in range(3000):
            room.sell_day()
    np.testing.assert_allclose(room.rise, cars.equilibrium_rises[0], rtol=1e-6)


# --- duty eased -----------------------------------------------------------------------------------

DUTY = fleet().customs_value[HYUNDAI]  # of a rate of 1, thousand USD
SOME, NONE = np.array([False, True, False, True, False]), np.zeros(5, dtype=bool)


def eased(room, cars, level):
    """Return how much lower each goal is than in equilibrium, thousand USD, (worlds, lines)."""
    return cars.equilibrium_rises[level, ALL] - room.goal


def only_hyundai(values):
    """Return a value of each world at the line of Hyundai's Korean-built cars, 0 at all others."""
    found = np.zeros((5, len(KOREAN)))
    found[:, HYUNDAI] = values
    return found


def test_where_no_car_has_to_be_imported_the_goal_of_its_line_holds_no_duty():
    cars = solved(5)
    room = opened(cars, 3.0, 5)
    room.free_from_duty(HYUNDAI, SOME)
    np.testing.assert_allclose(eased(room, cars, room.level), only_hyundai(np.where(SOME, 0.25 * DUTY, 0)), atol=1e-12)
    room.free_from_duty(HYUNDAI, SOME.copy())  # told again, it is not taken off twice
    np.testing.assert_allclose(eased(room, cars, room.level), only_hyundai(np.where(SOME, 0.25 * DUTY, 0)), atol=1e-12)


def test_the_duty_comes_back_where_cars_are_imported_again():
    cars = solved(5)
    room = opened(cars, 3.0, 5)
    for flags in (SOME, ~SOME, NONE):
        room.free_from_duty(HYUNDAI, flags)
    np.testing.assert_allclose(room.goal, cars.equilibrium_rises[0], rtol=1e-12)


def test_an_eased_goal_holds_no_duty_under_another_tariff_and_gets_that_duty_back():
    cars, level = solved(5), np.array([0, 1, 1, 2, 0])
    room = opened(cars, 3.0, 5)
    room.free_from_duty(HYUNDAI, SOME)
    room.set_tariff(cars, level)
    expected = only_hyundai(np.where(SOME, LEVELS[level] * DUTY, 0))
    np.testing.assert_allclose(eased(room, cars, level), expected, atol=1e-12)
    room.free_from_duty(HYUNDAI, NONE)
    np.testing.assert_allclose(eased(room, cars, level), np.zeros((5, len(KOREAN))), atol=1e-12)


def test_an_eased_goal_holds_no_duty_after_a_peers_deal():
    cars = solved(5)
    room = opened(cars, 3.0, 5)
    room.free_from_duty(HYUNDAI, SOME)
    cars = cars.with_foreign_rates(ALL, paid(cars.market, 15.0))
    room.set_tariff(cars, np.zeros(5, dtype=int))
    np.testing.assert_allclose(eased(room, cars, room.level), only_hyundai(np.where(SOME, 0.25 * DUTY, 0)), atol=1e-12)


def test_two_makers_ease_their_own_lines():
    cars, kia = solved(5), fleet().place_of("Kia", "KR")
    room = opened(cars, 3.0, 5)
    room.free_from_duty(HYUNDAI, SOME)
    room.free_from_duty(kia, ~SOME)
    found = eased(room, cars, room.level)
    np.testing.assert_allclose(found[:, HYUNDAI], np.where(SOME, 0.25 * DUTY, 0), atol=1e-12)
    np.testing.assert_allclose(found[:, kia], np.where(SOME, 0, 0.25 * fleet().customs_value[kia]), atol=1e-12)


# --- lines followed one by one, and the crowd -------------------------------------------------------


@pytest.mark.parametrize("nests", ["one", "three"])
@pytest.mark.parametrize(
    "lines", [KOREAN, fleet().of_firms("HMG"), np.zeros_like(KOREAN)], ids=["korean", "hmg", "none"]
)
def test_what_is_sold_of_some_lines_does_not_depend_on_which_others_are_followed(nests, lines):
    tau, level, places = np.array([0.05, 0.5, 2.3, 3.6, 10.0]), np.array([0, 2, 1, 0, 0]), np.flatnonzero(lines)
    margins = np.linspace(0.12, 0.25, 5)
    cars = solved(5, nests=nests, margin=margins)
    peers = cars.with_foreign_rates(np.array([2, 3]), paid(cars.market, 15.0)[[2, 3]])
    few, every = DailyMarket(cars, tau, places), DailyMarket(cars, tau)
    for day in range(300):
        for room in (few, every):
            if day in (40, 170):
                room.set_tariff(peers if day > 100 else cars, level if day < 100 else level[::-1].copy())
            room.sell_day()
        np.testing.assert_allclose(few.sold, every.sold[:, places], rtol=1e-12)
        np.testing.assert_allclose(few.rise, every.rise[:, places], rtol=1e-12)


@pytest.mark.parametrize("nests", ["one", "three"])
def test_what_a_crowd_pulls_is_the_sum_over_its_lines_where_prices_stand(nests):
    cars = solved(4, nests=nests, margin=np.array([0.12, 0.17, 0.2, 0.25]))
    demand, lines = cars.market.demand, np.flatnonzero(~KOREAN)
    crowd, step = RivalSums(demand, lines, cars.equilibrium_rise(0)), np.array([0.5, 0.01, 0.001, 0.0])
    for _ in range(100):
        rise = np.zeros_like(cars.equilibrium_rise(0))
        rise[:, lines] = crowd.price_rise(np.arange(4))
        expected = [
            demand.attractions(rise)[:, lines][:, demand.products.groups.nest_of_line[lines] == nest].sum(axis=1)
            for nest in range(crowd.nests)
        ]
        np.testing.assert_allclose(crowd.nest_attractions().T, expected, rtol=1e-13)
        crowd.move_prices(step)


# --- worlds ---------------------------------------------------------------------------------------


def story(rows):
    """Return what stands after some weeks of changes in some of five worlds; nothing given may be written to."""
    chance = np.random.default_rng(1)
    margin, elasticity, tau = (chance.uniform(low, high, 5)[rows] for low, high in ((0.15, 0.25), (0.5, 1.2), (1, 4)))
    levels, flags = chance.integers(0, 3, (6, 5))[:, rows], chance.random((6, 5))[:, rows] < 0.5
    cars = solved(len(rows), margin=margin, elasticity=elasticity)
    peers = cars.with_foreign_rates(
        np.arange(len(rows)), paid(cars.market, np.where(np.isin(rows, [1, 2]), 15.0, 27.5))
    )
    read_only(tau, levels, flags, cars.equilibrium_rises, cars.foreign, peers.equilibrium_rises, peers.foreign)
    room = DailyMarket(cars, tau)
    for week, (level, flag) in enumerate(zip(levels, flags, strict=True)):
        room.set_tariff(peers if week > 2 else cars, level)
        room.free_from_duty(HYUNDAI, flag)
        for _ in range(7):
            room.sell_day()
    return state(room)


@pytest.mark.parametrize("rows", [np.array([3, 1, 4, 0, 2]), *(np.array([world]) for world in range(5))], ids=str)
def test_a_world_does_not_depend_on_its_neighbours_and_nothing_given_is_written_to(rows):
    together, apart = story(ALL), story(rows)
    for name, values in together.items():
        np.testing.assert_array_equal(apart[name], values[rows], err_msg=name)
