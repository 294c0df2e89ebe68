"""Flow rules: values worked by hand, the car market they were made from, and one law for all."""

import json
from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import numpy as np
import pytest
from views import read_only

from sim.economy.cars import CarTable, weights_between
from sim.economy.goods import Goods
from sim.economy.pledges import Pledge
from sim.economy.registry import FLOWS
from sim.economy.table import Table, between
from sim.scenario.choice import made
from sim.scenario.loading import load

HERE = Path(__file__).parent
CAR_MARKET = json.loads((HERE / "data" / "car_market.json").read_text())
TARIFFS = np.array([25.0, 20.0, 15.0])


def varied(seed):
    """Return one number between 0 and 1 for each of seven worlds."""
    return np.random.default_rng(seed).random(7)


# --- one example of every rule: its grid, the first level being no deal, and itself in some worlds --


def table(rows):
    flows = {"farm_loss": [0.0, -varied(1)[rows], -4.0], "farm_exports": [0, 0.5, varied(2)[rows]]}
    return Table(components=flows, levels=[0, 1, 2])


def small_car_table(pass_through, parts):
    """Return a table of two pass-through shares, two tariffs of others and three Korean tariffs."""
    return CarTable(
        no_deal=25,
        pass_through=pass_through,
        parts=parts,
        at_pass_through=[0.2, 0.6],
        at_others=[15, 25],
        at_rates=[25, 20, 15],
        components={
            "exporters_profit": [[[0, 1, 2], [0, 3, 4]], [[0, 5, 6], [0, 7, 8]]],
            "tariff_revenue": [[[0, -1, -2], [0, -1, -2]], [[0, -1, -2], [0, -1, -2]]],
        },
    )


def car_table(rows):
    return small_car_table(pass_through=varied(3)[rows], parts=varied(4)[rows])


def goods(rows):
    base, share, elasticity, collected = (varied(seed)[rows] for seed in (5, 6, 7, 8))
    return Goods(no_deal=25, base=50 + base, exporter_share=share, elasticity=1 + elasticity, collected=collected)


def pledge(rows):
    return Pledge(
        cost_component="fx_strain",
        gain_component="headline",
        cost=varied(9)[rows],
        cost_rise=varied(10)[rows],
        gain=1.0,
        gain_fall=0.001,
        scale=0.5,
        stiffness=varied(11)[rows],
    )


EXAMPLES = {
    "table": (table, np.array([0.0, 1.0, 2.0])),
    "car_table": (car_table, TARIFFS),
    "goods": (goods, TARIFFS),
    "pledge": (pledge, np.array([0.0, 10.0, 20.0])),
}

every_rule = pytest.mark.parametrize(("rule", "grid"), EXAMPLES.values(), ids=EXAMPLES.keys())
ALL = np.arange(7)


def others(rows):
    return (12 + 15 * varied(12))[rows]


def test_every_rule_has_an_example():
    assert EXAMPLES.keys() == FLOWS.keys()
    for name, (rule, _) in EXAMPLES.items():
        assert type(rule(ALL)) is FLOWS[name]


@every_rule
def test_a_flow_has_one_number_for_each_world_and_level(rule, grid):
    for flow in rule(ALL)(grid, others(ALL)).values():
        assert flow.shape == (7, 3)
        assert np.issubdtype(flow.dtype, np.floating)


@every_rule
def test_no_deal_is_worth_nothing_to_anybody(rule, grid):
    for flow in rule(ALL)(grid, others(ALL)).values():
        np.testing.assert_array_equal(flow[:, 0], 0)


@every_rule
def test_a_world_does_not_depend_on_its_neighbours_or_their_order(rule, grid):
    together = rule(ALL)(grid, others(ALL))
    for rows in (np.array([6, 2, 5, 0, 1, 4, 3]), *(np.array([world]) for world in range(7))):
        apart = rule(rows)(grid, others(rows))
        for component, flow in together.items():
            np.testing.assert_array_equal(apart[component], flow[rows])


@every_rule
def test_a_level_does_not_depend_on_the_other_levels_asked_for(rule, grid):
    together = rule(ALL)(grid, others(ALL))
    backwards = rule(ALL)(grid[::-1][:2], others(ALL))
    for component, flow in together.items():
        np.testing.assert_allclose(backwards[component], flow[:, :0:-1], atol=1e-12)


@every_rule
def test_no_input_is_written_to_and_no_rule_can_be_changed(rule, grid):
    made_once, paying, levels = rule(ALL), others(ALL), grid.copy()
    read_only(paying, levels)
    first = made_once(levels, paying)
    again = made_once(levels, paying)
    for component, flow in first.items():
        np.testing.assert_array_equal(again[component], flow)
    with pytest.raises(FrozenInstanceError):
        made_once.components = {}


# --- tables ---------------------------------------------------------------------------------------


def test_a_table_states_its_flows_level_by_level_and_world_by_world():
    rule = Table(components={"farm_loss": [0, np.array([-0.6, -0.3]), -4.0]})
    found = rule(np.array([0.0, 1.0, 2.0]), np.zeros(2))
    np.testing.assert_array_equal(found["farm_loss"], [[0, -0.6, -4], [0, -0.3, -4]])


@pytest.mark.parametrize("levels", [[0, 100, 200], [200, 100, 0]])
def test_a_table_is_linear_between_the_levels_it_states_whatever_their_order(levels):
    flow = {0: 0.0, 100: 4.0, 200: 5.0}
    rule = Table(components={"headline": [flow[level] for level in levels]}, levels=levels)
    found = rule(np.array([0.0, 25.0, 100.0, 150.0, 200.0]), np.zeros(1))
    np.testing.assert_allclose(found["headline"], [[0, 1, 4, 4.5, 5]])


