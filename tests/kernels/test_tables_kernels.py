"""Kernels of value tables, held to the rules they stand for."""

import numpy as np
import pytest

from sim.bargaining import payoffs
from sim.core import dates
from sim.core.backend import REFERENCES, load_kernel
from sim.kernels import tables
from sim.model import industry, mandates
from sim.politics import lobbying

WORLDS, ISSUES, LEVELS = 10_000, 5, 7
RULES = (payoffs, industry, mandates, lobbying)  # the modules that mark them


def both(name, *given, **named):
    """Return what kernel and rule make of the same."""
    with np.errstate(invalid="ignore"):
        return [rule(*given, **named) for rule in (load_kernel(f"tables.{name}"), REFERENCES[f"tables.{name}"])]


def equal(name, *given, **named):
    found, expected = both(name, *given, **named)
    np.testing.assert_array_equal(found, expected)
    assert found.shape == expected.shape
    return found


def awkward(luck, *shape):
    """Return round figures with zeros, infinities and nan among them."""
    found = np.round(luck.normal(0, 3, shape), 1)
    for odd in (np.nan, np.inf, -np.inf, -0.0):
        found[luck.random(shape) < 0.01] = odd
    return found


@pytest.mark.parametrize("name", ["package_value", "level_values"])
@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_packages(name, worlds):
    luck = np.random.default_rng(worlds)
    values = awkward(luck, worlds, ISSUES, LEVELS)
    package = luck.integers(0, LEVELS, (WORLDS, ISSUES))
    equal(name, values, package)
    equal(name, values, package[:1])
    equal(name, values, np.asfortranarray(package))
    rows = luck.integers(0, worlds, 2000)
    equal(name, values, package[:2000], rows)
    equal(name, values, package[:1], rows)
    equal(name, values, package[:0], rows[:0])
    equal(name, values[:, :1].copy(), package[:, :1])


@pytest.mark.parametrize("name", ["package_value", "level_values"])
def test_what_lies_beyond_a_table_is_handed_back(name):
    values, package = np.zeros((3, 2, 4)), np.zeros((3, 2), dtype=np.int64)
    kernel = load_kernel(f"tables.{name}")
    for wrong in (package + 4, package - 1, package[:2], package[:, :1], package.astype(np.int8)):
        assert kernel(values, wrong) is NotImplemented
    assert kernel(values, package, np.array([0, 1, 3])) is NotImplemented
    assert kernel(values[:, :, ::2], package) is NotImplemented


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_tables_of_mandates(worlds):
    luck = np.random.default_rng(worlds)
    levels = {"tariff": 4, "gas": LEVELS, "goods": 1}
    shared = ("profit", "revenue")
    flows = [{name: awkward(luck, worlds, count) for name in (*shared, issue)} for issue, count in levels.items()]
    held = payoffs.IssueFlows([*flows, {}])
    weights = {name: awkward(luck, worlds) for name in ("profit", "gas", "revenue", "nothing")}
    for some in (weights, {"goods": weights["gas"]}, {}):
        equal("value_table", held, some, worlds, LEVELS)
    held[0] = {"profit": np.ones((worlds, 2))}
    found = equal("value_table", held, weights, worlds, LEVELS)
    np.testing.assert_array_equal(found[:, 0, 0], 0.0 + weights["profit"])  # not what was packed before


def test_flows_without_one_array_are_handed_back():
    kernel, flow = load_kernel("tables.value_table"), {"profit": np.ones((3, 2))}
    assert kernel([flow], {"profit": np.ones(3)}, 3, 2) is NotImplemented
    assert kernel(payoffs.IssueFlows([flow]), {"profit": np.ones(1)}, 3, 2) is NotImplemented


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("place", [0, 2, ISSUES - 1])
def test_pressure(worlds, place):
    luck = np.random.default_rng(place)
    table, row, relief = (
        awkward(luck, worlds, ISSUES, LEVELS),
        awkward(luck, worlds, LEVELS),
        awkward(luck, worlds, LEVELS),
    )
    pressure, other = awkward(luck, worlds), table.copy()
    with np.errstate(invalid="ignore"):
        for rule, held in ((load_kernel, table), (REFERENCES.get, other)):
            assert rule("tables.write_row_under_pressure")(held, place, row, pressure, relief) is None
    np.testing.assert_array_equal(table, other)
    cells = [(awkward(luck, ISSUES, worlds), relief[:, k].copy()) for k in range(2)]
    for found, expected in zip(*both("sums_under_pressure", cells, pressure, place), strict=True):
        np.testing.assert_array_equal(found, expected, strict=True)


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("order", ["C", "F"])
def test_mean_pressure(worlds, order):
    luck = np.random.default_rng(worlds)
    pressure = np.asarray(luck.random((worlds, 3)), order=order)
    equal("mean_pressure", pressure, luck.random(3), 2.5)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_flows_of_a_day(worlds):
    luck = np.random.default_rng(worlds)
    totals, values = awkward(luck, 2, worlds), [(awkward(luck, worlds), awkward(luck, worlds)) for _ in range(2)]
    live, lapsed, other = luck.random(worlds) < 0.7, luck.random(worlds) < 0.4, totals.copy()
    with np.errstate(invalid="ignore"):
        for rule, held in ((load_kernel, totals), (REFERENCES.get, other)):
            assert rule("tables.add_days_flows")(tuple(held), live, lapsed, values) is None
            assert rule("tables.subtract_spending")(held[0], live, *values[0]) is None
    np.testing.assert_array_equal(totals, other)


def test_days_of_a_year_are_those_of_the_rules():
    assert tables.DAYS_PER_YEAR == dates.DAYS_PER_YEAR
