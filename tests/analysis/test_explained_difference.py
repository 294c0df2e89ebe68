"""A difference shared out: settings found, faulty mixtures joined, shares with known values and known signs."""

import numpy as np
import pytest
from runs import loaded

from sim.analysis.explanation import plans
from sim.analysis.explanation.difference import explain
from sim.analysis.explanation.settings import (
    ABSENT,
    changed_settings,
    plain_form,
    played_part,
    with_settings,
    with_sources,
)
from sim.analysis.explanation.subset_runs import PlayedWorlds, play_beside, play_in_turn
from sim.analysis.explanation.units import ScenarioPair, find_sound_units, group_settings
from sim.core.errors import UserError
from sim.reporting.explanation_text import explanation_text
from sim.runs.run import run
from sim.scenario.loading import load

FREE = "korea.governments.caretaker.audience_cost=0"
SURE = "election.honour=certain"
EARLY = "early_deadline_livable"
TWINS = """
extends: baseline.yaml
industry: {accounts_until: 2025-12-31}
more_events:
  - {name: one, date: 2025-06-20, probability: 1, source: test, changes: {deadline.common: {set: -2}}}
  - {name: other, date: 2025-06-20, probability: 1, source: test, changes: {deadline.common: {set: -2}}}
  - {name: idle, date: 2025-06-20, probability: 0, source: test, changes: {deadline.common: {set: -2}}}
"""


def shares(found, measure):
    """Return the shares of an outcome, by change."""
    return {share.change: share for share in outcome_of(found, measure).shares}


def outcome_of(found, measure):
    return next(outcome for outcome in found.outcomes if outcome.measure == measure)


def names(one, other):
    return [setting.name for setting in changed_settings(one.data, other.data)]


def sound_units(name):
    """Return the units in which a variant differs from the baseline."""
    pair = ScenarioPair(loaded("baseline"), loaded(name))
    units = group_settings(changed_settings(pair.one.data, pair.other.data), ())
    return find_sound_units(pair, units, lambda players: plans.plan_of(players).subsets)[0]


# --- settings and units ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variant", "settings"),
    [
        ("no_japan", ["events.japan_deal"]),
        ("no_extension", ["deadline.most", "deadline.after_lapse.go_on"]),
        ("no_election", ["election"]),
        ("strong_caretaker", ["korea.governments.caretaker.audience_cost"]),
        ("early_deadline_livable", ["calendar.deadline", "us.opening", "korea.opening"]),
    ],
)
def test_the_settings_of_a_variant_are_those_of_its_file(variant, settings):
    assert names(loaded("baseline"), loaded(variant)) == settings


def test_what_is_said_beside_figures_makes_no_difference():
    one, other = loaded("baseline"), loaded("baseline", "deadline.common=0.5", "worlds=3", "question=another")
    assert one.data != other.data
    assert names(one, other) == []
    with pytest.raises(UserError, match="do not differ in any setting"):
        explain(one, other)


@pytest.mark.parametrize("name", ["two_stages_ruling", "steel_doubling", "no_election", "japan_played", "no_japan"])
def test_all_changes_together_make_the_other_scenario(name):
    one, other = played_part(loaded("baseline").data), played_part(loaded(name).data)
    changed = changed_settings(one, other)
    mixed = with_settings(with_sources(one, other), changed, other)
    assert plain_form(mixed | {"question": ""}) == plain_form(other | {"question": ""})
    assert list(mixed["issues"]) == list(other["issues"])
    back = with_settings(mixed, changed_settings(mixed, one), one)
    assert plain_form(back) == plain_form(one)


def test_a_change_that_needs_another_is_one_with_it_and_says_why():
    (unit,) = sound_units("steel_doubling")
    assert unit.name == "issues.steel_tariff + events.steel_doubled"
    assert unit.reason.startswith("events.steel_doubled alone is no scenario: events[1].no_deal.steel_tariff: no such")


