"""The structural ensemble: what is declared, the verdict by hand, circumstances as set, a small run, the command."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import runs
from command import command
from places import BASELINE, SCENARIOS
from scipy import stats

from sim.analysis.validation.structures import (
    Structure,
    StructureTask,
    choices,
    declared_structures,
    judge_all,
    play_structures,
)
from sim.analysis.validation.structures.circumstances import circumstances, day_of_vote, twice_quantity
from sim.analysis.validation.structures.headlines import (
    HEADLINES,
    Headline,
    columns_read,
    party_b_value,
    read_before_vote,
    signed_early,
)
from sim.analysis.validation.structures.structure_runs import play_task
from sim.analysis.validation.structures.verdict import judge_structure
from sim.core.errors import UserError
from sim.reporting.structures_text import structures_lines
from sim.runs.run import run
from sim.scenario.loading import load
from sim.scenario.schema.quantity import Quantity

LOADED = runs.loaded("baseline")
ONE = Structure({"demand": "sure", "offers": "timed"}, BASELINE, ())
OTHER = Structure({"demand": "waiting", "offers": "timed"}, BASELINE, ())
VOTE = 55


def value_result(sign=1):
    return Headline("terms", "before", "after", party_b_value, sign, "bn USD a year", "theory")


def early_result():
    return Headline("delay", "before", "after", signed_early, -1, "share", "theory")


def values(*figures):
    return {"party_b_value_fixed": np.array(figures, dtype=float)}


def words(before, after, headline):
    """Return the only verdict from two runs made by hand."""
    (verdict,) = judge_structure(ONE, {"before": before, "after": after}, VOTE, [headline])
    return verdict


# --- the verdict --------------------------------------------------------------------------------


def test_a_difference_that_is_the_same_everywhere_holds_on_its_side_and_is_the_opposite_on_the_other():
    before, after = values(*[1.0] * 40), values(*[1.5] * 40)
    found = words(before, after, value_result(+1))
    assert (found.word, found.worlds, found.moved) == ("holds", 40, 40)
    assert (found.difference, found.low95, found.high95) == (0.5, 0.5, 0.5)
    assert words(before, after, value_result(-1)).word == "opposite"
    assert words(after, before, value_result(-1)).word == "holds"


def test_differences_that_cancel_are_open():
    before, after = values(*[0.0] * 40), values(*[1.0, -1.0] * 20)
    found = words(before, after, value_result())
    assert (found.difference, found.word) == (0.0, "open")
    assert found.low95 < 0 < found.high95


def test_only_worlds_with_a_deal_in_both_are_compared_and_thirty_are_needed():
    nan = np.nan
    before = values(*[1.0] * 30, nan, 1.0)
    after = values(*[2.0] * 30, 2.0, nan)
    assert (words(before, after, value_result()).worlds, words(before, after, value_result()).word) == (30, "holds")
    fewer = values(*[2.0] * 29, nan, 2.0, nan)
    assert (words(before, fewer, value_result()).worlds, words(before, fewer, value_result()).word) == (29, "few")
    none = values(*[nan] * 32)
    assert (words(before, none, value_result()).difference, words(before, none, value_result()).word) == (None, "few")


def test_a_share_needs_as_many_worlds_that_differ_as_an_exact_test_of_signs_needs_to_reject():
    fewest = next(n for n in range(1, 20) if stats.binomtest(0, n).pvalue < 0.05)
    never, worlds = np.full(1000, np.nan), np.arange(1000)
    for moved, word in ((fewest - 1, "few"), (fewest, "holds")):
        signed = {"first_signature": np.where(worlds < moved, 30.0, np.nan)}
        found = words(signed, {"first_signature": never}, early_result())
        assert (found.worlds, found.moved, found.word) == (1000, moved, word)
        assert found.difference == pytest.approx(-moved / 1000)


def test_signed_on_the_day_of_the_vote_is_not_before_it():
    days = {"first_signature": np.array([VOTE - 1.0, VOTE, VOTE + 1, np.nan])}
    np.testing.assert_array_equal(signed_early(days, VOTE), [1, 0, 0, 0])


def test_the_interval_is_about_that_of_the_normal_limit():
    gains = np.random.default_rng(3).normal(0.2, 1.0, 400)
    found = words(values(*np.zeros(400)), values(*gains), value_result())
    half = 1.96 * gains.std(ddof=1) / 20
    assert [found.low95, found.high95] == pytest.approx([gains.mean() - half, gains.mean() + half], abs=0.02)


# --- over structures ----------------------------------------------------------------------------


def test_shares_are_of_the_structures_that_are_distinct():
    same = {"before": values(*[1.0] * 40), "after": values(*[2.0] * 40)}
    flipped = {"before": values(*[2.0] * 40), "after": values(*[1.0] * 40)}
    third = Structure({"demand": "expected", "offers": "timed"}, BASELINE, ())
    found = judge_all([ONE, OTHER, third], [same, dict(same), flipped], VOTE, [value_result()])
    (summary,) = found.summaries
    assert (found.structures, found.same_as, found.declared) == ((ONE, third), {"waiting, timed": "sure, timed"}, 3)
    assert (summary.count("holds"), summary.count("opposite"), summary.share) == (1, 1, 0.5)
    lines = structures_lines(found, "hand", 40, 1)
    assert lines[0].startswith("hand: headline results in 2 distinct structures of 3 combinations, 40 worlds each")
    assert lines[3].split()[:8] == ["1", "terms", "+", "1", "1", "0", "0", "50%"]
    assert "+0.000 [-1.000 to +1.000], 0.000 bn USD a year (theory)" in lines[3]
    assert "terms flips in: expected, timed" in lines
    assert lines[-1] == "waiting, timed gives the same as sure, timed"
    assert [line.split() for line in lines[6:8]] == [["sure", "timed", "+"], ["expected", "timed", "-"]]


# --- what is declared ---------------------------------------------------------------------------


def test_every_combination_of_choices_is_declared_once():
    found = [one for one in declared_structures(LOADED, BASELINE) if one.choices["stages"] == "one"]
    assert len(found) == len({one.name for one in found}) == 3 * 3 * 2
    assert all(one.file == BASELINE for one in found)


def test_what_a_structure_sets_is_what_is_played():
    by_name = {one.name: one for one in declared_structures(LOADED, BASELINE)}
    anchored, stated = (
        load(BASELINE, by_name[name].settings).scenario
        for name in ("expected, anchored, equilibrium, one", "sure, livable, timed, one")
    )
    for party in (anchored.party_a, anchored.party_b):
        assert (party.doubt.demand.name, party.opening.name, party.tactic.name) == (
            "expected",
            "anchored",
            "equilibrium",
        )
        assert party.opening.parameters.issues == ["auto_tariff", "reciprocal_tariff"]
    assert all(
        held.tactic is None or held.tactic.name == "equilibrium" for held in anchored.party_b.governments.values()
    )
    assert stated.party_a.tactic == LOADED.scenario.party_a.tactic


def test_two_stages_are_played_where_a_file_beside_the_scenario_extends_it(tmp_path):
    (tmp_path / "mine.yaml").write_text(f"extends: {BASELINE}\n", encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    assert {one.choices["stages"] for one in declared_structures(LOADED, mine)} == {"one"}
    staged = tmp_path / "two_stages.yaml"
    staged.write_text("extends: other.yaml\n", encoding="utf-8")
    assert {one.choices["stages"] for one in declared_structures(LOADED, mine)} == {"one"}
    staged.write_text("extends: mine.yaml\n", encoding="utf-8")
    found = declared_structures(LOADED, mine)
    assert len(found) == 36
    assert [one.file for one in found if one.choices["stages"] == "two"] == [staged] * 18


# --- circumstances ------------------------------------------------------------------------------


def test_a_shipped_scenario_by_its_bare_name_has_its_stages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = declared_structures(LOADED, Path("baseline"))
    assert {one.choices["stages"] for one in found} == {"one", "two"}
    assert len(found) == 36


def test_circumstances_change_what_they_name():
    spec = {name: load(BASELINE, settings).scenario for name, settings in circumstances(LOADED).items()}
    shipped = runs.loaded("early_deadline").scenario
    assert spec["early"].calendar.deadline == shipped.calendar.deadline == date(2025, 5, 29)
    assert [spec[name].election for name in ("no_election", "early_no_election")] == [None, None]
    assert spec["early_honour_certain"].election.honour.name == "certain"
    assert [spec[name].events[0].probability.value for name in ("no_peer", "peer")] == [0, 1]
    assert [spec[name].industry.lobby.value for name in ("no_lobby", "lobby")] == [0, 0.4]
    assert spec["early_cost_doubled"].party_b.governments["caretaker"].audience_cost.triangular == (4, 10, 18)
    assert spec["early_pivot_stricter"].assembly.pivot.threshold.value == 1
    assert day_of_vote(LOADED.scenario) == VOTE
    assert {one for headline in HEADLINES for one in (headline.reference, headline.other)} == set(spec)


def test_twice_a_lognormal_has_twice_the_median_and_the_same_sigma():
    given = Quantity.model_validate({"lognormal": {"median": 0.25, "sigma": 0.5}, "range": [0, 5]})
    assert json.loads(twice_quantity(given)) == {"lognormal": {"median": 0.5, "sigma": 0.5}, "range": [0, 10]}


def test_a_scenario_without_what_is_changed_is_refused_in_one_message():
    with pytest.raises(UserError, match="cannot have: no an election"):
        circumstances(runs.loaded("no_election"))


# --- a small run --------------------------------------------------------------------------------


@pytest.mark.slow
def test_two_structures_in_few_worlds_give_what_runs_give():
    chosen = [one for one in declared_structures(LOADED, BASELINE) if one.name.startswith("sure, livable, timed, one")]
    chosen.append(
        next(one for one in declared_structures(LOADED, BASELINE) if one.name == "waiting, livable, timed, one")
    )
    changed = {name: held for name, held in circumstances(LOADED).items() if name in ("early", "early_no_election")}
    shares = []
    task = StructureTask(BASELINE, ("korea.governments.caretaker.audience_cost=0",), 60, 1, until=VOTE)
    played = play_structures(chosen, changed, task, shares.append, 1)
    assert shares == pytest.approx([0.25, 0.5, 0.75, 1])
    found = judge_all(chosen, played, VOTE, HEADLINES[:1])
    (summary,) = found.summaries
    rules = [f"{side}.{key}" for side in ("us", "korea") for key in ("doubt.demand=sure", "opening=livable")]
    settings = (*rules, "korea.governments.caretaker.audience_cost=0")
    early, free = (runs.played("early_deadline", *settings, *more, worlds=60) for more in ((), ("election=none",)))
    expected = np.mean((early.column("first_signature") < VOTE) * 1.0 - (free.column("first_signature") < VOTE))
    assert summary.verdicts[0].difference == pytest.approx(expected)
    assert expected < 0  # no vote, no doubt


def test_only_runs_read_for_early_signatures_alone_stop_at_the_vote():
    assert read_before_vote(HEADLINES) == {"early_no_election", "early_honour_certain", "early_cost_doubled"}
    assert read_before_vote([early_result()]) == {"before", "after"}
    assert read_before_vote([early_result(), value_result()]) == set()


@pytest.mark.slow
@pytest.mark.parametrize("stages", ["one", "two"])
def test_a_run_that_stops_at_the_vote_and_keeps_no_records_signs_early_as_the_whole_run_does(stages):
    chosen = next(
        one for one in declared_structures(LOADED, BASELINE) if one.name == f"expected, livable, timed, {stages}"
    )
    settings = (*chosen.settings, *circumstances(LOADED)["early_honour_certain"])
    whole = columns_read(run(load(chosen.file, settings), 40, 1))
    free, short = (play_task(StructureTask(chosen.file, settings, 40, 1, until=until)) for until in (None, VOTE))
    for column, held in whole.items():
        np.testing.assert_array_equal(free[column], held)
    np.testing.assert_array_equal(signed_early(short, VOTE), signed_early(whole, VOTE))
    assert signed_early(whole, VOTE).any()


@pytest.mark.slow
def test_processes_give_what_one_gives():
    chosen = declared_structures(LOADED, BASELINE)[:1]
    changed = {name: held for name, held in circumstances(LOADED).items() if name in ("as_is", "no_election")}
    task = StructureTask(BASELINE, (), 5, 1, until=VOTE)
    (alone,), (shared,) = (play_structures(chosen, changed, task, workers=crew) for crew in (1, 2))
    for name in changed:
        for column in alone[name]:
            np.testing.assert_array_equal(alone[name][column], shared[name][column])


def test_pledges_count_ships_once():
    outcome = runs.played("baseline", worlds=60)
    pledged = outcome.column("investment") + outcome.column("shipbuilding")
    np.testing.assert_array_equal(columns_read(outcome)["pledged"], pledged)
    total = runs.played("headline_and_cash", worlds=60)
    np.testing.assert_array_equal(columns_read(total)["pledged"], total.column("investment"))


# --- the command --------------------------------------------------------------------------------


def test_the_command_refuses_a_scenario_that_has_no_vote():
    done = command("validate", "--structures", "--scenario", SCENARIOS / "no_election.yaml", "--worlds", 1)
    assert (done.returncode, done.stdout) == (1, "")
    assert "no an election" in done.stderr


@pytest.mark.slow
def test_the_command_prints_every_result_in_json(monkeypatch, tmp_path):
    monkeypatch.setattr(choices, "DEMANDS", ("sure",))
    monkeypatch.setattr(choices, "OPENINGS", {"livable": "livable"})
    monkeypatch.setattr(choices, "OFFERS", ("timed",))
    monkeypatch.setattr("sim.analysis.validation.structures.structure_runs.usable_cores", lambda: 1)
    scenario = tmp_path / "mine.yaml"
    scenario.write_text(f"extends: {BASELINE}\n", encoding="utf-8")
    done = command("validate", "--structures", "--scenario", scenario, "--worlds", 4, "--json")
    told = json.loads(done.stdout)
    assert (told["combinations"], told["worlds"], told["seed"]) == (1, 4, 1)
    assert [result["result"] for result in told["results"]] == [headline.name for headline in HEADLINES]
    assert all(verdict["verdict"] == "few" for result in told["results"] for verdict in result["structures"])
