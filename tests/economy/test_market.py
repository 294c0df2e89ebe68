"""The car market: figures of an independent program, laws of demand and pricing, worlds, refusals."""

import json
from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np
import pytest
from cars import fleet, market
from hypothesis import given, settings
from hypothesis import strategies as st
from places import DATA
from scipy.optimize import root
from views import read_only

from sim.core.worlds import Array
from sim.economy.market import pricing
from sim.economy.market.calibration import CalibrationTargets
from sim.economy.market.market import Market, sum_lines
from sim.economy.market.pricing import markups
from sim.economy.market.products import Products
from sim.economy.market.tariff_cases import CASES, TariffCase, case_figures, case_rates, mean_price, solve_case

EXPECTED = json.loads((DATA / "cars_expected.json").read_text())
USMCA = 0.55  # part of the value of Mexican cars that pays duty

one_nest_and_three = pytest.mark.parametrize("nests", ["one", "three"])


@cache
def usual(nests="one"):
    """Return the market as calibrated by default, in one world."""
    return market(nests=nests)


def equilibrium(cars, case):
    """Return price rises, (worlds, lines), and the rates of a case."""
    paid = case_rates(cars, case, USMCA)
    return cars.equilibrium_rise(paid)[0], paid


# --- figures of an independent program -------------------------------------------------------------


@pytest.mark.parametrize("phi", [0.0, 0.25, 0.5, 1.0])
@pytest.mark.parametrize("case", CASES)
def test_every_figure_of_a_case_is_that_of_the_independent_program(phi, case):
    found, expected = case_figures(usual(), solve_case(usual(), CASES[case], phi, USMCA)), EXPECTED[f"phi{phi}"][case]
    assert found.keys() == expected.keys()
    for column, value in expected.items():
        np.testing.assert_allclose(found[column], [value], rtol=1e-6, atol=1e-9, err_msg=column)


def test_every_case_of_the_independent_program_is_one_of_ours():
    for phi in ("phi0.0", "phi0.25", "phi0.5", "phi1.0"):
        assert EXPECTED[phi].keys() == CASES.keys()


def test_the_market_of_2024_is_calibrated_to_the_known_numbers():
    demand, before = usual().demand, usual().known_year()
    np.testing.assert_allclose(demand.alpha, [EXPECTED["alpha"]], rtol=1e-9)
    np.testing.assert_allclose(demand.sigma, [EXPECTED["sigma"]], rtol=1e-9)
    np.testing.assert_allclose(demand.potential, [EXPECTED["M"]], rtol=1e-9)
    np.testing.assert_allclose(mean_price(before), [EXPECTED["avg_price"]], rtol=1e-9)
    np.testing.assert_allclose(sum_lines(before.value, fleet().built_in("KR")), [EXPECTED["kr_value0"]], rtol=1e-9)


def test_elasticities_and_margins_are_those_published_with_the_market():
    hyundai = fleet().place_of("Hyundai", "KR")
    np.testing.assert_allclose(usual().elasticity(hyundai), [EXPECTED["own_elast_hyundai_kr"]], rtol=1e-9)
    np.testing.assert_allclose(
        usual().base_markups[0, fleet().groups.of_line[hyundai]], EXPECTED["hmg_margin"], rtol=1e-9
    )


def test_profit_and_lerner_index_of_every_firm_are_as_expected():
    before = usual().known_year()
    assert set(fleet().firm) == EXPECTED["base_profit"].keys() == EXPECTED["lerner_by_firm"].keys()
    for firm, expected in EXPECTED["base_profit"].items():
        profit, sales = (
            sum_lines(v, fleet().of_firms(firm)) for v in (before.profit, before.price * before.units / 1e3)
        )
        np.testing.assert_allclose(profit, [expected], rtol=1e-9)
        np.testing.assert_allclose(profit / sales, [EXPECTED["lerner_by_firm"][firm]], rtol=1e-9)


def test_consumer_surplus_in_all_is_what_buyers_lose_when_no_car_can_be_had():
    rise = np.full((1, len(fleet().firm)), 1e3)  # a mn USD dearer
    lost = usual().year(rise, np.zeros_like(rise)).surplus
    np.testing.assert_allclose(lost, [-EXPECTED["cs_level"]], rtol=1e-9)
    np.testing.assert_allclose(-lost, usual().demand.potential / usual().demand.alpha * np.log(2) / 1e3, rtol=1e-9)


