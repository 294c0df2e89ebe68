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

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows
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
        self.set_goals(rows, self.goal if len(rows) == len(self.progress) else contiguous_rows(self.goal, rows))

    def set_goals(self, rows: Whole, goal: Array) -> None:
        """Let some worlds, their rows rising, go to goals, (rows, lines), from where they stand."""
        slope = self.demand.price_slope[rows]
        start, way, held = set_out(self.start, self.goal, self.progress, rows, slope, goal)
        found = expand(np.exp(held, out=held), self.demand.inside[self.lines], way, self.nest, self.nests)
        if len(rows) == len(self.progress):
            self.terms, self.largest_exponent = np.asfortranarray(found[0]), found[1]
            self.start, self.goal, self.progress = start, goal, np.zeros(len(rows))
        else:
            self.terms[rows], self.largest_exponent[rows] = found
            self.start[rows], self.goal[rows], self.progress[rows] = start, goal, 0.0

    def price_rise(self, rows: Whole) -> Array:
        """Return where prices of some worlds stand, thousand USD over those of the known year, (rows, lines)."""
        return prices_along(self.start, self.goal, self.progress, rows)

    def nest_attractions(self) -> Array:
        """Return the sum over the lines of each nest, (worlds, nests)."""
        return series_at(self.terms, self.progress)

    def move_prices(self, step: Array) -> None:
        """Go a day's step, a share of what is left of the way, (worlds,)."""
        progress = self.progress + step * (1 - self.progress)
        self.arrive(progress, progress * self.largest_exponent > LARGEST_EXPONENT)

    def arrive(self, progress: Array, far: Flags) -> None:
        """Be some way along at the end of a day; far, where that is too far for the sums, (worlds,) each."""
        self.progress = progress
        self.days += 1
        rows = np.arange(len(far)) if self.days % REFRESH_DAYS == 0 else np.flatnonzero(far)
        if len(rows):
            self.refresh_sums(rows)


def series_at(terms: Array, progress: Array) -> Array:
    """Return the sum over k of c_k u^k, (worlds, nests), of terms, (worlds, terms, nests), at u, (worlds,)."""
    found, way = terms[:, TERMS].copy(order="K"), progress[:, None]
    for k in reversed(range(TERMS)):
        found *= way
        found += terms[:, k]
    return found


def prices_along(start: Array, goal: Array, progress: Array, rows: Whole) -> Array:
    """Return prices of some worlds, (rows, lines), that have gone a share `progress` from `start` to `goal`."""
    at = contiguous_rows(start, rows)
    return at + (contiguous_rows(goal, rows) - at) * progress[rows, None]


@has_kernel("rival_sums")
def set_out(
    start: Array, goal: Array, progress: Array, rows: Whole, slope: Array, ahead: Array
) -> tuple[Array, Array, Array]:
    """Return prices of some worlds, x of their way to goals ahead, and exponents at these prices, (rows, lines) each.

    slope, alpha/(1 - sigma), (rows, 1); see `prices_along` for where they stand.
    """
    at = prices_along(start, goal, progress, rows)
    return at, np.multiply(ahead - at, -slope), np.multiply(at, -slope)


@has_kernel("rival_sums")
def expand(exponentials: Array, inside: Array, way: Array, nest: Whole, nests: int) -> tuple[Array, Array]:
    """Return c_k, (rows, terms, nests), and the largest |x|, (rows,), of exponentials and x, (rows, lines) each.

    inside, share of each line in its nest, and nest, (lines,).
    """
    powers = np.empty((len(nest), TERMS + 1, len(way))).T
    powers[:, 0] = np.multiply(exponentials, inside, out=exponentials)
    for k in range(TERMS):
        np.multiply(powers[:, k], way, out=powers[:, k + 1])
    return sum_by_label(powers, nest, nests) / FACTORIALS, np.abs(way).max(axis=1, initial=0.0)
