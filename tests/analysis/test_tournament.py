"""Strategies by name, and what a round robin of them reports: known bouts and figures worked by hand."""

from dataclasses import replace

import numpy as np
import pytest

from sim.analysis.first_day import exact_frontier
from sim.analysis.strategies import named_strategy
from sim.analysis.tournament import match_means, round_robin
from sim.bargaining.domains import additive_domain, logrolling_domain, unit_pie
from sim.bargaining.session import OfferProtocol, SessionResult, negotiate
from sim.core.chance import Chance
from sim.core.errors import UserError
from sim.reporting.tables import match_lines
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.timed import Timed

NAMES = ("hardliner", "timed:beta=0.5", "tit_for_tat")


def robin(names, domain, rounds=20, coin=None, worlds=3, seed=1, tick=None):
    chosen = [named_strategy(name) for name in names]
    return round_robin(chosen, domain, exact_frontier(domain), OfferProtocol(rounds, coin), worlds, seed, tick)


def table(*arguments, **more):
    """Return the bouts of a round robin by the names of the two sides."""
    return {(b.party_a, b.party_b): b for b in robin(*arguments, **more)}


def dealt(domain, first, second, rounds=5):
    """Return the bout of a deal with these values, first in one world, in the last round but one."""
    ending = SessionResult(
        round=np.array([rounds - 2, -1]),
        proposer=np.array([0, -1]),
        package=np.zeros((2, 1), dtype=np.int64),
        values=(np.array([first, domain.reserves[0][0]]), np.array([second, domain.reserves[1][0]])),
        offers=np.array([rounds - 1, rounds]),
    )
    return match_means(("a", "b"), ending, domain, exact_frontier(domain), OfferProtocol(rounds))


# --- bouts ------------------------------------------------------------------------------------------


def test_everyone_meets_everyone_in_both_roles():
    told = []
    bouts = robin(NAMES, unit_pie(10), tick=told.append)
    assert [(b.party_a, b.party_b) for b in bouts] == [(one, other) for one in NAMES for other in NAMES]
    np.testing.assert_allclose(told, np.arange(1, 10) / 9)


@pytest.mark.parametrize("name", ["hardliner", "tit_for_tat"])
def test_two_that_never_open_never_agree(name):
    (found,) = robin([name], unit_pie(10))
    assert found.agreed == 0
    assert (found.party_a_value, found.party_b_value) == (0, 0)
    assert np.isnan([found.time, found.nash_ratio, found.frontier_distance]).all()


@pytest.mark.parametrize("rounds", [1, 2, 20, 21])
def test_a_hardliner_gets_its_best_from_a_timed_side_at_the_last_round(rounds):
    found = table(["hardliner", "timed"], unit_pie(10), rounds=rounds)
    strong, weak = found["hardliner", "timed:beta=1"], found["timed:beta=1", "hardliner"]
    assert (strong.agreed, strong.party_a_value, strong.party_b_value) == (1, 1, 0)
    assert (weak.agreed, weak.party_a_value, weak.party_b_value) == (1, 0, 1)
    assert strong.time == weak.time == (1 if rounds > 1 else 0)


def test_the_earlier_conceder_gets_less():
    boulware, conceder = "timed:beta=0.25", "timed:beta=4"
    found = table([boulware, conceder], unit_pie(100), rounds=100)
    assert found[boulware, conceder].party_a_value > 0.7
    assert found[conceder, boulware].party_a_value < 0.3
    assert found[conceder, conceder].time < found[conceder, boulware].time < found[boulware, boulware].time


def test_all_of_a_pie_is_on_the_frontier_and_half_is_the_nash_point():
    found = table(["timed:beta=1"], unit_pie(100), rounds=101)["timed:beta=1", "timed:beta=1"]
    assert found.frontier_distance == 0
    assert found.nash_ratio == pytest.approx(1, abs=1e-3)
    assert found.time == pytest.approx(0.5, abs=0.011)
    assert found.party_a_value + found.party_b_value == pytest.approx(1)


@pytest.mark.parametrize(
    ("deal", "ratio", "left"),
    [((0.5, 0.5), 1, 0), ((0.2, 0.8), 0.64, 0), ((0.3, 0.5), 0.6, 0.1), ((1.0, 0.0), 0, 0)],
)
def test_ratio_and_distance_worked_by_hand(deal, ratio, left):
    found = dealt(unit_pie(10), *deal)
    assert (found.agreed, found.time) == (0.5, 0.75)
    assert (found.party_a_value, found.party_b_value) == pytest.approx(
        (deal[0] / 2, deal[1] / 2)
    )  # nothing in the other
    assert found.nash_ratio == pytest.approx(ratio)
    assert found.frontier_distance == pytest.approx(left)