def test_pass_through_is_the_rise_of_korean_prices_over_their_duty_when_all_pay_25():
    rise, paid = equilibrium(usual(), CASES["KR25_others25"])
    sold = fleet().units * fleet().built_in("KR")
    found = (rise * sold).sum() / (paid * fleet().customs_value * sold).sum()
    np.testing.assert_allclose(found, EXPECTED["eq_passthrough_all25"], rtol=1e-9)


# --- calibration -----------------------------------------------------------------------------------


@one_nest_and_three
def test_sigma_is_the_closed_form_where_all_cars_of_the_firm_are_in_one_nest(nests):
    # markup b = (1 - sigma)/alpha / (1 - sigma S - (1 - sigma) s), which is linear in sigma once multiplied out
    chance = np.random.default_rng(1)
    margin, elasticity, outside = (chance.uniform(low, high, 50) for low, high in ((0.1, 0.29), (0.4, 1.4), (0.3, 0.7)))
    held, of = fleet(nests), fleet(nests).of_firms("HMG")
    nest = held.groups.nest_of_line == held.groups.nest_of_line[held.place_of("Hyundai", "KR")]
    sold = held.units[of].sum()
    inside, overall = sold / held.units[nest].sum(), sold * (1 - outside) / held.units.sum()
    alpha = elasticity / outside / np.average(held.price, weights=held.units)
    scaled = margin * np.average(held.price[of], weights=held.units[of]) * alpha
    expected = (1 - scaled * (1 - overall)) / (1 - scaled * (inside - overall))
    found = market(50, nests, margin=margin, elasticity=elasticity, outside=outside).demand
    np.testing.assert_allclose(found.alpha, alpha, rtol=1e-12)
    np.testing.assert_allclose(found.sigma, expected, rtol=1e-12)


@pytest.mark.parametrize("firm", ["HMG", "GM", "Toyota", "Tesla"])
@one_nest_and_three
def test_the_stated_firm_earns_the_stated_margin_also_with_cars_in_two_nests(firm, nests):
    cars = Market.of(fleet(nests), CalibrationTargets(margin=np.array([0.12, 0.18]), margin_of=firm))
    year, of = cars.known_year(), fleet(nests).of_firms(firm)
    np.testing.assert_allclose(sum_lines(year.profit, of) / sum_lines(year.price * year.units / 1e3, of), [0.12, 0.18])


@one_nest_and_three
def test_one_percent_on_all_prices_costs_as_many_percent_of_sales_as_the_elasticity_says(nests):
    cars = market(3, nests, elasticity=np.array([0.5, 1.0, 1.4]))
    step = np.tile(1e-4 * fleet().price, (3, 1))
    more, fewer = (cars.demand.units(sign * step)[0].sum(axis=1) for sign in (-1, 1))
    np.testing.assert_allclose((fewer - more) / fleet().units.sum() / 2e-4, [-0.5, -1.0, -1.4], rtol=1e-6)


# --- demand ----------------------------------------------------------------------------------------


def nudged(size):
    """Return one price rise a world, each of another line of the fleet, (lines, lines)."""
    return size * np.eye(len(fleet().firm))


@one_nest_and_three
def test_own_elasticity_is_the_slope_of_sales(nests):
    cars, step = market(len(fleet().firm), nests), 1e-4
    up, down = (np.diag(cars.demand.units(nudged(size))[0]) for size in (step, -step))
    found = (up - down) / (2 * step) * fleet().price / fleet().units
    expected = [usual(nests).elasticity(line)[0] for line in range(len(fleet().firm))]
    np.testing.assert_allclose(found, expected, rtol=1e-6)


@one_nest_and_three
def test_a_dearer_car_costs_buyers_as_much_as_they_buy_of_it(nests):
    cars, step = market(len(fleet().firm), nests), 1e-3
    away = np.random.default_rng(2).uniform(-3, 5, len(fleet().firm))
    up, down = (cars.demand.units(away + nudged(size))[1] for size in (step, -step))  # bn USD
    np.testing.assert_allclose((up - down) / (2 * step), -cars.demand.units(away[None])[0][0] / 1e3, rtol=1e-5)


