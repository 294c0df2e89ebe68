"""How slow the machine is just now, so that a promise of speed is held against like work in the same minute.

A machine that is shared or throttled may be three times slower than an hour before.  So each promise
has a yardstick: work that is like it and none of ours, with the seconds it took where the promise was
made.  On a machine as fast as that, or faster, the promise stands as it is.

    start   importing the libraries that a command needs, in a fresh interpreter
    arrays  sorting, adding up and choosing in arrays of the size of a chunk
"""

import subprocess
import sys
import time

import numpy as np

START, ARRAYS = 0.14, 0.10  # seconds where a command answered in .5 s and a bench made 52,700 sessions a second


def timed(work):
    """Return the seconds that a piece of work takes, the middle one of three."""
    took = []
    for _ in range(3):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return sorted(took)[1]


def start():
    """Import libraries in a fresh interpreter."""
    subprocess.run([sys.executable, "-c", "import numpy, pydantic, typer, yaml"], check=True)


def arrays():
    """Work on arrays."""
    held = np.random.default_rng(0).random((2000, 60))
    for _ in range(60):
        np.argsort(-held, axis=1, kind="stable")
        np.cumsum(held, axis=1)
        np.where(held > 0.5, held, 0).sum()


def within(took, limit):
    """Return whether a command answered in the seconds promised, or in those on this machine just now if it is slow."""
    return took < limit or took < limit * timed(start) / START


def at_rate(found, least):
    """Return whether work on arrays has the rate promised, or that on this machine just now if it is slow."""
    return found >= least or found >= least * ARRAYS / timed(arrays)
