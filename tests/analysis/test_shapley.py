"""Games worked by hand, and the properties that define the value and the index."""

from itertools import permutations

import numpy as np
import pytest

from sim.analysis.explanation.plans import SEED_OF_PAIRS, SampledOrders, plan_of
from sim.analysis.explanation.shapley import (
    alone_and_pairs,
    draw_orders,
    order_shares,
    shapley_values,
    subsets_on_the_way,
)


def random_worth(players, seed=3):
    return np.random.default_rng(seed).normal(size=2**players)


def worth_of(players, rule):
    """Return the worth of every subset by a rule of its members."""
    return np.array([rule({k for k in range(players) if n >> k & 1}) for n in range(2**players)], dtype=float)


def shares_over_all_orders(worth, players):
    """Return the definition of Shapley's value: what a player adds, averaged over every order."""
    total, orders = np.zeros(players), list(permutations(range(players)))
    for order in orders:
        made = 0
        for player in order:
            total[player] += worth[made | 1 << player] - worth[made]
            made |= 1 << player
    return total / len(orders)


def test_two_players_by_hand():
    worth = np.array([10.0, 11.0, 12.0, 14.0])  # none, the first, the second, both
    assert shapley_values(worth).tolist() == [1.5, 2.5]
    alone, pairs = alone_and_pairs(worth)
    assert alone.tolist() == [1.0, 2.0]
    assert pairs.tolist() == [1.0]


def test_the_glove_game_by_hand():
    """Two right gloves and a left one, a pair worth 1 (Shapley and Shubik 1969): 2/3 to the left, 1/6 to each right."""
    worth = worth_of(3, lambda members: 0 in members and bool(members & {1, 2}))
    assert shapley_values(worth) == pytest.approx([2 / 3, 1 / 6, 1 / 6], abs=1e-15)
    assert shapley_values(worth)[1] == shapley_values(worth)[2]


def test_what_only_three_do_together_falls_to_pairs_in_equal_parts():
    """A unanimity game of three: the index of order 2 gives 1/3 to each pair (Sundararajan et al. 2020, section 2)."""
    alone, pairs = alone_and_pairs(worth_of(3, lambda members: len(members) == 3))
    assert alone.tolist() == [0, 0, 0]
    assert pairs == pytest.approx([1 / 3] * 3, abs=1e-15)


@pytest.mark.parametrize("players", [1, 2, 3, 4, 5, 6])
def test_values_are_the_mean_over_all_orders_and_add_up(players):
    worth = random_worth(players)
    values = shapley_values(worth)
    assert values == pytest.approx(shares_over_all_orders(worth, players), abs=1e-12)
    assert abs(values.sum() - (worth[-1] - worth[0])) < 1e-12
    alone, pairs = alone_and_pairs(worth)
    assert abs(alone.sum() + pairs.sum() - (worth[-1] - worth[0])) < 1e-12


def test_who_adds_nothing_gets_exactly_nothing_and_equals_get_the_same():
    base = random_worth(2)
    worth = worth_of(4, lambda members: base[bool(members & {0, 1}) + 2 * (2 in members)])  # 0 and 1 alike, 3 idle
    values = shapley_values(worth)
    assert values[3] == 0.0
    assert abs(values[0] - values[1]) < 1e-15
    assert values[0] != 0


def test_many_games_at_once_are_each_alone():
    games = np.stack([random_worth(3, seed) for seed in range(5)])
    assert shapley_values(games) == pytest.approx(np.stack([shapley_values(game) for game in games]), abs=1e-14)


def test_a_table_of_another_size_is_refused():
    with pytest.raises(ValueError, match="2\\^k worths; found 6"):
        shapley_values(np.zeros(6))


# --- sampled orders -------------------------------------------------------------------------------


def test_an_order_and_its_reverse_give_the_value_of_any_game_of_pairs():
    """Where only pairs act together, each share is what one does alone and half of what its pairs do."""
    draw = np.random.default_rng(1)
    own, both = draw.normal(size=8), np.triu(draw.normal(size=(8, 8)), 1)
    worth = worth_of(8, lambda members: sum(own[i] + sum(both[i, j] for j in members) for i in members))
    plan = SampledOrders(8, draw_orders(8, 1))
    shares = plan.share_out(worth[plan.subsets])
    assert shares == pytest.approx(own + (both + both.T).sum(axis=1) / 2, abs=1e-12)


def test_all_orders_are_the_exact_value_and_every_draw_adds_up():
    worth = random_worth(4)
    orders = np.array([[order, order[::-1]] for order in permutations(range(4)) if order[0] < order[-1]])
    plan = SampledOrders(4, orders)
    assert plan.share_out(worth[plan.subsets]) == pytest.approx(shapley_values(worth), abs=1e-12)
    each = order_shares(worth, subsets_on_the_way(orders), orders)
    assert each.sum(axis=-1) == pytest.approx(np.full(len(orders), worth[-1] - worth[0]), abs=1e-12)


def test_sampled_values_are_near_the_exact_ones_and_their_error_is_told():
    """The spread of resampled pairs of orders is that of many draws, though a single draw is all it knows."""
    worth = random_worth(7)
    exact = shapley_values(worth)
    draws = [SampledOrders(7, draw_orders(7, 16, seed)) for seed in range(200)]
    found = np.stack([plan.share_out(worth[plan.subsets]) for plan in draws])
    assert np.abs(found.mean(axis=0) - exact).max() < 4 * found.std(axis=0).max() / np.sqrt(len(found))
    told = []
    for plan in draws[:40]:
        again = plan.share_out_again(np.tile(worth[plan.subsets], (400, 1)))
        told.append(again.std(axis=0))
    assert np.mean(told, axis=0) == pytest.approx(found.std(axis=0), rel=0.2)


def test_a_plan_plays_all_subsets_of_six_changes_and_some_of_seven():
    assert (plan_of(6).orders, len(plan_of(6).subsets)) == (None, 64)
    assert plan_of(7).orders == 32
    assert len(plan_of(7).subsets) < 128
    assert {0, 127} <= set(plan_of(7).subsets)
    assert SEED_OF_PAIRS != 0  # another than that by which worlds are resampled
