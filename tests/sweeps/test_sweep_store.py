"""The folder of a sweep: whole parts or none, whatever happens to the process, the disk or the files."""

import errno
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
import sweeps
from sweep_processes import forked, free, some_part, started

from sim.core.errors import UserError
from sim.runs.folder import ResultError
from sim.sweeps.chunks.shard import Shard
from sim.sweeps.execution import engines
from sim.sweeps.execution.fill import close_shards, fill
from sim.sweeps.storage import folder as store
from sim.sweeps.storage import locks, parts
from sim.sweeps.storage.reader import Sweep

__all__ = ["free"]  # a fixture


def inline():
    return engines.local_engine("inline")


def heard():
    """Return a place for what is told on the way, and what tells it there."""
    told = []
    return told, told.append


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """Return a finished sweep that nothing happened to."""
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        folder = sweeps.made(tmp_path_factory.mktemp("sweeps") / "undisturbed")
        fill(folder, inline)
    return folder


@pytest.fixture
def copied(undisturbed, tmp_path):
    return Path(shutil.copytree(undisturbed, tmp_path / "copied"))


def test_a_folder_holds_what_its_page_says(undisturbed):
    names = {path.name for path in undisturbed.iterdir()}
    files = {"plan.json", "design.parquet", "scenario.yaml", "columns.csv", "manifest.json"}
    assert names == files | {"parts", "sittings"}
    said = (undisturbed / "columns.csv").read_text().splitlines()
    assert said[1].startswith(f"design,{sweeps.BETA},double,ratio,")
    assert len(said) == 1 + 2 + len(Sweep(undisturbed).schema)
    held = json.loads((undisturbed / "manifest.json").read_text())
    assert held["rows"] == sweeps.POINTS * sweeps.WORLDS
    assert held["hash"] == Sweep(undisturbed).hash()
    assert (held["failed"], held["engines"]) == (0, ["inline x 1"])


def test_the_plan_comes_back_as_it_was(tmp_path):
    plan = sweeps.plan_of(seed=2**61, worlds=3, shards=4)
    held = store.read_plan(store.create_folder(plan, tmp_path / "a"))
    assert held.design.factors == plan.design.factors
    assert held.design.table.equals(plan.design.table)
    assert {k: v for k, v in vars(held).items() if k != "design"} == {
        k: v for k, v in vars(plan).items() if k != "design"
    }


def test_a_plan_that_was_changed_is_refused(copied):
    plan = copied / "plan.json"
    plan.write_text(plan.read_text().replace('"scenario": "', '"scenario": "0'))
    with pytest.raises(ResultError, match=r"its plan is spoilt: what is under 'scenario' was changed"):
        store.read_plan(copied)


def test_a_part_bears_the_hash_of_its_content(undisturbed):
    for path in (undisturbed / "parts").iterdir():
        assert path.name[12:28] == parts.file_hash(path)[:16]
        assert parts.inspect_part(path).rows <= 100


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(path.read_bytes()[:-10]),
        lambda path: path.write_bytes(path.read_bytes()[:100] + b"\0" + path.read_bytes()[101:]),
        lambda path: path.write_bytes(b""),
    ],
)
def test_a_truncated_or_altered_part_is_named_and_played_again(copied, spoil):
    whole, part = Sweep(copied).hash(), some_part(copied)
    spoil(part)
    with pytest.raises(ResultError, match=f"{part.name} was truncated or altered.*--resume"):
        Sweep(copied)
    told, tell = heard()
    report = fill(copied, inline, tell=tell)
    assert len(told) == 1
    assert part.name in told[0]
    assert report.played == 100
    assert Sweep(copied).hash() == whole


def test_a_part_that_is_gone_is_missed_and_played_again(copied):
    whole = Sweep(copied).hash()
    some_part(copied).unlink()
    with pytest.raises(ResultError, match="lacks parts that it had"):
        Sweep(copied)
    fill(copied, inline)
    assert Sweep(copied).hash() == whole


