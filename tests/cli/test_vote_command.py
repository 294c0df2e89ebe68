"""`sim compare --vote` as a user meets it: printed, saved, drawn, and read again."""

import csv
import json

import numpy as np
import pyarrow.parquet as pq
import pytest
from places import SCENARIOS
from runs import WORLDS, loaded

from sim.analysis.before_after_vote import Contrast, VoteEffect, contrasts_by_side
from sim.analysis.compare import ComparedRun
from sim.analysis.contrast_folder import ANSWERS, SCHEMA, contrast_rows
from sim.analysis.free_signature import play_with_free_signature
from sim.reporting.figures import png, vote
from sim.runs.run import run
from sim.scenario.party_words import usual_words

EARLY = SCENARIOS / "early_deadline_livable.yaml"
FEW = ("compare", EARLY, "--vote", "--worlds", 40, "--seed", 2)
NONE = VoteEffect(None, None, None, 0, 0)


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return the folder of a small comparison, and what was printed."""
    from typer.testing import CliRunner

    from sim.cli.verbs import make_app

    out = tmp_path_factory.mktemp("vote") / "made"
    done = CliRunner().invoke(make_app(["compare"]), [*map(str, FEW), "--out", str(out)])
    assert done.exit_code == 0, done.stderr or done.exception
    return out, done.stdout


def test_it_is_saved_as_other_comparisons_are(saved):
    out, printed = saved
    held = sorted(str(p.relative_to(out)) for p in out.rglob("*") if p.is_file())
    names = ["columns.csv", "figures/vote.png", "manifest.json", "report.html", "summary.txt", "vote.csv"]
    assert held == [*names, "vote.parquet", "vote_worlds.parquet"]
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
    shares, rows = rows[:3], rows[3:]
    phase = plain.table.column("phase").to_pylist()
    early, none = phase.count("before_election") / 40, phase.count("none") / 40
    assert [row["share"] for row in shares] == pytest.approx([early, 1 - early - none, none])
    assert {row["answer"] for row in shares} == {"share"}
    assert rows == usual_words().data(contrast_rows("early_deadline_livable", contrasts_by_side(plain, free)))
    with (out / "vote.csv").open(newline="") as file:
        told = list(csv.DictReader(file))[3:]
    assert [list(row) for row in told] == [SCHEMA.names] * len(rows)
    for row, line in zip(rows, told, strict=True):
        assert (line["measure"], line["answer"]) == (row["measure"], row["answer"])
        assert line["difference"] == "" if row["difference"] is None else float(line["difference"]) == row["difference"]


def test_each_difference_can_be_made_again_from_the_worlds(saved):
    out, _ = saved
    plain, free = play_with_free_signature(EARLY, (), 40, 2)
    held, then = (one.table.column("auto_tariff").to_numpy(zero_copy_only=False) for one in (plain, free))
    worlds = pq.read_table(out / "vote_worlds.parquet").to_pydict()
    side, weight = np.array(worlds["side_of_vote"]), np.array(worlds["comparable_weight"])
    rows = {r["answer"]: r for r in pq.read_table(out / "vote.parquet").to_pylist() if r["measure"] == "auto_tariff"}
    means = {one: held[side == one].mean() for one in ("before", "after")}
    assert rows["raw"]["mean_before"] == pytest.approx(means["before"])
    assert rows["raw"]["difference"] == pytest.approx(means["before"] - means["after"])
    one, other = (np.average(held[side == k], weights=weight[side == k]) for k in ("before", "after"))
    assert rows["comparable"]["difference"] == pytest.approx(one - other)
    kish = [weight[side == k].sum() ** 2 / (weight[side == k] ** 2).sum() for k in ("before", "after")]
    assert rows["comparable"]["effective_worlds"] == pytest.approx(min(kish))
    same = np.array(worlds["same_worlds"])
    assert rows["same_worlds"]["worlds_before"] == same.sum()
    assert rows["same_worlds"]["difference"] == pytest.approx((then - held)[same].mean())


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
        *("columns.csv", "manifest.json", "summary.txt", "vote.csv", "vote.parquet", "vote_worlds.parquet")
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


def test_measures_of_which_nothing_can_be_drawn_are_named_in_one_line():
    side = ComparedRun.of(run(loaded("baseline"), 2, 1))
    few = Contrast("auto_tariff", "percent", VoteEffect(-3, -4, -2, 29, 500), NONE, NONE, effective=None)
    enough = Contrast("lng", "percent", VoteEffect(-3, -4, -2, 30, 500), NONE, NONE, effective=None)
    for found, panels in (([few], 0), ([few, enough], 1)):
        figure = vote.figure(side, found)
        assert len(figure.axes) == panels
        assert "as too few worlds sign on one side of the vote: auto tariff." in figure.texts[-1].get_text()