def test_gains_count_from_the_reserves():
    domain = replace(unit_pie(10), reserves=(np.array([0.2]), np.array([0.4])))  # .4 to share: the Nash point is .4, .6
    assert dealt(domain, 0.4, 0.6).nash_ratio == pytest.approx(1)
    assert dealt(domain, 0.5, 0.5).nash_ratio == pytest.approx(0.3 * 0.1 / 0.04)
    assert dealt(domain, 0.4, 0.6).party_a_value == pytest.approx((0.4 + 0.2) / 2)


def test_giving_way_where_it_matters_less_is_the_nash_point_of_logrolling():
    assert dealt(logrolling_domain(), 0.7, 0.7).nash_ratio == pytest.approx(1)
    half = dealt(logrolling_domain(), 0.5, 0.5)
    assert half.nash_ratio == pytest.approx((0.5 / 0.7) ** 2)
    assert half.frontier_distance == pytest.approx(0.2)


def test_sides_in_each_others_place_get_each_others_values_if_they_toss_a_coin():
    found = table(["timed:beta=0.4", "timed:beta=2"], unit_pie(100), coin=0.5, rounds=60, worlds=400)
    one, other = found["timed:beta=0.4", "timed:beta=2"], found["timed:beta=2", "timed:beta=0.4"]
    assert one.party_a_value == pytest.approx(other.party_b_value, abs=0.01)
    assert one.time == pytest.approx(other.time, abs=0.02)


def test_each_side_draws_its_own_parameters_and_a_seed_of_zero_is_a_seed():
    text = "{timed: {beta: {uniform: [0.2, 3]}}}"
    domain = unit_pie(100)
    chance = Chance(0, 0, 50)
    party_a, party_b = (named_strategy(text).for_side(chance, side).bidding[0].beta for side in ("us", "korea"))
    assert np.all(party_a != party_b)
    (zero,), (again,), (one,) = (robin([text], domain, coin=0.5, worlds=50, seed=seed) for seed in (0, 0, 1))
    assert zero == again != one


def test_lines_name_every_bout_and_put_the_best_first():
    lines = match_lines(robin(["timed", "hardliner"], unit_pie(10), rounds=21), "shares of the pie")
    names = ("timed:beta=1", "hardliner")
    assert [tuple(line.split()[:2]) for line in lines[1:5]] == [(one, other) for one in names for other in names]
    assert lines[4].split()[2:] == ["0%", "0.000", "0.000", "-", "-", "-"]
    means = lines[lines.index("") + 2 :]
    assert means[0].split() == ["hardliner", "50%", "0.500"]  # nothing from itself, all from the other, twice each
    assert means[1].split() == ["timed:beta=1", "100%", "0.250"]
    assert any("shares of the pie" in line for line in lines)


# --- strategies by name -----------------------------------------------------------------------------


def test_a_name_alone_is_given_what_it_lacks_and_says_so():
    assert named_strategy("timed").name == "timed:beta=1"
    assert named_strategy("resource").name == "resource:patience=10"
    assert named_strategy("timed").for_side(Chance(0, 0, 1)).bidding[0].beta == 1.0


def test_parameters_are_read():
    held = named_strategy("timed:beta=0.2,opening=0.1", "frequency:step=0.4", "constant:share=0.8", "least")
    rules = held.for_side(Chance(0, 0, 1))
    tactic = rules.bidding[0]
    assert (tactic.beta, tactic.opening, tactic.curve) == (0.2, 0.1, "polynomial")
    assert rules.opponent.step == 0.4
    assert rules.acceptance.share == 0.8
    assert type(rules.offer).__name__ == "Least"


def test_a_mixture_is_nested_yaml():
    text = "{mixture: {first: micro, then: {timed: {beta: 0.2}}, switch: 0.5}}"
    rule = named_strategy(text).for_side(Chance(0, 0, 1)).bidding[0]
    assert isinstance(rule, Mixture)
    assert isinstance(rule.then, Timed)
    assert (rule.then.beta, rule.switch, rule.width) == (0.2, 0.5, 0.0)
    (found,) = robin([text], unit_pie(10))
    assert found.party_a == text


