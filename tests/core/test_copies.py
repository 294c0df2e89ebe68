"""Workers that are copies of this process: they know what it knows; beside threads new ones are started instead."""

import os
import threading

import pytest

from sim.core import processes
from sim.core.processes import TASKS_AHEAD, copy_pool, found_in_processes, map_in_processes

KNOWN = []
LINUX = pytest.mark.skipif(processes.sys.platform != "linux", reason="copies are made on Linux alone")


def seen(task):
    return task, list(KNOWN), os.getpid()


@LINUX
def test_copies_know_what_this_process_knows_and_give_results_in_order(monkeypatch):
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    monkeypatch.setattr("test_copies.KNOWN", ["told here"])
    found, told = [], []
    found = map_in_processes(seen, range(5), 2, lambda all_so_far: told.append(len(all_so_far)))
    assert [task for task, _, _ in found] == list(range(5))
    assert all(known == ["told here"] for _, known, _ in found)
    assert os.getpid() not in {pid for _, _, pid in found}
    assert told == [1, 2, 3, 4, 5]


def test_no_more_is_begun_than_is_taken():
    handed = []
    found = found_in_processes(abs, (handed.append(k) or -k for k in range(20)), 1)
    assert next(found) == 0
    assert len(handed) == TASKS_AHEAD
    assert next(found) == 1
    assert len(handed) == TASKS_AHEAD + 1
    found.close()


@pytest.mark.parametrize(
    ("system", "threads", "method"), [("linux", 1, "fork"), ("linux", 2, "spawn"), ("darwin", 1, "spawn")]
)
def test_only_on_linux_and_without_threads_are_workers_copies(monkeypatch, system, threads, method):
    monkeypatch.setattr(processes.sys, "platform", system)
    monkeypatch.setattr(threading, "active_count", lambda: threads)
    with copy_pool(1) as crew:
        assert crew._mp_context.get_start_method() == method
