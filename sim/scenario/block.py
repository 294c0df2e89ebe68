"""Blocks of a scenario: what every part of the schema has in common.

A block refuses unknown keys.  Fields that hold quantities state unit, meaning and bounds where
they are declared; the block checks all its quantities against them and reports every fault.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.fields import FieldInfo

from sim.scenario.quantity import Fault, Quantity, faults

Path = tuple[str | int, ...]


def amount(meaning: str, unit: str, low: float | None = None, high: float | None = None, **more: Any) -> Any:
    """Return a field for a quantity (or a mapping or list of them) with its unit and bounds."""
    extra = {"unit": unit, "low": low, "high": high, "strict": more.pop("strict", False)}
    return Field(description=meaning, json_schema_extra=extra, **more)


def plain(meaning: str, unit: str = "", **more: Any) -> Any:
    """Return a field for anything that is not a quantity."""
    return Field(description=meaning, json_schema_extra={"unit": unit}, **more)


def inside(held: Any, path: Path = ()) -> Iterator[tuple[Path, Quantity]]:
    """Yield the quantities in a value, a mapping or a (nested) list, with their paths."""
    if isinstance(held, Quantity):
        yield path, held
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from inside(value, (*path, key))
    elif isinstance(held, list | tuple):
        for place, value in enumerate(held):
            yield from inside(value, (*path, place))


def number(value: float) -> str:
    """Return a number as a person would write it."""
    return f"{value:.6g}"


def bounds_fault(quantity: Quantity, extra: dict[str, Any]) -> str | None:
    """Return what is wrong with a quantity's values, or None."""
    low, high, unit = extra.get("low"), extra.get("high"), extra.get("unit", "")
    least, most = quantity.span
    hint = f"; the unit is {unit}" if unit else ""
    if unit == "share" and high == 1 and 1 < most <= 100:
        hint = f"; it is a share, so {number(most)} percent is {number(most / 100)}"
    if low is not None and (least < low or (extra.get("strict") and least <= low and quantity.shape != "lognormal")):
        rule = f"must be {'above' if extra.get('strict') else 'at least'} {number(low)}"
        return f"{rule}; found {number(least)}{hint}"
    if high is not None and most > high:
        return f"must be at most {number(high)}; found {number(most)}{hint}"
    return None


def range_fault(quantity: Quantity) -> str | None:
    """Return how a quantity leaves its stated range, or None."""
    if quantity.range is None:
        return None
    low, high = quantity.range
    least, most = (quantity.central,) * 2 if quantity.lognormal or quantity.normal else quantity.span
    if low <= least and most <= high:
        return None
    found = number(least) if least < low else number(most)
    return (
        f"must be within its stated range {number(low)} to {number(high)}; found {found}. "
        f"If you mean it, state a wider one beside it: {{value: {found}, range: [{number(min(low, least))}, {number(max(high, most))}]}}"
    )


def unit_fault(quantity: Quantity, unit: str) -> str | None:
    """Return what is wrong with the unit written beside a quantity, or None."""
    if quantity.unit is None or quantity.unit == unit:
        return None
    return f"wrong unit: found {quantity.unit!r}, must be {unit!r}. Convert the figure, or leave the unit out"


class Block(BaseModel):
    """A part of a scenario."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @model_validator(mode="after")
    def quantities_are_sound(self) -> "Block":
        """Check every quantity of this block against its declaration."""
        found: list[Fault] = []
        for name, field in type(self).model_fields.items():
            extra = declared(field)
            for path, quantity in inside(getattr(self, name)):
                checks = (
                    bounds_fault(quantity, extra),
                    range_fault(quantity),
                    unit_fault(quantity, extra.get("unit", "")),
                )
                found += [((name, *path), message) for message in checks if message]
        if found:
            raise faults(found)
        return self


def declared(field: FieldInfo) -> dict[str, Any]:
    """Return unit and bounds of a field."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def quantities(held: Any, path: Path = (), source: str | None = None) -> Iterator[tuple[Path, Quantity, str | None]]:
    """Yield every quantity below a block with its path and source, own or inherited."""
    if isinstance(held, Quantity):
        yield path, held, held.source or source
    elif isinstance(held, BaseModel):
        above = getattr(held, "source", None) or source
        for name in type(held).model_fields:
            yield from quantities(getattr(held, name), (*path, name), above)
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from quantities(value, (*path, key), source)
    elif isinstance(held, list | tuple):
        for place, value in enumerate(held):
            yield from quantities(value, (*path, place), source)
