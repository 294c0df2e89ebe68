"""Which file a name means: the one in the folder, else the one that comes with the program; and what is told of it."""

import logging
import os

import pytest
from places import BASELINE, SCENARIOS

from sim.scenario.faults import ScenarioError
from sim.scenario.listing import FAULTY, known_scenarios
from sim.scenario.loading import load
from sim.scenario.shipped import find_scenario, shown_file
from sim.scenario.sweep.scenarios import check_swept_scenarios
from sim.sweeps.designs.registry import design_of

OWN = "question: Of my own?\nextends: {}\n"


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def notes(monkeypatch, caplog):
    """Return a way to read what is told of files since it was last read."""
    log = logging.getLogger("sim")
    monkeypatch.setattr(log, "handlers", [caplog.handler])
    monkeypatch.setattr(log, "propagate", False)
    caplog.set_level(logging.INFO, "sim")

    def read():
        found = [record.getMessage() for record in caplog.records]
        caplog.clear()
        return found

    return read


def write(file, base="baseline.yaml", more=""):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(OWN.format(base) + more, encoding="utf-8")
    return file


def fault(file):
    with pytest.raises(ScenarioError) as wrong:
        load(file)
    return str(wrong.value)


@pytest.mark.parametrize("name", ["baseline", "baseline.yaml", "scenarios/baseline.yaml", "./baseline.yaml"])
def test_a_shipped_scenario_is_found_by_any_of_its_names(empty, notes, name):
    assert find_scenario(name).samefile(BASELINE)
    told = name.removeprefix("./").removesuffix(".yaml")
    assert notes() == [f"{told}.yaml is the one that comes with the program"]
    assert load(name).shown == "baseline.yaml (shipped)"


@pytest.mark.parametrize("name", ["../baseline.yaml", "scenarios/../baseline.yaml", "other/baseline.yaml", "", "data"])
def test_a_name_that_leads_elsewhere_finds_no_shipped_scenario(empty, name):
    assert find_scenario(name) == empty.__class__(name)


def test_a_file_of_ones_own_wins_and_its_folder_scenarios_comes_next(empty, notes):
    write(empty / "scenarios" / "baseline.yaml", "early_vote.yaml")
    assert load("baseline").name == "scenarios/baseline.yaml"
    assert notes()[0] == "baseline.yaml is the one in scenarios, not the one of the program"
    write(empty / "baseline.yaml", "early_vote.yaml")
    assert load("baseline").name == "baseline.yaml"
    assert notes()[0] == "baseline.yaml is the one in this folder, not the one of the program"


def test_a_copy_that_holds_the_same_is_no_doubt(empty, notes):
    (empty / "baseline.yaml").write_bytes(BASELINE.read_bytes())
    load("baseline.yaml")
    assert notes() == ["data/us_car_market_2024.csv is the one that comes with the program"]


def test_a_folder_of_the_name_hides_no_shipped_scenario(empty):
    (empty / "baseline").mkdir()
    assert find_scenario("baseline").samefile(BASELINE)


@pytest.mark.parametrize("base", ["baseline.yaml", "baseline", "scenarios/baseline.yaml"])
def test_a_scenario_in_any_folder_extends_a_shipped_one(empty, base):
    assert load(write(empty / "a" / "b" / "mine.yaml", base)).scenario.events == load(BASELINE).scenario.events


def test_what_stands_beside_the_file_that_names_it_comes_before_the_shipped(empty):
    write(empty / "a" / "baseline.yaml", "early_vote.yaml", "worlds: 7\n")
    write(empty / "baseline.yaml", "early_vote.yaml", "worlds: 8\n")
    assert load(write(empty / "a" / "mine.yaml")).scenario.worlds == 7
    assert load("early_vote").scenario.worlds == load(BASELINE).scenario.worlds  # which extends the one beside itself


