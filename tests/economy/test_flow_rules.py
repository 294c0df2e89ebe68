"""Flow rules: values worked by hand, and figures of independent programs."""

import json
from dataclasses import replace
from functools import cache

import numpy as np
import places
import pytest
from cars import market, sold_at
from places import DATA

from sim.bargaining.agenda import Issue
from sim.bargaining.payoffs import issue_values
from sim.economy.flows.capital import Capital
from sim.economy.flows.car_market import OF_PARTNER, CarMarket
from sim.economy.flows.context import FlowContext
from sim.economy.flows.gas import Gas
from sim.economy.flows.goods import Goods
from sim.economy.flows.pledge import Pledge
from sim.economy.flows.ships import Ships
from sim.economy.flows.table import Table, interpolate_flows
from sim.economy.market.tariff_cases import DETROIT, OTHERS
from sim.economy.market.tariff_equilibria import interpolate_at_rate
from sim.politics.precedent import contagion_flow
from sim.scenario.loading import load
from sim.scenario.schema.choice import make_rule

CELLS = json.loads((DATA / "car_market.json").read_text())
CURVES = json.loads((DATA / "car_flows.json").read_text())
EXPECTED = json.loads((DATA / "cars_expected.json").read_text())
MID = json.loads((DATA / "payoffs_mid.json").read_text())["mid_issue_values"]
BASELINE = load(places.BASELINE).scenario

TARIFFS = np.array([25.0, 20.0, 15.0])
FUND = np.array([0.0, 10.0, 20.0])
ONE = FlowContext(1)


# --- tables ---------------------------------------------------------------------------------------


def test_a_table_states_its_flows_level_by_level_and_world_by_world():
    rule = Table(components={"farm_loss": [0, np.array([-0.6, -0.3]), -4.0]})
    found = rule(np.array([0.0, 1.0, 2.0]), FlowContext(2))
    np.testing.assert_array_equal(found["farm_loss"], [[0, -0.6, -4], [0, -0.3, -4]])


@pytest.mark.parametrize("levels", [[0, 100, 200], [200, 100, 0]])
def test_a_table_is_linear_between_the_levels_it_states_whatever_their_order(levels):
    flow = {0: 0.0, 100: 4.0, 200: 5.0}
    rule = Table(components={"headline": [flow[level] for level in levels]}, levels=levels)
    found = rule(np.array([0.0, 25.0, 100.0, 150.0, 200.0]), ONE)
    np.testing.assert_allclose(found["headline"], [[0, 1, 4, 4.5, 5]])


@pytest.mark.parametrize("level", [-0.1, 200.1])
def test_a_table_is_not_extended(level):
    rule = Table(components={"headline": [0.0, 4.0, 5.0]}, levels=[0, 100, 200])
    with pytest.raises(ValueError, match="levels run from 0 to 200; the table is not extended"):
        rule(np.array([0.0, level]), ONE)


def test_between_agrees_with_numpy_interpolation():
    chance = np.random.default_rng(1)
    known, flow, grid = np.sort(chance.random(6)), chance.normal(size=(4, 6)), chance.random(20)
    inside = grid[(grid >= known[0]) & (grid <= known[-1])]
    expected = [np.interp(inside, known, row) for row in flow]
    np.testing.assert_allclose(interpolate_flows(inside, known, flow), expected, atol=1e-12)


# --- cars -----------------------------------------------------------------------------------------

GRID = np.array(BASELINE.issues["auto_tariff"].levels, dtype=float)


@cache
def usual(others, levels=tuple(GRID)):
    """Return the market of 2024 in one world, where the others pay one rate now."""
    return FlowContext(1, sold_at(market(), np.array(levels), others))


def car_flows(pass_through, others, parts=0.0):
    """Return the flows of the car tariff at the baseline's levels, (1, levels); `others` is 27.5 on the first day."""
    rule = CarMarket(pass_through, parts, exporters=["HMG"], domestic=list(DETROIT))
    return rule(GRID, usual(others))


