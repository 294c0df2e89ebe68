"""From a file to a scenario: read, extend, override, validate, and report every fault at once."""

import warnings
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, cast

from pydantic import BaseModel, ValidationError, create_model

from sim.bargaining.sides import SIDES
from sim.core.backend import quickest_for
from sim.core.currency import CODE, TOKEN
from sim.scenario.checks.consistency import CHECKS
from sim.scenario.checks.sweep import factor_faults
from sim.scenario.extending import read_extended
from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, ScenarioError, paths_meet, short_path, suggestion
from sim.scenario.messages import cure_of_missing, faults_of, missing_keys_message
from sim.scenario.overridden import overridden_settings, stated_paths
from sim.scenario.partial import readable_names, salvage_part, sound_findings
from sim.scenario.party_words import PartyWords, usual_words, words_of
from sim.scenario.reading.csv_rows import insert_csv_rows
from sim.scenario.reading.files import Unreadable
from sim.scenario.reading.old_keys import use_new_keys
from sim.scenario.reading.overrides import apply_settings
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.schema.as_played import as_played
from sim.scenario.schema.block import Block, names_in
from sim.scenario.schema.known_later import Replacement
from sim.scenario.schema.parties import PartyPart
from sim.scenario.schema.party_names import party_keys
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.schema.tree import unsourced_paths
from sim.scenario.shipped import find_scenario, shown_file

NO_SOURCE = "has no source. Say where the figure is from, or `source: assumed`, beside it or in a block above it"
JUDGED_WITH: dict[KeyPath, KeyPath] = {
    ("market", "margin"): ("market",)
}  # judged by all of that, so told if all else is sound

PartsAndFaults = tuple[
    dict[str, Any], list[tuple[KeyPath, str]]
]  # the parts as far as they can be read, and what is wrong


@dataclass(frozen=True)
class LoadedScenario:
    """A scenario, the plain data it was made from, the file's name, its sweep's lines, and what gave way to priors.

    stated   paths set on the command line or by the file itself on top of one that it extends
    """

    scenario: Scenario
    data: dict[str, Any]
    name: str
    lines: Mapping[KeyPath, tuple[str, int]] = field(default_factory=dict)
    replaced: tuple[Replacement, ...] = ()
    stated: tuple[KeyPath, ...] = field(default=(), repr=False)

    def __reduce__(self) -> "tuple[Callable[..., LoadedScenario], tuple[Any, ...]]":
        """Go to another process as plain data: the classes of its rules are made where it is read."""
        return _from_plain_data, (self.data, self.name, dict(self.lines), self.replaced)

    @property
    def overridden(self) -> list[str]:
        """A sentence for each setting that something else in the scenario overrides, with the path that works."""
        return overridden_settings(self.scenario, self.stated)

    @property
    def shown(self) -> str:
        """The file's name as it stands in messages."""
        return shown_file(self.name)


def _from_plain_data(data: dict[str, Any], *more: Any) -> LoadedScenario:
    """Return a loaded scenario of plain data that was found sound before."""
    return LoadedScenario(Scenario(**find_faults(data)[0]), data, *more)


def readable_parts(data: dict[str, Any]) -> PartsAndFaults:
    """Return the parts of a scenario, as far as they can be read, and what is wrong with them."""
    try:
        whole = Scenario.model_validate(data)
    except ValidationError:
        return read_parts_apart(data)
    if set(whole.__pydantic_extra__ or {}) != set(whole.parties):
        return read_parts_apart(data)
    return as_played(parts_of(whole)), []


def parts_of(whole: Scenario) -> dict[str, Any]:
    """Return the parts of a scenario by their keys."""
    return {name: getattr(whole, name) for name in names_in(whole)}


def read_parts_apart(data: dict[str, Any]) -> PartsAndFaults:
    """Return the parts that can be read of a scenario that is at fault, and what is wrong with the others."""
    parts: dict[str, Any] = {}
    fields, keys = Scenario.model_fields, party_keys(data)
    place = list(fields).index("reference_weights")
    known = [*list(fields)[:place], *(key for key in keys if key not in fields), *list(fields)[place:]]
    found: list[tuple[KeyPath, str]] = [
        ((key,), f"no such key. {suggestion(key, [*known, 'extends'])}") for key in data if key not in known
    ]
    needed = [name for name in known if name in fields or len(keys) == len(SIDES)]  # parties that are two
    lacking = [name for name in needed if name not in data and (name not in fields or fields[name].is_required())]
    if lacking:
        found.append(((), f"{missing_keys_message(lacking)}. {cure_of_missing(data, known, keys)}"))
    for name in [name for name in known if name not in lacking and (name in fields or name in data)]:
        alone = part_model(name)
        try:
            parts[name] = getattr(alone.model_validate({name: data[name]} if name in data else {}), name)
        except ValidationError as wrong:
            found += faults_of(wrong, data)
            parts[name] = salvage_part(alone, name, data.get(name), wrong)
    return as_played(parts), found


