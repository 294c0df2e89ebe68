"""Points that stand in a file: each column is checked against the scenario as the values of a sweep are."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.scenario.checks.sweep import Trial, enough, placed, refused
from sim.scenario.faults import Fault, Place, ScenarioError, short
from sim.scenario.loading import Loaded, wrong_in
from sim.scenario.reading.yaml_data import phrase
from sim.scenario.schema.sweep import SCENARIO, SweepPart, too_many
from sim.scenario.sweep.points_file import Sheet, read
from sim.scenario.sweep.scenarios import located, opened


def given(loaded: Loaded, sweep: SweepPart, folder: Path) -> pa.Table:
    """Return the points of the table that a sweep names; ScenarioError with every fault in it."""
    named = sweep.file or ""
    file = folder / named
    try:
        sheet = read(file)
    except ValueError as wrong:
        line, message = wrong.args
        here = located(loaded, ("sweep", "file"), f"{named}: {message}")
        raise ScenarioError(loaded.name, [Fault(short(file), line, (), message) if line else here]) from None
    found = [
        located(loaded, ("sweep", "file"), f"{named} {message}")
        for _, message in too_many(sheet.table.num_rows, sweep.worlds_per_point)
    ]
    found = found or [*Checked(sheet, short(file)).wrongs(loaded, folder)]
    if found:
        raise ScenarioError(loaded.name, found)
    return sheet.table


def finite(value: float) -> float:
    """Return a number as it is; ValueError if it is beyond all numbers."""
    if not math.isfinite(value):
        raise ValueError(f"must be finite; found {value}")
    return value


@dataclass(frozen=True)
class Checked:
    """A table of points held against the scenarios that it sweeps."""

    sheet: Sheet
    file: str

    def wrongs(self, loaded: Loaded, folder: Path) -> Iterator[Fault]:
        """Yield everything in the table that cannot be played."""
        names: dict[str, int] = {}
        if SCENARIO in self.sheet.table.column_names:
            names = {str(name): row for row, name in self.different(SCENARIO)}
        held, found = opened(names, folder, lambda row, message: self.told(SCENARIO, row, message))
        yield from found
        for name, one in (held or {"": loaded}).items():
            for path, row, message in self.misfits(one.data):
                yield self.told(path, row, f"in {name}: {message}" if name else message)

    def misfits(self, data: dict[str, Any]) -> Iterator[tuple[str, int | None, str]]:
        """Yield path, row and message of what cannot be set on plain data; no row for a whole column."""
        places, wrong = placed(data, [name for name in self.sheet.table.column_names if name != SCENARIO])
        yield from ((path, None, message) for path, _, message in wrong)
        trials = {}
        for path, place in places.items():
            read, unread = self.trials(path)
            yield from unread
            trials[path] = enough(read, place)
        yield from refused(data, places, trials, (), wrong_in)

    def trials(self, path: str) -> tuple[list[Trial], list[tuple[str, int, str]]]:
        """Return the different values of a column with their rows, and what cannot be read of them."""
        held: list[Trial] = []
        wrong: list[tuple[str, int, str]] = []
        for row, value in self.different(path):
            try:
                held.append((row, phrase(value) if isinstance(value, str) else finite(value)))
            except ValueError as unread:
                wrong.append((path, row, str(unread)))
        return held, wrong

    def different(self, path: str) -> Iterator[tuple[int, Any]]:
        """Yield the different values of a column, each with the first row that holds it."""
        column = self.sheet.table.column(path)
        rows = pa.table({"value": column, "row": pa.array(range(len(column)))}).filter(pc.is_valid(column))
        first = rows.group_by("value").aggregate([("row", "min")]).sort_by("row_min")
        yield from zip(first.column("row_min").to_pylist(), first.column("value").to_pylist(), strict=True)

    def told(self, path: str, row: int | None, message: str) -> Fault:
        """Return a fault at the line of a row, at its number where the file has no lines, or at the names."""
        if self.sheet.lines is not None:
            return Fault(self.file, self.sheet.lines[row] if row is not None else 1, (path,), message)
        place: Place = (path,) if row is None else (path, row)
        return Fault(self.file, 0, place, message)
