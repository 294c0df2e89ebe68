"""Fixtures for all tests: arithmetic faults are errors; the command, called as a user would.

Linear algebra keeps to one thread: others of OpenBLAS wait by turning round, which takes the cores that the other
workers have work for. It must be said before NumPy is imported; programs that tests start are told too.

Python's search for objects that hold one another leaves out what is there once tests are collected, a million objects
that all stay, and comes as seldom as in a command: it took a tenth of the processor time.
"""

import fcntl
import gc
import os
import shutil
import signal
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
import pytest
import runs
from browser import browser as browser  # a fixture
from places import ROOT, TIMED

from sim.cli.output import OBJECTS_BETWEEN_SEARCHES, run_guarded
from sim.cli.verbs import app_for
from sim.core.backend import prepare


def shared(session_folder: Path) -> Path:
    """Return the folder of runs that all workers share; a worker's own folder lies in that of the session."""
    return (session_folder.parent if "PYTEST_XDIST_WORKER" in os.environ else session_folder) / "runs"


@pytest.fixture(scope="session", autouse=True)
def _runs_are_shared(tmp_path_factory):
    runs.folder = shared(tmp_path_factory.getbasetemp())
    runs.folder.mkdir(exist_ok=True)
    yield
    runs.folder = None


@pytest.fixture(scope="module", autouse=True)
def _what_a_module_keeps_goes_with_it(request):
    """Let go of what cached functions of a test module hold, so that workers stay small."""
    yield
    for held in vars(request.module).values():
        if hasattr(held, "cache_clear") and held.__module__ == request.module.__name__:
            held.cache_clear()


def pytest_configure(config):
    """Compile kernels once, before workers start, and say so on a terminal: the first time takes a minute."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        with config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
            prepare()


@contextmanager
def first_alone(folder: Path):
    """Let one worker, whichever comes first, do what the block says before all others do."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        yield
        return
    done = folder / "first-is-done"
    with (folder / "first.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # goes with the process, should it die
        if not done.exists():
            yield
            done.touch()
            return
    yield


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session):
    """Collect tests without a search for circles of objects, and leave what they consist of out of later ones.

    One worker collects before the others, which then find all modules of tests compiled.
    """
    gc.disable()
    try:
        with first_alone(shared(session.config._tmp_path_factory.getbasetemp()).parent):
            return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(OBJECTS_BETWEEN_SEARCHES)
        gc.enable()


@pytest.hookimpl(optionalhook=True)  # xdist may be left out
def pytest_xdist_auto_num_workers(config):
    """Return one worker more than there are cores: what waits for other processes leaves a core to others."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items):
    """Begin with what takes longest, so that all workers end together; refuse what is timed beside others.

    The order is a random one (pytest-randomly); this leaves it as it is among the long and among the others.
    """
    long = {item for item in items if item.get_closest_marker("slow") or item.path.suffix == ".ipynb"}
    items.sort(key=lambda item: item not in long)
    stray = [item.nodeid for item in items if item.get_closest_marker("timed") and item.path.parent != TIMED]
    if stray:
        raise pytest.UsageError(f"what is timed stands in {TIMED}, where nothing runs beside it: {', '.join(stray)}")


def pytest_terminal_summary(terminalreporter, config):
    """Say how the order of the tests is repeated."""
    seed = config.getoption("randomly_seed", None)
    if seed is not None:
        terminalreporter.write_line(f"order of the tests: repeat it with --randomly-seed={seed}")


def pytest_sessionfinish(session):
    if "PYTEST_XDIST_WORKER" not in os.environ:  # the workers have ended by now
        shutil.rmtree(shared(session.config._tmp_path_factory.getbasetemp()), ignore_errors=True)


@pytest.fixture(autouse=True)
def strict_arithmetic():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        yield


@pytest.fixture
def ended(capsys, monkeypatch):
    """Return a way to run the command as `main` would: exit status, what is printed, what is complained of."""
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.chdir(ROOT)

    def run(*words):
        asked = [str(word) for word in words]
        with pytest.raises(SystemExit) as left:
            run_guarded(lambda: app_for(asked)(asked))
        said = capsys.readouterr()
        return left.value.code, said.out, said.err

    return run


@pytest.fixture
def told(ended):
    """Return a way to run the command where it must succeed in silence: what is printed."""

    def run(*words):
        status, out, err = ended(*words)
        assert (status, err) == (0, "")
        return out

    return run


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # started in the background of a shell: programs that are
    signal.signal(signal.SIGINT, signal.default_int_handler)  # tried here would not hear an interrupt either
