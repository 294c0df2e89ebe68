"""`sim replay`, as a user meets it."""

import json

import pytest
import runs

BASELINE = str(runs.SCENARIOS / "baseline.yaml")


def test_a_world_of_a_scenario_is_written_as_one_page(told, tmp_path):
    file = tmp_path / "talk.html"
    text = told("replay", BASELINE, "--world", 3, "--out", file)
    assert text.startswith("baseline, world 3, seed 1: a deal on 2025-")
    assert text.endswith(f"written     {file}\n")
    assert file.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_saved_run_gives_the_page_of_its_scenario(told, tmp_path):
    words = ("--no-figures", "--out", tmp_path / "r", "--worlds", 4, "--seed", 5)
    told("run", BASELINE, *words)
    told("replay", tmp_path / "r", "--world", 2, "--out", tmp_path / "saved.html")
    told("replay", BASELINE, "--world", 2, "--seed", 5, "--out", tmp_path / "played.html")
    assert (tmp_path / "saved.html").read_bytes() == (tmp_path / "played.html").read_bytes()


def test_two_worlds_of_one_luck_stand_side_by_side(told, tmp_path):
    other, file = runs.SCENARIOS / "no_election.yaml", tmp_path / "two.html"
    lines = told("replay", BASELINE, "--world", 3, "--against", other, "--out", file).splitlines()
    assert [line.split(":")[0] for line in lines[:2]] == ["baseline, world 3, seed 1", "no_election, world 3, seed 1"]


@pytest.mark.parametrize("words", [("scenarios/pace_grid.yaml",), (BASELINE, "--against", "scenarios/pace_grid.yaml")])
def test_a_sweep_in_a_file_is_said_to_be_passed_over(ended, tmp_path, words):
    status, _, err = ended("replay", *words, "--out", tmp_path / "talk.html")
    line = "scenarios/pace_grid.yaml: the sweep in it is passed over, as `sim run` does; `sim sweep` plays it\n"
    assert (status, err) == (0, line)


def test_the_end_is_told_as_json(told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = json.loads(told("replay", BASELINE, "--json"))
    assert found["file"] == "baseline-0.html"
    row = runs.played("baseline", worlds=20).worlds.slice(0, 1).to_pylist()[0]
    assert found["end"]["agreed"] == row["agreed"]
    assert found["end"]["day"] == row["day"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((BASELINE, "--out", "talk.pdf"), "--out must name an HTML file; found talk.pdf"),
        ((BASELINE, "--out", "nowhere/talk.html"), "--out: no such folder: nowhere"),
        (("r", "--world", 9), "r has worlds 0 to 3; found --world 9"),
        (("r", "--seed", 2), "r is a saved run: it has its settings and its seed"),
        (("nothing_here",), "nothing_here"),
    ],
)
def test_what_cannot_be_told_is_refused_in_one_line(told, ended, tmp_path, monkeypatch, words, message):
    told("run", BASELINE, "--no-figures", "--out", tmp_path / "r", "--worlds", 4)
    monkeypatch.chdir(tmp_path)
    status, out, err = ended("replay", *words)
    assert (status, out) == (1, "")
    assert message in err
    assert not [file for file in tmp_path.iterdir() if file.suffix in {".html", ".pdf"}]
