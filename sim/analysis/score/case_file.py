"""What happened: the `actual` block of a scenario, or a case file, a YAML file in the form of that block."""

from pathlib import Path
from typing import cast

from pydantic import ValidationError

from sim.core.errors import UserError
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.loading import LoadedScenario, part_model
from sim.scenario.messages import faults_of
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.schema.actual import ActualDeal

BLOCK = "actual"  # of a scenario, which a case file has the form of


def case_of(loaded: LoadedScenario, file: Path | None) -> ActualDeal:
    """Return the case to be scored: that of a file, else the scenario's own; UserError where there is none."""
    if file is not None:
        return read_case(file)
    actual = loaded.scenario.actual
    if actual is None:
        raise UserError(f"{loaded.name} does not say what happened (actual: date, terms): name a file by --case")
    return actual


def read_case(file: Path) -> ActualDeal:
    """Return the case in a file; UserError with the first fault of each key."""
    try:
        text = read_yaml(file)
    except Unreadable as wrong:
        raise UserError(f"{file}: {wrong.message}") from None
    if text.faults:
        raise UserError("\n".join(f"{file}: line {fault.line}: {fault.message}" for fault in text.faults))
    held = {BLOCK: text.data}
    try:
        return cast(ActualDeal, getattr(part_model(BLOCK).model_validate(held), BLOCK))
    except ValidationError as wrong:
        lines = [case_fault(file, text, path[1:], message) for path, message in faults_of(wrong, held)]
        raise UserError("\n".join(lines)) from None


def case_fault(file: Path, text: ScenarioText, path: KeyPath, message: str) -> str:
    """Return a fault of a case with the line of the nearest key above it."""
    near = path
    while near and near not in text.lines:
        near = near[:-1]
    where = f"{path_text(path)}: " if path else ""
    return f"{file}: line {text.lines[near][1]}: {where}{message}"
