"""The command as a user meets it: help, exit status, JSON, refusals."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from command import command as sim
from places import ROOT, SCENARIOS
from typer.testing import CliRunner

from sim.cli.check import undrawn_lines
from sim.cli.verbs import app_for

BASELINE = str(SCENARIOS / "baseline.yaml")
VERBS = ["check", "run", "sweep", "show", "list", "validate", "score"]


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Return a saved run of eight worlds."""
    out = tmp_path_factory.mktemp("results") / "small"
    done = sim("run", BASELINE, "--worlds", 8, "--seed", 0, "--no-figures", "--out", out)
    assert done.returncode == 0, done.stderr
    return out


LINES = ["worlds", "agreed", "when", "deadline", "offers", "terms", "edge", "value", "division", "duty", "saved"]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_and_stands_in_the_readme(verb):
    text = CliRunner().invoke(app_for([verb]), [verb, "--help"]).stdout
    assert f"sim {verb}" in text
    assert "Example" in text
    assert f"sim {verb}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_run_prints_few_lines_and_where_it_was_saved(tmp_path):
    done = sim("run", BASELINE, "--worlds", 8, "--no-figures", "--out", tmp_path / "a")
    lines = done.stdout.strip().split("\n")
    heads = [line.split()[0] for line in lines if not line.startswith(" ")]
    assert [head for head in heads[1:] if head != "warning"] == LINES
    assert len(lines) <= len(LINES) + 4  # title, two lines that go on, at most one warning
    assert lines[0].startswith("baseline: When do the United States")
    assert lines[-1].endswith(str(tmp_path / "a"))
    assert not done.stderr


def test_without_out_a_new_numbered_folder_is_made(tmp_path):
    for number in (1, 2):
        assert sim("run", BASELINE, "--worlds", 2, "--no-figures", cwd=tmp_path).returncode == 0
        assert (tmp_path / "results" / f"baseline-{number}" / "manifest.json").exists()


def test_a_run_with_figures_saves_them_and_a_report(tmp_path):
    done = sim("run", BASELINE, "--worlds", 30, "--out", tmp_path / "a")
    assert done.returncode == 0, done.stderr
    names = {p.name for p in (tmp_path / "a" / "figures").iterdir()}
    assert names == {"deals.png", "terms.png", "values.png", "offers.png", "carmakers.png"}
    page = (tmp_path / "a" / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/png;base64,") == 7  # two of them in the brief


def test_json_is_one_value_without_time_or_path(tmp_path):
    results = []
    for name in ("a", "b"):
        done = sim("run", BASELINE, "--worlds", 8, "--no-figures", "--out", tmp_path / name, "--json")
        results.append(done.stdout)
    assert results[0] == results[1]
    held = json.loads(results[0])
    assert held["worlds"] == 8
    assert 0 <= held["agreed"] <= 1


def test_show_repeats_the_figures_of_the_run(small):
    shown = json.loads(sim("show", small, "--json").stdout)
    assert shown["worlds"] == 8
    assert sim("show", small).stdout.startswith("baseline: When do")


def test_from_repeats_a_run_exactly(small, tmp_path):
    done = sim("run", "--from", small, "--no-figures", "--out", tmp_path / "again")
    assert done.returncode == 0, done.stderr
    first, again = (pq.read_table(d / "worlds.parquet") for d in (small, tmp_path / "again"))
    assert again.equals(first)
    assert (tmp_path / "again" / "scenario.yaml").read_text() == (small / "scenario.yaml").read_text()


def test_first_and_chunk_and_set_reach_the_run(tmp_path):
    words = ("--worlds", 3, "--first", 5, "--chunk", 2, "--set", "us.weights.headline=1.5", "--no-figures")
    assert sim("run", BASELINE, *words, "--out", tmp_path / "a").returncode == 0
    assert pq.read_table(tmp_path / "a" / "worlds.parquet").column("world").to_pylist() == [5, 6, 7]
    assert "set on the command line" in (tmp_path / "a" / "scenario.yaml").read_text()


def test_a_story_is_told_before_the_ten_lines(tmp_path):
    done = sim("run", BASELINE, "--worlds", 1, "--story", "--no-figures", "--out", tmp_path / "a")
    heading, story = done.stdout.split("\n\n", 1)
    assert heading == "baseline, world 0, seed 1: values in bn USD a year over no deal, as each side counts them"
    assert story.startswith("Week 1, from 24 April: ")
    assert "24 Apr 2025  The delegations meet" in story
    assert story.index(" opens with ") < story.index("\nsaved ")


@pytest.mark.parametrize("words", [("run", BASELINE, "--worlds", 1), ("replay", BASELINE), ("teach",)])
def test_a_name_longer_than_a_system_takes_is_refused_in_words(words, tmp_path):
    name = "x" * 300 + (".html" if words[0] == "replay" else "")
    done = sim(*words, "--out", tmp_path / name)
    assert done.returncode == 1
    assert done.stderr.rstrip().splitlines()[-1].startswith((str(tmp_path / name), f"--out: {tmp_path / name}"))
    assert "cannot be written: File name too long; nothing was run" in done.stderr
    assert "Traceback" not in done.stderr
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (("run", "nowhere.yaml"), 1, "no such file"),
        (("run", BASELINE, "--set", "us.wieghts.headline=1"), 1, "Did you mean weights?"),
        (("run", BASELINE, "--worlds", "0"), 2, "--worlds"),
        (("run", BASELINE, "--seed", "-1"), 2, "--seed"),
        (("run", BASELINE, "--wrlds", "3"), 2, "No such option"),
        (("run",), 2, "SCENARIO"),
        (("run", BASELINE, "--from", "x"), 2, "--from"),
        (("run", "--from", "nowhere"), 1, "no such folder: nowhere"),
        (("show", "nowhere"), 1, "no such folder: nowhere"),
        (("show", BASELINE), 1, "is a file, not a result folder"),
        (("check", "nowhere.yaml"), 1, "no such file"),
        (("list", "nothing"), 2, "Known: rules"),
        (("validate",), 2, "--patterns"),
        (("frobnicate",), 2, "No such command"),
    ],
)
def test_what_is_wrong_is_said_in_one_message_with_the_right_status(words, status, message):
    done = sim(*words)
    assert done.returncode == status
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_an_existing_folder_is_refused_before_the_run(small):
    done = sim("run", BASELINE, "--worlds", 2, "--out", small)
    assert done.returncode == 1
    assert "exists; nothing was run" in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unwritable for root")
