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

NEWTON, MAP, ALL_SLOPES = 0, 50, 200  # iterations that take each kind of step


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
    return other.iterate(MAP)[0]


def slopes(held, world, step=1e-5):
    """Return the map's slopes in a world by differences, (groups, groups): of each result by each markup."""
    nudge = step * np.eye(held.change.shape[1])
    up, down = (np.stack([mapped(held, held.change + sign * row)[world] for row in nudge], axis=1) for sign in (1, -1))
    return (up - down) / (2 * step)


@pytest.mark.parametrize("away", [1e-3, -2e-2])
def test_in_one_nest_the_step_is_newtons(away):
    held = search("one", away)
    taken = held.iterate(NEWTON)[0] - held.change
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
    taken = held.iterate(NEWTON)[0] - held.change
    more = mapped(held, held.change) - held.change
    for world in range(WORLDS):
        slope = slopes(held, world) * np.equal.outer(nest, nest)
        np.testing.assert_allclose(taken[world], np.linalg.solve(np.eye(len(nest)) - slope, more[world]), rtol=1e-6)


@pytest.mark.parametrize(("away", "newton"), [(0.5, False), (0.02, True)])
def test_far_away_the_maps_own_step_is_taken(away, newton):
    """Where the map would move a markup by more than a tenth of a thousand USD, its step is taken as it is."""
    held = search("one", away)
    own, taken = (held.iterate(turn)[0] for turn in (MAP, NEWTON))
    size = np.abs(own - held.change).max(axis=1)
    assert ((size < 0.1) == newton).all()
    assert (own == taken).all() == (not newton)


def test_one_group_that_is_far_away_is_enough():
    held = search("one", 0.0)
    for group in range(held.change.shape[1]):
        held.change[:, group] += 0.8
        own, taken = (held.iterate(turn)[0] for turn in (MAP, NEWTON))
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
    assert held.iterate(NEWTON if newton else MAP)[1].tolist() == [moving] * WORLDS


def test_a_world_without_numbers_has_not_settled():
    held = search("one", 0.0)
    held.change[1] = np.nan
    assert held.iterate(MAP)[1].tolist()[1]


def test_each_kind_of_step_has_its_turns():
    """Newton's nest by nest in the first 50, by all slopes in the first 50 of each 200 after, else the map's own."""
    held = search("three", 1e-3)
    own, nest_by_nest, by_all_slopes = (held.iterate(turn)[0] for turn in (MAP, NEWTON, ALL_SLOPES))
    for one, other in ((own, nest_by_nest), (own, by_all_slopes), (nest_by_nest, by_all_slopes)):
        assert (np.abs(one - other) > 1e-9).any()
    turns = {49: nest_by_nest, 199: own, 249: by_all_slopes, 250: own, 399: own, 400: by_all_slopes, 449: by_all_slopes}
    for turn, step in (turns | {450: own, 4800: by_all_slopes, 4999: own}).items():
        np.testing.assert_array_equal(held.iterate(turn)[0], step, err_msg=str(turn))


@pytest.mark.parametrize("nests", ["one", "three"])
def test_the_step_by_all_slopes_is_newtons_also_where_firms_have_cars_in_several_nests(nests):
    held = search(nests, 1e-3)
    taken = held.iterate(ALL_SLOPES)[0] - held.change
    more = mapped(held, held.change) - held.change
    for world in range(WORLDS):
        expected = np.linalg.solve(np.eye(len(more[world])) - slopes(held, world), more[world])
        np.testing.assert_allclose(taken[world], expected, rtol=1e-6, atol=1e-12)


def test_no_step_by_all_slopes_is_longer_than_a_thousand_usd(monkeypatch):
    held = search("three", 1e-3)
    whole = held.iterate(ALL_SLOPES)[0] - held.change
    monkeypatch.setattr(pricing, "LONGEST_STEP", 1e-4)
    cut = held.iterate(ALL_SLOPES)[0] - held.change
    np.testing.assert_allclose(np.abs(cut).max(axis=1), 1e-4)
    np.testing.assert_allclose(cut / 1e-4, whole / np.abs(whole).max(axis=1, keepdims=True), rtol=1e-9)


def test_far_away_no_step_by_slopes_is_taken_and_worlds_do_not_depend_on_others():
    held = search("three", 1e-3)
    held.change[1] += 3.0
    taken, own = (held.iterate(turn)[0] for turn in (ALL_SLOPES, MAP))
    np.testing.assert_array_equal(taken[1], own[1])
    for world in (0, 2):
        np.testing.assert_array_equal(taken[world], held.only(np.array([world])).iterate(ALL_SLOPES)[0][0])


def test_the_search_ends_after_5000_iterations(monkeypatch):
    asked = []

    def never(held, turn):
        asked.append(turn)
        return held.change, np.ones(len(held.change), dtype=bool)

    monkeypatch.setattr(pricing._UnsolvedWorlds, "iterate", never)
    cars, weight = problem(worlds=2)
    with pytest.raises(ArithmeticError, match="have not settled in 2 worlds after 5000 iterations"):
        solve_markup_changes(cars.demand, cars.base_markups, weight)
    assert asked == [*range(5000)]


def test_worlds_that_settle_are_left_and_the_others_go_on(monkeypatch):
    cars, weight = problem(worlds=3)
    alone = [
        solve_markup_changes(cars.only(np.array([k])).demand, cars.base_markups[[k]], weight[[k]]) for k in range(3)
    ]
    seen, iterate = [], pricing._UnsolvedWorlds.iterate

    def noted(held, turn):
        seen.append(len(held.change))
        return iterate(held, turn)

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
