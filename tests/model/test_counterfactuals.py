"""What a changed circumstance does, in the same worlds: the directions that theory and 2025 suggest, each clear."""

from functools import cache

import numpy as np
import pytest
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


@pytest.mark.parametrize("name", ["baseline", "early_deadline"])
def test_without_an_election_no_fewer_sign_before_3_june(name):
    vote = played(name).calendar.day_number(played("baseline").loaded.scenario.election.date)
    early = [float_column(side(name, s).table, "first_signature") < vote for s in ((), ("election=none",))]
    assert not (early[0] & ~early[1]).mean() > 0.02  # single worlds may differ: see docs/explanation/odd.md
    assert early[1].mean() > early[0].mean()


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
    runs = [("early_deadline", (cost.format(span),)) for span in ("[1, 2.5, 4.5]", "[2, 5, 9]")]
    found = change(*runs)
    assert found["caretaker_signed"].high < 0
    signed = [float_column(side(*r).table, "caretaker_signed") > 0 for r in runs]
    values = [float_column(side(*r).table, "korea_value_fixed")[signed[0] & signed[1]] for r in runs]
    assert np.nanmean(values[1] - values[0]) > 0
