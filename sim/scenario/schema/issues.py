"""The issues on the agenda, with their levels."""

import re
from collections.abc import Sequence
from math import inf
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.faults import describe_value
from sim.scenario.schema.block import LARGEST_FIGURE, SMALLEST_FIGURE, Block, number_text, plain
from sim.scenario.schema.choice import FlowRule
from sim.scenario.schema.fields import KnownBy, Source
from sim.scenario.schema.quantity import LENIENT, faults_error

PERCENT = "percent"
MONEY = re.compile(r"bn [A-Z]{3}")  # of an issue of which each bn counts, as a pledge's
OTHERWISE = ("%", "pct", "per cent", "percents", "percentage")  # than the word that rules go by
MOST_JOINED = 24  # levels of a list in which commas within numbers are looked for


def number_or_name(given: Any) -> Any:
    """Let numbers and names through."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise PydanticCustomError(
            "level", "must be a number or a name; found {found}", {"found": describe_value(given)}
        )
    return given


Level = Annotated[float | str, BeforeValidator(number_or_name)]


def levels_text(levels: Sequence[float | str]) -> str:
    """Return levels as a person would write them."""
    return ", ".join(level if isinstance(level, str) else number_text(level) for level in levels)


def thousands_text(levels: Sequence[float | str]) -> str:
    """Return which numbers were meant where commas have parted their thousands; nothing where that gives no grid."""
    numbers = [level for level in levels if not isinstance(level, str)]
    meant = joined_thousands(numbers) if len(numbers) == len(levels) <= MOST_JOINED else None
    return f"; a comma parts numbers: if these were meant, write [{levels_text(meant)}]" if meant else ""


def joined_thousands(levels: Sequence[float], above: float = -inf) -> list[float] | None:
    """Return levels that rise, some of them two joined at a comma; None where no joining makes them rise."""
    if not levels:
        return []
    one, choices = levels[0], [(levels[0], levels[1:])]
    rest = levels[1] if len(levels) > 1 else inf
    if 1 <= one == int(one) != rest and 100 <= rest < 1000 and rest == int(rest):
        choices.insert(0, (1000 * one + rest, levels[2:]))
    for level, left in choices:
        found = joined_thousands(left, level) if level > above else None
        if found is not None:
            return [level, *found]
    return None


def are_alike(one: float | str, other: float | str) -> bool:
    """Whether two levels are the same, or numbers so near each other that nothing can be divided by the gap."""
    named = isinstance(one, str) or isinstance(other, str)
    return one == other if named else abs(float(one) - float(other)) < SMALLEST_FIGURE


class IssuePart(Block):
    """One issue: its grid of levels and what each level does."""

    meaning: str = plain("what the issue is about")
    unit: str = plain(
        "unit of the levels, in words; `percent` is a tariff, `share` lies between 0 and 1, `level` is for names",
        min_length=1,
    )
    levels: list[Level] = plain("the grid, in order", min_length=1)
    now: Level = plain("level in force while the pause lasts; left out, the first of the grid", default="")
    lapsed: Level = plain("level in force once it has lapsed; left out, it is that of `now`", default="")
    track: Literal["trade", "security"] = plain("trade or security", default="trade")
    on_table: bool = plain("whether it is negotiated", default=True)
    flows: FlowRule = plain("what each level does, by one of the flow rules")
    source: Source = None
    known_by: KnownBy = None

    @field_validator("unit")
    @classmethod
    def unit_is_known(cls, held: str, info: ValidationInfo) -> str:
        """Refuse another way of writing percent, which rules go by."""
        slip = held != PERCENT and held.strip().lower() in (PERCENT, *OTHERWISE)
        if slip and info.context != LENIENT:
            raise faults_error([((), f"must be written {PERCENT}; found {describe_value(held)}")])
        return held

    @model_validator(mode="before")
    @classmethod
    def nothing_lapses(cls, given: Any) -> Any:
        """Read an issue without a level after the lapse as one whose level stays; without any, as at the first."""
        if not isinstance(given, dict):
            return given
        levels = given.get("levels")
        first = {"now": levels[0]} if isinstance(levels, list) and levels else {}
        held = {**first, **given}
        return {"lapsed": held["now"], **held} if "now" in held else held

    @field_validator("levels")
    @classmethod
    def levels_are_a_grid(cls, held: list[Level], info: ValidationInfo) -> list[Level]:
        """Levels differ, are all numbers or all names, and fit the unit."""
        found: list[str] = []
        twice = [level for place, level in enumerate(held) if any(are_alike(level, other) for other in held[:place])]
        if twice:
            found.append(f"a level stands twice: {levels_text(twice)}{thousands_text(held)}")
        if len({isinstance(level, str) for level in held}) > 1:
            found.append("must be all numbers or all names")
        if any(not isinstance(level, str) and abs(level) > LARGEST_FIGURE for level in held):
            found.append(f"must be at most {LARGEST_FIGURE:,} in size; found {levels_text(held)}")
        numbers = [level for level in held if not isinstance(level, str)]
        if not twice and numbers not in (sorted(numbers), sorted(numbers, reverse=True)):
            found.append(f"must be in order; found {levels_text(held)}{thousands_text(held)}")
        unit = info.data.get("unit")
        top = {"percent": 100, "share": 1}.get(str(unit))
        outside = [level for level in held if top and (isinstance(level, str) or not 0 <= level <= top)]
        if outside:
            found.append(f"must lie between 0 and {top}, as the unit is {unit}; found {levels_text(outside)}")
        if found and info.context != LENIENT:
            raise faults_error([((), message) for message in found])
        return held

    @field_validator("now", "lapsed")
    @classmethod
    def is_a_level(cls, held: Level, info: ValidationInfo) -> Level:
        """The level in force is one of the grid."""
        levels = info.data.get("levels")
        if levels is not None and held not in levels and info.context != LENIENT:
            raise faults_error(
                [((), f"must be a level of the grid: {levels_text(levels)}; found {levels_text([held])}")]
            )
        return held
