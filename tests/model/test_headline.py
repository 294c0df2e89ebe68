"""The total of the pledge and its part in cash as two issues: what they add up to, and what is agreed."""

import numpy as np
import pytest
from places import SCENARIOS
from runs import played

from sim.bargaining.agenda import Issue
from sim.bargaining.payoffs import issue_values
from sim.economy.flows.context import FlowContext
from sim.scenario.loading import load
from sim.scenario.schema.choice import make_rule

BOTH, BASELINE = (load(SCENARIOS / f"{name}.yaml").scenario for name in ("headline_and_cash", "baseline"))
NAME = "headline_and_cash"


def central(spec, name, side, level):
    """Return the value of one level of an issue at the central figures, before any precedent, bn USD a year."""
    part = spec.issues[name]
    rule = make_rule(part.flows, (), lambda path, quantity: np.array([quantity.central]))
    weights = {c: np.array([q.central]) for c, q in getattr(spec, side).weights.items()}
    issue = Issue(name, part.unit, (0.0, float(level)), 0, 0)
    return issue_values(rule(issue.grid, FlowContext(1)), weights, 1, 2)[0, 1]


@pytest.mark.parametrize("amount", [20, 100, 200, 250])
def test_what_is_announced_and_called_in_cash_is_worth_what_cash_is_in_the_baseline(amount):
    party_a = central(BOTH, "investment", "us", amount) + central(BOTH, "investment_cash", "us", amount)
    assert party_a == pytest.approx(central(BASELINE, "investment", "us", amount))
    party_b = central(BOTH, "investment", "korea", amount) + central(BOTH, "investment_cash", "korea", amount)
    rise = 0.000002 * amount**2  # what a large total costs beyond the credit of its first bn
    assert party_b + rise == pytest.approx(central(BASELINE, "investment", "korea", amount))


def test_a_total_of_350_of_which_200_are_cash_is_worth_what_a_hand_works_out():
    assert central(BOTH, "investment", "us", 350) == pytest.approx((0.01 - 0.00001 * 350) * 350)  # 2.275
    assert central(BOTH, "investment", "korea", 350) == pytest.approx(-(0.002 + 0.000002 * 350) * 350)  # -.945
    assert central(BOTH, "investment_cash", "us", 200) == pytest.approx((0.02 - 0.00003 * 200) * 200)  # 2.8
    strain = 0.00883 * 20 / 22.08  # 20 bn a year
    assert central(BOTH, "investment_cash", "korea", 200) == pytest.approx(-(0.006 + strain) * 200)  # -2.8


def test_ships_cost_with_the_credit_of_the_total_what_they_cost_in_the_baseline():
    for amount in (75, 150):
        ships = central(BOTH, "shipbuilding", "korea", amount)
        assert ships - 0.002 * amount == pytest.approx(central(BASELINE, "shipbuilding", "korea", amount))


def test_a_bn_of_the_total_is_cheaper_to_korea_than_a_bn_of_cash():
    for amount in (50, 150, 250):
        assert central(BOTH, "investment", "korea", amount) > 0.6 * central(BOTH, "investment_cash", "korea", amount)


def test_the_precedent_of_the_price_is_the_total():
    assert BOTH.precedent.price.issue == "investment"
    assert max(BOTH.issues["investment"].levels) == BOTH.events[0].peer["investment"]


def test_deals_hold_levels_of_both_and_hardly_ever_more_cash_than_total():
    outcome = played(NAME)
    agreed = outcome.column("agreed") > 0
    total, cash, ships = (outcome.column(name)[agreed] for name in ("investment", "investment_cash", "shipbuilding"))
    assert agreed.mean() > 0.8
    for held, name in ((total, "investment"), (cash, "investment_cash")):
        assert set(np.unique(held)) <= set(BOTH.issues[name].levels)
    within = ships <= 150  # what the total of 350 had of ships; the grid goes to twice that
    over, together = np.mean(cash > total), np.mean((cash + ships > total)[within])
    print(f"cash above the total in {over:.2%} of deals, cash and ships together in {together:.1%}")
    assert over < 0.01
    assert together < 0.1


def test_where_the_two_can_be_parted_the_total_rises_and_cash_falls():
    parted, one = played(NAME), played("baseline")
    both = (parted.column("agreed") > 0) & (one.column("agreed") > 0)
    cash = one.column("investment")[both]
    change = parted.column("investment")[both] - (cash + one.column("shipbuilding")[both])
    assert np.median(parted.column("investment_cash")[both]) < np.median(cash)
    more, less = (change > 0).sum(), (change < 0).sum()
    assert more - less > 3 * np.sqrt(more + less)  # a sign test: the levels stand 50 bn apart


def test_parting_them_costs_no_deals():
    assert played(NAME).column("agreed").mean() > played("baseline").column("agreed").mean() - 0.01
