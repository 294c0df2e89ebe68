"""A scenario as known on a day: whatever was known only later is replaced by its stated prior.

    figure           by its `prior`; without one, uniform over its `range`
    anything else    as an entry of `known_later` says, by the dotted path of what it stands for

The day by which a figure was known is its own `known_by`, else that of the nearest block above it;
without any it counts as known from the start, as what is assumed does.  A list of levels gives way
to its prior only where that reaches further at one end at least: a grid is widened, never narrowed.
"""

import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, ScenarioError, path_text
from sim.scenario.loading import LoadedScenario, find_faults_with_sweep, load, validate_text
from sim.scenario.overridden import stated_paths
from sim.scenario.reading.overrides import apply_settings, resolve_path
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import is_number
from sim.scenario.schema.known_later import Replacement
from sim.scenario.schema.quantity import SHAPES, Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import replace_at, value_at
from sim.scenario.schema.tree import type_below, types_allowed

NO_PRIOR = "was known only by {known}, and has neither `prior` nor `range`: state one beside it"


def load_as_known(
    path: str | Path, settings: Sequence[str] = (), on: dt.date | None = None, then: Sequence[str] = ()
) -> LoadedScenario:
    """Return the scenario of a file as known on a day; ScenarioError with every fault.

    settings   applied before it is seen what was known; then, afterwards: what they set stays
    on         None: as it stands, all settings applied
    """
    if on is None:
        return load(path, [*settings, *then])
    known = as_known(load(path, settings), on)
    return _with_settings(known, then) if then else known


def as_known(loaded: LoadedScenario, on: dt.date) -> LoadedScenario:
    """Return a scenario as known on a day; `replaced` says what gave way to what. ScenarioError without a prior."""
    data, first = replace_parts(loaded.data, on)
    figures: list[Replacement] = []
    faults: list[Fault] = []
    for path, known, held in list(dated_figures(data)):
        if known <= on:
            continue
        prior = prior_of(held)
        if prior is None:
            faults.append(Fault(loaded.name, 0, path, NO_PRIOR.format(known=known)))
            continue
        data = replace_at(data, path, prior | {"source": f"prior; the figure was known by {known}"})
        figures.append(Replacement(path_text(path), str(known), prior_text(prior)))
    if faults:
        raise ScenarioError(loaded.name, faults)
    text = ScenarioText(loaded.name, data, dict(loaded.lines))
    scenario = validate_text(text, find_faults_with_sweep)
    return replace(loaded, scenario=scenario, data=data, replaced=(*loaded.replaced, *first, *figures))


def replace_parts(data: dict[str, Any], on: dt.date) -> tuple[dict[str, Any], list[Replacement]]:
    """Return plain data with the parts under `known_later` replaced where a day is before theirs, and which were."""
    found = []
    for words, entry in (data.get("known_later") or {}).items():
        if entry["known_by"] <= on:
            continue
        try:
            path = resolve_path(data, words.split("."))
        except ValueError:
            continue  # a variant has taken it out
        held, prior = value_at(data, path), entry["prior"]
        if isinstance(held, list) and not reaches_further(prior, held):
            continue
        data = replace_at(data, path, from_then_on(merge_part(held, prior), on))
        found.append(Replacement(words, str(entry["known_by"]), prior_text(prior)))
    return data, found


def merge_part(held: Any, prior: Any) -> Any:
    """Return what is played for a part: keys of the prior replace those of a block, which is no longer dated."""
    if not (isinstance(held, dict) and isinstance(prior, dict)):
        return prior
    both = {key: value for key, value in {**held, **prior}.items() if value is not None}
    return {key: value for key, value in both.items() if key != "known_by"}


def from_then_on(part: Any, on: dt.date) -> Any:
    """Return a part whose window of dates, if it has one, begins after the day: what had not happened is to come."""
    window = part.get("between") if isinstance(part, dict) else None
    if not window:
        return part
    first = min(max(window[0], on + dt.timedelta(days=1)), window[1])
    return part | {"between": [first, window[1]]}


def reaches_further(prior: Any, held: Sequence[Any]) -> bool:
    """Whether a grid of numbers goes beyond another at one end at least; other lists always do."""
    if not (isinstance(prior, list) and all(map(is_number, [*prior, *held]))):
        return True
    return bool(min(prior) < min(held) or max(prior) > max(held))


def dated_figures(
    held: Any, annotation: Any = Scenario, path: KeyPath = (), known: dt.date | None = None
) -> Iterator[tuple[KeyPath, dt.date, Any]]:
    """Yield path, day and plain data of each figure that has a day by which it was known, own or inherited."""
    if isinstance(held, dict) and isinstance(held.get("known_by"), dt.date):
        known = held["known_by"]
    if Quantity in types_allowed(annotation):
        if known is not None and (is_number(held) or isinstance(held, dict)):
            yield path, known, held
    elif isinstance(held, dict) and path[:1] != ("known_later",):
        for key, value in held.items():
            yield from dated_figures(value, type_below(annotation, key), (*path, key), known)
    elif isinstance(held, list):
        for place, value in enumerate(held):
            yield from dated_figures(value, type_below(annotation, place), (*path, place), known)


def prior_of(held: Any) -> dict[str, Any] | None:
    """Return the prior of a figure as plain data: as stated, else uniform over its range; None without either."""
    stated = held if isinstance(held, dict) else {}
    unit = {key: stated[key] for key in ("unit",) if key in stated}
    prior = stated.get("prior")
    if prior is not None:
        return {**({"value": prior} if is_number(prior) else dict(prior)), **unit}
    if stated.get("range") is None:
        return None
    return {"uniform": list(stated["range"]), "range": list(stated["range"]), **unit}


def prior_text(prior: Any) -> str:
    """Return a prior in one line, as it would be written."""
    shown = {key: prior[key] for key in SHAPES if key in prior} if isinstance(prior, dict) else None
    text = json.dumps(shown or prior, default=str)
    return text.replace('"', "")


def replaced_data(replaced: Sequence[Replacement]) -> list[Mapping[str, str]]:
    """Return what was replaced, as plain data."""
    return [vars(one) for one in replaced]


def _with_settings(known: LoadedScenario, settings: Sequence[str]) -> LoadedScenario:
    """Return a scenario with settings applied on top of it; ScenarioError with every fault."""
    text = ScenarioText(known.name, known.data, {(): (COMMAND_LINE, 0), **known.lines})
    apply_settings(text, settings)
    scenario = validate_text(text, find_faults_with_sweep)
    stated = (*known.stated, *stated_paths(text.lines, [COMMAND_LINE]))
    return replace(known, scenario=scenario, data=text.data, stated=stated)
