"""What is said while work goes on, with a bar where it takes over two seconds; silence in a pipe."""

import sys
import time
from types import TracebackType
from typing import Any

PATIENCE = 2.0  # seconds before a bar is worth showing


def say_on_terminal(text: str) -> None:
    """Say what is going on, on a terminal."""
    if sys.stderr.isatty():
        print(text, file=sys.stderr, flush=True)


def say_backend() -> None:
    """Say on a terminal which backend works, once its kernels are compiled."""
    from sim.core.backend import backend_words, prepare

    prepare()
    say_on_terminal(f"backend     {backend_words()}")


class ProgressBar:
    """A bar with a rate and an end time, on a terminal, once the work has taken a while.

    worlds  how many worlds, or whatever `what` says, the work is of
    share   what was done before, 0 to 1: the bar starts there, and the rate leaves it out
    doing   what is done
    """

    def __init__(self, worlds: int, share: float = 0.0, doing: str = "playing", what: str = "worlds") -> None:
        self.worlds, self.share, self.began = worlds, share, time.perf_counter()
        self.doing, self.what = doing, what
        self.bar: Any = None

    def __enter__(self) -> "ProgressBar":
        return self

    def __call__(self, share: float) -> None:
        """Show that a share of the work, 0 to 1, is done."""
        took = time.perf_counter() - self.began
        if self.bar is None and took > PATIENCE and sys.stderr.isatty():
            self.start()
        if self.bar is not None:
            rate = (share - self.share) * self.worlds / took
            self.bar.update(0, completed=share * self.worlds, rate=f"{rate:,.0f} {self.what}/s")

    def start(self) -> None:
        """Start the bar."""
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

        columns = (TextColumn(self.doing), BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[rate]}"))
        self.bar = Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        self.bar.add_task(self.doing, total=self.worlds, completed=self.share * self.worlds, rate="")
        self.bar.start()

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.stop()
