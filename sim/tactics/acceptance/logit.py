"""Logit: accept with a chance that rises with how far an offer beats the own demand.

    chance = 1 / (1 + exp(-(value - demand) / (noise * (best - reserve))))

An offer that just meets the demand is taken in one case of two.  A larger `noise` is more random;
toward 0 this becomes `next`.  The same luck takes every offer better than one it takes.

Source: R. McKelvey and T. Palfrey (1995), "Quantal response equilibria for normal form games",
Games and Economic Behavior 10(1), 6-38, and (1998), "Quantal response equilibria for extensive form
games", Experimental Economics 1(1), 9-41: the logit choice between two actions, here accepting and
the own demand.  Their lambda is 1 / (noise * range).  Only the answer is theirs, not the equilibrium.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Flags, Worlds, require

SMALLEST = 1e-12  # bn USD a year; without a range there is no noise


def acceptance_chance(surplus: Array, noise: Worlds) -> Array:
    """Return the logistic of surplus / noise, (worlds,); written so that nothing overflows."""
    found: Array = 0.5 * (1 + np.tanh(0.5 * surplus / noise))
    return found


@dataclass(frozen=True, eq=False)
class Logit:
    """Accept by chance, the likelier the better the offer."""

    noise: Worlds = parameter(
        "surplus over the demand that raises the odds of acceptance e-fold",
        "share of the range from reserve to best",
        low=0,
        strict=True,
        default=0.1,
    )

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "luck")

    def __post_init__(self) -> None:
        require("noise", self.noise, np.greater(self.noise, 0), "must be above 0")

    def __call__(self, view: View, value: Array, demand: Array) -> Flags:
        """Return where luck takes an offer worth `value`, (worlds,)."""
        unit = np.maximum(self.noise * (view.best - view.reserve), SMALLEST)
        return view.luck < acceptance_chance(value - demand, unit)
