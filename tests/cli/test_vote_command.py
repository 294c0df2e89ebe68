"""`sim compare --vote` as a user meets it: printed, saved, drawn, and read again."""

import csv
import json

import pyarrow.parquet as pq
import pytest
from places import SCENARIOS
from runs import WORLDS, loaded

from sim.analysis.before_after_vote import Contrast, VoteEffect, contrasts, play_with_free_signature
from sim.analysis.compare import ComparedRun
from sim.analysis.contrast_folder import ANSWERS, SCHEMA, contrast_rows
from sim.reporting.figures import png, vote
from sim.runs.run import run

EARLY = SCENARIOS / "early_deadline_livable.yaml"
FEW = ("compare", EARLY, "--vote", "--worlds", 40, "--seed", 2)
NONE = VoteEffect(None, None, None, 0, 0)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the folder of a small comparison, and what was printed."""
    from typer.testing import CliRunner

    from sim.cli import app

    out = tmp_path_factory.mktemp("vote") / "made"
    done = CliRunner().invoke(app, [*map(str, FEW), "--out", str(out)])
    assert done.exit_code == 0, done.stderr or done.exception
    return out, done.stdout


def test_it_is_saved_as_other_comparisons_are(saved):
    out, printed = saved
    held = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    figure = "figures/vote.png"
    assert held == ["columns.csv", figure, "manifest.json", "report.html", "summary.txt", "vote.csv", "vote.parquet"]
    assert printed == f"{(out / 'summary.txt').read_text()}\nsaved       {out}\n"
    manifest = json.loads((out / "manifest.json").read_text())
    made = {"scenario_sha256", "versions", "machine", "commit"}
    assert set(manifest) == {"command", "scenarios", "worlds", "seed", *made}
    assert (manifest["scenarios"], manifest["worlds"], manifest["seed"]) == (["early_deadline_livable"], 40, 2)


def test_the_tables_hold_what_the_analysis_found(saved):
    out, _ = saved
    plain, free = play_with_free_signature(EARLY, (), 40, 2)
    table = pq.read_table(out / "vote.parquet")
    assert table.schema.equals(SCHEMA)
    rows = table.to_pylist()
    assert rows == contrast_rows("early_deadline_livable", contrasts(plain, free))
    with (out / "vote.csv").open(newline="") as file:
        told = list(csv.DictReader(file))
    assert [list(row) for row in told] == [SCHEMA.names] * len(rows)
    for row, line in zip(rows, told, strict=True):
        assert (line["measure"], line["answer"]) == (row["measure"], row["answer"])
        assert line["difference"] == "" if row["difference"] is None else float(line["difference"]) == row["difference"]


def test_show_says_it_again(saved, told):
    out, printed = saved
    text, page = told("show", out).strip().rsplit("\n", 1)
    assert text in printed
    assert page == f"report      {out / 'report.html'}"
    assert json.loads(told("show", out, "--json")) == pq.read_table(out / "vote.parquet").to_pylist()


def test_a_place_that_is_taken_is_refused_and_figures_may_be_left_out(saved, ended, told, tmp_path):
    out, _ = saved
    status, _, err = ended(*FEW, "--out", out)
    assert status == 1
    assert "exists; nothing was run" in err
    made = tmp_path / "again"
    told(*FEW, "--no-figures", "--json", "--out", made)
    told(*FEW, "--no-figures", "--json", "--out", made, "--force")
    assert sorted(p.name for p in made.iterdir()) == [
        *("columns.csv", "manifest.json", "summary.txt", "vote.csv", "vote.parquet")
    ]
    assert (made / "vote.parquet").read_bytes() == (out / "vote.parquet").read_bytes()


def test_a_scenario_without_a_vote_leaves_nothing(ended, tmp_path):
    status, _, err = ended("compare", SCENARIOS / "no_election.yaml", "--vote", "--worlds", 2, "--out", tmp_path / "a")
    assert status == 1
    assert "has no vote" in err
    assert not list(tmp_path.iterdir())


def drawn(*effects, effective=500.0):
    """Return the axes of a figure of one measure with three answers."""
    side = ComparedRun.of(run(loaded("baseline"), 2, 1))
    figure = vote.figure(side, [Contrast("auto_tariff", "percent", *effects, effective=effective)])
    assert png(figure).startswith(b"\x89PNG")
    return figure.axes[0]


def test_answers_are_drawn_in_their_unit_open_where_the_interval_holds_0():
    enough = (WORLDS, WORLDS)
    clear, open_, other = VoteEffect(-3, -4, -2, *enough), VoteEffect(1, -1, 2, *enough), VoteEffect(5, 4, 6, *enough)
    axes = drawn(clear, open_, other)
    points = [line for line in axes.lines if len(line.get_xdata()) == 1]
    assert [float(line.get_xdata()[0]) for line in points] == [-3, 1, 5]
    assert [line.get_fillstyle() for line in points] == ["full", "none", "full"]
    assert [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2][:3] == [
        (-4, -2),
        (-1, 2),
        (4, 6),
    ]
    assert axes.get_xlabel() == "percent"
    assert [label.get_text() for label in axes.get_yticklabels()] == [n.replace("_", " ") for n in reversed(ANSWERS)]


def test_answers_of_too_few_worlds_are_not_drawn():
    axes = drawn(VoteEffect(-3, -4, -2, 29, 500), NONE, NONE, effective=None)
    assert not axes.lines
    assert [text.get_text() for text in axes.texts] == ["too few worlds on one side of the vote"]
