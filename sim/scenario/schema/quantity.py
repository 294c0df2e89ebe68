"""A quantity in a scenario: a number, or a distribution drawn once per world.

    0.6                                              a number
    {triangular: [0.3, 0.6, 1.0]}                    low, mode, high
    {uniform: [0.3, 0.8]}                            low, high
    {normal: {mean: 0, sd: 1}}
    {lognormal: {median: 0.35, sigma: 0.5}}

Beside it may stand `source` (where the figure is from, or `assumed`), `unit` (checked against the
schema; some figures in bn USD may be a `share of the stake` instead, see `sim.politics.stakes`),
`range` (the span within which it may be set or swept), `note`, and `middle`: where worlds differ by
nature, the span within which the median or mode of their spread may lie.  `known_by` is the
day by which the figure was known, `prior` what it was taken for before (see sim.scenario.as_known).
"""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.faults import describe_value

BlockFault = tuple[tuple[str | int, ...], str]  # path below the block, message

LENIENT = {"lenient": True}  # context in which blocks do not check themselves: see `salvage`
SHARE_OF_STAKE = "share of the stake"  # a unit that some figures in bn USD may have instead
SHAPES = ("value", "triangular", "uniform", "normal", "lognormal")


def faults_error(found: Sequence[BlockFault]) -> PydanticCustomError:
    """Return one error that carries many faults with their paths."""
    return PydanticCustomError("faults", "{count} faults", {"count": len(found), "faults": list(found)})


class Normal(BaseModel):
    """Parameters of a normal distribution."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
    mean: float
    sd: float = Field(ge=0)


class Lognormal(BaseModel):
    """Parameters of a lognormal distribution: exp(normal) with a given median."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
    median: float = Field(gt=0)
    sigma: float = Field(ge=0, le=5)


class Quantity(BaseModel):
    """A number or a distribution drawn once per world, with what stands beside it."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)

    value: float | None = Field(None, description="a number, the same in every world")
    triangular: tuple[float, float, float] | None = Field(None, description="low, mode, high", strict=False)
    uniform: tuple[float, float] | None = Field(None, description="low, high", strict=False)
    normal: Normal | None = Field(None, description="mean and standard deviation")
    lognormal: Lognormal | None = Field(None, description="median and sigma of the logarithm")
    unit: str | None = Field(None, description="must be the unit of the schema")
    range: tuple[float, float] | None = Field(
        None, description="span within which it may be set or swept", strict=False
    )
    middle: tuple[float, float] | None = Field(
        None, description="span of the median or mode of a spread between worlds", strict=False
    )
    source: str | None = Field(None, description="where the figure is from, or `assumed`", min_length=1)
    note: str | None = Field(None, description="what a reader should know")
    known_by: dt.date | None = Field(None, description="day by which it was known; else that of the block above")
    prior: "Quantity | None" = Field(
        None, description="what it was taken for before that day; without one, uniform over its range"
    )

    @model_validator(mode="before")
    @classmethod
    def number(cls, given: Any) -> Any:
        """Read a bare number as {value: number}."""
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"value": given}
        if not isinstance(given, dict | Quantity):
            raise PydanticCustomError(
                "figure", "must be a number or a distribution; found {found}", {"found": describe_value(given)}
            )
        return given

    @field_validator("triangular", "uniform", "range", "middle", mode="before")
    @classmethod
    def as_many_as_needed(cls, given: Any, info: ValidationInfo) -> Any:
        """Refuse a list of too few or too many figures."""
        needed = "three figures: low, mode, high" if info.field_name == "triangular" else "two figures: low, high"
        if isinstance(given, list) and len(given) != (3 if info.field_name == "triangular" else 2):
            raise PydanticCustomError(
                "quantity", "must hold {needed}; found {found}", {"needed": needed, "found": len(given)}
            )
        return given

    @field_validator("triangular", "uniform", "range", "middle")
    @classmethod
    def rises(cls, held: Any) -> Any:
        """Refuse figures out of order."""
        if held is not None and list(held) != sorted(held):
            found = ", ".join(f"{value:g}" for value in held)
            raise PydanticCustomError("quantity", "must rise; found {found}. Write low before high", {"found": found})
        return held

    @model_validator(mode="after")
    def one_shape(self) -> "Quantity":
        """Refuse two shapes, or none."""
        stated = [name for name in SHAPES if getattr(self, name) is not None]
        if len(stated) != 1:
            raise PydanticCustomError(
                "quantity",
                "must have exactly one of {shapes}; found {found}",
                {"shapes": ", ".join(SHAPES), "found": " and ".join(stated) or "none"},
            )
        return self

    @model_validator(mode="after")
    def middle_is_about_the_centre(self) -> "Quantity":
        """Refuse a middle of what is no spread, or one that does not hold the centre."""
        if self.middle is None:
            return self
        if self.shape not in ("lognormal", "triangular"):
            raise PydanticCustomError(
                "quantity", "middle goes with lognormal or triangular; found {found}", {"found": self.shape}
            )
        if not 0 < self.middle[0] <= self.central <= self.middle[1]:
            found = f"{self.middle[0]:g} to {self.middle[1]:g}"
            rule = "middle must be above 0 and hold {central}; found {found}"
            raise PydanticCustomError("quantity", rule, {"central": f"{self.central:g}", "found": found})
        return self

    @property
    def shape(self) -> str:
        """Name of the stated shape."""
        return next(name for name in SHAPES if getattr(self, name) is not None)

    @property
    def parameters(self) -> tuple[float, ...]:
        """Parameters of the distribution in the order of its inverse; the number alone otherwise."""
        stated = getattr(self, self.shape)
        if isinstance(stated, BaseModel):
            return tuple(stated.model_dump().values())
        return stated if isinstance(stated, tuple) else (stated,)

    @property
    def span(self) -> tuple[float, float]:
        """Smallest and largest value it can take."""
        if self.normal:
            return (-math.inf, math.inf) if self.normal.sd else (self.normal.mean, self.normal.mean)
        if self.lognormal:
            return (0.0, math.inf) if self.lognormal.sigma else (self.lognormal.median, self.lognormal.median)
        held = self.parameters
        return held[0], held[-1]

    @property
    def central(self) -> float:
        """The publicly expected value: the number, the mode, the middle or the median."""
        if self.uniform:
            return (self.uniform[0] + self.uniform[1]) / 2
        return self.parameters[1] if self.triangular else self.parameters[0]
