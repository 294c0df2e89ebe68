"""Runs of which the rows go into their folder as they come: of however many worlds, they need no more memory."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import replace
from pathlib import Path

import pyarrow as pa

from sim.runs.chunk import ChunkResult, RunSettings, Tick
from sim.runs.parquet import RowWriter, SavedRows
from sim.runs.results import ACCOUNTS, WORLDS, sound_writing
from sim.runs.run import WORLDS_FOR_PROCESSES, Outcome, outcome_of, play, play_chunks, rows_of
from sim.scenario.loading import LoadedScenario

NO_ROWS = pa.table({})


def play_into(
    staging: Path, out: Path, loaded: LoadedScenario, settings: RunSettings, tick: Tick | None = None, workers: int = 1
) -> Outcome:
    """Play a run; where it has many worlds, write their rows and accounts into `staging`, and hold none of them.

    ResultError if they cannot be written, with `out` as the place where the folder is to stand.
    """
    if settings.worlds < WORLDS_FOR_PROCESSES:
        return play(loaded, settings, tick, workers)
    files = [staging / WORLDS, *([staging / ACCOUNTS] if loaded.scenario.makers else [])]
    with sound_writing(staging, out), closing(play_chunks(loaded, settings, tick, workers)) as chunks:
        parts = list(write_chunks(files, chunks))
    worlds, accounts = [*map(SavedRows, files), NO_ROWS][:2]
    return outcome_of(loaded, settings, parts, worlds, accounts)


def write_chunks(files: Sequence[Path], chunks: Iterator[ChunkResult]) -> Iterator[ChunkResult]:
    """Yield the chunks of a run without their rows, which are written into files."""
    with ExitStack() as stack:
        writers = [stack.enter_context(RowWriter(file)) for file in files]
        for part in chunks:
            for writer, rows in zip(writers, rows_of(part), strict=False):  # without carmakers there are no accounts
                writer.add(rows)
            yield replace(part, table=NO_ROWS, accounts=NO_ROWS)
