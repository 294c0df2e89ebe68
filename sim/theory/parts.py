"""The parts of a textbook case, as a file states them; a key they do not know is a fault."""

from typing import Annotated, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.equilibrium import Game
from sim.worlds import Array

Pair = tuple[float, float]
Positive = Annotated[float, Field(gt=0)]


class Part(BaseModel):
    """A part of a case; a key it does not know is a fault."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)


class Coin(Part):
    """The chance that side 1 makes an offer."""

    coin: float = Field(ge=0, le=1)


class GamePart(Part):
    """A pie, or the divisions of it from low to high, to be divided in a number of rounds."""

    pie: Positive
    step: Positive
    pie_range: Pair | None = None
    rounds: int = Field(ge=1)
    proposer: Literal["alternate_1_first", "alternate_2_first"] | Coin = "alternate_1_first"
    delta: Pair = (1.0, 1.0)
    flow: Pair = (0.0, 0.0)
    terminal: Pair = (0.0, 0.0)
    outside: tuple[float | None, float | None] = (None, None)
    breakdown: float = Field(0.0, ge=0, le=1)
    breakdown_pay: Pair = (0.0, 0.0)

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
        low, high = self.pie_range or (0.0, self.pie)
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


class IssuePart(Part):
    """The values of an issue's levels to both sides."""

    us: list[float] = Field(min_length=1)
    korea: list[float] = Field(min_length=1)

    @model_validator(mode="after")
    def same_levels(self) -> "IssuePart":
        """Refuse tables of different lengths."""
        if len(self.us) != len(self.korea):
            raise ValueError(f"us and korea must value the same levels; found {len(self.us)} and {len(self.korea)}")
        return self


class Threshold(Part):
    """The ends of a uniform bar."""

    low: float
    high: float

    @model_validator(mode="after")
    def in_order(self) -> "Threshold":
        """Refuse an empty range."""
        if self.low > self.high:
            raise ValueError(f"low must not be above high; found {self.low:g} and {self.high:g}")
        return self