def test_only_what_needs_each_other_is_joined():
    assert [unit.name for unit in sound_units("two_stages_ruling")] == [
        "issues.shipbuilding.flows.ships.credit_cost",
        "issues.investment.levels",
        "issues.investment.flows",
        "issues.investment_cash + stages",
        "industry.accounts_until",
        "events.ruling + statutes",
    ]


def test_a_group_is_one_change_and_what_is_not_there_is_refused():
    settings = changed_settings(loaded("baseline").data, loaded("early_deadline_livable").data)
    units = group_settings(settings, ["us.opening,korea"])
    assert [unit.name for unit in units] == ["calendar.deadline", "us.opening + korea.opening"]
    with pytest.raises(UserError, match=r"--group us\.tactic: nothing that differs is at us\.tactic"):
        group_settings(settings, ["us.tactic"])


def test_an_event_that_is_gone_is_absent():
    (setting,) = changed_settings(loaded("baseline").data, loaded("no_japan").data)
    assert setting.before["name"] == "japan_deal"
    assert setting.after is ABSENT


# --- shares ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twins(tmp_path_factory):
    """Return an explanation where two events do the same, one never happens, and one setting is not read."""
    file = tmp_path_factory.mktemp("twins") / "twins.yaml"
    file.write_text(TWINS, encoding="utf-8")
    return explain(loaded("baseline"), load(file), ["agreed", "day", "us_worth"], worlds=60, seed=1)


def test_shares_add_up_to_the_difference_that_two_plain_runs_have(twins):
    for outcome in twins.outcomes:
        assert abs(sum(share.value for share in outcome.shares) - outcome.difference) < 1e-12
        by_parts = sum(share.alone for share in outcome.shares) + sum(pair.value for pair in outcome.pairs)
        assert abs(by_parts - outcome.difference) < 1e-12
    plain = run(loaded("baseline"), 60, 1).column("agreed")
    assert outcome_of(twins, "agreed").before == plain.mean()


def test_what_does_nothing_has_exactly_nothing_and_twins_have_the_same(twins):
    for outcome in twins.outcomes:
        held = {share.change: share for share in outcome.shares}
        for idle in ("events.idle", "industry.accounts_until"):
            assert (held[idle].value, held[idle].low, held[idle].high, held[idle].worlds) == (0, 0, 0, 0)
        assert abs(held["events.one"].value - held["events.other"].value) < 1e-12
        assert held["events.one"].worlds > 0
    agreed = shares(twins, "agreed")
    assert agreed["events.one"].value == pytest.approx(outcome_of(twins, "agreed").difference / 2, abs=1e-12)
    assert agreed["events.one"].alone == pytest.approx(outcome_of(twins, "agreed").difference, abs=1e-12)


def test_the_words_name_every_change(twins):
    text = explanation_text(twins)
    assert "from baseline to twins: 4 changes, 16 runs of 60 worlds, paired; seed 1" in text
    for name in ("industry.accounts_until", "events.one", "events.other", "events.idle"):
        assert f"\n  {name}" in text
    assert "day: means over the worlds that have one" in text


@pytest.mark.slow
def test_cost_and_doubt_have_the_shares_that_the_published_shares_of_worlds_give():
    """docs/explanation/validity.md, 20,000 worlds: .313 as is, .614 free, .171 sure, .437 both."""
    other = loaded(EARLY, FREE, SURE)
    found = explain(loaded(EARLY), other, ["caretaker_signed"], worlds=500, seed=1)
    outcome = outcome_of(found, "caretaker_signed")
    cost, doubt = outcome.shares
    (pair,) = outcome.pairs
    by_hand = {
        cost: ((0.614 - 0.313) + (0.437 - 0.171)) / 2,
        doubt: ((0.171 - 0.313) + (0.437 - 0.614)) / 2,
        pair: 0.437 - 0.614 - 0.171 + 0.313,
    }
    for held, value in by_hand.items():
        assert abs(held.value - value) < held.high - held.low  # within four standard errors
    assert cost.low > 0 > doubt.high