@one_nest_and_three
def test_a_dearer_car_sells_less_and_every_other_more(nests):
    cars = market(len(fleet().firm), nests)
    change = cars.demand.units(nudged(2.0))[0] - fleet().units
    assert (np.diag(change) < 0).all()
    assert (change[~np.eye(len(change), dtype=bool)] > 0).all()


# --- prices ----------------------------------------------------------------------------------------


def earned(cars, rise, paid):
    """Return the profit of each line's firm, bn USD, (worlds, lines)."""
    profit = cars.year(rise, paid).profit
    same = np.array([[one == other for other in cars.products.firm] for one in cars.products.firm])
    return profit @ same


@pytest.mark.parametrize("size", [0.03, 1.0, 10.0])
@pytest.mark.parametrize("sign", [-1, 1])
@one_nest_and_three
def test_no_firm_gains_by_another_price_of_one_of_its_cars(nests, sign, size):
    cars = market(len(fleet().firm), nests)
    rise, paid = equilibrium(cars, CASES["KR25_others15"])
    best, other = earned(cars, rise, paid), earned(cars, rise + nudged(sign * size), paid)
    assert (np.diag(other) < np.diag(best)).all()


@pytest.mark.parametrize("size", [-10.0, -1.0, -0.03, 0.03, 1.0, 10.0])
@one_nest_and_three
def test_no_firm_gains_by_another_price_of_all_its_cars(nests, size):
    rise, paid = equilibrium(usual(nests), CASES["KR25_others15"])
    for firm in sorted(set(fleet().firm)):
        of = fleet().of_firms(firm)
        other = usual(nests).year(np.where(of, rise + size, rise), paid)
        assert sum_lines(other.profit, of) < sum_lines(usual(nests).year(rise, paid).profit, of), firm


def shares_and_slopes(price, quality, alpha, sigma, same_nest):
    """Return shares s_k, (lines,), and d s_k / d p_j, (lines k, lines j), as textbooks write them."""
    utility = (quality - alpha * price) / (1 - sigma)
    best = np.where(same_nest, utility, -np.inf).max(axis=1)  # of each line's nest, taken out so that nothing overflows
    nest = same_nest @ np.exp(utility - best)  # of each line: the sum over its nest
    inside = np.exp(utility - best) / nest  # adds to 1 in each nest, so that a sum over lines counts a nest once
    together = np.exp((1 - sigma) * best) * nest ** (1 - sigma)
    share = inside * together / (1 + (inside * together).sum())
    slope = np.eye(len(price)) / (1 - sigma) - sigma / (1 - sigma) * same_nest * inside - share
    return share, -alpha * share[:, None] * slope


def small_fleet(chance):
    return Products(
        brand=tuple("abcdefg"),
        firm=("x", "x", "y", "y", "y", "z", "z"),
        region=("US", "KR", "US", "KR", "JP", "KR", "JP"),
        units=chance.uniform(50, 500, 7),
        price=chance.uniform(25, 60, 7),
        customs_share=chance.uniform(0.6, 0.8, 7),
        base_rate=chance.uniform(0, 0.05, 7),
        nests=(0, 1, 0, 0, 1, 1, 1),
    )


@pytest.mark.parametrize("seed", range(6))
def test_prices_solve_the_first_order_conditions_written_out_in_full(seed):
    chance = np.random.default_rng(seed)
    small, paid = small_fleet(chance), chance.uniform(0, 0.5, 7)
    cars = Market.of(small, CalibrationTargets(outside=0.4, elasticity=1.2, margin=0.25, margin_of="y"))
    shares_at, unmet = first_order_conditions(cars, paid)
    solved = root(unmet, small.price, tol=1e-13)
    assert solved.success
    rise, _ = cars.equilibrium_rise(paid[None])
    np.testing.assert_allclose(small.price + rise, [solved.x], atol=1e-8)
    np.testing.assert_allclose(
        cars.year(rise, paid[None]).units, [cars.demand.potential * shares_at(solved.x)], rtol=1e-8
    )


