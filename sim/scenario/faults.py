"""Faults of a scenario: where, what was found, the rule, the likely cure."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One fault: its file and line (0 where there is none), its dotted path, and a message."""

    file: str
    line: int
    path: Place
    message: str


class ScenarioError(Exception):
    """A scenario that cannot be played; carries every fault found."""

    def __init__(self, name: str, found: list[Fault]) -> None:
        self.name = name
        self.found = sorted(set(found), key=lambda f: (f.file != name, f.file, f.line, dotted(f.path)))
        super().__init__(report(name, self.found))


def dotted(path: Place) -> str:
    """Return a path as it is written: events[0].peer."""
    text = ""
    for key in path:
        text += f"[{key}]" if isinstance(key, int) else f".{key}" if text else key
    return text


def report(name: str, found: list[Fault]) -> str:
    """Return the text a user reads: every fault, in the order of the lines."""
    lines = [f"{name}: {len(found)} fault{'s' if len(found) != 1 else ''}; nothing was run", ""]
    for fault in found:
        where = f"line {fault.line}" if fault.line else "command line" if fault.file == "--set" else ""
        here = "" if fault.file in (name, "--set") else f"{fault.file} "
        lines.append(f"  {here}{where}  {dotted(fault.path)}".rstrip())
        lines.append(f"      {fault.message}")
    return "\n".join(lines)


def meant(word: str, known: Iterable[str]) -> str:
    """Return a guess at what was meant, or what there is."""
    names = list(known)
    close = get_close_matches(word, names, n=1, cutoff=0.6)
    return f"Did you mean {close[0]}?" if close else f"Known: {', '.join(names)}"


def short(path: Path) -> str:
    """Return a path as the user would write it: below the current folder, or in full."""
    full = path.resolve()
    return str(full.relative_to(Path.cwd())) if full.is_relative_to(Path.cwd()) else str(full)
