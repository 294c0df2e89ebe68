"""A difference shared out among the changes that make it: a game whose players are the changes.

The worth of a subset of changes is an outcome where these are made and the others are not.  Subsets are numbered by
their members: bit i is set where change i is made, so that 0 is none of k and 2^k - 1 all.

    shapley_values    what a change adds on average, over all orders in which the changes can be made one by one
    alone_and_pairs   what each does alone, and what each pair does more than its two alone, averaged over what else is
                      made: the Shapley-Taylor index of order 2
    order_shares      what a change adds in some of the orders, where all are too many

All three are linear in the worth.  The first two add up to the worth of all less that of none, and so does each order.
Orders are drawn in pairs, one and its reverse, whose errors mostly offset each other.

Source: L. S. Shapley (1953), "A value for n-person games", in Contributions to the Theory of Games II, 307-317;
M. Sundararajan, K. Dhamdhere and A. Agarwal (2020), "The Shapley Taylor interaction index", ICML, section 2.1;
J. Castro, D. Gomez and J. Tejada (2009), "Polynomial calculation of the Shapley value based on sampling", Computers
and Operations Research 36(5), section 3; R. Mitchell, J. Cooper, E. Frank and G. Holmes (2022), "Sampling
permutations for Shapley value estimation", Journal of Machine Learning Research 23(43), section 3.1 (antithetic);
A. F. Shorrocks (2013), "Decomposition procedures for distributional analysis", Journal of Economic Inequality 11(1),
for sharing out a difference of statistics; A. B. Owen (2014), "Sobol' indices and Shapley value", SIAM/ASA Journal on
Uncertainty Quantification 2(1), for changes that act together.
"""

from itertools import combinations
from math import comb

import numpy as np

from sim.core.worlds import Array, Whole

SEED = 0  # of the orders


def subsets_without(players: int, *left_out: int) -> Whole:
    """Return the numbers of the subsets without some players, (2^(players - left out),), in order."""
    numbers = np.arange(2**players)
    return np.asarray(numbers[(numbers & sum(1 << player for player in left_out)) == 0])


def subset_sizes(numbers: Whole) -> Whole:
    """Return how many members subsets have, in their shape."""
    return np.array([int(number).bit_count() for number in numbers], dtype=np.int64)


def players_of(worth: Array) -> int:
    """Return how many players a game has, whose worth is (..., 2^players); ValueError for another number."""
    players = int(worth.shape[-1]).bit_length() - 1
    if worth.shape[-1] != 2**players:
        raise ValueError(f"a game of k players has 2^k worths; found {worth.shape[-1]}")
    return players


def shapley_values(worth: Array) -> Array:
    """Return each player's Shapley value, (..., players), from the worth of each subset, (..., 2^players)."""
    players = players_of(worth)
    values = np.zeros((*worth.shape[:-1], players))
    for player in range(players):
        before = subsets_without(players, player)
        weight = np.array([1 / (players * comb(players - 1, size)) for size in subset_sizes(before)])
        added = worth[..., before | 1 << player] - worth[..., before]
        values[..., player] = np.einsum("...s,s->...", added, weight)
    return values


def alone_and_pairs(worth: Array) -> tuple[Array, Array]:
    """Return what each player does alone, (..., players), and each pair beyond its two, (..., pairs).

    Pairs come in the order of `itertools.combinations`.
    """
    players = players_of(worth)
    alone = worth[..., [1 << player for player in range(players)]] - worth[..., :1]
    pairs = [pair_effect(worth, *pair) for pair in combinations(range(players), 2)]
    return alone, np.stack(pairs, axis=-1) if pairs else np.zeros((*worth.shape[:-1], 0))


def pair_effect(worth: Array, one: int, other: int) -> Array:
    """Return what a pair of players does beyond its two, (...,), averaged over what else is there."""
    players, first, second = players_of(worth), 1 << one, 1 << other
    rest = subsets_without(players, one, other)
    weight = np.array([2 / (players * comb(players - 1, size)) for size in subset_sizes(rest)])
    both = worth[..., rest | first | second] - worth[..., rest | first] - worth[..., rest | second] + worth[..., rest]
    return np.asarray(np.einsum("...s,s->...", both, weight))


def draw_orders(players: int, pairs: int, seed: int = SEED) -> Whole:
    """Return orders of the players, (pairs, 2, players): one drawn at random, and its reverse."""
    draw = np.random.Generator(np.random.Philox(seed))
    drawn = np.stack([draw.permutation(players) for _ in range(pairs)])
    return np.stack([drawn, drawn[:, ::-1]], axis=1)


def subsets_on_the_way(orders: Whole) -> Whole:
    """Return the subset before each step of each order and after the last, (..., players + 1)."""
    made = np.cumsum(1 << orders, axis=-1)
    return np.concatenate([np.zeros((*orders.shape[:-1], 1), dtype=np.int64), made], axis=-1)


def order_shares(worth: Array, places: Whole, orders: Whole) -> Array:
    """Return what each player adds, on average over an order and its reverse, (..., pairs, players).

    worth   of the subsets that were played, (..., subsets)
    places  among these, of those on the way of each order, (pairs, 2, players + 1)
    """
    added = worth[..., places[..., 1:]] - worth[..., places[..., :-1]]
    by_player = np.take_along_axis(added, np.broadcast_to(np.argsort(orders, axis=-1), added.shape), axis=-1)
    return np.asarray(by_player.mean(axis=-2))
