"""Memory of a process with those it starts: both count, shared pages once."""

import subprocess
import sys

import pytest

from sim.bench import tree_memory
from sim.bench.tree_memory import PeakWatch

HELD = "import sys; held = bytes(range(256)) * (40 * 2**20 // 256); print(len(held), flush=True); sys.stdin.read()"
CHILD = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HELD!r}])"


@pytest.mark.skipif(not (tree_memory.PROCESSES / "self" / "smaps_rollup").exists(), reason="known on Linux alone")
@pytest.mark.parametrize("program", [HELD, CHILD])
def test_the_largest_memory_of_a_process_counts_what_it_starts(program):
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", program], **pipes) as process:
        process.stdout.readline()  # it holds 40 MB now
        with PeakWatch(process.pid) as watch:
            pass
        process.communicate("")
    assert 42 <= watch.peak <= 90


def test_of_a_process_that_has_ended_nothing_is_known():
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert tree_memory.tree_memory(process.pid) == 0
