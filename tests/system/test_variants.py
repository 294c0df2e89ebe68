"""Every shipped variant differs from the baseline in the direction theory says, in paired worlds."""

import numpy as np
import pytest
from runs import played

VOTE = 55  # 3 June 2025
EARLY = "early_deadline_livable"  # in which many sign before the vote, and many after it
WORLDS = 1000  # of it: hundreds of early signatures each
FREE = "korea.governments.caretaker.audience_cost=0"
CHEAP = "korea.governments.caretaker.audience_cost={triangular: [0, 0.5, 1]}"
DEAR = "korea.governments.caretaker.audience_cost={triangular: [4, 10, 18]}"
SURE = "election.honour=certain"
SURE_DEMANDS = ("us.doubt.demand=sure", "korea.doubt.demand=sure")


def hurried(*settings, worlds=WORLDS):
    """Return the scenario with early signatures played, with settings."""
    return played(EARLY, *settings, worlds=worlds)


def early(outcome):
    """Return where a deal was signed before the vote, also one that was voided later."""
    return np.nan_to_num(outcome.column("first_signature"), nan=np.inf) < VOTE


def at_fifteen(outcome):
    """Return the share of deals with cars at exactly 15 %."""
    return float(np.mean(outcome.column("auto_tariff")[outcome.column("agreed") > 0] == 15))


@pytest.mark.parametrize("name", ["baseline", "strong_caretaker", "no_election"])
def test_nobody_signs_before_the_vote_where_the_deadline_comes_after_it(name):
    assert not early(played(name)).any()


def test_openings_decide_whether_an_early_deadline_brings_deals_before_the_vote():
    """Demands that begin at a side's own best come down to its floor at the last deadline that it believes in."""
    assert 0 < early(played("early_deadline", worlds=500)).mean() < 0.05
    assert early(hurried()).mean() > 0.2


@pytest.mark.parametrize("setting", [CHEAP, "election=none"])
def test_more_deals_before_the_vote_under_an_early_deadline(setting):
    assert early(hurried(setting)).mean() > early(hurried()).mean() + 0.05


def test_without_cost_and_doubt_as_many_sign_early_as_without_a_vote():
    plain, sure, free, both, none = (
        early(hurried(*settings)).mean() for settings in [(), (SURE,), (FREE,), (FREE, SURE), ("election=none",)]
    )
    assert plain < free
    assert sure < both  # the cost keeps early deals back, in doubt or without
    assert both == none


def test_whether_doubt_brings_early_deals_or_keeps_them_back_goes_by_the_demand():
    """Held against a sure demand a doubtful signature seems dear, held against an expected one it is asked less for."""
    assert early(hurried()).mean() > early(hurried(SURE)).mean() + 0.05
    doubted, sure = (early(hurried(*SURE_DEMANDS, *settings, worlds=500)) for settings in [(), (SURE,)])
    assert doubted.mean() < sure.mean() - 0.02


def test_a_sure_cheap_signature_makes_the_coming_vote_irrelevant_bit_for_bit():
    sure, none = hurried(FREE, SURE), hurried("election=none")
    signed = early(none)
    np.testing.assert_array_equal(early(sure), signed)
    assert signed.sum() > 100
    first = "first_signature"
    np.testing.assert_array_equal(sure.column(first)[signed], none.column(first)[signed])


def test_dearer_signatures_give_fewer_early_deals_and_better_ones():
    base, cheap, dear = hurried(), hurried(FREE), hurried(DEAR)
    assert early(dear).sum() < early(base).sum() < early(cheap).sum()
    both = early(base) & early(cheap) & (base.column("day") < VOTE) & (cheap.column("day") < VOTE)
    value = "korea_value_fixed"
    assert both.sum() > 50
    assert base.column(value)[both].mean() > cheap.column(value)[both].mean()


def test_an_early_peer_deal_puts_cars_at_its_rate():
    assert at_fifteen(played("early_japan")) > at_fifteen(played("no_japan")) + 0.3


def test_without_a_peer_deal_tariffs_differ():
    outcome = played("no_japan")
    rates = outcome.column("auto_tariff")[outcome.column("agreed") > 0]
    shares = [np.mean(rates == rate) for rate in np.unique(rates)]
    assert sum(share > 0.1 for share in shares) >= 3


def test_a_longer_pause_brings_later_deals():
    assert np.nanmedian(played("long_pause").column("day")) > np.nanmedian(played("baseline").column("day"))


def test_a_firm_deadline_leaves_no_deals_after_it():
    outcome = played("no_extension")
    assert np.nanmax(outcome.column("first_signature")) <= 90
    assert outcome.column("extensions").max() == 0
    assert outcome.column("agreed").mean() > 0.5


def test_bundled_defence_costs_no_deals_and_is_seldom_used():
    bundled, apart = played("bundled_defence"), played("baseline")
    assert np.nanmax(apart.column("defence_cost")) == 0
    paid = bundled.column("defence_cost")
    assert np.mean(paid[np.isfinite(paid)] > 0) < 0.2
    assert abs(bundled.column("agreed").mean() - apart.column("agreed").mean()) < 0.05


def test_no_election_brings_more_deals_and_earlier_ones_in_the_same_worlds():
    """The median day, 1 August, is that of the deadline once moved in both; without a vote fewer deadlines lapse."""
    base, none = played("baseline"), played("no_election")
    for column, sign in (("agreed", 1), ("lapsed", -1), ("day", -1)):
        change = sign * (none.column(column).astype(float) - base.column(column))
        known = change[np.isfinite(change)]
        assert known.mean() > 3 * known.std() / np.sqrt(len(known))
        assert len(known) > 1000


def test_more_belief_in_an_extension_brings_later_deals():
    firm = played("baseline", "us.extension_belief.first=0.2", "korea.extension_belief.first=0.2")
    soft = played("baseline", "us.extension_belief.first=0.95", "korea.extension_belief.first=0.95")
    assert np.nanmean(soft.column("day")) > np.nanmean(firm.column("day"))
