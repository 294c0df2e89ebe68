"""Kernels of the search for car prices, held to the rules they stand for."""

import numpy as np
import pytest
from cars import market

from sim.core.backend import REFERENCES, load_kernel
from sim.economy.market import pricing, tariff_equilibria
from sim.economy.market.products import sum_by_label
from sim.kernels import bertrand

WORLDS = 10_000
RULES = (pricing, tariff_equilibria)  # the modules that mark them


def both(name, *given):
    """Return what kernel and rule make of the same."""
    with np.errstate(all="ignore"):
        return [rule(*given) for rule in (load_kernel(f"bertrand.{name}"), REFERENCES[f"bertrand.{name}"])]


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("order", ["C", "F"])
def test_sums_by_label(worlds, order):
    luck = np.random.default_rng(worlds)
    values = np.array(np.round(luck.normal(0, 3, (worlds, 9)), 1), order=order)
    values[luck.random(values.shape) < 0.05] = np.nan
    for label, labels in ((luck.integers(0, 4, 9), None), (luck.integers(0, 4, 9), 6), (np.zeros(9, dtype=int), 1)):
        found, expected = both("sum_by_label", values, label, labels)
        np.testing.assert_array_equal(found, expected)
        assert found.shape == expected.shape
    assert both("sum_by_label", values, np.arange(9), None)[0] is NotImplemented
    assert sum_by_label(values, np.arange(9)) is values  # each label has its own
    assert both("sum_by_label", values, np.arange(9), 10)[0].shape == (worlds, 10)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_weighted_sums(worlds):
    luck = np.random.default_rng(worlds)
    values = luck.normal(0, 3, (5, 4, worlds))
    values[luck.random(values.shape) < 0.01] = np.nan
    for weights in ([(3, 0.5), (0, -2.0), (4, 1.1)], [(1, 3.0)]):
        np.testing.assert_array_equal(*both("weighted_sum", values, weights), strict=True)
    assert load_kernel("bertrand.weighted_sum")(list(values), [(0, 1.0)]) is NotImplemented


def test_labels_that_are_none_are_handed_back():
    kernel, values = load_kernel("bertrand.sum_by_label"), np.ones((2, 3))
    for label, labels in (([0, 1, 2], 2), ([0, -1, 1], None), ([0, 0], None), ([0, 1, 2, 0], None)):
        assert kernel(values, np.array(label), labels) is NotImplemented
    assert kernel(values[0], np.array([0, 0, 1])) is NotImplemented
    assert kernel(values > 0, np.array([0, 0, 1])) is NotImplemented
    with pytest.raises(IndexError):
        sum_by_label(values, np.array([0, 1, 2]), 2)


def search(nests, worlds, far):
    """Return a search among markets that differ, its changes up to `far` away from nothing, some of them no numbers."""
    luck = np.random.default_rng(worlds)
    cars = market(worlds, nests, margin=luck.uniform(0.15, 0.25, worlds), outside=luck.uniform(0.3, 0.7, worlds))
    weight = np.asfortranarray(luck.uniform(0, 0.2, cars.base_markups.shape))
    weight[luck.random(weight.shape) < 0.05] = 0.0
    change = np.array(luck.normal(0, far, weight.shape), order="F")
    change[luck.random(weight.shape) < 0.001] = np.nan
    change[luck.random(weight.shape) < 0.001] = np.inf
    return pricing._UnsolvedWorlds(cars.demand, weight, cars.base_markups, change)


@pytest.mark.parametrize("nests", ["one", "three"])
@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("far", [0.0, 0.01, 2.0])
def test_iterations(nests, worlds, far):
    held = search(nests, worlds, far)
    kept = held.change.copy()
    for turn in range(4):
        (moved, moving), (expected, still) = both("iterate_markups", held, turn)
        np.testing.assert_array_equal(moved, expected)
        np.testing.assert_array_equal(moving, still)
        if not turn:
            np.testing.assert_array_equal(held.change, kept)  # what is handed in is not written to
        held = pricing._UnsolvedWorlds(held.demand, held.weight, held.base_markups, moved)
    assert (worlds, nests) != (WORLDS, "one") or 0 < still.sum() < worlds


def test_worlds_in_another_order_of_memory_and_none_at_all():
    held = search("three", 700, 0.01)
    held.change, held.weight = held.change.copy(order="C"), held.weight.copy(order="C")
    for found, expected in zip(*both("iterate_markups", held, 0), strict=True):
        np.testing.assert_array_equal(found, expected)
    for found, expected in zip(*both("iterate_markups", held.only(np.arange(0)), 0), strict=True):
        assert found.shape == expected.shape


def test_the_maps_own_iterations_are_handed_back():
    assert load_kernel("bertrand.iterate_markups")(search("one", 1, 0.0), 50) is NotImplemented


@pytest.mark.parametrize("name", ["NEWTON_TOLERANCE", "TOLERANCE", "NEWTON_RANGE", "NEWTON_ITERATIONS"])
def test_constants_are_those_of_the_rules(name):
    assert getattr(bertrand, name) == getattr(pricing, name)
