"""Our tactics as negotiators of NegMAS: under its rules they reach its own timed negotiators' agreements."""

import numpy as np
import pytest

pytest.importorskip("negmas", reason="the extra negmas is not installed")

from negmas import PolyAspiration, make_issue
from negmas.outcomes import make_os
from negmas.preferences import LinearAdditiveUtilityFunction, MappingUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao import SAOMechanism, negotiators
from negmas_domains import FIVE_THOUSAND, HUNDRED, random_domain, run_mechanism

from sim.core.errors import UserError
from sim.negmas import negotiator
from sim.negmas.utilities import NegmasIssues

STEPS = 90


def both_endings(seed, levels, slack):
    """Return step and agreement of two of ours, and of two of NegMAS's, by the same random paces."""
    domain = random_domain(seed, levels)
    betas = np.random.default_rng(1000 + seed).uniform(0.2, 3, 2).tolist()
    ours = [negotiator("timed", beta=beta, slack=slack)() for beta in betas]
    curves = [PolyAspiration(1.0, 1 / beta) for beta in betas]
    theirs = [negotiators.TimeBasedConcedingNegotiator(offering_curve=c, eps=slack or 1e-9) for c in curves]
    states = [run_mechanism(domain, agents, STEPS) for agents in (ours, theirs)]
    return [(state.step, state.agreement) for state in states]


@pytest.mark.parametrize(("levels", "seeds"), [(HUNDRED, range(5)), (FIVE_THOUSAND, (7, 18))])
def test_timed_reaches_the_agreements_of_negmas(levels, seeds):
    for seed in seeds:
        for slack in (0.0, 1e-4):
            ours, theirs = both_endings(seed, levels, slack)
            assert ours == theirs
            assert ours[1] is not None


@pytest.mark.slow
@pytest.mark.parametrize("levels", [HUNDRED, FIVE_THOUSAND])
@pytest.mark.parametrize("slack", [0.0, 1e-4])
def test_timed_reaches_them_in_thirty_domains_of_each_size(levels, slack):
    same = [ours == theirs for ours, theirs in (both_endings(seed, levels, slack) for seed in range(30))]
    assert sum(same) == 30


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
        state = run_mechanism(domain, agents, STEPS)
        assert not state.has_error, state.error_details
        assert state.agreement is not None
        for side in (0, 1):
            package = [int(level) for level in state.agreement]
            value = sum(domain.values[side][0, k, level] for k, level in enumerate(package))
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
