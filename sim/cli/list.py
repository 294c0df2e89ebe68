"""What `sim list` prints: rules, the JSON Schema, result columns, scenario keys, scenarios."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sim.core.errors import UserError

Listing = tuple[Any, str | None]


def rules() -> Listing:
    """Return the registered rules, with the first line of what each is."""
    from sim.scenario.schema.choice import REGISTRIES

    held = {
        kind: {name: (rule.__doc__ or "").strip().split("\n")[0] for name, rule in registry.items()}
        for kind, registry in REGISTRIES.items()
    }
    lines = [f"{kind}\n" + "\n".join(f"  {n:20s} {doc}" for n, doc in names.items()) for kind, names in held.items()]
    return held, "\n".join(lines)


def schema() -> Listing:
    """Return the JSON Schema of a scenario."""
    from sim.scenario.reference.guide import json_schema

    return json_schema(), None


def columns() -> Listing:
    """Return the columns of a result, with unit and meaning."""
    from sim.scenario.columns import COLUMNS, MAKER_COLUMNS, NEIGHBOUR_COLUMNS

    held = {**COLUMNS, **{f"<maker>_{name}": said for name, said in MAKER_COLUMNS.items()}}
    held |= {f"<neighbour>_{name}": said for name, said in NEIGHBOUR_COLUMNS.items()}
    lines = [f"{name:22s} {unit:18s} {meaning}" for name, (unit, meaning) in held.items()]
    return {name: {"unit": u, "meaning": m} for name, (u, m) in held.items()}, "\n".join(lines)


def keys() -> Listing:
    """Return the keys of a scenario as a page."""
    from sim.scenario.reference.guide import markdown

    return markdown(), markdown()


def scenarios() -> Listing:
    """Return the scenarios in the folder `scenarios`, with their questions."""
    from sim.scenario.reading.yaml_data import parse_yaml

    files = sorted(Path("scenarios").glob("*.yaml"))
    if not files:
        raise UserError("there is no folder scenarios/ here: call it from the folder that holds one")
    held = {str(file): str(parse_yaml(file).data.get("question", "")) for file in files}
    return held, "\n".join(f"{name:34s} {question}" for name, question in held.items())


KNOWN: dict[str, Callable[[], Listing]] = {
    "rules": rules,
    "schema": schema,
    "columns": columns,
    "keys": keys,
    "scenarios": scenarios,
}
