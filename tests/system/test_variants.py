"""Every shipped variant differs from the baseline in the direction theory says, in paired worlds."""

import numpy as np
import pytest
from runs import played

VOTE = 55  # 3 June 2025
FREE = "korea.governments.caretaker.audience_cost=0"
CHEAP = "korea.governments.caretaker.audience_cost={triangular: [0, 0.5, 1]}"
SURE = "election.honour=certain"


def early(outcome):
    """Return where a deal was signed before the vote, also one that was voided later."""
    return np.nan_to_num(outcome.column("first_signature"), nan=np.inf) < VOTE


def at_fifteen(outcome):
    """Return the share of deals with cars at exactly 15 %."""
    return float(np.mean(outcome.column("auto_tariff")[outcome.column("agreed") > 0] == 15))


@pytest.mark.parametrize("variant", ["strong_caretaker", "no_election"])
def test_no_fewer_deals_before_the_vote(variant):
    assert early(played(variant)).sum() >= early(played("baseline")).sum()


@pytest.mark.parametrize("setting", [CHEAP, "election=none"])
def test_more_deals_before_the_vote_under_an_early_deadline(setting):
    base, changed = early(played("early_deadline")), early(played("early_deadline", setting))
    assert changed.sum() > base.sum() + 100


def test_early_signatures_rise_as_the_reasons_to_wait_are_taken_away():
    steps = [(), (SURE,), (FREE,), (FREE, SURE), ("election=none",)]
    shares = [early(played("early_deadline", *step)).mean() for step in steps]
    assert shares[0] < min(shares[1], shares[2])
    assert max(shares[1], shares[2]) < shares[3]
    assert shares[3] == shares[4]


def test_a_sure_cheap_signature_makes_the_coming_vote_irrelevant_bit_for_bit():
    sure, none = played("early_deadline", FREE, SURE), played("early_deadline", "election=none")
    signed = early(none)
    np.testing.assert_array_equal(early(sure), signed)
    assert signed.sum() > 100
    first = "first_signature"
    np.testing.assert_array_equal(sure.column(first)[signed], none.column(first)[signed])


def test_dearer_signatures_give_fewer_early_deals_and_better_ones():
    base, cheap = played("early_deadline"), played("early_deadline", FREE)
    dear = played("early_deadline", "korea.governments.caretaker.audience_cost={triangular: [4, 10, 18]}")
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


def test_no_election_brings_earlier_deals():
    assert np.nanmedian(played("no_election").column("day")) < np.nanmedian(played("baseline").column("day"))


def test_more_belief_in_an_extension_brings_later_deals():
    firm = played("baseline", "us.extension_belief.first=0.2", "korea.extension_belief.first=0.2")
    soft = played("baseline", "us.extension_belief.first=0.95", "korea.extension_belief.first=0.95")
    assert np.nanmean(soft.column("day")) > np.nanmean(firm.column("day"))
