"""The parts of a scenario that say what is on the table, when, and by what facts."""

import datetime as dt
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.faults import describe_value
from sim.scenario.schema.block import Block, amount, number_text, plain
from sim.scenario.schema.choice import FlowRule
from sim.scenario.schema.quantity import LENIENT, Quantity, faults_error

Source = Annotated[
    str | None, Field(description="where the figures of this block are from, or `assumed`", min_length=1)
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]

LONGEST = 3650  # days; bounds every stated length, so that no date leaves the calendar

UNITS = Literal[
    "percent", "share", "million tonnes a year", "bn USD", "bn USD a year", "level", "units", "thousand vehicles"
]


def number_or_name(given: Any) -> Any:
    """Let numbers and names through."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise PydanticCustomError(
            "level", "must be a number or a name; found {found}", {"found": describe_value(given)}
        )
    return given


Level = Annotated[float | str, BeforeValidator(number_or_name)]


def only_one(block: Block, info: ValidationInfo) -> None:
    """Refuse a block that states two of its keys, or none."""
    stated = [name for name in type(block).model_fields if getattr(block, name) not in (None, False)]
    if len(stated) != 1 and info.context != LENIENT:
        known = ", ".join(type(block).model_fields)
        raise PydanticCustomError(
            "choice",
            "must name exactly one of {known}; found {found}",
            {"known": known, "found": " and ".join(stated) or "none"},
        )


class Meetings(Block):
    """When the delegations meet; the deadline day is always a meeting."""

    every: int = plain("days between ordinary meetings, from the opening of the talks", "days", ge=1, le=LONGEST)
    daily_in_last: int = plain("days before the deadline in force on which they meet daily", "days", ge=0, le=LONGEST)
    also: list[dt.date] = plain("named dates", default=[])


class Proposer(Block):
    """Who tables the offer at a meeting: exactly one of these."""

    coin: Quantity | None = amount("chance that the U.S. proposes", "share", 0, 1, default=None)
    alternate: bool | None = plain("the U.S. first, then in turn", default=None)
    us: bool | None = plain("always the U.S.", default=None)
    korea: bool | None = plain("always Korea", default=None)

    @model_validator(mode="before")
    @classmethod
    def by_name(cls, given: Any) -> Any:
        """Read `alternate` as {alternate: true}."""
        return {given: True} if isinstance(given, str) else given

    @model_validator(mode="after")
    def one(self, info: ValidationInfo) -> "Proposer":
        """Refuse two protocols, or none."""
        only_one(self, info)
        return self


class CalendarPart(Block):
    """Dates of the talks. Day 0 is the day the pause began."""

    pause: dt.date = plain("the day the pause began: day 0")
    talks: dt.date = plain("the day the talks opened")
    deadline: dt.date = plain("the last day of the pause")
    horizon: dt.date = plain("the day until which a deal pays")
    meetings: Meetings
    proposer: Proposer
    source: Source = None

    @field_validator("talks", "deadline", "horizon")
    @classmethod
    def dates_rise(cls, held: dt.date, info: ValidationInfo) -> dt.date:
        """The four dates come in order, and the talks last at least a day."""
        name = str(info.field_name)
        before = {"talks": "pause", "deadline": "talks", "horizon": "deadline"}[name]
        first = info.data.get(before)
        if first is None or info.context == LENIENT:
            return held
        if held < first or (held == first and name != "talks"):
            word = "on or after" if name == "talks" else "after"
            raise faults_error([((), f"must be {word} {before}, {first}; found {held}")])
        return held

    @field_validator("meetings")
    @classmethod
    def meetings_are_talks(cls, held: Meetings, info: ValidationInfo) -> Meetings:
        """Named meetings lie between the opening of the talks and the horizon."""
        first, last = info.data.get("talks"), info.data.get("horizon")
        if first is not None and last is not None and info.context != LENIENT:
            rule = f"must lie between talks, {first}, and horizon, {last}"
            found = [
                (("also", k), f"{rule}; found {day}") for k, day in enumerate(held.also) if not first <= day <= last
            ]
            if found:
                raise faults_error(found)
        return held


class AfterLapse(Block):
    """What follows a lapse without an extension."""

    go_on: Quantity = amount("chance that talks go on under the lapsed tariffs", "share", 0, 1)
    days: int = plain("days after which they then break down", "days", ge=1, le=LONGEST)


class DeadlinePart(Block):
    """Whether the deadline is moved when it is reached without a deal."""

    extension_days: int = plain("length of an extension", "days", ge=1, le=LONGEST)
    most: int = plain("largest number of extensions", "extensions", ge=0, le=20)
    common: Quantity = amount("part of the log odds of an extension that is common to many countries", "log odds")
    closeness: Quantity = amount("what closeness (0 to 1) adds to the log odds", "log odds", 0)
    repeat: Quantity = amount("what each earlier extension takes from the log odds", "log odds", 0)
    after_lapse: AfterLapse
    source: Source = None


def levels_text(levels: Sequence[float | str]) -> str:
    """Return levels as a person would write them."""
    return ", ".join(level if isinstance(level, str) else number_text(level) for level in levels)


class IssuePart(Block):
    """One issue: its grid of levels and what each level does."""

    meaning: str = plain("what the issue is about")
    unit: UNITS = plain("unit of the levels")
    levels: list[Level] = plain("the grid, in order", min_length=1)
    now: Level = plain("level in force while the pause lasts")
    lapsed: Level = plain("level in force once it has lapsed")
    track: Literal["trade", "security"] = plain("trade or security")
    on_table: bool = plain("whether it is negotiated")
    flows: FlowRule = plain("what each level does, by one of the flow rules")
    source: Source = None

    @field_validator("levels")
    @classmethod
    def levels_are_a_grid(cls, held: list[Level], info: ValidationInfo) -> list[Level]:
        """Levels differ, are all numbers or all names, and fit the unit."""
        found: list[str] = []
        twice = [level for place, level in enumerate(held) if level in held[:place]]
        if twice:
            found.append(f"a level stands twice: {levels_text(twice)}")
        if len({isinstance(level, str) for level in held}) > 1:
            found.append("must be all numbers or all names")
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


class TariffPrecedent(Block):
    """Contagion and parity on one tariff."""

    before: Quantity = amount(
        "U.S. loss per point below the believed rate, before any peer deal", "bn USD a year a point", 0
    )
    after: Quantity = amount("U.S. loss per point below a peer's rate", "bn USD a year a point", 0)
    parity: Quantity | None = amount(
        "Korean loss per point above a peer's rate", "bn USD a year a point", 0, default=None
    )


class PricePrecedent(Block):
    """A peer's pledge sets what is expected of Korea."""

    issue: str = plain("issue that holds the pledge")
    loss: Quantity = amount("U.S. loss per bn below the expected pledge", "bn USD a year per bn", 0)
    share: Quantity = amount("expected pledge as a share of the peer's", "share", 0, 1)


class PrecedentPart(Block):
    """What other partners' deals do to this one."""

    believed_rate: Quantity = amount("rate that others are believed to get until one does", "percent", 0, 100)
    tariffs: dict[str, TariffPrecedent] = plain("contagion and parity, by the issue that holds the tariff")
    price: PricePrecedent
    source: Source = None


class EnforcementPart(Block):
    """Whether deals are kept: by what each side gives and gets, until the reporting horizon."""

    until: dt.date = plain("the reporting horizon: deals are looked at until this day")
    every: int = plain("days between two looks, from the opening of the talks", "days", ge=1, le=LONGEST)
    impatience: dict[str, Quantity] = amount("rate at which each party discounts: us, korea", "share a year", 0)
    answer: dict[str, Quantity] = amount("days until a breach by each party is answered: us, korea", "days", 0)
    breach: Quantity = amount(
        "chance, at a look, that a party breaks a deal which it would gain by breaking", "share", 0, 1
    )
    source: Source = None