def test_a_part_with_too_few_rows_is_played_again(copied):
    part = parts.inspect_part(some_part(copied))
    done = sweeps.compute(next(sweeps.Laid(store.read_plan(copied)).jobs([part.index])))
    part.path.unlink()
    parts.write_part(copied / "parts", parts.JobResult(part.index, done.table.slice(0, 50)))
    told, tell = heard()
    assert fill(copied, inline, tell=tell).played == 100
    assert "has 50 rows; the plan says 100" in told[0]


def test_what_was_being_written_is_neither_read_nor_kept(copied):
    orphan = copied / "parts" / ".part-000002.tmp"
    orphan.write_bytes(b"half")
    assert Sweep(copied).rows == sweeps.POINTS * sweeps.WORLDS
    fill(copied, inline)
    assert not orphan.exists()


def test_a_finished_sweep_is_left_as_it_is(copied):
    before = {path: path.stat().st_mtime_ns for path in copied.rglob("*") if path.is_file()}
    report = fill(copied, lambda: pytest.fail("nothing is to be played"))
    assert (report.played, report.failed) == (0, 0)
    assert {path: path.stat().st_mtime_ns for path in copied.rglob("*") if path.is_file()} == before


def test_worlds_that_fail_are_told_and_played_again(tmp_path, monkeypatch, undisturbed):
    folder = sweeps.made(tmp_path / "a")
    monkeypatch.setenv("SWEEP_FAIL", "7")
    report = fill(folder, inline)
    assert (report.failed, report.manifest["failed"]) == (sweeps.POINTS, sweeps.POINTS)
    held = json.loads((folder / "failed.json").read_text())["worlds"]
    assert {each["point"] for each in held} == set(range(sweeps.POINTS))
    assert {(each["world"], each["seed"], each["error"]) for each in held} == {(7, 1, "ValueError: as asked")}
    monkeypatch.delenv("SWEEP_FAIL")
    assert fill(folder, inline).failed == 0
    assert not (folder / "failed.json").exists()
    assert Sweep(folder).hash() == Sweep(undisturbed).hash()
    assert len(list((folder / "parts").iterdir())) == store.read_plan(folder).chunks


def test_a_chunk_of_failed_worlds_alone_is_read(tmp_path, monkeypatch):
    monkeypatch.setenv("SWEEP_FAIL", "0")
    folder = sweeps.made(tmp_path / "a", worlds=1)
    assert fill(folder, inline).failed == sweeps.POINTS
    assert Sweep(folder).points(["agreed"]).column("agreed_mean").null_count == sweeps.POINTS


def test_a_part_without_columns_is_kept(tmp_path):
    part = parts.write_part(tmp_path, parts.JobResult(4, pa.table({}), (parts.Failure(1, 2, 3, "no"),)))
    assert parts.inspect_part(part.path) == part


def test_an_old_part_not_yet_deleted_does_not_count_twice(copied, monkeypatch):
    monkeypatch.setenv("SWEEP_FAIL", "7")
    parts.write_part(copied / "parts", sweeps.compute(next(sweeps.Laid(store.read_plan(copied)).jobs([3]))))
    assert Sweep(copied).failed == 0
    assert Sweep(copied).rows == sweeps.POINTS * sweeps.WORLDS


@pytest.mark.parametrize("step", ["write", "fsync"])
def test_a_full_disk_is_told_once_and_loses_nothing_else(tmp_path, monkeypatch, step, undisturbed):
    folder, written = sweeps.made(tmp_path / "a"), []

    def full(*words):
        written.append(words)
        if len(written) > 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        return kept(*words)

    holder, name = (parts.os, "fsync") if step == "fsync" else (parts, "write_synced")
    kept = getattr(holder, name)
    monkeypatch.setattr(holder, name, full)
    with pytest.raises(ResultError, match=r"No space left on device; \d of 13 chunks are kept.*--resume"):
        fill(folder, inline)
    monkeypatch.setattr(holder, name, kept)
    left = list((folder / "parts").iterdir())
    assert left
    assert all(parts.inspect_part(path) for path in left)
    fill(folder, inline)
    assert Sweep(folder).hash() == Sweep(undisturbed).hash()


