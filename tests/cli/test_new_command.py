"""`sim new`: a variant or a copy of a scenario, which replaces nothing unasked and leaves nothing half-written."""

import re
from pathlib import Path

import pytest
from command import command
from places import BASELINE, SCENARIOS

from sim.core.errors import UserError
from sim.scenario.loading import load
from sim.scenario.new_file import write_scenario

SHIPPED = sorted(file.stem for file in SCENARIOS.glob("*.yaml"))


@pytest.fixture
def empty(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder):
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


def refused(*arguments, **named):
    with pytest.raises(UserError) as wrong:
        write_scenario(*arguments, **named)
    return str(wrong.value)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_variant_of_any_shipped_scenario_is_that_scenario_but_for_its_question(empty, name):
    assert write_scenario(Path("mine"), Path(name)) == [Path("mine.yaml")]
    new, old = load("mine.yaml"), load(SCENARIOS / f"{name}.yaml")
    assert new.data | {"question": ""} == old.data | {"question": ""}
    assert names(empty) == ["mine.yaml"]


def test_what_a_variant_shows_as_an_example_can_be_played(empty):
    write_scenario(Path("mine.yaml"), Path("baseline"))
    text = Path("mine.yaml").read_text(encoding="utf-8")
    head, example = text.split("without the hashes:\n#\n")
    Path("mine.yaml").write_text(f"{head}\n" + re.sub(r"(?m)^# ", "", example), encoding="utf-8")
    scenario = load("mine.yaml").scenario
    assert (scenario.worlds, scenario.party_b.tactic.timed.beta.value) == (1000, 0.5)


def test_a_whole_copy_brings_the_table_it_names_and_is_the_scenario_itself(empty):
    written = write_scenario(Path("baseline.yaml"), Path("baseline"), whole=True)
    assert written == [Path("data/us_car_market_2024.csv"), Path("baseline.yaml")]
    assert Path("baseline.yaml").read_bytes() == BASELINE.read_bytes()
    assert load("baseline.yaml").scenario == load(BASELINE).scenario


def test_nothing_is_replaced_unless_that_is_asked_for(empty):
    Path("mine.yaml").write_text("mine", encoding="utf-8")
    assert "mine.yaml exists; nothing was written" in refused(Path("mine"), Path("baseline"))
    assert Path("mine.yaml").read_text(encoding="utf-8") == "mine"
    write_scenario(Path("mine"), Path("baseline"), force=True)
    assert load("mine.yaml").scenario.events == load(BASELINE).scenario.events


def test_a_table_of_ones_own_is_not_replaced_and_then_nothing_is_written(empty):
    Path("data").mkdir()
    Path("data/us_car_market_2024.csv").write_text("mine", encoding="utf-8")
    assert "data/us_car_market_2024.csv exists" in refused(Path("mine"), Path("baseline"), whole=True)
    assert names(empty) == ["data/us_car_market_2024.csv"]


@pytest.mark.parametrize(
    ("name", "source", "said"),
    [
        ("no/mine.yaml", "baseline", "no such folder: no"),
        ("folder.yaml", "baseline", "folder.yaml is a folder"),
        ("baseline.yaml", "baseline", "would extend itself"),
        ("own.yaml", "own.yaml", "own.yaml is what own.yaml is made of"),
        ("own.yaml", "below.yaml", "own.yaml is what below.yaml is made of"),
        ("sub/mine.yaml", "early_vote", "would extend the early_vote.yaml beside it"),
        ("mine.yaml", "nowhere", "no such file"),
        ("mine.yaml", "broken.yaml", "1 fault"),
    ],
)
def test_what_would_not_be_read_as_meant_is_refused_and_nothing_is_written(empty, name, source, said):
    Path("folder.yaml").mkdir()
    Path("sub").mkdir()
    Path("sub/early_vote.yaml").write_text("question: q\nextends: baseline.yaml\n", encoding="utf-8")
    Path("own.yaml").write_text("question: q\nextends: baseline.yaml\n", encoding="utf-8")
    Path("below.yaml").write_text("question: q\nextends: own.yaml\n", encoding="utf-8")
    Path("broken.yaml").write_text("extends: baseline.yaml\nworlds: many\n", encoding="utf-8")
    before = names(empty)
    assert said in refused(Path(name), Path(source), force=True)
    assert names(empty) == before


def test_a_variant_in_another_folder_names_the_file_from_there(empty):
    (empty / "a" / "b").mkdir(parents=True)
    Path("own.yaml").write_text("question: q\nextends: baseline.yaml\nworlds: 11\n", encoding="utf-8")
    write_scenario(Path("a/b/mine.yaml"), Path("own.yaml"))
    assert load("a/b/mine.yaml").scenario.worlds == 11
    assert "extends: ../../own.yaml\n" in Path("a/b/mine.yaml").read_text(encoding="utf-8")


def test_the_command_says_what_it_wrote_and_what_comes_next(empty):
    done = command("new", "mine.yaml", "--from", "early_vote", cwd=empty)
    assert (done.returncode, done.stdout) == (0, "written  mine.yaml\nChange it, then: sim check mine.yaml\n")
    assert done.stderr == "early_vote.yaml is the one that comes with the program\n"
    again = command("new", "mine.yaml", cwd=empty)
    assert (again.returncode, again.stdout) == (1, "")
