"""Faults of a scenario: where, what was found, the rule, the likely cure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from os.path import realpath
from pathlib import Path
from typing import Any

from sim.core.errors import UserError
from sim.scenario.shipped import shown_file

KeyPath = tuple[str | int, ...]

COMMAND_LINE = "--set"  # stands for the file where a fault comes from the command line
MOST_SHOWN = 50  # faults told one by one
MOST_SAID = 2000  # characters of a message, which may hold what was found


@dataclass(frozen=True)
class Fault:
    """One fault: its file and line (0 where there is none), its dotted path, and a message."""

    file: str
    line: int
    path: KeyPath
    message: str


class ScenarioError(UserError):
    """A scenario that cannot be played; carries every fault found."""

    def __init__(self, name: str, found: list[Fault]) -> None:
        super().__init__(name, found)
        self.name = name
        self.found = sorted(set(found), key=lambda f: (f.file != name, f.file, f.line, _rank(f.path), f.message))

    def __str__(self) -> str:
        return fault_report(self.name, self.found)


def _rank(path: KeyPath) -> list[tuple[int, str]]:
    """Return a key that sorts paths, item 10 after item 2."""
    return [(key, "") if isinstance(key, int) else (-1, key) for key in path]


def path_text(path: KeyPath) -> str:
    """Return a path as it is written: events[0].peer."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def paths_meet(one: KeyPath, other: KeyPath) -> bool:
    """Whether one path leads to or through the other."""
    short_of_both = min(len(one), len(other))
    return short_of_both > 0 and one[:short_of_both] == other[:short_of_both]


def fault_report(name: str, found: list[Fault]) -> str:
    """Return the text a user reads: every fault, in the order of the lines."""
    lines = [f"{shown_file(name)}: {len(found)} fault{'s' if len(found) != 1 else ''}; nothing was run", ""]
    for fault in found[:MOST_SHOWN]:
        where = f"line {fault.line}  " if fault.line else "command line  " if fault.file == COMMAND_LINE else ""
        here = "" if fault.file in (name, COMMAND_LINE) else f"{shown_file(fault.file)} "
        place = f"  {here}{where}{path_text(fault.path)}".rstrip()
        lines += [line for line in (place, f"      {shorten_message(fault.message)}") if line]
    if len(found) > MOST_SHOWN:
        lines.append(f"  and {len(found) - MOST_SHOWN} more")
    return "\n".join(lines)


def shorten_message(text: str) -> str:
    """Return a message, its middle left out if it is long."""
    half = MOST_SAID // 2
    return text if len(text) <= MOST_SAID else f"{text[:half]} ... ({len(text):,} characters) ... {text[-half:]}"


def describe_value(given: Any) -> str:
    """Return a value as it may stand in a message."""
    if isinstance(given, bool):
        return str(given).lower()
    kinds: dict[type, str] = {type(None): "nothing", list: "a list", dict: "a block"}
    return kinds.get(type(given)) or (f"{given!r}" if isinstance(given, str) else f"{given}")


def closest_word(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """Return the known word that was probably meant, or nothing."""
    found = get_close_matches(word.lower(), list(known), n=1, cutoff=cutoff)
    return found[0] if found else ""


def guess_column(word: str, known: Iterable[str]) -> str:
    """Return a guess at the result column that was meant, or where they are listed, as there are some hundred."""
    guess = closest_word(word, known)
    return f"Did you mean {guess}?" if guess else "`sim list columns` says what there is"


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a guess at what was meant, or what there is."""
    names = list(known)
    guess = closest_word(word, names)
    return f"Did you mean {guess}?" if guess else f"Known: {', '.join(names) or 'none'}"


def short_path(path: Path) -> str:
    """Return a path as the user would write it: below the current folder, or in full."""
    if "\0" in str(path):
        return repr(str(path))
    full, here = Path(realpath(path)), Path.cwd()
    return str(full.relative_to(here)) if full.is_relative_to(here) else str(full)