def test_a_market_whose_firms_tie_nests_of_near_copies_together_settles_too(monkeypatch):
    """A margin of 4 % asks for lines that are almost one good: the map of markups closes .4 % of a gap each time."""
    tied = Products(
        brand=("Alfa", "Alfa", "Alfa", "Brenn", "Corvo", "Delo", "Elan", "Elan"),
        firm=("North", "North", "North", "South", "West", "North", "South", "South"),
        region=("KR", "US", "MX", "JP", "MX", "KR", "US", "EU"),
        units=np.array([899.0, 101, 287, 186, 846, 618, 232, 565]),
        price=np.array([30.7, 50.4, 38.1, 54.0, 29.5, 67.8, 29.1, 25.3]),
        customs_share=np.array([0.60, 0.52, 0.83, 0.40, 0.63, 0.44, 0.44, 0.37]),
        base_rate=np.array([0, 0.025, 0, 0.025, 0.025, 0.025, 0, 0]),
        nests=(0, 0, 0, 0, 2, 1, 2, 2),
    )
    paid = np.array([0.15, 0, 0.33, 0.66, 0.33, 0.15, 0, 0.14])
    monkeypatch.setattr(pricing, "MAX_ITERATIONS", 250)
    cars = Market.of(tied, CalibrationTargets(outside=0.335, elasticity=2.83, margin=0.0396, margin_of="North"))
    shares_at, unmet = first_order_conditions(cars, paid)
    price = tied.price + cars.equilibrium_rise(paid[None])[0][0]
    np.testing.assert_allclose(unmet(price) / shares_at(price), 0, atol=1e-8)
    assert np.abs(unmet(price * 1.001) / shares_at(price)).max() > 0.01


def first_order_conditions(cars, paid):
    """Return functions of prices: shares of lines, and what firms' first-order conditions lack, written out in full."""
    small = cars.products
    (alpha,), (sigma,), (potential,), (outside,) = (*cars.world_arrays[:2], cars.demand.potential, cars.demand.outside)
    same_nest, same_firm = (np.equal.outer(label, label) for label in map(np.array, (small.nests, small.firm)))

    share, inside = small.units / potential, small.units / (same_nest @ small.units)
    quality = np.log(share / outside) - sigma * np.log(inside) + alpha * small.price
    found, slopes = shares_and_slopes(small.price, quality, alpha, sigma, same_nest)
    np.testing.assert_allclose(found, share, rtol=1e-12)
    cost = small.price + np.linalg.solve((slopes * same_firm).T, share) - small.base_rate * small.customs_value
    np.testing.assert_allclose(cars.cost, [cost], rtol=1e-9)

    def unmet(price):
        share, slopes = shares_and_slopes(price, quality, alpha, sigma, same_nest)
        return share + (slopes * same_firm).T @ (price - cost - paid * small.customs_value)

    return lambda price: shares_and_slopes(price, quality, alpha, sigma, same_nest)[0], unmet


# --- laws ------------------------------------------------------------------------------------------

LEAST_MARGIN = 0.1  # an elasticity above 1.4 together with few who buy no car puts .3 out of reach


@dataclass(frozen=True, eq=False)
class Trial:
    """Markets in some worlds, where prices have gone `phi` of their way, at tariffs in percent."""

    cars: Market
    phi: Array
    tariffs: dict[str, Array]
    step: Array

    def raised(self, tariff):
        """Return the year at the tariffs and the one with a tariff raised by a step, at most to 50 percent."""
        higher = self.tariffs | {tariff: np.minimum(self.tariffs[tariff] + self.step, 50)}
        return [solve_case(self.cars, TariffCase(**stated), self.phi, USMCA) for stated in (self.tariffs, higher)]


@st.composite
def trials(draw):
    nests = draw(st.sampled_from(["one", "three"]))
    shares = st.tuples(st.floats(LEAST_MARGIN, 0.3), st.floats(0.4, 1.4), st.floats(0.3, 0.7), st.floats(0, 1))
    tariffs = st.tuples(*[st.floats(0, 50)] * 4)
    worlds = draw(st.lists(st.tuples(shares, tariffs), min_size=8, max_size=8))
    margin, elasticity, outside, phi = np.array([one for one, _ in worlds]).T
    *paid, step = np.array([one for _, one in worlds]).T
    cars = market(8, nests, margin=margin, elasticity=elasticity, outside=outside)
    return Trial(cars, phi, dict(zip(("party_b", "others", "usmca"), paid, strict=True)), step)


def at_most(values, bound):
    return (values <= bound + 1e-9 * np.abs(bound)).all()


def every_trial(law):
    return settings(max_examples=40, deadline=None)(given(trials())(law))


