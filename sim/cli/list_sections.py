"""Sections of a long list: those that are asked for, as text and as data."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sim.cli.long_text import entry_lines

if TYPE_CHECKING:
    from sim.scenario.reference.sections import Section

WIDEST = 44  # columns given to names that are long, as dotted paths are


def chosen_entries(sections: "Mapping[str, Section]", part: str) -> "dict[str, Section]":
    """Return the section of a name, or of each section the entry of that name with those below it; none, if none."""
    from sim.scenario.reference.sections import Section

    if part in sections:
        return {part: sections[part]}
    found = {}
    for name, held in sections.items():
        own = {path: said for path, said in held.entries.items() if is_asked_for(path, part)}
        if own:
            found[name] = Section(held.about, own)
    return found or below_parties(sections, part)


def below_parties(sections: "Mapping[str, Section]", part: str) -> "dict[str, Section]":
    """Return of each section the entries of a name that stand one below another: governments, below a party."""
    from sim.scenario.reference.sections import Section

    found = {}
    for name, held in sections.items():
        own = {path: said for path, said in held.entries.items() if is_asked_for(path.partition(".")[2], part)}
        if own:
            found[name] = Section(held.about, own)
    return found


def is_asked_for(name: str, part: str) -> bool:
    """Whether an entry is the one of a name, in letters of any size, an option of that name, or stands below it."""
    asked, names = part.lower(), [one.strip() for one in name.lower().split(",")]
    return asked in (name.lower(), *names, *(one.lstrip("-") for one in names)) or name.lower().startswith(f"{asked}.")


def section_text(name: str, held: "Section") -> str:
    """Return a section as text, an entry a line."""
    rows = [(entry, said.text) for entry, said in held.entries.items()]
    return f"{name}: {held.about}\n\n{entry_lines(rows, name_width(held.entries))}"


def name_width(names: Mapping[str, Any]) -> int:
    """Return the columns that names are given."""
    return min(max(map(len, names)) + 1, WIDEST)


def entries_data(held: "Section") -> dict[str, Any]:
    """Return the entries of a section as plain data."""
    return {
        "entries": {name: {"meaning": said.meaning, "more": list(said.more)} for name, said in held.entries.items()}
    }
