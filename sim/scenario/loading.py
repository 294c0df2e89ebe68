"""From a file to a scenario: read, extend, override, validate, and report every fault at once."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from os.path import realpath
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ValidationError, create_model

from sim.scenario.checks.consistency import CHECKS
from sim.scenario.checks.sweep import factor_faults
from sim.scenario.faults import Fault, KeyPath, ScenarioError, paths_meet, short_path, suggestion
from sim.scenario.messages import faults_of, missing_keys_message
from sim.scenario.partial import salvage_part, sound_findings
from sim.scenario.reading.csv_rows import insert_csv_rows
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.old_keys import use_new_keys
from sim.scenario.reading.overrides import apply_settings
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import comes_from_older, merge_variant
from sim.scenario.reading.yaml_data import read_yaml
from sim.scenario.schema.known_later import Replacement
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.schema.tree import unsourced_paths

NO_SOURCE = "has no source. Say where the figure is from, or `source: assumed`, beside it or in a block above it"
MORE_EVENTS = "more_events"  # key of a variant: what comes behind the events it takes over
JUDGED_WITH: dict[KeyPath, KeyPath] = {
    ("market", "margin"): ("market",)
}  # judged by all of that, so told if all else is sound

PartsAndFaults = tuple[
    dict[str, Any], list[tuple[KeyPath, str]]
]  # the parts as far as they can be read, and what is wrong


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario, the plain data it was made from, the file's name, its sweep's lines, and what gave way to priors."""

    scenario: Scenario
    data: dict[str, Any]
    name: str
    lines: Mapping[KeyPath, tuple[str, int]] = field(default_factory=dict)
    replaced: tuple[Replacement, ...] = ()


def read_extended(path: Path, above: tuple[Path, ...] = ()) -> ScenarioText:
    """Return a file's data on top of those it extends; Unreadable if it has none of its own."""
    text = read_yaml(path)
    use_new_keys(text)
    insert_csv_rows(text, path.parent)
    if "extends" not in text.data:
        return text
    base = text.data.pop("extends")
    chain = (*above, Path(realpath(path)))
    below = _base(text, base, chain)
    try:
        under = read_extended(below, chain)
    except Unreadable as wrong:
        at_line = Fault(short_path(below), wrong.line, (), wrong.message)
        at_name = _at_extends(text, f"{base}: {wrong.message}")
        raise ScenarioError(text.file, [*text.faults, at_line if wrong.line else at_name]) from None
    except ScenarioError as wrong:
        raise ScenarioError(text.file, [*text.faults, *wrong.found]) from None
    return merge_texts(under, text, f"set in {path.name}")


def _base(text: ScenarioText, base: Any, chain: tuple[Path, ...]) -> Path:
    """Return the file that a text extends; ScenarioError if that is none, or one of those above it."""
    if ("extends",) in text.void:
        raise ScenarioError(text.file, text.faults)
    if not isinstance(base, str) or not base.strip() or "\0" in base:
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, "must be the name of a scenario file")])
    below = Path(realpath(chain[-1].parent / base))
    if below in chain:
        ring = " -> ".join(file.name for file in (*chain[chain.index(below) :], below))
        raise ScenarioError(text.file, [*text.faults, _at_extends(text, f"goes in a circle: {ring}")])
    return below


def _at_extends(text: ScenarioText, message: str) -> Fault:
    """Return a fault at the line that names the extended file."""
    return Fault(text.file, text.lines[("extends",)][1], ("extends",), message)


def merge_texts(under: ScenarioText, text: ScenarioText, source: str) -> ScenarioText:
    """Return a text laid over the one it extends, each line that of the file it stands in."""
    kept = append_events(under, text)
    both = merge_variant(under.data, text.data, source)

    def stays(at: KeyPath) -> bool:
        return comes_from_older(at, both, text.data) or (at[:1] == ("events",) and at[1:2] in kept)

    lines = {at: line for at, line in under.lines.items() if at and stays(at)}
    void = {at for at in under.void if stays(at)}
    return ScenarioText(text.file, both, lines | text.lines, under.faults + text.faults, void | text.void)


def append_events(under: ScenarioText, text: ScenarioText) -> list[KeyPath]:
    """Put the events under `more_events` behind those extended, in place; return the places these keep."""
    more, before = text.data.get(MORE_EVENTS), under.data.get("events")
    if not isinstance(more, list) or not isinstance(before, list) or "events" in text.data:
        return []
    text.data = {key: value for key, value in text.data.items() if key != MORE_EVENTS} | {"events": [*before, *more]}

    def moved_path(at: KeyPath) -> KeyPath:
        if at[:1] != (MORE_EVENTS,):
            return at
        return ("events", len(before) + int(at[1]), *at[2:]) if len(at) > 1 else ("events",)

    text.lines = {moved_path(at): line for at, line in text.lines.items()}
    text.void = {moved_path(at) for at in text.void}
    return [(place,) for place in range(len(before))]


