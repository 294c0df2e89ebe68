"""Every parameter of a scenario in one table a part, beside what the baseline has: an appendix of the ODD.

Made from the schema, so that none can be missing: blocks in the order of the keys, then the rules that a scenario may
name, with theirs.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from sim.scenario.reference.guide import WHERE, blocks, first_line, key_rows, markdown_table
from sim.scenario.schema.block import names_in, number_text
from sim.scenario.schema.choice import REGISTRIES, Choice, parameters_of
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

HEAD = ["parameter", "unit", "meaning", "values", "in the baseline"]
MOST_SHOWN = 4  # different values of one parameter; of more, the first and how many there are
LONGEST = 60  # characters of a value that is no figure
SELF_CHECKED = ("source", "known_by")  # stand in nearly every block, and are no figures of the model
INTRO = (
    "Part of [the model by the ODD protocol](odd.md): every parameter that a scenario can state, with its unit,\n"
    "the values allowed, and what `scenarios/baseline.yaml` has. A figure may be a distribution, from which each\n"
    "world draws one value on the day it begins: `triangular` low, mode, high; `uniform` low, high; `lognormal`\n"
    "median and sigma; `normal` mean and standard deviation. Where a figure comes from, or that it is *assumed*,\n"
    "stands beside it in the file; [the reference of scenarios](../../scenarios/README.md) says how to write one.\n"
    "`<name>` is a name of the scenario's own, `<place>` an item of a list; where several have the same parameter\n"
    "their values stand side by side. Beside the figures of a block may stand `source`, and `known_by`, the day\n"
    "by which they were known."
)

Stated = dict[str, list[Any]]


def parameter_sections(baseline: Scenario) -> list[str]:
    """Return the sections of the page."""
    stated = stated_values(baseline)
    parts = [INTRO, "## Parts of a scenario"]
    for path, block in blocks(Scenario):
        rows = [row for row in key_rows(block) if row[0].strip("`") not in SELF_CHECKED]
        title = f"### `{path}`" if path else "### The file"
        parts += [title, first_line(block), parameter_table(rows, f"{path}." if path else "", stated)]
    parts.append("## Rules that a scenario names")
    for kind, registry in REGISTRIES.items():
        title, where = WHERE[kind]
        parts += [f"### {title}", f"Named under {where}."]
        rows = [
            [f"`{name}.{row[0][1:]}", *row[1:]]
            for name, rule in registry.items()
            for row in key_rows(parameters_of(rule))
            if row[0].strip("`") not in SELF_CHECKED
        ]
        without = [f"`{name}`" for name in registry if not any(row[0].startswith(f"`{name}.") for row in rows)]
        parts += [parameter_table(rows, f"{kind}:", stated)] if rows else []
        parts += [f"Without parameters: {', '.join(without)}."] if without else []
    return parts


def parameter_table(rows: list[list[str]], before: str, stated: Stated) -> str:
    """Return the table of some keys, as `key_rows` gives them, with what the baseline has."""
    found = []
    for name, unit, meaning, looks, default in rows:
        values = stated.get(before + name.strip("`"), [])
        allowed = looks if default == "required" else f"{looks}; default {default}"
        found.append([name, unit, meaning, allowed, values_text(values)])
    return markdown_table(HEAD, found)


def stated_values(baseline: Scenario) -> Stated:
    """Return what a scenario has of each parameter: by its path with <name> and <place>, of a rule by its kind."""
    found: Stated = defaultdict(list)
    for path, value in leaves_of(baseline, ""):
        if value is not None:
            found[path].append(value)
    return found


def leaves_of(held: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield the path and the value of every parameter below a part of a scenario, blocks themselves left out."""
    if isinstance(held, Choice):
        yield path, held.name
        kind = "Bidding" if type(held).__name__ == "SimpleBidding" else type(held).__name__
        yield from leaves_of(held.parameters, f"{kind}:{held.name}")
    elif isinstance(held, BaseModel) and not isinstance(held, Quantity):
        for name in names_in(held):
            yield from leaves_of(getattr(held, name), f"{path}.{name}" if path else name)
    elif isinstance(held, dict) and holds_blocks(held.values()):
        for value in held.values():
            yield from leaves_of(value, f"{path}.<name>")
    elif isinstance(held, list) and holds_blocks(held):
        for value in held:
            yield from leaves_of(value, f"{path}.<place>")
    else:
        yield path, held


def holds_blocks(values: Any) -> bool:
    """Return whether what a mapping or a list holds are blocks, or further mappings and lists of them."""
    return any(
        holds_blocks(value.values() if isinstance(value, dict) else value)
        if isinstance(value, dict | list)
        else isinstance(value, BaseModel) and not isinstance(value, Quantity)
        for value in values
    )


def values_text(values: list[Any]) -> str:
    """Return what the baseline has of a parameter, each different value once."""
    texts = list(dict.fromkeys(value_text(value) for value in values))
    if len(texts) > MOST_SHOWN:
        return f"{'; '.join(texts[:MOST_SHOWN])}; and {len(texts) - MOST_SHOWN} more"
    return "; ".join(texts)


def value_text(value: Any) -> str:
    """Return a value as it is shown: a figure with its distribution, a list or a mapping with its items."""
    if isinstance(value, Quantity):
        figures = ", ".join(number_text(figure) for figure in value.parameters)
        return figures if value.shape == "value" else f"{value.shape} {figures}"
    if isinstance(value, dict):
        return ", ".join(f"`{name}` {value_text(held)}" for name, held in value.items())
    if isinstance(value, list | tuple):
        return shorten_text(", ".join(value_text(held) for held in value))
    if isinstance(value, bool):
        return str(value).lower()
    return number_text(value) if isinstance(value, int | float) else shorten_text(str(value))


def shorten_text(text: str) -> str:
    """Return a text, cut off behind a word where it is long."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rsplit(' ', 1)[0].rstrip(',')} ..."
