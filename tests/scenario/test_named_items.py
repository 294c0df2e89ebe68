"""A variant, or a setting, changes one item of a list by its name: the rest stays, and faults keep their places."""

import pytest
from places import BASELINE, SCENARIOS

from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.reference.json_schema import json_schema


@pytest.fixture
def written(tmp_path):
    """Return a way to write a variant: its file."""

    def write(text, name="variant.yaml", base=BASELINE):
        file = tmp_path / name
        file.write_text(f"extends: {base}\n{text}", encoding="utf-8")
        return file

    return write


def plain(loaded):
    """Return a scenario as plain values, without where new figures are from."""
    held = loaded.scenario.model_dump()
    for event in held["events"]:
        event["probability"].pop("source")
    return held


def told(file, *settings):
    """Return the line, the path and the message of each fault."""
    with pytest.raises(ScenarioError) as caught:
        load(file, settings)
    return [(fault.line, path_text(fault.path), fault.message) for fault in caught.value.found]


def test_one_event_is_changed_and_all_else_is_as_before(written):
    changed = load(written("events: {japan_deal: {probability: 0}}\n"))
    assert plain(changed) == plain(load(BASELINE, ["events.japan_deal.probability=0"]))
    assert changed.scenario.events[0].probability.range == (0, 1)
    assert changed.scenario.events[0].probability.source == "set in variant.yaml"


def test_parts_of_an_event_merge_and_null_takes_a_key_out(written):
    text = "events: {japan_deal: {date: null, between: [2025-05-01, 2025-06-01], peer: {investment: 300}}}\n"
    (event,) = load(written(text)).scenario.events
    assert (event.date, str(event.between[0])) == (None, "2025-05-01")
    assert event.peer == {"auto_tariff": 15, "reciprocal_tariff": 15, "investment": 300}


@pytest.mark.parametrize("text", ["events: {japan_deal: null}\n", "events: []\n"])
def test_an_event_is_taken_out(written, text):
    found = load(written(text)).scenario
    assert found.model_dump() | {"question": ""} == load(SCENARIOS / "no_japan.yaml").scenario.model_dump() | {
        "question": ""
    }


def test_more_events_come_behind_those_changed_by_name(written):
    more = "more_events: [{name: letter, date: 2025-07-09, probability: 1, letter: true, source: x}]\n"
    file = written("events: {japan_deal: {probability: 1}}\n" + more)
    found = load(file).scenario.events
    assert [(event.name, event.probability.value) for event in found] == [("japan_deal", 1), ("letter", 1)]
    again = written("events: {letter: {date: 2025-07-10}, japan_deal: null}\n", "again.yaml", file)
    (event,) = load(again).scenario.events
    assert (event.name, str(event.date)) == ("letter", "2025-07-10")


def test_a_candidate_is_taken_out_with_its_share_in_the_polls(written):
    text = "election: {candidates: {lee_jun_seok: null}, polls: {shares: {lee_jun_seok: null}}}\n"
    found = load(written(text)).scenario.election
    assert found.candidates == ["lee_jae_myung", "kim_moon_soo"]
    assert list(found.polls.shares) == found.candidates


def test_a_candidate_taken_out_alone_leaves_a_share_that_is_told(written):
    ((line, path, message),) = told(written("election: {candidates: {lee_jun_seok: null}}\n"))
    assert path == "election.polls.shares.lee_jun_seok"
    assert message.startswith("is not a candidate")
    assert line > 0


def test_makers_and_partners_are_changed_by_the_names_they_have(written):
    spec = load(written("carmakers: {gm_korea: null, kia: {yearly_profit: 12}}\n")).scenario
    assert list(spec.carmakers) == ["hyundai", "kia"]
    assert spec.carmakers["kia"].yearly_profit.value == 12
    text = "partners: {eu: {attention: 0.5}}\n"
    spec = load(written(text, base=SCENARIOS / "japan_and_eu_played.yaml")).scenario
    assert spec.partners["eu"].attention.value == 0.5


