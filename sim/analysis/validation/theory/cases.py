"""Textbook cases, worked out by the code that a run uses, beside their known answers.

A case names its type, its figures, what is expected and the tolerance:

    equilibrium    a game of offers over a pie: ex-ante value of side 1           sim.bargaining.equilibrium
    solution       points, disagreement and power: the classic solutions          sim.bargaining.solutions
    agenda         value tables of both sides: the exact frontier and the same    sim.bargaining.frontier
    ratification   a share that must reach an unknown bar, uniform from low to high: the Nash
                   solution over expected payoffs                                 sim.politics.honour
    enforcement    what a year of breach, of the deal and of its end pay: the discount factor from which
                   the deal enforces itself                                sim.politics.enforcement
    election       polled shares, days and spreads: the chance to win             sim.politics.election
    timed          two equal timed tactics 1 - t^exponent on a unit pie: when they meet
                                                                                  sim.bargaining.session
"""

from collections.abc import Callable
from difflib import get_close_matches
from functools import partial
from itertools import pairwise
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.analysis.validation.theory.parts import (
    GamePart,
    NonNegative,
    Number,
    Pair,
    Positive,
    Share,
    TheoryIssue,
    Threshold,
)
from sim.bargaining.domains import unit_pie
from sim.bargaining.equilibrium import solve
from sim.bargaining.frontier import frontier
from sim.bargaining.negotiator.strategy import Strategy
from sim.bargaining.payoffs import discount_value
from sim.bargaining.session import OfferProtocol, negotiate
from sim.bargaining.solutions import BargainingProblem, nash, solutions
from sim.core.chance import Chance
from sim.core.worlds import Array
from sim.politics.election import PollUncertainty, first_wins_chance
from sim.politics.enforcement import critical_discount_factor
from sim.politics.honour import passing_chance
from sim.tactics.acceptance.next import Next
from sim.tactics.bidding.timed import Timed
from sim.tactics.offering.trade_off import TradeOff
from sim.tactics.opening.livable import Livable
from sim.tactics.opponent.fixed import Fixed

ROUNDS = 401  # of two timed tactics
PIE = 1000  # steps of a unit pie cut by them
SHARES = 20_001  # divisions tried where a share must be ratified
MANY = 1e12  # people polled where there is no sampling error

Answer = Number | list[Number] | None
Answers = dict[str, Callable[[], Answer]]


class TheoryCase(BaseModel):
    """What every case has; a key it does not know is left alone unless it looks like one that it does."""

    model_config = ConfigDict(extra="allow", allow_inf_nan=False)
    name: str
    expected: dict[str, Answer] = Field(min_length=1)
    tolerance: NonNegative

    @model_validator(mode="after")
    def no_slips(self) -> "TheoryCase":
        """Refuse keys that are probably misspelt."""
        for key in self.model_extra or {}:
            guess = get_close_matches(key, [*type(self).model_fields], n=1, cutoff=0.75)
            if guess:
                raise ValueError(f"no such key: {key}. Did you mean {guess[0]}?")
        return self


class EquilibriumCase(TheoryCase):
    """A game of offers."""

    type: Literal["equilibrium"]
    game: GamePart

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        return {f"value_{side + 1}": partial(self.value, side) for side in (0, 1)}

    def value(self, side: int) -> float:
        """Return a side's value before the first proposer is known."""
        return float(solve(self.game.game).value[side, 0])


class BargainingCase(TheoryCase):
    """A bargaining problem."""

    disagreement: Pair
    power: Share = 0.5

    def solutions(self, points: Array) -> Answers:
        """Return the classic solutions on some points, (points, 2); None where no point is rational."""
        chosen = solutions(points[None, :, 0], points[None, :, 1], self.disagreement, self.power)

        def point(place: int) -> Answer:
            return None if place < 0 else [float(value) for value in points[place]]

        return {name: partial(point, int(place[0])) for name, place in chosen.items()}


class SolutionCase(BargainingCase):
    """Points, stated one by one."""

    type: Literal["solution"]
    points: list[Pair] = Field(min_length=1)

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        return self.solutions(np.array(self.points))


