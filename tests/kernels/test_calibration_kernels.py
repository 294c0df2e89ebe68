"""The kernel of calibration, held to the rule it stands for."""

from dataclasses import replace

import numpy as np
import pytest
from cars import market

from sim.core.backend import REFERENCES, load_kernel
from sim.economy.market import calibration
from sim.economy.market.demand import Demand

WORLDS = 10_000
NAME = "calibration.bisect_sigma"


def problem(worlds, groups):
    """Return sales of a firm with some groups, plain demand and margins, odd ones and those out of reach among them."""
    luck = np.random.default_rng(worlds + groups)
    sold, overall = luck.uniform(1, 900, groups), luck.uniform(0, 0.2, (groups, worlds)).T
    overall[luck.random(overall.shape) < 0.02] = 0.0
    inside = np.broadcast_to(luck.uniform(0, 1, groups), overall.shape)
    margin, alpha = luck.uniform(0, 1, worlds), luck.uniform(0.001, 0.5, worlds)
    for odd in (np.nan, np.inf, 0.0, -1.0):
        margin[luck.random(worlds) < 0.01] = odd
        alpha[luck.random(worlds) < 0.01] = odd
    sales = calibration.FirmSales(sold, inside, overall, float(luck.uniform(10, 1000)))
    return sales, Demand(market(1, "one").products, alpha, np.zeros(worlds), np.full(worlds, 0.5)), margin


@pytest.mark.parametrize("worlds", [1, 300, WORLDS])
@pytest.mark.parametrize("groups", [1, 2, 5])
def test_sigma_by_bisection(worlds, groups):
    given = problem(worlds, groups)
    with np.errstate(all="ignore"):
        found, expected = (rule(*given) for rule in (load_kernel(NAME), REFERENCES[NAME]))
    np.testing.assert_array_equal(found, expected, strict=True)


def test_no_world_and_one_margin_for_all():
    sales, plain, margin = problem(4, 2)
    kernel, none = load_kernel(NAME), np.zeros(0, dtype=np.int64)
    few = replace(sales, inside=sales.inside[none], overall=sales.overall[none])
    assert kernel(few, plain.only(none), margin[none]).shape == (0,)
    alike = np.broadcast_to(0.2, 4)
    with np.errstate(all="ignore"):
        np.testing.assert_array_equal(kernel(sales, plain, alike), REFERENCES[NAME](sales, plain, alike))


def test_whole_numbers_are_handed_back():
    sales, plain, margin = problem(4, 2)
    assert load_kernel(NAME)(sales, replace(plain, alpha=np.arange(4)), margin) is NotImplemented


def test_kernel_and_rule_bisect_as_often():
    from sim.kernels.calibration import BISECTIONS

    assert BISECTIONS == calibration.BISECTIONS
