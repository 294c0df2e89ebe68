"""Variants: a scenario that extends another lists only the differences.

Mappings merge key by key, anything else replaces.  Two exceptions: a new figure for a quantity
keeps the range and unit that stood beside the old one and is sourced to whoever set it; and a
choice (a tactic, an acceptance, a flow rule, a protocol) that names another rule replaces the old
rule and its parameters.
"""

from typing import Any

from sim.scenario.quantity import SHAPES

CHOICES = {"tactic", "opponent", "acceptance", "flows", "honour", "proposer"}
BESIDE = {"unit", "range", "source", "note"}


def is_quantity(held: Any) -> bool:
    """Whether raw data is a quantity with something beside it or a distribution."""
    return isinstance(held, dict) and bool(held) and set(held) <= BESIDE | set(SHAPES) and not set(held) <= BESIDE


def figure(old: dict[str, Any], new: Any, who: str) -> dict[str, Any]:
    """Return a quantity with a new figure: what stood beside the old one stays, but its source."""
    stated = new if isinstance(new, dict) else {"value": new}
    kept = {k: v for k, v in old.items() if k in {"unit", "range"}}
    return {**kept, "source": f"set in {who}", **stated}


def merged(old: Any, new: Any, who: str, key: str = "") -> Any:
    """Return `old` with the differences in `new` applied; `who` names where they come from."""
    if is_quantity(old) and (isinstance(new, int | float) or is_quantity(new)) and not isinstance(new, bool):
        return figure(old, new, who)
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    if key in CHOICES and set(new) != set(old):
        return new
    both = {k: merged(v, new[k], who, k) if k in new else v for k, v in old.items()}
    return both | {k: v for k, v in new.items() if k not in old}


def nested(path: list[str], value: Any) -> dict[str, Any]:
    """Return {a: {b: value}} for the path [a, b]."""
    for key in reversed(path):
        value = {key: value}
    return dict(value)


def lookup(data: Any, path: list[str]) -> Any:
    """Return what stands at a path; KeyError(the first key that is not there, what is there)."""
    for key in path:
        if not isinstance(data, dict) or key not in data:
            raise KeyError(key, list(data) if isinstance(data, dict) else [])
        data = data[key]
    return data
