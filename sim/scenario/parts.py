"""The parts of a scenario that say what is on the table, when, and by what facts."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.block import Block, amount, plain
from sim.scenario.choice import FlowRule
from sim.scenario.quantity import Fault, Quantity, faults

Source = Annotated[str | None, Field(description="where the figures of this block are from, or `assumed`")]

UNITS = Literal[
    "percent", "share", "million tonnes a year", "bn USD", "bn USD a year", "level", "units", "thousand vehicles"
]


def level(given: Any) -> Any:
    """Let numbers and names through."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise PydanticCustomError("level", "must be a number or a name; found {found}", {"found": repr(given)})
    return given


Level = Annotated[float | str, BeforeValidator(level)]


class Meetings(Block):
    """When the delegations meet; the deadline day is always a meeting."""

    every: int = plain("days between ordinary meetings, from the opening of the talks", "days", ge=1)
    daily_in_last: int = plain("days before the deadline in force on which they meet daily", "days", ge=0)
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
    def one(self) -> "Proposer":
        """Refuse two protocols, or none."""
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("choice", "must name exactly one of coin, alternate, us, korea", {})
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

    @model_validator(mode="after")
    def dates_rise(self) -> "CalendarPart":
        """The four dates come in order, and the talks last at least a day."""
        names = ("pause", "talks", "deadline", "horizon")
        found: list[Fault] = []
        for before, after in zip(names, names[1:], strict=False):
            first, second = getattr(self, before), getattr(self, after)
            if second < first or (second == first and after != "talks"):
                found.append(((after,), f"must be after {before} ({first}); found {second}"))
        found += [
            (("meetings", "also", k), f"must lie between talks and horizon; found {day}")
            for k, day in enumerate(self.meetings.also)
            if not self.talks <= day <= self.horizon
        ]
        if found:
            raise faults(found)
        return self


class AfterLapse(Block):
    """What follows a lapse without an extension."""

    go_on: Quantity = amount("chance that talks go on under the lapsed tariffs", "share", 0, 1)
    days: int = plain("days after which they then break down", "days", ge=1)


class DeadlinePart(Block):
    """Whether the deadline is moved when it is reached without a deal."""

    extension_days: int = plain("length of an extension", "days", ge=1)
    most: int = plain("largest number of extensions", "extensions", ge=0, le=20)
    common: Quantity = amount("part of the log odds of an extension that is common to many countries", "log odds")
    closeness: Quantity = amount("what closeness (0 to 1) adds to the log odds", "log odds", 0)
    repeat: Quantity = amount("what each earlier extension takes from the log odds", "log odds", 0)
    after_lapse: AfterLapse
    source: Source = None


class IssuePart(Block):
    """One issue: its grid of levels and what each level does."""

    meaning: str = plain("what the issue is about")
    unit: UNITS = plain("unit of the levels")
    levels: list[Level] = plain("the grid, in order", min_length=1)
    now: Level = plain("level in force while the pause lasts")
    lapsed: Level = plain("level in force once it has lapsed")
    track: Literal["trade", "security"] = plain("trade or security")
    on_table: bool = plain("whether it is negotiated")
    flows: FlowRule
    source: Source = None

    @model_validator(mode="after")
    def levels_are_a_grid(self) -> "IssuePart":
        """Levels differ, are all numbers or all names, fit the unit, and hold `now` and `lapsed`."""
        found: list[Fault] = []
        if len(set(self.levels)) < len(self.levels):
            found.append((("levels",), "a level stands twice"))
        if len({isinstance(lv, str) for lv in self.levels}) > 1:
            found.append((("levels",), "levels must be all numbers or all names"))
        grid = ", ".join(str(lv) if isinstance(lv, str) else f"{lv:g}" for lv in self.levels)
        for name in ("now", "lapsed"):
            if getattr(self, name) not in self.levels:
                found.append(((name,), f"not a level of the grid; found {getattr(self, name)}. Levels: {grid}"))
        top = {"percent": 100, "share": 1}.get(self.unit)
        if top and any(isinstance(lv, str) or not 0 <= lv <= top for lv in self.levels):
            found.append((("levels",), f"must lie between 0 and {top}: the unit is {self.unit}"))
        if found:
            raise faults(found)
        return self


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
    tariffs: dict[str, TariffPrecedent]
    price: PricePrecedent
    source: Source = None


class Change(Block):
    """What an event does to a weight: exactly one of set, scale, add."""

    set: Quantity | None = amount("new value", "bn per bn", default=None)
    scale: Quantity | None = amount("factor", "ratio", default=None)
    add: Quantity | None = amount("amount added", "bn per bn", default=None)

    @model_validator(mode="after")
    def one(self) -> "Change":
        """Refuse two ways of changing, or none."""
        if len(self.model_fields_set) != 1:
            raise PydanticCustomError("choice", "must be exactly one of set, scale, add", {})
        return self


class Event(Block):
    """Something that happens on a day, in a share of the worlds."""

    name: str = plain("name, unique among the events")
    date: dt.date | None = plain("the day it happens", default=None)
    between: tuple[dt.date, dt.date] | None = plain("or two dates: any day between, equally likely", default=None)
    probability: Quantity = amount("share of worlds in which it happens", "share", 0, 1)
    peer: dict[str, float] | None = plain("a peer's deal: level by issue", default=None)
    letter: bool = plain("a letter: beliefs in an extension fall to `later`", default=False)
    changes: dict[str, Change] = plain("changed weights by dotted path: us.weights.x or korea.weights.x", default={})
    source: Source = None

    @model_validator(mode="after")
    def one_date(self) -> "Event":
        """An event has one date or one span of dates."""
        if (self.date is None) == (self.between is None):
            raise PydanticCustomError("choice", "must state exactly one of date, between", {})
        if self.between and self.between[0] > self.between[1]:
            raise faults([(("between",), f"must rise; found {self.between[0]} to {self.between[1]}")])
        return self
