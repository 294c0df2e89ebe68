"""Which subsets of the changes are played, all or those of some orders, and how their worths are shared out."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.analysis.bootstrap import two_way_counts
from sim.analysis.explanation.shapley import (
    draw_orders,
    order_shares,
    shapley_values,
    subsets_on_the_way,
    subsets_without,
)
from sim.core.worlds import Array, Whole

EXACT = 6  # changes up to which all subsets are played: 64
ORDER_PAIRS = 16  # of more, orders with their reverses
SEED_OF_PAIRS = 1  # of their resamples, which are to be independent of those of the worlds


@dataclass(frozen=True)
class AllSubsets:
    """All subsets of some changes are played."""

    players: int

    @property
    def orders(self) -> int | None:
        """How many orders were drawn: none had to be."""
        return None

    @property
    def subsets(self) -> list[int]:
        """The numbers of the subsets that are played."""
        return list(range(2**self.players))

    def share_out(self, worth: Array) -> Array:
        """Return each change's share, (..., players), from the worth of the subsets, (..., subsets)."""
        return shapley_values(worth)

    share_out_again = share_out  # of resamples, (resamples, subsets)

    def steps(self, player: int) -> tuple[list[int], list[int]]:
        """Return the places of the subsets before a change and after it."""
        before = subsets_without(self.players, player)
        return before.tolist(), (before | 1 << player).tolist()


@dataclass(frozen=True, eq=False)
class SampledOrders:
    """The subsets on the way of some orders of the changes are played, (pairs, 2, players)."""

    players: int
    drawn: Whole

    @property
    def orders(self) -> int | None:
        """How many orders were drawn."""
        return int(self.drawn.shape[0] * self.drawn.shape[1])

    @cached_property
    def ways(self) -> Whole:
        """The subset before each step of each order and after the last, (pairs, 2, players + 1)."""
        return subsets_on_the_way(self.drawn)

    @cached_property
    def subsets(self) -> list[int]:
        """The numbers of the subsets that are played."""
        return [int(number) for number in np.unique(self.ways)]

    @cached_property
    def places(self) -> Whole:
        """The places, among those that are played, of the subsets on the way."""
        return np.searchsorted(np.array(self.subsets), self.ways)

    def share_out(self, worth: Array) -> Array:
        """Return each change's share, (..., players), from the worth of the subsets, (..., subsets)."""
        return np.asarray(order_shares(worth, self.places, self.drawn).mean(axis=-2))

    def share_out_again(self, worth: Array) -> Array:
        """Return the shares in each resample, (resamples, players): of worlds, (resamples, subsets), and of orders."""
        pairs = len(self.drawn)
        counts, _ = two_way_counts(pairs, 1, len(worth), SEED_OF_PAIRS)
        return np.asarray(np.einsum("rp,rpk->rk", counts / pairs, order_shares(worth, self.places, self.drawn)))

    def steps(self, player: int) -> tuple[list[int], list[int]]:
        """Return the places of the subsets before a change and after it, in any order."""
        here = self.drawn == player
        return self.places[..., :-1][here].tolist(), self.places[..., 1:][here].tolist()


Plan = AllSubsets | SampledOrders


def plan_of(players: int) -> Plan:
    """Return what is played of so many changes."""
    if players <= EXACT:
        return AllSubsets(players)
    return SampledOrders(players, draw_orders(players, ORDER_PAIRS))
