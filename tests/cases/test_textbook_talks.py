"""The two textbook cases against solutions by hand: every package's value, the Nash point, and where talks end."""

from itertools import product

import numpy as np
import pytest
from runs import loaded, played

from sim.bargaining.payoffs import package_value
from sim.interop.agenda_of_day import agenda_of_day
from sim.interop.solved import solve_domain
from sim.runs.chunk import RunSettings

WEEKS = {"ten_weeks": 10, "eight_weeks": 8, "six_weeks": 6, "four_weeks": 4, "two_weeks": 2}
HOURS = ["h40", "h39", "h38", "h37", "h36", "h35"]
SECURITY = ["none", "notice", "retraining", "no_dismissals"]
CENTRAL = (  # each drawn figure of the dispute at its middle, and no belief that the contract is prolonged
    "issues.work.flows.table.components={margin: [0, 147.9], kept_wages: [0, 32.9]}",
    "issues.hours.flows.table.components.hours_cost=[0, -6, -13, -21, -30, -40]",
    "issues.job_security.flows.table.components.rigidity=[0, -2, -8, -25]",
    *(f"{side}.extension_belief.{when}=0" for side in ("firm", "union") for when in ("first", "later")),
)
WORKED = 59 / 424  # of the days from 1 January 2025 to 1 March 2026, those before the contract runs out


def sale(price, delivery):
    """What a sale is worth to the buyer and to the seller, thousand USD, by the sentences of the exercise."""
    weeks = WEEKS[delivery]
    return 200 - 6 * (weeks - 2) - price, price - (110 + 3 * (10 - weeks))


def settlement(work, rise, hours, security):
    """What a settlement is worth to the firm and to the union, mn a year, by the sentences of the exercise."""
    shorter, promised = HOURS.index(hours), SECURITY.index(security)
    cost, worth = sum(6 + k for k in range(shorter)), sum(9 - k for k in range(shorter))
    at_stake = (147.9, 32.9) if work == "work" else (0, 0)
    firm = at_stake[0] - 1.05 * 5 * rise - cost - (0, 2, 8, 25)[promised]
    return firm, at_stake[1] + 5 * rise + worth + 8 * promised


def nash_by_hand(grid, worth, reserve):
    """The package with the largest product of gains over the reserve, of those that are worth it to both."""
    gains = {package: [v - r for v, r in zip(worth(*package), reserve, strict=True)] for package in grid}
    return max((p for p in grid if min(gains[p]) >= 0), key=lambda p: gains[p][0] * gains[p][1])


def agenda_of(name, *settings):
    return agenda_of_day(loaded(name, *settings), RunSettings(1, 1), 0)


def grid_of(agenda):
    return [*product(*(issue.levels for issue in agenda.issues))]


def values_of(agenda, package):
    places = np.array([[issue.levels.index(level) for issue, level in zip(agenda.issues, package, strict=True)]])
    return [package_value(agenda.domain.values[side], places)[0] for side in (0, 1)]


@pytest.fixture(scope="module")
def dispute():
    return agenda_of("labour_dispute", *CENTRAL)


def test_every_sale_is_worth_what_the_exercise_says():
    agenda = agenda_of("buyer_seller")
    sales = grid_of(agenda)
    assert len(sales) == 21 * 5
    for package in sales:
        assert values_of(agenda, package) == pytest.approx(sale(*package))


def test_the_nash_point_of_the_sale_is_the_one_by_hand_by_every_solution_that_splits():
    agenda = agenda_of("buyer_seller")
    points = solve_domain(agenda).points
    assert agenda.reserves == (0, 0)
    assert nash_by_hand(grid_of(agenda), sale, (0, 0)) == (165, "two_weeks")
    for name in ("nash", "kalai_smorodinsky", "egalitarian"):
        assert (points[name].package, points[name].values) == ((165, "two_weeks"), (35, 31))


def test_sales_end_between_cost_and_worth_and_nearly_always_with_the_fastest_delivery():
    table = played("buyer_seller", worlds=200).table.to_pandas()
    deals = table[table["agreed"]]
    assert len(deals) > 190
    assert deals["price"].between(110, 200).all()
    assert (deals[["buyer_value", "seller_value"]] >= 0).all().all()
    assert (deals["delivery"] == "two_weeks").mean() > 0.9
    fast = deals[deals["delivery"] == "two_weeks"]
    np.testing.assert_allclose(fast["buyer_value"] + fast["seller_value"], 66)  # 200 less 134


def test_equilibrium_talks_of_the_sale_end_on_the_first_day_at_the_nash_price():
    """Who is sure of what waiting brings asks for half of 66 more or less: on the grid 165 or 170, a step apart."""
    outcome = played("buyer_seller", "buyer.tactic=equilibrium", "seller.tactic=equilibrium", worlds=40)
    assert set(outcome.column("agreed")) == {1}
    assert set(outcome.column("day")) == {0}
    assert set(outcome.column("price")) <= {165, 170}


def test_every_settlement_is_worth_what_the_exercise_says(dispute):
    grid = grid_of(dispute)
    assert len(grid) == 2 * 21 * 6 * 4
    for package in grid[::7]:
        assert values_of(dispute, package) == pytest.approx(settlement(*package))


def test_the_nash_point_when_talks_open_is_the_one_by_hand(dispute):
    """What a strike would cost counts only from the day on which the contract runs out."""
    by_hand = (147.9 * WORKED, 32.9 * WORKED)
    assert dispute.reserves == pytest.approx(by_hand)
    found = solve_domain(dispute).points["nash"].package
    assert found == nash_by_hand(grid_of(dispute), settlement, by_hand)
    assert found == ("work", 4, "h38", "retraining")


def test_on_the_eve_of_a_sure_strike_the_nash_rise_is_the_one_by_hand(dispute):
    """5 (126.9 - 5.25 w) = 5.25 (65.9 + 5 w) at w = 5.50, as nothing is left of the contract that both would keep."""
    package = nash_by_hand(grid_of(dispute), settlement, (0, 0))
    assert package == ("work", 5.5, "h38", "retraining")
    assert settlement(*package) == pytest.approx((98.025, 93.4))
    assert solve_domain(dispute, (0.0, 0.0)).points["nash"].package == package