@pytest.mark.parametrize(
    ("one", "other", "signs"),
    [
        ("baseline", "no_election", {"agreed": 1, "lapsed": -1, "day": -1}),  # tests/system/test_variants.py
        ("baseline", "no_extension", {"extensions": -1, "day": -1}),
        ("baseline", "weak_enforcement", {"reopened": 1}),  # docs/explanation/theory/enforcement.md
        ("baseline", "long_pause", {"day": 1}),
        ("early_deadline", "early_deadline_livable", {"caretaker_signed": 1}),  # docs/explanation/validity.md
    ],
)
def test_shipped_variants_have_their_known_signs(one, other, signs):
    groups = ["us.opening,korea.opening"] if other == EARLY else []  # what is known of both together
    found = explain(loaded(one), loaded(other), list(signs), groups=groups, worlds=400, seed=1)
    for measure, sign in signs.items():
        outcome = outcome_of(found, measure)
        for held in (outcome, outcome.shares[0]):
            assert min(sign * held.low, sign * held.high) > 0


def test_few_worlds_have_no_interval_and_a_mean_that_is_nobodys_has_no_shares():
    other = loaded("baseline", "deadline.most=0")
    found = explain(loaded("baseline"), other, ["agreed", "ratified", "caretaker_signed"], worlds=6, seed=1)
    share = shares(found, "agreed")["deadline.most"]
    assert share.value is not None
    assert (share.low, share.high) == (None, None)
    none = explain(loaded("baseline", "deadline.most=0"), loaded("baseline"), ["ratified"], worlds=1, seed=1, first=7)
    assert outcome_of(none, "ratified").difference is None
    assert "no world has one in some of the 2 runs" in explanation_text(none)


def test_of_many_changes_some_orders_are_played_and_add_up(monkeypatch):
    monkeypatch.setattr(plans, "EXACT", 2)
    monkeypatch.setattr(plans, "ORDER_PAIRS", 2)
    found = explain(loaded("baseline"), loaded(EARLY), ["agreed", "day"], worlds=40, seed=1)
    assert (found.orders, found.runs <= 8) == (4, True)
    for outcome in found.outcomes:
        assert outcome.pairs is None
        assert abs(sum(share.value for share in outcome.shares) - outcome.difference) < 1e-12
    assert "4 orders of the changes" in explanation_text(found)


@pytest.mark.parametrize(
    ("of", "told"),
    [
        ("agred", "--of agred: no such outcome. Did you mean agreed?"),
        ("us_worth", "it means another thing in each of the two"),
    ],
)
def test_outcomes_that_cannot_be_compared_are_refused(of, told):
    other = loaded("baseline", "reference_weights.us.tariff_revenue=0.9") if of == "us_worth" else loaded("no_japan")
    with pytest.raises(UserError, match=told):
        explain(loaded("baseline"), other, [of], worlds=2)


def test_the_same_again_and_in_other_chunks_of_worlds():
    parts = [explain(loaded("baseline"), loaded("no_japan"), ["us_worth"], worlds=10, seed=1, first=k) for k in (0, 10)]
    whole = explain(loaded("baseline"), loaded("no_japan"), ["us_worth"], worlds=20, seed=1)
    assert np.mean([part.outcomes[0].difference for part in parts]) == pytest.approx(
        whole.outcomes[0].difference, abs=1e-12
    )


def test_runs_beside_each_other_are_those_in_turn():
    scenarios, played = [loaded("baseline"), loaded("no_japan"), loaded("no_election")], PlayedWorlds(12, 1)
    beside, in_turn = (play(scenarios, played, lambda share: None) for play in (play_beside, play_in_turn))
    assert all(one.equals(other) for one, other in zip(beside, in_turn, strict=True))
    assert beside[0].equals(run(scenarios[0], 12, 1).worlds)
