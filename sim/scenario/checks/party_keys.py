"""Figures that a scenario states for each party, by its key."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sim.scenario.faults import KeyPath, suggestion

Findings = Iterator[tuple[KeyPath, str]]
MARKS = "{", "}"  # of what text is filled in by


def keys_of(parts: dict[str, Any]) -> tuple[str, str]:
    """Return the keys of the two parties' blocks."""
    first, second = parts["parties"]
    return first, second


def proposers_are_parties(parts: dict[str, Any]) -> Findings:
    """Whoever always tables the offer is a party."""
    stated = parts["calendar"].proposer.__pydantic_extra__ or {}
    yield from unknown_parties(("calendar", "proposer"), stated, parts)


def references_are_of_parties(parts: dict[str, Any]) -> Findings:
    """Reference weights are those of a party."""
    if parts["reference_weights"] is not None:
        stated = parts["reference_weights"].__pydantic_extra__ or {}
        yield from unknown_parties(("reference_weights",), stated, parts)


def names_are_no_columns_of_parties(parts: dict[str, Any]) -> Findings:
    """No issue, carmaker or partner has a name with which a party's columns begin."""
    keys = keys_of(parts)
    for block in ("issues", "carmakers", "partners"):
        for name in parts[block] or {}:
            for key in keys:
                if name == key or name.startswith(f"{key}_"):
                    rule = f"the names of columns that are of the party {key} begin so: give it another name"
                    yield (block, name), f"{name} cannot be told from a party: {rule}"


def names_tell_parties_apart(parts: dict[str, Any]) -> Findings:
    """The two parties are called differently, and by no mark that text has for its own."""
    names = {key: held.name or key for key, held in parts["parties"].items()}
    first, second = names
    if names[first] == names[second]:
        yield ("parties", second), f"is called as {first} is, {names[first]}: give it a `name` of its own"
    for key, held in parts["parties"].items():
        for field, text in held.model_dump(exclude_none=True).items():
            if any(mark in text for mark in MARKS):
                yield ("parties", key, field), f"must have none of {' '.join(MARKS)}"


def unknown_parties(path: KeyPath, held: Mapping[str, Any], parts: dict[str, Any]) -> Findings:
    """Yield a fault for each key of a mapping that is not a party's."""
    keys = keys_of(parts)
    yield from (((*path, key), f"no such party: {key}. {suggestion(key, keys)}") for key in held if key not in keys)


def keyed_by_party(path: KeyPath, held: Mapping[str, Any], parts: dict[str, Any]) -> Findings:
    """Yield a fault if a mapping does not hold exactly one entry for each party."""
    keys = keys_of(parts)
    if set(held) != set(keys):
        yield path, f"must have exactly the keys {' and '.join(keys)}; found {', '.join(held) or 'none'}"


PARTY_KEY_CHECKS: list[tuple[tuple[str, ...], Callable[[dict[str, Any]], Findings]]] = [
    (("calendar", "parties"), proposers_are_parties),
    (("reference_weights", "parties"), references_are_of_parties),
    (("issues", "carmakers", "partners", "parties"), names_are_no_columns_of_parties),
    (("parties",), names_tell_parties_apart),
]
