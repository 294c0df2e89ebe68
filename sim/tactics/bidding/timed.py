"""Timed concession: give ground by the clock, whatever the other side does.

With t the share of time used up, the share of its range a party has given is

    polynomial     opening + (1 - opening) * t ** (1 / beta)
    exponential    opening ** ((1 - t) ** beta)

and it demands best - given * (best - reserve).  Both curves run from `opening` at the start to 1
at the end (the exponential needs an opening above 0).  A beta below 1 holds firm until late
(Boulware), above 1 gives early (Conceder).  Other programs write the exponent beta instead of
1 / beta, which turns the names round: convert before copying a value.

At the last meeting before a lapse the demand falls to reserve + e * (demand - reserve), with e the
party's belief in an extension: a firm deadline means last offers.

Source: P. Faratin, C. Sierra and N. R. Jennings (1998), "Negotiation decision functions for
autonomous agents", Robotics and Autonomous Systems 24(3-4), 159-182, section 3.1.  Their alpha,
kappa and beta are our given, opening and beta.  The last step is this model's own.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from sim.bargaining.negotiator.timed_stance import target_by_clock
from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require


def polynomial(t: Array, beta: Worlds, opening: Worlds) -> Array:
    """Return the share given by time t, (worlds,); slow at first when beta < 1."""
    return np.asarray(opening + (1 - opening) * t ** (1 / np.asarray(beta)))


def exponential(t: Array, beta: Worlds, opening: Worlds) -> Array:
    """Return the share given by time t, (worlds,)."""
    return np.asarray(opening ** ((1 - t) ** np.asarray(beta)))


CURVES = {"polynomial": polynomial, "exponential": exponential}


@dataclass(frozen=True, eq=False)
class Timed:
    """Demand falls with the clock from best to reserve."""

    beta: Worlds = parameter("pace; below 1 is firm until late (Boulware)", "ratio", low=0, strict=True)
    opening: Worlds = parameter("share given at the start", "share", low=0, high=1, default=0.0)
    curve: Literal["polynomial", "exponential"] = parameter("shape of the curve", default="polynomial")

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "elapsed", "last_chance", "belief")

    def __post_init__(self) -> None:
        require("beta", self.beta, np.greater(self.beta, 0), "must be above 0")
        inside = np.greater_equal(self.opening, 0) & np.less(self.opening, 1)
        require("opening", self.opening, inside, "must be at least 0 and below 1")
        if self.curve not in CURVES:
            raise ValueError(f"curve must be one of {', '.join(CURVES)}; found {self.curve!r}")
        if self.curve == "exponential":
            require("opening", self.opening, np.greater(self.opening, 0), "must be above 0 for the exponential")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        given = self.share_given(view.elapsed)
        return target_by_clock(given, view.best, view.reserve, view.last_chance, view.belief)

    def share_given(self, elapsed: Array) -> Array:
        """Return the share of the range that has been given by now, (worlds,): it is a matter of the clock alone."""
        return CURVES[self.curve](elapsed, self.beta, self.opening)
