"""The schema as a tree: which type, and which field, stands at a dotted path."""

from collections.abc import Iterator, Sequence
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.faults import KeyPath
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario

BY_PARTY: dict[str, tuple[str, str, dict[str, Any]]] = {  # block -> meaning, unit and default of what stands by party
    "ReferenceWeights": ("weights of the components of", "bn per bn", {}),
    "NoDealPart": ("value of no deal to", "bn USD a year", {}),
    "Proposer": ("always", "", {"default": None}),
    "Readings": ("odds of each level of the grid, in its order, as the deal is read by", "odds", {}),
}


def types_allowed(annotation: Any) -> list[Any]:
    """Return the types an annotation allows, nothing left out but None."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return types_allowed(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [kind for part in get_args(annotation) for kind in types_allowed(part)]
    return [] if annotation is NoneType else [annotation]


def block_of(annotation: Any) -> type[BaseModel] | None:
    """Return the block an annotation allows, if there is one."""
    found = (kind for kind in types_allowed(annotation) if isinstance(kind, type) and get_origin(kind) is None)
    return next((kind for kind in found if issubclass(kind, BaseModel)), None)


def type_below(annotation: Any, key: str | int) -> Any:
    """Return the type below a key of a block, a mapping or a list; None if nothing can stand there."""
    block = block_of(annotation)
    if block is not None:
        field = block.model_fields.get(str(key))
        return field.annotation if field else type_by_party(block)
    for kind in types_allowed(annotation):
        parts = get_args(kind)
        if get_origin(kind) is dict:
            return parts[1]
        if get_origin(kind) in (list, tuple):
            return parts[min(int(key), len(parts) - 1)] if isinstance(key, int) else None
    return None


def type_by_party(block: type[BaseModel]) -> Any:
    """Return the type of what a block holds by the keys of the parties; None where it holds nothing of the kind."""
    held = get_args(block.__annotations__.get("__pydantic_extra__"))
    return held[1] if held else None


def fields_of(block: type[BaseModel], parties: Sequence[str]) -> dict[str, FieldInfo]:
    """Return the fields of a block, with those that it has by the keys of the parties, in the order of the words."""
    held = type_by_party(block)
    if held is None:
        return dict(block.model_fields)
    place = list(block.model_fields).index(getattr(block, "after_parties", "source"))
    known = list(block.model_fields.items())
    own = [(key, FieldInfo(annotation=held, **said_by_party(block, key))) for key in parties]
    return dict([*known[:place], *own, *known[place:]])


def said_by_party(block: type[BaseModel], key: str) -> dict[str, Any]:
    """Return what is declared of what a block holds by the key of a party: whether it must be, and what it means."""
    said = BY_PARTY.get(block.__name__)
    if said is None:
        return {}
    meaning, unit, default = said
    return {"description": f"{meaning} `{key}`", "json_schema_extra": {"unit": unit}, **default}


def unit_by_party(block: type[BaseModel]) -> str:
    """Return the unit of what a block holds by the key of a party."""
    return BY_PARTY[block.__name__][1] if block.__name__ in BY_PARTY else ""


def keys_allowed(block: type[BaseModel], parties: Sequence[str]) -> list[str]:
    """Return the keys that a block may state; `parties` are those of the parties."""
    return [*block.model_fields, *(parties if type_by_party(block) is not None else ())]


def type_at(path: KeyPath) -> Any:
    """Return the type at a path; None if the path leads nowhere."""
    held: Any = Scenario
    for key in path:
        held = type_below(held, key)
    return held


def block_at(path: KeyPath) -> type[BaseModel] | None:
    """Return the block at a path, if the path leads to one."""
    return block_of(type_at(path))


def field_at(path: KeyPath) -> FieldInfo | None:
    """Return the field that governs a path: its own, or that of the mapping or list it is in."""
    for end in range(len(path), 0, -1):
        block = block_at(path[: end - 1])
        if block is Quantity:
            continue
        if block is not None:
            return block.model_fields.get(str(path[end - 1]))
    return None


def unit_at(path: KeyPath) -> str:
    """Return the unit of whatever stands at a path."""
    field, above = field_at(path), block_at(path[:-1])
    if field is None:
        return unit_by_party(above) if above is not None else ""
    extra = field.json_schema_extra
    return str(extra.get("unit", "")) if isinstance(extra, dict) else ""


def unit_of_factor(path: str) -> str:
    """Return the unit of what a sweep varies at a dotted path, in which an event stands by its name."""
    keys: list[str | int] = list(path.split("."))
    return unit_at(("events", 0, *keys[2:]) if keys[0] == "events" else tuple(keys))


def unsourced_paths(held: Any, annotation: Any = Scenario, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Yield the path of each figure in plain data that has no source beside it or above it."""
    if isinstance(held, dict) and held.get("source") is not None:
        return
    if Quantity in types_allowed(annotation):
        plain_number = float in types_allowed(annotation)  # a bare number there is a fact of the block
        if isinstance(held, dict) or (
            isinstance(held, int | float) and not isinstance(held, bool) and not plain_number
        ):
            yield path
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from unsourced_paths(value, type_below(annotation, key), (*path, key))
    elif isinstance(held, list):
        for place, value in enumerate(held):
            yield from unsourced_paths(value, type_below(annotation, place), (*path, place))


def field_meaning(field: FieldInfo) -> str:
    """Return what a field means: its own description, or that of its block."""
    if field.description:
        return field.description
    block = block_of(field.annotation)
    text = str(block.__doc__ or "").split("\n")[0].rstrip(".") if block is not None else ""
    return text[:1].lower() + text[1:]
