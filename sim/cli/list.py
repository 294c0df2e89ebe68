"""The verb `list`: rules, invariants, the JSON Schema, result columns, scenario keys, scenarios, figures."""

import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from sim.cli.app import Json
from sim.cli.output import as_json, say

Listing = tuple[Any, str | None]  # plain data, and the same as text where it has another form


def list_(
    what: Annotated[
        str, typer.Argument(help="rules, invariants, schema, columns, keys, scenarios or figures", metavar="WHAT")
    ] = "rules",
    json: Json = False,
) -> None:
    """List what this version knows: rules, invariants, the JSON Schema, columns, scenario keys, scenarios, figures.

    Example: sim list schema > scenario.schema.json
    """
    if what not in KNOWN:
        print(f"no such list: {what}. Known: {', '.join(KNOWN)}", file=sys.stderr)
        raise SystemExit(2)
    value, text = KNOWN[what]()
    say(as_json(value) if json or text is None else text)


def rules() -> Listing:
    """Return the registered rules, with the first line of what each is."""
    from sim.scenario.schema.choice import REGISTRIES

    found = {
        kind: {name: (rule.__doc__ or "").strip().split("\n")[0] for name, rule in registry.items()}
        for kind, registry in REGISTRIES.items()
    }
    lines = [f"{kind}\n" + "\n".join(f"  {n:20s} {doc}" for n, doc in names.items()) for kind, names in found.items()]
    return found, "\n".join(lines)


def invariants() -> Listing:
    """Return what must hold in every world of every run."""
    from sim.scenario.invariants import RULES

    text = "\n".join(f"{name:12s} {rule.says}" for name, rule in RULES.items())
    return {name: vars(rule) for name, rule in RULES.items()}, text


def schema() -> Listing:
    """Return the JSON Schema of a scenario."""
    from sim.scenario.reference.guide import json_schema

    return json_schema(), None


def columns() -> Listing:
    """Return the columns of a result, with unit and meaning."""
    from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, PARTNER_COLUMNS, RULING_COLUMNS, stage_columns

    found = {**COLUMNS, **{f"<maker>_{name}": said for name, said in MAKER_COLUMNS.items()}}
    found |= {f"<partner>_{name}": said for name, said in PARTNER_COLUMNS.items()}
    found |= {**stage_columns(["<issue>"], ["<maker>"]), **RULING_COLUMNS}
    lines = [f"{name:22s} {unit:18s} {meaning}" for name, (unit, meaning) in found.items()]
    return {name: {"unit": u, "meaning": m} for name, (u, m) in found.items()}, "\n".join(lines)


def keys() -> Listing:
    """Return the keys of a scenario as a page."""
    from sim.scenario.reference.guide import markdown

    return markdown(), markdown()


def scenarios() -> Listing:
    """Return the scenarios that can be played by name, with their questions: those here first, then the shipped."""
    from sim.scenario.listing import known_scenarios

    found = known_scenarios()
    return found, "\n".join(f"{name:34s} {question}".rstrip() for name, question in found.items())


def figures() -> Listing:
    """Return the figures that `sim draw` makes."""
    from sim.reporting.figure_list import FIGURE_LIST, figure_lines

    return {name: vars(entry) for name, entry in FIGURE_LIST.items()}, figure_lines()


KNOWN: dict[str, Callable[[], Listing]] = {
    "rules": rules,
    "invariants": invariants,
    "schema": schema,
    "columns": columns,
    "keys": keys,
    "scenarios": scenarios,
    "figures": figures,
}