def readable_parts(data: dict[str, Any]) -> PartsAndFaults:
    """Return the parts of a scenario, as far as they can be read, and what is wrong with them."""
    try:
        whole = Scenario.model_validate(data)
    except ValidationError:
        return read_parts_apart(data)
    return with_bundled_issues({name: getattr(whole, name) for name in Scenario.model_fields}), []


def read_parts_apart(data: dict[str, Any]) -> PartsAndFaults:
    """Return the parts that can be read of a scenario that is at fault, and what is wrong with the others."""
    parts: dict[str, Any] = {}
    fields = Scenario.model_fields
    found: list[tuple[KeyPath, str]] = [
        ((key,), f"no such key. {suggestion(key, [*fields, 'extends'])}") for key in data if key not in fields
    ]
    lacking = [name for name, part in fields.items() if name not in data and part.is_required()]
    if lacking:
        found.append(
            (
                (),
                f"{missing_keys_message(lacking)}. Add what is missing, or write `extends: baseline.yaml` "
                "and list what differs",
            )
        )
    for name in [name for name in fields if name not in lacking]:
        alone = part_model(name)
        try:
            parts[name] = getattr(alone.model_validate({name: data[name]} if name in data else {}), name)
        except ValidationError as wrong:
            found += faults_of(wrong, data)
            parts[name] = salvage_part(alone, name, data.get(name), wrong)
    return with_bundled_issues(parts), found


def with_bundled_issues(parts: dict[str, Any]) -> dict[str, Any]:
    """Return the parts with the issues of the security track on the table, if they are bundled."""
    if parts.get("bundled") is not True or not isinstance(parts.get("issues"), dict):
        return parts
    tabled = {
        name: issue.model_copy(update={"on_table": True}) if issue.track == "security" else issue
        for name, issue in parts["issues"].items()
    }
    return parts | {"issues": tabled}


@cache
def part_model(name: str) -> type[BaseModel]:
    """Return a model of one part of the scenario."""
    part = Scenario.model_fields[name]
    return create_model(name, __config__=Scenario.model_config, **cast(Any, {name: (part.annotation, part)}))


def find_faults(data: dict[str, Any], about: Set[str] = frozenset()) -> PartsAndFaults:
    """Return the parts of a scenario, and everything that is wrong with it; or only as far as some parts go."""
    parts, found = readable_parts(data)
    told = [path for path, _ in found]
    for needs, check in CHECKS:
        if about and not about & set(needs):
            continue
        if all(parts.get(part) is not None or part == "election" in parts for part in needs):
            found += [
                (path, message)
                for path, message in sound_findings(check, parts, certain=not told)
                if not any(paths_meet(JUDGED_WITH.get(path, path), at) for at in told)
            ]
    return parts, found + [(path, NO_SOURCE) for path in unsourced_paths(data)]


def find_faults_with_sweep(data: dict[str, Any]) -> PartsAndFaults:
    """Return the parts of a scenario, and everything that is wrong with it or with what it sweeps."""
    parts, found = find_faults(data)
    sweep = parts.get("sweep")
    if sweep is not None:
        found += [(("sweep", *path), message) for path, message in sweep.wrongs()]
        if not any(path[:1] == ("sweep",) for path, _ in found):
            found += [(("sweep", *path), message) for path, message in sweep.size()]
        if SCENARIO not in sweep.over:  # else it is for each of the files to say
            found += factor_faults(data, sweep.over, found, faults_in_parts)
    return parts, found


def faults_in_parts(data: dict[str, Any], parts: Set[str]) -> list[tuple[KeyPath, str]]:
    """Return everything that is wrong with a scenario as far as some parts go."""
    return find_faults(data, parts | {"issues"} if "bundled" in parts else parts)[1]


def validate_text(text: ScenarioText, judge: Callable[[dict[str, Any]], PartsAndFaults] = find_faults) -> Scenario:
    """Return the scenario of a text; ScenarioError with every fault in it."""
    parts, found = judge(text.data)
    told = [
        _fault_at(text, path, message)
        for path, message in found
        if not any(path[:end] in text.void for end in range(len(path) + 1))
    ]
    if told or text.faults:
        raise ScenarioError(text.file, text.faults + told)
    return Scenario(**parts)


def _fault_at(text: ScenarioText, path: KeyPath, message: str) -> Fault:
    """Return a fault at the line of the nearest key above it."""
    near = path
    while near and near not in text.lines:
        near = near[:-1]
    file, line = text.lines.get(near, (text.file, 1))
    return Fault(file, line, path, message)


def load(path: str | Path, settings: Sequence[str] = ()) -> LoadedScenario:
    """Return the scenario in a file, with `a.b=c` settings applied; ScenarioError with every fault."""
    name = short_path(Path(path))
    try:
        text = read_extended(Path(path))
    except Unreadable as wrong:
        raise ScenarioError(name, [Fault(name, wrong.line, (), wrong.message)]) from None
    for setting in settings:
        apply_settings(text, [setting])
        insert_csv_rows(text, Path())
    scenario = validate_text(text, find_faults_with_sweep)
    return LoadedScenario(
        scenario, text.data, name, {at: line for at, line in text.lines.items() if at[:1] == ("sweep",)}
    )
