"""What happened: the `actual` block of a scenario, or a case file, a YAML file in the form of that block."""

from pathlib import Path

from pydantic import ValidationError

from sim.core.errors import UserError
from sim.scenario.faults import path_text
from sim.scenario.loading import LoadedScenario
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.shipped import find_scenario


def case_of(loaded: LoadedScenario, file: Path | None) -> ActualDeal:
    """Return the case to be scored: that of a file, else the scenario's own; UserError where there is none."""
    if file is not None:
        return read_case(file)
    actual = loaded.scenario.actual
    if actual is None:
        raise UserError(f"{loaded.shown} does not say what happened (actual: date, terms): name a file by --case")
    return actual


def read_case(file: Path) -> ActualDeal:
    """Return the case in a file; UserError with the first fault of each key."""
    try:
        text = read_yaml(find_scenario(file, within="cases"))
    except Unreadable as wrong:
        raise UserError(f"{file}: {wrong.message}") from None
    if text.faults:
        raise UserError("\n".join(f"{file}: line {fault.line}: {fault.message}" for fault in text.faults))
    try:
        return ActualDeal.model_validate(text.data)
    except ValidationError as wrong:
        lines = [f"{file}: {path_text(tuple(one['loc']))}: {one['msg']}" for one in wrong.errors()]
        raise UserError("\n".join(lines)) from None
