"""The part of a scenario that says what may happen while the parties talk."""

import datetime as dt
from typing import Annotated

from pydantic import Field, ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.schema.block import Block, amount, plain
from sim.scenario.schema.calendar import only_one
from sim.scenario.schema.car_market import REGIONS
from sim.scenario.schema.fields import KnownBy, Name, Source
from sim.scenario.schema.issues import Level
from sim.scenario.schema.quantity import LENIENT, Quantity, faults_error


class Change(Block):
    """What an event does to a figure: exactly one of set, scale, add; the result stays within the figure's bounds."""

    set: Quantity | None = amount("new value", "that of the figure", default=None)
    scale: Quantity | None = amount("factor", "ratio", default=None)
    add: Quantity | None = amount("amount added", "that of the figure", default=None)

    @model_validator(mode="after")
    def one(self, info: ValidationInfo) -> "Change":
        """Refuse two ways of changing, or none."""
        only_one(self, info)
        return self


class NoDeal(Block):
    """What is in force on an issue without a deal, from the event on; what is not stated stays."""

    now: Level | None = plain("level in force while the pause lasts", default=None)
    lapsed: Level | None = plain("level in force once it has lapsed", default=None)


class Event(Block):
    """Something that happens on a day, in a share of the worlds."""

    name: Name = plain("name, unique among the events")
    date: dt.date | None = plain("the day it happens", default=None)
    between: tuple[dt.date, dt.date] | None = plain(
        "or two dates: any day between, equally likely", default=None, strict=False
    )
    probability: Quantity = amount("share of worlds in which it happens", "share", 0, 1)
    peer: dict[str, Annotated[float | Quantity, Field(union_mode="left_to_right")]] | None = plain(
        "a peer's deal: level by issue, a number or a distribution drawn once per world",
        "unit of the issue",
        default=None,
    )
    regions: list[REGIONS] = plain(
        "whose cars then pay the peer's tariff; empty: those of all others that have no share in `market.dutiable`",
        default=[],
    )
    letter: bool = plain(
        "a letter: beliefs in an extension fall to `later`; against another one it counts as one granted",
        default=False,
    )
    changes: dict[str, Change] = plain(
        "changed figures by dotted path, as us.weights.headline or issues.lng.flows.gas.spread", default={}
    )
    no_deal: dict[str, NoDeal] = plain("what is in force without a deal from then on, by issue", default={})
    opens: list[str] = plain("issues that come on the table; they are shut until then", default=[])
    hands_over_to: Name | None = plain("government of either party that takes over without a vote", default=None)
    voids: list[Name] = plain("laws of `statutes` that fall; each side then weighs a deal it has signed", default=[])
    source: Source = None
    known_by: KnownBy = None

    @model_validator(mode="after")
    def one_date(self, info: ValidationInfo) -> "Event":
        """An event has one date or one span of dates."""
        if info.context == LENIENT:
            return self
        if (self.date is None) == (self.between is None):
            found = "neither" if self.date is None else "both"
            raise PydanticCustomError("choice", "must state one of date, between; found {found}", {"found": found})
        if self.between and self.between[0] > self.between[1]:
            raise faults_error([(("between",), f"must rise; found {self.between[0]} to {self.between[1]}")])
        return self