@every_trial
def test_a_higher_tariff_on_korean_cars_never_raises_their_sales(trial):
    lower, higher = trial.raised("party_b")
    partner_built = fleet().built_in("KR")
    assert at_most(sum_lines(higher.units, partner_built), sum_lines(lower.units, partner_built))
    hmg = partner_built & fleet().of_firms("HMG")
    assert at_most(sum_lines(higher.units, hmg), sum_lines(lower.units, hmg))
    assert at_most(higher.units[:, hmg], lower.units[:, hmg])


@every_trial
def test_a_higher_tariff_on_korean_cars_never_raises_hyundai_s_and_kia_s_profit_while_each_car_earns_some(trial):
    # prices held down below equilibrium can make cars sell at a loss, and then a tariff that ends sales saves money
    lower, higher = trial.raised("party_b")
    hmg = fleet().of_firms("HMG")
    earning = (higher.profit[:, hmg] >= 0).all(axis=1) | (trial.phi == 0)
    assert at_most(sum_lines(higher.profit, hmg)[earning], sum_lines(lower.profit, hmg)[earning])


@every_trial
def test_a_lower_tariff_on_rivals_never_raises_korean_sales(trial):
    lower, higher = trial.raised("others")
    partner_built = fleet().built_in("KR")
    assert at_most(sum_lines(lower.units, partner_built), sum_lines(higher.units, partner_built))


@every_trial
def test_a_lower_tariff_on_rivals_never_raises_hyundai_s_and_kia_s_profit_unless_they_lose_money(trial):
    # the cheaper rivals scale down all their sales alike: what is scaled must be a gain
    lower, higher = (sum_lines(year.profit, fleet().of_firms("HMG")) for year in trial.raised("others"))
    assert at_most(lower[higher >= 0], higher[higher >= 0])


@pytest.mark.parametrize("tariff", ["party_b", "others", "usmca"])
@every_trial
def test_a_higher_tariff_never_raises_consumer_surplus(tariff, trial):
    lower, higher = trial.raised(tariff)
    assert at_most(higher.surplus, lower.surplus)


@every_trial
def test_without_new_tariffs_the_market_stays_as_it_was(trial):
    found, before = solve_case(trial.cars, CASES["baseline"], trial.phi, USMCA), trial.cars.known_year()
    for field in fields(found):
        np.testing.assert_allclose(getattr(found, field.name), getattr(before, field.name), rtol=1e-9, atol=1e-9)


def test_a_car_sold_at_a_loss_can_gain_by_a_tariff_when_prices_may_not_follow():
    cars = market(margin=0.1025, elasticity=0.867, outside=0.363)
    found = [solve_case(cars, TariffCase(party_b, 42.5, 4.2), 0.45, USMCA) for party_b in (50.0, 64.6)]
    profits = [sum_lines(year.profit, fleet().of_firms("HMG"))[0] for year in found]
    assert profits[1] > profits[0]
    assert (found[0].profit[:, fleet().built_in("KR") & fleet().of_firms("HMG")] < 0).all()


# --- worlds ----------------------------------------------------------------------------------------

ALL = np.arange(7)
ORDERS = [np.array([6, 2, 5, 0, 1, 4, 3]), *(np.array([world]) for world in ALL)]


def varied(seed, low, high):
    """Return one number for each of seven worlds."""
    return np.random.default_rng(seed).uniform(low, high, 7)


def seven(nests, rows=ALL):
    """Return seven markets that differ in all they can, or some of them, and the duty rates there."""
    known = {"outside": varied(1, 0.3, 0.7), "elasticity": varied(2, 0.4, 1.4), "margin": varied(3, 0.13, 0.3)}
    cars = market(len(rows), nests, **{name: values[rows] for name, values in known.items()})
    tariffs = (varied(seed, 0, 50)[rows] for seed in (4, 5, 6))
    return cars, case_rates(cars, TariffCase(*tariffs), USMCA)


def reached(cars, paid, phi):
    """Return everything a market says: parameters, rises, markups, a year and what is told of it."""
    rise, change = cars.equilibrium_rise(paid)
    year = cars.year(phi[:, None] * rise, paid)
    arrays = {field.name: getattr(year, field.name) for field in fields(year)}
    parameters = {"alpha": cars.demand.alpha, "sigma": cars.demand.sigma, "cost": cars.cost}
    return parameters | arrays | case_figures(cars, year) | {"rise": rise, "change": change}


