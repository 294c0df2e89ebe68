"""Engines: the same rows everywhere, workers that die, interrupts, and work in flight that stays bounded."""

import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path

import pytest
import sweeps
from pace import within
from sweep_processes import LocalCluster, free, started

import sim
from sim.core.errors import UserError
from sim.sweeps.chunks import chunk as chunks
from sim.sweeps.execution import engines
from sim.sweeps.execution import scheduler as running
from sim.sweeps.execution.fill import fill
from sim.sweeps.storage.reader import Sweep

__all__ = ["free"]  # a fixture


@pytest.fixture(scope="module")
def rows(tmp_path_factory):
    """Return the hash of the sweep, played one chunk after another."""
    with pytest.MonkeyPatch.context() as patch:
        sweeps.install(patch.setattr)
        folder = sweeps.made(tmp_path_factory.mktemp("sweeps") / "inline")
        return fill(folder, lambda: engines.local_engine("inline")).manifest["hash"]


def laid(**settings):
    """Return a layout, and a folder is not needed."""
    return sweeps.Laid(sweeps.plan_of(**settings))


def results(engine, compute=sweeps.compute, **settings):
    """Return what becomes of every chunk of a sweep."""
    layout = laid(**settings)
    return list(running.run_jobs(engine, compute, layout.jobs(range(layout.chunks)), layout.chunks))


@pytest.mark.parametrize("chunk", [100, 5000])
@pytest.mark.parametrize("kind", ["inline", "threads", pytest.param("processes", marks=pytest.mark.slow)])
def test_rows_do_not_depend_on_the_engine(tmp_path, rows, kind, chunk):
    folder = sweeps.made(tmp_path / kind, chunk=chunk)
    report = fill(folder, lambda: engines.local_engine(kind, 2))
    assert report.manifest["hash"] == rows


def test_any_executor_of_a_user_will_do_and_is_left_running(tmp_path, rows):
    with ThreadPoolExecutor(3) as executor:
        folder = sweeps.made(tmp_path / "a")
        assert sim.resume_sweep(folder, engine=executor).hash() == rows
        assert executor.submit(int, "7").result() == 7
    held = json.loads((folder / "manifest.json").read_text())
    assert held["engines"] == ["concurrent.futures.thread.ThreadPoolExecutor x 3"]


def test_a_sweep_is_run_from_python(tmp_path, rows):
    assert sim.sweep("free.yaml", tmp_path / "a", seed=1, chunk=50, engine="inline").hash() == rows


def test_a_pool_of_loky_will_do(tmp_path, rows):
    loky = pytest.importorskip("loky")
    folder = sweeps.made(tmp_path / "a")
    executor = loky.get_reusable_executor(2)
    try:
        assert sim.resume_sweep(folder, engine=executor).hash() == rows
    finally:
        executor.shutdown()


def test_no_such_engine():
    with pytest.raises(UserError, match=r"no such engine: magic. Known: threads, processes, inline"):
        engines.local_engine("magic")


class Watched(engines.Engine):
    """An engine that counts what is in flight."""

    most = 0

    def submit(self, task, *words):
        future = super().submit(task, *words)
        self.most = max(self.most, sum(not each.done() for each in self.handed))
        return future


class Silent(Executor):
    """Takes work and never ends it, as a cluster that is gone does with what it was just handed."""

    def submit(self, fn, /, *args, **kwargs):
        return Future()


class Gone(engines.Engine):
    """An engine that is gone when it is looked at for the third time."""

    looks = 0

    def check_alive(self):
        self.looks += 1
        if self.looks == 3:
            raise UserError("went away")


def test_work_that_never_comes_back_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(running, "CHECK_INTERVAL", 0.01)
    engine = Gone("gone", 2, Silent)
    with pytest.raises(UserError, match="went away"):
        results(engine)
    assert engine.looks == 3


def test_work_in_flight_is_bounded_and_jobs_are_made_when_there_is_room(monkeypatch):
    monkeypatch.setenv("SWEEP_SLEEP", "0.01")
    engine, drawn, done = Watched("watched", 2, lambda: ThreadPoolExecutor(2)), [], 0
    layout = laid(chunk=10)

    def counted():
        for job in layout.jobs(range(layout.chunks)):
            drawn.append(job.index)
            yield job

    for _ in running.run_jobs(engine, sweeps.compute, counted(), layout.chunks):
        done += 1
        assert len(drawn) - done <= 2 * engine.current_workers()
    engine.close()
    assert (done, len(drawn)) == (layout.chunks, layout.chunks)
    assert engine.most <= 2 * engine.current_workers()


