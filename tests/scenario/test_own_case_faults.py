"""What is said of a case of one's own that is not sound yet: where it is, and the cure.

Each expected text is written here, beside the fault that was put into a sound file.
"""

import re

import pytest
from command import command
from places import SUPPORT

from sim.runs.chunk import MOST_WORLDS, RunSettings
from sim.scenario.faults import ScenarioError, path_text
from sim.scenario.loading import load
from sim.scenario.party_words import in_value_unit
from sim.scenario.schema.block import is_unit
from sim.scenario.skeleton import skeleton

CASE = (SUPPORT / "river_vote.yaml").read_text(encoding="utf-8")
NAMES = "  upstream: {name: the upper country}\n"
LOWER = "  downstream: {name: the lower country, adjective: lower-country}\n"


def told(folder, *changes):
    """Return path and message of every fault of the case with some of its text changed."""
    text = CASE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    file = folder / "case.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    return {path_text(fault.path): fault.message for fault in caught.value.found}


def test_parties_that_are_not_declared(tmp_path):
    found = told(tmp_path, (f"parties:\n{NAMES}{LOWER}", ""))
    assert "name yours, as `parties: {upstream: {}, downstream: {}}`" in found[""]
    assert "sim new NAME.yaml" in found[""]


def test_a_third_party_is_no_missing_block(tmp_path):
    found = told(tmp_path, (NAMES, f"{NAMES}  third: {{name: a third}}\n"))
    assert "must name two parties" in found["parties"]
    assert not any("lacks the key third" in message for message in found.values())


def test_a_government_in_office_that_is_not_stated(tmp_path):
    found = told(tmp_path, ("  in_office: coalition\n", ""))
    assert "lacks the government in office" in found["downstream.in_office"]
    assert "`in_office: coalition`" in found["downstream.in_office"]


@pytest.mark.parametrize(
    ("path", "change", "rule"),
    [
        ("parties.downstream", ("name: the lower country", "name: the upper country"), "is called as upstream is"),
        ("parties.downstream.name", ("name: the lower country", 'name: "the {a}"'), "must have none of { }"),
        ("issues.release.levels", ("[0, 5, 10, 15,", "[0, 10, 5, 15,"), "must be in order; found 0, 10, 5, 15"),
    ],
)
def test_what_would_be_told_or_played_wrongly(tmp_path, path, change, rule):
    assert rule in told(tmp_path, change)[path]


def test_a_number_with_a_comma_in_a_list_is_told_as_one(tmp_path):
    changes = ("money: [0, 200]", "money: [0, 2,000]"), ("power: [0, -40, -80]", "power: [0, -40,-80]")
    path = "issues.payment.flows.table.components.money[2]"
    assert told(tmp_path, *changes) == {path: "2,000 is two items to YAML: write a number without commas"}


COST, PENALTY = "audience_cost: 3,", "downstream: 1}"
OF_COST, OF_PENALTY = "downstream.governments.coalition.audience_cost", "assembly.void_penalty.downstream"


def test_a_number_with_a_comma_in_a_block_or_alone_is_told_as_one(tmp_path):
    found = told(tmp_path, ("{harvest: 1, ", "{harvest: 1,5, "), ("worlds: 1000", "worlds: 2,000"))
    assert any("1,5 is two entries to YAML: write a number without commas" in message for message in found.values())
    assert found["worlds"] == "must be a whole number; found '2,000'. Write it without commas: 2000"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[0, 500, 1,500]", "[0, 500, 1500]"),
        ("[0, 1,500, 2,250, 2,500]", "[0, 1500, 2250, 2500]"),
        ("[100, 200, 300, 2,500]", "[100, 200, 300, 2500]"),
        ("[0, 500, 500]", None),
        ("[20, 10, 15]", None),
    ],
)
def test_levels_that_a_comma_has_parted_are_told_as_they_were_meant(tmp_path, written, meant):
    found = told(tmp_path, ("[0, 5, 10, 15, 20, 25, 30, 35, 40]", written))["issues.release.levels"]
    assert found.split("; a comma")[1:] == ([f" parts numbers: if these were meant, write {meant}"] if meant else [])


