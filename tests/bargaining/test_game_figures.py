"""Figures of a game of offers: by world, by round, what is assumed where nothing is said, and what is refused."""

from dataclasses import fields, replace

import numpy as np
import pytest

from sim.bargaining.equilibrium import DELAY, WALKED_AWAY, Branching, Game, solve
from sim.bargaining.equilibrium.game import figures_by_round, require_shares
from sim.bargaining.equilibrium.induction import GameArrays

SHARE = np.linspace(0, 1, 5)[None, :]
PIE = (SHARE, 1 - SHARE)
EVEN = (np.full(3, 0.5), np.full(3, 0.5))
TAKES_ALL = (np.ones(1), np.zeros(1))  # side 0 proposes in the only round


def test_a_game_of_values_and_turns_alone_is_free_of_everything_else():
    """Nothing is discounted, paid, walked away to, broken off, kept from or played again; every round may end it."""
    game = Game(PIE, EVEN)
    held = {field.name: getattr(game, field.name) for field in fields(Game)}
    assert held["delta"] == (1, 1)
    for nothing in ("flow", "terminal", "breakdown_pay"):
        assert held[nothing] == (0, 0)
    for none in ("outside", "floors"):
        assert held[none] == (-np.inf, -np.inf)
    assert (held["breakdown"], held["extension"], held["most_extensions"]) == (0, 0, 0)
    assert held["may_sign"] is True
    assert held["branching"] is None
    assert held["later_values"] is None


def test_what_is_assumed_is_what_it_would_be_if_it_were_stated():
    """Three rounds by a coin on a pie: what is expected is a half; signing in the last, the other gets nothing."""
    np.testing.assert_allclose(solve(Game(PIE, EVEN)).value[:, 0], [0.5, 0.5])
    np.testing.assert_array_equal(solve(Game(PIE, TAKES_ALL)).value[:, 0], [1, 0])
    assert solve(Game(PIE, TAKES_ALL, terminal=(0.0, 0.0))).refusal[0, :, 0].tolist() == [0, 0]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (2.0, [[2, 2], [2, 2], [2, 2]]),
        (np.array([3.0, 4.0]), [[3, 4]] * 3),
        (np.array([[1.0, 2.0, 3.0]]), [[1, 1], [2, 2], [3, 3]]),
        (np.array([[1.0, 2.0, 3.0, 9.0], [4.0, 5.0, 6.0, 9.0]]), [[1, 4], [2, 5], [3, 6]]),
    ],
)
def test_a_figure_is_one_number_or_one_a_world_or_one_a_world_and_round(figure, expected):
    np.testing.assert_array_equal(figures_by_round(figure, 3, 2), expected)


def test_figures_that_reach_the_last_round_are_enough_and_one_less_is_not():
    assert figures_by_round(np.zeros((1, 3)), 3, 1).shape == (3, 1)
    with pytest.raises(ValueError, match="must reach the last of 3 rounds; found 2"):
        figures_by_round(np.zeros((1, 2)), 3, 1)


@pytest.mark.parametrize(
    ("figure", "fault"),
    [
        (0.0, None),
        (1.0, None),
        (np.array([0.0, 1.0]), None),
        (np.array([[0.0, 1.0], [1.0, 0.0]]), None),
        (np.nextafter(1.0, 2.0), "found 1"),
        (-1e-9, "found -1e-09"),
        (np.array([0.5, 1.5]), "found 1.5 in world 1"),
        (np.array([[0.5, 0.5], [0.5, -0.5]]), "found -0.5 in world 1"),
        (np.array([[0.5, 2.5], [0.5, 0.5]]), "found 2.5 in world 0"),
    ],
)
def test_a_share_is_from_0_to_1_in_every_world_and_round(figure, fault):
    if fault is None:
        require_shares("it", figure)
        return
    with pytest.raises(ValueError, match=f"it must be a share, 0 to 1; {fault}"):
        require_shares("it", figure)


WORLDS_BY_FIGURE = {
    "delta": (np.full(4, 0.5), 1.0),
    "flow": (0.0, np.zeros(4)),
    "terminal": (np.zeros(4), 0.0),
    "outside": (-np.inf, np.zeros(4)),
    "breakdown_pay": (np.zeros((4, 3)), 0.0),
    "floors": (0.0, np.zeros((4, 3))),
    "breakdown": np.zeros(4),
    "extension": np.zeros(4),
    "may_sign": np.ones((4, 3), dtype=bool),
    "values": (np.tile(SHARE, (4, 1)), 1 - SHARE),
    "proposes": (np.full((4, 3), 0.5), np.full(3, 0.5)),
    "branching": Branching((Game(PIE, EVEN),), (np.full((4, 1), 0.5), np.full(1, 0.5))),
}


