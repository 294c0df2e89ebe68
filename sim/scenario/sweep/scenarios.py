"""Whole scenarios as what a sweep varies: each file is read, and what else is swept is tried in each.

Files are sought beside the file that names them.  The faults of all of them are told together.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from sim.scenario.checks.sweep import misfits
from sim.scenario.faults import SETTING, Fault, Place, ScenarioError
from sim.scenario.loading import Loaded, load, wrong_in
from sim.scenario.schema.sweep import SCENARIO, SweepPart

Tell = Callable[[Any, str], Fault]  # where something stands, and what is wrong with it


def whole(loaded: Loaded, sweep: SweepPart, folder: Path) -> dict[str, Loaded]:
    """Return the swept scenarios by the name they are given; ScenarioError with the faults of all."""
    stated = sweep.over[SCENARIO].values if SCENARIO in sweep.over else None
    names = {name: ("sweep", "over", SCENARIO, "values", place) for place, name in enumerate(stated or [])}

    def tell(at: Place, message: str) -> Fault:
        return located(loaded, at, message)

    held, found = opened(names, folder, tell)
    rest = {path: part for path, part in sweep.over.items() if path != SCENARIO}
    for name, one in held.items():
        found += [tell(at, f"in {name}: {message}") for at, message in misfits(one.data, rest, (), wrong_in)]
    if found:
        raise ScenarioError(loaded.name, found)
    return held


def checked(loaded: Loaded) -> None:
    """Read the scenario files that a scenario sweeps, if it does; ScenarioError with the faults of all."""
    if loaded.scenario.sweep is not None:
        whole(loaded, loaded.scenario.sweep, beside(loaded, ("sweep", "over", SCENARIO)))


def opened(names: Mapping[str, Any], folder: Path, tell: Tell) -> tuple[dict[str, Loaded], list[Fault]]:
    """Return the scenarios of some names, each with the place where it stands, and what is wrong with them."""
    held: dict[str, Loaded] = {}
    found: list[Fault] = []
    for name, at in names.items():
        try:
            held[name] = load(folder / name)
        except ScenarioError as wrong:
            found += [fault if fault.line else tell(at, f"{name}: {fault.message}") for fault in wrong.found]
    return held, found


def stated_in(loaded: Loaded, path: Place) -> tuple[str, int]:
    """Return file and line of a piece of a sweep, or of the nearest above it."""
    near = path
    while near and near not in loaded.lines:
        near = near[:-1]
    return loaded.lines.get(near, (loaded.name, 0))


def beside(loaded: Loaded, path: Place) -> Path:
    """Return the folder in which files named at a path of a sweep are sought: that of the file that names them."""
    file, _ = stated_in(loaded, path)
    return Path() if file == SETTING else Path(file).parent


def located(loaded: Loaded, path: Place, message: str) -> Fault:
    """Return a fault of a sweep at its line."""
    return Fault(*stated_in(loaded, path), path, message)