@pytest.mark.slow
def test_a_disk_that_is_really_full(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        folder = sweeps.made(disk / "a", points=300, worlds=200, chunk=2000)
        with pytest.raises(ResultError, match="No space left on device"):
            fill(folder, inline)
        found = parts.survey_parts(folder / "parts", None)
        assert found.sound
        assert not found.unsound
        assert not list((folder / "parts").glob(".*"))
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        fill(folder, inline)
        assert Sweep(folder).rows == 60000
    finally:
        subprocess.run(["umount", disk], check=False)


def test_a_folder_that_cannot_be_written_is_told(copied, monkeypatch):
    some_part(copied).unlink()
    kept = Path.open

    def refuse(path, mode="r", *words, **others):
        if not mode.startswith("r"):
            raise OSError(errno.EROFS, "Read-only file system")
        return kept(path, mode, *words, **others)

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ResultError, match="cannot be written: Read-only file system; nothing was run"):
        fill(copied, inline)


def test_a_place_that_cannot_be_made_is_told_before_anything_runs(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(ResultError, match="cannot be written"):
        sweeps.made(tmp_path / "file" / "a")


def test_force_replaces_a_sweep_and_nothing_else(copied, tmp_path):
    with pytest.raises(ResultError, match=r"exists; nothing was run.*--resume"):
        sweeps.made(copied)
    store.create_folder(sweeps.plan_of(seed=5), copied, force=True)
    assert store.read_plan(copied).seed == 5
    assert not list((copied / "parts").iterdir())
    other = tmp_path / "thesis"
    other.mkdir()
    (other / "manifest.json").write_text("{}")
    with pytest.raises(ResultError, match="is no sweep"):
        store.create_folder(sweeps.plan_of(), other, force=True)
    assert (other / "manifest.json").exists()
    assert {path.name for path in tmp_path.iterdir()} == {"copied", "thesis"}


def test_a_sweep_begun_by_another_version_goes_on_only_if_insisted_on(copied):
    some_part(copied).unlink()
    plan = copied / "plan.json"
    plan.write_text(plan.read_text().replace('"numpy": "', '"numpy": "0.'))
    with pytest.raises(UserError, match=r"numpy 0\..*--force"):
        fill(copied, inline)
    assert fill(copied, inline, force=True).played


def test_two_processes_do_not_fill_one_folder(copied):
    some_part(copied).unlink()
    with locks.hold_lock(copied):
        assert fills(copied) == (1, True)
    assert fills(copied) == (0, False)


def fills(folder):
    """Return the exit status of another process that resumes a folder, and whether it speaks of its lock."""
    other = started("sweep", "--resume", folder, "--engine", "inline")
    _, complaint = other.communicate(timeout=60)
    return other.returncode, f"is being worked on by process {os.getpid()}" in complaint


def test_the_lock_of_a_process_that_died_is_taken_over(copied):
    dead = subprocess.Popen([sys.executable, "-c", "pass"])
    dead.wait()
    for held in ({"pid": dead.pid, "born": "1"}, {"pid": os.getpid(), "born": "before us"}):
        (copied / ".lock").write_text(json.dumps({**locks.own_identity(), **held}))
        with locks.hold_lock(copied):
            assert json.loads((copied / ".lock").read_text()) == locks.own_identity()
        assert not (copied / ".lock").exists()


def test_the_lock_of_another_machine_is_respected(copied):
    (copied / ".lock").write_text(json.dumps({**locks.own_identity(), "host": "elsewhere"}))
    with pytest.raises(ResultError, match=r"process \d+ on elsewhere.*delete"), locks.hold_lock(copied):
        pass


def test_shards_exclude_only_themselves_and_the_whole(copied):
    with locks.hold_lock(copied, Shard(1, 2)):
        with locks.hold_lock(copied, Shard(2, 2)):
            pass
        for shard in (Shard(1, 2), Shard(1, 1)):
            with pytest.raises(ResultError, match="is being worked on"), locks.hold_lock(copied, shard):
                pass
    with (
        locks.hold_lock(copied),
        pytest.raises(ResultError, match="is being worked on"),
        locks.hold_lock(copied, Shard(2, 2)),
    ):
        pass
    assert not list(copied.glob(".lock*"))


def test_shards_make_the_same_sweep(tmp_path, undisturbed):
    folder = tmp_path / "shared"
    for number in (2, 4, 1):
        assert store.join_sweep(sweeps.plan_of(shards=4), folder) == folder
        assert fill(folder, inline, Shard(number, 4)).manifest is None
    with pytest.raises(ResultError, match="3 of 13 chunks are missing: 3 of shard 3/4"):
        close_shards(folder)
    fill(folder, inline, Shard(3, 4))
    assert close_shards(folder).manifest["hash"] == Sweep(undisturbed).hash()
    assert close_shards(folder).manifest["rows"] == sweeps.POINTS * sweeps.WORLDS


def test_a_shard_of_another_sweep_is_refused_with_what_differs(tmp_path):
    folder = store.join_sweep(sweeps.plan_of(shards=4), tmp_path / "shared")
    with pytest.raises(ResultError, match=r"seed \(9 here, 1 there\), chunk \(50 here, 100 there\)"):
        store.join_sweep(sweeps.plan_of(shards=4, seed=9, chunk=50), folder)
    with pytest.raises(ResultError, match="shared out in 4 pieces, not 3"):
        fill(folder, inline, Shard(1, 3))


def test_merge_names_an_altered_part(copied):
    part = some_part(copied)
    part.write_bytes(part.read_bytes() + b"x")
    with pytest.raises(ResultError, match=part.name):
        close_shards(copied)


def test_a_chunk_that_raises_is_told_and_the_others_are_kept(tmp_path, monkeypatch, undisturbed):
    folder = sweeps.made(tmp_path / "a")
    monkeypatch.setenv("SWEEP_RAISE", "3 5")
    report = fill(folder, inline)
    assert (report.failed, report.manifest) == (2, None)
    held = json.loads((folder / "failed.json").read_text())["chunks"]
    assert held == [{"chunk": index, "error": "ZeroDivisionError: as asked"} for index in (3, 5)]
    monkeypatch.delenv("SWEEP_RAISE")
    fill(folder, inline)
    assert Sweep(folder).hash() == Sweep(undisturbed).hash()


def test_the_plan_of_an_open_sweep_can_be_read_but_not_hashed(tmp_path, monkeypatch):
    folder = sweeps.made(tmp_path / "a")
    monkeypatch.setenv("SWEEP_RAISE", "3")
    fill(folder, inline)
    with pytest.raises(ResultError, match="1 of 13 chunks are missing"):
        Sweep(folder).require_complete()
    assert Sweep(folder).rows == sweeps.POINTS * sweeps.WORLDS - 100


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["threads", "processes"])
def test_killed_at_random_moments_nothing_is_lost(tmp_path, undisturbed, engine):
    folder, luck = sweeps.made(tmp_path / "a", chunk=10), random.Random(len(engine))
    times, slow, late = (20, 0.1, 0.2) if engine == "threads" else (4, 0.2, 0.8)
    for _ in range(times):
        before = len(list((folder / "parts").glob("part-*")))
        victim = forked("sweep", "--resume", folder, "--engine", engine, sleep=slow)
        until = time.monotonic() + 60
        while len(list((folder / "parts").iterdir())) <= before and victim.is_alive() and time.monotonic() < until:
            time.sleep(0.01)
        time.sleep(luck.random() * late)
        victim.kill()
        victim.join()
        assert victim.exitcode == -signal.SIGKILL
        found = parts.survey_parts(folder / "parts", lambda _: 10)
        assert not found.unsound
        assert len(found.sound) >= before
    assert fill(folder, inline).manifest["hash"] == Sweep(undisturbed).hash()
    assert not list((folder / "parts").glob(".*"))
