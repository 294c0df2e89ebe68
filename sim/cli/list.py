"""The verb `list`: what this version knows, the whole of a short list, the sections of a long one."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.long_text import entry_lines, say_long
from sim.cli.output import as_json, say

if TYPE_CHECKING:
    from sim.scenario.reference.sections import Section

WHAT_HELP = "rules, invariants, schema, columns, keys, scenarios, figures or glossary"
PART_HELP = "a section of keys, columns or the glossary, or one entry: `sim list keys election`"
ALL_HELP = "print all of keys, columns or the glossary in place of the sections"
ENOUGH = 24  # columns given to names
EXAMPLES = {"keys": "election", "columns": "makers", "glossary": "statistics"}  # sections, where there are some
NOUNS = {"glossary": "words"}  # what the entries of a list are, where its name does not say so
WIDEST = 44  # columns given to names that are long, as dotted paths are


@dataclass(frozen=True)
class Listing:
    """A list: plain data; as text, where it has another form; in sections, where it is long."""

    data: Any
    text: str | None
    sections: "Mapping[str, Section] | None" = None


def list_(
    what: Annotated[str, typer.Argument(help=WHAT_HELP, metavar="WHAT")] = "rules",
    part: Annotated[str | None, typer.Argument(help=PART_HELP, metavar="PART", show_default=False)] = None,
    all_: Annotated[bool, typer.Option("--all", help=ALL_HELP)] = False,
    json: Json = False,
) -> None:
    """List what this version knows: rules, invariants, schema, columns, scenario keys, scenarios, figures, glossary.

    Examples:
      sim list keys election
      sim list columns party_a_value
      sim list glossary "reference weights"
      sim list schema > scenario.schema.json
    """
    if what not in KNOWN:
        print(f"no such list: {what}. Known: {', '.join(KNOWN)}", file=sys.stderr)
        raise SystemExit(2)
    refuse_odd([(part is not None and all_, "--all prints all: leave it out, or the name of the section")])
    found = with_usual_names(KNOWN[what]())
    if part is not None:
        say_part(what, found, part, json)
    elif json or found.text is None:
        say(as_json(found.data))
    else:
        say_long(found.text if all_ or found.sections is None else overview_text(what, found.sections))


def with_usual_names(held: Listing) -> Listing:
    """Return a list in which the parties have the names of the first scenario."""
    from sim.scenario.party_words import usual_words
    from sim.scenario.reference.sections import Entry, Section

    words, sections = usual_words(), None
    if held.sections is not None:
        sections = {
            name: Section(
                words.text(part.about),
                {
                    words.text(key): Entry(words.text(e.meaning), tuple(words.data(e.more)))
                    for key, e in part.entries.items()
                },
            )
            for name, part in held.sections.items()
        }
    return Listing(words.data(held.data), None if held.text is None else words.text(held.text), sections)


def say_part(what: str, found: Listing, part: str, json: bool) -> None:
    """Print one section or one entry of a list; UserError where there is none of that name."""
    from sim.core.errors import UserError
    from sim.scenario.faults import closest_word

    if found.sections is None:
        raise UserError(f"`sim list {what}` has no sections and prints all; those that have: {', '.join(EXAMPLES)}")
    chosen = chosen_entries(found.sections, part)
    if not chosen:
        guess = closest_word(
            part, [*found.sections, *(name for held in found.sections.values() for name in held.entries)]
        )
        cure = f"Did you mean {guess}?" if guess else f"`sim list {what}` names its sections"
        raise UserError(f"no section and no entry {part} in {what}. {cure}")
    data = {name: {"about": held.about, **entries_data(held)} for name, held in chosen.items()}
    note = f"\n{KEYS_NOTE}" if what == "keys" else ""
    text = "\n\n".join(section_text(name, held) for name, held in chosen.items())
    say(as_json(data)) if json else say_long(f"{text}{note}")


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


KEYS_NOTE = (
    "\nus and korea stand for the two parties: a scenario that declares `parties` has their keys in these places"
)


def overview_text(what: str, sections: "Mapping[str, Section]") -> str:
    """Return the names of the sections, how many entries each has, and how to ask for one."""
    wide = max(map(len, sections)) + 1
    rows = [(f"{name:{wide}s}{len(held.entries):4d}", held.about) for name, held in sections.items()]
    number = sum(len(held.entries) for held in sections.values())
    ask = f"`sim list {what} {EXAMPLES[what]}` prints one section, `sim list {what} --all` everything"
    told = (
        f"{number:,} {NOUNS.get(what, what)} in {len(sections)} sections:\n{ask}{KEYS_NOTE if what == 'keys' else ''}"
    )
    return f"{entry_lines(rows, wide + 5)}\n\n{told}"


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


# --- the lists ------------------------------------------------------------------------------------


def rules() -> Listing:
    """Return the registered rules, with the first line of what each is."""
    from sim.scenario.schema.choice import REGISTRIES

    found = {
        kind: {name: (rule.__doc__ or "").strip().split("\n")[0] for name, rule in registry.items()}
        for kind, registry in REGISTRIES.items()
    }
    parts = [
        f"{kind}\n" + entry_lines([(f"  {name}", said) for name, said in names.items()], ENOUGH - 2)
        for kind, names in found.items()
    ]
    return Listing(found, "\n".join(parts))


def invariants() -> Listing:
    """Return what must hold in every world of every run."""
    from sim.scenario.invariants import RULES

    text = entry_lines([(name, rule.says) for name, rule in RULES.items()], 12)
    return Listing({name: vars(rule) for name, rule in RULES.items()}, text)


def schema() -> Listing:
    """Return the JSON Schema of a scenario."""
    from sim.scenario.reference.guide import json_schema

    return Listing(json_schema(), None)


def columns() -> Listing:
    """Return the columns of a result, with unit and meaning."""
    from sim.scenario.reference.sections import column_sections

    sections = column_sections()
    data = {
        name: {"unit": "".join(said.more), "meaning": said.meaning, "section": section}
        for section, held in sections.items()
        for name, said in held.entries.items()
    }
    return Listing(data, "\n\n".join(section_text(name, held) for name, held in sections.items()), sections)


def keys() -> Listing:
    """Return the keys of a scenario; all of them are the page of the reference."""
    from sim.scenario.reference.guide import markdown
    from sim.scenario.reference.sections import key_sections

    sections = key_sections()
    data = {name: {"about": held.about, **entries_data(held)} for name, held in sections.items()}
    return Listing(data, markdown(), sections)


def scenarios() -> Listing:
    """Return the scenarios that can be played by name, with their questions: those here first, then the shipped."""
    from sim.scenario.listing import known_scenarios

    found = known_scenarios()
    return Listing(found, entry_lines(found.items(), 34))


def figures() -> Listing:
    """Return the figures that `sim draw` makes."""
    from sim.reporting.figure_list import FIGURE_LIST

    text = entry_lines([(name, f"{entry.shows} [{entry.takes}]") for name, entry in FIGURE_LIST.items()], 12)
    return Listing({name: vars(entry) for name, entry in FIGURE_LIST.items()}, text)


def glossary() -> Listing:
    """Return every word that text, tables, figures, columns and options have."""
    from sim.cli.option_list import option_section
    from sim.scenario.reference.terms.glossary_sections import glossary_sections

    sections = {**glossary_sections(), "options": option_section()}
    data = {name: {"about": held.about, **entries_data(held)} for name, held in sections.items()}
    return Listing(data, "\n\n".join(section_text(name, held) for name, held in sections.items()), sections)


KNOWN: dict[str, Callable[[], Listing]] = {
    "rules": rules,
    "invariants": invariants,
    "schema": schema,
    "columns": columns,
    "keys": keys,
    "scenarios": scenarios,
    "figures": figures,
    "glossary": glossary,
}
