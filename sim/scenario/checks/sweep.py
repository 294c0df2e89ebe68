"""What a sweep may vary: paths that exist, and values that a setting `path=value` would be allowed.

Each value is laid on the scenario as a setting and the scenario is read again, so that nothing is
swept that could not be set.  That takes a tenth of a second, so the first values of all paths are
tried together, then the second of all, and one by one only where a round brings a fault.  Between
two numbers that are allowed all others are, so that of numbers the smallest and the largest are tried.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from sim.scenario.faults import KeyPath, path_text
from sim.scenario.reading.csv_rows import insert_csv_rows
from sim.scenario.reading.overrides import apply_settings, resolve_path
from sim.scenario.reading.scenario_text import ScenarioText, holds_void
from sim.scenario.reading.variants import is_number
from sim.scenario.reading.yaml_data import to_inline_yaml
from sim.scenario.schema.factor import FactorPart
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import type_at, types_allowed

Finding = tuple[KeyPath, str]
Judge = Callable[[dict[str, Any], Set[str]], list[Finding]]  # what is wrong with plain data, in some parts of it
Trial = tuple[Any, Any]  # where a value stands, and the value

WORDS = ("firm", "none")  # that stand in place of a whole block
NOT_SWEEPABLE = {  # what cannot be swept, and what to do
    "sweep": "a sweep does not sweep itself",
    "worlds": "the worlds of a point are its worlds_per_point",
    "seed": "the random draws of a point are those of the run; `random_numbers: own` gives each point its own",
    "question": "a question changes nothing that is played",
}


def factor_faults(
    data: dict[str, Any], over: Mapping[str, FactorPart], known: Iterable[Finding], judge: Judge
) -> list[Finding]:
    """Return what is swept and cannot be, beyond what is known to be wrong: paths, and values that may not be set."""
    places, found = locate_paths(data, over)
    trials = {}
    for path, place in places.items():
        wrong = form_fault(over[path], place)
        found += [(path, (), wrong)] if wrong else []
        trials[path] = [] if wrong else [*trial_values(over[path], place)]
    found += refused_values(data, places, trials, known, judge)
    return [(("sweep", "over", path, *at), message) for path, at, message in found]


def locate_paths(
    data: dict[str, Any], paths: Iterable[str]
) -> tuple[dict[str, KeyPath], list[tuple[str, KeyPath, str]]]:
    """Return the place of each path, and what is wrong with paths: none that is not there, or that meets another."""
    places: dict[str, KeyPath] = {}
    found: list[tuple[str, KeyPath, str]] = []
    for path in paths:
        try:
            place = locate_path(data, path)
        except ValueError as wrong:
            found.append((path, (), str(wrong)))
            continue
        other = next((name for name, at in places.items() if place[: len(at)] == at or at[: len(place)] == place), "")
        if other:
            same = "is the same as" if places[other] == place else "meets"
            found.append((path, (), f"{same} {other}, which is swept too: only one would count. Delete the other"))
        else:
            places[path] = place
    return places, found


def locate_path(data: dict[str, Any], path: str) -> KeyPath:
    """Return the place that a path leads to; ValueError if it is none that can be swept."""
    keys = path.strip().replace("[", ".").replace("]", "").split(".")
    if keys[0] in NOT_SWEEPABLE:
        raise ValueError(f"cannot be swept: {NOT_SWEEPABLE[keys[0]]}")
    if not all(keys):
        raise ValueError("a path has the form a.b, such as us.weights.headline")
    word = data.get(keys[0])
    if len(keys) > 1 and word in WORDS:
        raise ValueError(
            f"nothing can be swept here, as {keys[0]} is `{word}` in this scenario. Leave this path out of the sweep, "
            f"or state the block {keys[0]}"
        )
    return resolve_path(data, keys)


def is_numeric(place: KeyPath) -> bool:
    """Whether a place holds a number and nothing else."""
    found = types_allowed(type_at(place))
    return bool(found) and all(kind in (Quantity, int, float) for kind in found)


def is_whole(place: KeyPath) -> bool:
    """Whether a place holds a whole number."""
    return types_allowed(type_at(place)) == [int]


def form_fault(factor: FactorPart, place: KeyPath) -> str:
    """Return what is wrong with the form of what is swept at a place, or nothing."""
    if factor.range is None:
        return ""
    if not is_numeric(place):
        return "no number may lie anywhere between two here: list the values, {values: [...]}"
    low, high = factor.range
    if is_whole(place) and low.is_integer() and high.is_integer() and (factor.steps or 0) > high - low + 1:
        return f"holds {high - low + 1:.0f} whole numbers from {low:.0f} to {high:.0f}; found steps {factor.steps}"
    return ""


def trial_values(factor: FactorPart, place: KeyPath) -> Iterator[Trial]:
    """Yield the values of a factor that must be allowed if all are to be, and where they stand below it."""
    if factor.range is not None:
        yield from (((), end) for end in factor.range)
        return
    trials = [(("values", k), value) for k, value in enumerate(factor.values or []) if value is not None]
    trials = [trial for trial in trials if not holds_void(trial[1])]
    yield from decisive_trials(trials, place)


def decisive_trials(trials: list[Trial], place: KeyPath) -> list[Trial]:
    """Return the trials that must pass if all are to: of numbers the ends, and one that is not whole."""
    if not is_numeric(place) or not all(is_number(value) for _, value in trials):
        return trials
    rising = sorted(trials, key=lambda trial: float(trial[1]))
    broken = [trial for trial in rising[1:-1] if is_whole(place) and not float(trial[1]).is_integer()]
    return [*rising[:1], *broken[:1], *rising[1:][-1:]]


def setting_text(path: str, value: Any) -> str:
    """Return a value as a setting; a number without decimals where it has none, so that it may be a whole one."""
    if not is_number(value):
        return f"{path}={to_inline_yaml(value)}"
    whole = float(value).is_integer()
    return f"{path}={int(value) if whole else format(Decimal(repr(float(value))), 'f')}"


def with_settings(data: dict[str, Any], settings: Iterable[str]) -> ScenarioText:
    """Return plain data, without its sweep, under settings."""
    text = ScenarioText("", {key: value for key, value in data.items() if key != "sweep"})
    for one in settings:
        apply_settings(text, [one])
        insert_csv_rows(text, Path())
    return text


def refused_values(
    data: dict[str, Any],
    places: Mapping[str, KeyPath],
    trials: Mapping[str, list[Trial]],
    known: Iterable[Finding],
    judge: Judge,
) -> Iterator[tuple[str, Any, str]]:
    """Yield path, where it stands, and why, for each value that the scenario does not allow."""
    before = set(known)

    def wrongs(*held: tuple[str, Any, Any]) -> list[Finding]:
        text = with_settings(data, [setting_text(path, value) for path, _, value in held])
        parts = {str(places[path][0]) for path, _, _ in held}
        return [(fault.path, fault.message) for fault in text.faults] or [
            fault for fault in judge(text.data, parts) if fault not in before
        ]

    named = [[(path, *trial) for trial in held] for path, held in trials.items()]
    for together in zip_longest(*named):
        turn = [trial for trial in together if trial is not None]
        if wrongs(*turn):
            for path, at, value in turn:
                for place, message in wrongs((path, at, value)):
                    here = places[path]
                    own = place[: len(here)] == here or here[: len(place)] == place
                    yield (
                        path,
                        at,
                        message if own else f"{to_inline_yaml(value)} does not go with {path_text(place)}: {message}",
                    )
