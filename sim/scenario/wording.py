"""What pydantic found, in words a user can act on."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ValidationError

from sim.scenario.faults import Place, meant
from sim.scenario.schema import Scenario

PLAIN = {
    "int_type": "must be a whole number",
    "int_from_float": "must be a whole number",
    "int_parsing": "must be a whole number",
    "float_type": "must be a number",
    "float_parsing": "must be a number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "string_type": "must be text; put a number in quotes if it is meant as text",
    "list_type": "must be a list: [a, b]",
    "dict_type": "must be a block of `key: value` lines",
    "model_type": "must be a block of `key: value` lines",
    "model_attributes_type": "must be a block of `key: value` lines",
    "tuple_type": "must be a list: [a, b]",
    "date_type": "must be a date: 2025-07-08",
    "date_parsing": "must be a date: 2025-07-08",
    "date_from_datetime_parsing": "must be a date: 2025-07-08",
    "finite_number": "must be finite",
}


def held_by(annotation: Any) -> list[Any]:
    """Return the types inside a type: of a list, a mapping or an optional."""
    return [annotation, *(inner for arg in getattr(annotation, "__args__", ()) for inner in held_by(arg))]


def model_at(path: Place) -> type[BaseModel] | None:
    """Return the block of the schema at a path, if the path leads to one."""
    model: Any = Scenario
    for key in path:
        if model is not None and isinstance(key, str) and key in model.model_fields:
            held = held_by(model.model_fields[key].annotation)
            model = next((t for t in held if isinstance(t, type) and issubclass(t, BaseModel)), None)
    return model


def unit_at(path: Place) -> str:
    """Return the unit of the field at a path."""
    model = model_at(path[:-1])
    field = model.model_fields.get(str(path[-1])) if model and path else None
    extra = field.json_schema_extra if field else None
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def sentence(error: Any, path: Place) -> str:
    """Return the message for one pydantic error."""
    kind, context, given = error["type"], error.get("ctx", {}), error["input"]
    if kind == "extra_forbidden":
        model = model_at(path[:-1])
        return f"no such key. {meant(str(path[-1]), model.model_fields if model else [])}"
    if kind == "missing":
        return f"missing. {described(path)}".rstrip()
    found = f"; found {given!r}" if not isinstance(given, dict | list | BaseModel) else ""
    if kind in PLAIN:
        unit = unit_at(path)
        hint = f". The unit is fixed: {unit}" if unit and isinstance(given, str) else ""
        return f"{PLAIN[kind]}{found}{hint}"
    if kind.startswith(("greater_than", "less_than")):
        bound = next(iter(context.values()))
        word = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}[next(iter(context))]
        return f"must be {word} {bound}{found}"
    if kind == "literal_error":
        return f"must be one of {context['expected']}{found}"
    if kind in ("too_short", "too_long"):
        few, many = context.get("min_length"), context.get("max_length")
        return f"must hold {'at least ' + str(few) if few is not None else 'at most ' + str(many)} values"
    return f"{error['msg']}{'' if 'found' in error['msg'] else found}"


def described(path: Place) -> str:
    """Return what a missing field means."""
    model = model_at(path[:-1])
    field = model.model_fields.get(str(path[-1])) if model else None
    unit = unit_at(path)
    return f"It is: {field.description}{f' [{unit}]' if unit else ''}" if field and field.description else ""


def faults_of(wrong: ValidationError) -> Iterator[tuple[Place, str]]:
    """Yield path and message of everything a validation found."""
    for error in wrong.errors(include_url=False):
        path = tuple(key for key in error["loc"] if key != "[key]")
        if error["type"] == "faults":
            for below, message in error["ctx"]["faults"]:
                yield (*path, *below), message
        else:
            yield path, sentence(error, path)
