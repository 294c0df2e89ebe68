"""Kernels of what terms are worth day by day, held to the rules they stand for."""

import numpy as np
import pytest

from sim.core import dates
from sim.core.backend import REFERENCES, load_kernel
from sim.kernels import pressure
from sim.model import industry, mandates
from sim.politics import lobbying

WORLDS, ISSUES, LEVELS = 10_000, 5, 7
RULES = (industry, mandates, lobbying)  # the modules that mark them


def odd_figures(luck, *shape):
    """Return round figures with zeros, infinities and nan among them."""
    found = np.round(luck.normal(0, 3, shape), 1)
    for odd in (np.nan, np.inf, -np.inf, -0.0):
        found[luck.random(shape) < 0.01] = odd
    return found


def write_alike(name, held, *given):
    """Hold a kernel that writes into arrays to its rule."""
    other = held.copy()
    with np.errstate(invalid="ignore"):
        assert load_kernel(f"pressure.{name}")(held, *given) is None
        assert REFERENCES[f"pressure.{name}"](other, *given) is None
    np.testing.assert_array_equal(held, other)


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("place", [0, 2, ISSUES - 1])
def test_values_under_pressure(worlds, place):
    luck = np.random.default_rng(place)
    row, relief, felt = odd_figures(luck, worlds, LEVELS), odd_figures(luck, worlds, LEVELS), odd_figures(luck, worlds)
    write_alike("write_row_under_pressure", odd_figures(luck, worlds, ISSUES, LEVELS), place, row, felt, relief)
    cells = [(odd_figures(luck, worlds, ISSUES).T, relief[:, k].copy()) for k in range(2)]
    wanted = luck.random(worlds) < 0.6
    write_alike("write_sums_under_pressure", odd_figures(luck, 2, worlds), cells, felt, place, wanted)


@pytest.mark.parametrize("worlds", [1, WORLDS])
@pytest.mark.parametrize("order", ["C", "F"])
def test_mean_pressure_of_makers(worlds, order):
    luck = np.random.default_rng(worlds)
    given = np.asarray(luck.random((worlds, 3)), order=order), luck.random(3), 2.5
    found, expected = (rule("pressure.mean_pressure")(*given) for rule in (load_kernel, REFERENCES.get))
    np.testing.assert_array_equal(found, expected, strict=True)


@pytest.mark.parametrize("worlds", [1, WORLDS])
def test_flows_of_a_day(worlds):
    luck = np.random.default_rng(worlds)
    values = [(odd_figures(luck, worlds), odd_figures(luck, worlds)) for _ in range(2)]
    live, lapsed = luck.random(worlds) < 0.7, luck.random(worlds) < 0.4
    write_alike("add_days_flows", odd_figures(luck, 2, worlds), live, lapsed, values)
    paid = np.asfortranarray(odd_figures(luck, worlds, 3))
    write_alike("subtract_spending", odd_figures(luck, worlds), live, odd_figures(luck, worlds), paid)


def test_days_of_a_year_are_those_of_the_rules():
    assert pressure.DAYS_PER_YEAR == dates.DAYS_PER_YEAR
