"""What a changed circumstance does, in the same worlds: the directions that theory and 2025 suggest, each clear."""

from functools import cache

import numpy as np
from runs import played

from sim.analysis.compare import ComparedRun, compare
from sim.runs.summary import float_column

BELIEVED = tuple(
    f"{party}.extension_belief.{when}={share}"
    for party in ("us", "korea")
    for when, share in (("first", 0.95), ("later", 0.6))
)
PAIN = "korea.weights.exporters_profit={{value: {}, range: [0.5, 2], source: counterfactual}}"
LOBBY = "industry.lobby={value: 1, range: [0, 2], source: counterfactual}"


@cache
def side(name, settings=()):
    side = ComparedRun.of(played(name, *settings))
    return ComparedRun("|".join((name, *settings)), side.scenario, side.table, side.seed)


def change(one, other):
    """Return the differences of one run to another by measure; each run is a name and settings."""
    before, after = side(*one), side(*other)
    return {d.measure: d for d in compare(before, after)[after.name]}


BASE = ("baseline",)


def test_an_earlier_japanese_deal_brings_more_cars_to_its_rate_and_no_later_deals():
    at = [float_column(side(name).table, "auto_tariff") == 15 for name in ("baseline", "early_japan")]
    gained, lost = (at[1] & ~at[0]).sum(), (at[0] & ~at[1]).sum()
    assert gained - lost > 3 * np.sqrt(gained + lost)  # a sign test, far beyond chance
    assert change(BASE, ("early_japan",))["day"].low < 0.5  # days


def signed_before_the_vote(name, *settings):
    """Return where a deal is signed before 3 June, the day of the vote, (worlds,)."""
    vote = played(name).calendar.day_number(played("baseline").loaded.scenario.election.date)
    return float_column(side(name, settings).table, "first_signature") < vote


def test_without_an_election_more_sign_before_3_june_where_anybody_does_without_it():
    """With openings that the other side could live with; the sign is open in other structures (validity.md)."""
    early = [signed_before_the_vote("early_deadline_livable", *settings) for settings in ((), ("election=none",))]
    gained, lost = (early[1] & ~early[0]).sum(), (early[0] & ~early[1]).sum()
    assert gained - lost > 3 * np.sqrt(gained + lost)  # a sign test, far beyond chance


def test_where_both_open_with_their_own_best_there_is_no_deal_before_3_june_to_be_delayed():
    assert not signed_before_the_vote("early_deadline", "election=none").any()
    assert signed_before_the_vote("early_deadline").mean() < 0.03  # doubt alone, for which less is asked, brings some
    assert not signed_before_the_vote("baseline").any()


def test_a_longer_pause_brings_later_deals():
    assert change(BASE, ("long_pause",))["day"].low > 30


def test_a_stronger_belief_in_an_extension_brings_later_deals():
    assert change(BASE, ("baseline", BELIEVED))["day"].low > 5


def test_no_extension_brings_earlier_deals_among_those_made():
    assert change(BASE, ("no_extension",))["day"].high < -20


def test_under_stronger_pressure_from_carmakers_korea_pays_more_for_relief_on_cars():
    found = change(BASE, ("baseline", (LOBBY,)))
    assert found["auto_tariff"].high < 0
    assert all(found[paid].low > 0 for paid in ("investment", "lng"))
    assert found["shipbuilding"].difference > 0  # nearly all deals are at its highest level anyway


def test_the_side_in_more_pain_from_the_tariff_ends_with_worse_terms():
    found = change(("baseline", (PAIN.format(0.8),)), ("baseline", (PAIN.format(1.4),)))
    assert found["korea_value_fixed"].high < 0 < found["us_value_fixed"].low


def test_a_dearer_signature_brings_fewer_early_deals_and_better_ones():
    cost = "korea.governments.caretaker.audience_cost={{triangular: {}, range: [0, 40], source: counterfactual}}"
    runs = [("early_deadline_livable", (cost.format(span),)) for span in ("[1, 2.5, 4.5]", "[2, 5, 9]")]
    found = change(*runs)
    assert found["caretaker_signed"].high < 0
    signed = [float_column(side(*r).table, "caretaker_signed") > 0 for r in runs]
    values = [float_column(side(*r).table, "korea_value_fixed")[signed[0] & signed[1]] for r in runs]
    assert np.nanmean(values[1] - values[0]) > 0
