"""A pool of processes that is stopped at work leaves nothing behind that Python would stumble over at its end."""

import subprocess
import sys
import time

import pytest

from sim.core.processes import copy_pool, kill_workers, submit_quietly

STOP_AT_ONCE = """
import time
from concurrent.futures import process
from sim.core.processes import copy_pool, kill_workers, submit_quietly

close = process._ThreadWakeup.close
def close_slowly(pipe):  # the pipe is shut, and what says so comes late: the moment in which a program may end
    pipe._writer.close()
    time.sleep(0.5)
    close(pipe)
process._ThreadWakeup.close = close_slowly
pool = copy_pool(2)
held = submit_quietly(pool, time.sleep, 60)
kill_workers(pool)
time.sleep(0.2)
"""


def test_a_pool_that_is_stopped_has_closed_its_pipes():
    pool = copy_pool(2)
    submit_quietly(pool, time.sleep, 60)
    manager, workers = pool._executor_manager_thread, list(pool._processes.values())
    began = time.monotonic()
    kill_workers(pool)
    assert not manager.is_alive()
    assert not any(worker.is_alive() for worker in workers)
    assert time.monotonic() - began < 5


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="the pipe of Python 3.11's pool")
def test_a_program_that_ends_as_its_pool_closes_prints_nothing():
    done = subprocess.run([sys.executable, "-c", STOP_AT_ONCE], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


KILLED_AT_WORK = """
import os
import signal
import sys
import time
from sim.core.errors import UserError
from sim.core.processes import map_in_processes

def work(task):  # the first is killed, as where memory is short, while the other is at work
    for _ in range(600 if task else 10):
        time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGKILL)

signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))  # as the command has it
try:
    map_in_processes(work, range(4), 2, len)
except UserError as wrong:
    print(wrong)
"""


def test_where_a_worker_is_killed_another_at_work_ends_too_and_nobody_waits_for_it():
    done = subprocess.run([sys.executable, "-c", KILLED_AT_WORK], capture_output=True, text=True, timeout=40)
    assert done.stdout.startswith("a process died at work")
    assert (done.returncode, done.stderr) == (0, "")
