"""Games in normal form and populations that play them: textbook answers, theorems, and another program."""

import numpy as np
import pytest

from sim.analysis.games.bimatrix import Bimatrix, deviation_gains, pure_equilibria
from sim.analysis.games.equilibria import find_equilibria
from sim.analysis.games.replicator import (
    follow_to_end,
    random_populations,
    replicator_paths,
    symmetric_payoffs,
    velocity,
)
from sim.analysis.games.rest_points import find_rest_points
from sim.core.errors import UserError

DILEMMA = ([[3, 0], [5, 1]], [[3, 5], [0, 1]])
PENNIES = ([[1, -1], [-1, 1]], [[-1, 1], [1, -1]])
SEXES = ([[2, 0], [0, 1]], [[1, 0], [0, 2]])
ROCK = np.array([[0.0, -1, 1], [1, 0, -1], [-1, 1, 0]])
HAWK_VALUE, HAWK_COST = 4.0, 6.0
HAWK_DOVE = np.array([[(HAWK_VALUE - HAWK_COST) / 2, HAWK_VALUE], [0.0, HAWK_VALUE / 2]])
THIRD = [1 / 3] * 3


def game(party_a, party_b):
    return Bimatrix(np.array(party_a, dtype=float), np.array(party_b, dtype=float))


def pairs(found):
    """Return the equilibria as plain lists, rounded."""
    return [(np.round(one.party_a, 9).tolist(), np.round(one.party_b, 9).tolist()) for one in found.listed]


def random_game(seed, rows, columns):
    draw = np.random.default_rng(seed)
    return game(draw.random((rows, columns)), draw.random((rows, columns)))


# --- equilibria -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        (DILEMMA, [([0, 1], [0, 1])]),
        (PENNIES, [([0.5, 0.5], [0.5, 0.5])]),
        (SEXES, [([1, 0], [1, 0]), ([0, 1], [0, 1]), ([2 / 3, 1 / 3], [1 / 3, 2 / 3])]),
        ((ROCK, -ROCK), [(THIRD, THIRD)]),
        ((0.1 * ROCK, -0.1 * ROCK), [(THIRD, THIRD)]),
        ((HAWK_DOVE, HAWK_DOVE.T), [([1, 0], [0, 1]), ([0, 1], [1, 0]), ([2 / 3, 1 / 3], [2 / 3, 1 / 3])]),
    ],
    ids=["prisoners_dilemma", "matching_pennies", "battle_of_the_sexes", "rock", "small_rock", "hawk_dove"],
)
def test_textbook_games_have_their_equilibria(tables, expected):
    found = find_equilibria(game(*tables))
    assert not found.degenerate
    rounded = [tuple(np.round(side, 9).tolist() for side in pair) for pair in expected]
    assert sorted(pairs(found)) == sorted(rounded)
    assert [one.pure for one in found.listed] == sorted((one.pure for one in found.listed), reverse=True)


def test_the_value_of_the_battle_of_the_sexes_is_two_thirds():
    mixed = find_equilibria(game(*SEXES)).listed[-1]
    assert (mixed.party_a_value, mixed.party_b_value) == pytest.approx((2 / 3, 2 / 3))


def test_a_game_of_algorithmic_game_theory():
    """B. von Stengel in Nisan and others (2007), "Algorithmic Game Theory", games 3.3 and 3.7; the second by hand."""
    party_a = [[3, 3], [2, 5], [0, 6]]
    found = find_equilibria(game(party_a, [[3, 2], [2, 6], [3, 1]]))
    assert not found.degenerate
    assert pairs(found) == [
        ([1, 0, 0], [1, 0]),
        *[tuple(np.round(side, 9).tolist() for side in pair) for pair in (([0.8, 0.2, 0], [2 / 3, 1 / 3]),)],
        tuple(np.round(side, 9).tolist() for side in ([0, 1 / 3, 2 / 3], [1 / 3, 2 / 3])),
    ]
    tied = find_equilibria(game(party_a, [[3, 3], [2, 6], [3, 1]]))
    assert tied.degenerate  # to the first row both columns are best replies: 3 >= 2 y + 5 (1 - y) from y = 2 / 3 up
    assert pairs(tied) == [
        ([1, 0, 0], [1, 0]),
        ([1, 0, 0], np.round([2 / 3, 1 / 3], 9).tolist()),
        tuple(np.round(side, 9).tolist() for side in ([0, 1 / 3, 2 / 3], [1 / 3, 2 / 3])),
    ]


