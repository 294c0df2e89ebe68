"""The verb `list`: what this version knows, the whole of a short list, the sections of a long one."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sim.cli.app import Json, refuse_odd
from sim.cli.list_sections import chosen_entries, entries_data, section_text
from sim.cli.long_text import entry_lines, say_long
from sim.cli.output import as_json, say

if TYPE_CHECKING:
    from sim.scenario.party_words import PartyWords
    from sim.scenario.reference.sections import Section

WHAT_HELP = "rules, invariants, schema, columns, keys, scenarios, figures or glossary"
PART_HELP = "a section of keys, columns or the glossary, or one entry: `sim list keys election`"
FOR_HELP = "scenario whose names the parties have: `sim list keys governments --for mine.yaml`"
ALL_HELP = "print all of keys, columns or the glossary in place of the sections"
ENOUGH = 24  # columns given to names
EXAMPLES = {"keys": "election", "columns": "makers", "glossary": "statistics"}  # sections, where there are some
KEYS_NOTE = "\n{} and {} stand for the two parties: a file that names others has their keys (--for SCENARIO)"
NOUNS = {"glossary": "words"}  # what the entries of a list are, where its name does not say so


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
    for_: Annotated[Path | None, typer.Option("--for", metavar="SCENARIO", help=FOR_HELP)] = None,
    json: Json = False,
) -> None:
    """List what this version knows: rules, invariants, schema, columns, scenario keys, scenarios, figures, glossary.

    Examples:
      sim list keys election
      sim list columns party_a_value
      sim list glossary "reference weights"
      sim list keys --for mine.yaml
      sim list schema > scenario.schema.json
    """
    if what not in KNOWN:
        print(f"no such list: {what}. Known: {', '.join(KNOWN)}", file=sys.stderr)
        raise SystemExit(2)
    refuse_odd([(part is not None and all_, "--all prints all: leave it out, or the name of the section")])
    found = listing_of(what, for_)
    if part is not None:
        say_part(what, found, part, json)
    elif json or found.text is None:
        say(as_json(found.data))
    else:
        say_long(found.text if all_ or found.sections is None else overview_text(what, found.sections))
    if what == "keys" and for_ is None and not (all_ or json):
        tell_whose_keys(found.sections if part is None else chosen_entries(found.sections or {}, part))


def listing_of(what: str, scenario: Path | None) -> Listing:
    """Return a list in which the parties have the names of a scenario; None, of the first one."""
    from sim.scenario.loading import load
    from sim.scenario.party_words import usual_words, words_of

    words = None if scenario is None else words_of(load(scenario).scenario)
    return with_names(keys(words) if what == "keys" else KNOWN[what](), words or usual_words())


def with_names(held: Listing, words: "PartyWords") -> Listing:
    """Return a list with the words for the parties filled in."""
    from sim.scenario.reference.sections import Entry, Section

    sections = None
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
    text = "\n\n".join(section_text(name, held) for name, held in chosen.items())
    say(as_json(data)) if json else say_long(text)


def tell_whose_keys(shown: "Mapping[str, Section] | None") -> None:
    """Say below keys that are shown which of them stand for those of any two parties, if there are some."""
    from sim.scenario.party_words import usual_words

    first, second = usual_words().keys
    if {first, second} & set(shown or {}):
        say(KEYS_NOTE.format(first, second))


def overview_text(what: str, sections: "Mapping[str, Section]") -> str:
    """Return the names of the sections, how many entries each has, and how to ask for one."""
    wide = max(map(len, sections)) + 1
    rows = [(f"{name:{wide}s}{len(held.entries):4d}", held.about) for name, held in sections.items()]
    number = sum(len(held.entries) for held in sections.values())
    ask = f"`sim list {what} {EXAMPLES[what]}` prints one section, `sim list {what} --all` everything"
    return f"{entry_lines(rows, wide + 5)}\n\n{number:,} {NOUNS.get(what, what)} in {len(sections)} sections:\n{ask}"


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


def keys(words: "PartyWords | None" = None) -> Listing:
    """Return the keys of a scenario, of its parties by their words; all of them are the page of the reference."""
    from sim.scenario.reference.guide import markdown
    from sim.scenario.reference.sections import key_sections

    sections = key_sections(words)
    data = {name: {"about": held.about, **entries_data(held)} for name, held in sections.items()}
    own = "\n\n".join(section_text(name, held) for name, held in sections.items()) if words else markdown()
    return Listing(data, own, sections)


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
