"""Play a scenario: worlds in chunks, each chunk one model, the rows put together again.

The result does not depend on the chunks: random draws go by world number, and what is averaged is
averaged over the rows of all chunks.  Daily series are kept for the first `DAYS_KEPT` worlds of a
run, offers in full for the first `OFFERS_KEPT`, or as many as asked for.
"""

import warnings
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.bargaining.agenda import Agenda
from sim.bargaining.negotiator.guests import GuestFailure, tell_failures
from sim.core.backend import backend, quickest_for
from sim.core.dates import Calendar
from sim.core.errors import BreachWarning, UserError
from sim.core.party_columns import name_by_key
from sim.core.processes import found_in_processes
from sim.core.processor import usable_cores
from sim.core.threads import Look, map_in_threads
from sim.core.worlds import Array
from sim.model.invariants.rules import Breach
from sim.runs.chunk import OFFERS_KEPT, ChunkResult, RunSettings, Tick, play_chunk_of_run
from sim.runs.series import daily_quantiles, stack_series
from sim.runs.summary import float_column
from sim.scenario.kept import load_kept
from sim.scenario.loading import LoadedScenario
from sim.scenario.transport import pack_scenario, unpack_scenario

WORLDS_FOR_PROCESSES = 10_000  # worlds from which on processes of their own make up for their start
LARGEST_CHUNK = 5000  # worlds of a chunk at most: larger ones are hardly quicker, and take more memory


@dataclass(frozen=True)
class Outcome:
    """What came out of a run.

    worlds   one row for each world                         (see sim.scenario.columns)
    accounts one row for each world, maker and quarter      (see sim.economy.carmakers.accounts.ITEMS)
    days     mean and quantiles of daily series             day, date, series, mean, q10, q50, q90, worlds
    log      what happened in the first worlds, in order
    scenes   value tables of those worlds, by world number
    breaches worlds that broke a rule of `sim.model.invariants` and so have no row: none in a sound program
    guest_failures   guests of another library that were asked no more: their side signs nothing in these worlds
    """

    loaded: LoadedScenario
    settings: RunSettings
    calendar: Calendar
    agenda: Agenda
    worlds: pa.Table
    accounts: pa.Table
    days: pa.Table
    series: dict[str, Array] = field(repr=False)
    log: list[dict[str, Any]] = field(repr=False)
    scenes: dict[int, dict[str, Array]] = field(repr=False)
    breaches: tuple[Breach, ...] = ()
    guest_failures: tuple[GuestFailure, ...] = ()

    @property
    def table(self) -> pa.Table:
        """One row for each world, as an Arrow table; `.to_pandas()` for a data frame."""
        return self.worlds

    def column(self, name: str) -> Array:
        """Return a column as floats, (worlds,), null as nan, true as 1."""
        return float_column(self.worlds, name)


def run(
    scenario: str | Path | LoadedScenario,
    worlds: int | None = None,
    seed: int | None = None,
    *,
    first: int = 0,
    chunk: int | None = None,
    tick: Tick | None = None,
    recorded: int = OFFERS_KEPT,
    workers: int | None = 1,
    told: int | None = None,
) -> Outcome:
    """Play a scenario in `worlds` parallel worlds, from world `first` on.

    Without `worlds` and `seed` the scenario's own are used; 0 is a seed.  `tick` is called with
    the share of the work done, 0 to 1.  The first `recorded` worlds are recorded in full: their offers, the log and
    the tables of values are kept (`told` is its old name, read until version 0.4).  More `workers` than one share the
    chunks, processes, or threads in a short run by kernels; None takes as many as are quickest.
    A script that asks for them must guard its start by `if __name__ == "__main__"`.
    ScenarioError if the scenario cannot be played, ValueError for numbers that make no sense, UserError if a
    process dies.
    """
    loaded = scenario if isinstance(scenario, LoadedScenario) else load_kept(scenario)
    spec = loaded.scenario
    count, start = spec.worlds if worlds is None else worlds, spec.seed if seed is None else seed
    crew = worker_count(count) if workers is None else workers
    size = chunk_size(count, crew) if chunk is None else chunk
    in_full = recorded if told is None else number_by_old_name(told)
    with quickest_for(count):
        found = play(loaded, RunSettings(count, start, first, size, in_full=in_full), tick, crew)
    backend()  # chosen now: whoever runs again in this process runs often, which makes up for the import of kernels
    return found


def number_by_old_name(told: int) -> int:
    """Return how many worlds are to be recorded in full, given under the old name; DeprecationWarning."""
    message = "sim.run(told=...) is called recorded=... now; the old name is read until version 0.4"
    warnings.warn(message, DeprecationWarning, stacklevel=3)
    return told


def worker_count(worlds: int) -> int:
    """Return how many processes or threads play so many worlds quickest: as many as there are cores, or one."""
    return usable_cores() if worlds >= WORLDS_FOR_PROCESSES else 1


