"""Variants: a scenario that extends another lists only the differences.

Mappings merge key by key, anything else replaces.  Two exceptions: a new figure for a quantity
keeps the range and unit that stood beside the old one and is sourced to whoever set it; and a
choice (a tactic, an acceptance, a flow rule, a protocol) that names another rule replaces the old
rule and its parameters.  A key with `null` takes the key out.  A sweep that names its design is a
new one; one that does not changes the old key by key, what is swept path by path.
"""

from typing import Any

from sim.scenario.faults import KeyPath
from sim.scenario.schema.quantity import SHAPES

CHOICE_KEYS = {"tactic", "opponent", "acceptance", "offer", "first", "then", "flows", "honour", "proposer"}
KEYS_BESIDE_FIGURE = {"unit", "range", "middle", "source", "note", "known_by", "prior"}


def is_quantity(held: Any) -> bool:
    """Whether plain data is a figure or a distribution with its name or something beside it."""
    return (
        isinstance(held, dict) and set(held) <= KEYS_BESIDE_FIGURE | set(SHAPES) and not set(held) <= KEYS_BESIDE_FIGURE
    )


def is_number(held: Any) -> bool:
    """Whether plain data is a number; true and false are none."""
    return isinstance(held, int | float) and not isinstance(held, bool)


def is_factor(held: dict[str, Any]) -> bool:
    """Whether plain data says over which values a path is swept."""
    stated = isinstance(held.get("values"), list) or is_number(held.get("steps"))
    return stated and set(held) <= {"range", "steps", "values"}


def with_new_figure(old: dict[str, Any], new: Any, source: str) -> dict[str, Any]:
    """Return a quantity with a new figure: range and unit of the old one stay, its source does not."""
    stated = dict(new) if isinstance(new, dict) else {"value": new}
    for shape in ("normal", "lognormal"):
        if isinstance(old.get(shape), dict) and isinstance(stated.get(shape), dict):
            stated[shape] = old[shape] | stated[shape]
    kept = {key: value for key, value in old.items() if key in {"unit", "range", "known_by", "prior"}}
    return {**kept, "source": source, **stated}


def merge_variant(old: Any, new: Any, source: str, key: str = "") -> Any:
    """Return `old` with the differences in `new` applied; `source` is that of new figures."""
    if is_quantity(old) and (is_number(new) or is_quantity(new)):
        return with_new_figure(old, new, source)
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    if (key in CHOICE_KEYS and set(new) != set(old)) or (key == "sweep" and "design" in new) or is_factor(new):
        return new
    dropped = {k for k, v in new.items() if v is None and key not in CHOICE_KEYS}
    both = {k: merge_variant(v, new[k], source, k) if k in new else v for k, v in old.items() if k not in dropped}
    return both | {k: v for k, v in new.items() if k not in old}


def comes_from_older(path: KeyPath, both: Any, new: Any) -> bool:
    """Whether what stands at a path of the merged data comes from the older of the two."""
    for key in path:
        if both is new or not isinstance(both, dict | list):
            return False
        if isinstance(both, dict) and key not in both:
            return False
        both = both[key]  # type: ignore[index]
        new = new.get(key, _NOTHING) if isinstance(new, dict) else _NOTHING
    return both is not new


_NOTHING = object()
