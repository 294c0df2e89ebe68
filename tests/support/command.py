"""The command, as a process of its own or, in a small part of the time, in this one."""

import io
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from subprocess import CompletedProcess

import pytest
from places import ROOT

from sim.cli import main

WHOLE_BENCH = "sim bench --quick"  # an example of its help, played where its lines are read too


def process(*words, cwd=ROOT):
    """Run the command as a process of its own."""
    command = [sys.executable, "-c", "from sim.cli import main; main()", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=240)


def command(*words, cwd=ROOT):
    """Run the command in this process, as `main` would, and return what a process of its own would."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    with pytest.MonkeyPatch.context() as patch, chdir(cwd), redirect_stdout(out), redirect_stderr(err):
        patch.setattr(signal, "signal", lambda *_: None)
        patch.setattr(sys, "argv", ["sim", *map(str, words)])
        try:
            main()
        except SystemExit as left:
            status = left.code or 0
    return CompletedProcess(words, status, out.getvalue(), err.getvalue())
