"""Prices: multi-product Bertrand by pricing firm, under nested-logit demand.

A firm's lines in one nest share one markup b.  Given the firm's share S of the nest's sales and its
share s of all who might buy, with A = (1 - sigma) sum over its nests of s/(1 - sigma S):

    b = (1 - sigma) / alpha / ((1 - A)(1 - sigma S))

The equilibrium is price = cost + duty + markup at the shares of these prices.  It is found by the
zeta map of Morrow and Skerlos (2011), which has the same fixed point and settles where iterating on
the closed form would not, as where two firms hold a nest:

    b <- (1 - sigma)/alpha + sigma S b + (1 - sigma) sum over its nests of s b

Near the fixed point the step is Newton's.  With a = alpha/(1 - sigma), a nest's share s_n of all who
might buy, r what the map adds to b, and nests taken one by one, the map's slopes are d on the diagonal
and u S' all over, with

    d = m (S - a S b)     u = a S b (m - (1 - sigma)^2 s_n (1 - s_n))     m = sigma + (1 - sigma) s_n

so that the step is r/(1 - d) + v (S . r/(1 - d))/(1 - S . v), v = u/(1 - d).  Where large firms tie nests together
that step misses, and the map creeps: what has not settled by then takes the step by all slopes, a matrix, and again
nearer by if it led away.

Duties enter as rises of unit cost.  Each world stops by itself when its markups move less than
TOLERANCE, so that it does not depend on its neighbours.

Source: W. R. Morrow and S. J. Skerlos (2011), "Fixed-point approaches to computing Bertrand-Nash equilibrium
prices under mixed-logit demand", Operations Research 59(2), 328-345, for the zeta map.  The closed form and
Newton's step are worked out here from the first-order conditions.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, Flags, Whole, contiguous_rows
from sim.economy.market.demand import Demand
from sim.economy.market.products import by_owner, sum_by_label

TOLERANCE = 1e-12  # thousand USD
NEWTON_TOLERANCE = 1e-7  # the same before a step of Newton's in a market of one nest: what is left goes with its square
NEWTON_RANGE = 0.1  # thousand USD; the map's own steps are taken while some are larger
NEWTON_ITERATIONS = 50  # iterations with Newton's steps; where these do not settle the map alone does
ROUND, BY_ALL_SLOPES = 200, 50  # iterations: after each round of the map's, so many with Newton's step by all slopes
LONGEST_STEP = 1.0  # thousand USD, of these: where the map is flat they overshoot
MAX_ITERATIONS = 5000  # iterations; a market takes 2 to 6, a few large firms in several nests more


def markups(demand: Demand, inside: Array, overall: Array, firm: Whole | None = None) -> Array:
    """Return each group's markup, thousand USD, (..., groups), given its shares of nest and of all.

    firm: whose each group is, where the groups are not all those of the market.
    """
    alpha, sigma = demand.alpha[..., None], demand.sigma[..., None]
    owner = demand.products.groups.firm if firm is None else firm
    damped = 1 - sigma * inside
    kept = 1 - (1 - sigma) * sum_by_label(overall / damped, owner)
    return np.asarray((1 - sigma) / alpha / (by_owner(kept, owner) * damped))


def known_markups(demand: Demand) -> Array:
    """Return each group's markup in the known year, thousand USD, (..., groups)."""
    groups = demand.products.groups
    inside = groups.sum_by_group(demand.inside)
    overall = groups.sum_by_group(demand.products.units) / demand.potential[..., None]
    inside = np.broadcast_to(inside[:, None], overall.shape[::-1]).T  # worlds side by side, as all else
    return markups(demand, inside, overall)


@dataclass
class _UnsolvedWorlds:
    """Worlds that have not settled yet: their demand, group weights, known markups and changes so far."""

    demand: Demand
    weight: Array
    base_markups: Array
    change: Array

    def iterate(self, turn: int) -> tuple[Array, Flags]:
        """Return the changes of markups after one more iteration, (worlds, groups), and where they had not settled.

        turn: how many came before; by it Newton's steps are taken where they are near.
        """
        return iterate_markups(self, turn)

    def newton_step(self, more: Array, inside: Array, earned: Array, share: Array) -> Array:
        """Return Newton's step, (worlds, groups), where the map adds `more` to markups that earn S b."""
        nest, sigma = self.demand.products.groups.nest, self.demand.sigma[:, None]
        kept, fall = sigma + (1 - sigma) * share, self.demand.price_slope * earned
        left = 1 - kept * (inside - fall)
        alone = more / left
        pull = fall * (kept - (1 - sigma) ** 2 * share * (1 - share)) / left
        together = sum_by_label(inside * alone, nest) / (1 - sum_by_label(inside * pull, nest))
        return alone + pull * by_owner(together, nest)

    def matrix_step(self, more: Array, inside: Array, share: Array) -> Array:
        """Return Newton's step by all slopes of the map, (worlds, groups), where it adds `more`.

        inside (worlds, groups), of each nest; share (worlds, groups or 1), of each group's nest among all.
        """
        sigma = self.demand.sigma[:, None, None]
        of_inside, of_nest = nest_slopes(self.demand, inside, share)
        markup, own = (self.base_markups + self.change)[..., None], np.eye(more.shape[-1])
        of_earned = own * inside[..., None] + markup * of_inside  # of S b
        of_sold = of_earned * share[..., None] + inside[..., None] * markup * of_nest  # of s b
        firm = self.demand.products.groups.firm
        slopes = sigma * of_earned + (1 - sigma) * np.matmul((firm[:, None] == firm).astype(float), of_sold)
        step: Array = np.matmul(np.linalg.pinv(own - slopes), more[..., None])[..., 0]
        return np.asarray(
            step * np.minimum(1.0, LONGEST_STEP / np.maximum(np.abs(step).max(axis=1), TOLERANCE))[:, None]
        )

    def only(self, rows: Whole) -> "_UnsolvedWorlds":
        """Return some of the worlds."""
        return _UnsolvedWorlds(
            self.demand.only(rows),
            *(contiguous_rows(held, rows) for held in (self.weight, self.base_markups, self.change)),
        )


