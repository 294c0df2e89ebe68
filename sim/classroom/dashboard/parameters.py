"""What the page lets a user set, in the form in which Mesa's SolaraViz asks for it."""

from collections.abc import Mapping
from typing import Any

from mesa.visualization import Slider

from sim.classroom.dashboard.levers import Lever, election_days, levers_of
from sim.classroom.dashboard.request import WORLDS
from sim.classroom.dashboard.sections import lever_label
from sim.classroom.dashboard.words import AS_STATED, ENGLISH, NO_VOTE, NOTHING, words_for
from sim.scenario.listing import known_scenarios
from sim.scenario.loading import LoadedScenario
from sim.scenario.reading.files import Unreadable, read_text
from sim.scenario.shipped import find_scenario, telling_nothing


def scenarios_to_choose(first: str) -> list[str]:
    """Return the names of scenarios, that to begin with first; those of sweeps, which are many, are left out."""
    with telling_nothing():
        known = [name for name, question in known_scenarios().items() if question and is_single(name)]
        same = [name for name in known if find_scenario(name) == find_scenario(first)]
    return [first, *(name for name in known if name not in (first, *same))]


def is_single(name: str) -> bool:
    """Whether a scenario's file states no sweep."""
    try:
        return "\nsweep:" not in f"\n{read_text(find_scenario(name))}"
    except Unreadable:
        return False


def model_parameters(loaded: LoadedScenario, file: str, others: list[str]) -> dict[str, Any]:
    """Return the parameters of the model: sliders, lists and text boxes, each with its label, and what is fixed."""
    spec, words = loaded.scenario, words_for(loaded.scenario)
    beside = [NOTHING, AS_STATED, *(name for name in others if name != file)]
    found: dict[str, Any] = {"file": file, "worlds": WORLDS}
    found["seed"] = {"type": "InputText", "value": str(spec.seed), "label": ENGLISH["seed"]}
    found["shown"] = {"type": "InputText", "value": "0", "label": ENGLISH["world"]}
    found |= {name: slider(lever, words) for name, lever in levers_of(loaded).items()}
    if spec.main_election is not None:
        days, own = [NO_VOTE, *(day.isoformat() for day in election_days(spec))], spec.main_election.date.isoformat()
        label = ENGLISH["label_list"].format(words=ENGLISH["levers"]["election"], source=ENGLISH["range_assumed"])
        found["election"] = {"type": "Select", "value": own, "values": days, "label": label}
    found["beside"] = {"type": "Select", "value": NOTHING, "values": beside, "label": ENGLISH["beside"]}
    return found


def slider(lever: Lever, words: Mapping[str, Any]) -> Slider:
    """Return the slider of a lever."""
    if lever.name == "pause_days":
        days = {"value": int(lever.start), "min": int(lever.low), "max": int(lever.high), "step": 1}
        return Slider(lever_label(lever, words), **days, dtype=int)
    return Slider(
        lever_label(lever, words), value=lever.start, min=lever.low, max=lever.high, step=lever.step, dtype=float
    )


def starting_values(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with which the page begins."""
    return {name: value_of(held) for name, held in parameters.items()}


def value_of(held: Any) -> Any:
    """Return the value at which something stands: a slider, a box, or what is fixed."""
    if isinstance(held, Slider):
        return held.value
    return held["value"] if isinstance(held, dict) else held
