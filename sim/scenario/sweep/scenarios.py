"""Whole scenarios as what a sweep varies: each file is read, and what else is swept is tried in each.

Files are sought beside the file that names them.  The faults of all of them are told together.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.scenario.checks.sweep import factor_faults
from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, ScenarioError
from sim.scenario.loading import LoadedScenario, faults_in_parts, load
from sim.scenario.reading.confinement import require_inside
from sim.scenario.schema.sweep import SCENARIO, SweepPart
from sim.scenario.shipped import find_scenario

MakeFault = Callable[[Any, str], Fault]  # where something stands, and what is wrong with it


def swept_scenarios(loaded: LoadedScenario, sweep: SweepPart, folder: Path) -> dict[str, LoadedScenario]:
    """Return the swept scenarios by the name they are given; ScenarioError with the faults of all."""
    stated = sweep.over[SCENARIO].values if SCENARIO in sweep.over else None
    names = {name: ("sweep", "over", SCENARIO, "values", place) for place, name in enumerate(stated or [])}

    def tell(at: KeyPath, message: str) -> Fault:
        return sweep_fault(loaded, at, message)

    held, found = load_scenarios(names, folder, tell)
    rest = {path: part for path, part in sweep.over.items() if path != SCENARIO}
    for name, one in held.items():
        found += [
            tell(at, f"in {name}: {message}") for at, message in factor_faults(one.data, rest, (), faults_in_parts)
        ]
    if found:
        raise ScenarioError(loaded.name, found)
    return held


def check_swept_scenarios(loaded: LoadedScenario) -> None:
    """Read the scenario files that a scenario sweeps, if it does; ScenarioError with the faults of all."""
    if loaded.scenario.sweep is not None:
        swept_scenarios(loaded, loaded.scenario.sweep, search_folder(loaded, ("sweep", "over", SCENARIO)))


def load_scenarios(
    names: Mapping[str, Any], folder: Path, tell: MakeFault
) -> tuple[dict[str, LoadedScenario], list[Fault]]:
    """Return the scenarios of some names, each with the place where it stands, and what is wrong with them."""
    held: dict[str, LoadedScenario] = {}
    found: list[Fault] = []
    for name, at in names.items():
        try:
            file = find_scenario(name, folder)
            require_inside(file, folder)
            held[name] = load(file)
        except ValueError as wrong:
            found.append(tell(at, f"{name} {wrong}"))
        except ScenarioError as wrong:
            found += [fault if fault.line else tell(at, f"{name}: {fault.message}") for fault in wrong.found]
    return held, found


def find_line(loaded: LoadedScenario, path: KeyPath) -> tuple[str, int]:
    """Return file and line of a piece of a sweep, or of the nearest above it."""
    near = path
    while near and near not in loaded.lines:
        near = near[:-1]
    return loaded.lines.get(near, (loaded.name, 0))


def search_folder(loaded: LoadedScenario, path: KeyPath) -> Path:
    """Return the folder in which files named at a path of a sweep are sought: that of the file that names them."""
    file, _ = find_line(loaded, path)
    return Path() if file == COMMAND_LINE else Path(file).parent


def sweep_fault(loaded: LoadedScenario, path: KeyPath, message: str) -> Fault:
    """Return a fault of a sweep at its line."""
    return Fault(*find_line(loaded, path), path, message)