def test_short_chunks_are_handed_over_together(monkeypatch):
    monkeypatch.setenv("SWEEP_SLEEP", "0.002")
    monkeypatch.setattr(running, "TASK_SECONDS", 0.05)
    sizes, kept = [], running.JobScheduler.submit_batch
    monkeypatch.setattr(
        running.JobScheduler, "submit_batch", lambda crew, batch: (sizes.append(len(batch)), kept(crew, batch))[1]
    )
    with ThreadPoolExecutor(2) as executor:
        found = results(engines.given_engine(executor, 2), chunk=2)
    assert sorted(done.index for done in found) == list(range(laid(chunk=2).chunks))
    assert sizes[:4] == [1] * 4
    assert max(sizes) > 4
    assert sizes[-1] <= max(sizes)


def test_a_chunk_that_raises_takes_nobody_along(monkeypatch):
    monkeypatch.setenv("SWEEP_RAISE", "2")
    lost = [each for each in results(engines.local_engine("threads", 2)) if isinstance(each, running.LostChunk)]
    assert lost == [running.LostChunk(2, "ZeroDivisionError: as asked")]


def test_a_chunk_with_other_rows_than_asked_for_is_told():
    def short(job):
        done = sweeps.compute(job)
        return chunks.JobResult(done.index, done.table.slice(1))

    found = results(engines.local_engine("inline"), short)
    assert all(isinstance(each, running.LostChunk) and "asked for" in each.error for each in found)


class Frail(engines.Engine):
    """An engine whose workers die of some chunks, so many times; then the whole of it is broken."""

    def __init__(self, deadly, times):
        self.deadly, self.times, self.broken, self.made = deadly, times, False, 0
        super().__init__("frail", 2, lambda: ThreadPoolExecutor(1), renewable=True)

    def submit(self, task, *words):
        if self.broken:
            raise BrokenExecutor("broken")
        future, hit = Future(), [job for job in words[1] if self.times.get(job.index, 0)]
        for job in hit:
            self.times[job.index] -= 1
        if hit:
            self.broken = True
            future.set_exception(BrokenExecutor("died"))
        else:
            future.set_result(task(*words))
        return future

    def renew(self):
        self.made += 1
        self.broken = False


@pytest.mark.parametrize(("times", "lost"), [({3: 1}, []), ({3: 3}, []), ({3: 4}, [3]), ({3: 9, 7: 9}, [3, 7])])
def test_the_chunk_that_kills_its_workers_is_found_and_given_up_after_three_more_tries(times, lost):
    engine = Frail([], dict(times))
    found = results(engine)
    assert sorted(each.index for each in found) == list(range(laid().chunks))
    assert sorted(each.index for each in found if isinstance(each, running.LostChunk)) == lost
    assert all("its worker died 4 times" in each.error for each in found if isinstance(each, running.LostChunk))


def test_workers_that_always_die_are_told_before_long():
    with pytest.raises(UserError, match="die whatever they are given; what was finished is kept"):
        results(Frail([], dict.fromkeys(range(13), 99)))


def test_a_broken_executor_of_a_user_is_told(monkeypatch):
    class Broken(ThreadPoolExecutor):
        def submit(self, *words, **others):
            raise BrokenExecutor("gone")

    with pytest.raises(UserError, match=r"Broken.* broke: its workers died. What was finished is kept"):
        results(engines.given_engine(Broken(1)))


def test_a_task_that_was_taken_back_is_handed_over_again():
    class Forgetful(engines.Engine):
        lost = 0

        def submit(self, task, *words):
            future = super().submit(task, *words)
            if self.lost < 2:
                self.lost, future = self.lost + 1, Future()
                future.cancel()
                future.set_running_or_notify_cancel()
            return future

    found = results(Forgetful("forgetful", 2, lambda: ThreadPoolExecutor(2)))
    assert len([each for each in found if not isinstance(each, running.LostChunk)]) == laid().chunks


@pytest.mark.slow
def test_a_killed_process_costs_nothing(tmp_path, rows):
    done = started(
        "sweep", "x", "--engine", "processes", "--out", tmp_path / "a", "--chunk", 100, kill="2 6", once=tmp_path
    )
    _, said = done.communicate(timeout=120)
    assert (done.returncode, said) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {"a", "killed-2", "killed-6"}
    assert Sweep(tmp_path / "a").hash() == rows


@pytest.mark.slow
def test_a_chunk_that_always_kills_its_process_is_named(tmp_path):
    done = started("sweep", "x", "--engine", "processes", "--out", tmp_path / "a", "--chunk", 100, kill="6")
    said, _ = done.communicate(timeout=180)
    assert done.returncode == 1
    assert f"see {tmp_path}/a/failed.json" in said
    held = json.loads((tmp_path / "a" / "failed.json").read_text())
    assert [each["chunk"] for each in held["chunks"]] == [6]
    assert len(Sweep(tmp_path / "a").parts) == 12


