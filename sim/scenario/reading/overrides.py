"""Settings from the command line: `a.b=c` changes one value of a scenario.

A number in the path counts the items of a list from 0; an item that has a name may be named
instead: `events.0.probability` and `events.peer_deal.probability` are the same.  A `*` stands for every
key or item that there is: `PARTY.governments.*.tactic=null`.
"""

from collections.abc import Sequence
from typing import Any, get_args

from sim.scenario.faults import COMMAND_LINE, Fault, KeyPath, path_text, suggestion
from sim.scenario.reading.named_items import forget_item, item_name
from sim.scenario.reading.old_keys import new_path
from sim.scenario.reading.scenario_text import ScenarioText
from sim.scenario.reading.variants import (
    CHOICE_KEYS,
    KEYS_BESIDE_FIGURE,
    is_number,
    is_quantity,
    merge_variant,
    with_new_figure,
)
from sim.scenario.reading.yaml_data import parse_value
from sim.scenario.schema.party_names import party_keys
from sim.scenario.schema.quantity import SHAPES, Quantity
from sim.scenario.schema.tree import block_at, block_of, keys_allowed, type_at

SETTING_SOURCE = "set on the command line"


def apply_settings(text: ScenarioText, settings: Sequence[str]) -> None:
    """Apply settings to a text; those that cannot be applied are added to its faults."""
    for setting in settings:
        words, equals, value = setting.partition("=")
        keys = words.strip().replace("[", ".").replace("]", "").split(".")
        if not equals or not all(keys):
            text.faults.append(Fault(COMMAND_LINE, 0, (), f"a setting has the form a.b=c; found {setting}"))
            continue
        try:
            paths = [resolve_path(text.data, each) for each in expand_stars(text.data, new_path(keys))]
            new = parse_value(value)
        except ValueError as wrong:
            text.faults.append(Fault(COMMAND_LINE, 0, tuple(keys), str(wrong)))
            continue
        for path in reversed(paths):  # the last first, as items that are taken out move those behind them
            apply_value(text, path, new)


def apply_value(text: ScenarioText, path: KeyPath, new: Any) -> None:
    """Set one value of a text, in place."""
    top, above = figure_above(text.data, path), value_above(text.data, path)
    text.data = set_at_path(text.data, path, new)
    text.lines = {at: line for at, line in text.lines.items() if at[: len(top)] != top}
    if new is None and isinstance(above, list):
        forget_item(text, path, len(above))
    else:
        text.lines[top] = (COMMAND_LINE, 0)


def value_above(data: Any, path: KeyPath) -> Any:
    """Return what holds the value at a path."""
    for key in path[:-1]:
        data = child_of(data, key)
    return data


def expand_stars(data: Any, keys: Sequence[str]) -> list[list[str]]:
    """Return the paths meant by one in which `*` stands for every key or item there is; ValueError if it is none."""
    found: list[tuple[list[str], Any]] = [([], data)]
    for key in keys:
        found = [([*path, step], below) for path, held in found for step, below in steps_below(held, key)]
        if not found:
            raise ValueError("* stands for every key or item that there is: here is none")
    return [path for path, _ in found]


def steps_below(held: Any, key: str) -> list[tuple[str, Any]]:
    """Return the keys meant by one, each with what stands below it: itself, or all for `*`."""
    if key == "*":
        pairs = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        return [(str(step), below) for step, below in pairs]
    if isinstance(held, list):
        return [(key, next((item for place, item in enumerate(held) if key in (str(place), item_name(item))), None))]
    return [(key, child_of(held, key))]


def resolve_path(data: Any, keys: Sequence[str]) -> KeyPath:
    """Return the path that was meant; ValueError where there is none."""
    path: KeyPath = ()
    held = data
    for key in keys:
        step: str | int = item_place(held, key) if isinstance(held, list) else key
        if not isinstance(held, list) and not (isinstance(held, dict) and key in held):
            refuse_unknown(path, key, held, party_keys(data))
        held = child_of(held, step)
        path = (*path, step)
    return path


def child_of(held: Any, step: str | int) -> Any:
    """Return what stands below a key or place, None if nothing does."""
    if isinstance(held, dict):
        return held.get(step)
    return held[int(step)] if isinstance(held, list) else None


def item_place(held: list[Any], key: str) -> int:
    """Return the place of an item by number or name; ValueError if there is none."""
    names = [name for name in map(item_name, held) if name is not None]
    if key.isdecimal() and int(key) < len(held):
        return int(key)
    for place, value in enumerate(held):
        if item_name(value) == key:
            return place
    guess = (
        suggestion(key, names) if names else f"Items count from 0 to {len(held) - 1}" if held else "The list is empty"
    )
    raise ValueError(f"no such item: {key}. {guess}")


def refuse_unknown(path: KeyPath, key: str, held: Any, parties: Sequence[str]) -> None:
    """Raise ValueError if a key that is not written cannot be added either."""
    block, mapping = block_at(path), get_args(type_at(path))
    known = keys_allowed(block, parties) if block is not None else list(held) if isinstance(held, dict) else []
    if block is not None and key in known:
        return
    if block is None and len(mapping) == 2 and block_of(mapping[1]) in (None, Quantity):
        return
    raise ValueError(
        f"no such key: {key}. {suggestion(key, known)}" if known else f"{path_text(path)} has no keys below it"
    )


def figure_above(data: Any, path: KeyPath) -> KeyPath:
    """Return the path of the quantity that a path leads into, or the path itself."""
    for end, key in enumerate(path):
        if is_quantity(data):
            return path[:end]
        data = child_of(data, key)
    return path


def set_at_path(old: Any, path: KeyPath, new: Any, key: str = "") -> Any:
    """Return `old` with a new value at a path."""
    if not path:
        return merge_variant(old, new, SETTING_SOURCE, key)
    head, rest = path[0], path[1:]
    if isinstance(old, list) and new is None and not rest:  # null takes the item out
        return [value for place, value in enumerate(old) if place != head]
    if isinstance(old, list):
        return [set_at_path(value, rest, new) if place == head else value for place, value in enumerate(old)]
    word = str(head)
    if is_number(old) and word in {*KEYS_BESIDE_FIGURE, *SHAPES}:
        old = {"value": old}
    held = old if isinstance(old, dict) else {}
    changed = set_at_path(held.get(word), rest, new, word)
    if is_quantity(held) and word in SHAPES:
        return with_new_figure(held, {word: changed}, SETTING_SOURCE)
    if changed is None and word in held:  # null takes the key out
        return {other: value for other, value in held.items() if other != word}
    return {word: changed} if key in CHOICE_KEYS and word not in held else held | {word: changed}
