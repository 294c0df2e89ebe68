"""Sweeps that cost nothing, played by processes of their own: the command, and a cluster of Dask.

Nothing in them has a kernel, so the command need not load any.
"""

import multiprocessing
import os
import subprocess
import sys
from pathlib import Path

import pytest
import sweeps
from places import ROOT, SUPPORT

from sim.sweeps.storage import folder as store

NO_KERNELS = {"NINETY_DAYS_BACKEND": "numpy"}
COMMAND = [sys.executable, str(SUPPORT / "sweeps.py")]


@pytest.fixture(autouse=True)
def free(monkeypatch):
    sweeps.install(monkeypatch.setattr)


def some_part(folder: Path, place: int = 3) -> Path:
    return sorted((folder / store.PARTS).iterdir())[place]


def started(*words, **faults):
    """Start the command as a process of its own, with faults."""
    asked = {f"SWEEP_{name.upper()}": str(value) for name, value in faults.items()}
    surroundings = {**os.environ, **NO_KERNELS, "PYTHONPATH": str(ROOT), **asked}
    return subprocess.Popen(
        [*COMMAND, *map(str, words)], env=surroundings, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def forked(*words, **faults):
    """Start the command as a process of its own that has nothing to import: a fork of one that has it all."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["sweeps", "sim.cli"])  # counts where none runs yet
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**NO_KERNELS, "PYTHONPATH": f"{ROOT}:{SUPPORT}"}.items():  # of the one that is forked
            patch.setenv(name, value)
        process = forks.Process(target=sweeps.command, args=(words,), kwargs=faults)
        process.start()
    return process


class LocalCluster:
    """Two worker processes of Dask, which end with the block."""

    def __init__(self, **faults):
        surroundings = {**os.environ, "PYTHONPATH": f"{ROOT}:{SUPPORT}"} | {
            f"SWEEP_{k.upper()}": v for k, v in faults.items()
        }
        command = [sys.executable, str(SUPPORT / "local_cluster.py")]
        quiet = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, env=surroundings, text=True, **quiet)
        self.address, *workers = self.process.stdout.readline().split()
        self.workers = [int(pid) for pid in workers]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()
