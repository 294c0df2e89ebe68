"""The settings in which two scenarios differ, and the scenarios in between, where some are changed and some are not.

A setting is the smallest part that can differ: a figure, a list, a word, a choice of rule, one item of a list of named
ones (an event), or a block that only one of the two has.  What is said beside figures (source, range, notes), and what
is no part of the play (the question, what was signed in fact, a sweep), makes no difference.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sim.scenario.faults import KeyPath, path_text
from sim.scenario.reading.variants import CHOICE_KEYS, is_quantity

SAID_BESIDE = {"source", "note", "range", "middle", "known_by", "prior", "meaning"}
NO_PART_OF_PLAY = {"question", "worlds", "seed", "actual", "known_later", "sweep"}


class Absent:
    """Stands for a setting where there is none."""

    def __repr__(self) -> str:
        return "absent"


ABSENT = Absent()


@dataclass(frozen=True)
class ChangedSetting:
    """A setting in which two scenarios differ: its path (an item of a list by its name), and what stands in each."""

    path: KeyPath
    before: Any
    after: Any

    @property
    def name(self) -> str:
        """The path as it is written."""
        return path_text(self.path)


def plain_form(held: Any, key: str = "") -> Any:
    """Return data without what is said beside it, each value in one form whichever way it was written."""
    if isinstance(held, dict):
        stated = {k: v for k, v in held.items() if k not in SAID_BESIDE and not (v is None and key not in CHOICE_KEYS)}
        kept = {k: plain_form(v, str(k)) for k, v in stated.items()}
        return kept["value"] if set(kept) == {"value"} else kept
    if isinstance(held, list):
        return [plain_form(item) for item in held]
    return {held: {}} if key in CHOICE_KEYS and isinstance(held, str) else {} if held is None else held


def changed_settings(one: Any, other: Any, path: KeyPath = ()) -> list[ChangedSetting]:
    """Return every setting in which two scenarios' plain data differ, in the order of the file."""
    key = str(path[-1]) if path else ""
    if plain_form(one, key) == plain_form(other, key):
        return []
    parts = parts_by_key(one, other, key)
    if parts is None:
        return [ChangedSetting(path, one, other)]
    return [
        setting
        for step, (before, after) in parts.items()
        if not (path == () and step in NO_PART_OF_PLAY) and step not in SAID_BESIDE
        for setting in (
            changed_settings(before, after, (*path, step))
            if isinstance(one, dict) and before is not ABSENT and after is not ABSENT
            else changed_item(before, after, (*path, step))
        )
    ]


def changed_item(before: Any, after: Any, path: KeyPath) -> list[ChangedSetting]:
    """Return a part that is changed as a whole, if it differs."""
    return [] if plain_form(before) == plain_form(after) else [ChangedSetting(path, before, after)]


def parts_by_key(one: Any, other: Any, key: str) -> dict[Any, tuple[Any, Any]] | None:
    """Return the parts of two blocks, or of two lists of named items, by key; None where they are changed whole."""
    if isinstance(one, list) and isinstance(other, list):
        one, other = items_by_name(one), items_by_name(other)
        if one is None or other is None:
            return None
    if not isinstance(one, dict) or not isinstance(other, dict) or is_quantity(one) or is_quantity(other):
        return None
    if key in CHOICE_KEYS and set(one) - SAID_BESIDE != set(other) - SAID_BESIDE:
        return None
    return {k: (one.get(k, ABSENT), other.get(k, ABSENT)) for k in order_of_both(list(one), list(other))}


def items_by_name(held: list[Any]) -> dict[str, Any] | None:
    """Return the items of a list by their names, None where one has none or two have the same."""
    if not all(isinstance(item, dict) and isinstance(item.get("name"), str) for item in held):
        return None
    found = {item["name"]: item for item in held}
    return found if len(found) == len(held) else None


def order_of_both(one: Sequence[Any], other: Sequence[Any]) -> list[Any]:
    """Return the keys of both, those of the first in their order, each further one behind its neighbour."""
    found = list(one)
    for place, key in enumerate(other):
        if key not in found:
            found.insert(found.index(other[place - 1]) + 1 if place else 0, key)
    return found


# --- the scenarios in between ---------------------------------------------------------------------


def with_settings(data: Any, changed: Sequence[ChangedSetting], like: Any) -> Any:
    """Return plain data with some settings changed; what is new stands where it does in `like`, the other scenario."""
    for setting in changed:
        data = with_setting(data, setting.path, setting.after, like)
    return data


def with_setting(held: Any, path: KeyPath, new: Any, like: Any) -> Any:
    """Return a block, or a list of named items, in which another value stands at a path, or none."""
    if not path:
        return new
    step, is_list = path[0], isinstance(held, list)
    parts: dict[Any, Any] = (items_by_name(held) or {}) if is_list else held if isinstance(held, dict) else {}
    beside: dict[Any, Any] = (
        (items_by_name(like) or {}) if isinstance(like, list) else like if isinstance(like, dict) else {}
    )
    below = with_setting(parts.get(step, {}), path[1:], new, beside.get(step))
    both = parts | {step: below}
    kept = {k: both[k] for k in order_of_both(list(parts), list(beside)) if k in both and both[k] is not ABSENT}
    return list(kept.values()) if is_list else kept


def with_sources(data: Any, like: Any) -> Any:
    """Return plain data in which each block that states no source has that of the same block in `like`."""
    if not isinstance(data, dict) or not isinstance(like, dict) or is_quantity(data) or is_quantity(like):
        return data
    found = {key: with_sources(part, like[key]) if key in like else part for key, part in data.items()}
    return found | ({"source": like["source"]} if "source" in like and "source" not in data else {})


def played_part(data: dict[str, Any]) -> dict[str, Any]:
    """Return a scenario's plain data without what is no part of the play and may be left out."""
    return {key: held for key, held in data.items() if key not in {"actual", "known_later", "sweep"}}
