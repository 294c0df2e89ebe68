"""The scenarios that can be named: those in this folder and in its `scenarios`, then those that are shipped."""

from pathlib import Path

from sim.scenario.faults import ScenarioError
from sim.scenario.reading.files import Unreadable, read_text
from sim.scenario.reading.yaml_data import parse_yaml
from sim.scenario.shipped import SCENARIOS, shipped_folder, shipped_names

OWN_KEYS = ("question", "extends")  # a YAML file that has none of these is something else
FAULTY = "(at fault: `sim check` says why)"


def known_scenarios(folder: Path = Path()) -> dict[str, str]:
    """Return the question of each scenario by its name in a folder, "" for one without; files there come first."""
    own = [*sorted(folder.glob("*.yaml")), *sorted((folder / SCENARIOS).glob("*.yaml"))]
    asked = {str(file.relative_to(folder)): question_of(file) for file in own}
    found = {name: question for name, question in asked.items() if question is not None}
    taken = {file.name for file in own}
    return found | {name: question_of(shipped_folder() / name) or "" for name in shipped_names() if name not in taken}


def question_of(file: Path) -> str | None:
    """Return the question of a scenario file; None if the file is no scenario."""
    try:
        text = read_text(file)
        data = parse_yaml(file).data
    except Unreadable:
        return None
    except ScenarioError:
        return FAULTY if any(f"{key}:" in text for key in OWN_KEYS) else None
    return str(data.get("question") or "") if set(OWN_KEYS) & data.keys() else None
