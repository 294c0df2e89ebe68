"""Rows of a scenario that stand in a CSV file of their own: read into it, each with its line."""

import csv
from pathlib import Path
from typing import Any

from sim.scenario.faults import Fault, Place, short
from sim.scenario.files import Unreadable, content
from sim.scenario.text import VOID, Text

SHEETS: tuple[Place, ...] = (("market", "cars"),)  # where a CSV file may be named


def filled(text: Text, folder: Path) -> None:
    """Put the rows of each named CSV file, found from `folder`, in the place of its name."""
    for path in SHEETS:
        held: Any = text.data
        for key in path[:-1]:
            held = held.get(key) if isinstance(held, dict) else None
        if not isinstance(held, dict) or not isinstance(held.get(path[-1]), str):
            continue
        file, line = text.lines.get(path, (text.file, 1))
        try:
            held[path[-1]] = rows(text, folder / held[path[-1]], path)
        except Unreadable as wrong:
            name = held[path[-1]]
            text.found.append(Fault(file, line, path, f"{name}, named here, cannot be read: {wrong.message}"))
            text.void.add(path)
            held[path[-1]] = VOID


def rows(text: Text, path: Path, place: Place) -> list[dict[str, Any]]:
    """Return the rows of a CSV file, numbers as numbers; Unreadable if there is none."""
    lines = [(number, line) for number, line in enumerate(content(path).splitlines(), 1)]
    kept = [(number, line) for number, line in lines if line.strip() and not line.lstrip().startswith("#")]
    if len(kept) < 2:
        raise Unreadable(0, "it has no rows. Begin with a line of column names")
    names = [name.strip() for name in next(csv.reader([kept[0][1]]))]
    found: list[dict[str, Any]] = []
    for number, line in kept[1:]:
        cells = [cell.strip() for cell in next(csv.reader([line]))]
        here = (*place, len(found))
        text.lines[here] = (short(path), number)
        if len(cells) != len(names):
            message = f"has {len(cells)} cells, but there are {len(names)} columns: state one for each"
            text.found.append(Fault(short(path), number, here, message))
            text.void.add(here)
        found.append({name: cell(word) for name, word in zip(names, cells, strict=False)})
    return found


def cell(word: str) -> Any:
    """Return a whole number, a number, or the word itself."""
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return word