@pytest.mark.parametrize("name", WORLDS_BY_FIGURE)
def test_any_figure_that_differs_by_world_tells_the_worlds_apart(name):
    assert Game(PIE, EVEN).worlds == 1
    game = replace(Game(PIE, EVEN), **{name: WORLDS_BY_FIGURE[name]})
    assert game.worlds == 4
    assert solve(game).value.shape == (2, 4)


def test_the_games_of_a_branching_tell_worlds_apart_too():
    after = Game(PIE, EVEN, terminal=(np.zeros(6), 0.0))
    assert Branching((Game(PIE, EVEN), after), (np.full(2, 0.5), np.full(2, 0.5))).worlds == 6
    assert Branching((Game(PIE, EVEN),), (np.full(1, 0.5), np.full((5, 1), 0.5))).worlds == 5
    assert Branching((Game(PIE, EVEN),), (np.full(1, 0.5), np.full(1, 0.5))).worlds == 1


@pytest.mark.parametrize(
    ("branches", "extension", "ends"), [(None, 0.0, 1.0), (None, 0.25, 0.75), ((0.5, 0.125), 0.25, 0.125)]
)
def test_what_neither_a_branch_nor_an_extension_takes_ends_the_talks(branches, extension, ends):
    two = branches and Branching((Game(PIE, EVEN),) * 2, (np.array(branches), np.array(branches) / 2))
    game = Game(PIE, EVEN, extension=extension, most_extensions=1, branching=two)
    np.testing.assert_allclose(game.ends(0), [ends])
    np.testing.assert_allclose(game.ends(1), [1 - extension - sum(branches or ()) / 2])


@pytest.mark.parametrize(("chance", "allowed"), [(0.75, True), (0.75 + 5e-10, True), (0.76, False)])
@pytest.mark.parametrize("side", [0, 1])
def test_chances_of_what_follows_add_up_to_1_at_most_for_both_sides(chance, allowed, side):
    held = [np.zeros(1), np.zeros(1)]
    held[side] = np.array([chance])
    stated = {"extension": 0.25, "most_extensions": 1, "branching": Branching((Game(PIE, EVEN),), tuple(held))}
    if allowed:
        assert Game(PIE, EVEN, **stated).ends(side)[0] == pytest.approx(0, abs=1e-8)
        return
    with pytest.raises(ValueError, match=r"must have chances of 1 or less together; found 1.01"):
        Game(PIE, EVEN, **stated)


def test_chances_may_be_more_than_1_by_a_rounding_and_not_below_0():
    sure = Branching((Game(PIE, EVEN),), (np.ones(1), np.ones(1)))
    assert Game(PIE, EVEN, extension=1e-9, branching=sure).ends(0) == -1e-9
    with pytest.raises(ValueError, match=r"extension must be a share, 0 to 1; found -0\.1"):
        Game(PIE, EVEN, extension=-0.1)


@pytest.mark.parametrize("name", ["delta", "proposes"])
@pytest.mark.parametrize("side", [0, 1])
def test_a_share_is_asked_for_of_either_side(name, side):
    held = [np.full(3, 0.5), np.full(3, 0.5)]
    held[side] = np.array([0.5, 1.5, 0.5])
    with pytest.raises(ValueError, match=f"{name} must be a share"):
        Game(PIE, **({"proposes": EVEN} | {name: tuple(held)}))


def test_branches_must_hold_the_same_points():
    other = Game((SHARE[:, :4], SHARE[:, :4]), EVEN)
    with pytest.raises(ValueError, match="same points for both sides and all branches"):
        Game(PIE, EVEN, branching=Branching((other,), (np.ones(1), np.ones(1))))


def test_a_mandate_given_past_its_own_rounds_is_its_view_of_those_that_follow():
    """Side 0 discounts its own round by .5 and the branch's first by .25; the branch then gives it all of the pie.

    Rounds that decide: none of its own (nobody may sign), then one of the branch: .5 x 1, as what follows the last
    refusal is discounted by the factor of the last round; the branch's own rounds count from 0 again.
    """
    branch = Game(PIE, (np.ones(2), np.zeros(2)), may_sign=np.array([False, True]))
    game = Game(PIE, TAKES_ALL, may_sign=False, delta=(np.array([[0.5, 0.25, 0.1]]), 1.0))
    game = replace(game, branching=Branching((branch,), (np.ones(1), np.ones(1))))
    play = solve(game)
    assert np.all(play.point == DELAY)
    np.testing.assert_allclose(play.value[:, 0], [0.5 * 0.25, 0])


