"""What can still be checked in a part that has faults, so that all faults are told at once.

Values of the wrong kind are left out, faulty figures replaced by harmless ones, and the part is
read again without its own checks.  What comes out is only good for finding further faults.
"""

from collections.abc import Callable, Iterable, Mapping, Set
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.faults import KeyPath
from sim.scenario.schema.quantity import LENIENT, Quantity
from sim.scenario.schema.tree import block_at, type_at, types_allowed

HARMLESS_FIGURE = 0.5
BOUND_ERRORS = {"greater_than_equal", "less_than_equal"}
MAY_BE_ABSENT = frozenset(
    {"election", "assembly", "reference_weights", "no_deal", "market", "carmakers", "industry", "precedent"}
)  # checks are told None
READABLE_ERRORS = {"faults", "choice"}  # kinds of error that leave the value readable


def readable_names(parts: Mapping[str, Any], faulty: Set[Any] = frozenset()) -> set[str]:
    """Return the names of the parts that a check may look at: None stands there where a scenario does without one."""
    return {name for name, part in parts.items() if part is not None or (name in MAY_BE_ABSENT and name not in faulty)}


def salvage_part(model: type[BaseModel], name: str, held: Any, wrong: ValidationError) -> Any:
    """Return a part as far as it can be read; None if it cannot."""
    data = {name: deepcopy(held)}
    for error in wrong.errors():
        if error["type"] == "missing":
            return None
        if error["type"] not in READABLE_ERRORS:
            bound = next(iter(error.get("ctx", {}).values()), None) if error["type"] in BOUND_ERRORS else None
            leave_out(data, figure_at(tuple(error["loc"])), bound)
    try:
        return getattr(model.model_validate(data, context=LENIENT), name)
    except ValidationError:
        return None


def figure_at(place: KeyPath) -> KeyPath:
    """Return the path of the figure that a path leads into, or the path itself."""
    for end in range(1, len(place) + 1):
        if Quantity in types_allowed(type_at(place[:end])):
            return place[:end]
    return place


def leave_out(data: Any, place: KeyPath, bound: float | None) -> None:
    """Take a value out of the data, or make it harmless if it is a figure or beyond a bound."""
    held: Any = data
    for step, key in enumerate(place[:-1], start=1):
        if isinstance(held, dict) and isinstance(held.get(key), str):  # the short form of a choice
            held[key] = {}
            return
        held = held[key] if isinstance(key, int) else held.get(key)
        if not isinstance(held, dict | list) or place[step] == "[key]":
            return
    if Quantity in types_allowed(type_at(place)):
        held[place[-1]] = HARMLESS_FIGURE
    elif bound is not None:
        held[place[-1]] = bound
    elif block_at(place[:-1]) is not None:  # a named thing or an item of a list is not taken away from others
        held.pop(place[-1], None)


def sound_findings(
    check: Callable[[dict[str, Any]], Iterable[tuple[KeyPath, str]]], parts: dict[str, Any], certain: bool
) -> list[tuple[KeyPath, str]]:
    """Return what a check finds; nothing where it fails on parts whose own faults are told already."""
    try:
        return list(check(parts))
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        if certain:
            raise
        return []