def test_names_that_are_not_there_and_what_is_no_change_are_told_at_their_lines(written):
    text = "events:\n  japan_deall: null\n  japan_deal: 3\nelection:\n  candidates: {kim_moon_soo: 3, nobody: null}\n"
    assert told(written(text)) == [
        (3, "events.japan_deall", "no such event. Did you mean japan_deal? A new one stands under `more_events`"),
        (4, "events.japan_deal", "must be a block of what differs, or null, which takes the item out; found 3"),
        (6, "election.candidates.kim_moon_soo", "must be null, which takes the item out; found 3"),
        (
            6,
            "election.candidates.nobody",
            "no such candidate. Known: lee_jae_myung, kim_moon_soo, lee_jun_seok. For a new one state the whole list "
            "anew",
        ),
    ]


def test_faults_within_a_changed_event_are_told_where_they_were_written(written):
    first = written("more_events:\n  - {name: letter, date: 2025-07-09, probability: 2, letter: true, source: x}\n")
    second = written("events:\n  japan_deal: null\n  letter:\n    datum: 3\n", "second.yaml", first)
    with pytest.raises(ScenarioError) as caught:
        load(second)
    found = {(fault.file.rsplit("/", 1)[-1], fault.line, path_text(fault.path)) for fault in caught.value.found}
    assert found == {("second.yaml", 5, "events[0].datum"), ("variant.yaml", 3, "events[0].probability")}


def test_a_key_that_cannot_be_read_is_told_once(written):
    assert [line for line, *_ in told(written("events:\n  japan_deal: {probability: 010}\n"))] == [3]


def test_a_whole_file_states_its_events_as_a_list(written):
    assert "must be a list: [a, b]" in told(BASELINE, "events={japan_deal: {probability: 0}}")[0][2]


@pytest.mark.parametrize(
    ("setting", "left"),
    [("events.japan_deal=null", ["letter"]), ("events.0=null", ["letter"]), ("events.letter=null", ["japan_deal"])],
)
def test_a_setting_takes_an_item_out(setting, left):
    assert [event.name for event in load(SCENARIOS / "letter.yaml", [setting]).scenario.events] == left


def test_lines_follow_items_that_move_up_when_one_is_taken_out():
    ((line, path, _),) = told(SCENARIOS / "letter.yaml", "events.japan_deal=null", "events.letter.datum=3")[:1]
    assert (line, path) == (0, "events.letter.datum")
    letter = load(SCENARIOS / "letter.yaml", ["events.japan_deal=null", "events.0.probability=0.5"]).scenario.events
    assert letter[0].probability.value == 0.5


def test_a_star_stands_for_every_key_and_every_item():
    spec = load(SCENARIOS / "letter.yaml", ["korea.governments.*.tactic=null", "events.*.probability=0.5"]).scenario
    assert [government.tactic for government in spec.party_b.governments.values()] == [None] * 4
    assert [event.probability.value for event in spec.events] == [0.5, 0.5]
    assert load(SCENARIOS / "letter.yaml", ["events.*=null"]).scenario.events == []


def test_a_star_that_stands_for_nothing_is_told():
    ((_, path, message),) = told(SCENARIOS / "no_japan.yaml", "events.*.probability=0")
    assert (path, message) == ("events.*.probability", "* stands for every key or item that there is: here is none")


def test_the_schema_for_editors_knows_both_forms_in_a_variant_and_one_in_a_whole_file():
    defs = json_schema()["$defs"]
    forms = defs["ScenarioDifference"]["properties"]["events"]["anyOf"]
    assert [form["type"] for form in forms] == ["array", "object"]
    assert defs["Scenario"]["properties"]["events"]["type"] == "array"
    forms = defs["ElectionPartDifference"]["properties"]["candidates"]["anyOf"]
    assert forms[1]["additionalProperties"] == {"type": "null"}