@pytest.mark.parametrize("seed", range(12))
def test_a_game_without_ties_has_an_odd_number_of_equilibria_and_nobody_gains(seed):
    """R. Wilson (1971), "Computing equilibria of N-person games": almost all games have an odd number."""
    one = random_game(seed, 4, 3 + seed % 3)
    found = find_equilibria(one)
    assert not found.degenerate
    assert len(found.listed) % 2 == 1
    assert max(max(one.gains(e.party_a, e.party_b)) for e in found.listed) < 1e-12
    assert all(e.party_a.sum() == pytest.approx(1) and (e.party_a >= 0).all() for e in found.listed)
    assert int(pure_equilibria(one).sum()) == sum(e.pure for e in found.listed)


@pytest.mark.parametrize(("seed", "size"), [(0, 3), (1, 4), (2, 4)])
def test_nashpys_vertices_give_the_same_equilibria(seed, size):
    nashpy = pytest.importorskip("nashpy")
    one = random_game(seed, size, size)
    theirs = [
        tuple(np.round(side, 6).tolist() for side in e)
        for e in nashpy.Game(one.party_a, one.party_b).vertex_enumeration()
    ]
    ours = [(np.round(e.party_a, 6).tolist(), np.round(e.party_b, 6).tolist()) for e in find_equilibria(one).listed]
    assert [np.abs(pair).tolist() for pair in sorted(theirs)] == [np.array(pair).tolist() for pair in sorted(ours)]


def test_units_and_seats_do_not_matter():
    one = random_game(5, 4, 3)
    before = pairs(find_equilibria(one))
    assert pairs(find_equilibria(game(1e4 * one.party_a - 7, 1e-3 * one.party_b + 2))) == before
    turned = pairs(find_equilibria(game(one.party_b.T, one.party_a.T)))
    assert sorted((party_b, party_a) for party_a, party_b in turned) == sorted(before)


def test_equal_payoffs_make_every_pair_an_equilibrium():
    found = find_equilibria(game(np.ones((2, 2)), np.ones((2, 2))))
    assert found.degenerate
    assert len(found.listed) == 4
    assert pure_equilibria(game(np.ones((2, 2)), np.ones((2, 2)))).all()


def test_gains_are_those_of_the_best_deviation():
    party_a, party_b = deviation_gains(*map(np.array, DILEMMA))
    assert party_a.tolist() == [[2, 1], [0, 0]]
    assert party_b.tolist() == [[2, 0], [1, 0]]
    assert game(*DILEMMA).gains(np.array([1.0, 0]), np.array([0.5, 0.5])) == (1.5, 1.0)


@pytest.mark.parametrize(
    ("party_a", "party_b", "message"),
    [
        (np.ones((2, 2)), np.ones((2, 3)), "two tables of payoffs of one shape"),
        (np.ones((2, 2)), np.array([[1, np.nan], [0, 0]]), "one that is not a number"),
        (np.ones(2), np.ones(2), "two tables"),
    ],
)
def test_tables_that_are_no_game_are_refused(party_a, party_b, message):
    with pytest.raises(UserError, match=message):
        Bimatrix(party_a, party_b)


def test_too_many_strategies_are_refused_before_anything_is_solved():
    with pytest.raises(UserError, match=r"take 705,432 systems of equations; at most 200,000.*Leave some out"):
        find_equilibria(game(np.eye(11), np.eye(11)))


# --- populations ----------------------------------------------------------------------------------


def test_rock_paper_scissors_goes_round_on_closed_orbits():
    start = np.array([[0.6, 0.3, 0.1], [0.335, 0.333, 0.332]])
    paths = replicator_paths(ROCK, start, np.linspace(0, 150, 60))
    product = paths.prod(axis=2)
    assert np.abs(product / product[0] - 1).max() < 1e-8
    period = 2 * np.pi * 2 * np.sqrt(3)  # of small orbits: eigenvalues +-i / sqrt(3), time in units of 1 / range
    (_, again) = replicator_paths(ROCK, start[1:], np.array([0.0, period]))
    assert again[0] == pytest.approx(start[1], abs=1e-6)
    (_, half) = replicator_paths(ROCK, start[1:], np.array([0.0, period / 2]))
    assert np.abs(half[0] - start[1]).max() > 0.002


