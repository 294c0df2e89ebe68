"""`sim compare` as a user meets it: what it prints, saves, draws and refuses."""

import json
import re
import shlex
from inspect import cleandoc
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from command import command
from places import SCENARIOS
from runs import played

from sim.analysis.compare import ComparedRun, compare_by_side
from sim.analysis.comparison_folder import SCHEMA
from sim.cli.compare import free_name
from sim.cli.verbs import find_verb
from sim.reporting.figures import comparison as compared
from sim.reporting.figures import png

BASELINE, FREE = SCENARIOS / "baseline.yaml", SCENARIOS / "no_election.yaml"
SURE = "probability=1"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def refused(ended):
    """Return a way to run the command where it must be refused in one message: the message."""

    def run(*words, status=1):
        left, out, err = ended(*words)
        assert (left, out) == (status, "")
        assert "Traceback" not in err
        return err

    return run


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a saved run of 6 worlds, from world 4 on, that nobody changes."""
    folder = tmp_path_factory.mktemp("run") / "saved"
    words = ("run", BASELINE, "--worlds", 6, "--seed", 3, "--first", 4, "--no-figures", "--out", folder, "--json")
    done = command(*words)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def names(folder):
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


# --- what it says and saves -----------------------------------------------------------------------


def test_a_comparison_is_printed_and_saved(told, tmp_path):
    out = tmp_path / "made"
    text = told("compare", BASELINE, FREE, "--worlds", 8, "--out", out)
    assert names(out) == [
        *("columns.csv", "comparison.parquet", "figures/compared.png", "manifest.json", "report.html", "summary.txt")
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["made"]
    assert text.startswith("8 worlds, paired; seed 1\n")
    assert text.endswith(f"saved       {out}\n")
    assert (out / "summary.txt").read_text().strip() in text
    assert (out / "figures" / "compared.png").read_bytes().startswith(PNG)
    held = json.loads((out / "manifest.json").read_text())
    assert (held["scenarios"], held["worlds"], held["seed"]) == (["baseline", "no_election"], 8, 1)
    made = {"scenario_sha256", "versions", "machine", "commit"}
    assert set(held) == {"command", "scenarios", "worlds", "seed", *made}


def test_the_table_says_which_run_each_row_is_of(told, tmp_path):
    out = tmp_path / "made"
    words = ("compare", BASELINE, FREE, SCENARIOS / "no_japan.yaml", "--worlds", 8, "--no-figures", "--out", out)
    found = json.loads(told(*words, "--json"))
    assert names(out) == [
        *("columns.csv", "comparison.parquet", "manifest.json", "summary.txt", "where_events_happen.parquet")
    ]
    table = pq.read_table(out / "comparison.parquet")
    assert table.schema.equals(SCHEMA)
    rows = table.to_pylist()
    assert {(row.pop("against"), row.pop("run")) for row in rows} == {
        ("baseline", "no_election"),
        ("baseline", "no_japan"),
    }
    assert rows == [d for held in found["compared"].values() for d in held]


def test_json_is_one_value_without_time_or_place_and_the_same_again(told, tmp_path):
    words = ("compare", BASELINE, FREE, "--worlds", 8, "--no-figures", "--json")
    text = told(*words, "--out", tmp_path / "a")
    found = json.loads(text)
    assert list(found) == ["reference", "worlds", "compared", "where_events_happen"]
    assert found["where_events_happen"] == {"no_election": []}
    assert (found["reference"], found["worlds"], list(found["compared"])) == ("baseline", 8, ["no_election"])
    assert str(tmp_path) not in text
    assert text == told(*words, "--out", tmp_path / "b")
    tables = [(tmp_path / name / "comparison.parquet").read_bytes() for name in "ab"]
    assert tables[0] == tables[1]


def test_without_a_place_the_next_number_is_taken(told, tmp_path, monkeypatch):
    words = ("compare", BASELINE, FREE, "--worlds", 2, "--no-figures", "--json")
    monkeypatch.setattr("sim.cli.output.RESULTS", tmp_path)
    told(*words)
    told(*words)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["compare-1", "compare-2"]


def test_scenarios_follow_a_saved_run_wherever_it_stands(told, saved, tmp_path):
    first = json.loads(told("compare", saved, FREE, "--no-figures", "--json", "--out", tmp_path / "a"))
    last = json.loads(told("compare", FREE, saved, "--no-figures", "--json", "--out", tmp_path / "b"))
    assert (first["reference"], first["worlds"], list(first["compared"])) == ("baseline", 6, ["no_election"])
    assert (last["reference"], last["worlds"], list(last["compared"])) == ("no_election", 6, ["baseline"])
    there, back = first["compared"]["no_election"], last["compared"]["baseline"]
    assert [d["difference"] for d in there] == [d["difference"] and -d["difference"] for d in back]


def test_a_saved_run_is_the_scenario_played_in_its_worlds(told, saved, tmp_path):
    found = json.loads(told("compare", saved, BASELINE, "--no-figures", "--json", "--out", tmp_path / "a"))
    assert list(found["compared"]) == ["baseline_2"]
    assert {d["difference"] for d in found["compared"]["baseline_2"]} <= {0, None}


def test_settings_hold_for_all_that_are_played(told, tmp_path):
    words = ("compare", BASELINE, BASELINE, "--worlds", 2, "--set", "us.weights.headline=2", "--no-figures", "--json")
    found = json.loads(told(*words, "--out", tmp_path / "a"))
    assert {d["difference"] for d in found["compared"]["baseline_2"]} <= {0, None}


def test_names_are_numbered_until_they_are_free():
    assert free_name("a", []) == "a"
    assert free_name("a", ["a", "a_2", "b"]) == "a_3"


def test_settings_of_one_run_are_its_own_and_part_of_its_name(told, tmp_path):
    words = ("compare", BASELINE, BASELINE, "--worlds", 8, "--no-figures", "--json")
    own = ("--set-a", "events.japan_deal=null", "--set-b", f"events.japan_deal.{SURE}")
    found = json.loads(told(*words, *own, "--out", tmp_path / "a"))
    other = f"baseline with events.japan_deal.{SURE}"
    assert (found["reference"], list(found["compared"])) == ("baseline with events.japan_deal=null", [other])
    files = (SCENARIOS / "no_japan.yaml", BASELINE, "--set-b", f"events.japan_deal.{SURE}")
    same = json.loads(told("compare", *files, "--worlds", 8, "--no-figures", "--json", "--out", tmp_path / "b"))
    assert found["compared"] == same["compared"]
    assert any(d["difference"] for d in found["compared"][other])


def test_settings_of_all_come_before_those_of_one(told, tmp_path):
    words = ("compare", BASELINE, BASELINE, "--worlds", 4, "--set", "us.weights.headline=2", "--no-figures", "--json")
    found = json.loads(told(*words, "--set-b", "us.weights.headline=2", "--out", tmp_path / "a"))
    assert {d["difference"] for d in found["compared"]["baseline with us.weights.headline=2"]} <= {0, None}


def test_the_words_name_both_runs_and_what_is_set(told, tmp_path):
    words = ("compare", BASELINE, BASELINE, "--worlds", 4, "--no-figures")
    text = told(*words, "--set-b", "events.japan_deal.probability=0", "--out", tmp_path / "a")
    assert "with ..deal.probability=0" in text
    assert "in baseline with events.japan_deal.probability=0" in text


# --- what it refuses ------------------------------------------------------------------------------


@pytest.mark.parametrize("runs", [(BASELINE,), (BASELINE, FREE, FREE)])
@pytest.mark.parametrize("option", ["--set-a", "--set-b"])
def test_settings_of_one_run_take_two_runs(refused, runs, option):
    said = " ".join(refused("compare", *runs, option, "us.weights.headline=2", status=2).replace("│", " ").split())
    assert "--set-a and --set-b go with two runs" in said


def test_a_saved_run_takes_no_settings_of_its_own(refused, saved, tmp_path):
    words = ("compare", FREE, saved, "--set-b", "us.weights.headline=2", "--out", tmp_path / "made")
    assert "--set changes only scenarios that are played" in refused(*words)


def test_one_run_is_refused_and_none_is_an_error_of_the_command(refused):
    assert "give two scenarios or result folders, or more" in refused("compare", BASELINE)
    assert "A B..." in refused("compare", status=2)


def test_a_faulty_scenario_is_refused_before_anything_is_played(refused, tmp_path, monkeypatch):
    monkeypatch.setattr("sim.runs.run.run", lambda *_, **__: pytest.fail("it was played"))
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(f"extends: {BASELINE}\nelektion: none\n")
    assert "elektion" in refused("compare", BASELINE, wrong, "--worlds", 2, "--out", tmp_path / "made")
    assert "nowhere.yaml" in refused("compare", BASELINE, "nowhere.yaml", "--out", tmp_path / "made")
    assert [p.name for p in tmp_path.iterdir()] == ["wrong.yaml"]


def test_a_place_that_is_taken_is_refused_and_replaced_with_force(refused, told, tmp_path):
    out = tmp_path / "made"
    words = ("compare", BASELINE, FREE, "--worlds", 2, "--no-figures", "--json", "--out", out)
    told(*words)
    before = (out / "manifest.json").read_text()
    assert "exists; nothing was run" in refused(*words)
    assert (out / "manifest.json").read_text() == before
    told(*words, "--seed", 5, "--force")
    assert json.loads((out / "manifest.json").read_text())["seed"] == 5
    assert [p.name for p in tmp_path.iterdir()] == ["made"]


def test_a_run_that_is_read_is_not_replaced(refused, saved):
    assert "which is read" in refused("compare", saved, FREE, "--out", saved, "--force")
    assert (saved / "worlds.parquet").is_file()


def test_a_place_that_appears_meanwhile_is_left_alone(refused, tmp_path, monkeypatch):
    out = tmp_path / "made"

    def meanwhile(*_):
        out.mkdir()
        (out / "manifest.json").write_text("of another")
        return "words"

    monkeypatch.setattr("sim.reporting.comparison_text.comparison_block", meanwhile)
    words = ("compare", BASELINE, FREE, "--worlds", 2, "--no-figures", "--out", out)
    assert "could not be written" in refused(*words)
    assert (out / "manifest.json").read_text() == "of another"
    assert [p.name for p in tmp_path.iterdir()] == ["made"]


def test_a_place_that_cannot_be_written_is_refused(refused, tmp_path):
    (tmp_path / "file").write_text("no folder")
    message = refused("compare", BASELINE, FREE, "--worlds", 2, "--out", tmp_path / "file" / "made")
    assert "cannot be written" in message
    assert "nothing was run" in message


def test_a_saved_run_is_not_changed(refused, saved, tmp_path):
    for words, message in (
        (("--set", "us.weights.headline=2"), "is a saved run: --set changes only scenarios that are played"),
        (("--worlds", 5), "has worlds 6, not 5: leave out --worlds"),
        (("--seed", 4), "has seed 3, not 4: leave out --seed"),
    ):
        assert message in refused("compare", saved, FREE, *words, "--out", tmp_path / "made")
    assert not (tmp_path / "made").exists()


def test_saved_runs_of_other_worlds_are_refused(refused, told, saved, tmp_path):
    other = tmp_path / "other"
    told("run", FREE, "--worlds", 6, "--seed", 3, "--no-figures", "--out", other, "--json")
    assert "do not hold the same worlds" in refused("compare", saved, other, "--out", tmp_path / "made")
    assert "is no result folder" in refused("compare", saved, tmp_path, "--out", tmp_path / "made")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["other"]


def test_a_comparison_is_no_run_to_compare(refused, told, tmp_path):
    out = tmp_path / "made"
    told("compare", BASELINE, FREE, "--worlds", 2, "--no-figures", "--json", "--out", out)
    for words in (("compare", out, FREE),):
        assert str(out) in refused(*words)


# --- the figure -----------------------------------------------------------------------------------


def figure(*runs):
    sides = [ComparedRun(name, run.scenario, run.table, run.seed) for name, run in runs]
    drawn = compared.figure(sides, compare_by_side(*sides))
    png(drawn)
    return drawn


def boxes(drawn, texts):
    return [t.get_window_extent() for t in texts if t.get_text() and t.get_visible()]


@pytest.mark.parametrize("count", [2, 4, 7])
def test_the_figure_names_every_run_and_nothing_overlaps(count):
    plain, other = (ComparedRun.of(played(name, worlds=100)) for name in ("baseline", "no_election"))
    long = [(f"run_{k}_under_a_name_that_goes_on_and_on_and_on_beyond_all_measure", other) for k in range(1, count)]
    drawn = figure(("baseline", plain), *long)
    (legend,) = drawn.legends
    assert [t.get_text() for t in legend.get_texts()] == ["baseline (reference)", *(name for name, _ in long)]
    page = drawn.bbox
    held = [*boxes(drawn, drawn.texts), *boxes(drawn, legend.get_texts())]
    assert all(page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1 for box in held)
    for axes in drawn.axes:
        ticks = boxes(drawn, axes.get_xticklabels())
        assert all(a.x1 < b.x0 for a, b in pairwise(ticks))
        assert "(" in axes.get_xlabel()
    kinds = {(line.get_color(), line.get_marker()) for line in legend.get_lines()}
    assert len(kinds) == count


def test_points_are_open_where_the_interval_holds_0_and_stay_in_their_rows():
    sides = [
        ComparedRun.of(played(name, worlds=100)) for name in ("baseline", "no_election", "bundled_defence", "no_japan")
    ]
    lower = figure(*((side.name, side) for side in sides)).axes[2]
    points = [line for line in lower.lines if len(line.get_xdata()) == 1]
    told = [d for held in compare_by_side(*sides).values() for d in held if d.effect is not None]
    assert [line.get_fillstyle() == "full" for line in points] == [d.excludes_zero for d in told]
    places = np.array([line.get_ydata()[0] for line in points])
    assert np.abs(places - np.round(places)).max() < 0.4


def test_runs_without_a_deal_are_drawn():
    run = ComparedRun.of(played("baseline", worlds=50))
    rows = [{**row, "day": None, "auto_tariff": None} for row in run.table.to_pylist()]
    table = pa.Table.from_pylist(rows, run.table.schema)
    figure(("one", ComparedRun("one", run.scenario, table, 1)), ("two", ComparedRun("two", run.scenario, table, 1)))


# --- help -----------------------------------------------------------------------------------------


def test_examples_of_the_help_work(told, tmp_path):
    text = told("compare", "--help")
    examples = re.findall(r"^ *(sim .*)$", cleandoc(find_verb("compare").__doc__), flags=re.MULTILINE)
    assert len(examples) >= 2
    assert all(line in text for line in examples)
    runs = {f"results/{name}-1": tmp_path / name for name in ("baseline", "early_japan")}
    for name in ("baseline", "early_japan"):
        told("run", f"scenarios/{name}.yaml", "--worlds", 2, "--no-figures", "--out", tmp_path / name, "--json")
    for k, line in enumerate(examples):
        words = [runs.get(word, "40" if word.isdigit() else word) for word in shlex.split(line)[1:]]
        assert told(*words, "--out", tmp_path / f"made-{k}")


def test_a_saved_comparison_is_shown_as_it_was_told(told, refused, tmp_path):
    out = tmp_path / "seen"
    printed = told("compare", BASELINE, FREE, "--worlds", 20, "--no-figures", "--out", out)
    shown = told("show", out)
    assert shown.strip() in printed
    rows = json.loads(told("show", out, "--json"))
    assert [row["measure"] for row in rows] == pq.read_table(out / "comparison.parquet").column("measure").to_pylist()
    (out / "summary.txt").unlink()
    assert "cannot be read" in refused("show", out)
