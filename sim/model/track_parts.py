"""What a track hands out: the tables of both sides, what a party expects of the time without a deal, and deadlines."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Whole
from sim.model.ledger import Ledger
from sim.politics.deadline import no_deal_value_in

Gain = Callable[[Array, Array], Array]  # tables of a signature and of none to what some packages are worth over no deal
SidesGain = Callable[[Array, Array, int], Array]  # the same by the tables of a side, its place last


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

    def without_deal(self, side: int) -> Array:
        """Return the table by which a side values what is in force without a signature."""
        return self.standing if side == 0 else self.own


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
    """One way in which doubt about a signature may be resolved: who governs from then on.

    chance   (worlds that meet,)   that it comes so
    days     until then
    tables   by the place of a side whose government changes: its tables of a signature and of none, (worlds, issues,
             levels) each, as the public knows them
    """

    chance: Array
    days: float
    tables: Mapping[int, tuple[Array, Array]]


@dataclass(frozen=True)
class Deadlines:
    """What a deadline brought, as worlds: moved, lapsed, and over without a deal."""

    moved: Whole
    lapsed: Whole
    over: Whole
