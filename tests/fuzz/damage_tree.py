"""Changes to a scenario's data, as a variant of it: values of other kinds, at and beyond bounds, renames, keys less."""

import datetime as dt
from random import Random
from typing import Any

from luck_values import choice, figure, made_block, plain_value, rounded

from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.choice import Choice
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import block_of, field_at, type_at, types_allowed

Path = tuple[str | int, ...]
ODD_VALUES: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 0.5, 2, 100, 101, 3650, 3651, 10**6, 10**12, 10**18, 2**62, 2**63, 1e-9, 1e-30, -1e30,
    "", " ", "none", "x", "nan", "inf", "a b", "\u00e9", [], {}, [[]], [None], [1], [1, 2], [2, 1], [1, 2, 3], ["x"],
    {"x": 1},
    {"value": 1}, {"value": None}, {"uniform": [0, 1]}, {"uniform": [1, 0]}, {"triangular": [0, 0, 0]}, {"source": "s"},
    {"normal": {"mean": 0, "sd": 1}}, {"lognormal": {"median": 1, "sigma": 5}}, {"value": 1, "range": [2, 3]},
    {"value": 0.5, "unit": "share of the stake"}, {"unit": "percent"}, dt.date(2025, 4, 9), dt.date(1900, 1, 1),
    dt.date(9999, 12, 31), dt.date(2029, 1, 20), dt.date(2025, 6, 3), ["a", "a"], {"a": {"b": {"c": 1}}},
)  # fmt: skip
INERT = ("actual", "known_later", "reference_weights")  # shown or kept, never played
FAR = (0.0, 1e-12, 1e-9, 1e6, 1e9, 1e12, 1e15, -1e9)


def paths_of(held: Any, path: Path = ()) -> list[Path]:
    """Return the path of everything in plain data but the whole."""
    below = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    own = [path] if path else []
    return own + [found for key, value in below for found in paths_of(value, (*path, key))]


def chosen_path(luck: Random, paths: list[Path]) -> Path:
    """Return a path, often that of the whole figure it leads into; seldom one of what nothing comes of."""
    path = luck.choice(paths)
    if path[0] in INERT:
        path = luck.choice(paths)
    if luck.random() < 0.6:
        ends = range(1, len(path) + 1)
        path = next((path[:end] for end in ends if Quantity in types_allowed(type_at(path[:end]))), path)
    return path


def value_at(held: Any, path: Path) -> Any:
    """Return what stands at a path of plain data."""
    for key in path:
        held = held[key]
    return held


def sound_value(luck: Random, held: Any, path: Path) -> Any:
    """Return a value that the schema allows at a path, if it says so; else an odd one."""
    span = held.get("range") if isinstance(held, dict) else None
    if isinstance(span, list) and len(span) == 2 and all(isinstance(end, int | float) for end in span):
        ends = sorted(rounded(span[0] + (span[1] - span[0]) * luck.random()) for _ in range(2))
        return luck.choice([ends[0], {"uniform": ends}, {"triangular": [ends[0], *ends]}, span[0], span[1]])
    field, kind = field_at(path), type_at(path)
    if field is None or kind is None:
        return luck.choice(ODD_VALUES)
    if Quantity in types_allowed(kind):
        return figure(luck, str(path[-1]), declaration_of(field))
    block = block_of(kind)
    if block is not None:
        return choice(luck, block) if issubclass(block, Choice) else made_block(luck, block)
    plain = types_allowed(kind)
    return plain_value(luck, plain[0], field) if plain and plain[0] in (int, float, bool, str, dt.date) else []


def at_bounds(luck: Random, path: Path) -> Any:
    """Return a figure at, just inside or just beyond its bounds, or far from all others."""
    field = field_at(path)
    said = declaration_of(field) if field is not None else {}
    ends = [end for end in (said.get("low"), said.get("high")) if end is not None]
    near = [end + step for end in ends for step in (0, 1e-9, -1e-9)]
    return luck.choice([*near, *FAR])


def other_value(luck: Random, held: Any, path: Path) -> Any:
    """Return what may stand in the place of a value."""
    if isinstance(held, dt.date) and luck.random() < 0.7:
        return held + dt.timedelta(days=luck.choice([-400, -30, -1, 1, 7, 60, 1000]))
    how = luck.random()
    if how < 0.6:
        return sound_value(luck, held, path)
    return at_bounds(luck, path) if how < 0.78 else luck.choice(ODD_VALUES)


def changed(luck: Random, data: dict[str, Any], path: Path) -> Any:
    """Return what the key at the top of a path holds after a change at its end: lists are written out."""
    held, parent = value_at(data, path), value_at(data, path[:-1])
    how = luck.random()
    if isinstance(parent, dict) and how < 0.1:
        return nested(data, path, None)
    if isinstance(parent, dict) and how < 0.17:
        renamed = (*path[:-1], f"{path[-1]}_x" if luck.random() < 0.5 else luck.choice(["x", "us", "date", *parent]))
        return merged(nested(data, path, None), nested(data, renamed, held))
    if isinstance(held, list) and held and how < 0.5:
        return nested(data, path, other_list(luck, held))
    return nested(data, path, other_value(luck, held, path))


def other_list(luck: Random, held: list[Any]) -> list[Any]:
    """Return a list with an item more, less, or in another place."""
    place = luck.randrange(len(held))
    return luck.choice([
        held[:place] + held[place + 1 :], [*held, held[place]], held[::-1], [], held[:1],
        [*held, luck.choice(ODD_VALUES)],
    ])  # fmt: skip


def nested(data: Any, path: Path, new: Any) -> Any:
    """Return a variant that puts something at a path: a block in a block, but a list whole."""
    if not path:
        return new
    key, rest = path[0], path[1:]
    if isinstance(data, list):
        return [nested(value, rest, new) if place == key else value for place, value in enumerate(data)]
    below = data.get(key) if isinstance(data, dict) else None
    return {key: nested(below, rest, new)}


def merged(one: Any, other: Any) -> Any:
    """Return two variants as one, the other's values where both have some."""
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return other
    return one | {key: merged(one[key], value) if key in one else value for key, value in other.items()}


def tree_variant(luck: Random, data: dict[str, Any], paths: list[Path], times: int) -> dict[str, Any]:
    """Return a variant of data with some changes."""
    made: dict[str, Any] = {}
    for _ in range(times):
        made = merged(made, changed(luck, data, chosen_path(luck, paths)))
    return made


def setting(luck: Random, data: dict[str, Any], paths: list[Path]) -> str:
    """Return a setting of the command line, now and then of a path that is none."""
    path = chosen_path(luck, paths)
    words = ".".join(map(str, path))
    if luck.random() < 0.15:
        words = luck.choice(
            [words + ".x", words[:-1], "", ".", words.replace(".", "[0].", 1), f"{words}.value", "seen.date"]
        )
    value = other_value(luck, value_at(data, path), path)
    stated = luck.choice(["", "=", "null", "[", "{a: 1", "nan", "1e9"]) if luck.random() < 0.15 else str(value)
    return f"{words}={stated}"
