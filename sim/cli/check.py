"""The verb `check`: read scenarios, and list every fault without playing them."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import AsKnownOn, Json, Settings, day_of
from sim.cli.output import as_json, say


def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    as_known_on: AsKnownOn = None,
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them; with a date, what was not yet known on it.

    Examples:
      sim check scenarios/*.yaml
      sim check scenarios/baseline.yaml --as-known-on 2025-05-15
    """
    found = [check_scenario(file, settings, json, day_of(as_known_on)) for file in scenarios]
    if json:
        say(as_json(found))
    if not all(each["sound"] for each in found):
        raise SystemExit(1)


def check_scenario(file: Path, settings: Sequence[str], json: bool, on: date | None = None) -> dict[str, Any]:
    """Return what is wrong with a scenario as plain data, and print it unless that is wanted as JSON."""
    from sim.scenario.as_known import load_as_known, replaced_data
    from sim.scenario.faults import ScenarioError
    from sim.scenario.schema.block import sourced_quantities
    from sim.scenario.sweep.scenarios import check_swept_scenarios

    try:
        loaded = load_as_known(file, settings, on)
        check_swept_scenarios(loaded)
    except ScenarioError as wrong:
        if not json:
            print(wrong, file=sys.stderr)
        return {"scenario": wrong.name, "sound": False, "faults": fault_data(wrong)}
    figures = sum(1 for _ in sourced_quantities(loaded.scenario))
    if not json:
        say(f"{loaded.name}: sound; {figures} figures with sources, {len(loaded.scenario.issues)} issues")
        for line in replaced_lines(loaded.replaced) if on is not None else []:
            say(line)
    told = {} if on is None else {"replaced": replaced_data(loaded.replaced)}
    return {"scenario": loaded.name, "sound": True, "figures": figures, "faults": [], **told}


def replaced_lines(replaced: Sequence[Any]) -> list[str]:
    """Return a line for each part that gave way to its prior, and the day by which it was known."""
    if not replaced:
        return ["all of it was known on that day"]
    wide = max(len(one.path) for one in replaced)
    return [f"  {one.path:{wide}}  known by {one.known_by}  prior {one.prior}" for one in replaced]


def fault_data(wrong: Any) -> list[dict[str, Any]]:
    """Return the faults of a scenario as plain data."""
    from sim.scenario.faults import path_text

    return [{"file": f.file, "line": f.line, "path": path_text(f.path), "message": f.message} for f in wrong.found]
