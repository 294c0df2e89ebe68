"""What every flow rule must do, whatever it is about.  An example of each stands in the table below."""

from dataclasses import FrozenInstanceError

import numpy as np
import pytest
from cars import market, sold_at
from views import read_only

from sim.economy.flows.capital import Capital
from sim.economy.flows.car_market import OF_PARTNER, CarMarket
from sim.economy.flows.context import FlowContext
from sim.economy.flows.gas import Gas
from sim.economy.flows.goods import Goods
from sim.economy.flows.pledge import Pledge
from sim.economy.flows.registry import FLOWS
from sim.economy.flows.ships import Ships
from sim.economy.flows.table import Table
from sim.economy.market.tariff_cases import DETROIT

ALL = np.arange(7)
TARIFFS = np.array([25.0, 20.0, 15.0])
FUND = np.array([0.0, 10.0, 20.0])


def varied(seed, low=0.0, high=1.0):
    """Return one number between two for each of seven worlds."""
    return np.random.default_rng(seed).uniform(low, high, 7)


# --- one example of every rule: its grid, the first level being no deal, and itself in some worlds --


def table(rows):
    flows = {"farm_loss": [0.0, -varied(1)[rows], -4.0], "farm_exports": [0, 0.5, varied(2)[rows]]}
    return Table(components=flows, levels=[0, 10, 20])


def car_market(rows):
    return CarMarket(varied(3)[rows], varied(4)[rows], exporters=["HMG"], domestic=list(DETROIT))


def goods(rows):
    base, share, elasticity, collected = (varied(seed)[rows] for seed in (5, 6, 7, 8))
    return Goods(no_deal=25, base=50 + base, exporter_share=share, elasticity=1 + elasticity, collected=collected)


def gas(rows):
    spread, slots, margin = varied(9, -1, 2)[rows], varied(10, 4, 20)[rows], varied(11)[rows]
    return Gas(spread=spread, displacement=0.4, slots=slots, margin=margin, margin_fall=0.01)


def ships(rows):
    returns, worth = varied(12, 0, 0.02)[rows], varied(13, 0, 0.05)[rows]
    return Ships(returns=returns, credit_cost=0.006, crowding=0.00002, worth=worth, fade=0.00004)


def capital(rows):
    cost, years, us_share = varied(14, 0, 0.02)[rows], varied(15, 4, 20)[rows], varied(16, 0.5, 0.9)[rows]
    return Capital(cost, strain=0.009, years=years, ordinary=22.0, worth=0.03, fade=0.00004, us_share=us_share)


def pledge(rows):
    cost, rise, stiffness = (varied(seed)[rows] for seed in (17, 18, 19))
    return Pledge("fx_strain", "headline", cost, rise, gain=1.0, gain_fall=0.001, scale=0.5, stiffness=stiffness)


EXAMPLES = {
    "table": (table, FUND),
    "car_market": (car_market, TARIFFS),
    "goods": (goods, TARIFFS),
    "gas": (gas, FUND),
    "ships": (ships, FUND),
    "capital": (capital, FUND),
    "pledge": (pledge, FUND),
}

every_rule = pytest.mark.parametrize(("rule", "grid"), EXAMPLES.values(), ids=EXAMPLES.keys())


def around(rows, levels=TARIFFS, peers=True):
    """Return what lies around an issue in some of seven worlds; in three of them peers may pay 15 percent."""
    figures = {"margin": varied(20, 0.15, 0.25), "elasticity": varied(21, 0.5, 1.2), "outside": varied(22, 0.3, 0.6)}
    cars = market(len(rows), **{name: values[rows] for name, values in figures.items()})
    others = np.where(np.isin(rows, [1, 4, 5]) & peers, 15.0, 27.5)
    return FlowContext(len(rows), sold_at(cars, levels, others))


def test_every_rule_has_an_example():
    assert EXAMPLES.keys() == FLOWS.keys()
    for name, (rule, _) in EXAMPLES.items():
        assert type(rule(ALL)) is FLOWS[name]


@every_rule
def test_a_flow_has_one_number_for_each_world_and_level(rule, grid):
    for flow in rule(ALL)(grid, around(ALL)).values():
        assert flow.shape == (7, 3)
        assert np.issubdtype(flow.dtype, np.floating)


@every_rule
def test_no_deal_is_worth_nothing_to_anybody_before_a_peer_has_one(rule, grid):
    for flow in rule(ALL)(grid, around(ALL, peers=False)).values():
        np.testing.assert_array_equal(flow[:, 0], 0)


def test_without_a_deal_a_peers_deal_costs_korea_and_is_not_counted_for_the_united_states():
    for component, flow in car_market(ALL)(TARIFFS, around(ALL)).items():
        lost = flow[:, 0] < 0
        np.testing.assert_array_equal(lost, np.isin(ALL, [1, 4, 5]) if component in OF_PARTNER else np.zeros(7))
        np.testing.assert_array_equal(flow[~lost, 0], 0)


@every_rule
def test_a_world_does_not_depend_on_its_neighbours_or_their_order(rule, grid):
    together = rule(ALL)(grid, around(ALL))
    for rows in (np.array([6, 2, 5, 0, 1, 4, 3]), *(np.array([world]) for world in range(7))):
        apart = rule(rows)(grid, around(rows))
        for component, flow in together.items():
            np.testing.assert_array_equal(apart[component], flow[rows])


def test_some_worlds_of_a_market_keep_their_own_first_day_and_their_peers_deals():
    rule, rows = CarMarket(0.5, 0.0, exporters=["HMG", "Toyota"], domestic=list(DETROIT)), np.array([5, 0, 4])
    together, apart = rule(TARIFFS, around(ALL)), rule(TARIFFS, FlowContext(3, around(ALL).cars.only(rows)))
    for component, flow in together.items():
        np.testing.assert_array_equal(apart[component], flow[rows])


@every_rule
def test_a_level_does_not_depend_on_the_other_levels_asked_for(rule, grid):
    together = rule(ALL)(grid, around(ALL))
    backwards = rule(ALL)(grid[[2, 0]], around(ALL, TARIFFS[[2, 0]]))
    tolerance = 1e-8 if rule is car_market else 1e-12  # each level's prices are sought from those of the one before
    for component, flow in together.items():
        np.testing.assert_allclose(backwards[component], flow[:, [2, 0]], atol=tolerance, rtol=0)


@every_rule
def test_no_input_is_written_to_and_no_rule_can_be_changed(rule, grid):
    made_once, lies, levels = rule(ALL), around(ALL), grid.copy()
    cars = lies.cars
    read_only(levels, cars.levels, cars.foreign, cars.equilibrium_rises, cars.first_foreign, cars.first_changes)
    read_only(*(held for held in vars(made_once).values() if isinstance(held, np.ndarray)))
    first = made_once(levels, lies)
    again = made_once(levels, lies)
    for component, flow in first.items():
        np.testing.assert_array_equal(again[component], flow)
    with pytest.raises(FrozenInstanceError):
        made_once.components = {}
