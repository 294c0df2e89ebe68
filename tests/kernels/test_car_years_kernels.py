"""Kernels of years of the car market, held to the rules they stand for."""

import numpy as np
import pytest
from cars import market, paid

from sim.core.backend import REFERENCES, load_kernel
from sim.economy.market.market import Pricing

WORLDS = 10_000


def priced(nests, worlds, order="F", seed=1):
    """Return markets that differ, and prices anywhere between those of the known year and far from them."""
    luck = np.random.default_rng(seed)
    cars = market(worlds, nests, margin=luck.uniform(0.15, 0.25, worlds), outside=luck.uniform(0.3, 0.7, worlds))
    foreign = np.array(paid(cars, luck.uniform(0, 30, worlds)), order=order)
    change = np.array(luck.normal(0, 1, cars.base_markups.shape), order=order)
    change[luck.random(change.shape) < 0.05] = 0.0
    foreign[luck.random(foreign.shape) < 0.001] = np.nan
    share = luck.choice([0.0, 0.3, 1.0], worlds)
    return cars, Pricing(cars.products.built_in("KR"), 0.15, foreign, change, share)


def both(name, *given):
    """Return what kernel and rule make of the same."""
    with np.errstate(all="ignore"):
        return [rule(*given) for rule in (load_kernel(f"car_years.{name}"), REFERENCES[f"car_years.{name}"])]


@pytest.mark.parametrize("nests", ["one", "three"])
@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("order", ["C", "F"])
def test_years_in_sums(nests, worlds, order):
    cars, pricing = priced(nests, worlds, order)
    held = cars.products
    sets = (held.of_firms("HMG"), held.of_firms("GM", "Ford", "HMG")), (held.built_in("KR"), ~held.built_in("US"))
    found, expected = both("year_in_sums", cars, pricing, *sets)
    assert len(found) == len(expected) == 6
    for own, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(own, other)
        assert own.shape == (worlds,)


@pytest.mark.parametrize("nests", ["one", "three"])
@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_profits_by_owner(nests, worlds):
    cars, pricing = priced(nests, worlds)
    for lines, owner, owners in (([3, 1, 7, 3, 20], [0, 2, 0, 1, 2], 3), ([5, 2], [0, 1], 2), ([4], [0], 2)):
        usual = cars.known_year(np.array(lines)).profit
        owned = np.array(lines), np.array(owner)
        found, expected = both("profits_by_owner", cars, pricing, owned, owners, usual)
        np.testing.assert_array_equal(found, expected)
        assert found.shape == (worlds, owners)


def test_a_share_for_all_worlds_that_is_not_to_be_written_to():
    cars, pricing = priced("one", 700)
    other = Pricing(pricing.negotiated, 0.15, pricing.foreign, pricing.change, np.broadcast_to(0.3, 700))
    no_lines = np.zeros(len(cars.products.firm), dtype=bool)
    found, expected = both("year_in_sums", cars, other, (no_lines, ~no_lines), (no_lines, ~no_lines))
    for own, known in zip(found, expected, strict=True):
        np.testing.assert_array_equal(own, known)


def test_owners_told_in_another_kind_of_numbers_are_handed_back():
    cars, pricing = priced("one", 2)
    lines = np.array([1, 2])
    usual = cars.known_year(lines).profit
    assert (
        load_kernel("car_years.profits_by_owner")(cars, pricing, (lines, lines.astype(float)), 2, usual)
        is NotImplemented
    )