@pytest.mark.parametrize(
    ("text", "names", "cure"),
    [
        ("hardline", "hardline", "Did you mean hardliner?"),
        ("tmied:beta=1", "tmied:beta=1", "Did you mean timed?"),
        ("zzz", "zzz", "Known: timed, resource"),
        ("timed:beta=0", "timed:beta=0", "beta: must be above 0; found 0"),
        ("timed:beta=1,opening=1", "timed:beta=1,opening=1", "opening must be at least 0 and below 1; found 1"),
        ("timed:beta=fast", "timed:beta=fast", "must be a number or a distribution; found 'fast'"),
        ("timed:speed=2,beta=1", "timed:speed=2,beta=1", "speed: no such parameter. timed takes beta"),
        ("timed:opening=0.1", "timed:opening=0.1", "lacks the key beta"),
        ("timed:beta", "timed:beta", "write name, name:key=value,key=value or {name: {key: value}}"),
        ("{timed: {beta: 1}", "{timed: {beta: 1}", "write name, name:key=value"),
        ("timed:beta=1,beta=2", "beta", "twice"),
        ("{timed: 3}", "{timed: 3}", "write name, name:key=value"),
        ("{timed: {beta: 1}, micro: {}}", "micro", "write name, name:key=value"),
        ("mixture", "mixture", "lacks the keys first, then, switch"),
        ("micro:order=random", "micro:order=random", "must be one of path or packages; found 'random'"),
        ("averaged_tit_for_tat:window=1.5", "window", "must be a whole number; found 1.5"),
    ],
)
def test_what_is_wrong_with_a_strategy_is_named_with_its_cure(text, names, cure):
    with pytest.raises(UserError) as told:
        named_strategy(text)
    assert str(told.value).startswith(text)
    assert names in str(told.value)
    assert cure in str(told.value)


@pytest.mark.parametrize(
    ("role", "text", "cure"),
    [
        ("opponent", "frequncy", "no such opponent model. Did you mean frequency?"),
        ("opponent", "frequency:step=-1", "step: must be at least 0; found -1"),
        ("acceptance", "nxt", "no such acceptance rule. Did you mean next?"),
        ("acceptance", "constant", "lacks the key share"),
        ("offer", "lest", "no such offer rule. Did you mean least?"),
    ],
)
def test_the_other_rules_are_named_too(role, text, cure):
    with pytest.raises(UserError) as told:
        named_strategy("micro", **{role: text})
    assert str(told.value).startswith(f"{text}: ")
    assert cure in str(told.value)


def test_a_draw_that_a_rule_refuses_is_told_as_a_fault_of_the_strategy():
    text = "{nice_tit_for_tat: {late: {uniform: [0.2, 1.1]}}}"  # the first draw is fine
    with pytest.raises(UserError, match="late must be at least 0 and below 1") as told:
        robin([text], unit_pie(10), worlds=200)
    assert str(told.value).startswith(text)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(UserError) as told:
        named_strategy("timed:beta=0", opponent="nobody", acceptance="constant", offer="lest")
    assert len(str(told.value).splitlines()) == 4


# --- MiCRO and Zeuthen where the answer is known -------------------------------------------------------


def against_itself(domain, rounds, **rule):
    both = tuple(named_strategy(**rule).for_side(Chance(0, 0, 1), side) for side in ("us", "korea"))
    return negotiate(domain, both, OfferProtocol(rounds), Chance(0, 0, 1))


@pytest.mark.parametrize("rule", ["micro", "micro:order=packages", "zeuthen"])
def test_steps_of_equal_size_meet_at_the_middle_of_a_pie(rule):
    ending = against_itself(unit_pie(100), 250, text=rule)
    assert ending.agreed.all()
    np.testing.assert_allclose(ending.values, 0.5, atol=0.01 + 1e-9)


def test_zeuthen_players_that_know_each_other_come_to_the_nash_point():
    x = np.arange(101) / 100  # THEORY A7: u = (x, sqrt(1 - x)), greatest product at 2/3
    domain = additive_domain(["share"], [x], [np.sqrt(1 - x)], (0.0, 0.0))
    ending = against_itself(domain, 300, text="zeuthen")
    assert ending.values[0][0] == pytest.approx(0.67)
