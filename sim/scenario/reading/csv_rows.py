"""Rows of a scenario that stand in a CSV file of their own: read into it, each with its line.

The file is sought beside the scenario that names it, then among the shipped scenarios, so that a
copy of a shipped scenario can be played from anywhere.  Its first line names the columns, which
are the keys of a row; lines that are blank or begin with # are skipped.  A column that holds
numbers is read as numbers, any other as text.
"""

import csv
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sim.scenario.faults import Fault, KeyPath, closest_word, describe_value, short_path, suggestion
from sim.scenario.reading.confinement import require_inside
from sim.scenario.reading.files import Unreadable, read_text
from sim.scenario.reading.scalars import DECIMAL, INTEGER, parse_number
from sim.scenario.reading.scenario_text import VOID, ScenarioText
from sim.scenario.schema.tree import block_at, field_at, types_allowed
from sim.scenario.shipped import find_file, shipped_folder

CSV_PATHS: tuple[KeyPath, ...] = (("market", "cars"),)  # where a CSV file may be named

Line = tuple[int, list[str]]  # its number in the file, its cells


def insert_csv_rows(text: ScenarioText, folder: Path, within: Path | None = None) -> None:
    """Put the rows of each named CSV file, found from `folder`, in the place of its name.

    within  folder that it must not lead out of (see `confinement`); without one it may lead anywhere
    """
    for path in CSV_PATHS:
        held: Any = text.data
        for key in path[:-1]:
            held = held.get(key) if isinstance(held, dict) else None
        if isinstance(held, dict) and isinstance(held.get(path[-1]), str):
            held[path[-1]] = CsvRows(text, path, held[path[-1]]).read(folder, within)


@dataclass(frozen=True)
class CsvRows:
    """A CSV file named at a path of a text, which keeps its lines and faults."""

    text: ScenarioText
    path: KeyPath
    name: str

    def read(self, folder: Path, within: Path | None = None) -> Any:
        """Return the rows of the file; VOID, and a fault, if there are none to read."""
        found = find_csv(folder, self.name)
        try:
            if within is not None:
                require_inside(found or folder / self.name, within)
        except ValueError as outside:
            return self.note_void(*self.named_at(), f"{describe_value(self.name)} {outside}")
        if found is None:
            sought = dict.fromkeys(short_path(where) for where in (folder, shipped_folder()))
            places = " and in ".join("this folder" if where == "." else where for where in sought)
            wrong = (
                f"no such CSV file: {describe_value(self.name)}, sought in {places}. {nearest_csv(folder, self.name)}"
            )
            return self.note_void(*self.named_at(), wrong)
        file = short_path(found)
        try:
            lines = [*self.cut_lines(read_text(found))]
        except Unreadable as wrong:
            if not wrong.line:
                return self.note_void(*self.named_at(), f"{self.name}: {wrong.message}")
            return self.note_void(file, wrong.line, wrong.message)
        if not lines:
            return self.note_void(file, 1, f"is empty. Begin with a line of column names: {', '.join(self.columns)}")
        return self.rows(file, *lines)

    @property
    def columns(self) -> list[str]:
        """The keys of a row."""
        block = block_at((*self.path, 0))
        return list(block.model_fields) if block is not None else []

    def named_at(self) -> tuple[str, int]:
        """Return file and line at which the CSV file is named."""
        above = (self.path[:end] for end in range(len(self.path), 0, -1))
        return next((self.text.lines[at] for at in above if at in self.text.lines), (self.text.file, 1))

    def note_void(self, file: str, line: int, *messages: str) -> Any:
        """Note faults that leave nothing to read."""
        self.text.faults += [Fault(file, line, self.path, message) for message in messages]
        self.text.void.add(self.path)
        return VOID

    def cut_lines(self, content: str) -> Iterator[Line]:
        """Yield the lines that are neither blank nor a comment, cut into cells."""
        for number, line in enumerate(re.split(r"\r\n|\r|\n", content), 1):
            if line.lstrip(' "').startswith("#"):
                continue
            if line.count('"') % 2:
                raise Unreadable(number, "a quote is not closed: put one at either end of the cell, or none")
            try:
                cells = [cell.strip() for row in csv.reader([line], skipinitialspace=True) for cell in row]
            except csv.Error as wrong:
                raise Unreadable(number, f"not a CSV file: {wrong}") from None
            if any(cells):
                yield number, cells

    def rows(self, file: str, head: Line, *lines: Line) -> Any:
        """Return a row for each line below the column names."""
        columns = head[1]
        wrong = list(column_faults(columns, self.columns))
        counts = {len(cells) for _, cells in lines}
        if not wrong and not lines:
            wrong.append("names columns, but no line follows: add one for each row")
        elif not wrong and len(lines) > 1 and len(counts) == 1 and counts != {len(columns)}:
            wrong.append(f"names {len(columns)} columns, but every line has {counts.pop()} cells: name each once")
        if wrong:
            return self.note_void(file, head[0], *wrong)
        return [self.row(file, line, columns, (*self.path, place)) for place, line in enumerate(lines)]

    def row(self, file: str, line: Line, columns: list[str], here: KeyPath) -> dict[str, Any]:
        """Return one row, as far as it can be read."""
        number, cells = line
        self.text.lines[here] = (file, number)
        wrong = line_fault(cells, columns)
        if wrong:
            self.text.faults.append(Fault(file, number, here, wrong))
            self.text.void.add(here)
        row: dict[str, Any] = {}
        for column, word in zip(columns, cells, strict=False):
            try:
                row[column] = parse_cell(word, (*self.path, 0, column))
            except ValueError as beyond:
                self.text.faults.append(Fault(file, number, (*here, column), str(beyond)))
                self.text.void.add((*here, column))
                row[column] = VOID
        return row


