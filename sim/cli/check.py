"""The verb `check`: read scenarios, and list every fault without playing them."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import Json, Settings
from sim.cli.output import as_json, say


def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them.

    Example: sim check scenarios/*.yaml
    """
    found = [check_scenario(file, settings, json) for file in scenarios]
    if json:
        say(as_json(found))
    if not all(each["sound"] for each in found):
        raise SystemExit(1)


def check_scenario(file: Path, settings: Sequence[str], json: bool) -> dict[str, Any]:
    """Return what is wrong with a scenario as plain data, and print it unless that is wanted as JSON."""
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
    figures = sum(1 for _ in sourced_quantities(loaded.scenario))
    if not json:
        say(f"{loaded.name}: sound; {figures} figures with sources, {len(loaded.scenario.issues)} issues")
    return {"scenario": loaded.name, "sound": True, "figures": figures, "faults": []}


def fault_data(wrong: Any) -> list[dict[str, Any]]:
    """Return the faults of a scenario as plain data."""
    from sim.scenario.faults import path_text

    return [{"file": f.file, "line": f.line, "path": path_text(f.path), "message": f.message} for f in wrong.found]
