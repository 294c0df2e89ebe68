"""The reference of scenarios: scenarios/README.md and the JSON Schema, both made from the schema.

`python -m sim.scenario.reference.guide`, run in the root of the repository, writes both.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import NoneType
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.core.stream_names import usual_names
from sim.scenario.party_words import PartyWords, reference_words, usual_words
from sim.scenario.reading.yaml_data import parse_yaml
from sim.scenario.reference.glossary import EDITORS, GLOSSARY, GRAMMAR, INTRO, SWEEPS, VARIANTS
from sim.scenario.reference.json_schema import json_schema
from sim.scenario.schema.block import declaration_of, number_text
from sim.scenario.schema.choice import REGISTRIES, Choice, parameters_of
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.tree import block_of, field_meaning, fields_of, types_allowed

__all__ = ["json_schema", "markdown", "questions", "shipped_table"]

WHERE = {
    "Bidding": ("Bidding", "`tactic`"),
    "Opponent": ("Opponent models", "`opponent`"),
    "Acceptance": ("Acceptance", "`acceptance`"),
    "Offering": ("Offers", "`offer`"),
    "Opening": ("Openings", "`opening`: where demands begin, and which issues ground is given on last"),
    "Demand": ("Demands under doubt", "`doubt.demand`: what a demand is measured in where a signature may not hold"),
    "FlowRule": ("Flows", "`issues.<name>.flows`"),
    "StockRule": ("Stocks", "`industry.stock`"),
    "HonourRule": ("Honour", "`election.honour`: whether a signature before the vote is believed to hold"),
}
TYPE_NAMES = {float: "number", int: "whole number", str: "text", bool: "true or false", dt.date: "date", Any: "value"}


def markdown_table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def bounds_text(field: FieldInfo) -> str:
    """Return the bounds of a field in words."""
    extra = declaration_of(field)
    low, high = extra.get("low"), extra.get("high")
    strict = bool(extra.get("strict"))
    for rule in field.metadata:
        low, high = getattr(rule, "ge", getattr(rule, "gt", low)), getattr(rule, "le", high)
        strict = strict or hasattr(rule, "gt")
    if low is None:
        return "" if high is None else f"at most {number_text(high)}"
    if high is not None and not strict:
        return f"{number_text(low)} to {number_text(high)}"
    least = f"{'above' if strict else 'at least'} {number_text(low)}"
    return least if high is None else f"{least}, at most {number_text(high)}"


def form_text(annotation: Any) -> str:
    """Return what a value looks like, in words."""
    found = types_allowed(annotation)
    block = block_of(annotation)
    if block is not None:
        return "figure" if block is Quantity else "rule" if issubclass(block, Choice) else "block"
    if set(found) == {float, str}:
        return "number or name"
    origin, held = get_origin(found[0]), get_args(found[0])
    if origin is Literal:
        return "one of " + ", ".join(map(str, held))
    if origin is dict:
        return f"{plural(form_text(held[1]))} by name"
    if origin is tuple:
        return f"{len(held)} {plural(form_text(held[0]))}"
    return f"list of {plural(form_text(held[0]))}" if origin is list else TYPE_NAMES[found[0]]


def plural(words: str) -> str:
    """Return the plural of a form."""
    if words.startswith("list of"):
        return words.replace("list", "lists", 1)
    return "numbers or names" if words == "number or name" else f"{words}s"


def default_text(field: FieldInfo) -> str:
    """Return whether a field must be stated, or its default."""
    default = field.default
    if field.default_factory is not None:
        return "as said"
    if field.is_required() or default is PydanticUndefined:
        return "required"
    if isinstance(default, Quantity):
        return number_text(default.central)
    if isinstance(default, Choice):
        return default.name
    if default in ("", dt.date.min):
        return "as said"
    words = {"None": "none", "[]": "empty", "{}": "empty", "False": "false", "True": "true"}
    return words.get(str(default), f"{default:g}" if isinstance(default, float) else str(default))


def key_rows(block: type[BaseModel], said: PartyWords | None = None) -> list[list[str]]:
    """Return a row for each key of a block; `said`: words for the parties, where they are not those of the page."""
    found, told = [], said or reference_words()
    for name, field in fields_of(block, told.keys).items():
        optional = field.is_required() and NoneType in get_args(field.annotation)
        looks = ", ".join(
            word for word in (form_text(field.annotation), bounds_text(field), "or `none`" * optional) if word
        )
        words = (str(declaration_of(field).get("unit", "")), field_meaning(field))
        found.append([f"`{name}`", *map(told.text, words), looks, default_text(field)])
    return found


def block_below(annotation: Any, path: str) -> tuple[type[BaseModel] | None, str]:
    """Return the block below a field, through mappings and lists, and its path."""
    block = block_of(annotation)
    if block is not None:
        return (None, path) if block is Quantity or issubclass(block, Choice) else (block, path)
    for kind in types_allowed(annotation):
        if get_origin(kind) is dict:
            return block_below(get_args(kind)[1], f"{path}.<name>")
        if get_origin(kind) is list:
            return block_below(get_args(kind)[0], f"{path}.<place>")
    return None, path


def blocks(
    block: type[BaseModel], path: str = "", parties: tuple[str, str] | None = None
) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield every block of the scenario with its path, in the order of the keys.

    parties   keys of the two; None, those of the reference pages
    """
    yield path, block
    for name, field in fields_of(block, parties or usual_words().keys).items():
        inner, place = block_below(field.annotation, f"{path}.{name}" if path else name)
        if inner is not None:
            yield from blocks(inner, place, parties)


