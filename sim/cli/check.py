"""The verb `check`: read scenarios, and list every fault without playing them."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, Settings
from sim.cli.output import as_json, say


def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    undrawn: Annotated[bool, typer.Option("--undrawn", help="list the plain numbers that have a range")] = False,
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them.

    A plain number that states a range is uncertain, but the same in every world: how many there are is said, and
    --undrawn lists them.  It is no fault.

    Examples:
      sim check scenarios/*.yaml
      sim check scenarios/baseline.yaml --undrawn
    """
    found = [check_scenario(file, settings, json, undrawn) for file in scenarios]
    if json:
        say(as_json(found))
    if not all(each["sound"] for each in found):
        raise SystemExit(1)


def check_scenario(file: Path, settings: Sequence[str], json: bool, undrawn: bool = False) -> dict[str, Any]:
    """Return what is wrong with a scenario as plain data, and print it unless that is wanted as JSON.

    undrawn: whether the plain numbers that have a range are listed one by one.
    """
    from sim.scenario.faults import ScenarioError
    from sim.scenario.loading import load
    from sim.scenario.schema.block import sourced_quantities
    from sim.scenario.sweep.scenarios import check_swept_scenarios

    try:
        loaded = load(file, settings)
        check_swept_scenarios(loaded)
    except ScenarioError as wrong:
        if not json:
            print(wrong, file=sys.stderr)
        return {"scenario": wrong.name, "sound": False, "faults": fault_data(wrong)}
    figures = [(path, quantity) for path, quantity, _ in sourced_quantities(loaded.scenario)]
    fixed = undrawn_figures(figures)
    if not json:
        say(f"{loaded.name}: sound; {len(figures)} figures with sources, {len(loaded.scenario.issues)} issues")
        for line in undrawn_lines(fixed, undrawn):
            say(line)
    return {"scenario": loaded.name, "sound": True, "figures": len(figures), "undrawn": fixed, "faults": []}


def undrawn_figures(figures: Iterable[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Return the plain numbers among (path, quantity) that state a range, with it."""
    from sim.scenario.faults import path_text

    held = [(path, quantity) for path, quantity in figures if quantity.value is not None and quantity.range is not None]
    return [
        {"path": path_text(path), "value": quantity.value, "range": list(quantity.range)}
        for path, quantity in held
        if quantity.range[0] < quantity.range[1]
    ]


def undrawn_lines(fixed: Sequence[dict[str, Any]], every: bool) -> list[str]:
    """Return what is said of plain numbers that have a range: how many there are, or each of them."""
    if not every:
        return [f"  {len(fixed)} plain numbers have a range but are the same in every world: --undrawn lists them"]
    ends = [f"{each['range'][0]:g} to {each['range'][1]:g}" for each in fixed]
    return [
        f"  {each['path']} is {each['value']:g} in every world, {end}" for each, end in zip(fixed, ends, strict=True)
    ]


def fault_data(wrong: Any) -> list[dict[str, Any]]:
    """Return the faults of a scenario as plain data."""
    from sim.scenario.faults import path_text

    return [{"file": f.file, "line": f.line, "path": path_text(f.path), "message": f.message} for f in wrong.found]
