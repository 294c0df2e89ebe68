"""The part of a scenario that says what may happen while the parties talk."""

import datetime as dt

from pydantic import ValidationInfo, model_validator
from pydantic_core import PydanticCustomError

from sim.scenario.block import Block, amount, plain
from sim.scenario.cars import REGIONS
from sim.scenario.parts import Name, Source, only_one
from sim.scenario.quantity import LENIENT, Quantity, faults


class Change(Block):
    """What an event does to a weight: exactly one of set, scale, add."""

    set: Quantity | None = amount("new value", "bn per bn", default=None)
    scale: Quantity | None = amount("factor", "ratio", default=None)
    add: Quantity | None = amount("amount added", "bn per bn", default=None)

    @model_validator(mode="after")
    def one(self, info: ValidationInfo) -> "Change":
        """Refuse two ways of changing, or none."""
        only_one(self, info)
        return self


class Event(Block):
    """Something that happens on a day, in a share of the worlds."""

    name: Name = plain("name, unique among the events")
    date: dt.date | None = plain("the day it happens", default=None)
    between: tuple[dt.date, dt.date] | None = plain(
        "or two dates: any day between, equally likely", default=None, strict=False
    )
    probability: Quantity = amount("share of worlds in which it happens", "share", 0, 1)
    peer: dict[str, float] | None = plain("a peer's deal: level by issue", default=None)
    regions: list[REGIONS] = plain(
        "whose cars then pay the peer's tariff; empty: those of all others, JP, EU and OT", default=[]
    )
    letter: bool = plain("a letter: beliefs in an extension fall to `later`", default=False)
    changes: dict[str, Change] = plain("changed weights by dotted path: us.weights.x or korea.weights.x", default={})
    source: Source = None

    @model_validator(mode="after")
    def one_date(self, info: ValidationInfo) -> "Event":
        """An event has one date or one span of dates."""
        if info.context == LENIENT:
            return self
        if (self.date is None) == (self.between is None):
            found = "neither" if self.date is None else "both"
            raise PydanticCustomError("choice", "must state one of date, between; found {found}", {"found": found})
        if self.between and self.between[0] > self.between[1]:
            raise faults([(("between",), f"must rise; found {self.between[0]} to {self.between[1]}")])
        return self
