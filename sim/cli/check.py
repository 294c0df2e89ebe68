"""The verb `check`: read scenarios, and list every fault without playing them."""

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from sim.cli.app import AsKnownOn, Json, Settings, day_of
from sim.cli.output import as_json, say, say_overridden


def check(
    scenarios: Annotated[list[Path], typer.Argument(help="one or more scenario files", metavar="SCENARIO...")],
    settings: Settings = [],  # noqa: B006 (typer reads the default, nobody changes it)
    as_known_on: AsKnownOn = None,
    undrawn: Annotated[bool, typer.Option("--undrawn", help="list the plain numbers that have a range")] = False,
    json: Json = False,
) -> None:
    """Read scenarios and list every fault, without playing them; with a date, what was not yet known on it.

    A plain number that states a range is uncertain, but the same in every world: how many there are is said, and
    --undrawn lists them.  It is no fault.

    Examples:
      sim check scenarios/*.yaml
      sim check scenarios/baseline.yaml --undrawn
      sim check scenarios/baseline.yaml --as-known-on 2025-05-15
    """
    found = [check_scenario(file, settings, json, undrawn, day_of(as_known_on)) for file in scenarios]
    if json:
        say(as_json(found))
    if not all(each["sound"] for each in found):
        raise SystemExit(1)


def check_scenario(
    file: Path, settings: Sequence[str], json: bool, undrawn: bool = False, on: date | None = None
) -> dict[str, Any]:
    """Return what is wrong with a scenario as plain data, and print it unless that is wanted as JSON.

    undrawn: whether the plain numbers that have a range are listed one by one; on: what was known on that day.
    """
    from sim.scenario.as_known import load_as_known, replaced_data
    from sim.scenario.faults import ScenarioError
    from sim.scenario.overridden import overridden_in_sweep
    from sim.scenario.schema.block import sourced_quantities
    from sim.scenario.sweep.scenarios import check_swept_scenarios

    try:
        loaded = load_as_known(file, settings, on)
        check_swept_scenarios(loaded)
        say_overridden(overridden_in_sweep(loaded.scenario, loaded.stated, settings))
    except ScenarioError as wrong:
        if not json:
            print(wrong, file=sys.stderr)
        return {"scenario": wrong.name, "sound": False, "faults": fault_data(wrong)}
    figures = [(path, quantity) for path, quantity, _ in sourced_quantities(loaded.scenario)]
    fixed = undrawn_figures(figures)
    if not json:
        say(f"{loaded.shown}: sound; {len(figures)} figures with sources, {issues_text(loaded)}")
        replaced = replaced_lines(loaded.replaced) if on is not None else []
        for line in [*undrawn_lines(fixed, undrawn), *unused_lines(loaded), *replaced]:
            say(line)
    told = {} if on is None else {"replaced": replaced_data(loaded.replaced)}
    found = {"scenario": loaded.name, "sound": True, "figures": len(figures), "undrawn": fixed, "faults": []}
    return {**found, **told}


def replaced_lines(replaced: Sequence[Any]) -> list[str]:
    """Return a line for each part that gave way to its prior, and the day by which it was known."""
    if not replaced:
        return ["all of it was known on that day"]
    wide = max(len(one.path) for one in replaced)
    return [f"  {one.path:{wide}}  known by {one.known_by}  prior {one.prior}" for one in replaced]


def issues_text(loaded: Any) -> str:
    """Return how many issues there are, in words."""
    count = len(loaded.scenario.issues)
    return f"{count} issue{'' if count == 1 else 's'}"


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
        count = f"{len(fixed)} plain number{' has' if len(fixed) == 1 else 's have'} a range but "
        verb = "is" if len(fixed) == 1 else "are"
        return [f"  {count}{verb} the same in every world: --undrawn lists them"] if fixed else []
    ends = [f"{each['range'][0]:g} to {each['range'][1]:g}" for each in fixed]
    return [
        f"  {each['path']} is {each['value']:g} in every world, {end}" for each, end in zip(fixed, ends, strict=True)
    ]


def unused_lines(loaded: Any) -> list[str]:
    """Return what is said of weights and of a date that change nothing; nothing where there are none."""
    from sim.scenario.odd_parts import odd_parts
    from sim.scenario.unused_weights import unused_weights

    found, told = list(unused_weights(loaded.scenario)), []
    if found:
        told = [f"  no issue has the components of these weights, which change nothing: {', '.join(found)}"]
    if not loaded.scenario.has_deadline and "deadline" in (loaded.data.get("calendar") or {}):
        told.append(
            "  calendar.deadline is not read, as there is no `deadline`: with `deadline: firm` the talks end then"
        )
    return [*told, *(f"  {said}" for said in odd_parts(loaded.scenario, loaded.data))]


def fault_data(wrong: Any) -> list[dict[str, Any]]:
    """Return the faults of a scenario as plain data."""
    from sim.scenario.faults import path_text

    return [{"file": f.file, "line": f.line, "path": path_text(f.path), "message": f.message} for f in wrong.found]
