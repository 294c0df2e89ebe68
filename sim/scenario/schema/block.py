"""Blocks of a scenario: what every part of the schema has in common.

A block refuses unknown keys.  Fields that hold quantities state unit, meaning and bounds where
they are declared; the block checks all its quantities against them and reports every fault.
"""

import math
from collections.abc import Iterator
from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator
from pydantic.fields import FieldInfo

from sim.core.currency import CODE, TOKEN
from sim.scenario.schema.quantity import LENIENT, SHARE_OF_STAKE, BlockFault, Quantity, faults_error

LARGEST_FIGURE = 1_000_000_000_000  # figures are multiplied and squared, and daily series hold 38 digits
SMALLEST_FIGURE = 1e-12  # figures are divided by, too
VALUE_UNIT = "bn USD a year"  # of flows and values, where a scenario states no other
ONCE = VALUE_UNIT.removesuffix(" a year")  # of what is summed over time
MANY_DIGITS = 10**6  # from which whole numbers are written in groups of three

BlockPath = tuple[str | int, ...]


def amount(meaning: str, unit: str, low: float | None = None, high: float | None = None, **more: Any) -> Any:
    """Return a field for a quantity (or a mapping or list of them) with its unit and bounds.

    `relative=True`: it may be stated as a share of the stake as well.
    """
    extra = {"unit": unit, "low": low, "high": high, "strict": more.pop("strict", False)}
    if more.pop("relative", False):
        extra["relative"] = True
        meaning += f"; with `unit: {SHARE_OF_STAKE}`, that share of what is at stake"
    return Field(description=meaning, json_schema_extra=extra, **more)


def plain(meaning: str, unit: str = "", **more: Any) -> Any:
    """Return a field for anything that is not a quantity."""
    return Field(description=meaning, json_schema_extra={"unit": unit}, **more)


def quantities_in(held: Any, path: BlockPath = ()) -> Iterator[tuple[BlockPath, Quantity]]:
    """Yield the quantities in a value, a mapping or a (nested) list, with their paths."""
    if isinstance(held, Quantity):
        yield path, held
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from quantities_in(value, (*path, key))
    elif isinstance(held, list | tuple):
        for place, value in enumerate(held):
            yield from quantities_in(value, (*path, place))


def number_text(value: float) -> str:
    """Return a number as a person would write it."""
    return f"{value:,}" if isinstance(value, int) and abs(value) >= MANY_DIGITS else f"{value:.6g}"


def bounds_fault(quantity: Quantity, extra: dict[str, Any]) -> str | None:
    """Return what is wrong with a quantity's values, or None."""
    low, high, strict = extra.get("low"), extra.get("high"), extra.get("strict")
    least, most = quantity.span
    if (size := largest_size(quantity)) > LARGEST_FIGURE:
        return f"must be at most {LARGEST_FIGURE:,} in size; found {number_text(size)}{unit_hint(size, extra)}"
    if (small := smallest_size(quantity)) < SMALLEST_FIGURE:
        least_size = f"{SMALLEST_FIGURE:g} in size" + ("" if strict and low == 0 else ", or 0")
        return f"must be at least {least_size}; found {number_text(small)}{unit_hint(small, extra)}"
    positive = quantity.shape == "lognormal"  # it comes near 0 without being 0
    if low is not None and (least < low or (strict and least <= low and not positive)):
        rule, found = f"must be {'above' if strict else 'at least'} {number_text(low)}", least
    elif high is not None and most > high:
        rule, found = f"must be at most {number_text(high)}", most
    else:
        return None
    if math.isinf(found):
        return f"{rule}, but a {quantity.shape} distribution has no such bound. Use triangular or uniform"
    return f"{rule}; found {number_text(found)}{unit_hint(found, extra)}"


def largest_size(quantity: Quantity) -> float:
    """Return the largest of a quantity's parameters, without its sign."""
    return max(map(abs, quantity.parameters))


def smallest_size(quantity: Quantity) -> float:
    """Return the smallest of a quantity's parameters that are not 0, without its sign; inf where all are."""
    return min((abs(held) for held in quantity.parameters if held), default=math.inf)


def unit_hint(found: float, extra: dict[str, Any]) -> str:
    """Return a reminder of the unit, and of how a percentage is written as a share."""
    unit, high = extra.get("unit", ""), extra.get("high")
    if unit == "share" and high is not None and high < found <= 100:
        return f". It is a share: {number_text(found)} percent is {number_text(found / 100)}"
    return f". The unit is {unit}" if unit not in ("", "ratio") else ""