def gained(flows):
    """Return flows against no deal at the same tariff of the others."""
    return {component: flow - flow[:, :1] for component, flow in flows.items()}


BASED = {15: 15.0, 25: 27.5}  # the published "25" stands on top of a base of 2.5


@pytest.mark.parametrize("curve", CURVES, ids=lambda c: f"{c['pass_through']}-{c['others']}")
def test_the_car_market_gives_the_published_flows_at_every_level(curve):
    np.testing.assert_array_equal(GRID, curve["levels"])
    found = gained(car_flows(curve["pass_through"], BASED[curve["others"]]))
    assert found.keys() == curve["flows"].keys()
    for component, expected in curve["flows"].items():
        np.testing.assert_allclose(found[component], [expected], atol=6e-4, rtol=0, err_msg=component)


@pytest.mark.parametrize("cell", CELLS, ids=lambda c: f"{c['pass_through']}-{c['others']}-{c['rate']}")
def test_the_car_market_gives_the_flows_worked_out_by_an_independent_program(cell):
    found = gained(car_flows(cell["pass_through"], BASED[cell["others"]]))
    for component, expected in cell["flows"].items():
        (at,) = np.flatnonzero(cell["rate"] == GRID)
        np.testing.assert_allclose(found[component][:, at], [expected], atol=1e-6, err_msg=component)


@pytest.mark.parametrize(("component", "column"), [("exporters_profit", "hmg_profit"), ("export_value", "kr_value")])
def test_without_a_deal_korea_loses_by_a_peers_deal_what_the_independent_program_says(component, column):
    before, after = (EXPECTED["phi0.5"][f"KR25_others{rate}"][f"{column}_chg_bn"] for rate in (25, 15))
    np.testing.assert_allclose(car_flows(0.5, 15.0)[component][:, 0], [after - before], rtol=1e-6)


@pytest.mark.parametrize("pass_through", [0.15, 0.36, 0.6])
@pytest.mark.parametrize("component", OF_PARTNER)
def test_a_peers_lower_tariff_is_a_loss_to_korea_at_every_level(component, pass_through):
    flows = [car_flows(pass_through, others)[component][0] for others in (15.0, 20.0, 27.5)]
    assert (np.diff(flows, axis=0) > 0).all()


def test_a_deeper_cut_of_the_car_tariff_never_hurts_korea_or_u_s_buyers():
    for share in (0.15, 0.36, 0.6):
        for others in (15.0, 27.5):
            found = car_flows(share, others)
            for component in ("exporters_profit", "export_value", "consumer_surplus", "imports"):
                assert np.all(np.diff(found[component]) > 0)
            assert np.all(np.diff(found["tariff_revenue"]) < 0)


def test_at_old_prices_a_cut_moves_duty_from_the_treasury_to_exporters_and_sales_stay():
    found = car_flows(0.0, 27.5)
    points = (25 - GRID) / 100
    np.testing.assert_allclose(found["tariff_revenue"], [-points * EXPECTED["kr_value0"]])
    hmg = 0.74 * (637 * 37 + 371 * 34) / 1e3  # customs value of Hyundai's and Kia's cars from Korea, bn USD
    np.testing.assert_allclose(found["exporters_profit"], [points * hmg], atol=1e-12)
    for component in ("export_value", "consumer_surplus", "imports"):
        np.testing.assert_allclose(found[component], np.zeros((1, len(GRID))), atol=1e-12)


def test_parts_ride_on_the_car_tariff_and_move_money_from_one_side_to_the_other():
    with_parts, without = car_flows(0.36, 15.0, parts=0.07), car_flows(0.36, 15.0)
    each = [0.07 * (25 - GRID)]
    np.testing.assert_allclose(with_parts["exporters_profit"] - without["exporters_profit"], each, atol=1e-12)
    np.testing.assert_allclose(with_parts["tariff_revenue"] - without["tariff_revenue"], [-each[0]], atol=1e-12)
    for component in with_parts.keys() - {"exporters_profit", "tariff_revenue"}:
        np.testing.assert_array_equal(with_parts[component], without[component])


