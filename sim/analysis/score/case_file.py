"""What happened: the `actual` block of a scenario, or a case file, a YAML file in the form of that block."""

from pathlib import Path

from sim.core.errors import UserError
from sim.scenario.faults import Fault, ScenarioError, short_path
from sim.scenario.loading import LoadedScenario, judge_part
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.schema.actual import ActualDeal
from sim.scenario.schema.scenario import Scenario
from sim.scenario.shipped import find_scenario


def case_of(loaded: LoadedScenario, file: Path | None) -> ActualDeal:
    """Return the case to be scored: that of a file, else the scenario's own; UserError where there is none."""
    if file is not None:
        return read_case(file, loaded.scenario)
    actual = loaded.scenario.actual
    if actual is None:
        raise UserError(f"{loaded.shown} does not say what happened (actual: date, terms): name a file by --case")
    return actual


def read_case(file: Path, spec: Scenario) -> ActualDeal:
    """Return the case in a file, to be scored in a scenario; ScenarioError with every fault."""
    found = find_scenario(file, within="cases")
    name = short_path(found)
    try:
        text = read_yaml(found)
    except Unreadable as wrong:
        raise ScenarioError(name, [Fault(name, wrong.line, (), wrong.message)]) from None
    parts, wrongs = judge_part("actual", text.data, spec)
    faults = [Fault(name, text.line_near(path[1:]), path[1:], message) for path, message in wrongs]
    told = [fault for fault in faults if not text.is_void(fault.path)]
    if text.faults or told:
        raise ScenarioError(name, [*text.faults, *told])
    case: ActualDeal = parts["actual"]
    return case
