"""Promises of speed that need the machine for themselves: `make test` runs this folder after all others, alone."""

import json
import os
import time
from time import process_time

import numpy as np
import pytest
from cars import market
from command import process
from pace import at_rate, within
from places import BASELINE

from sim.bargaining.frontier import frontier
from sim.bench.negotiations import SESSIONS
from sim.economy.market.tariff_cases import TariffCase, case_rates

USMCA = 0.55  # part of the value of Mexican cars that pays duty


@pytest.mark.timed
@pytest.mark.parametrize("words", [("--help",), ("check", BASELINE)])
def test_short_commands_answer_at_once(words):
    took = []
    for _ in range(5):
        began = time.perf_counter()
        assert process(*words).returncode == 0
        took.append(time.perf_counter() - began)
    assert within(sorted(took)[2], 0.7), took


@pytest.mark.timed
@pytest.mark.parametrize("words", [("duel", "--help"), ("validate", "--help"), ("bench", "--help"), ("list", "rules")])
def test_help_and_rules_answer_at_once(words):
    took = []
    for _ in range(3):
        began = time.perf_counter()
        assert process(*words).returncode == 0
        took.append(time.perf_counter() - began)
    assert within(sorted(took)[1], 0.7 * (1 if os.getloadavg()[0] < (os.cpu_count() or 1) else 3)), took


@pytest.mark.timed
@pytest.mark.slow
def test_negotiations_are_as_fast_as_promised():
    done = process("bench", "negotiation", "--json")
    found = json.loads(done.stdout)
    assert found["sessions"] == SESSIONS == 10_000
    assert at_rate(found["most"], 30_000), found


@pytest.mark.timed
@pytest.mark.slow
def test_ten_thousand_worlds_at_eleven_tariffs_take_less_than_five_seconds():
    chance, worlds = np.random.default_rng(8), 10_000
    margin, elasticity, phi = (chance.uniform(low, high, worlds) for low, high in ((0.1, 0.3), (0.4, 1.4), (0, 1)))
    began = process_time()
    cars, near = market(worlds, margin=margin, elasticity=elasticity), None
    for party_b in np.linspace(25, 0, 11):
        paid = case_rates(cars, TariffCase(party_b, 15, 25), USMCA)
        rise, near = cars.equilibrium_rise(paid, near)
        assert cars.year(phi[:, None] * rise, paid).profit.shape == paid.shape
    assert process_time() - began < 5


@pytest.mark.timed
@pytest.mark.parametrize("issues", [8, 12])
def test_a_frontier_of_millions_of_packages_takes_milliseconds(issues):
    chance = np.random.default_rng(issues)
    party_a, party_b = ([sign * np.cumsum(chance.random(11)) for _ in range(issues)] for sign in (-1, 1))
    start = time.perf_counter()
    points, _ = frontier(party_a, party_b)
    assert time.perf_counter() - start < 1
    assert len(points) > 300