class AgendaCase(BargainingCase):
    """Issues whose values add."""

    type: Literal["agenda"]
    issues: list[TheoryIssue] = Field(min_length=1)

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        points, _ = frontier([np.array(i.party_a) for i in self.issues], [np.array(i.party_b) for i in self.issues])
        return {
            "packages": lambda: int(np.prod([len(i.party_a) for i in self.issues])),
            "frontier_size": lambda: len(points),
            **self.solutions(points),
        }


class RatificationCase(TheoryCase):
    """A share of a unit pie that must reach an unknown bar; failure pays nothing.  `harder` are bars that rise."""

    type: Literal["ratification"]
    threshold: Threshold
    harder: list[Threshold] = []

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        return {
            "share_1": lambda: self.best(self.threshold)[0],
            "probability": lambda: self.best(self.threshold)[1],
            "rises": self.rises,
        }

    def rises(self) -> Answer:
        """Return by how much the share of side 1 rises from each bar to the next, harder one."""
        shares = [self.best(bar)[0] for bar in (self.threshold, *self.harder)]
        return [after - before for before, after in pairwise(shares)]

    def best(self, threshold: Threshold) -> tuple[float, float]:
        """Return the share of side 1 at the Nash point over expected payoffs, and the chance it passes."""
        low, high = threshold.low, threshold.high
        middle, spread = np.array([(low + high) / 2]), np.array([max((high - low) / 2, 1e-12)])
        share = np.linspace(0.0, 1.0, SHARES)
        chance = passing_chance(share[None, :], middle, spread, "uniform")[0]
        payoffs = np.column_stack(
            [discount_value(share, np.zeros(1), chance), discount_value(1 - share, np.zeros(1), chance)]
        )
        chosen = nash(BargainingProblem(payoffs, np.zeros(2)))
        place = int(np.abs(payoffs - chosen).sum(axis=1).argmin())
        return float(share[place]), float(chance[place])


class EnforcementCase(TheoryCase):
    """A deal that pays `deal` while both keep it, `breach` while one breaks it unanswered, `broken` after."""

    type: Literal["enforcement"]
    breach: Number
    deal: Number
    broken: Number

    @model_validator(mode="after")
    def tempting(self) -> "EnforcementCase":
        """Refuse a breach that pays less than the deal, which nobody would think of."""
        if self.breach < max(self.deal, self.broken):
            raise ValueError(f"breach must be at least deal and broken; found {self.breach:g}")
        return self

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        return {"delta": self.delta}

    def delta(self) -> float | None:
        """Return the discount factor, None where none is enough."""
        found = float(
            critical_discount_factor(np.array([self.breach - self.deal]), np.array([self.breach - self.broken]))[0]
        )
        return found if np.isfinite(found) else None


class ElectionCase(TheoryCase):
    """Two candidates' polled shares."""

    type: Literal["election"]
    shares: tuple[Positive, Positive]
    days: NonNegative
    sd_day: NonNegative
    sd_error: NonNegative

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        spread = PollUncertainty(np.array([self.sd_day]), np.array([self.sd_error]), MANY)
        polled = np.array([self.shares]) / sum(self.shares)
        first = float(first_wins_chance(polled, self.days, spread)[0])
        return {"win_1": lambda: first, "win_2": lambda: 1 - first}


class TimedCase(TheoryCase):
    """Two equal timed tactics."""

    type: Literal["timed"]
    exponent: Positive

    def answers(self) -> Answers:
        """Return what can be asked of the case."""
        return {"time": self.time}

    def time(self) -> float:
        """Return the share of time at which they meet."""
        side = Strategy([Timed(beta=1 / self.exponent)], Fixed(), Next(), TradeOff(), Livable())
        ending = negotiate(unit_pie(PIE), (side, side), OfferProtocol(ROUNDS), Chance(0, 0, 1))
        return float(OfferProtocol(ROUNDS).elapsed_share(int(ending.round[0])))


AnyCase = EquilibriumCase | SolutionCase | AgendaCase | RatificationCase | EnforcementCase | ElectionCase | TimedCase
