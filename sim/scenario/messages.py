"""What pydantic found, in words a user can act on."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from sim.bargaining.sides import SIDES
from sim.scenario.faults import KeyPath, closest_word, describe_value, suggestion
from sim.scenario.reading.scalars import DECIMAL, INTEGER
from sim.scenario.schema.block import number_text
from sim.scenario.schema.choice import Choice
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.tree import block_at, field_at, field_meaning, unit_at

WHOLE, NUMBER, DATE, LIST = "a whole number", "a number", "a date such as 2025-07-08", "a list: [a, b]"
BLOCK = "a block of `key: value` lines"

TYPE_WORDS = {
    "int_type": WHOLE,
    "int_from_float": WHOLE,
    "float_type": NUMBER,
    "bool_type": "true or false",
    "string_type": "text",
    "list_type": LIST,
    "tuple_type": LIST,
    "dict_type": BLOCK,
    "model_type": BLOCK,
    "model_attributes_type": BLOCK,
    "date_type": DATE,
}
RULE_WORDS = {
    "flows": "flow rule",
    "honour": "honour rule",
    "opponent": "opponent model",
    "acceptance": "acceptance rule",
    "offer": "offer rule",
    "first": "tactic",
    "then": "tactic",
}
TABLE_LEVELS = ("flows", "table", "levels")  # of an issue
NAMES_IN_TABLE = ". Where levels have names leave this list out: figures stand in the order of the issue's levels"
GROUPED = re.compile(r"[-+]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")  # a number with commas between its thousands
BOUND_WORDS = {
    "greater_than_equal": ("at least", "ge"),
    "greater_than": ("above", "gt"),
    "less_than_equal": ("at most", "le"),
    "less_than": ("below", "lt"),
}


def unknown_key_message(path: KeyPath) -> str:
    """Return the message for a key that the schema does not have."""
    block, above = block_at(path[:-1]), block_at(path[:-2])
    known = list(block.model_fields) if block else []
    word = str(path[-1])
    if block is not None and issubclass(block, Choice):
        what = RULE_WORDS.get(str(path[-2]), str(path[-2]))
        return f"no such {what}. {suggestion(word, known)}"
    if block is Quantity:
        return f"no such key beside a figure. {suggestion(word, known)}"
    if above is not None and issubclass(above, Choice):
        takes = [name for name in known if name not in ("source", "known_by")]
        guess = closest_word(word, takes)
        cure = f" Did you mean {guess}?" if guess else ""
        return f"no such parameter. {path[-2]} takes {', '.join(takes) or 'none'}.{cure}"
    return f"no such key. {suggestion(word, known)}"


def text_hint(path: KeyPath, given: Any) -> str:
    """Return how text is turned into the figure that is wanted."""
    if not isinstance(given, str):
        return ""
    figure = INTEGER.fullmatch(given) or DECIMAL.fullmatch(given)
    if not figure and path[2:5] == TABLE_LEVELS:
        return NAMES_IN_TABLE
    if GROUPED.fullmatch(given):
        return f". Write it without commas: {given.replace(',', '')}"
    return ". Take the quotes away" if figure else f". Write the figure alone{unit_note(path)}"


def unit_note(path: KeyPath) -> str:
    """Return a reminder of the unit at a path, where there is one to speak of."""
    unit = unit_at(path)
    unit = "that of the issue" if unit in ("unit of the issue", "of the issue") else unit
    return f". The unit is {unit}" if unit not in ("", "ratio", path[-1]) else ""


def wrong_type_message(kind: str, path: KeyPath, given: Any) -> str:
    """Return the message for a value of another type."""
    hint = text_hint(path, given) if kind in ("int_type", "float_type") else ""
    if kind == "string_type":
        hint = ". Put it in quotes if it is meant as text"
    return f"must be {TYPE_WORDS[kind]}; found {describe_value(given)}{hint}"


def error_message(error: Any, path: KeyPath) -> str:
    """Return the message for one pydantic error."""
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        return unknown_key_message(path)
    if kind in TYPE_WORDS:
        return wrong_type_message(kind, path, given)
    if kind == "figure":
        return f"{error['msg']}{text_hint(path, given)}"
    if kind in BOUND_WORDS:
        word, bound = BOUND_WORDS[kind]
        return f"must be {word} {number_text(context[bound])}; found {describe_value(given)}{unit_note(path)}"
    if kind == "literal_error":
        return f"must be one of {context['expected'].replace(chr(39), '')}; found {describe_value(given)}"
    if kind == "string_pattern_mismatch":
        return f"must be a plain name: a letter, then letters, digits or _; found {describe_value(given)}"
    if kind in ("too_short", "string_too_short"):
        return "must not be empty"
    if kind == "too_long":
        return f"must hold {context['max_length']} values; found {context['actual_length']}"
    return str(error["msg"]) if "found" in error["msg"] else f"{error['msg']}; found {describe_value(given)}"


def missing_keys_message(names: Sequence[str]) -> str:
    """Return the message for keys that a block must have and has not."""
    return f"lacks the {'keys' if len(names) > 1 else 'key'} {', '.join(names)}"


def missing_keys_with_hint(path: KeyPath, names: Sequence[str], data: Any) -> str:
    """Return the message for missing keys, with what a single one means, or a near name above."""
    field = field_at((*path, names[0]))
    unit = unit_at((*path, names[0]))
    text = missing_keys_message(names)
    if len(names) == 1 and field is not None and field_meaning(field):
        text += f": {field_meaning(field)}{f' [{unit}]' if unit else ''}"
    for key in path[:-1]:
        data = data[key]
    others = [name for name in data if name != path[-1]] if path and isinstance(data, dict) else []
    guess = closest_word(str(path[-1]), others) if others and block_at(path[:-1]) is None else ""
    return f"{text}. If {path[-1]} is not meant to be new: did you mean {guess}?" if guess else text


def faults_of(wrong: ValidationError, data: dict[str, Any]) -> list[tuple[KeyPath, str]]:
    """Return path and message of everything a validation found in plain data.

    What is at fault at a key that another key is read for as well, and that nobody wrote, is told there alone.
    """
    found = [*all_faults_of(wrong, data)]
    told = {(path[:1], message) for path, message in found if is_stated(path, data)}
    return [held for held in found if is_stated(held[0], data) or (held[0][:1], held[1]) not in told]


def is_stated(path: KeyPath, data: Any) -> bool:
    """Whether a key stands in plain data, or nothing can be said of it."""
    for key in path:
        held = data if isinstance(data, dict) else dict(enumerate(data)) if isinstance(data, list) else {}
        if key not in held:
            return not isinstance(data, dict)
        data = held[key]
    return True


def all_faults_of(wrong: ValidationError, data: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """Yield path and message of everything a validation found, at keys that nobody wrote as well."""
    absent: dict[KeyPath, list[str]] = {}
    for error in wrong.errors(include_url=False):
        path = tuple(key for key in error["loc"] if key != "[key]")
        if error["type"] == "missing":
            absent.setdefault(path[:-1], []).append(str(path[-1]))
        elif error["type"] == "faults":
            for below, message in error["ctx"]["faults"]:
                yield (*path, *below), message
        else:
            yield path, error_message(error, path)
    for path, names in absent.items():
        yield path, missing_keys_with_hint(path, names, data)


def cure_of_missing(data: dict[str, Any], known: Collection[str], keys: Sequence[str]) -> str:
    """Return how a scenario gets the keys that it lacks; one that names no parties is told of them."""
    own = [key for key, block in data.items() if key not in known and isinstance(block, dict)]
    if own and not data.get("parties") and not set(keys) & set(data):
        told = ", ".join(f"{key}: {{}}" for key in own[: len(SIDES)])
        return (
            f"The parties are {' and '.join(keys)} where none are named: name yours, as `parties: {{{told}}}`, "
            "or begin with a skeleton: sim new NAME.yaml"
        )
    if data.get("parties"):
        return "Add what is missing; a skeleton that has all of it: sim new NAME.yaml"
    return "Add what is missing, write `extends: baseline.yaml` and list what differs, or begin with: sim new NAME.yaml"
