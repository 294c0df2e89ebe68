"""Lines that nobody asks for one by one: what they pull together while their prices go one way.

From where prices stood, r_j, those of a world have gone the share u of their way to goals g_j:

    sum of w_j exp(-a (r_j + (g_j - r_j) u)) = sum over k of c_k u^k        a = alpha/(1 - sigma)
    c_k = sum of w_j exp(-a r_j) x_j^k / k!                                 x_j = -a (g_j - r_j)

Terms up to TERMS leave out less than LARGEST_EXPONENT^(TERMS + 1)/(TERMS + 1)!, 3e-15, of the sum while no
|x_j| u is above LARGEST_EXPONENT.  Past that, after REFRESH_DAYS, and where goals change, the sums are taken anew
from where prices stand.

Source: the Taylor series of the exponential function; its use for rivals is this model's own.
"""

import numpy as np

from sim.core.worlds import Array, Whole, contiguous_columns, contiguous_rows
from sim.economy.market.demand import Demand
from sim.economy.market.products import sum_by_label

TERMS = 8
FACTORIALS = np.cumprod([1.0, *range(1, TERMS + 1)])[:, None]
LARGEST_EXPONENT = 0.1
REFRESH_DAYS = 28  # days; keeps most worlds within reach, so that their sums are taken anew on one day


class RivalSums:
    """Some lines of a market in every world.

    It is made of

    demand                                how sales answer to prices
    lines        (lines,)                 their places in the market
    goal         (worlds, all lines)      where the prices of all lines of the market go

    and keeps, of its own lines,

    start, goal  (worlds, lines)          prices when sums were last taken, and where they go, thousand USD over
                                          those of the known year
    progress     (worlds,)                share of that way which is behind them, u
    largest_exponent  (worlds,)           largest |x_j| of a world
    terms        (worlds, terms, nests)   c_k
    """

    def __init__(self, demand: Demand, lines: Whole, goal: Array) -> None:
        self.demand, self.lines, self.nests = demand, lines, len(demand.nest_units)
        self.nest = demand.products.groups.nest_of_line[lines]
        worlds = len(demand.alpha)
        self.goal: Array = contiguous_columns(goal, lines)
        self.start: Array = np.zeros_like(self.goal)
        self.progress, self.largest_exponent, self.days = np.zeros(worlds), np.empty(worlds), 0
        self.terms: Array = np.empty((self.nests, TERMS + 1, worlds)).T
        self.refresh_sums(np.arange(worlds))

    def split(self, demand: Demand, origin: Whole) -> None:
        """Go on with other rows, each as one of those before, (rows,); demand is theirs."""
        self.demand, self.start, self.goal = (
            demand,
            contiguous_rows(self.start, origin),
            contiguous_rows(self.goal, origin),
        )
        self.progress, self.largest_exponent, self.terms = (
            self.progress[origin],
            self.largest_exponent[origin],
            contiguous_rows(self.terms, origin),
        )

    def refresh_sums(self, rows: Whole) -> None:
        """Take the sums of some worlds anew from where prices stand."""
        self.set_goals(rows, contiguous_rows(self.goal, rows))

    def set_goals(self, rows: Whole, goal: Array) -> None:
        """Let some worlds go to goals, (rows, lines), from where they stand."""
        start, demand = self.price_rise(rows), self.demand.only(rows)
        way = np.multiply(goal - start, -demand.price_slope)
        powers = np.empty((len(self.lines), TERMS + 1, len(rows))).T
        powers[:, 0] = demand.attractions(start, self.lines)
        for k in range(TERMS):
            np.multiply(powers[:, k], way, out=powers[:, k + 1])
        self.terms[rows] = sum_by_label(powers, self.nest, self.nests) / FACTORIALS
        self.start[rows], self.goal[rows], self.progress[rows] = start, goal, 0.0
        self.largest_exponent[rows] = np.abs(way).max(axis=1, initial=0.0)

    def price_rise(self, rows: Whole) -> Array:
        """Return where prices of some worlds stand, thousand USD over those of the known year, (rows, lines)."""
        start = contiguous_rows(self.start, rows)
        return start + (contiguous_rows(self.goal, rows) - start) * self.progress[rows, None]

    def nest_attractions(self) -> Array:
        """Return the sum over the lines of each nest, (worlds, nests)."""
        gone = self.progress[:, None]
        found = self.terms[:, TERMS].copy(order="K")
        for k in reversed(range(TERMS)):
            found = found * gone + self.terms[:, k]
        return found

    def move_prices(self, step: Array) -> None:
        """Go a day's step, a share of what is left of the way, (worlds,)."""
        self.progress = self.progress + step * (1 - self.progress)
        self.days += 1
        far = (
            np.ones_like(step, dtype=bool)
            if self.days % REFRESH_DAYS == 0
            else self.progress * self.largest_exponent > LARGEST_EXPONENT
        )
        if far.any():
            self.refresh_sums(np.flatnonzero(far))
