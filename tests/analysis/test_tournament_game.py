"""How sure the equilibria of a tournament are: known truths under noise, few worlds, no luck."""

import numpy as np
import pytest

from sim.analysis.games.held_supports import share_with_support
from sim.analysis.games.tournament_game import empirical_game, solve_game
from sim.analysis.tournament import Tournament
from sim.reporting.figures import replicator
from sim.reporting.game_text import game_data, game_lines
from sim.scenario.party_words import usual_words

DILEMMA = np.array([[3.0, 0], [5, 1]]), np.array([[3.0, 5], [0, 1]])
PENNIES = np.array([[1.0, -1], [-1, 1]]), np.array([[-1.0, 1], [1, -1]])
SEXES = np.array([[2.0, 0], [0, 1]]), np.array([[1.0, 0], [0, 2]])
NAMES = ("kind", "hard", "third")


def noisy(tables, worlds, sigma, seed=0):
    """Return a tournament whose payoffs scatter about a game's."""
    draw, count = np.random.default_rng(seed), len(tables[0])
    values = [table.reshape(-1, 1) + sigma * draw.standard_normal((count**2, worlds)) for table in tables]
    return Tournament(NAMES[:count], (), *values)


def solved(*given, **more):
    return solve_game(empirical_game(noisy(*given, **more)))


def test_a_dilemma_under_little_noise_is_one_equilibrium_for_sure():
    (profile,) = solved(DILEMMA, 60, 0.5).profiles
    assert (profile.equilibrium, profile.held, profile.gain, profile.gain_interval) == (True, 1.0, 0.0, (0.0, 0.0))
    assert (profile.played.party_a.tolist(), profile.played.party_b.tolist()) == ([0, 1], [0, 1])
    assert profile.open == ()


def test_a_mixed_equilibrium_is_asked_for_anew_in_every_resample():
    found = solved(PENNIES, 100, 0.5)
    (profile,) = found.profiles
    assert profile.played.party_a == pytest.approx([0.5, 0.5], abs=0.1)
    assert profile.held == 1.0
    assert 0 < profile.gain_interval[1] < 0.4
    assert profile.gain == 0


def test_what_cannot_be_told_apart_is_said_of_both():
    alike = np.array([[1.0, 1], [1.02, 1.02]]), np.array([[1.0, 0], [1, 0]])  # the U.S. side gains .02 by its second
    found = solved(alike, 60, 1.0)
    held = {int(p.played.party_a.argmax()): p for p in found.profiles if p.played.pure}
    assert sorted(p.equilibrium for p in held.values()) == [False, True]
    assert sum(p.held for p in held.values()) == pytest.approx(1, abs=0.05)
    for place, profile in held.items():
        (deviation,) = [one for one in profile.open if one.side == "party_a"]
        assert deviation.tactic == NAMES[1 - place]
        assert deviation.interval[0] < (0.02 if place == 0 else -0.02) < deviation.interval[1]


def test_without_luck_resampling_moves_nothing():
    found = solved(SEXES, 40, 0.0)
    assert found.game.certain
    assert [p.held for p in found.profiles] == [1.0, 1.0, 1.0]
    assert all(p.gain_interval == (0, 0) for p in found.profiles)
    assert "all worlds are alike" in "\n".join(game_lines(found))


def test_fewer_than_thirty_worlds_say_nothing_of_how_sure_it_is():
    found = solved(SEXES, 29, 0.1)
    assert len(found.profiles) == 3
    assert all(p.held is None and p.gain_interval == (None, None) for p in found.profiles)
    assert "29 worlds: too few" in "\n".join(game_lines(found))
    assert game_data(found)["profiles"][0]["held"] is None


@pytest.mark.parametrize(("tables", "gain"), [(DILEMMA, 1.0), (SEXES, -2.0)])
def test_intervals_of_what_a_deviation_gains_hold_the_truth(tables, gain):
    """From the first pure pair of the dilemma's or the sexes' table, played against the first column."""
    held = 0
    for seed in range(200):
        found = empirical_game(noisy(tables, 50, 2.0, seed), resamples=200)
        gains = (
            (found.party_a[:, 1, 0] - found.party_a[:, 0, 0])
            if gain < 0
            else (found.party_a[:, 1, 1] - found.party_a[:, 0, 1])
        )
        low, high = np.quantile(gains, (0.025, 0.975))
        held += low <= gain <= high
    assert 180 <= held <= 198  # of 200, for 95 %


def test_a_support_is_held_where_its_mixture_is_an_equilibrium():
    (profile,) = [p for p in solved(SEXES, 40, 0.0).profiles if not p.played.pure]
    games = [np.stack([table, PENNIES[k], DILEMMA[k], np.ones((2, 2))]) for k, table in enumerate(SEXES)]
    assert share_with_support(*games, profile.played) == 0.5  # the sexes' and the pennies' mix


def test_the_report_in_words_names_populations_and_ties():
    hawks = np.array([[-1.0, 4], [0, 2]])
    found = solved((hawks, hawks.T), 40, 0.0)
    lines = game_lines(found)
    (row,) = [line for line in lines if "evolutionarily stable" in line]
    assert row.split() == [
        "0.67",
        "kind",
        "+",
        "0.33",
        "hard",
        "0.667",
        "100",
        "%",
        "attracts,",
        "evolutionarily",
        "stable",
    ]
    tied = usual_words().text("\n".join(game_lines(solved((np.ones((2, 2)), np.ones((2, 2))), 40, 0.0))))
    assert "degenerate: ties leave more equilibria" in tied
    assert "as good or not distinguishable: the U.S. hard; Korea hard" in tied


def test_no_path_is_said_to_end_where_it_is_left_slowly():
    slow = np.array([[1.0, 1.0], [1.0002, 0.0]])  # the second comes in at the rate .0002 and has not after 1,000
    found = solved((slow, slow.T), 40, 0.0)
    ends = {one.point.motion: one.reached for one in found.populations}
    assert ends == {"attracts": pytest.approx(1 - found.unsettled), "repels": 0.0}
    assert found.unsettled > 0.5


@pytest.mark.parametrize("count", [2, 3])
def test_the_figure_shows_paths_of_shares(count):
    tables = np.eye(count) * 2 + 0.1, np.eye(count)
    drawn = replicator.figure(solved(tables, 40, 0.0), "a game")
    assert len(drawn.axes) == (1 if count == 3 else 3)
    if count == 3:  # paths stay in the triangle, and points of rest are marked
        marks = [line for line in drawn.axes[0].lines if line.get_marker() == "o"]
        assert len(marks) == 7
    else:
        shares = np.sum([line.get_ydata() for line in drawn.axes[0].lines], axis=0)
        assert shares == pytest.approx(1)
