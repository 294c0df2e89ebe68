"""Our tactics as negotiators of NegMAS: under its rules they reach its own timed negotiators' agreements."""

import numpy as np
import pytest

pytest.importorskip("negmas", reason="the extra negmas is not installed")

from negmas import make_issue
from negmas.outcomes import make_os
from negmas.preferences import LinearAdditiveUtilityFunction, MappingUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao import SAOMechanism, negotiators

from sim.bench.negmas_agreement import FIVE_THOUSAND, HUNDRED, SLACKS, STEPS, ends_alike, random_domain
from sim.bench.negmas_ranking import kendall_tau, play_round_robin
from sim.core.errors import UserError
from sim.negmas import negotiator
from sim.negmas.mechanism import play_mechanism
from sim.negmas.utilities import NegmasIssues


@pytest.mark.parametrize(("levels", "seeds"), [(HUNDRED, range(5)), (FIVE_THOUSAND, (7, 18))])
@pytest.mark.parametrize("slack", SLACKS)
def test_timed_reaches_the_agreements_of_negmas(levels, seeds, slack):
    assert all(ends_alike(seed, levels, slack) for seed in seeds)


def test_another_pace_ends_otherwise():
    domain, stock = random_domain(3), negotiators.TimeBasedConcedingNegotiator
    ours = play_mechanism(domain, [negotiator("timed", beta=0.5)(), negotiator("timed", beta=0.5)()], STEPS)
    theirs = play_mechanism(domain, [stock(offering_curve=0.5), stock(offering_curve=0.5)], STEPS)  # 1 / beta is 2
    assert ours.package is not None
    assert ours != theirs


def test_both_frameworks_rank_a_small_round_robin_alike():
    names = ["micro", "hardliner", "BoulwareTBNegotiator", "ConcederTBNegotiator"]
    ours, theirs, alike = play_round_robin(1, 40, names)
    means = [[float(np.mean(held[name])) for name in names] for held in (ours, theirs)]
    assert kendall_tau(*means) == 1
    assert alike >= 14
    assert {len(held[name]) for held in (ours, theirs) for name in names} == {8}


def test_tau_counts_pairs_ranked_alike_less_the_others():
    assert kendall_tau([1, 2, 3], [1, 3, 2]) == pytest.approx(1 / 3)  # two of three pairs
    assert kendall_tau([1, 2, 3], [3, 2, 1]) == -1


def test_levels_keep_their_names_and_a_utility_becomes_a_table():
    space = make_os([make_issue(["low", "high"], "rate"), make_issue(3, "days")])
    values = [TableFun({"low": 0.0, "high": 2.0}), TableFun({0: 1.0, 1: 5.0, 2: 3.0})]
    issues = NegmasIssues.of(space)
    table = issues.table(LinearAdditiveUtilityFunction(values=values, outcome_space=space))
    whole = [[table[0, 0, k] + table[0, 1, d] for d in range(3)] for k in range(2)]
    assert whole == [[1, 5, 3], [3, 7, 5]]  # by hand
    assert issues.outcome(np.array([1, 2])) == ("high", 2)
    assert issues.package(("low", 1)).tolist() == [0, 1]
    product = MappingUtilityFunction(lambda o: (o[0] == "high") * o[1], outcome_space=space)
    with pytest.raises(UserError, match="not a sum over issues"):
        issues.table(product)


def test_any_tactic_plays_in_a_mechanism_of_negmas_to_an_agreement_both_prefer_to_none():
    domain = random_domain(11)
    for tactic in ("micro", "zeuthen", "nice_tit_for_tat", "random"):
        agents = [negotiator(tactic, offer="trade_off")(), negotiators.LinearTBNegotiator()]
        found = play_mechanism(domain, agents, STEPS)
        assert found.package is not None
        for side in (0, 1):
            value = sum(domain.values[side][0, k, level] for k, level in enumerate(found.package))
            assert value >= domain.reserves[side][0] - 1e-4


def test_it_knows_the_other_side_where_negmas_tells():
    space = make_os([make_issue(2, "a"), make_issue(2, "b")])

    def utility(a, b):
        values = [TableFun({0: 0.0, 1: a}), TableFun({0: 0.0, 1: b})]
        return LinearAdditiveUtilityFunction(values=values, outcome_space=space, reserved_value=0.0)

    for told, known in ((None, [[0.75, 0], [0.25, 0]]), (utility(0.5, 0.5), [[0, 0.5], [0, 0.5]])):
        ours = negotiator("timed", beta=1.0)(private_info={"opponent_ufun": told} if told else None)
        mechanism = SAOMechanism(outcome_space=space, n_steps=4)
        mechanism.add(ours, preferences=utility(0.75, 0.25))
        mechanism.add(negotiators.ToughNegotiator(), preferences=utility(0.25, 0.75))
        mechanism.run()
        assert ours.other[0].tolist() == known


def test_what_there_is_not_is_refused_before_anything_is_made(monkeypatch):
    with pytest.raises(UserError, match="there is no rule tmied; there are timed, "):
        negotiator("tmied")
    with pytest.raises(UserError, match=r"timed: .*betta"):
        negotiator("timed", betta=1)
    with pytest.raises(UserError, match="timed: beta must be above 0"):
        negotiator("timed", beta=-1.0)
    with pytest.raises(UserError, match="slack must be at least 0"):
        negotiator("micro", slack=-1)
    monkeypatch.setattr("sim.negmas.library.find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"NegMAS is not installed: pip install 'ninety-days\[negmas\]'"):
        negotiator("micro")
