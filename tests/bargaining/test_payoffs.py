"""What packages are worth: the mid values of every issue of the baseline, and sums worked by hand."""

import json

import numpy as np
import places
import pytest
from places import DATA
from views import read_only

from sim.bargaining.agenda import Agenda, Issue
from sim.bargaining.payoffs import issue_values, package_value, value_table
from sim.economy.flows.context import FlowContext
from sim.economy.market.tariff_cases import OTHERS, rates_by_region
from sim.economy.market.tariff_equilibria import solve_tariffs
from sim.politics.precedent import contagion_flow
from sim.scenario.car_market import CentralFigures, market_of
from sim.scenario.checks.flows import central_parts_bills
from sim.scenario.loading import load
from sim.scenario.schema.choice import make_rule

MID = json.loads((DATA / "payoffs_mid.json").read_text())["mid_issue_values"]
BASELINE = load(places.BASELINE).scenario

PEERS_PAY = np.array([15.0])  # the mid values are those after a peer's deal at 15 %, counted from no deal after it

# name in the file, level numbers in the file, levels in the unit of the baseline
PUBLISHED = {
    "auto_tariff": ("auto", range(7), [25, 20, 15, 12.5, 10, 5, 0]),
    "reciprocal_tariff": ("recip", range(4), [25, 20, 15, 10]),
    "investment": ("invest", range(0, 8, 2), [0, 100, 200, 350]),  # every other one is split 90 to 10
    "shipbuilding": ("ship", range(3), [0, 75, 150]),
    "lng": ("lng", range(3), [0, 10, 20]),  # million tonnes; half a bn USD each
    "farm_access": ("farm", range(3), ["none", "partial", "full"]),
    "defence_cost": ("defence", range(4), [0, 1, 3, 5]),
}

# The published values hold parts at a stated .07 bn USD a point cut; in the baseline they are what two makers owe, at
# central figures by hand.  Korean parts a year: Hyundai 5 bn, Kia 4.5, so .05 and .045 bn a point.  Credit a year:
# .0375 of list prices, 1.05 of prices, .8 claimed, so .0315 of cars built in the U.S.: Hyundai's 275,000 at 36,000 USD
# and .06 of 637,000 at 37,000, 11.314 bn; Kia's 288,000 at 41,000 and .04 of 371,000 at 34,000, 12.313 bn: credits of
# .3564 and .3878 bn.  Due at 25 %: 1.25 - .3564 = .8936 and 1.125 - .3878 = .7372; nothing is due below 7.1 and 8.6 %,
# so that from 7.1 % down all is saved, 1.6308.
PARTS_STATED = {level: 0.07 * (25 - level) for level in PUBLISHED["auto_tariff"][2]}
PARTS_SAVED = {25: 0, 20: 0.475, 15: 0.95, 12.5: 1.1875, 10: 1.425, 5: 1.6308, 0: 1.6308}
PARTS_WEIGHTS = {"korea": 1.0, "us": -0.6}  # of exporters' profit, and of tariff revenue, which loses as much


def central(path, quantity):
    return np.array([quantity.central])


def cars():
    """Return the market of the baseline, its partners paying as after a peer's deal."""
    held = CentralFigures(BASELINE.market)
    market = market_of(BASELINE.market, held)
    paid = rates_by_region(market, held.tariffs | dict.fromkeys(OTHERS, PEERS_PAY), held.dutiable)
    issue = BASELINE.issues["auto_tariff"]
    return solve_tariffs(market, np.array(issue.levels) / 100, issue.levels.index(issue.lapsed), paid)


def context_of(name):
    """Return what a flow rule of an issue is told, the car tariff's also what carmakers owe on parts."""
    if name != "auto_tariff":
        return FlowContext(1)
    market = cars()
    return FlowContext(1, market, central_parts_bills(vars(BASELINE), market))


def mid_values(name, side):
    """Return the value of each level of an issue of the baseline, by the central figures."""
    part = BASELINE.issues[name]
    issue = Issue(name, part.unit, tuple(part.levels), 0, 0)
    flows = dict(make_rule(part.flows, (), central)(issue.grid, context_of(name)))
    if name in BASELINE.precedent.tariffs:
        after = np.array([BASELINE.precedent.tariffs[name].after.central])
        flows["contagion"] = contagion_flow(issue.grid, PEERS_PAY, after)
    stated = getattr(BASELINE, side).weights
    weights = {component: np.array([quantity.central]) for component, quantity in stated.items()}
    return dict(zip(part.levels, issue_values(flows, weights, 1, len(part.levels))[0], strict=True))


@pytest.mark.parametrize(("side", "key"), [("korea", "K"), ("us", "US")])
@pytest.mark.parametrize("name", PUBLISHED)
def test_the_baseline_has_the_published_mid_values(name, side, key):
    file_name, numbers, levels = PUBLISHED[name]
    found = mid_values(name, side)
    expected = np.array([MID[file_name][key][number] for number in numbers])
    if name == "auto_tariff":
        expected += PARTS_WEIGHTS[side] * np.array([PARTS_SAVED[level] - PARTS_STATED[level] for level in levels])
    np.testing.assert_allclose([found[level] for level in levels], expected, atol=0.011)