def test_a_better_tactic_spreads_as_a_logistic_curve():
    times = np.linspace(0, 8, 9)
    (path,) = replicator_paths(np.array([[1.0, 1], [0, 0]]), np.array([[0.1, 0.9]]), times).transpose(1, 0, 2)
    assert path[:, 0] == pytest.approx(0.1 * np.exp(times) / (0.9 + 0.1 * np.exp(times)), abs=1e-8)


def test_a_tactic_that_nobody_uses_does_not_come_back():
    paths = replicator_paths(np.array([[0.0, 0], [5, 5]]), np.array([[1.0, 0.0]]), np.array([0.0, 50.0]))
    assert paths[-1].tolist() == [[1.0, 0.0]]


def test_hawks_and_doves_settle_at_the_value_over_the_cost():
    found = find_rest_points(HAWK_DOVE)
    (stable,) = [point for point in found.listed if point.stable]
    assert stable.shares == pytest.approx([HAWK_VALUE / HAWK_COST, 1 - HAWK_VALUE / HAWK_COST])
    assert (stable.motion, stable.nash) == ("attracts", True)
    assert [point.motion for point in found.listed] == ["attracts", "repels", "repels"]
    ends = follow_to_end(HAWK_DOVE, random_populations(2, 20))
    assert ends.reach(np.array([point.shares for point in found.listed])).tolist() == [20, 0, 0]


@pytest.mark.parametrize(
    ("win", "motion", "stable"), [(2.0, "attracts", True), (1.0, "undecided", False), (0.5, "repels", False)]
)
def test_the_middle_of_rock_paper_scissors_attracts_where_winning_brings_more_than_losing_costs(win, motion, stable):
    """J. Hofbauer and K. Sigmund (1998), "Evolutionary Games and Population Dynamics", section 7.7."""
    (middle,) = [p for p in find_rest_points(np.where(ROCK > 0, win, ROCK)).listed if (p.shares > 0).all()]
    assert middle.shares == pytest.approx(THIRD)
    assert (middle.motion, middle.stable, middle.nash) == (motion, stable, True)


def test_two_conventions_attract_and_the_border_between_them_is_left():
    found = find_rest_points(np.diag([2.0, 1.0]))
    assert [(p.motion, p.stable, p.shares.round(9).tolist()) for p in found.listed] == [
        ("attracts", True, [1, 0]),
        ("attracts", True, [0, 1]),
        ("repels", False, [0.333333333, 0.666666667]),
    ]
    starts = np.linspace(0.05, 0.95, 19)
    ends = follow_to_end(np.diag([2.0, 1.0]), np.column_stack([starts, 1 - starts]))
    assert (ends.shares[:, 0] > 0.5).tolist() == (starts > 1 / 3).tolist()
    assert ends.still.all()


def test_tactics_that_earn_the_same_are_at_rest_in_any_share():
    assert find_rest_points(np.ones((3, 3))).continuum
    assert find_rest_points(np.array([[1.0, 1, 0], [1, 1, 0], [0, 0, 2]])).continuum
    assert not find_rest_points(HAWK_DOVE).continuum
    twin = np.array([[0.0, 4, 0], [1, 2, 1], [0, 4, 0]])  # hawks under two names: shares of both are free
    assert find_rest_points(twin).continuum


def test_rest_points_do_not_move():
    payoffs = random_game(3, 4, 4).party_a
    found = find_rest_points(payoffs)
    assert len(found.listed) >= 4
    assert max(np.abs(velocity(point.shares, payoffs)).max() for point in found.listed) < 1e-12


def test_both_roles_count_alike():
    one = game([[1, 2], [3, 4]], [[5, 6], [7, 8]])
    assert symmetric_payoffs(one).tolist() == [[3, 4.5], [4.5, 6]]
    with pytest.raises(UserError, match="same tactics in both roles"):
        symmetric_payoffs(game(np.ones((2, 3)), np.ones((2, 3))))


def test_populations_are_spread_evenly_and_always_the_same():
    found = random_populations(3, 4000)
    assert found.sum(axis=1) == pytest.approx(1)
    assert found.mean(axis=0) == pytest.approx(THIRD, abs=0.02)
    assert (found < 0.5).all(axis=1).mean() == pytest.approx(0.25, abs=0.03)  # the middle quarter of the triangle
    assert np.array_equal(found[:5], random_populations(3, 4000)[:5])
