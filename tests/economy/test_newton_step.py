"""The search for prices: Newton's step against slopes by differences, when it is taken, and when a search ends."""

import numpy as np
import pytest
from cars import market

from sim.economy.market import pricing
from sim.economy.market.calibration import CalibrationTargets
from sim.economy.market.market import Market
from sim.economy.market.pricing import solve_markup_changes
from sim.economy.market.products import Products

WORLDS = 3


def problem(nests="one", worlds=WORLDS):
    """Return markets that differ, and what their lines pull by group once Korean cars pay 25 percent."""
    luck = np.random.default_rng(3)
    cars = market(worlds, nests, margin=luck.uniform(0.15, 0.25, worlds), outside=luck.uniform(0.4, 0.6, worlds))
    rates = np.where(cars.products.built_in("KR"), 0.25, cars.products.base_rate) * np.ones((worlds, 1))
    return cars, cars.group_attractions(rates)


def search(nests, away, worlds=WORLDS):
    """Return a search that stands `away` from the solution, thousand USD."""
    cars, weight = problem(nests, worlds)
    found = solve_markup_changes(cars.demand, cars.base_markups, weight)
    return pricing._UnsolvedWorlds(cars.demand, weight, cars.base_markups, found + away)


def mapped(held, change):
    """Return what the map makes of changes of markups, (worlds, groups)."""
    other = pricing._UnsolvedWorlds(held.demand, held.weight, held.base_markups, change)
    return other.iterate(use_newton=False)[0]


def slopes(held, world, step=1e-5):
    """Return the map's slopes in a world by differences, (groups, groups): of each result by each markup."""
    nudge = step * np.eye(held.change.shape[1])
    up, down = (np.stack([mapped(held, held.change + sign * row)[world] for row in nudge], axis=1) for sign in (1, -1))
    return (up - down) / (2 * step)


@pytest.mark.parametrize("away", [1e-3, -2e-2])
def test_in_one_nest_the_step_is_newtons(away):
    held = search("one", away)
    taken = held.iterate(use_newton=True)[0] - held.change
    more = mapped(held, held.change) - held.change
    for world in range(WORLDS):
        expected = np.linalg.solve(np.eye(len(more[world])) - slopes(held, world), more[world])
        np.testing.assert_allclose(taken[world], expected, rtol=1e-6, atol=1e-12)


def two_nests():
    """Return a search 1 USD from the solution where five firms have their cars in one of two nests each."""
    luck = np.random.default_rng(4)
    products = Products(
        brand=tuple("abcdef"),
        firm=("v", "w", "w", "x", "y", "z"),
        region=("KR", "KR", "US", "KR", "US", "US"),
        units=luck.uniform(100, 500, 6),
        price=luck.uniform(25, 60, 6),
        customs_share=np.full(6, 0.75),
        base_rate=np.zeros(6),
        nests=(0, 0, 0, 1, 1, 1),
    )
    cars = Market.of(products, CalibrationTargets(outside=np.array([0.4, 0.5, 0.6]), margin=0.25, margin_of="w"))
    weight = cars.group_attractions(np.tile(0.25 * products.built_in("KR"), (WORLDS, 1)))
    found = solve_markup_changes(cars.demand, cars.base_markups, weight)
    return pricing._UnsolvedWorlds(cars.demand, weight, cars.base_markups, found + 1e-3)


def test_in_two_nests_the_step_is_newtons_nest_by_nest():
    held = two_nests()
    nest = held.demand.products.groups.nest
    taken = held.iterate(use_newton=True)[0] - held.change
    more = mapped(held, held.change) - held.change
    for world in range(WORLDS):
        slope = slopes(held, world) * np.equal.outer(nest, nest)
        np.testing.assert_allclose(taken[world], np.linalg.solve(np.eye(len(nest)) - slope, more[world]), rtol=1e-6)


@pytest.mark.parametrize(("away", "newton"), [(0.5, False), (0.02, True)])
def test_far_away_the_maps_own_step_is_taken(away, newton):
    """Where the map would move a markup by more than a tenth of a thousand USD, its step is taken as it is."""
    held = search("one", away)
    own, taken = (held.iterate(use_newton=asked)[0] for asked in (False, True))
    size = np.abs(own - held.change).max(axis=1)
    assert ((size < 0.1) == newton).all()
    assert (own == taken).all() == (not newton)


def test_one_group_that_is_far_away_is_enough():
    held = search("one", 0.0)
    for group in range(held.change.shape[1]):
        held.change[:, group] += 0.8
        own, taken = (held.iterate(use_newton=asked)[0] for asked in (False, True))
        assert (np.abs(own - held.change).max(axis=1) > 0.1).all()
        np.testing.assert_array_equal(own, taken)
        held.change[:, group] -= 0.8


@pytest.mark.parametrize(
    ("nests", "newton", "away", "moving"),
    [
        ("one", True, 3e-8, False),  # the step leaves the square of it
        ("one", True, 3e-6, True),
        ("one", False, 3e-8, True),
        ("three", True, 3e-8, True),
        ("three", False, 1e-14, False),
    ],
)
def test_a_world_has_settled_when_its_markups_hardly_move(nests, newton, away, moving):
    held = search(nests, away)
    assert held.iterate(use_newton=newton)[1].tolist() == [moving] * WORLDS


def test_a_world_without_numbers_has_not_settled():
    held = search("one", 0.0)
    held.change[1] = np.nan
    assert held.iterate(use_newton=False)[1].tolist()[1]


def test_newton_gives_way_to_the_map_after_50_iterations_and_the_search_ends_after_5000(monkeypatch):
    asked = []

    def never(held, use_newton):
        asked.append(use_newton)
        return held.change, np.ones(len(held.change), dtype=bool)

    monkeypatch.setattr(pricing._UnsolvedWorlds, "iterate", never)
    cars, weight = problem(worlds=2)
    with pytest.raises(ArithmeticError, match="have not settled in 2 worlds after 5000 iterations"):
        solve_markup_changes(cars.demand, cars.base_markups, weight)
    assert asked == [True] * 50 + [False] * 4950


def test_worlds_that_settle_are_left_and_the_others_go_on(monkeypatch):
    cars, weight = problem(worlds=3)
    alone = [
        solve_markup_changes(cars.only(np.array([k])).demand, cars.base_markups[[k]], weight[[k]]) for k in range(3)
    ]
    seen, iterate = [], pricing._UnsolvedWorlds.iterate

    def noted(held, use_newton):
        seen.append(len(held.change))
        return iterate(held, use_newton)

    start = np.zeros_like(weight)
    start[1] = alone[1] + 1e-9
    monkeypatch.setattr(pricing._UnsolvedWorlds, "iterate", noted)
    found = solve_markup_changes(cars.demand, cars.base_markups, weight, start)
    assert seen[:2] == [3, 2]
    assert len(seen) <= 7
    np.testing.assert_allclose(found, np.concatenate(alone), atol=1e-9)
    assert start[0].max() == 0  # what was handed in is not written to


def test_no_worlds_are_solved_at_once():
    cars, weight = problem(worlds=2)
    none = np.array([], dtype=int)
    assert solve_markup_changes(cars.demand.only(none), cars.base_markups[none], weight[none]).shape == (
        0,
        weight.shape[1],
    )