@pytest.mark.parametrize("level", [-0.1, 200.1])
def test_a_table_is_not_extended(level):
    rule = Table(components={"headline": [0.0, 4.0, 5.0]}, levels=[0, 100, 200])
    with pytest.raises(ValueError, match="levels run from 0 to 200; the table is not extended"):
        rule(np.array([0.0, level]), np.zeros(1))


def test_between_agrees_with_numpy_interpolation():
    chance = np.random.default_rng(1)
    known, flow, grid = np.sort(chance.random(6)), chance.normal(size=(4, 6)), chance.random(20)
    inside = grid[(grid >= known[0]) & (grid <= known[-1])]
    expected = [np.interp(inside, known, row) for row in flow]
    np.testing.assert_allclose(between(inside, known, flow), expected, atol=1e-12)


# --- cars -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pass_through", "others", "expected"),
    [
        (0.2, 15, [0, 1, 2]),  # corners of the table
        (0.6, 25, [0, 7, 8]),
        (0.4, 15, [0, 3, 4]),  # half way in one direction
        (0.4, 20, [0, 4, 5]),  # half way in both: (1 + 3 + 5 + 7) / 4
        (0.3, 25, [0, 4, 5]),  # a quarter of the way from 3 to 7
        (0.0, 10, [0, 1, 2]),  # beyond the ends, the ends
        (0.9, 40, [0, 7, 8]),
    ],
)
def test_car_flows_are_linear_between_the_corners_of_the_table(pass_through, others, expected):
    rule = small_car_table(pass_through, parts=0.0)
    found = rule(TARIFFS, np.array([float(others)]))
    np.testing.assert_allclose(found["exporters_profit"], [expected])
    np.testing.assert_allclose(found["tariff_revenue"], [[0, -1, -2]])


def test_parts_ride_on_the_car_tariff_and_move_money_from_one_side_to_the_other():
    found = small_car_table(0.2, parts=np.array([0.0, 0.07]))(np.array([25.0, 17.5]), np.array([15.0, 15.0]))
    np.testing.assert_allclose(found["exporters_profit"], [[0, 1.5], [0, 1.5 + 0.525]])  # .07 on 7.5 points
    np.testing.assert_allclose(found["tariff_revenue"], [[0, -1.5], [0, -1.5 - 0.525]])


def test_knots_share_out_the_weight_of_one():
    found = weights_between(np.array([0.1, 0.2, 0.3, 0.6, 0.9]), np.array([0.2, 0.4, 0.6]))
    np.testing.assert_allclose(found, [[1, 0, 0], [1, 0, 0], [0.5, 0.5, 0], [0, 0, 1], [0, 0, 1]])


def baseline_rule(name):
    scenario = load(HERE.parent / "scenarios" / "baseline.yaml").scenario
    return made(scenario.issues[name].flows, (), lambda path, quantity: np.array([quantity.central]))


@pytest.mark.parametrize("cell", CAR_MARKET, ids=lambda c: f"{c['pass_through']}-{c['others']}-{c['rate']}")
def test_the_car_table_of_the_baseline_reads_between_its_cells_what_the_car_market_gives(cell):
    rule = replace(baseline_rule("auto_tariff"), pass_through=cell["pass_through"], parts=0.0)
    found = rule(np.array([float(cell["rate"])]), np.array([float(cell["others"])]))
    for component, expected in cell["flows"].items():
        np.testing.assert_allclose(found[component], [[expected]], rtol=0.03, atol=0.012, err_msg=component)


def test_a_deeper_cut_of_the_car_tariff_never_hurts_korea_or_u_s_buyers():
    rule = baseline_rule("auto_tariff")
    grid = np.linspace(25, 0, 51)
    for share in (0.15, 0.3, 0.6):
        found = replace(rule, pass_through=share)(grid, np.array([15.0, 20.0, 25.0]))
        for component in ("exporters_profit", "export_value", "consumer_surplus", "imports"):
            assert np.all(np.diff(found[component], axis=1) > 0)
        assert np.all(np.diff(found["tariff_revenue"], axis=1) < 0)


# --- other goods ----------------------------------------------------------------------------------


def test_ten_points_on_57_bn_of_goods_are_worth_what_a_hand_works_out():
    rule = Goods(no_deal=25, base=57.0, exporter_share=0.25, elasticity=1.5, collected=0.85)
    found = rule(np.array([25.0, 15.0]), np.zeros(1))
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
    found = goods(ALL)(TARIFFS, np.zeros(7))
    base = 50 + varied(5)
    both = found["exporters_profit"] + found["consumer_surplus"]
    np.testing.assert_allclose(both, base[:, None] * (25 - TARIFFS) / 100)


# --- pledges --------------------------------------------------------------------------------------


def test_five_bn_of_gas_are_worth_what_a_hand_works_out():
    rule = Pledge("gas_cost", "export_margin", 0.02, 0.004, 0.1, 0.001, scale=0.5, stiffness=np.array([1.0, 2.0]))
    found = rule(np.array([0.0, 10.0, 20.0]), np.zeros(2))
    np.testing.assert_allclose(found["gas_cost"], [[0, -0.2, -0.6], [0, -0.4, -1.2]])
    np.testing.assert_allclose(found["export_margin"], [[0, 0.475, 0.9]] * 2)


def test_ships_pay_for_korea_at_first():
    rule = Pledge("fiscal", "capacity", cost=-0.002, cost_rise=0.00002, gain=0.02, gain_fall=0.00004)
    found = rule(np.array([0.0, 50.0, 100.0, 150.0]), np.zeros(1))
    np.testing.assert_allclose(found["fiscal"], [[0, 0.05, 0, -0.15]], atol=1e-12)
    np.testing.assert_allclose(found["capacity"], [[0, 0.9, 1.6, 2.1]])
