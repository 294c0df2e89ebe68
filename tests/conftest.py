"""Fixtures for all tests: arithmetic faults are errors; the command, called as a user would."""

import signal

import numpy as np
import pytest
from places import ROOT

from sim.cli import app
from sim.cli import output as shell


@pytest.fixture(autouse=True)
def strict_arithmetic():
    with np.errstate(over="raise", invalid="raise", divide="raise"):
        yield


@pytest.fixture
def ended(capsys, monkeypatch):
    """Return a way to run the command as `main` would: exit status, what is printed, what is complained of."""
    monkeypatch.setattr(shell.signal, "signal", lambda *_: None)
    monkeypatch.chdir(ROOT)

    def run(*words):
        with pytest.raises(SystemExit) as left:
            shell.run_guarded(lambda: app([str(word) for word in words]))
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
