"""Numbers, levels and names of JSON and YAML data, with the line where one is wrong."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from sim.bargaining.agenda import Level
from sim.interop.data_tree import Node, Number
from sim.interop.faults import shorten
from sim.interop.figures import exact_number, level_of, level_text

Levels = tuple[Level, ...]


def node_number(node: Node, what: str, least: int | None = None, most: int | None = None) -> Fraction:
    """Return the number of a node, also of one in quotes; DomainError if it is none, or beyond its limits."""
    text = node.text
    number = None if text is None else exact_number(text)
    if number is None:
        raise node.fault(f"{what}: found {node.said}, must be a number")
    if (least is not None and number < least) or (most is not None and number > most):
        limits = f"from {least} to {most}" if most is not None else f"at least {least}"
        raise node.fault(f"{what}: found {node.said}, must be {limits}")
    return number


def require_key(node: Node, key: str, what: str) -> Node:
    """Return the value of a key; DomainError without it."""
    found = node.get(key)
    if found is None:
        raise node.fault(f"{what} has no {key!r}; add it")
    return found


def node_level(node: Node) -> Level:
    """Return the level that a node stands for: a number, or a name; a truth value by its name."""
    if isinstance(node.value, Number):
        return float(node_number(node, "a level"))
    if isinstance(node.value, bool):
        return "true" if node.value else "false"
    if not isinstance(node.value, str):
        raise node.fault(f"a level: found {node.said}, must be a number or a name")
    return node.value


def node_levels(nodes: Sequence[Node], what: str, from_text: bool = False) -> Levels:
    """Return the levels of a list; DomainError for one that stands twice.

    from_text   whether names that are written as numbers are numbers
    """
    found: dict[Level, None] = {}
    for node in nodes:
        level = node_level(node)
        if from_text and isinstance(level, str):
            level = level_of(level)
        if level in found:
            raise node.fault(f"the value {shorten(node.text)} stands twice in {what}. Delete one")
        found[level] = None
    return tuple(found)


def numbers_by_level(table: Mapping[str, Node], levels: Levels, what: str) -> dict[Level, Node]:
    """Return what a table, keyed by text, states of levels, where it states anything; DomainError for other keys."""
    found: dict[Level, Node] = {}
    for key, node in table.items():
        level = next((one for one in (key, level_of(key), key_number(key)) if one in levels), None)
        if level is None:
            raise node.fault(f"{what}: the value {shorten(key)}, which the domain lacks. It has {levels_text(levels)}")
        if level in found:
            raise node.fault(f"{what}: the value {shorten(key)} stands twice. Delete one")
        found[level] = node
    return found


def key_number(key: str) -> Any:
    """Return the number of a key, or the key."""
    number = exact_number(key)
    return key if number is None else float(number)


def levels_text(levels: Levels) -> str:
    """Return levels for a message."""
    return shorten(", ".join(level_text(level) for level in levels), 120)