def test_who_counts_as_exporter_or_domestic_is_the_scenarios_choice():
    both, partner_built, american = (
        CarMarket(0.5, 0.0, exporters=firms, domestic=firms)(GRID, usual(27.5))
        for firms in (["HMG", "GM"], ["HMG"], ["GM"])
    )
    for component in ("exporters_profit", "domestic_profit"):
        np.testing.assert_allclose(both[component], partner_built[component] + american[component], atol=1e-12)


def test_the_car_market_refuses_firms_that_price_no_cars():
    rule = CarMarket(0.5, 0.0, exporters=["HMG"], domestic=["Lada"])
    with pytest.raises(ValueError, match=r"no cars are priced by Lada\. Known: HMG, GM, Ford"):
        rule(GRID, usual(27.5))


def test_the_car_market_refuses_an_issue_that_is_not_the_car_tariff():
    with pytest.raises(ValueError, match=r"needs the issue that industry\.tariff names"):
        CarMarket(0.5, 0.0, exporters=["HMG"], domestic=["GM"])(GRID, ONE)


@pytest.mark.parametrize(("rate", "expected"), [(25, 0), (22.5, 1), (18, 2.8), (15, 4), (10, 4), (30, 0)])
def test_a_rate_between_two_levels_is_worth_what_lies_between_and_none_is_beyond_the_ends(rate, expected):
    values = np.array([[0.0, 2.0, 4.0], [0.0, -2.0, -4.0]])
    np.testing.assert_allclose(interpolate_at_rate(TARIFFS, values, np.full(2, float(rate))), [expected, -expected])


def test_a_rate_is_worth_the_only_level_where_there_is_but_one():
    np.testing.assert_array_equal(
        interpolate_at_rate(TARIFFS[:1], np.array([[3.0], [4.0]]), np.array([10.0, 25.0])), [3, 4]
    )


# --- other goods ----------------------------------------------------------------------------------


def test_ten_points_on_57_bn_of_goods_are_worth_what_a_hand_works_out():
    rule = Goods(no_deal=25, base=57.0, exporter_share=0.25, elasticity=1.5, collected=0.85)
    found = rule(np.array([25.0, 15.0]), ONE)
    expected = {  # 57 * .10 = 5.7
        "exporters_profit": 1.425,
        "export_value": 6.4125,  # 5.7 * 1.5 * .75
        "tariff_revenue": -4.845,
        "consumer_surplus": 4.275,
        "imports": 6.4125,
    }
    assert found.keys() == expected.keys()
    for component, value in expected.items():
        np.testing.assert_allclose(found[component], [[0, value]], atol=1e-12)


def test_what_exporters_and_buyers_gain_from_a_cut_is_the_duty_on_the_whole_base():
    base, share, elasticity, collected = np.random.default_rng(5).random((4, 7))
    rule = Goods(no_deal=25, base=50 + base, exporter_share=share, elasticity=1 + elasticity, collected=collected)
    found = rule(TARIFFS, FlowContext(7))
    both = found["exporters_profit"] + found["consumer_surplus"]
    np.testing.assert_allclose(both, (50 + base)[:, None] * (25 - TARIFFS) / 100)


# --- gas ------------------------------------------------------------------------------------------


def test_ten_and_twenty_million_tonnes_of_gas_are_worth_what_a_hand_works_out():
    rule = Gas(spread=0.5, displacement=1.0, slots=10.0, margin=1.0, margin_fall=0.01)
    found = rule(FUND, ONE)
    np.testing.assert_allclose(found["gas_cost"], [[0, -0.52, -1.56]])  # .052 * (5 + 5), .052 * (10 + 20)
    np.testing.assert_allclose(found["export_margin"], [[0, 0.494, 0.936]])  # .052 * (10 - .5), .052 * (20 - 2)


