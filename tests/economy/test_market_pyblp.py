"""Equilibrium prices and sales against pyblp, which solves the same market by an independent program.

Conlon and Gortmaker (2020), "Best practices for differentiated products demand estimation with PyBLP",
RAND Journal of Economics 51(4), 1108-1161.
"""

import secrets

import numpy as np
import pytest
from cars import market

from sim.economy.market.tariff_cases import CASES, TariffCase, case_rates

USMCA = 0.55  # part of the value of Mexican cars that pays duty
TARIFFS = ["KR25_others25", "KR15_others25", "KR25_others15", "KR15_others15", "KR0_others15", "KR25_only"]
LEAST_MARGIN = 0.1

one_nest_and_three = pytest.mark.parametrize("nests", ["one", "three"])


@pytest.fixture(autouse=True)
def silence(monkeypatch):
    import pyblp  # takes seconds, which other workers need not spend

    monkeypatch.setattr(pyblp.options, "verbose", False)


def solved_by_pyblp(cars, paid):
    """Return prices, thousand USD, and units, thousand, both (worlds, lines), of worlds alike but for duties."""
    import pyblp

    fleet, demand = cars.products, cars.demand
    alpha, sigma, outside, potential = (v[0] for v in (demand.alpha, demand.sigma, demand.outside, demand.potential))
    share = fleet.units / potential
    quality = np.log(share / outside) - sigma * np.log(demand.inside) + alpha * fleet.price  # Berry (1994)
    each_world = {
        "firm_ids": fleet.firm,
        "nesting_ids": fleet.groups.nest_of_line,
        "prices": fleet.price,
        "shares": share,
    }
    products = {name: np.tile(values, len(paid)) for name, values in each_world.items()}
    products["market_ids"] = np.repeat(np.arange(len(paid)), len(share))
    simulation = pyblp.Simulation(
        pyblp.Formulation("0 + prices"), products, beta=-alpha, rho=sigma, xi=np.tile(quality, len(paid))
    )
    costs = cars.cost + paid * fleet.customs_value
    found = simulation.replace_endogenous(costs.ravel(), prices=products["prices"]).product_data
    return found["prices"].reshape(paid.shape), potential * found["shares"].reshape(paid.shape)


def check(cars, paid, note=""):
    rise, _ = cars.equilibrium_rise(paid)
    prices, units = solved_by_pyblp(cars, paid)
    np.testing.assert_allclose(cars.products.price + rise, prices, rtol=0, atol=1e-8, err_msg=note)
    np.testing.assert_allclose(cars.year(rise, paid).units, units, rtol=1e-7, err_msg=note)


@one_nest_and_three
def test_prices_at_the_stated_tariffs_are_those_of_pyblp(nests):
    one = market(nests=nests)
    check(market(len(TARIFFS), nests), np.concatenate([case_rates(one, CASES[name], USMCA) for name in TARIFFS]))


@one_nest_and_three
def test_prices_at_any_tariffs_and_parameters_are_those_of_pyblp(nests):
    seed = secrets.randbelow(2**32)  # another market in every run
    note = f"seed {seed}"
    print(note)  # shown if either program gives up
    chance = np.random.default_rng(seed)
    known = {
        "margin": chance.uniform(LEAST_MARGIN, 0.3),
        "elasticity": chance.uniform(0.4, 1.4),
        "outside": chance.uniform(0.3, 0.7),
    }
    cars = market(4, nests, **known)
    check(cars, case_rates(cars, TariffCase(*chance.uniform(0, 50, (3, 4))), chance.uniform(0, 1, 4)), note)
