"""What an event does in the worlds in which it happens: against the event played for certain, and by arithmetic."""

import json

import numpy as np
import pyarrow.parquet as pq
import pytest
from places import SCENARIOS
from runs import loaded, played

from sim.analysis.compare import ComparedRun, compare, measure_values, measures
from sim.analysis.where_events_happen import differences_where_events_happen, event_days, worlds_of_events
from sim.reporting.event_text import event_blocks
from sim.runs.run import run

WORLDS = 300
WHAT_IFS = {"court_ruling": "court_ruling", "weak_won": "won_falls", "defence_threat": "troops_demand"}
HALF = {name: f"events.{event}.probability=0.5" for name, event in WHAT_IFS.items()}


def side(name, *settings, label=None):
    found = ComparedRun.of(played(name, *settings, worlds=WORLDS))
    return ComparedRun(label or name, found.scenario, found.table, found.seed)


def rows_of_event(one, other, name):
    return worlds_of_events((one, other), (event_days(one), event_days(other)))[name]


@pytest.mark.parametrize("name", [*WHAT_IFS, "two_stages_ruling", "steel_doubling", "letter", "resignation"])
def test_a_shipped_what_if_plays_its_event_for_certain_and_keeps_its_range(name):
    event = loaded(name).scenario.events[-1]
    assert event.probability.value == 1
    assert event.probability.range in (None, (0, 1))
    assert loaded(name, f"events.{event.name}.probability=0.5").scenario.events[-1].probability.value == 0.5


@pytest.mark.parametrize("name", WHAT_IFS)
def test_where_it_happens_the_rows_are_those_of_the_event_played_for_certain(name):
    """Luck goes by name and world, so that half the worlds are the scenario's and half the baseline's, bit for bit."""
    plain, sure, half = side("baseline"), side(name), side(name, HALF[name])
    rows = rows_of_event(plain, half, WHAT_IFS[name])
    assert abs(rows.mean() - 0.5) < 4 * 0.5 / np.sqrt(WORLDS)
    for measure in measures(sure.scenario):
        held, without, certain = (measure_values(each, measure) for each in (half, plain, sure))
        np.testing.assert_array_equal(held[rows], certain[rows])
        if measure.name != "defence_cost":  # whose tracks are bundled, so that it is on the table elsewhere
            np.testing.assert_array_equal(held[~rows], without[~rows])


def test_a_difference_of_all_worlds_is_the_share_of_the_event_times_that_where_it_happens():
    plain, half = side("baseline"), side("court_ruling", HALF["court_ruling"])
    (found,) = differences_where_events_happen(plain, half)["court_ruling"]
    assert (found.event, found.in_both, found.of) == ("court_ruling", False, WORLDS)
    in_all = {d.measure: d for d in compare(plain, half)["court_ruling"]}
    every = [
        d for d in found.differences if d.measure in ("agreed", "us_worth", "korea_worth", "hyundai_profit_change")
    ]
    assert len(every) == 4
    for d in every:
        assert d.worlds == found.worlds
        assert in_all[d.measure].difference == pytest.approx(d.difference * found.worlds / WORLDS, abs=1e-12)


def test_where_it_happens_is_the_answer_of_the_scenario_and_not_half_of_it():
    plain, sure, half = side("baseline"), side("court_ruling"), side("court_ruling", HALF["court_ruling"])
    name = "reciprocal_tariff"
    whole, watered = ({d.measure: d for d in compare(plain, each)["court_ruling"]}[name] for each in (sure, half))
    (found,) = differences_where_events_happen(plain, half)["court_ruling"]
    there = {d.measure: d for d in found.differences}[name]
    assert there.low < whole.difference < there.high
    assert watered.difference == pytest.approx(whole.difference / 2, rel=0.15)


def test_the_day_is_that_which_the_run_itself_noted():
    outcome = run(loaded("weak_won", HALF["weak_won"]), 40, 3, first=5, recorded=40)
    days = event_days(ComparedRun.of(outcome))["won_falls"]
    noted = {e["world"]: e["day"] for e in outcome.log if e["kind"] == "event" and e["name"] == "won_falls"}
    assert noted
    assert all(days[world - 5] == day for world, day in noted.items())


def test_an_event_that_one_run_lacks_or_that_never_comes_counts_where_it_comes_in_the_other():
    plain, none = side("baseline"), side("no_japan")
    never = side("baseline", "events.japan_deal.probability=0", label="never")
    found = differences_where_events_happen(plain, none, never)
    (one,), (other,) = found["no_japan"], found["never"]
    assert (one.worlds, one.in_both) == (other.worlds, other.in_both)
    assert one.worlds == np.isfinite(event_days(plain)["japan_deal"]).sum()
    assert [vars(d) for d in one.differences] == [vars(d) for d in other.differences]


def test_events_alike_in_both_runs_are_passed_over_and_those_that_do_something_else_are_not():
    plain = side("baseline")
    assert differences_where_events_happen(plain, side("no_election")) == {"no_election": []}
    other = side("baseline", "events.japan_deal.peer.investment=300", label="less")
    (found,) = differences_where_events_happen(plain, other)["less"]
    assert found.in_both
    assert found.worlds == np.isfinite(event_days(plain)["japan_deal"]).sum()
    likelier = side("baseline", "events.japan_deal.probability=0.95", label="likelier")
    (found,) = differences_where_events_happen(plain, likelier)["likelier"]
    days = [np.isfinite(event_days(each)["japan_deal"]) for each in (plain, likelier)]
    assert found.worlds == (days[0] != days[1]).sum()


def test_an_event_of_all_worlds_has_no_table_of_its_own():
    assert differences_where_events_happen(side("baseline"), side("court_ruling")) == {"court_ruling": []}


def test_the_words_say_which_worlds_these_are():
    plain, half = side("baseline"), side("court_ruling", HALF["court_ruling"])
    found, in_all = differences_where_events_happen(plain, half), compare(plain, half)
    (block,) = event_blocks(found["court_ruling"], in_all["court_ruling"])
    count = found["court_ruling"][0].worlds
    assert block.startswith(f"In the {count} of {WORLDS} worlds in which court_ruling happens:\n")
    (line,) = (line for line in block.split("\n") if line.startswith("agreed "))
    assert line.split()[-4] == str(count)


def test_the_folder_holds_what_differs_where_an_event_happens(told, tmp_path):
    out = tmp_path / "made"
    words = ("compare", SCENARIOS / "baseline.yaml", SCENARIOS / "no_japan.yaml", "--worlds", 40, "--no-figures")
    found = json.loads(told(*words, "--json", "--out", out))
    ((event,),) = found["where_events_happen"].values()
    assert (event["event"], event["of"]) == ("japan_deal", 40)
    rows = pq.read_table(out / "where_events_happen.parquet").to_pylist()
    assert {(row.pop("event"), row.pop("against"), row.pop("run")) for row in rows} == {
        ("japan_deal", "baseline", "no_japan")
    }
    assert rows == event["differences"]