def test_the_first_tonnes_of_gas_cost_the_spread_and_a_cheap_source_gains():
    rule = Gas(spread=np.array([0.19, -0.4]), displacement=0.43, slots=11.1, margin=1.0, margin_fall=0.0)
    found = rule(np.array([0.0, 1e-6]), FlowContext(2))
    np.testing.assert_allclose(found["gas_cost"][:, 1] / 1e-6, [-0.052 * 0.19, 0.052 * 0.4], rtol=1e-6)


def test_where_all_slots_are_filled_one_more_tonne_displaces_a_contract_at_the_stated_loss():
    rule = Gas(spread=0.0, displacement=0.43, slots=11.1, margin=1.0, margin_fall=0.0)
    low, high = rule(np.array([11.1 - 1e-3, 11.1 + 1e-3]), ONE)["gas_cost"][0]
    np.testing.assert_allclose((high - low) / 2e-3, -0.052 * 0.43)


def test_more_slots_make_gas_cheaper():
    rule = Gas(spread=0.2, displacement=0.43, slots=np.array([4.0, 11.1, 20.0]), margin=1.0, margin_fall=0.0)
    assert (np.diff(rule(FUND[1:], FlowContext(3))["gas_cost"], axis=0) > 0).all()


# --- ships ----------------------------------------------------------------------------------------


def test_ships_pay_for_korea_at_first():
    rule = Ships(returns=0.008, credit_cost=0.006, crowding=0.00002, worth=0.02, fade=0.00004)
    found = rule(np.array([0.0, 50.0, 100.0, 150.0]), ONE)
    np.testing.assert_allclose(found["fiscal"], [[0, 0.05, 0, -0.15]], atol=1e-12)
    np.testing.assert_allclose(found["capacity"], [[0, 0.9, 1.6, 2.1]])


# --- capital --------------------------------------------------------------------------------------

CASH = np.array([0.0, 110.0, 220.0])
INVESTED = Capital(cost=0.008, strain=0.008, years=10.0, ordinary=22.0, worth=0.03, fade=0.00004)


def test_cash_split_50_to_50_is_worth_what_a_hand_works_out():
    found = INVESTED(CASH, ONE)
    np.testing.assert_allclose(found["fx_strain"], [[0, -0.012 * 110, -0.016 * 220]])  # the call is half of 22, and 22
    np.testing.assert_allclose(found["headline"], [[0, 2.816, 4.664]])  # (.03 - .0044) * 110, (.03 - .0088) * 220


def test_cash_split_90_to_10_costs_korea_two_fifths_more_and_brings_the_united_states_a_quarter_more():
    even, middle, tilted = (replace(INVESTED, us_share=share)(CASH, ONE) for share in (0.5, 0.7, 0.9))
    np.testing.assert_allclose(tilted["fx_strain"], 1.4 * even["fx_strain"])
    np.testing.assert_allclose(tilted["headline"], 1.25 * even["headline"])
    np.testing.assert_allclose(middle["fx_strain"], 1.2 * even["fx_strain"])
    np.testing.assert_allclose(middle["headline"], 1.125 * even["headline"])


def test_cash_called_over_twice_the_years_strains_half_as_much_and_forgoes_the_same_return():
    strained = [replace(INVESTED, cost=0.0, years=years)(CASH, ONE)["fx_strain"] for years in (10.0, 20.0)]
    np.testing.assert_allclose(strained[0], 2 * strained[1])
    forgone = [replace(INVESTED, strain=0.0, years=years)(CASH, ONE)["fx_strain"] for years in (10.0, 20.0)]
    np.testing.assert_allclose(forgone, [[-0.008 * CASH]] * 2)


# --- pledges --------------------------------------------------------------------------------------


