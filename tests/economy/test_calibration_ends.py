"""Where a market can be calibrated: the ends of what is allowed and of what a margin can be."""

import numpy as np
import pytest
from cars import fleet

from sim.economy.market.calibration import (
    LARGEST_SIGMA,
    CalibrationTargets,
    FirmSales,
    calibrate,
    firm_margin,
    plain_logit_demand,
)
from sim.economy.market.demand import Demand


def targets(worlds=1, **stated):
    """Return the usual targets, one number a world."""
    held = {"outside": 0.5, "elasticity": 1.0, "margin": 0.2} | stated
    return CalibrationTargets(**{name: np.full(worlds, float(value)) for name, value in held.items()})


@pytest.mark.parametrize("outside", [-0.1, 0.0, 1.0, 1.1])
def test_some_but_not_all_must_buy_no_car(outside):
    with pytest.raises(ValueError, match="outside must be between 0 and 1; found"):
        calibrate(fleet(), targets(outside=outside))


@pytest.mark.parametrize("elasticity", [-1.0, 0.0])
def test_sales_must_answer_to_prices(elasticity):
    with pytest.raises(ValueError, match="elasticity must be above 0; found"):
        calibrate(fleet(), targets(elasticity=elasticity))


def test_the_world_at_fault_is_named():
    with pytest.raises(ValueError, match="outside must be between 0 and 1; found 2 in world 1"):
        calibrate(fleet(), CalibrationTargets(outside=np.array([0.5, 2.0])))


def at_sigma(sigma):
    """Return the margin of Hyundai and Kia where sigma is stated."""
    plain = plain_logit_demand(fleet(), targets())
    return firm_margin(Demand(fleet(), plain.alpha, np.array([sigma]), plain.outside), "HMG")[0]


def test_a_firm_earns_less_than_under_plain_logit_demand():
    """There sigma is 0: that margin itself is out of reach, and one just below it is not."""
    most = at_sigma(0.0)
    with pytest.raises(ValueError, match="margin cannot be reached"):
        calibrate(fleet(), targets(margin=most))
    found = calibrate(fleet(), targets(margin=most * (1 - 1e-9))).sigma
    assert 0 < found[0] < 1e-7


def test_a_firm_earns_more_than_where_all_cars_of_a_nest_are_the_same():
    least = at_sigma(LARGEST_SIGMA)
    assert LARGEST_SIGMA == 1 - 1e-6
    with pytest.raises(ValueError, match="margin cannot be reached"):
        calibrate(fleet(), targets(margin=least))
    found = calibrate(fleet(), targets(margin=least * (1 + 1e-3))).sigma
    assert 1 - 1e-6 > found[0] > 1 - 1e-5


@pytest.mark.parametrize(("worlds", "kept"), [(1, True), (16, True), (17, False)])
def test_what_is_asked_for_several_times_in_few_worlds_is_worked_out_once(worlds, kept):
    first, again = (calibrate(fleet(), targets(worlds, margin=0.19)).sigma for _ in range(2))
    assert (first is again) == kept
    assert first.flags.writeable == (not kept)
    np.testing.assert_array_equal(first, again)


@pytest.mark.parametrize("changed", [{"margin": 0.21}, {"outside": 0.6}, {"elasticity": 0.9}])
def test_another_question_has_another_answer(changed):
    usual, other = (calibrate(fleet(), targets(2, **stated)).sigma for stated in ({}, changed))
    assert (usual != other).all()


def test_sales_of_a_firm_by_hand():
    """Hyundai and Kia are one firm: it sells so many thousand cars, at so many mn USD."""
    demand = calibrate(fleet(), targets())
    of = fleet().of_firms("HMG")
    found = FirmSales.of(demand, "HMG")
    np.testing.assert_allclose(found.sold, [fleet().units[of].sum()])
    np.testing.assert_allclose(found.overall, [[fleet().units[of].sum() / fleet().units.sum() / 2]])
    np.testing.assert_allclose(found.inside, 2 * found.overall)
    assert found.revenue == pytest.approx((fleet().units * fleet().price)[of].sum())
