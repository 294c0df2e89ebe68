"""Settings that something else overrides are said, with a setting that works; all others are not."""

import numpy as np
import pytest
from places import BASELINE, SCENARIOS
from runs import played

from sim.scenario.loading import load
from sim.scenario.overridden import overridden_in_sweep
from sim.sweeps.execution.planning import PlanRequest, plan_sweep

FOR_ALL = "korea.governments.*.tactic=null"
FIRM, SOFT = "korea.tactic.timed.beta=0.1", "korea.tactic.timed.beta=1"
SHIPPED = sorted(SCENARIOS.glob("*.yaml"))


def said(name, *settings):
    return load(SCENARIOS / f"{name}.yaml", settings).overridden


def of_sweep(name, *settings):
    loaded = load(SCENARIOS / f"{name}.yaml", settings)
    return overridden_in_sweep(loaded.scenario, loaded.stated, settings)


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_no_shipped_scenario_states_what_something_else_overrides(file):
    loaded = load(file)
    assert not [*loaded.overridden, *overridden_in_sweep(loaded.scenario, loaded.stated, [])]


def test_a_tactic_of_korea_says_who_bids_by_it_and_what_sets_all():
    (sentence,) = said("baseline", FIRM)
    assert sentence == (
        "korea.tactic is played by caretaker only: lee_jae_myung, kim_moon_soo and lee_jun_seok bid by tactics of "
        "their own. For all: --set 'korea.governments.*.tactic=null' beside it; for one: "
        "--set korea.governments.lee_jae_myung.tactic.timed.beta=..."
    )


@pytest.mark.slow
def test_what_the_sentence_names_moves_the_outcome_and_what_it_warns_of_does_not():
    """By Faratin's curve a firmer side gives less; where nobody signs before the vote, Korea's own tactic is idle."""
    base, alone = (played("baseline", *settings, worlds=300).worlds for settings in ((), (FIRM,)))
    agreed = [table.column("agreed").to_numpy() for table in (base, alone)]
    assert np.mean(agreed[0] != agreed[1]) < 0.02
    firm, soft = (played("baseline", FOR_ALL, setting, worlds=300) for setting in (FIRM, SOFT))
    assert soft.column("agreed").mean() > firm.column("agreed").mean() + 0.05
    assert not said("baseline", FOR_ALL, FIRM)


def test_for_one_government_its_own_path_works():
    named = "korea.governments.lee_jae_myung.tactic.timed.beta=1"
    assert not said("baseline", named)
    base, one = (played("baseline", *settings, worlds=300) for settings in ((), (named,)))
    won = np.array(base.worlds.column("winner").to_pylist()) == "lee_jae_myung"
    moved = base.column("agreed") != one.column("agreed")
    assert moved[won].any()
    assert not moved[~won].any()


def test_whoever_states_tactics_for_all_who_have_their_own_knows():
    own = [f"korea.governments.{name}.tactic=micro" for name in ("lee_jae_myung", "kim_moon_soo", "lee_jun_seok")]
    assert not said("baseline", "korea.tactic=micro", *own)
    (sentence,) = said("baseline", "korea.tactic=micro", *own[:2])
    assert "only: lee_jun_seok bids by a tactic of its own" in sentence


def test_without_a_vote_korea_bids_by_its_own_tactic_and_candidates_never_govern():
    assert not said("no_election", FIRM)
    (sentence,) = said("no_election", "korea.governments.lee_jae_myung.tactic=micro")
    assert sentence.startswith("korea.governments.lee_jae_myung never governs here")
    (sentence,) = said("no_election", "korea.governments.caretaker.audience_cost=0")
    assert sentence.endswith("counts only while a vote is pending, and none is to come here")
    assert not said("baseline", "korea.governments.caretaker.audience_cost=0")