def test_a_missing_file_two_steps_below_is_told_where_it_is_named(empty):
    write(empty / "a" / "second.yaml", "nowhere_at_all.yaml")
    said = fault(write(empty / "first.yaml", "a/second.yaml"))
    assert "a/second.yaml line 2  extends\n      nowhere_at_all.yaml: no such file." in said


@pytest.mark.parametrize("name", ["mysecond", "first", "mine_too"])
def test_who_names_a_missing_file_is_never_said_to_be_meant(empty, name):
    write(empty / "below.yaml", f"{name}x.yaml")
    said = fault(write(empty / f"{name}.yaml", f"{name}x.yaml"))
    assert f"Did you mean {name}.yaml" not in said
    above = fault(write(empty / f"{name}.yaml", "below.yaml"))
    assert f"{name}.yaml" not in above.split("no such file.")[1]


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("baselin.yaml", "baseline.yaml"),
        ("Baseline.yaml", "baseline.yaml"),
        ("EARLY_VOTE", "early_vote.yaml"),
        ("baseline.yml", "baseline.yaml"),
        ("my_owm.yaml", "my_own.yaml"),
    ],
)
def test_the_nearest_names_are_those_here_and_the_shipped(empty, wanted, meant):
    write(empty / "my_own.yaml")
    assert f"{wanted}: no such file. Did you mean {meant}" in fault(write(empty / "x.yaml", wanted))


def test_a_circle_through_a_name_of_the_program_says_how_it_is_broken(empty):
    said = fault(write(empty / "baseline.yaml"))
    assert "goes in a circle: baseline.yaml -> baseline.yaml. To extend the baseline.yaml that comes" in said
    assert "give the file here another name" in said


def test_files_in_a_row_are_counted(empty):
    for k in range(25):
        write(empty / f"f{k}.yaml", f"f{k + 1}.yaml")
    write(empty / "f25.yaml")
    assert "more than 20 files in a row" in fault(empty / "f0.yaml")
    assert load(empty / "f10.yaml").scenario == load(BASELINE, ["question=Of my own?"]).scenario


def test_a_sweep_of_ones_own_takes_shipped_scenarios_and_those_beside_it(empty):
    write(empty / "own" / "no_election.yaml", more="election: none\nworlds: 9\n")
    over = "sweep:\n  design: grid\n  over: {scenario: {values: [early_vote.yaml, no_election]}}\n"
    loaded = load(write(empty / "own" / "both.yaml", more=over))
    check_swept_scenarios(loaded)
    assert design_of(loaded).points == 2


def test_a_shipped_sweep_is_read_by_its_name_with_the_scenarios_beside_it(empty):
    write(empty / "early_vote.yaml", "nowhere.yaml")  # not beside the sweep that names one of this name
    loaded = load("calendars")
    check_swept_scenarios(loaded)
    assert design_of(loaded).points == design_of(load(SCENARIOS / "calendars.yaml")).points


def test_what_can_be_named_is_listed_own_files_first(empty):
    write(empty / "mine.yaml")
    write(empty / "scenarios" / "more.yaml")
    (empty / "broken.yaml").write_text("question: [\n", encoding="utf-8")
    (empty / "other.yaml").write_text("services: {web: 1}\n", encoding="utf-8")
    found = known_scenarios()
    assert list(found)[:4] == ["broken.yaml", "mine.yaml", "scenarios/more.yaml", "baseline.yaml"]
    assert (found["broken.yaml"], found["mine.yaml"]) == (FAULTY, "Of my own?")
    assert "other.yaml" not in found
    assert set(found) >= {file.name for file in SCENARIOS.glob("*.yaml")}
    assert [name for name in known_scenarios(SCENARIOS.parent) if os.sep not in name] == []


def test_a_shipped_file_is_shown_by_its_name_and_others_as_they_are():
    assert shown_file(str(SCENARIOS / "data" / "x.csv")) == "data/x.csv (shipped)"
    assert shown_file("scenarios/baseline.yaml") == "scenarios/baseline.yaml"
    assert shown_file("/elsewhere/baseline.yaml") == "/elsewhere/baseline.yaml"
