"""The keys of a scenario and the columns of a result in sections, so that a reader can ask for one of them.

Keys: a section for each key at the top (`election` and all below it) and one for each kind of rule (`bidding`).
Columns: a section for each table, and for what stands in it only where a scenario has it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sim.economy.carmakers.accounts import ITEMS
from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PARTNER_COLUMNS, RULING_COLUMNS, stage_columns
from sim.scenario.party_words import PartyWords, usual_words
from sim.scenario.reference.guide import WHERE, block_below, blocks, first_line, key_rows
from sim.scenario.schema.choice import REGISTRIES, parameters_of
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import field_meaning, fields_of

TOP = "file"  # the section of the keys at the top that hold a value and no block
WORLDS = "one row a world (worlds.parquet); beside these one column an issue and one a draw, by their names"


@dataclass(frozen=True)
class Entry:
    """A key or a column: what it means, and what more is to be said of it (unit, value, default)."""

    meaning: str
    more: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The meaning, with what more there is in brackets."""
        return f"{self.meaning} [{'; '.join(self.more)}]" if self.more else self.meaning


@dataclass(frozen=True)
class Section:
    """What a section is about, and its entries by name."""

    about: str
    entries: dict[str, Entry]


def key_sections(words: PartyWords | None = None) -> dict[str, Section]:
    """Return the keys of a scenario by section: those at the top, each block with all below it, each kind of rule.

    What a section is about is said up to the first semicolon: the whole stands in the language of scenarios.
    words   for the parties, whose keys are shown; None, those of the reference pages
    """
    keys = (words or usual_words()).keys
    fields = fields_of(Scenario, keys)
    heads = {name for name, field in fields.items() if block_below(field.annotation, name)[0] is not None}
    at_top = {name: held for name, held in block_entries("", Scenario, words).items() if name not in heads}
    found = {TOP: Section("keys at the top that hold a value", at_top)}
    for name in (name for name in fields if name in heads):
        found[name] = Section((field_meaning(fields[name]) or block_line(name, keys)).split(";")[0], {})
    for path, block in blocks(Scenario, parties=keys):
        if path:
            found[path.split(".")[0]].entries.update(block_entries(path, block, words))
    return found | rule_sections()


def block_line(name: str, keys: tuple[str, str]) -> str:
    """Return the first line of the block below a key at the top."""
    return first_line(block_below(fields_of(Scenario, keys)[name].annotation, name)[0])


def block_entries(path: str, block: type, words: PartyWords | None = None) -> dict[str, Entry]:
    """Return the keys of one block by dotted path."""
    before = f"{path}." if path else ""
    return {
        f"{before}{name.strip('`')}": Entry(meaning, clean_cells(unit, looks, default))
        for name, unit, meaning, looks, default in key_rows(block, words)
        if path == "" or name not in ("`source`", "`known_by`")
    }


def clean_cells(unit: str, looks: str, default: str) -> tuple[str, ...]:
    """Return unit, value and default of a key as plain words, those that there are."""
    told = default if default == "required" else f"default {default}"
    return tuple(text.replace("`", "") for text in (unit, looks, told) if text)


def rule_sections() -> dict[str, Section]:
    """Return the rules that a key may name, and their parameters, by kind."""
    found = {}
    for kind, registry in REGISTRIES.items():
        title, where = WHERE[kind]
        entries = {}
        for name, rule in registry.items():
            entries[name] = Entry(first_line(rule))
            entries.update(block_entries(name, parameters_of(rule)))
        found[rule_section(kind)] = Section(f"{title.lower()}: rules named under {where}".replace("`", ""), entries)
    return found


def rule_section(kind: str) -> str:
    """Return the name of the section of a kind of rule."""
    return kind.removesuffix("Rule").lower()


def column_sections() -> dict[str, Section]:
    """Return the columns of a result by section."""
    stages = stage_columns(["<issue>"], ["<maker>"])
    return {
        "worlds": Section(WORLDS, column_entries(COLUMNS)),
        "makers": Section("of each carmaker, in worlds.parquet", column_entries(MAKER_COLUMNS, "<maker>_")),
        "partners": Section("of other partners' talks", column_entries(PARTNER_COLUMNS, "<partner>_")),
        "stages": Section("of deals in stages, where a scenario has `stages`", column_entries(stages)),
        "rulings": Section("of rulings on a deal, where a scenario has `statutes`", column_entries(RULING_COLUMNS)),
        "accounts": Section("one row a carmaker, quarter and world (accounts.parquet)", column_entries(ITEMS)),
    }


def column_entries(columns: Mapping[str, tuple[str, str]], before: str = "") -> dict[str, Entry]:
    """Return columns as entries, by name."""
    return {f"{before}{name}": Entry(meaning, (unit,) if unit else ()) for name, (unit, meaning) in columns.items()}