@has_kernel("bertrand")
def iterate_markups(held: _UnsolvedWorlds, turn: int) -> tuple[Array, Flags]:
    """Return what `_UnsolvedWorlds.iterate` does."""
    use_newton = turn < NEWTON_ITERATIONS
    groups = held.demand.products.groups
    pulls = np.multiply(held.change, -held.demand.price_slope)
    pulls = np.multiply(np.exp(pulls, out=pulls), held.weight, out=pulls)  # in place: the time goes here
    total = groups.sum_by_nest(pulls)
    nest_share, _ = held.demand.nest_shares(total)
    alpha, sigma = held.demand.alpha[:, None], held.demand.sigma[:, None]
    share, markup = by_owner(nest_share, groups.nest), held.base_markups + held.change
    inside = np.divide(pulls, by_owner(total, groups.nest), out=pulls)
    earned = inside * markup
    own = earned * share if groups.one_nest_per_firm else by_owner(groups.sum_by_firm(earned * share), groups.firm)
    more = (1 - sigma) / alpha + sigma * earned + (1 - sigma) * own - markup
    size = np.abs(more).max(axis=-1)
    near = (size <= NEWTON_RANGE) & use_newton
    if near.any():
        more = np.where(near[:, None], held.newton_step(more, inside, earned, share), more)
    elif turn >= ROUND and turn % ROUND < BY_ALL_SLOPES:
        rows = np.flatnonzero(size <= NEWTON_RANGE)
        more[rows] = held.only(rows).matrix_step(more[rows], inside[rows], share[rows])
    least = NEWTON_TOLERANCE if use_newton and len(held.demand.nest_units) == 1 else TOLERANCE
    return held.change + more, ~(size <= least)  # a size that is no number has not settled


def nest_slopes(demand: Demand, inside: Array, share: Array) -> tuple[Array, Array]:
    """Return how shares of nests, and of each group's nest among all, answer to markups, (worlds, groups, groups)."""
    nest, alpha = demand.products.groups.nest, demand.alpha[:, None, None]
    together, own, other = nest[:, None] == nest, np.eye(len(nest)), inside[:, None, :]
    of_inside = -demand.price_slope[..., None] * inside[..., None] * (own - other * together)
    of_nest = -alpha * share[..., None] * other * (together - np.broadcast_to(share, inside.shape)[:, None, :])
    return of_inside, of_nest


def solve_markup_changes(demand: Demand, base_markups: Array, weight: Array, start: Array | None = None) -> Array:
    """Return the change of each group's markup in equilibrium, thousand USD, (worlds, groups).

    base_markups (worlds, groups), of the known year; weight (worlds, groups), what lines pull once costs have
    risen; start, where to begin.  ArithmeticError if there is no equilibrium in reach.
    """
    found = np.zeros_like(weight) if start is None else start.copy(order="K")
    settle_markup_changes(demand, base_markups, weight, found)
    return found


def settle_markup_changes(demand: Demand, base_markups: Array, weight: Array, found: Array) -> None:
    """Write what `solve_markup_changes` returns over where to begin, (worlds, groups)."""
    unsolved, rows = _UnsolvedWorlds(demand, weight, base_markups, found), np.arange(len(weight))
    settled = np.zeros(len(rows), dtype=bool)  # among `rows`; these go on, to no avail, while they are few
    for turn in range(MAX_ITERATIONS):
        unsolved.change, moving = unsolved.iterate(turn)
        fresh = ~(moving | settled)
        if len(rows) == len(found):
            np.copyto(found, unsolved.change, where=True if fresh.all() else fresh[:, None])
        else:
            found[rows[fresh]] = unsolved.change[fresh]
        settled |= fresh
        left = np.flatnonzero(~settled)
        if not len(left):
            return
        if 4 * len(left) <= 3 * len(rows):
            unsolved, rows, settled = unsolved.only(left), rows[left], settled[left]
    raise ArithmeticError(f"car prices have not settled in {len(left)} worlds after {MAX_ITERATIONS} iterations")
