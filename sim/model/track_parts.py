"""What a track hands out: the tables of both sides, what a party expects of the time without a deal, and deadlines."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Whole
from sim.model.ledger import Ledger
from sim.politics.deadline import no_deal_value_in

Along = Callable[[Array], Array]  # a table, (worlds, issues, levels), to values of some packages
Reserves = Callable[[Array], Array] | None  # a table to values of no deal; None where packages are valued over it


@dataclass(frozen=True, eq=False)
class TrackTables:
    """Value tables of both sides, (worlds, issues, levels), bn USD a year.

    signed, standing   to party A, with precedent and without; `public` ones at central weights
    own, own_public    to the partner
    """

    signed: Array
    standing: Array
    public: Array
    public_standing: Array
    own: Array
    own_public: Array

    def of(self, side: int) -> Array:
        """Return the table by which a side values what is signed."""
        return self.signed if side == 0 else self.own


@dataclass(frozen=True, eq=False)
class Wait:
    """How long a party expects to wait without a deal, in some worlds; arrays are (worlds,).

    belief   that the deadline in force will be moved; extension, days by which it is expected to be
    left     days left to the lapse; horizon, to the horizon
    """

    rows: Whole
    belief: Array
    extension: Array
    left: Array
    horizon: float

    def later(self, days: float) -> "Wait":
        """Return what it will expect some days from now, if nothing happens until then."""
        left = np.maximum(self.left - days, 0.0)
        return Wait(self.rows, self.belief, self.extension, left, max(self.horizon - days, 1.0))

    def worth(self, idle: tuple[Array, Array]) -> Array:
        """Return the value of never agreeing, (worlds,), from those of the terms in force in all worlds."""
        return no_deal_value_in(idle, self.rows, (self.left, self.horizon), self.extension)


@has_kernel("waiting")
def expected_wait(ledger: Ledger, trust: Any, rows: Whole, limits: tuple[int, int, int]) -> tuple[Array, Array, Array]:
    """Return a party's belief that the deadline is moved, by how many days it expects so, and days left, (rows,) each.

    trust    its beliefs, `first` and, once the deadline has been moved or a move was announced, `later`, (worlds,)
    limits   the day, the most extensions, and the days of one
    """
    day, most, extension = limits
    warned = (ledger.extensions[rows] > 0) | ledger.warned[rows]
    possible = ~ledger.lapsed[rows] & (ledger.extensions[rows] < most)
    belief = np.where(possible, np.where(warned, trust.later[rows], trust.first[rows]), 0.0)
    left = np.where(ledger.lapsed[rows], 0.0, np.maximum(ledger.end[rows] - day, 0.0))
    return belief, belief * extension, left


@dataclass(frozen=True, eq=False)
class Resolution:
    """One way in which doubt about a signature may be resolved: who governs the partner from then on.

    chance   (worlds that meet,)   that it comes so
    days     until then
    table    (worlds, issues, levels)   of that government, as the public knows it
    """

    chance: Array
    days: float
    table: Array


@dataclass(frozen=True)
class Deadlines:
    """What a deadline brought, as worlds: moved, lapsed, and over without a deal."""

    moved: Whole
    lapsed: Whole
    over: Whole