def range_fault(quantity: Quantity) -> str | None:
    """Return how a quantity leaves its stated range, or None."""
    if quantity.range is None:
        return None
    low, high = quantity.range
    least, most = (quantity.central,) * 2 if quantity.lognormal or quantity.normal else quantity.span
    if low <= least and most <= high:
        return None
    found = number_text(least) if least < low else number_text(most)
    wider = f"range: [{number_text(min(low, least))}, {number_text(max(high, most))}]"
    return (
        f"must be within its stated range {number_text(low)} to {number_text(high)}; found {found}. "
        f"If it is meant, state a wider range beside it: {wider}"
    )


def unit_fault(quantity: Quantity, unit: str, relative: bool = False) -> str | None:
    """Return what is wrong with the unit written beside a quantity, or None."""
    if quantity.unit is None or is_unit(quantity.unit, unit) or (relative and quantity.unit == SHARE_OF_STAKE):
        return None
    return wrong_unit(quantity, unit, relative)


def wrong_unit(quantity: Quantity, unit: str, relative: bool = False) -> str:
    """Return the message for a unit beside a quantity that is another than the one it must be."""
    known = f"{unit}, or {SHARE_OF_STAKE}" if relative else unit
    return f"wrong unit: must be {known}; found {quantity.unit}. Convert the figure, or leave the unit out"


def is_unit(found: str, unit: str) -> bool:
    """Return whether a unit is that of the schema; of values and currencies that is judged with the whole scenario."""
    if ONCE in unit:
        return True
    before, token, after = unit.partition(TOKEN)
    code = found.removeprefix(before).removesuffix(after) if token else ""
    return found == f"{before}{code}{after}" and (not token or CODE.fullmatch(code) is not None)


class Block(BaseModel):
    """A part of a scenario."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
    after_parties: ClassVar[str] = "source"  # the field before which stands what goes by the keys of the parties
    is_absent: ClassVar[bool] = False  # whether it stands for a part that a scenario leaves out: nothing of it is shown

    @field_validator("*")
    @classmethod
    def quantities_are_sound(cls, held: Any, info: ValidationInfo) -> Any:
        """Check every quantity of a field against its declaration."""
        if info.context == LENIENT:
            return held
        if found := faults_in(held, declaration_of(cls.model_fields[str(info.field_name)])):
            raise faults_error(found)
        return held


def faults_in(held: Any, extra: dict[str, Any]) -> list[BlockFault]:
    """Return what is wrong with the quantities in a value, by a declaration of unit and bounds."""
    found: list[BlockFault] = []
    for path, quantity in quantities_in(held):
        checks = (
            unit_fault(quantity, extra.get("unit", ""), bool(extra.get("relative"))),
            bounds_fault(quantity, extra) or range_fault(quantity),
        )
        found += [(path, message) for message in checks if message]
        if quantity.prior is not None and (wrong := bounds_fault(quantity.prior, extra)):
            found.append(((*path, "prior"), wrong))
    return found


def names_in(block: BaseModel) -> list[str]:
    """Return the names of all that a block states or may state: its fields, and what goes by the keys of parties."""
    fields, own = list(type(block).model_fields), list(block.__pydantic_extra__ or {})
    place = fields.index(type(block).after_parties) if own and isinstance(block, Block) else len(fields)
    return [*fields[:place], *own, *fields[place:]]


def declaration_of(field: FieldInfo) -> dict[str, Any]:
    """Return unit and bounds of a field."""
    return field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}


def sourced_quantities(
    held: Any, path: BlockPath = (), source: str | None = None
) -> Iterator[tuple[BlockPath, Quantity, str | None]]:
    """Yield every quantity below a block with its path and source, own or inherited."""
    if isinstance(held, Quantity):
        yield path, held, held.source or source
    elif isinstance(held, Block) and held.is_absent:
        return
    elif isinstance(held, BaseModel):
        above = getattr(held, "source", None) or source
        for name in names_in(held):
            yield from sourced_quantities(getattr(held, name), (*path, name), above)
    elif isinstance(held, dict):
        for key, value in held.items():
            yield from sourced_quantities(value, (*path, key), source)
    elif isinstance(held, list | tuple):
        for place, value in enumerate(held):
            yield from sourced_quantities(value, (*path, place), source)