def test_every_issue_of_the_baseline_is_checked():
    assert PUBLISHED.keys() == BASELINE.issues.keys()


def test_contagion_in_the_baseline_is_point_35_a_point_for_cars_and_point_8_for_other_goods():
    assert {name: rule.after.central for name, rule in BASELINE.precedent.tariffs.items()} == {
        "auto_tariff": 0.35,
        "reciprocal_tariff": 0.8,
    }


# Two worlds, two issues of three and two levels; the flows differ by world where rows do.
FLOWS = [
    {"profit": np.array([[0.0, 1.0, 2.0], [0.0, 1.5, 4.0]]), "revenue": np.array([[0.0, -1.0, -3.0]] * 2)},
    {"cost": np.array([[0.0, -2.0], [0.0, -5.0]])},
]
WEIGHTS = {"profit": np.array([1.0, 2.0]), "revenue": np.array([0.5, 0.0]), "cost": np.array([1.0, 0.1])}


def test_a_table_is_the_sum_of_weight_times_flow():
    expected = [
        [[0.0, 0.5, 0.5], [0.0, -2.0, -2.0]],  # 1 - .5, 2 - 1.5; the shorter issue repeats its last level
        [[0.0, 3.0, 8.0], [0.0, -0.5, -0.5]],
    ]
    np.testing.assert_allclose(value_table(FLOWS, WEIGHTS, 2, 3), expected)


def test_a_component_nobody_weighs_counts_for_nothing():
    found = value_table(FLOWS, {"profit": WEIGHTS["profit"]}, 2, 3)
    np.testing.assert_allclose(found, [[[0, 1, 2], [0, 0, 0]], [[0, 3, 8], [0, 0, 0]]])


def test_an_issue_without_flows_is_worth_nothing():
    np.testing.assert_array_equal(issue_values({}, WEIGHTS, 2, 3), np.zeros((2, 3)))
    np.testing.assert_array_equal(issue_values({}, WEIGHTS, 2, 1), np.zeros((2, 1)))


def test_a_package_is_worth_the_sum_of_its_levels():
    values = value_table(FLOWS, WEIGHTS, 2, 3)
    np.testing.assert_allclose(package_value(values, np.array([[2, 1], [2, 1]])), [0.5 - 2.0, 8.0 - 0.5])
    np.testing.assert_allclose(package_value(values, np.array([[0, 1], [1, 0]])), [-2.0, 3.0])


def test_packages_of_some_worlds_are_valued_by_the_table_of_those_worlds():
    values = value_table(FLOWS, WEIGHTS, 2, 3)
    rows = np.array([1, 1, 0])
    packages = np.array([[2, 1], [1, 0], [2, 1]])
    np.testing.assert_allclose(package_value(values, packages, rows), [8.0 - 0.5, 3.0, 0.5 - 2.0])


def test_a_world_does_not_depend_on_its_neighbours():
    chance = np.random.default_rng(11)
    flows = [{"a": chance.normal(size=(9, 5)), "b": chance.normal(size=(9, 5))}, {"b": chance.normal(size=(9, 8))}]
    flows += [{"a": chance.normal(size=(9, 3))} for _ in range(8)]
    weights = {"a": chance.random(9), "b": chance.random(9)}
    packages = chance.integers(0, 8, (9, 10))
    read_only(packages, *weights.values(), *(flow for issue in flows for flow in issue.values()))
    together = value_table(flows, weights, 9, 8)
    assert together.shape == (9, 10, 8)
    for world in range(9):
        alone = [{c: flow[[world]] for c, flow in issue.items()} for issue in flows]
        values = value_table(alone, {c: w[[world]] for c, w in weights.items()}, 1, 8)
        np.testing.assert_array_equal(values[0], together[world])
        np.testing.assert_array_equal(
            package_value(values, packages[[world]]), package_value(together, packages)[[world]]
        )


AGENDA = Agenda(
    (
        Issue("tariff", "percent", (25, 22.5, 20), now=0, lapsed=0),
        Issue("farm", "level", ("none", "partial"), now=1, lapsed=0),
        Issue("troops", "bn USD", (0, 1, 2, 3, 4), now=0, lapsed=2, on_table=False),
    )
)


def test_an_agenda_knows_its_issues_and_the_levels_in_force():
    assert AGENDA.names == ("tariff", "farm", "troops")
    assert AGENDA.most_levels == 5
    assert AGENDA.open == (0, 1)
    assert AGENDA.place_of("troops") == 2
    np.testing.assert_array_equal(AGENDA.now, [0, 1, 0])
    np.testing.assert_array_equal(AGENDA.lapsed, [0, 0, 2])
    with pytest.raises(ValueError, match="index"):
        AGENDA.place_of("beef")


def test_levels_with_names_count_from_0():
    np.testing.assert_array_equal(AGENDA.issues[0].grid, [25.0, 22.5, 20.0])
    np.testing.assert_array_equal(AGENDA.issues[1].grid, [0.0, 1.0])
