"""`sim sweep` and `sim show` of a sweep, as a user meets them."""

import json

import pyarrow.parquet as pq
import pytest
import sweeps
from places import SCENARIOS
from sweep_processes import free, some_part, started

from sim.cli import progress
from sim.cli.sweep_request import SweepPlace
from sim.sweeps.chunks.layout import usual_chunk
from sim.sweeps.execution import engines
from sim.sweeps.execution.fill import fill
from sim.sweeps.storage.reader import Sweep

__all__ = ["free"]  # a fixture


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Return a finished sweep."""
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        made = sweeps.made(tmp_path_factory.mktemp("sweeps") / "free")
        fill(made, lambda: engines.local_engine("inline"))
    return made


def test_a_sweep_is_played_and_told(told, tmp_path, folder):
    out = told("sweep", "free.yaml", "--out", tmp_path / "a", "--chunk", 250, "--workers", 2)
    lines = out.strip().split("\n")
    assert lines[0] == "free: 30 points of 40 worlds, seed 1"
    assert "1,200 worlds in" in lines[1]
    assert lines[1].endswith("worlds/s")
    assert lines[2:] == ["worlds      1,200", f"hash        {Sweep(folder).hash()}", f"saved       {tmp_path / 'a'}"]


def test_json_is_one_value_without_time_or_path(told, tmp_path):
    words = ("sweep", "free.yaml", "--seed", 3, "--worlds", 10, "--json", "--engine")
    said = [told(*words, engine, "--out", tmp_path / engine) for engine in ("threads", "inline")]
    assert said[0] == said[1]
    held = json.loads(said[0])
    assert (held["points"], held["worlds_a_point"], held["worlds"], held["seed"]) == (30, 10, 300, 3)
    assert held["finished"]
    assert len(held["hash"]) == 64


def test_without_out_a_new_numbered_folder_is_made(told, tmp_path, monkeypatch):
    for number in (1, 2):
        monkeypatch.chdir(tmp_path)
        done = started("sweep", "free.yaml", "--engine", "inline")
        said, _ = done.communicate(timeout=60)
        assert f"saved       results/free-{number}" in said


def test_an_existing_folder_is_refused_unless_forced(ended, told, tmp_path):
    told("sweep", "free.yaml", "--out", tmp_path / "a")
    status, _, said = ended("sweep", "free.yaml", "--out", tmp_path / "a", "--seed", 2)
    assert status == 1
    assert said.startswith(f"{tmp_path / 'a'} exists; nothing was run. Go on with it: sim sweep --resume")
    assert "seed 2" in told("sweep", "free.yaml", "--out", tmp_path / "a", "--seed", 2, "--force")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_force_deletes_nothing_but_a_sweep(ended, tmp_path):
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "plan.json").write_text("{}")
    status, _, said = ended("sweep", "free.yaml", "--out", tmp_path / "notes", "--force")
    assert (status, "is no sweep" in said) == (1, True)
    assert (tmp_path / "notes" / "plan.json").read_text() == "{}"


def test_resume_of_a_finished_sweep_says_so(told, folder):
    assert "it was finished already" in told("sweep", "--resume", folder)


def test_resume_tells_of_an_altered_part(ended, told, tmp_path):
    told("sweep", "free.yaml", "--out", tmp_path / "a", "--chunk", 100)
    part = some_part(tmp_path / "a")
    part.write_bytes(part.read_bytes()[:50])
    for words in (("show", tmp_path / "a"), ("show", tmp_path / "a", "--hash"), ("sweep", "--merge", tmp_path / "a")):
        status, _, said = ended(*words)
        assert (status, part.name in said, said.count("\n")) == (1, True, 1)
    status, out, said = ended("sweep", "--resume", tmp_path / "a")
    assert (status, part.name in said) == (0, True)
    assert "100 worlds in" in out


def test_worlds_that_fail_make_status_1_and_are_named(ended, tmp_path, monkeypatch):
    monkeypatch.setenv("SWEEP_FAIL", "5")
    status, out, _ = ended("sweep", "free.yaml", "--out", tmp_path / "a")
    assert status == 1
    assert f"failed      30: see {tmp_path / 'a' / 'failed.json'}" in out
    status, out, _ = ended("sweep", "--resume", tmp_path / "a")
    assert status == 1
    assert "30 could not be played" in ended("show", tmp_path / "a")[1]


def test_shards_are_played_and_merged(told, ended, tmp_path, folder):
    words = ("sweep", "free.yaml", "--chunk", 50, "--out", tmp_path / "a", "--shard")
    for number in (1, 3):
        assert f"when all 3 shards are there: sim sweep --merge {tmp_path / 'a'}" in told(*words, f"{number}/3")
    status, _, said = ended("sweep", "--merge", tmp_path / "a")
    assert status == 1
    assert "8 of 25 chunks are missing: 8 of shard 2/3" in said
    status, _, said = ended(*words, "2/3", "--seed", 8)
    assert (status, "seed (8 here, 1 there)" in said) == (1, True)
    told(*words, "2/3")
    assert Sweep(folder).hash() in told("sweep", "--merge", tmp_path / "a")
    assert json.loads(told("sweep", "--merge", tmp_path / "a", "--json"))["finished"]


@pytest.mark.slow
def test_shards_run_side_by_side(tmp_path, folder):
    words = ("sweep", "free.yaml", "--chunk", 20, "--out", tmp_path / "a", "--engine", "inline", "--shard")
    running = [started(*words, f"{number}/4", sleep=0.02) for number in range(1, 5)]
    for each in running:
        _, said = each.communicate(timeout=120)
        assert (each.returncode, said) == (0, "")
    merged = started("sweep", "--merge", tmp_path / "a")
    said, _ = merged.communicate(timeout=60)
    assert f"hash        {Sweep(folder).hash()}" in said


def test_a_plan_is_told_and_nothing_is_saved(told, tmp_path, monkeypatch):
    before = sorted(path.name for path in (SCENARIOS.parent / "results").iterdir())
    said = told("sweep", "free.yaml", "--plan", "--chunk", 100, "--workers", 3)
    assert "30 points of 40 worlds = 1,200 worlds; 2 factors, made" in said
    assert "groups      2" in said
    assert "chunks      13 of at most 100 worlds" in said
    assert "on 3 workers (threads)" in said
    assert "estimated from the first 100 worlds" in said
    held = json.loads(told("sweep", "free.yaml", "--plan", "--json"))
    assert {"points", "worlds", "groups", "chunks", "seconds", "bytes"} <= set(held)
    assert sorted(path.name for path in (SCENARIOS.parent / "results").iterdir()) == before


def test_show_says_what_a_sweep_says(told, folder):
    said = told("show", folder)
    assert said.startswith("free: What does nothing cost?\npoints      30 of 40 worlds, seed 1; 2 factors, made\n")
    for line in ("day         125 (median of deals)", "us.tactic.timed.beta  0.1 to 0.9", "korea.tactic  timed (18)"):
        assert line in said
    held = json.loads(told("show", folder, "--json"))
    assert held["worlds"] == 1200
    assert 0 < held["means"]["agreed"]["mean"] < 1


def test_show_hash_is_one_line_also_of_a_run(told, folder, tmp_path):
    assert told("show", folder, "--hash").strip() == Sweep(folder).hash()
    run = tmp_path / "run"
    run.mkdir()
    pq.write_table(Sweep(folder).table(), run / "worlds.parquet")
    (run / "manifest.json").write_text("{}")
    assert told("show", run, "--hash").strip() == Sweep(folder).hash()
    assert json.loads(told("show", run, "--hash", "--json")) == {"hash": Sweep(folder).hash()}


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((), "give a SCENARIO, or --resume a folder, or --merge one"),
        (("x", "--resume", "y"), "give a SCENARIO"),
        (("--resume", "y", "--seed", 1, "--chunk", 5), "leave out --chunk, --seed"),
        (("--merge", "y", "--engine", "inline"), "--merge takes only --json"),
        (("--resume", "y", "--plan"), "--plan goes with a SCENARIO"),
        (("x", "--plan", "--out", "y"), "--plan saves nothing"),
        (("x", "--shard", "1/4"), "--shard needs the folder they share: --out"),
        (("x", "--shard", "5/4", "--out", "y"), "found 5/4"),
        (("x", "--shard", "0/4", "--out", "y"), "found 0/4"),
        (("x", "--force"), "--force goes with --out or --resume"),
        (("x", "--cluster", "a", "--scheduler-file", "b"), "not both"),
        (("x", "--cluster", "a", "--engine", "inline"), "leave out --engine"),
        (("x", "--chunk", 0), "--chunk"),
        (("x", "--workers", 0), "--workers"),
        (("x", "--engine", "magic"), "magic"),
    ],
)
def test_options_that_do_not_go_together_are_refused(ended, words, reason):
    status, _, said = ended("sweep", *words)
    assert status == 2
    assert reason in " ".join(said.replace("│", " ").split())


@pytest.mark.parametrize("words", [("sweep", "--resume"), ("sweep", "--merge"), ("show", "--hash")])
def test_a_folder_that_is_none_is_told(ended, tmp_path, words):
    status, _, said = ended(*words, tmp_path / "nowhere")
    assert status == 1
    assert "is no" in said or "no such folder" in said
    assert said.count("\n") == 1


@pytest.mark.parametrize(("rows", "chunk"), [(40, 1000), (8001, 1001), (20_000, 2500), (1_000_000, 6_000)])
def test_without_a_chunk_it_is_an_eighth_of_all_worlds_within_bounds(rows, chunk):
    assert usual_chunk(rows) == chunk


@pytest.mark.parametrize(
    ("engine", "rows", "taken"),
    [
        (None, 49_999, "threads"),
        (None, 50_000, "processes"),
        ("inline", 10**6, "inline"),
        ("threads", 10**6, "threads"),
    ],
)
def test_large_sweeps_are_played_by_processes_where_nothing_is_said(engine, rows, taken):
    assert SweepPlace(engine=engine, workers=None, cluster=None, scheduler_file=None).with_engine(rows).engine == taken


def test_the_bar_of_a_sweep_that_goes_on_starts_at_its_share(monkeypatch):
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(progress.sys.stderr, "isatty", lambda: True, raising=False)
    with progress.ProgressBar(1000, 0.5) as bar:
        bar.began -= 10.0
        bar(0.6)
        task = bar.bar.tasks[0]
    assert task.completed == 600
    assert task.fields["rate"] == "10 worlds/s"
