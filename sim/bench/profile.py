"""Where the time of a day goes: each entry of the order of a day, set-up and rows.

The entries are those of `sim.model.play.DAY`, played one by one as `Talks.step` does.  What one calls of another
counts for the first: tables worked out anew because an event has happened are time of the event.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time

from sim.bench.line import BenchLine
from sim.bench.settings import Bench
from sim.model.play import DAY
from sim.model.records import Records
from sim.model.talks import Talks
from sim.runs.chunk import DAYS_KEPT, OFFERS_KEPT
from sim.runs.outcome_table import outcome_rows

SET_UP, ROWS = "set-up", "rows"
REST = "the rest: the loop itself"
STEPS = (SET_UP, *(name for name, _ in DAY), ROWS)


class StepClock:
    """Processor seconds by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)

    @contextmanager
    def time(self, step: str) -> Iterator[None]:
        """Time what is done meanwhile under a step's name."""
        began = process_time()
        yield
        self.spent[step] += process_time() - began


def profile(bench: Bench) -> dict[str, float]:
    """Return the seconds of each step of one run in one chunk, and of the rest."""
    count, clock, began = bench.size.profiled, StepClock(), process_time()
    records = Records(daily=min(count, DAYS_KEPT), in_full=min(count, OFFERS_KEPT))
    with clock.time(SET_UP):
        model = Talks(bench.loaded.scenario, count, bench.seed, records=records, collect=False)
    while model.running:
        for name, act in DAY:
            with clock.time(name):
                act(model.state)
        model.end_day()
    with clock.time(ROWS):
        outcome_rows(model.state)
        for maker in model.makers:
            maker.accounts.total("units")
    model.release()
    spent = {step: clock.spent[step] for step in STEPS}
    return {**spent, REST: process_time() - began - sum(spent.values())}


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
