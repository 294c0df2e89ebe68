"""Where the time of a day goes: each numbered step of a day, set-up and rows, timed from outside.

The steps are those of the list in `sim.model.talks`.  The functions and methods behind them are wrapped
while a run is made; the model itself is as it always is.  What one step calls of another counts for
the first: tables worked out anew because an event has happened are time of the event.  Only signing,
step 6, is taken out of the meeting that leads to it.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from time import process_time
from typing import Any

from sim.bench.line import BenchLine
from sim.bench.settings import Bench
from sim.model import talks
from sim.model.agents.carmaker import Carmaker
from sim.model.industry import Industry
from sim.model.neighbour.talks import Neighbour, Nobody
from sim.runs import run as play

REST = "the rest: the loop itself, joining of rows, daily means"
TIMED_CALLS: tuple[tuple[str, Any, str], ...] = (
    ("set-up", talks.Talks, "__init__"),
    ("1 events and a neighbour's day", talks, "happen"),
    ("1 events and a neighbour's day", Neighbour, "step"),
    ("1 events and a neighbour's day", Nobody, "step"),
    ("2 polls and elections", talks.Talks, "elect"),
    ("3 carmakers", Industry, "face"),
    ("3 carmakers", Carmaker, "act"),
    ("4 mandates", talks.Talks, "update"),
    ("5 meetings: offers, answers, learning", talks.Talks, "meet"),
    ("6 signature", talks.Talks, "sign"),
    ("7 votes and reviews", talks, "vote"),
    ("7 votes and reviews", talks, "review"),
    ("8 deadlines", talks, "close"),
    ("9 flows and records", talks.Talks, "accrue"),
    ("rows", play, "rows"),
    ("rows", play, "table"),
)
STEPS = tuple(dict.fromkeys(name for name, _, _ in TIMED_CALLS))
INSIDE = ("5 meetings: offers, answers, learning", "6 signature")  # the only step told apart from the one around it


class StepClock:
    """Seconds by step; of steps within steps only the outer one counts."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.open: list[str] = []

    def time_under(self, step: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Return work that is timed under a step's name."""

        def timed(*given: Any, **named: Any) -> Any:
            inside = (*self.open, step) == INSIDE
            if self.open and not inside:
                return work(*given, **named)
            self.open.append(step)
            began = process_time()
            try:
                return work(*given, **named)
            finally:
                seconds = process_time() - began
                self.open.pop()
                self.spent[step] += seconds
                if inside:
                    self.spent[INSIDE[0]] -= seconds

        return timed


@contextmanager
def time_steps() -> Iterator[StepClock]:
    """Time the steps of all models while this lasts."""
    clock = StepClock()
    with ExitStack() as undo:
        for step, place, name in TIMED_CALLS:
            work = getattr(place, name)
            undo.callback(setattr, place, name, work)
            setattr(place, name, clock.time_under(step, work))
        yield clock


def profile(bench: Bench) -> dict[str, float]:
    """Return the seconds of each step of one run, and of the rest."""
    count = bench.size.profiled
    with time_steps() as clock:
        began = process_time()
        play.play(bench.loaded, play.RunSettings(count, bench.seed, chunk=count))
        total = process_time() - began
    spent = {step: clock.spent[step] for step in STEPS}
    return {**spent, REST: total - sum(spent.values())}


def bench_steps(bench: Bench) -> Iterator[BenchLine]:
    """Yield the time of each step of the day over all days, and its share of the whole."""
    runs = [profile(bench) for _ in range(bench.size.repeats + 1)][1:]  # the first warms up
    setting = {"scenario": bench.path.stem, "seed": bench.seed, "worlds": bench.size.profiled}
    unit = f"ms per {bench.size.profiled:,} worlds"
    whole = sum(sum(run.values()) for run in runs)
    for step in (*STEPS, REST):
        share = 100 * sum(run[step] for run in runs) / whole
        values = [1000 * run[step] for run in runs]
        yield BenchLine("steps", step, unit, values, {"share_percent": share, **setting})