def chunk_size(worlds: int, workers: int) -> int:
    """Return a chunk's worlds, so that workers get equally many chunks, as few as may be."""
    return max(1, -(-worlds // (workers * -(-max(worlds, 1) // (workers * LARGEST_CHUNK)))))


def play(loaded: LoadedScenario, settings: RunSettings, tick: Tick | None = None, workers: int = 1) -> Outcome:
    """Play a scenario as the settings say; see `run`."""
    with closing(play_chunks(loaded, settings, tick, workers)) as played:
        return combine(loaded, settings, list(played))


def play_chunks(
    loaded: LoadedScenario, settings: RunSettings, tick: Tick | None = None, workers: int = 1
) -> Generator[ChunkResult, None, None]:
    """Yield the chunks of a run, in the order of the worlds."""
    settings.check()
    begins = range(0, settings.worlds, settings.chunk)
    crew = min(workers, len(begins))
    if crew == 1:
        yield from (play_chunk_of_run(loaded, settings, done, tick) for done in begins)
    elif backend() == "numba" and settings.worlds < WORLDS_FOR_PROCESSES:
        yield from play_in_threads(loaded, settings, begins, tick or (lambda share: None), crew)
    else:
        done = 0
        with closing(play_in_processes(loaded, settings, begins, crew)) as parts:
            for part in parts:
                done += part.table.num_rows
                if tick:
                    tick(done / settings.worlds)
                yield part


def play_in_threads(
    loaded: LoadedScenario, settings: RunSettings, begins: Sequence[int], tick: Tick, workers: int
) -> list[ChunkResult]:
    """Return the chunks that begin at some worlds, played by threads: where most is done without the interpreter."""

    def work(done: int, look: Look) -> ChunkResult:
        return play_chunk_of_run(loaded, settings, done, lambda share: look())

    def tell(parts: Sequence[ChunkResult]) -> None:
        tick(sum(part.table.num_rows for part in parts) / settings.worlds)

    return map_in_threads(work, begins, workers, tell)


def play_in_processes(
    loaded: LoadedScenario, settings: RunSettings, begins: Sequence[int], workers: int
) -> Generator[ChunkResult, None, None]:
    """Yield the chunks that begin at some worlds, played by processes; UserError if one of these dies."""
    work = partial(_play_packed_chunk, pack_scenario(loaded.data), loaded.name, settings)
    return found_in_processes(work, begins, workers)


def _play_packed_chunk(data: bytes, name: str, settings: RunSettings, done: int) -> ChunkResult:
    """Play one chunk in a process of its own."""
    return play_chunk_of_run(LoadedScenario(unpack_scenario(data), {}, name), settings, done)


def combine(loaded: LoadedScenario, settings: RunSettings, parts: Sequence[ChunkResult]) -> Outcome:
    """Put the chunks together, in the order of the worlds; UserError if every world broke a rule."""
    worlds, accounts = (pa.concat_tables(tables).combine_chunks() for tables in zip(*map(rows_of, parts), strict=True))
    return outcome_of(loaded, settings, parts, worlds, accounts)


def rows_of(part: ChunkResult) -> tuple[pa.Table, pa.Table]:
    """Return the rows of a chunk: of its worlds, and of their accounts."""
    return part.table, part.accounts


def outcome_of(
    loaded: LoadedScenario, settings: RunSettings, parts: Sequence[ChunkResult], worlds: pa.Table, accounts: pa.Table
) -> Outcome:
    """Return what came out of chunks, with the rows of all; UserError if every world broke a rule."""
    breaches = tuple(breach for p in parts for breach in p.breaches)
    tell_breaches(breaches, settings.worlds)
    failures = tuple(failure for p in parts for failure in p.guest_failures)
    tell_failures(failures, settings.worlds)
    series = stack_series([p.records.series for p in parts if p.records.daily])
    named = {name_by_key(name, loaded.scenario.keys): held for name, held in series.items()}
    return Outcome(
        loaded=loaded,
        settings=settings,
        calendar=parts[0].calendar,
        agenda=parts[0].agenda,
        worlds=worlds,
        accounts=accounts,
        days=daily_quantiles(named, parts[0].calendar),
        series=series,
        log=[entry for p in parts for entry in p.records.log],
        scenes={world: scene for p in parts for world, scene in p.records.scenes.items()},
        breaches=breaches,
        guest_failures=failures,
    )


def tell_breaches(breaches: Sequence[Breach], worlds: int) -> None:
    """Warn of worlds that broke a rule and were left out; UserError if none is left."""
    if not breaches:
        return
    first = breaches[0]
    text = (
        f"{len(breaches):,} of {worlds:,} worlds broke a rule and were left out; world {first.world} on {first.words}"
    )
    if len(breaches) == worlds:
        raise UserError(f"{text}. No world is left: this is a fault of the program, please report it")
    warnings.warn(f"{text}. This is a fault of the program, please report it", BreachWarning, stacklevel=2)
