"""A second process that compiles kernels, so that two cores share what is done once."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sim.core.processor import usable_cores

ROOT = Path(__file__).resolve().parents[2]  # where the package is found
CODE = """
import sys
from pathlib import Path
from sim.kernels.compiling import compile_later_half
compile_later_half(Path(sys.argv[1]))
"""


@contextmanager
def help_to_compile(folder: Path) -> Iterator[None]:
    """Have another process compile the later half of the kernels meanwhile, where there is a core for it.

    Whatever becomes of it, nothing is lacking: what is not in the folder is compiled by whoever asks for it.
    """
    helper = start_compiling(folder) if usable_cores() > 1 else None
    try:
        yield
    finally:
        if helper is not None:
            helper.kill()
            helper.wait()


def start_compiling(folder: Path) -> "subprocess.Popen[bytes] | None":
    """Start a process that compiles the later half into a folder, in silence; None where none can be started."""
    paths = os.pathsep.join([str(ROOT), *filter(None, sys.path)])
    try:
        return subprocess.Popen(
            [sys.executable, "-c", CODE, str(folder)],
            env={**os.environ, "PYTHONPATH": paths},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return None
