"""Figures that a scenario states for each party, by its key."""

from collections.abc import Iterator, Mapping
from typing import Any

from sim.scenario.faults import KeyPath


def keys_of(parts: dict[str, Any]) -> tuple[str, str]:
    """Return the keys of the two parties' blocks."""
    first, second = parts["parties"]
    return first, second


def keyed_by_party(path: KeyPath, held: Mapping[str, Any], parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield a fault if a mapping does not hold exactly one entry for each party."""
    keys = keys_of(parts)
    if set(held) != set(keys):
        yield path, f"must have exactly the keys {' and '.join(keys)}; found {', '.join(held) or 'none'}"
