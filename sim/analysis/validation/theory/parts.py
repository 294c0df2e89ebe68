"""The parts of a textbook case, as a file states them; a key they do not know is a fault."""

from typing import Annotated, Literal

import numpy as np
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, model_validator

from sim.bargaining.equilibrium import Game
from sim.core.stream_names import usual_names
from sim.core.worlds import Array

FIRST, SECOND = usual_names()["parties"]  # by whose keys older files name the sides
MOST_POINTS, MOST_ROUNDS = 2_000_000, 100_000  # of a game, so that it is solved in memory and in seconds

Number = Annotated[float, Field(strict=True)]
Pair = tuple[Number, Number]
Positive = Annotated[float, Field(gt=0, strict=True)]
NonNegative = Annotated[float, Field(ge=0, strict=True)]
Share = Annotated[float, Field(ge=0, le=1, strict=True)]


class CasePart(BaseModel):
    """A part of a case; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Coin(CasePart):
    """The chance that side 1 makes an offer."""

    coin: Share


class GamePart(CasePart):
    """A pie, or the divisions of it from low to high, to be divided in a number of rounds."""

    pie: Positive
    step: Positive
    pie_range: Pair | None = None
    rounds: int = Field(ge=1, le=MOST_ROUNDS, strict=True)
    proposer: Literal["alternate_1_first", "alternate_2_first"] | Coin = "alternate_1_first"
    delta: tuple[Share, Share] = (1.0, 1.0)
    flow: Pair = (0.0, 0.0)
    terminal: Pair = (0.0, 0.0)
    outside: tuple[Number | None, Number | None] = (None, None)
    breakdown: Share = 0.0
    breakdown_pay: Pair = (0.0, 0.0)

    @model_validator(mode="after")
    def divisible(self) -> "GamePart":
        """Refuse a pie without divisions, or with too many."""
        low, high = self.ends
        if low > high:
            raise ValueError(f"pie_range must rise; found {low:g} to {high:g}")
        steps = (high - low) / self.step
        if not steps < MOST_POINTS:
            rule = f"step must leave {MOST_POINTS:,} divisions of the pie at most"
            raise ValueError(f"{rule}; found {self.step:g}, which makes {steps:.3g}")
        return self

    @property
    def ends(self) -> Pair:
        """Return the least and the largest share of side 1."""
        return self.pie_range or (0.0, self.pie)

    @property
    def turns(self) -> tuple[Array, Array]:
        """Return each side's chance to propose, by round."""
        if isinstance(self.proposer, Coin):
            first = np.full(self.rounds, self.proposer.coin)
        else:
            lead = 0 if self.proposer == "alternate_1_first" else 1
            first = (np.arange(self.rounds) % 2 == lead).astype(float)
        return first, 1 - first

    @property
    def game(self) -> Game:
        """Return the game of offers."""
        low, high = self.ends
        steps = np.arange(round((high - low) / self.step) + 1, dtype=float)
        share = (low + self.step * steps)[None, :]
        outside = tuple(-np.inf if w is None else w for w in self.outside)
        return Game(
            values=(share, self.pie - share),
            proposes=self.turns,
            delta=self.delta,
            flow=self.flow,
            terminal=self.terminal,
            outside=(outside[0], outside[1]),
            breakdown=self.breakdown,
            breakdown_pay=self.breakdown_pay,
        )


class TheoryIssue(CasePart):
    """The values of an issue's levels to both sides."""

    party_a: list[Number] = Field(min_length=1, validation_alias=AliasChoices("party_a", FIRST))
    party_b: list[Number] = Field(min_length=1, validation_alias=AliasChoices("party_b", SECOND))

    @model_validator(mode="after")
    def same_levels(self) -> "TheoryIssue":
        """Refuse tables of different lengths."""
        if len(self.party_a) != len(self.party_b):
            raise ValueError(
                f"both sides must value the same levels; found {len(self.party_a)} and {len(self.party_b)}"
            )
        return self


class Threshold(CasePart):
    """The ends of a uniform bar."""

    low: Number
    high: Number

    @model_validator(mode="after")
    def in_order(self) -> "Threshold":
        """Refuse an empty range."""
        if self.low > self.high:
            raise ValueError(f"low must not be above high; found {self.low:g} and {self.high:g}")
        return self
