"""Hybrid: answer the other side's moves early on, follow the clock toward the end.

With t the share of time used up, demands as shares of the range from reserve to best,

    time       (1 - t)^2 * first + 2 (1 - t) t * bend + t^2 * final
    behaviour  own last demand - mu * (weighted rise of the other side's offers),
               mu = empathy * (1 + t)
    demand     (1 - t^2) * behaviour + t^2 * time

The rise is of the last one to four offers over the ones before, in value to oneself, the latest
weighing most (`WEIGHTS`).  A larger `first`, `bend` or `final` demands more, at the start, in the
middle (the curve bends toward it) and at the end; a larger `empathy` gives more for what is given,
and takes back more for what is taken back.  Until the other side has made two offers it follows
the clock alone.

Source: M. O. Keskin, U. Cakan and R. Aydogan (2021), "Solver agent: Towards emotional and
opponent-aware agent for human-robot negotiation", AAMAS 2021, 1557-1559; p0, p1, p2, p3 are our
first, bend, final, empathy.  The curve of time is Vahidov's.  Weights, defaults and the weighting
by t^2 follow the authors' program in NegoLog, where time gains weight, and their weights of three
moves add to .99.  Ours: shares of reserve to best, where their utilities run from 0; each offer is
answered once; and one move is answered, where their program waits for a second.
"""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, require
from sim.tactics.bidding.past_offers import offer_ago

SHARES = ((), (1.0,), (0.75, 0.25), (0.66, 0.22, 0.11), (0.5, 0.3, 0.15, 0.05))  # by how many moves are known
WEIGHTS = np.array([np.pad(shares, (0, 4 - len(shares))) for shares in SHARES])  # of moves, the latest first


def weighted_rise(heard: Array) -> Array:
    """Return the weighted rise of the last offers, (worlds,); nan before two offers."""
    offers = np.column_stack([offer_ago(heard, back) for back in range(WEIGHTS.shape[1] + 1)])
    moves = offers[:, :-1] - offers[:, 1:]
    known = np.isfinite(moves)
    total = (np.nan_to_num(moves) * WEIGHTS[known.sum(axis=1)]).sum(axis=1)
    return np.where(known[:, 0], total, np.nan)


@dataclass(frozen=True, eq=False)
class Hybrid:
    """Demand answers the other side's last moves early, and follows the clock late."""

    first: Worlds = parameter("share of the range demanded at the start", "share", low=0, high=1, default=1.0)
    bend: Worlds = parameter("share toward which the curve of time bends", "share", low=0, high=1, default=0.75)
    final: Worlds = parameter("share demanded at the end", "share", low=0, high=1, default=0.55)
    empathy: Worlds = parameter("how much of a rise is given back at the start", "ratio", low=0, default=0.5)

    reads: ClassVar[tuple[str, ...]] = ("best", "reserve", "previous", "news", "elapsed", "history.heard")

    def __post_init__(self) -> None:
        for name in ("first", "bend", "final"):
            share = getattr(self, name)
            require(name, share, np.greater_equal(share, 0) & np.less_equal(share, 1), "must be from 0 to 1")
        require("empathy", self.empathy, np.greater_equal(self.empathy, 0), "must be at least 0")

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        t, moves = view.elapsed, weighted_rise(view.history.heard)
        share = (1 - t) ** 2 * self.first + 2 * (1 - t) * t * self.bend + t**2 * self.final
        by_time = view.reserve + share * (view.best - view.reserve)
        answered = np.where(view.news, view.previous - self.empathy * (1 + t) * moves, view.previous)
        both = (1 - t**2) * answered + t**2 * by_time
        known = np.isfinite(moves) & np.isfinite(view.previous)
        return np.clip(np.where(known, both, by_time), view.reserve, view.best)
