"""What a sweep varies at one path: a number between two ends, or one of some values."""

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.faults import describe_value
from sim.scenario.reading.variants import is_number
from sim.scenario.schema.block import Block, number_text, plain
from sim.scenario.schema.quantity import LENIENT, BlockFault, faults_error


class FactorPart(Block):
    """What one path is swept over: `[low, high]`, the same with steps, or a list of values."""

    range: tuple[float, float] | None = plain("low and high, in the unit of the path", default=None, strict=False)
    steps: int | None = plain("how many values from low to high, both included", ge=2, default=None)
    values: list[Any] | None = plain("the values: numbers, dates, names or whole rules", default=None)
    lever: bool | None = plain(
        "a party's choice: each of its values is played at every point that is laid out over the other factors",
        default=None,
    )

    @model_validator(mode="before")
    @classmethod
    def two_ends(cls, given: Any, info: ValidationInfo) -> Any:
        """Read `[low, high]` as {range: [low, high]}."""
        if isinstance(given, dict | FactorPart):
            return given
        if isinstance(given, list) and len(given) == 2 and all(map(is_number, given)):
            return {"range": given}
        if info.context == LENIENT:
            return {"values": []}
        found = "a list of other than two numbers" if isinstance(given, list) else describe_value(given)
        rule = "must be [low, high], two numbers, or {values: [...]}; found {found}"
        raise PydanticCustomError("choice", rule, {"found": found})

    @model_validator(mode="after")
    def sound(self, info: ValidationInfo) -> "FactorPart":
        """Refuse ends out of order, values that stand twice, and neither or both of the two."""
        found = [] if info.context == LENIENT else [*self.wrongs()]
        if found:
            raise faults_error(found)
        return self

    def wrongs(self) -> Iterator[BlockFault]:
        """Yield everything that is wrong with it."""
        if (self.range is None) == (self.values is None):
            yield (), f"must have exactly one of range, values; found {'none' if self.range is None else 'both'}"
        if self.range is not None and self.range[0] >= self.range[1]:
            low, high = map(number_text, self.range)
            yield (), f"must rise; found {low}, {high}. Write low before high; a single value is not swept"
        if self.lever and self.values is None:
            yield ("lever",), "a choice is made among values: list them, {values: [...], lever: true}"
        if self.values is not None:
            yield from value_faults(self.values)
            if self.steps is not None:
                yield ("steps",), "goes with range; the values are listed already. Delete it"

    @property
    def count(self) -> int:
        """How many values there are to go through one by one; two where only the ends are stated."""
        return len(self.values) if self.values is not None else self.steps or 2


def value_faults(values: list[Any]) -> Iterator[BlockFault]:
    """Yield what is wrong with a list of values."""
    if not values:
        yield ("values",), "must not be empty"
    for place, value in enumerate(values):
        if value is None:
            yield ("values", place), "null is no value to play: write out the one that is meant"
        elif any(value == other and type(value) is type(other) for other in values[:place]):
            yield ("values", place), "stands twice: delete one, as equal points are the same worlds"