def test_a_winners_audience_cost_names_that_of_whoever_waits_for_the_vote():
    (sentence,) = said("baseline", "korea.governments.lee_jae_myung.audience_cost={value: 3, source: assumed}")
    assert "--set korea.governments.caretaker.audience_cost=..." in sentence
    assert not said("resignation", "korea.governments.second_caretaker.audience_cost=0")


def test_what_others_cars_pay_holds_until_a_peers_deal():
    (sentence,) = said("baseline", "market.tariffs.JP=15")
    assert "holds until events.japan_deal sets it anew" in sentence
    assert not said("baseline", "market.tariffs.EU=15")
    assert not said("no_japan", "market.tariffs.JP=15")
    sentences = said("japan_and_eu_played", "market.tariffs.JP=15", "market.tariffs.EU=15")
    assert [("japan" in each, "eu," in each) for each in sentences] == [(True, False), (False, True)]


def test_a_figure_that_an_event_sets_holds_up_to_that_day():
    (sentence,) = said("weak_won", "industry.exchange_rate=1400")
    assert sentence.startswith("industry.exchange_rate holds until events.won_falls sets it anew")
    assert not said("weak_won", "korea.weights.fx_strain=1")  # which the event scales


def test_an_issue_cannot_be_kept_off_the_table_of_bundled_tracks():
    (sentence,) = said("bundled_defence", "issues.defence_cost.on_table=false")
    assert sentence.endswith("to keep it off: --set bundled=false")
    assert not said("baseline", "issues.defence_cost.on_table=true")


def test_a_variants_own_tactic_is_said_and_that_of_the_file_it_extends_is_not(tmp_path):
    one = tmp_path / "one.yaml"
    one.write_text(f"extends: {BASELINE}\nkorea: {{tactic: micro}}\n", encoding="utf-8")
    two = tmp_path / "two.yaml"
    two.write_text("extends: one.yaml\nworlds: 10\n", encoding="utf-8")
    assert len(load(one).overridden) == 1
    assert not load(two).overridden
    assert not load(BASELINE).overridden


def test_factors_of_a_sweep_are_said_and_settings_that_a_factor_overrides():
    over = "sweep={design: grid, worlds_per_point: 2, over: {korea.tactic.timed.beta: {values: [0.1, 1]}}}"
    (sentence,) = of_sweep("baseline", over)
    assert sentence.startswith("korea.tactic is played by caretaker only")
    assert not of_sweep("baseline", over, FOR_ALL)
    (sentence,) = of_sweep("pace_grid", "us.tactic.timed.beta=0.5")
    assert sentence == (
        "us.tactic.timed.beta is set, but us.tactic.timed.beta is swept: each point states its own; to set it, take "
        "the factor out: --set sweep.over.us.tactic.timed.beta=null"
    )


def test_a_sweep_says_it_when_it_is_planned(caplog):
    over = "sweep={design: grid, worlds_per_point: 2, over: {korea.tactic.timed.beta: {values: [0.1, 1]}}}"
    plan_sweep(PlanRequest(BASELINE, (over,), None, None, None, 1, "a test"))
    plan_sweep(PlanRequest(BASELINE, (over, FOR_ALL), None, None, None, 1, "a test"))
    assert [record.message[:38] for record in caplog.records] == ["korea.tactic is played by caretaker on"]


def test_the_command_says_it_on_the_error_stream_alone(ended, tmp_path):
    words = ("run", BASELINE, "--worlds", 2, "--no-figures", "--json", "--out", tmp_path / "made", "--set", FIRM)
    status, out, err = ended(*words)
    assert status == 0
    assert out.startswith("{")
    assert err.count("korea.tactic is played by caretaker only") == 1
    pair = ("compare", BASELINE, BASELINE, "--worlds", 2, "--no-figures", "--json", "--out", tmp_path / "pair")
    assert ended(*pair, "--set", FIRM)[2].count("korea.tactic is played by") == 1
    assert "korea.tactic is played by" in ended("check", BASELINE, "--set", FIRM)[2]
