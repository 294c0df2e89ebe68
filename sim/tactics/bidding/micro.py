"""MiCRO: give one step for each new package the other side tables, the smallest step there is.

The own packages stand in order of own value.  It opens with the best; then

    packages tabled <= packages received    demand the next lower value
    otherwise                               demand what it last stood at,

where only different packages count, so repeating oneself buys nothing.  Steps are as long as the
gaps between the values, not chosen; it does not look at the clock and goes no lower than reserve.

`order` says which packages make the rungs: `path`, those on the own path, on which steps are made
in the order in which they cost least; `packages`, the best of all packages by own value, each
value once, as in the source.  With `packages` the steps are smaller.

Source: D. de Jonge (2022), "An analysis of the linear bilateral ANAC domains using the MiCRO
benchmark strategy", Proceedings of IJCAI 2022, 223-229.  The name stands for minimal concession in
reply to new offers.  In the source it repeats any of its own former packages by chance; here, the
last.  Packages of equal value are one rung here, and the highest value it starts from is the most
it may hope for, which may lie below its very best package.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from sim.bargaining.view import View
from sim.core.parameters import parameter
from sim.core.ties import TIE
from sim.core.worlds import Array

READS_OF_ORDER = {"path": "path.mine", "packages": "next_lower"}


@dataclass(frozen=True, eq=False)
class Micro:
    """MiCRO: demand falls one step for each new package the other side tables."""

    order: Literal["path", "packages"] = parameter("which packages it goes through", default="path")

    def __post_init__(self) -> None:
        if self.order not in READS_OF_ORDER:
            raise ValueError(f"order must be one of {', '.join(READS_OF_ORDER)}; found {self.order!r}")

    @property
    def reads(self) -> tuple[str, ...]:
        """What it reads of the view."""
        return ("best", "reserve", "last_demand", "history.made", "history.received", READS_OF_ORDER[self.order])

    def __call__(self, view: View) -> Array:
        """Return the value demanded today, (worlds,)."""
        rungs = view.next_lower[:, None] if self.order == "packages" else view.path.mine
        stood = np.fmin(view.last_demand, view.best)  # the best, before it has made an offer
        lower = (rungs < stood[:, None] - TIE) & (rungs >= view.reserve[:, None] - TIE)
        rung = np.where(lower, rungs, -np.inf).max(axis=1, initial=-np.inf)
        steps = np.isfinite(view.last_demand) & np.isfinite(rung) & (view.history.made <= view.history.received)
        return np.clip(np.where(steps, rung, stood), view.reserve, view.best)
