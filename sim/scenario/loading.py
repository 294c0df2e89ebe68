"""From a file to a scenario: read, extend, override, validate, and report every fault at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError, create_model

from sim.scenario.block import quantities
from sim.scenario.checks import CHECKS
from sim.scenario.faults import Fault, Place, ScenarioError, meant, short
from sim.scenario.merging import lookup, merged, nested
from sim.scenario.reading import Text, parse, phrase
from sim.scenario.schema import Scenario
from sim.scenario.wording import faults_of


@dataclass(frozen=True)
class Loaded:
    """A scenario, the plain data it was made from, and the file's name."""

    scenario: Scenario
    data: dict[str, Any]
    name: str


def extended(path: Path, above: tuple[Path, ...] = ()) -> Text:
    """Return a file's data on top of those it extends; ScenarioError for a cycle."""
    text = parse(path)
    if "extends" not in text.data:
        return text
    base = text.data.pop("extends")
    line = text.lines[("extends",)][1]
    if not isinstance(base, str):
        raise ScenarioError(text.file, [Fault(text.file, line, ("extends",), "must be the name of a scenario file")])
    below = (path.parent / base).resolve()
    if below in (*above, path.resolve()):
        ring = " -> ".join(p.name for p in (*above, path.resolve(), below))
        raise ScenarioError(text.file, [Fault(text.file, line, ("extends",), f"goes in a circle: {ring}")])
    if not below.exists():
        where = f"no such file: {base}, sought beside {path.name}"
        raise ScenarioError(text.file, [Fault(text.file, line, ("extends",), where)])
    under = extended(below, (*above, path.resolve()))
    return Text(text.file, merged(under.data, text.data, path.name), under.lines | text.lines)


def overridden(text: Text, settings: Sequence[str]) -> None:
    """Apply `a.b=c` settings to a text; ScenarioError for every one that does not fit."""
    found: list[Fault] = []
    for setting in settings:
        key, equals, value = setting.partition("=")
        path = key.strip().split(".")
        try:
            if not equals:
                raise ValueError("must have the form a.b=c")
            lookup(text.data, path[:-1])
            new = phrase(value)
        except KeyError as missing:
            found.append(
                Fault(
                    "--set",
                    0,
                    tuple(path),
                    f"no such key: {missing.args[0]}. {meant(missing.args[0], missing.args[1])}",
                )
            )
        except ValueError as wrong:
            found.append(Fault("--set", 0, tuple(path), str(wrong)))
        else:
            text.data = merged(text.data, nested(path, new), "--set")
            text.lines[tuple(path)] = ("--set", 0)
    if found:
        raise ScenarioError(text.file, found)


def sound_parts(data: dict[str, Any]) -> tuple[dict[str, Any], list[tuple[Place, str]]]:
    """Return the parts of a scenario that are sound, and what is wrong with the others."""
    parts: dict[str, Any] = {}
    fields = Scenario.model_fields
    found: list[tuple[Place, str]] = [
        ((key,), f"no such key. {meant(key, [*fields, 'extends'])}") for key in data if key not in fields
    ]
    for name, field in fields.items():
        if name not in data and field.is_required():
            found.append(((name,), "missing. Write it, or `extends: baseline.yaml` and list only what differs"))
            continue
        alone = create_model(name, **cast(Any, {name: (field.annotation, field)}))
        try:
            parts[name] = getattr(alone.model_validate({name: data[name]} if name in data else {}), name)
        except ValidationError as wrong:
            found += faults_of(wrong)
    return parts, found


def validated(text: Text) -> Scenario:
    """Return the scenario of a text; ScenarioError with every fault in it."""
    parts, found = sound_parts(text.data)
    for needs, check in CHECKS:
        if all(part in parts for part in needs):
            found += list(check(parts))
    for path, quantity, source in quantities(parts):
        if source is None:
            found.append(
                (
                    path,
                    f"has no source; found {quantity.central:g}. Say where the figure is from, or `source: assumed`, beside it or above",
                )
            )
    if found:
        raise ScenarioError(text.file, [_located(text, path, message) for path, message in found])
    return Scenario(**parts)


def _located(text: Text, path: Place, message: str) -> Fault:
    """Return a fault at the line of the nearest key above it."""
    near = path
    while near and near not in text.lines:
        near = near[:-1]
    file, line = text.lines.get(near, (text.file, 1))
    return Fault(file, line, path, message)


def load(path: str | Path, settings: Sequence[str] = ()) -> Loaded:
    """Return the scenario in a file, with `a.b=c` settings applied; ScenarioError with every fault."""
    file = Path(path)
    text = extended(file)
    overridden(text, settings)
    return Loaded(validated(text), text.data, short(file))