def test_an_unwritable_folder_is_told(tmp_path):
    tmp_path.chmod(0o500)
    done = sim("run", BASELINE, "--worlds", 2, "--out", tmp_path / "a")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr


def test_a_place_below_a_file_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    done = sim("run", BASELINE, "--worlds", 2, "--out", tmp_path / "file" / "a")
    assert done.returncode == 1
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_validate_prints_each_pattern_with_its_range():
    done = sim("validate", "--patterns", "--worlds", 60, "--json")
    assert [p["number"] for p in json.loads(done.stdout)] == [1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9, 10, 11]


@pytest.mark.parametrize("what", ["rules", "schema", "columns", "keys", "scenarios"])
def test_list_prints_text_and_json(what):
    assert sim("list", what).stdout.strip()
    json.loads(sim("list", what, "--json").stdout)


def test_a_closed_pipe_is_no_stack_trace():
    command = f"{sys.executable} -c 'from sim.cli import main; main()' list columns | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, cwd=ROOT, check=False)
    assert "Traceback" not in done.stderr


def test_the_shipped_scenarios_are_sound():
    files = sorted(str(p) for p in Path(SCENARIOS).glob("*.yaml"))
    done = sim("check", *files)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(": sound;") == len(files) >= 9


def test_check_counts_plain_numbers_that_have_a_range_and_lists_them_on_request():
    file = str(Path(SCENARIOS) / "baseline.yaml")
    (told,) = json.loads(sim("check", file, "--json").stdout)
    listed = {each["path"]: each for each in told["undrawn"]}
    assert listed["market.elasticity"] == {"path": "market.elasticity", "value": 1, "range": [0.4, 1.5]}
    assert "industry.tau" not in listed  # drawn
    assert f"{len(listed)} plain numbers have a range" in sim("check", file).stdout
    lines = sim("check", file, "--undrawn")
    assert lines.returncode == 0
    assert "  market.elasticity is 1 in every world, 0.4 to 1.5\n" in lines.stdout
    assert lines.stdout.count("in every world,") == len(listed)


def test_check_of_a_question_alone_leads_to_a_skeleton(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("question: What if?\n", encoding="utf-8")
    found = sim("check", file)
    assert found.returncode == 1
    assert "sim new NAME.yaml" in " ".join((found.stdout + found.stderr).split())


def test_check_counts_plain_numbers_with_a_range_only_where_there_are_some():
    assert undrawn_lines([], every=False) == []
    one = [{"path": "deadline.most", "value": 3, "range": [0, 5]}]
    assert undrawn_lines(one, every=False) == [
        "  1 plain number has a range but is the same in every world: --undrawn lists them"
    ]
