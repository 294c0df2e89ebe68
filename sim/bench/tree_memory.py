"""Memory of a process together with those it has started, while they run; known on Linux alone.

What processes share, the text of libraries say, counts once (proportional set size).
"""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

PROCESSES = Path("/proc")
INTERVAL = 0.25  # seconds between two looks
KB = 1024 / 1e6  # MB


def tree_memory(pid: int) -> float:
    """Return the memory that a process and its children take now, MB; 0 of one that has ended."""
    return sum(own_memory(each) for each in (pid, *children_of(pid)))


def own_memory(pid: int) -> float:
    """Return the memory of one process, MB."""
    try:
        lines = (PROCESSES / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:  # it has ended meanwhile, or this is another system
        return 0.0
    return next((float(line.split()[1]) * KB for line in lines if line.startswith("Pss:")), 0.0)


def children_of(pid: int) -> Iterator[int]:
    """Yield the processes that one has started, and those that these have."""
    for file in (PROCESSES / str(pid) / "task").glob("*/children"):
        try:
            started = [int(word) for word in file.read_text().split()]
        except OSError:
            continue
        for child in started:
            yield child
            yield from children_of(child)


class PeakWatch:
    """Looks at the memory of a process from time to time, in a thread, until it is left; the most is in `peak`, MB."""

    def __init__(self, pid: int) -> None:
        self.pid, self.peak = pid, 0.0
        self.ended = Event()
        self.watch = Thread(target=self.look, daemon=True)

    def look(self) -> None:
        """Look until told to end, once at least."""
        while True:
            self.peak = max(self.peak, tree_memory(self.pid))
            if self.ended.wait(INTERVAL):
                return

    def __enter__(self) -> "PeakWatch":
        self.watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.watch.join()
