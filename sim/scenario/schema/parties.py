"""The parts of a scenario that say who negotiates, for whom, and under whose eyes."""

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sim.scenario.schema.block import Block, amount, plain
from sim.scenario.schema.calendar import LONGEST, NOTHING
from sim.scenario.schema.choice import Acceptance, Bidding, Demand, HonourRule, Offering, Opening, Opponent
from sim.scenario.schema.fields import KnownBy, Name, NoneIsAbsent, Source
from sim.scenario.schema.issues import Level
from sim.scenario.schema.quantity import Quantity

Weights = dict[Name, Quantity]


class Belief(Block):
    """A party's belief that a deadline is moved when it is reached."""

    first: Quantity = amount("believed chance before any extension or letter", "share", 0, 1)
    later: Quantity = amount("believed chance after one, or after a letter", "share", 0, 1)


class NoBelief(Belief):
    """The belief of a party that says nothing of an extension: it believes in none."""

    is_absent: ClassVar[bool] = True
    first: Quantity = NOTHING
    later: Quantity = NOTHING


class DoubtPart(Block):
    """A party's doubt that a signature holds, and what its demands are measured in under it."""

    demand: Demand = Field(
        default=Demand.model_validate("waiting"),
        description="what a demand is measured in where a signature may not hold",
    )
    vote: bool | None = plain(
        "whether it doubts because of a vote still to come; left out, it does because of the other party's",
        default=None,
    )
    court: Quantity = amount(
        "believed chance that a court undoes a deal", "share", 0, 1, default=Quantity(value=0, source="none")
    )
    compliance: Quantity = amount(
        "believed chance that the other side does not comply", "share", 0, 1, default=Quantity(value=0, source="none")
    )
    source: Source = None
    known_by: KnownBy = None


class Party(Block):
    """A delegation: what it weighs and how it bargains."""

    weights: Weights = amount("mandate: value of a bn of each component", "bn per bn")
    tactic: Bidding = Field(description="how it bids; whoever governs, unless that government states its own")
    opponent: Opponent = Field(description="how it learns about the other side")
    acceptance: Acceptance = Field(description="when it accepts")
    offer: Offering = Field(
        default=Offering.model_validate("trade_off"), description="which package it tables at what it demands"
    )
    opening: Opening = Field(
        default=Opening.model_validate("livable"),
        description="where its demands begin, and which issues it gives ground on last",
    )
    doubt: DoubtPart = Field(default_factory=DoubtPart, description="whether it thinks that a signature may not hold")
    extension_belief: Belief = Field(
        default_factory=NoBelief, description="belief that a deadline is moved when it is reached; without it, none"
    )
    source: Source = None
    known_by: KnownBy = None


class Opinion(Block):
    """What the public thinks of a signature by the government in office."""

    against: Quantity = amount("share of the public against its signing", "share", 0, 1)
    in_favour: Quantity = amount("share in favour", "share", 0, 1)
    approval: Quantity = amount("net approval of whoever leads the government", "percentage points", -100, 100)
    points: Quantity = amount(
        "change of net approval if all were in favour of a signature", "percentage points", 0, 100
    )
    source: Source = None
    known_by: KnownBy = None


class RedLinePart(Block):
    """Levels of an issue that a government has said it will not sign."""

    levels: list[Level] = plain("levels beyond the line", min_length=1)
    cost: Quantity = amount("political cost of signing one of them", "bn USD a year", 0, relative=True)
    source: Source = None
    known_by: KnownBy = None


class GovernmentPart(Block):
    """A government of a party: its mandate as multiples of the party's weights, and its authority."""

    multiples: Weights = amount("factors on the party's weights", "ratio", 0, default={})
    tactic: Bidding | None = Field(None, description="its own way of bidding, where it has one")
    formation_days: Quantity = amount(
        "days after the vote before it can sign", "days", 0, 400, default=Quantity(value=0, source="none")
    )
    audience_cost: Quantity | None = amount(
        "cost of signing at full opposition, while a vote is pending", "bn USD a year", 0, default=None, relative=True
    )
    ambition: Quantity | None = amount(
        "its own political gain from signing then", "bn USD a year", 0, default=None, relative=True
    )
    opinion: Opinion | None = None
    red_lines: dict[str, RedLinePart] = plain("levels it has said it will not sign, by issue", default={})
    says: str | None = plain("its public position", default=None)
    source: Source = None
    known_by: KnownBy = None


class Polls(Block):
    """Where the race stands, and how far polls may be off."""

    date: dt.date = plain("last field day of the poll")
    shares: dict[str, float] = plain("shares of the candidates", "percent")
    interviews: int = plain("people asked", "people", ge=1)
    sd_day: Quantity = amount("daily spread of each pairwise log ratio", "log points", 0, strict=True)
    sd_error: Quantity = amount(
        "spread of the final polls' error in each pairwise log ratio", "log points", 0, strict=True
    )
    blackout_days: int = plain("days before the vote without published polls", "days", ge=0, le=LONGEST)
    source: Source = None
    known_by: KnownBy = None


class ElectionPart(Block):
    """The vote, and what it does to a signature given before it."""

    date: dt.date = plain("election day; the winner takes over")
    party: str | None = plain("the party that votes, by its key; left out, {b}", default=None)
    polls: Polls | None = plain("where the race stands, where `chances` are not stated", default=None)
    chances: dict[str, float] = plain("chance of each candidate to win, in place of polls", "share", default={})
    candidates: list[str] = plain("who stands, each a government of the party that votes", min_length=1)
    honour: HonourRule = plain("whether a signature before the vote is believed to hold, by one of the honour rules")
    source: Source = None
    known_by: KnownBy = None


class Pivot(Block):
    """The assembly's pivotal member under a divided government."""

    multiples: Weights = amount("factors on its party's weights", "ratio", 0)
    scale: Quantity = amount("spread of the vote", "bn USD a year", 0, strict=True, relative=True)
    threshold: Quantity = amount(
        "value over reserve at which it is as likely to pass as not", "bn USD a year", relative=True
    )
    vote: Literal["logistic", "uniform"] = plain(
        "how the chance to pass rises with the value: logistic, or uniform from threshold - scale to threshold + scale",
        default="logistic",
    )


class AssemblyPart(Block):
    """Ratification. With a majority of its own, a government's own mandate decides."""

    name: str | None = plain("what text calls it, such as `the Bundestag`", default=None, min_length=1)
    party: str | None = plain("the party whose signatures it ratifies, by its key; left out, {b}", default=None)
    seats: dict[str, int] = plain("seats of the party of each government that has one", "seats", default={})
    majority: int = plain("seats that pass a bill", "seats", ge=1, default=1)
    pivot: Pivot
    vote_lag_days: int = plain("days from signature to vote", "days", ge=0, le=LONGEST)
    void_penalty: dict[str, Quantity] = amount("what a voided deal costs each party once", "bn USD", 0, relative=True)
    source: Source = None
    known_by: KnownBy = None


class PartyPart(Party):
    """A delegation to the talks, and the governments that it may serve."""

    in_office: str = plain("the government in office when the talks open", default="")
    governments: dict[Name, GovernmentPart] = plain("whoever may govern, by name", default={})
    vote: dt.date | None = plain(
        "day of a vote that changes no government: until then whoever governs is held to its audience cost",
        default=None,
    )
    assembly: Annotated[AssemblyPart | None, NoneIsAbsent] = plain(
        "its own assembly, where `assembly` is not that", default=None
    )
    election: Annotated[ElectionPart | None, NoneIsAbsent] = plain(
        "its own election, where `election` is not that", default=None
    )