def children(pid):
    """Return the processes that a process started."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    return [int(word) for word in found.stdout.split()]


def until(holds, patience=60.0):
    """Wait until something holds; fail if it does not in good time."""
    end = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def parts_of(folder):
    return list((folder / "parts").glob("part-*")) if folder.is_dir() else []


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("engine", ["inline", "threads", "processes"])
def test_an_interrupt_stops_at_once_and_says_how_to_go_on(tmp_path, engine, stop):
    folder = tmp_path / "a"
    words = ("sweep", "x", "--engine", engine, "--out", folder, "--chunk", 20)
    running_sweep = started(*words, sleep=3 if engine == "threads" else 0.5)
    until(lambda: parts_of(folder))
    workers = children(running_sweep.pid)
    began = time.monotonic()
    running_sweep.send_signal(stop)
    _, said = running_sweep.communicate(timeout=30)
    assert within(time.monotonic() - began, 2)
    assert running_sweep.returncode == (130 if stop == signal.SIGINT else 143)
    assert said == f"stopped; what was finished is kept. Go on with: sim sweep --resume {folder}\n"
    assert not list((folder / "parts").glob(".*"))
    assert not list(folder.glob(".lock*"))
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 5)
    assert Sweep(folder).missing


@pytest.mark.slow
def test_processes_end_with_a_parent_that_was_killed(tmp_path):
    victim = started("sweep", "x", "--engine", "processes", "--out", tmp_path / "a", "--chunk", 20, sleep=0.3)
    until(lambda: parts_of(tmp_path / "a"))
    workers = children(victim.pid)
    assert len(workers) >= 2
    victim.kill()
    victim.communicate()
    until(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers), 10)


def test_without_dask_the_message_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UserError, match=r"pip install 'ninety-days\[cluster\]'"):
        engines.cluster_engine("tcp://127.0.0.1:1", None)


def test_a_scheduler_file_that_is_not_there_is_told(tmp_path):
    pytest.importorskip("distributed")
    with pytest.raises(UserError, match="no such scheduler file"):
        engines.cluster_engine(None, tmp_path / "scheduler.json")


@pytest.mark.slow
@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://x"])
def test_a_cluster_that_does_not_answer_is_told(tmp_path, address):
    pytest.importorskip("distributed")
    done = started("sweep", "x", "--out", tmp_path / "a", "--cluster", address)
    _, said = done.communicate(timeout=60)
    assert done.returncode == 1
    assert f"no Dask cluster answers at {address}" in said
    assert len(said.strip().split("\n")) == 1


@pytest.fixture(scope="module")
def cluster():
    """Return a cluster that whoever uses it leaves running, though perhaps with a worker started anew."""
    pytest.importorskip("distributed")
    with LocalCluster(sleep="0.2", alone="1") as running_cluster:
        yield running_cluster


@pytest.mark.slow
def test_a_dask_cluster_makes_the_same_rows_even_if_a_worker_is_killed(tmp_path, rows, cluster):
    whole = started("sweep", "x", "--out", tmp_path / "a", "--chunk", 100, "--cluster", cluster.address)
    _, said = whole.communicate(timeout=120)
    assert (whole.returncode, said) == (0, "")
    robbed = started("sweep", "x", "--out", tmp_path / "b", "--chunk", 20, "--cluster", cluster.address)
    until(lambda: len(parts_of(tmp_path / "b")) > 3)
    os.kill(cluster.workers[0], signal.SIGKILL)
    _, said = robbed.communicate(timeout=120)
    assert robbed.returncode == 0, said
    assert Sweep(tmp_path / "a").hash() == Sweep(tmp_path / "b").hash() == rows
    held = json.loads((tmp_path / "a" / "manifest.json").read_text())
    assert held["engines"] == ["cluster x 2"]


@pytest.mark.slow
def test_an_interrupt_leaves_a_dask_cluster_at_once_and_running(tmp_path, rows, cluster):
    first = started("sweep", "x", "--out", tmp_path / "a", "--chunk", 20, "--cluster", cluster.address)
    until(lambda: parts_of(tmp_path / "a"))
    began = time.monotonic()
    first.send_signal(signal.SIGINT)
    _, said = first.communicate(timeout=30)
    assert within(time.monotonic() - began, 2)
    assert first.returncode == 130
    assert "--resume" in said
    again = started("sweep", "--resume", tmp_path / "a", "--cluster", cluster.address)
    _, said = again.communicate(timeout=120)
    assert (again.returncode, said) == (0, "")
    assert Sweep(tmp_path / "a").hash() == rows


@pytest.mark.slow
def test_a_cluster_that_goes_away_is_told_and_nothing_is_lost(tmp_path, rows):
    pytest.importorskip("distributed")
    with LocalCluster(sleep="0.2", alone="1") as cluster:
        left = started("sweep", "x", "--out", tmp_path / "a", "--chunk", 20, "--cluster", cluster.address)
        until(lambda: parts_of(tmp_path / "a"))
        cluster.process.kill()
        _, said = left.communicate(timeout=90)
    assert left.returncode == 1
    assert "went away" in said
    assert said.count("\n") == 1
    assert fill(tmp_path / "a", lambda: engines.local_engine("inline")).manifest["hash"] == rows