def find_csv(folder: Path, name: str) -> Path | None:
    """Return where a named file is, if it is anywhere."""
    found = find_file(name, folder)
    return found if found is not None and found.is_file() else None


def nearest_csv(folder: Path, name: str) -> str:
    """Return a guess at the CSV file that was meant, or what there is."""
    found: dict[str, None] = {}
    for where in (folder, shipped_folder()):
        for near in ((where / name).parent, where / "data"):
            if os.path.isdir(near):
                found |= dict.fromkeys(os.path.relpath(file, where) for file in sorted(near.glob("*.csv")))
    return suggestion(name, found)


def column_faults(columns: list[str], known: list[str]) -> Iterator[str]:
    """Yield what is wrong with the names of the columns."""
    other = re.search(r"[;\t]", columns[0])
    if len(columns) == 1 and other:
        yield f"commas must stand between the cells; found {'semicolons' if other[0] == ';' else 'tabs'}"
        return
    absent = [name for name in known if name not in columns]
    if len(absent) == len(known) and not any(closest_word(name, known) for name in columns):
        yield f"the first line must name the columns {', '.join(known)}; found {', '.join(columns)}"
        return
    if "" in columns:
        yield f"column {columns.index('') + 1} has no name: name it, or take it out of every line"
    for place, name in enumerate(columns):
        if name and name in columns[:place]:
            yield f"the column {name} stands twice: delete one"
        elif name and name not in known:
            guess = closest_word(name, absent)
            absent = [column for column in absent if column != guess]
            yield f"no such column: {name}. {suggestion(name, [guess] if guess else known)}"
    if absent:
        yield f"lacks the column{'s' * (len(absent) > 1)} {', '.join(absent)}"


def line_fault(cells: list[str], columns: list[str]) -> str:
    """Return what is wrong with the form of a line, or nothing."""
    if cells == columns:
        return "names the columns again: delete this line"
    if len(cells) == len(columns):
        return ""
    rule = f"has {len(cells)} cells, but there are {len(columns)} columns: state one for each"
    return f"{rule}. A cell with a comma in it must be in quotes"


def parse_cell(word: str, column: KeyPath) -> Any:
    """Return what a cell holds: a number where one is wanted, if it is one; ValueError if it is too large."""
    numeric = wants_number(column) and (INTEGER.fullmatch(word) or DECIMAL.fullmatch(word))
    return parse_number(word) if numeric else word


@lru_cache(maxsize=256)
def wants_number(column: KeyPath) -> bool:
    """Return whether the schema wants a number at a path."""
    field = field_at(column)
    return field is not None and bool({int, float} & set(types_allowed(field.annotation)))
