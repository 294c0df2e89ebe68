"""What a class takes, as lines of `sim bench --only class`: scripted students over loopback, who think for a while."""

import asyncio
from collections.abc import Iterator
from typing import Any

from sim.bench.line import BenchLine, Promise
from sim.classroom.room.extra import require_libraries
from sim.classroom.room.load import Load, Measured, play_class

FULL = (Load(60, 1), Load(60, 6), Load(300, 1))
QUICK = (Load(6, 2, moves=3, thought=(0.1, 0.2)),)
HELD_TO = 60  # students, up to whom time and memory are promised; that no move is lost is promised of any number
QUICK_MOVE, SMALL, NONE = Promise("at most", 300), Promise("at most", 1000), Promise("at most", 0)


def class_lines(quick: bool) -> Iterator[BenchLine]:
    """Yield what each class takes; UserError where the extra is missing."""
    require_libraries()
    for load in QUICK if quick else FULL:
        yield from lines_of(load, asyncio.run(play_class(load)))


def lines_of(load: Load, got: Measured) -> Iterator[BenchLine]:
    """Yield the time of a move, moves that were lost, and memory of the server."""
    least, most = load.thought
    setting: dict[str, Any] = {"students": load.students, "rooms": load.rooms, "moves": len(got.seconds), "seed": 1}
    setting |= {"thought_s_assumed": f"{least:g} to {most:g}", "processor_ms_a_move": got.work_of_move}
    few = load.students <= HELD_TO
    times = [1000 * seconds for seconds in got.seconds]
    yield BenchLine("class", "from sending a move to its answer", "ms", times, setting, "moves", clock="wall")
    slow, promise = 1000 * got.quantile(0.95), QUICK_MOVE if few else None
    yield BenchLine("class", "the same, 95th percentile", "ms", [slow], setting, promise=promise, clock="wall")
    lost = got.lost + len(got.refused)
    yield BenchLine("class", "moves lost or refused", "moves", [lost], setting, promise=NONE, clock=None)
    promise = SMALL if few else None
    yield BenchLine("class", "memory of the server", "MB", [got.memory / 1e6], setting, promise=promise, clock=None)