def test_a_pledge_is_worth_what_a_hand_works_out():
    rule = Pledge("gas_cost", "export_margin", 0.02, 0.004, 0.1, 0.001, scale=0.5, stiffness=np.array([1.0, 2.0]))
    found = rule(FUND, FlowContext(2))
    np.testing.assert_allclose(found["gas_cost"], [[0, -0.2, -0.6], [0, -0.4, -1.2]])
    np.testing.assert_allclose(found["export_margin"], [[0, 0.475, 0.9]] * 2)


def test_a_pledge_needs_two_components():
    with pytest.raises(ValueError, match="cost and gain must be two components; found headline for both"):
        Pledge("headline", "headline", 0.02, 0.004, 0.1, 0.001)


# --- the baseline's mid values ----------------------------------------------------------------------

# name in the file, level numbers in the file, levels in the unit of the baseline
PUBLISHED = {
    "auto_tariff": ("auto", range(7), [25, 20, 15, 12.5, 10, 5, 0]),
    "reciprocal_tariff": ("recip", range(4), [25, 20, 15, 10]),
    "investment": ("invest", range(0, 8, 2), [0, 100, 200, 350]),  # every other one is split 90 to 10
    "shipbuilding": ("ship", range(3), [0, 75, 150]),
    "lng": ("lng", range(3), [0, 10, 20]),  # million tonnes; half a bn USD each
    "farm_access": ("farm", range(3), ["none", "partial", "full"]),
    "defence_cost": ("defence", range(4), [0, 1, 3, 5]),
}
SIDES = pytest.mark.parametrize(("side", "key"), [("korea", "K"), ("us", "US")])


def mid_values(name, side, **changed):
    """Return each level's value against no deal, once peers pay 15, by the central figures of the baseline."""
    part = BASELINE.issues[name]
    issue = Issue(name, part.unit, tuple(part.levels), 0, 0)
    rule = make_rule(part.flows, (), lambda path, quantity: np.array([quantity.central]))
    parts = {"parts": np.array([0.07])} if name == "auto_tariff" else {}  # a point, as the published values have it
    flows = gained(replace(rule, **parts | changed)(issue.grid, usual(15.0)))
    if name in BASELINE.precedent.tariffs:
        after = np.array([BASELINE.precedent.tariffs[name].after.central])
        flows["contagion"] = contagion_flow(issue.grid, np.array([15.0]), after)
    stated = getattr(BASELINE, side).weights
    weights = {component: np.array([quantity.central]) for component, quantity in stated.items()}
    return dict(zip(part.levels, issue_values(flows, weights, 1, len(part.levels))[0], strict=True))


@SIDES
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_baseline_has_the_published_mid_values(name, side, key):
    file_name, numbers, levels = PUBLISHED[name]
    found = mid_values(name, side)
    expected = [MID[file_name][key][number] for number in numbers]
    np.testing.assert_allclose([found[level] for level in levels], expected, atol=0.011, rtol=1e-7)


@SIDES
def test_the_baseline_has_the_published_mid_values_of_cash_split_90_to_10(side, key):
    found = mid_values("investment", side, us_share=0.9)
    expected = MID["invest"][key][1::2]
    np.testing.assert_allclose([found[level] for level in (0, 100, 200, 350)], expected, atol=0.011, rtol=1e-7)


def test_every_issue_of_the_baseline_is_checked():
    assert PUBLISHED.keys() == BASELINE.issues.keys()


def test_the_market_of_the_mid_values_is_that_of_the_baseline():
    stated = BASELINE.market
    assert (stated.outside.central, stated.elasticity.central, stated.margin.central) == (0.5, 1, 0.2)
    assert {region: held.central for region, held in stated.tariffs.items()} == {
        "MX": 25,
        **dict.fromkeys(OTHERS, 27.5),
    }
    assert stated.dutiable["MX"].central == 0.55