def key_tables() -> str:
    """Return a table of keys for each block."""
    head = ["key", "unit", "meaning", "value", "default"]
    parts = []
    for path, block in blocks(Scenario):
        title = f"### `{path}`" if path else "### The file"
        parts.append(f"{title}\n\n{first_line(block)}\n\n{markdown_table(head, key_rows(block))}\n")
    return "\n".join(parts)


def first_line(held: Any) -> str:
    """Return the first line of a docstring."""
    return str(held.__doc__ or "").strip().split("\n")[0]


def rule_tables() -> str:
    """Return the registered rules with their parameters."""
    parts = []
    for kind, registry in REGISTRIES.items():
        title, where = WHERE[kind]
        held = [[f"`{name}`", first_line(rule)] for name, rule in registry.items()]
        parts.append(f"### {title}\n\nNamed under {where}.\n\n{markdown_table(['rule', 'what it does'], held)}\n")
        head = ["parameter", "unit", "meaning", "value", "default"]
        stated = [
            [f"`{name}.{row[0][1:]}", *row[1:]]
            for name, rule in registry.items()
            for row in key_rows(parameters_of(rule))
            if row[0] not in ("`source`", "`known_by`")
        ]
        if stated:
            parts.append(f"{markdown_table(head, stated)}\n")
    return "\n".join(parts)


def shipped_table(questions_by_file: Mapping[str, str]) -> str:
    """Return the list of shipped scenarios with their questions."""
    held = [[f"[`{name}`]({name})", question] for name, question in questions_by_file.items()]
    return f"## The scenarios here\n\n{markdown_table(['file', 'question'], held)}\n"


def questions(folder: Path) -> dict[str, str]:
    """Return the question of every scenario in a folder, by file name; the baseline first."""
    files = sorted(folder.glob("*.yaml"), key=lambda file: (file.name != "baseline.yaml", file.name))
    return {file.name: str(parse_yaml(file).data.get("question", "")) for file in files}


def markdown(questions_by_file: Mapping[str, str] | None = None) -> str:
    """Return the reference page; with `questions_by_file`, the questions of the shipped scenarios by file name."""
    words = markdown_table(["word", "meaning"], [[word, said] for word, said in GLOSSARY.items()])
    parts = [
        INTRO,
        *([shipped_table(questions_by_file)] if questions_by_file else []),
        f"## Words\n\nThe same words stand in scenarios, code, tables of results and figures.\n\n{words}\n",
        GRAMMAR,
        VARIANTS,
        SWEEPS,
        EDITORS,
        "## Keys\n\n`<name>` stands for a name of your choice, `<place>` for an item of a list. Beside the keys of a\n"
        f"variant may stand `extends` and `more_events`.\n\n{key_tables()}",
        f"## Rules\n\nBeside the parameters of a rule may stand their `source`.\n\n{rule_tables()}",
    ]
    return usual_words().text("\n".join(parts)).replace("PEER_EVENT", usual_names()["peer_events"][0])


def main() -> None:
    """Write both files below the current folder."""
    folder = Path("scenarios")
    (folder / "README.md").write_text(markdown(questions(folder)), encoding="utf-8")
    text = json.dumps(json_schema(), indent=2, sort_keys=True) + "\n"
    (Path("sim") / "scenario" / "schema.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
