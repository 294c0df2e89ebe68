"""A deal in stages: a political deal, a text, enactment, and the day on which each issue comes into force."""

from typing import Literal

from pydantic import ConfigDict, Field, ValidationInfo, model_validator

from sim.scenario.schema.block import Block, amount, faults_in, plain
from sim.scenario.schema.calendar import LONGEST
from sim.scenario.schema.fields import Name, Source
from sim.scenario.schema.quantity import LENIENT, Quantity, faults_error

ODDS = {"unit": "odds", "low": 0}  # only their ratios count
STAGES = ("deal", "text", "enactment")  # in their order
StageName = Literal["deal", "text", "enactment"]
RetroactiveDate = Literal["deal", "first_of_month"]


class DealStage(Block):
    """The political deal: what it settles. The talks of the scenario are those of this stage."""

    settles: list[Name] = plain("issues that the political deal settles", min_length=1)


class Readings(Block):
    """How each side reads an issue that the political deal leaves open: the odds of each level, by party."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, list[Quantity]] = Field(init=False)

    source: Source = None

    @model_validator(mode="after")
    def odds_are_sound(self, info: ValidationInfo) -> "Readings":
        """Check the odds of each level of the grid, in its order, as a party reads the deal."""
        if info.context != LENIENT and (found := faults_in(self.__pydantic_extra__, ODDS)):
            raise faults_error(found)
        return self

    def of(self, party: str) -> list[Quantity]:
        """Return a party's odds of each level of the grid, by its key."""
        found: list[Quantity] = (self.__pydantic_extra__ or {}).get(party, [])
        return found


class TextMeetings(Block):
    """When the delegations meet over the text; its last day is always a meeting."""

    every: int = plain("days between ordinary meetings, from the opening of the first talks", "days", ge=1, le=LONGEST)
    daily_in_last: int = plain("last days on which they meet daily", "days", ge=0, le=LONGEST)


class TextStage(Block):
    """The text: a second negotiation of the same parties over what the political deal left open."""

    settles: dict[Name, Readings] = plain("issues left open to it, with each side's reading of the deal", min_length=1)
    opens: int = plain(
        "days from the signature of the deal to the opening of the talks on the text", "days", ge=1, le=LONGEST
    )
    days: int = plain("days after which these talks end, with a text or without", "days", ge=1, le=LONGEST)
    meetings: TextMeetings
    withdrawal: Quantity = amount("chance that {a} takes promised cuts back where they end without one", "share", 0, 1)
    source: Source = None


class EnactmentStage(Block):
    """Enactment: the law that pays for what was promised; without `vote` it follows by itself."""

    lag_days: Quantity = amount("days from the last stage before it to the vote", "days", 0, LONGEST)
    vote: bool = plain("whether the assembly votes on it, by the rule of `assembly`", default=True)
    source: Source = None


class InForce(Block):
    """When an issue comes into force."""

    stage: StageName = plain("stage whose end brings it into force")
    days: int = plain("days after that", "days", ge=0, le=LONGEST, default=0)
    retroactive_to: RetroactiveDate | None = plain(
        "an earlier day from which it counts: the day of the political deal, or the first of the month of the stage",
        default=None,
    )


class Compliance(Block):
    """A promise that is late: looks at whether {a} takes a cut back until {b} has enacted it."""

    every: int = plain("days between two looks", "days", ge=1, le=LONGEST)
    grace: int = plain("days from the last stage before enactment to the first look", "days", ge=0, le=LONGEST)
    hazard: Quantity = amount(
        "chance, at a look, that {a} takes its cuts back where it gives more than it gets", "share", 0, 1
    )
    source: Source = None


class StagesPart(Block):
    """A deal that is signed, written, enacted and comes into force, issue by issue; without it signature is all."""

    deal: DealStage
    text: TextStage | None = plain("the text, if the deal leaves anything open", default=None)
    enactment: EnactmentStage
    in_force: dict[Name, InForce] = plain(
        "when each issue comes into force; one not named does with the stage that settles it", default={}
    )
    withdraws: list[Name] = plain("issues whose cut {a} may take back until the promise is kept", default=[])
    compliance: Compliance | None = plain("looks at a promise that is late; without it none", default=None)
    source: Source = None


class Substitute(Block):
    """A rate that another law allows in place of the void one, for some days or for good."""

    law: str = plain("the law", min_length=1)
    rate: Quantity = amount("tariff it allows", "percent", 0, 100)
    days: int | None = plain("days for which it holds; without it, to the horizon", "days", ge=1, default=None)


class StatutePart(Block):
    """A law on which tariffs rest, and what each side would lose by leaving a deal once a court has struck it down."""

    issues: list[Name] = plain("tariffs that rest on it", min_length=1)
    substitutes: list[Substitute] = plain("laws that would take its place, one after the other", min_length=1)
    reputation: dict[str, Quantity] = amount("what breaking a deal costs a side with others, by party", "bn USD a year")
    sunk: dict[str, Quantity] = amount("what a side has begun and would lose by breaking it, by party", "bn USD a year")
    source: Source = None
