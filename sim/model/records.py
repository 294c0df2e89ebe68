"""What is written down day by day, for the first worlds of a run.

Series are kept per world, so that means and quantiles are those of the whole and do not depend on
how worlds were cut into chunks.  Offers and events are kept in full for fewer worlds still.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.core.worlds import Array, Flags, Whole


@dataclass
class Records:
    """Daily series and the full log of some worlds.

    names    of the series
    days     one array a day, (series, worlds), of the first `daily` worlds
    log      one row for each thing that happened in the first `in_full` worlds
    scenes   the tables of those worlds on the day of signature, or on the last day
    last_offers  side -> what it has last offered in those worlds, (worlds, issues), -1 before any offer
    put_off  what writes figures of days that were put off, to be worked out for many days at once; None without any
    """

    daily: int
    in_full: int
    first: int = 0
    names: tuple[str, ...] = ()
    days: list[NDArray[np.float32]] = field(default_factory=list)
    log: list[dict[str, Any]] = field(default_factory=list)
    scenes: dict[int, dict[str, Array]] = field(default_factory=dict)
    put_off: Callable[[], None] | None = None
    last_offers: dict[int, Whole] = field(default_factory=dict)

    def add_day(self, names: tuple[str, ...], values: NDArray[np.float32]) -> None:
        """Write down one day's series, (series, worlds)."""
        self.names = names
        self.days.append(values)

    def complete(self) -> None:
        """Write what was put off."""
        if self.put_off is not None:
            self.put_off()

    def close(self) -> None:
        """Write what was put off; nothing more will be."""
        self.complete()
        self.put_off = None
        self.last_offers = {}

    @property
    def series(self) -> dict[str, NDArray[np.float32]]:
        """The series by name, (days, worlds) each."""
        self.complete()
        held = np.stack(self.days, axis=1) if self.days else ()
        return dict(zip(self.names, held, strict=True))

    def note(self, day: int, kind: str, rows: Whole, **more: Any) -> None:
        """Write down something that happened in some worlds; arrays in `more` go by row."""
        count = int(np.searchsorted(rows, self.in_full))  # rows rise
        columns = [list(v[:count]) if isinstance(v, np.ndarray) else [v] * count for v in more.values()]
        said = zip(*columns, strict=True) if columns else repeat((), count)
        for row, values in zip(rows[:count].tolist(), said, strict=True):
            held = dict(zip(more, values, strict=True))
            self.log.append({"day": day, "world": self.first + row, "kind": kind, **held})

    def keep_scene(self, rows: Whole, tables: dict[str, Array]) -> None:
        """Keep the tables of some worlds, (issues, levels) each."""
        for row in rows[rows < self.in_full]:
            self.scenes[self.first + int(row)] = {name: values[row].copy() for name, values in tables.items()}

    def leave_out(self, worlds: Flags) -> None:
        """Leave out worlds that do not count, (worlds,): no figure of theirs in the series, nothing in the log."""
        self.complete()
        numbers = {self.first + int(row) for row in np.flatnonzero(worlds)}
        self.log = [entry for entry in self.log if entry["world"] not in numbers]
        self.scenes = {world: scene for world, scene in self.scenes.items() if world not in numbers}
        for values in self.days:
            values[:, worlds[: values.shape[1]]] = np.nan

    def forget_scene(self, rows: Whole) -> None:
        """Drop the tables of worlds whose deal was voided."""
        for row in rows:
            self.scenes.pop(self.first + int(row), None)


def best_so_far(before: Array, rows: Whole, value: Array) -> Array:
    """Return the most offered so far, (worlds,), after offers in some worlds; nan before any."""
    found = before.copy()
    found[rows] = np.fmax(found[rows], value)
    return found