def test_units_beside_values_are_those_in_which_the_case_counts(tmp_path):
    """It counts in mn CHF a year; a penalty is paid once."""
    cost, penalty = "audience_cost: {{value: 3, unit: {}}},", "downstream: {{value: 1, unit: {}}}}}"
    right = CASE.replace(COST, cost.format("mn CHF a year"), 1).replace(PENALTY, penalty.format("mn CHF"), 1)
    file = tmp_path / "right.yaml"
    file.write_text(right, encoding="utf-8")
    assert load(file).scenario.value_unit == "mn CHF a year"
    found = told(tmp_path, (COST, cost.format("bn USD a year")), (PENALTY, penalty.format("mn CHF a year")))
    assert "must be mn CHF a year, or share of the stake; found bn USD a year" in found[OF_COST]
    assert "must be mn CHF, or share of the stake; found mn CHF a year" in found[OF_PENALTY]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("usual", "own"),
    [
        ("bn USD a year", "mn CHF a year"),
        ("bn USD", "mn CHF"),
        ("bn USD a year a point", "mn CHF a year a point"),
        ("bn USD per unit", "mn CHF per unit"),
    ],
)
def test_a_unit_made_of_that_of_values_is_made_of_the_own_one(usual, own):
    assert in_value_unit(usual, "mn CHF a year") == own
    assert is_unit(own, usual)  # it is judged with the whole scenario


def test_a_horizon_before_the_talks_is_told_where_no_deadline_is_stated(tmp_path):
    text = skeleton("mine.yaml", ("buyer", "seller"), ("price", "delivery"))
    text = re.sub(r"(?m)^ *deadline: .*\n", "", text)
    file = tmp_path / "mine.yaml"
    file.write_text(re.sub(r"horizon: \d{4}", "horizon: 2001", text), encoding="utf-8")
    with pytest.raises(ScenarioError) as caught:
        load(file)
    ((path, message),) = {path_text(fault.path): fault.message for fault in caught.value.found}.items()
    assert path == "calendar.horizon"
    assert message.startswith("must be two days after talks, 2026-01-05, or later; found 2001-")


def test_keys_of_a_new_case_that_cannot_be_are_told_alone(tmp_path):
    done = command("new", tmp_path / "mine.yaml", "--parties", "market,election")
    assert done.returncode == 1
    assert "market cannot be the key of a party" in done.stderr
    assert "election cannot be" in done.stderr
    assert "lacks the keys" not in done.stderr


def test_a_slip_in_a_weight_is_one_fault(tmp_path):
    slip = "no issue has this component. Did you mean harvest?"
    assert told(tmp_path, ("{harvest: 1,", "{harvset: 1,")) == {"downstream.weights.harvset": slip}


def test_a_date_that_is_not_read_is_said(tmp_path):
    file = tmp_path / "open.yaml"
    file.write_text(
        "".join(line for line in CASE.splitlines(True) if not line.startswith("deadline:")), encoding="utf-8"
    )
    assert "calendar.deadline is not read" in command("check", file).stdout
    assert "is not read" not in command("check", SUPPORT / "river_vote.yaml").stdout


def test_an_empty_file_is_told_of_the_skeleton(tmp_path):
    file = tmp_path / "empty.yaml"
    file.touch()
    assert "sim new NAME.yaml" in command("check", file).stderr


def test_more_worlds_than_a_run_has():
    done = command("run", SUPPORT / "river_vote.yaml", "--worlds", MOST_WORLDS + 1)
    assert done.returncode == 2
    assert f"at most {MOST_WORLDS:,} worlds" in done.stderr
    with pytest.raises(ValueError, match="in pieces"):
        RunSettings(MOST_WORLDS + 1, 0).check()


@pytest.mark.parametrize("verb", [("show",), ("export", "--csv")])
def test_a_folder_that_is_not_there(tmp_path, verb):
    done = command(verb[0], tmp_path / "nowhere", *verb[1:])
    assert done.returncode == 1
    assert "no such folder" in done.stderr


def test_a_block_below_a_party_is_found_by_its_name():
    said = command("list", "keys", "governments").stdout
    assert "us.governments" in said
    assert "have their keys" in said or "has their keys" in said