@pytest.mark.parametrize("rows", ORDERS, ids=str)
@one_nest_and_three
def test_a_world_does_not_depend_on_its_neighbours_or_their_order(nests, rows):
    phi = varied(7, 0, 1)
    together, apart = reached(*seven(nests), phi), reached(*seven(nests, rows), phi[rows])
    for name, values in together.items():
        np.testing.assert_array_equal(apart[name], values[rows], err_msg=name)


@one_nest_and_three
def test_prices_do_not_depend_on_where_the_search_begins(nests):
    cars, paid = seven(nests)
    rise, change = cars.equilibrium_rise(paid)
    for near in (change, cars.equilibrium_rise(np.zeros_like(paid))[1], np.ones_like(change)):
        for found, expected in zip(cars.equilibrium_rise(paid, near), (rise, change), strict=True):
            np.testing.assert_allclose(found, expected, atol=1e-9)


@one_nest_and_three
def test_no_input_is_written_to(nests):
    known = [varied(1, 0.3, 0.7), varied(2, 0.4, 1.4), varied(3, 0.13, 0.3)]
    read_only(*known)
    cars = Market.of(fleet(nests), CalibrationTargets(*known))  # arrays of the fleet are read-only
    _, paid = seven(nests)
    near = cars.equilibrium_rise(paid)[1]
    read_only(paid, near, cars.demand.alpha, cars.demand.sigma, cars.demand.outside, cars.base_markups)
    rise, _ = cars.equilibrium_rise(paid, near)
    read_only(rise)
    first, again = cars.year(rise, paid), cars.year(rise, paid)
    for field in fields(first):
        np.testing.assert_array_equal(getattr(again, field.name), getattr(first, field.name))


@one_nest_and_three
def test_arrays_lead_with_worlds_and_hold_floats(nests):
    cars, paid = seven(nests)
    lines, groups = len(fleet().firm), len(set(zip(fleet(nests).firm, fleet(nests).nests or [0] * 99, strict=False)))
    rise, change = cars.equilibrium_rise(paid)
    assert (rise.shape, change.shape, cars.base_markups.shape) == ((7, lines), (7, groups), (7, groups))
    year = cars.year(rise, paid)
    for field in fields(year):
        array = getattr(year, field.name)
        assert array.shape == ((7,) if field.name == "surplus" else (7, lines))
        assert array.dtype == np.float64


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize("margin", [0.9, 0.0, -0.1, np.nan])
def test_a_margin_out_of_reach_is_refused_with_its_world(margin):
    with pytest.raises(ValueError, match=f"margin cannot be reached .*; found {margin:g} in world 1"):
        market(3, margin=np.array([0.2, margin, 0.2]))


def test_a_firm_that_prices_no_cars_is_refused():
    with pytest.raises(ValueError, match="no cars are priced by Lada"):
        Market.of(fleet(), CalibrationTargets(margin_of="Lada"))


def test_two_lines_of_the_same_cars_are_refused():
    with pytest.raises(ValueError, match="two lines are Hyundai built in KR: add them up"):
        replace(fleet(), brand=("Hyundai", *fleet().brand[1:]), region=("KR", *fleet().region[1:]))


def test_a_line_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="no cars of the brand Tesla are built in KR"):
        fleet().place_of("Tesla", "KR")


def test_a_car_that_would_cost_less_than_nothing_is_refused():
    with pytest.raises(ValueError, match=r"cost of GM built in KR comes out at -.* thousand USD: lower the margin"):
        market(2, margin=np.array([0.2, 0.75]), elasticity=0.4)


def test_two_equal_firms_that_hold_the_market_settle_too():
    names = (("a", "b"), ("x", "y"), ("US", "KR"))
    two = Products(*names, *(np.array(v) for v in ([100.0, 100.0], [40.0, 40.0], [0.7, 0.7], [0.0, 0.0])))
    held = Market.of(two, CalibrationTargets(margin_of="y"))
    rise, change = held.equilibrium_rise(np.array([[0.0, 0.25]]))
    units, _ = held.demand.units(rise)
    inside, overall = units / units.sum(), units / held.demand.potential[:, None]
    np.testing.assert_allclose(held.base_markups + change, markups(held.demand, inside, overall), rtol=1e-10)
    assert rise[0, 1] > rise[0, 0] > 0
