"""When things happen: the calendar, meetings, who proposes, and the deadline."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from pydantic import ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.schema.block import Block, amount, plain
from sim.scenario.schema.fields import KnownBy, Source
from sim.scenario.schema.quantity import LENIENT, Quantity, faults_error

LONGEST = 3650  # days; bounds every stated length, so that no date leaves the calendar


def only_one(block: Block, info: ValidationInfo) -> None:
    """Refuse a block that states two of its keys, or none."""
    extra = block.__pydantic_extra__ or {}
    stated = [name for name in [*type(block).model_fields, *extra] if getattr(block, name) not in (None, False)]
    if len(stated) != 1 and info.context != LENIENT:
        by_party = type(block).model_config.get("extra") == "allow"
        known = ", ".join([*type(block).model_fields, *(["a party's key"] if by_party else [])])
        raise PydanticCustomError(
            "choice",
            "must name exactly one of {known}; found {found}",
            {"known": known, "found": " and ".join(stated) or "none"},
        )


class Meetings(Block):
    """When the delegations meet; the deadline day is always a meeting."""

    every: int = plain("days between ordinary meetings, from the opening of the talks", "days", ge=1, le=LONGEST)
    daily_in_last: int = plain(
        "days before the deadline in force on which they meet daily", "days", ge=0, le=LONGEST, default=0
    )
    also: list[dt.date] = plain("named dates", default=[])


class Proposer(Block):
    """Who tables the offer at a meeting: exactly one of these, or `KEY: true`, always the party of that key."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, bool] = Field(init=False)
    after_parties: ClassVar[str] = "coin"

    coin: Quantity | None = amount("chance that the party proposes that is named first", "share", 0, 1, default=None)
    alternate: bool | None = plain("the party that is named first, then in turn", default=None)

    @model_validator(mode="before")
    @classmethod
    def by_name(cls, given: Any) -> Any:
        """Read `alternate` as {alternate: true}."""
        return {given: True} if isinstance(given, str) else given

    def always(self, party: str) -> bool:
        """Return whether it is always a party, by its key."""
        return bool((self.__pydantic_extra__ or {}).get(party))

    @model_validator(mode="after")
    def one(self, info: ValidationInfo) -> "Proposer":
        """Refuse two protocols, or none."""
        only_one(self, info)
        return self


class CalendarPart(Block):
    """Dates of the talks. Day 0 is the day the pause began or, without one, the talks."""

    pause: dt.date = plain("the day the pause began: day 0; left out, the day the talks opened", default=dt.date.min)
    talks: dt.date = plain("the day the talks opened")
    deadline: dt.date = plain(
        "the first deadline, the last day of a pause; read where there is a `deadline`; left out, the last that counts",
        default=dt.date.min,
    )
    horizon: dt.date = plain("the day until which a deal pays")
    meetings: Meetings
    proposer: Proposer
    source: Source = None
    known_by: KnownBy = None

    @model_validator(mode="before")
    @classmethod
    def days_left_out(cls, given: Any) -> Any:
        """Read a calendar without a pause as one that begins with the talks, without a deadline as one to the end."""
        if not isinstance(given, dict):
            return given
        held = {**given, "pause": given["talks"]} if "pause" not in given and "talks" in given else given
        last = given.get("horizon")
        if "deadline" in given or not isinstance(last, dt.date) or last == dt.date.min:
            return held
        talks = given.get("talks")
        if isinstance(talks, dt.date) and last - dt.timedelta(days=1) <= talks:
            raise faults_error([(("horizon",), f"must be two days after talks, {talks}, or later; found {last}")])
        return {**held, "deadline": last - dt.timedelta(days=1)}

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
    by: str | None = plain(
        "who moves it: a party, by its key, or `both`, where each has to want it; left out, {a}", default=None
    )
    source: Source = None
    known_by: KnownBy = None


NOTHING = Quantity(value=0, source="none")


class FirmDeadline(DeadlinePart):
    """A deadline that nobody moves, and after which nothing comes: the word `firm`."""

    is_absent: ClassVar[bool] = True
    extension_days: int = 1
    most: int = 0
    common: Quantity = NOTHING
    closeness: Quantity = NOTHING
    repeat: Quantity = NOTHING
    after_lapse: AfterLapse = Field(default_factory=lambda: AfterLapse(go_on=NOTHING, days=1))


class NoDeadline(FirmDeadline):
    """No deadline: nothing lapses, and talks may go on to the horizon."""


def deadline_by_word(given: Any) -> Any:
    """Read `firm` as a deadline that nobody moves, and `none`, or nothing, as no deadline."""
    words: dict[Any, Callable[[], DeadlinePart]] = {"firm": FirmDeadline, "none": NoDeadline, None: NoDeadline}
    if isinstance(given, str) and given not in words:
        rule = "must be firm, none, or a block of `key: value` lines; found {found}"
        raise PydanticCustomError("word", rule, {"found": given})
    return words[given]() if given is None or isinstance(given, str) else given
