"""From where the levers stand to settings of a scenario, as `--set` takes them."""

from collections.abc import Mapping
from typing import Any

from sim.classroom.dashboard.levers import Lever, levers_of
from sim.classroom.dashboard.words import NO_VOTE
from sim.scenario.faults import KeyPath
from sim.scenario.loading import LoadedScenario
from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import field_at

DIGITS = 12  # that matter of a figure


def settings_of(loaded: LoadedScenario, values: Mapping[str, Any]) -> list[str]:
    """Return the settings that put levers of a scenario where they stand; none of those at the scenario's own.

    values   of levers by name, numbers in their unit; `election`, a day as 2025-06-03, or `none`
    ValueError for a lever that the scenario does not have.
    """
    levers, found = levers_of(loaded), list[str]()
    for name, value in values.items():
        if name == "election":
            found += election_settings(loaded, str(value))
        elif name not in levers:
            raise ValueError(f"{loaded.name} has no {name}; it has {', '.join(levers)}")
        elif levers[name].is_moved(float(value)):
            found += lever_settings(loaded, levers[name], float(value))
    return found


def lever_settings(loaded: LoadedScenario, lever: Lever, value: float) -> list[str]:
    """Return the settings of one lever that is not where the scenario has it."""
    if lever.name == "pause_days":
        calendar = loaded.scenario.calendar
        return [f"calendar.deadline={calendar.pause.fromordinal(calendar.pause.toordinal() + round(value))}"]
    factor = value / lever.start if lever.start else None
    moves = lever.moves if factor is not None else lever.moves[:1]
    found = [(path, move_figure(held, factor, value, bounds_at(path, held))) for path, held in moves]
    return [f"{'.'.join(map(str, path))}={figure}" for path, figure in found]


def bounds_at(path: KeyPath, quantity: Quantity) -> tuple[float, float]:
    """Return the span in which every figure at a path must lie, by the schema and by the stated range."""
    field = field_at(path)
    extra = declaration_of(field) if field is not None else {}
    low, high = (extra.get(end) for end in ("low", "high"))
    least, most = quantity.range or (float("-inf"), float("inf"))
    return max(least, float("-inf") if low is None else low), min(most, float("inf") if high is None else high)


def move_figure(quantity: Quantity, factor: float | None, value: float, bounds: tuple[float, float]) -> str:
    """Return a figure as it is written whose centre is moved by a factor; a number in its place if there is none.

    A lognormal one keeps its sigma, so that its worlds keep their order and their ratios.
    """
    if factor is None or factor == 0:
        return yaml_number(value)
    if quantity.lognormal is not None:
        return f"{{lognormal: {{median: {yaml_number(within(quantity.central * factor, bounds))}}}}}"
    parameters = [within(held * factor, bounds) for held in quantity.parameters]
    if quantity.shape == "value" or max(parameters) == min(parameters):
        return yaml_number(parameters[0])
    if quantity.normal is not None:
        mean, sd = parameters[0], quantity.normal.sd * factor
        return f"{{normal: {{mean: {yaml_number(mean)}, sd: {yaml_number(sd)}}}}}"
    return f"{{{quantity.shape}: [{', '.join(map(yaml_number, parameters))}]}}"


def within(figure: float, bounds: tuple[float, float]) -> float:
    """Return a figure, kept within bounds."""
    return min(max(figure, bounds[0]), bounds[1])


def yaml_number(figure: float) -> str:
    """Return a figure as YAML reads it."""
    return f"{figure:.{DIGITS}g}"


def election_settings(loaded: LoadedScenario, day: str) -> list[str]:
    """Return the setting of the vote: another day, or none; nothing where it is the scenario's own."""
    vote = loaded.scenario.main_election
    if vote is None or day == vote.date.isoformat():
        return []
    path = loaded.scenario.election_path(loaded.scenario.voting_place)
    if day != NO_VOTE:
        return [f"{path}.date={day}"]
    return [f"election={NO_VOTE}" if path == "election" else f"{path}=null"]
