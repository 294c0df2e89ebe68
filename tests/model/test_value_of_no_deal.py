"""No deal that is no package of the grid: what it is worth to each side is stated, and values are gains over that."""

import numpy as np
import pytest
from places import SCENARIOS, SUPPORT

import sim
from sim.analysis.predictions import predict
from sim.bargaining.payoffs import package_value
from sim.model.talks import Talks
from sim.scenario.faults import ScenarioError
from sim.scenario.loading import load

SALE = SUPPORT / "machine_sale.yaml"
SETTLED = np.array([[13, 4, 0]])  # the price 165, in two weeks


def values_of_the_deal(*settings):
    """Return what the price 165 in two weeks is worth to buyer and seller, and to each as the public knows it."""
    model = Talks(load(SALE, settings).scenario, worlds=1)
    tables = model.state.main.tables
    found = [
        package_value(table, SETTLED)[0] for table in (tables.signed, tables.own, tables.public, tables.own_public)
    ]
    model.release()
    return found


def test_values_are_gains_over_no_deal():
    """200 - 165 and 165 - 134, less what no deal is worth."""
    assert values_of_the_deal() == pytest.approx([35, 31, 35, 31])
    assert values_of_the_deal("no_deal.buyer=5", "no_deal.seller=20") == pytest.approx([30, 11, 30, 11])


def test_others_know_the_central_figure_alone():
    """The middle of 0 to 20 is 10, so that the public values the seller's deal at 21, whatever it is worth to it."""
    buyer, seller, known_buyer, known_seller = values_of_the_deal("no_deal.seller={uniform: [0, 20]}")
    assert (buyer, known_buyer, known_seller) == pytest.approx((35, 35, 21))
    assert 11 < seller < 31
    assert abs(seller - 21) > 1e-6


@pytest.mark.parametrize(("stated", "buyer", "seller"), [(0, 35, 31), (20, 25, 21), (40, 15, 11)])
def test_the_nash_point_moves_with_what_no_deal_is_worth(stated, buyer, seller):
    """At 175 25 * 21 = 525, at 170 30 * 16 and at 180 20 * 26 less; at 185 15 * 11, at 180 20 * 6, at 190 10 * 16."""
    outcome = sim.run(load(SALE, [f"no_deal.seller={stated}"]), 4, seed=2)
    told = predict(outcome)
    for side, value in (("buyer", buyer), ("seller", seller)):
        assert told.column(f"nash_{side}_value").to_pylist() == pytest.approx([value] * 4)


def test_nobody_signs_for_less_than_no_deal_pays():
    """66 less 60 are to be shared: a price of 195 or 200 is all that leaves both sides something."""
    outcome = sim.run(load(SALE, ["no_deal.seller=60"]), 30, seed=2)
    signed = outcome.column("agreed") == 1
    assert signed.any()
    assert set(outcome.column("price")[signed]) <= {195.0, 200.0}
    np.testing.assert_array_equal(outcome.column("buyer_reserve")[signed], 0)
    assert (outcome.column("seller_value")[signed] >= 0).all()
    np.testing.assert_array_equal(outcome.column("buyer_waiting"), 0)


def test_no_deal_is_worth_nothing_whatever_is_in_force():
    """A level that is in force would be worth 100 to the seller, were no deal that."""
    outcome = sim.run(load(SALE, ["no_deal.seller=70", "issues.price.now=200"]), 4, seed=2)
    for side in ("buyer", "seller"):
        np.testing.assert_array_equal(outcome.column(f"{side}_value_filled"), 0)
        np.testing.assert_array_equal(outcome.column(f"{side}_waiting"), 0)
    assert "seller_patience_needed" not in outcome.worlds.column_names


@pytest.mark.parametrize(
    ("file", "setting", "said"),
    [
        (SALE, "no_deal.seller=null", "must have exactly the keys buyer and seller; found buyer"),
        (SALE, "no_deal.seller=2000000000000", "must be at most 1,000,000,000,000 in size"),
        (SALE, "no_deal.seller={value: 1, unit: percent}", "must be bn USD a year; found percent"),
        (SCENARIOS / "two_stages.yaml", "no_deal={us: 0, korea: 0, source: assumed}", "cannot stand beside stages"),
        (SCENARIOS / "weak_enforcement.yaml", "no_deal={us: 0, korea: 0, source: assumed}", "beside enforcement"),
    ],
)
def test_what_no_deal_cannot_be_is_refused(file, setting, said):
    with pytest.raises(ScenarioError, match=said):
        load(file, [setting])


WORTH = dict(zip(("ten", "eight", "six", "four", "two"), (152, 164, 176, 188, 200), strict=True))
COST = dict(zip(WORTH, (110, 116, 122, 128, 134), strict=True))


def test_values_at_the_reference_weights_are_gains_over_no_deal_too():
    """By hand: worth less price to the buyer; price less cost to the seller, less 10, the middle of 0 to 20."""
    outcome = sim.run(load(SALE, ["no_deal.seller={uniform: [0, 20]}", "no_deal.buyer=7"]), 30, seed=2)
    signed = outcome.column("agreed") == 1
    assert signed.any()
    price, weeks = outcome.column("price")[signed], np.array(outcome.worlds.column("delivery").to_pylist())[signed]
    worth, cost = (np.array([held[week] for week in weeks]) for held in (WORTH, COST))
    np.testing.assert_allclose(outcome.column("buyer_value_fixed")[signed], worth - price - 7)
    np.testing.assert_allclose(outcome.column("seller_value_fixed")[signed], price - cost - 10)
