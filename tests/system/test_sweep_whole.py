"""The sweep that users run, with the model in it: the same rows, bit for bit, wherever and however it is played."""

import os
import random
import re
import signal
import subprocess
import sys
import time

import pytest
from command import command
from places import ROOT, SCENARIOS
from sweep_processes import LocalCluster

import sim
from sim.sweeps.chunks.shard import Shard
from sim.sweeps.execution import engines
from sim.sweeps.execution import planning as laid
from sim.sweeps.execution.fill import close_shards, fill
from sim.sweeps.storage import folder as store

SWEEP = """
extends: {baseline}
sweep:
  design: sobol
  points: 8
  worlds_per_point: 40
  over:
    us.tactic.timed.beta: [0.15, 0.6]
    korea.governments.caretaker.audience_cost: [0, 9]
    korea.opponent: {{values: [frequency, fixed]}}
"""
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    place = tmp_path_factory.mktemp("sweep") / "small.yaml"
    place.write_text(SWEEP.format(baseline=SCENARIOS / "baseline.yaml"))
    return place


@pytest.fixture(scope="module")
def inline(file, tmp_path_factory):
    """Return the folder of the sweep played in this thread, a chunk of 5,000 at a time."""
    folder = tmp_path_factory.mktemp("inline") / "a"
    sim.sweep(file, folder, seed=3, chunk=5000, engine="inline")
    return folder


@pytest.fixture(scope="module")
def expected(inline):
    return sim.open_sweep(inline).hash()


def started(*words):
    """Start the command as a process of its own."""
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "NINETY_DAYS_BACKEND": "numpy"}  # which starts sooner
    start = [sys.executable, "-c", "from sim.cli import main; main()", *map(str, words)]
    return subprocess.Popen(start, env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(("engine", "chunk"), [("inline", 100), ("threads", 77), ("threads", 5000), ("processes", 97)])
def test_engines_and_chunks_make_the_same_rows(file, tmp_path, expected, engine, chunk):
    assert sim.sweep(file, tmp_path / "a", seed=3, chunk=chunk, engine=engine).hash() == expected


def test_four_shards_merged_make_the_same_rows(file, tmp_path, expected):
    plan, _ = laid.plan_sweep(laid.PlanRequest(file, (), None, 3, 50, 4, "test"))
    for number in range(1, 5):
        fill(store.join_sweep(plan, tmp_path / "a"), lambda: engines.local_engine("inline"), Shard(number, 4))
    assert close_shards(tmp_path / "a").manifest["hash"] == expected


def test_a_dask_cluster_of_two_workers_makes_the_same_rows(file, tmp_path, expected):
    pytest.importorskip("distributed")
    with LocalCluster() as cluster:
        words = ("sweep", file, "--seed", 3, "--chunk", 100, "--cluster", cluster.address, "--out", tmp_path / "a")
        assert command(*words).returncode == 0
    assert command("show", tmp_path / "a", "--hash").stdout.strip() == expected


def test_another_seed_makes_other_rows(file, tmp_path, expected):
    assert sim.sweep(file, tmp_path / "a", seed=0).hash() != expected


def kill_after(process, folder, parts):
    """Kill a sweep at some moment after it has written some parts, before it has written all."""
    while len(list((folder / store.PARTS).glob("*"))) < parts:
        assert process.poll() is None, process.communicate()
        time.sleep(0.01)
    time.sleep(random.Random(parts).uniform(0, 0.1))
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("engine", ["threads", "processes"])
def test_killed_and_resumed_it_is_the_same(file, tmp_path, expected, engine):
    folder = tmp_path / "a"
    words = ["sweep", file, "--seed", 3, "--chunk", 20, "--engine", engine, "--out", folder]
    for parts in (2, 7):  # of 16
        kill_after(started(*words), folder, parts)
        words = ["sweep", "--resume", folder, "--engine", engine]
    assert not (folder / store.MANIFEST).exists()
    assert command(*words).returncode == 0
    assert command("show", folder, "--hash").stdout.strip() == expected


def test_a_point_is_the_run_of_its_settings(inline, file):
    swept = sim.open_sweep(inline)
    design, rows = swept.plan.design, swept.table()
    held = rows.filter(rows.column("point").to_numpy() == 5)
    run = sim.run(sim.load(SCENARIOS / "baseline.yaml", design.settings(5)), worlds=40, seed=3).worlds
    for name in ("agreed", "day", "auto_tariff", "korea_value", "us_waiting", "hyundai_duty", "winner"):
        assert held.column(name).to_pylist() == run.column(name).to_pylist(), name


def test_what_is_shown_has_units(inline):
    told = command("show", inline).stdout
    units = {"agreed": "share", "auto_tariff": "percent", "korea_value": "bn USD a year", "day": "days"}
    for name, unit in units.items():
        assert re.search(rf"^  {name} .* {unit}$", told, re.MULTILINE), name
    assert "what is swept (`sim list keys KEY` says its unit):" in told
