"""The exchange rate's path: a walk of its logarithm from the first tariff on, one step a week, drawn by world.

    rate of a day = stated rate * exp(sd * (z_1 + ... + z_k) * sqrt(7)),  k whole weeks since the first tariff

so that its median is the stated rate on every day.  sd is the standard deviation of a day's move.

Source: a random walk of the logarithm is what a floating rate is closest to, R. Meese and K. Rogoff (1983), "Empirical
exchange rate models of the seventies", Journal of International Economics 14(1-2), 3-24.
"""

import numpy as np

from sim.core.chance import Chance
from sim.core.worlds import Array

WEEK = 7  # days


class ExchangePath:
    """How the exchange rate stands to the stated one, in every world.

    chance    the luck of its steps, by week
    sd        standard deviation of a day's move, (worlds,); None, it stays as stated
    first     day of the first tariff
    """

    def __init__(self, chance: Chance, sd: Array | None, first: int) -> None:
        """Begin at the stated rate."""
        self.chance, self.sd, self.first, self.weeks = chance, sd, first, 0
        self.factor: Array | None = None

    def rate(self, stated: Array, day: int) -> Array:
        """Return the rate of a day, (worlds,), days being asked for in order; `stated` itself without a walk."""
        if self.sd is None:
            return stated
        while self.weeks < (day - self.first) // WEEK:
            self.weeks += 1
            step = np.exp(self.sd * np.sqrt(WEEK) * self.chance.normal(f"exchange_rate.week.{self.weeks}"))
            self.factor = step if self.factor is None else self.factor * step
        return stated if self.factor is None else stated * self.factor