def test_a_branch_may_be_followed_by_branches_of_its_own():
    """Nobody signs in the first two games, of a round each; side 0 gets all in the third, discounted twice."""
    third = Game(PIE, TAKES_ALL)
    second = Game(PIE, TAKES_ALL, may_sign=False, branching=Branching((third,), (np.ones(1), np.ones(1))))
    first = replace(second, delta=(np.array([[0.5, 0.25, 0.125]]), 1.0))
    first = replace(first, branching=Branching((second,), (np.ones(1), np.full(1, 0.5))))
    np.testing.assert_allclose(solve(first).value[:, 0], [0.5 * 0.25, 0])
    np.testing.assert_allclose(solve(first).branch_plays[0].branch_plays[0].value[:, 0], [1, 0])


def test_what_follows_the_last_refusal_is_discounted_by_the_factor_of_the_last_round():
    branch = Branching((Game(PIE, TAKES_ALL),), (np.ones(1), np.ones(1)))
    two = (np.ones(2), np.zeros(2))
    game = Game(PIE, two, delta=(np.array([[0.5, 0.25, 0.125]]), 1.0), may_sign=False, branching=branch)
    np.testing.assert_allclose(solve(game).value[:, 0], [0.5 * 0.25, 0])
    np.testing.assert_allclose(solve(game).refusal[:, 0, 0], [0.5 * 0.25, 0.25])


@pytest.mark.parametrize(("more", "point"), [(0.0, DELAY), (5e-13, DELAY), (1e-12, DELAY), (2e-12, WALKED_AWAY)])
def test_a_responder_walks_away_for_more_than_a_tie_alone(more, point):
    """Nothing can be agreed, the talks end with nothing, and values are of the size of 1."""
    play = solve(Game((np.full((1, 1), -np.inf), np.ones((1, 1))), TAKES_ALL, outside=(-np.inf, more)))
    assert play.point[0, 0, 0] == point


@pytest.mark.parametrize(("more", "point"), [(0.0, 0), (1e-12, 0), (2e-12, DELAY)])
@pytest.mark.parametrize("stated", ["terminal", "floors"])
def test_a_proposer_agrees_to_less_than_it_could_have_by_a_tie_at_most(more, point, stated):
    """The one point that the other takes gives it 0; values are of the size of 1."""
    values = (np.array([[0.0, 1.0]]), np.array([[1.0, -np.inf]]))
    play = solve(Game(values, TAKES_ALL, **{stated: (more, 0.0)}))
    assert play.point[0, 0, 0] == point


def test_a_refusal_that_may_end_the_talks_brings_the_breakdown_pay_in_that_case():
    """.75 x (.2 + 1) + .25 x 8 and .75 x (-.4 + 2) + .25 x -4; nothing can be agreed."""
    never = (np.full((1, 1), -np.inf),) * 2
    stated = {"flow": (0.2, -0.4), "terminal": (1.0, 2.0), "breakdown": 0.25, "breakdown_pay": (8.0, -4.0)}
    np.testing.assert_allclose(solve(Game(never, TAKES_ALL, **stated)).refusal[0, :, 0], [2.9, 0.2])


def test_a_game_that_has_settled_is_not_played_again(monkeypatch):
    """One that is extended with a chance of a tenth changes by less than a tie after a dozen plays."""
    plays, once = [], GameArrays.play_rounds

    def counted(arrays, future):
        plays.append(future)
        return once(arrays, future)

    monkeypatch.setattr(GameArrays, "play_rounds", counted)
    game = Game(PIE, TAKES_ALL, flow=(-0.1, 0.2), terminal=(0.5, 0.0), may_sign=False)
    value = solve(replace(game, extension=0.1, most_extensions=1000)).value
    assert 10 < len(plays) < 20
    np.testing.assert_allclose(value[:, 0], [0.5 - 0.1 / 0.9, 0.2 / 0.9])


def test_each_round_is_discounted_by_the_factor_of_the_round_before():
    """Signed in the third round alone: .5 from the first to the second and .25 to the third; the last counts not."""
    signs = np.array([False, False, True])
    by_round = Game(PIE, (np.ones(3), np.zeros(3)), delta=(np.array([[0.5, 0.25, 0.125]]), 1.0), may_sign=signs)
    np.testing.assert_allclose(solve(by_round).value[:, 0], [0.125, 0])
    np.testing.assert_allclose(solve(by_round).refusal[:, 0, 0], [0.125, 0.25, 0])


def test_what_side_0_gets_and_what_is_refused_has_two_sides_whoever_watches():
    branch = Game(PIE, TAKES_ALL)
    game = Game(PIE, TAKES_ALL, branching=Branching((branch,), (np.ones(1), np.ones(1))))
    play = solve(game)
    assert play.refusal.shape == (1, 2, 1)
    assert play.branch_plays[0].refusal.shape == (1, 2, 1)
    assert play.branch_plays[0].watcher_values.shape == (2, 1)
    assert play.watcher_values.shape == (0, 1)
