"""Points that stand in a file: each column is checked against the scenario as the values of a sweep are."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from sim.scenario.checks.sweep import Trial, decisive_trials, locate_paths, refused_values
from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, ScenarioError, short_path
from sim.scenario.loading import LoadedScenario, faults_in_parts
from sim.scenario.reading.confinement import require_inside
from sim.scenario.reading.yaml_data import parse_value
from sim.scenario.schema.sweep import SCENARIO, SweepPart, too_many_points
from sim.scenario.shipped import find_file
from sim.scenario.sweep.points_file import PointsTable, read_points
from sim.scenario.sweep.scenarios import find_line, load_scenarios, sweep_fault


def load_points(loaded: LoadedScenario, sweep: SweepPart, folder: Path) -> pa.Table:
    """Return the points of the table that a sweep names; ScenarioError with every fault in it."""
    named = sweep.file or ""
    file = find_file(named, folder) or folder / named
    try:
        if find_line(loaded, ("sweep", "file"))[0] != COMMAND_LINE:
            require_inside(file, folder)
        sheet = read_points(file)
    except ValueError as wrong:
        line, message = wrong.args if len(wrong.args) == 2 else (0, str(wrong))
        here = sweep_fault(loaded, ("sweep", "file"), f"{named}: {message}")
        raise ScenarioError(loaded.name, [Fault(short_path(file), line, (), message) if line else here]) from None
    found = [
        sweep_fault(loaded, ("sweep", "file"), f"{named} {message}")
        for _, message in too_many_points(sheet.table.num_rows, sweep.worlds_per_point)
    ]
    found = found or [*PointsCheck(sheet, short_path(file)).find_faults(loaded, folder)]
    if found:
        raise ScenarioError(loaded.name, found)
    return sheet.table


def require_finite(value: float) -> float:
    """Return a number as it is; ValueError if it is beyond all numbers."""
    if not math.isfinite(value):
        raise ValueError(f"must be finite; found {value}")
    return value


@dataclass(frozen=True)
class PointsCheck:
    """A table of points held against the scenarios that it sweeps."""

    points: PointsTable
    file: str

    def find_faults(self, loaded: LoadedScenario, folder: Path) -> Iterator[Fault]:
        """Yield everything in the table that cannot be played."""
        names: dict[str, int] = {}
        if SCENARIO in self.points.table.column_names:
            names = {str(name): row for row, name in self.distinct_values(SCENARIO)}
        held, found = load_scenarios(names, folder, lambda row, message: self.fault_at_row(SCENARIO, row, message))
        yield from found
        for name, one in (held or {"": loaded}).items():
            for path, row, message in self.unsettable_cells(one.data):
                yield self.fault_at_row(path, row, f"in {name}: {message}" if name else message)

    def unsettable_cells(self, data: dict[str, Any]) -> Iterator[tuple[str, int | None, str]]:
        """Yield path, row and message of what cannot be set on plain data; no row for a whole column."""
        places, wrong = locate_paths(data, [name for name in self.points.table.column_names if name != SCENARIO])
        yield from ((path, None, message) for path, _, message in wrong)
        trials = {}
        for path, place in places.items():
            read, unread = self.column_trials(path)
            yield from unread
            trials[path] = decisive_trials(read, place)
        yield from refused_values(data, places, trials, (), faults_in_parts)

    def column_trials(self, path: str) -> tuple[list[Trial], list[tuple[str, int, str]]]:
        """Return the different values of a column with their rows, and what cannot be read of them."""
        held: list[Trial] = []
        wrong: list[tuple[str, int, str]] = []
        for row, value in self.distinct_values(path):
            try:
                held.append((row, parse_value(value) if isinstance(value, str) else require_finite(value)))
            except ValueError as unread:
                wrong.append((path, row, str(unread)))
        return held, wrong

    def distinct_values(self, path: str) -> Iterator[tuple[int, Any]]:
        """Yield the different values of a column, each with the first row that holds it."""
        column = self.points.table.column(path)
        rows = pa.table({"value": column, "row": pa.array(range(len(column)))}).filter(pc.is_valid(column))
        first = rows.group_by("value").aggregate([("row", "min")]).sort_by("row_min")
        yield from zip(first.column("row_min").to_pylist(), first.column("value").to_pylist(), strict=True)

    def fault_at_row(self, path: str, row: int | None, message: str) -> Fault:
        """Return a fault at the line of a row, at its number where the file has no lines, or at the names."""
        if self.points.lines is not None:
            return Fault(self.file, self.points.lines[row] if row is not None else 1, (path,), message)
        place: KeyPath = (path,) if row is None else (path, row)
        return Fault(self.file, 0, place, message)
