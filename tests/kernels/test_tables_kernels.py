"""Kernels of value tables, held to the rules they stand for."""

import numpy as np
import pytest

from sim.bargaining import payoffs
from sim.core import worlds as core_worlds
from sim.core.backend import REFERENCES, load_kernel
from sim.model import precedent
from sim.politics.red_lines import RedLine

WORLDS, ISSUES, LEVELS = 10_000, 5, 7
RULES = (payoffs, core_worlds, precedent)  # the modules that mark them


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


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("levels", [1, LEVELS])
def test_least_and_most(worlds, levels):
    values = awkward(np.random.default_rng(levels), worlds, ISSUES, levels)
    for found, expected in zip(*both("least_and_most", values), strict=True):
        np.testing.assert_array_equal(found, expected, strict=True)


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
def test_rows_of_some_issues(worlds):
    luck = np.random.default_rng(worlds)
    flows = payoffs.IssueFlows([{name: awkward(luck, worlds, 4)} for name in ("profit", "gas", "profit")])
    weights, table = {name: awkward(luck, worlds) for name in ("profit", "gas")}, awkward(luck, worlds, 3, LEVELS)
    for places in ([1], [2, 0], range(3), []):
        in_place("write_values", table, flows, weights, places)
    for flow in (awkward(luck, worlds, 3), np.asfortranarray(awkward(luck, worlds, LEVELS)), np.ones((worlds, 1))):
        in_place("put_flow", table, 1, flow)
    in_place("add_flow", table, 1, weights["gas"], awkward(luck, worlds, LEVELS))
    in_place("subtract_cost", table, RedLine(2, [3, 1, 3], awkward(luck, worlds)))
    place = luck.integers(0, 3, worlds)
    for values in (awkward(luck, worlds, 3, LEVELS), np.asfortranarray(awkward(luck, worlds, 3, LEVELS))):
        in_place("copy_worlds", table, values, place, 1)


def in_place(name, table, *given):
    """Hold a kernel that writes into a table to its rule."""
    other = table.copy()
    for found, expected in zip(both_on(name, (table, other), *given), (None, None), strict=True):
        assert found is expected or found is NotImplemented
    np.testing.assert_array_equal(table, other)


def both_on(name, tables, *given):
    """Return what kernel and rule return, each writing into its own table; the rule where the kernel hands back."""
    with np.errstate(invalid="ignore"):
        found = load_kernel(f"tables.{name}")(tables[0], *given)
        if found is NotImplemented:
            REFERENCES[f"tables.{name}"](tables[0], *given)
        return found, REFERENCES[f"tables.{name}"](tables[1], *given)


@pytest.mark.parametrize("name", ["add_flow", "subtract_cost", "put_flow", "copy_worlds"])
def test_what_does_not_fit_a_table_is_handed_back(name):
    table, one = np.zeros((3, 2, 4)), np.ones(1)
    given = {
        "add_flow": [(0, one, np.ones((3, 4))), (0, np.ones(3), np.ones((3, 3)))],
        "subtract_cost": [(RedLine(0, [1], one),), (RedLine(0, [4], np.ones(3)),), (RedLine(0, [-1], np.ones(3)),)],
        "put_flow": [(0, np.ones((3, 5))), (0, np.ones((2, 4))), (0, np.ones((3, 0)))],
        "copy_worlds": [(np.ones((3, 2, 3)), np.zeros(3, np.int64), 0), (table, np.zeros(2, np.int64), 0)],
    }
    for each in given[name]:
        assert load_kernel(f"tables.{name}")(table, *each) is NotImplemented