@cache
def part_model(name: str) -> type[BaseModel]:
    """Return a model of one part of the scenario."""
    part = Scenario.model_fields.get(name)
    held = (PartyPart, ...) if part is None else (part.annotation, part)
    with warnings.catch_warnings(action="ignore"):  # of keys that a model has for itself: refused by `parties`
        return create_model(name, __config__=Block.model_config, **cast(Any, {name: held}))


def find_faults(data: dict[str, Any], about: Set[str] = frozenset()) -> PartsAndFaults:
    """Return the parts of a scenario, and everything that is wrong with it; or only as far as some parts go."""
    parts, found = readable_parts(data)
    told = [path for path, _ in found]
    keys = dict(zip(SIDES, party_keys(data), strict=False))
    words = PartyWords.of(parts["parties"], currency=stated_currency(data)) if parts.get("parties") else usual_words()
    found = [(path, words.text(message) if TOKEN in message else message) for path, message in found]
    sides = parts | {side: parts.get(key) for side, key in keys.items()}
    readable = readable_names(sides, {path[0] for path in told if path})
    for needs, check in CHECKS:
        if about and not about & {keys.get(part, part) for part in needs}:
            continue
        if readable.issuperset(needs):
            findings = [
                (with_party_keys(path, keys), words.text(message))
                for path, message in sound_findings(check, sides, not told)
            ]
            found += [
                (path, message)
                for path, message in findings
                if not any(paths_meet(JUDGED_WITH.get(path, path), at) for at in told)
            ]
    return parts, found + [(path, NO_SOURCE) for path in unsourced_paths(data)]


def stated_currency(data: dict[str, Any]) -> str | None:
    """Return the code of the makers' currency that plain data state; None where they state none, or no code."""
    industry = data.get("industry")
    stated = industry.get("currency") if isinstance(industry, dict) else None
    return stated if isinstance(stated, str) and CODE.fullmatch(stated) else None


def with_party_keys(path: KeyPath, keys: Mapping[str, str]) -> KeyPath:
    """Return a path with the keys of the parties in place of their sides."""
    return tuple(keys.get(key, key) if isinstance(key, str) else key for key in path)


def judge_part(name: str, data: Any, spec: Scenario) -> PartsAndFaults:
    """Return a part that stands in a file of its own, by its name, and what is wrong with it in a sound scenario."""
    alone = part_model(name)
    try:
        part = getattr(alone.model_validate({name: data}), name)
    except ValidationError as wrong:
        return {}, list(faults_of(wrong, {name: data}))
    keys = dict(zip(SIDES, spec.keys, strict=True))
    parts = parts_of(spec) | {name: part}
    parts |= {side: parts[key] for side, key in keys.items()}
    judges = [(needs, check) for needs, check in CHECKS if name in [keys.get(need, need) for need in needs]]
    return {name: part}, [
        (with_party_keys(path, keys), words_of(spec).text(message))
        for needs, check in judges
        if readable_names(parts).issuperset(needs)
        for path, message in check(parts)
    ]


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
    file = find_scenario(path)
    name = short_path(file)
    try:
        text = read_extended(file)
    except Unreadable as wrong:
        raise ScenarioError(name, [Fault(name, wrong.line, (), wrong.message)]) from None
    for setting in settings:
        apply_settings(text, [setting])
        insert_csv_rows(text, Path())
    if settings:
        use_new_keys(text, file)
    with quickest_for(1):
        scenario = validate_text(text, find_faults_with_sweep)
    lines = {at: line for at, line in text.lines.items() if at[:1] == ("sweep",)}
    extends = text.lines.get(("extends",), ("", 0))[0] == name
    stated = stated_paths(text.lines, [COMMAND_LINE, name] if extends else [COMMAND_LINE])
    return LoadedScenario(scenario, text.data, name, lines, stated=stated)
