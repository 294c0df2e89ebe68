"""Games of offers against closed forms, against plain recursion, and against their own symmetries."""

import json
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sim
from sim.bargaining.equilibrium import DELAY, WALKED_AWAY, Branching, Game, solve

CASES = json.loads((Path(sim.__file__).parent / "analysis" / "validation" / "theory" / "cases.json").read_text())
EQUILIBRIA = [case for case in CASES if case["type"] == "equilibrium"]
NEVER = -np.inf
DAY = 1 / 365  # years


def pie(low=0.0, high=1.0, step=1e-4, size=1.0):
    """The divisions of a pie, as values to both sides."""
    share = low + step * np.arange(round((high - low) / step) + 1)[None, :]
    return share, size - share


def alternating(rounds, first=0):
    """Fixed turns, side `first` first, as both sides' beliefs."""
    turn = (np.arange(rounds) % 2 == first).astype(float)
    return turn, 1 - turn


def coin(chance, rounds):
    return np.full(rounds, chance), np.full(rounds, 1 - chance)


def game_of(block):
    """The game of a case in cases.json."""
    proposer, rounds = block["proposer"], block["rounds"]
    fixed = {"alternate_1_first": 0, "alternate_2_first": 1}
    drawn = isinstance(proposer, dict)
    return Game(
        values=pie(*(block["pie_range"] or (0.0, block["pie"])), block["step"], block["pie"]),
        proposes=coin(proposer["coin"], rounds) if drawn else alternating(rounds, fixed[proposer]),
        outside=tuple(NEVER if w is None else w for w in block["outside"]),
        breakdown=block["breakdown"],
        **{name: tuple(block[name]) for name in ("delta", "flow", "terminal", "breakdown_pay")},
    )


# ------------------------------------------------------------------ known answers


@pytest.mark.parametrize("case", EQUILIBRIA, ids=[case["name"] for case in EQUILIBRIA])
def test_the_stored_cases_come_out(case):
    value = solve(game_of(case["game"])).value
    assert value[0] == pytest.approx(case["expected"]["value_1"], abs=case["tolerance"])


def test_daily_rounds_divide_by_the_yearly_rates():
    delta = np.exp(-np.array([0.04, 0.08]) * DAY)  # the grid must be far finer than 1 - delta
    game = Game(pie(0.6666, 0.6668, 1e-9), alternating(20_000), delta=tuple(delta), terminal=(2 / 3, 1 / 3))
    expected = (1 - delta[1]) / (1 - delta[0] * delta[1])
    assert expected == pytest.approx(0.6667032, abs=1e-7)
    assert solve(game).value[0] == pytest.approx(expected, abs=5e-6)  # 2/3 is 36e-6 away


@pytest.mark.parametrize(
    ("rounds", "low", "expected"), [(90, 0.0, 0.006127), (91, 0.99, 0.993874)], ids=["90 days", "91 days"]
)
def test_the_last_mover_takes_all(rounds, low, expected):
    delta = np.exp(-0.05 * DAY)
    exact = (1 - (-delta) ** rounds) / (1 + delta)
    assert exact == pytest.approx(expected, abs=1e-6)
    game = Game(pie(low, low + 0.01, 1e-7), alternating(rounds), delta=(delta, delta))
    assert solve(game).value[0] == pytest.approx(exact, abs=rounds * 1e-7)


@pytest.mark.parametrize("rounds", [1, 2, 17])
@pytest.mark.parametrize("delta", [0.5, 0.97])
def test_a_coin_gives_its_chance_whatever_the_horizon(rounds, delta):
    game = Game(pie(step=1e-5), coin(0.3, rounds), delta=(delta, delta))
    np.testing.assert_allclose(solve(game).value[:, 0], [0.3, 0.7], atol=rounds * 1e-5)


def costly(rounds, **more):
    """THEORY A4-T: 30 to divide, daily costs, terminal losses."""
    return Game(
        pie(-6.45, 47.25, 0.002, 30.0),
        coin(0.5, rounds),
        flow=(-0.005, -0.025),
        terminal=(-3.0, -12.0),
        **more,
    )


@pytest.mark.parametrize("rounds", [1, 30, 90])
def test_daily_costs_add_up_to_the_deadline(rounds):
    lost = np.array([-3.005, -12.025])
    first = lost[0] + 0.5 * (30 - lost.sum()) + (rounds - 1) * (0.5 * 0.025 - 0.5 * 0.005)
    np.testing.assert_allclose(solve(costly(rounds)).value[:, 0], [first, 30 - first], atol=0.002)
    assert rounds != 90 or first == pytest.approx(20.4)


def test_a_deadline_extended_again_and_again_is_a_longer_one():
    chance = np.array([0.0, 0.5, 2 / 3])
    rounds = np.array([30, 30, 30]) / (1 - chance)  # THEORY A4-ext
    first = -3 + 0.5 * (30 + 15) + rounds * 0.01
    value = solve(costly(30, extension=chance, most_extensions=200)).value
    np.testing.assert_allclose(value[0], first, atol=0.01)


def test_extensions_that_can_happen_only_so_often_are_games_in_a_row():
    once = solve(costly(30, extension=1.0, most_extensions=2)).value
    np.testing.assert_allclose(once[0], -3 + 0.5 * (30 + 15) + 90 * 0.01, atol=0.004)


def test_a_random_deadline_is_a_discount():
    hazard, rate = 1 / 90, 0.05 * DAY
    game = Game(
        pie(0.49, 0.51, 1e-6),
        alternating(1201),
        delta=(np.exp(-rate), np.exp(-rate)),
        terminal=(0.5, 0.5),
        breakdown=1 - np.exp(-hazard),
    )
    expected = 1 / (1 + np.exp(-(hazard + rate)))
    assert expected == pytest.approx(0.502812, abs=1e-6)
    assert solve(game).value[0] == pytest.approx(expected, abs=5e-5)  # step / (1 - delta^2)


# ------------------------------------------------------------------ outside options and floors


@pytest.mark.parametrize("options", [(0.6, 0.3), (0.6, 0.38), (0.1, 0.2), (0.1, 0.7)])
def test_outside_options_of_both_bind_only_where_they_beat_waiting(options):
    mine, other, delta = *options, 0.9
    first = 1.0
    for _ in range(2000):  # the two equations of the stationary game, on the continuum
        second = 1 - max(delta * first, mine)
        first = 1 - max(delta * second, other)
    found = solve(Game(pie(), alternating(801), delta=(delta, delta), outside=options)).value
    assert found[0] == pytest.approx(first, abs=2e-4 / (1 - delta**2))


def test_they_part_where_the_outside_options_are_worth_more_than_the_pie():
    play = solve(Game(pie(), alternating(5), delta=(0.9, 0.9), outside=(0.6, 0.5), breakdown_pay=(0.0, 0.2)))
    np.testing.assert_array_equal(play.value[:, 0], [0.6, 0.5])
    assert np.all(play.point == WALKED_AWAY)
    np.testing.assert_array_equal(play.agreement(np.zeros(5, dtype=int)), [[0], [WALKED_AWAY]])


def test_who_is_left_without_an_option_gets_the_breakdown_pay():
    play = solve(Game(pie(), alternating(1), outside=(NEVER, 1.5), breakdown_pay=(0.3, 0.2)))
    np.testing.assert_array_equal(play.value[:, 0], [0.3, 1.5])


def test_a_responder_is_given_its_floor_and_no_more():
    floors = (NEVER, np.array([[0.0, 0.0], [0.0, 0.25], [0.4, 0.25]]))  # of side 1, which proposes first
    play = solve(Game(pie(), alternating(2, first=1), delta=(0.9, 0.9), floors=floors))
    np.testing.assert_allclose(play.value[0], [0.9, 0.675, 0.675], atol=1e-4)
    np.testing.assert_array_equal(play.offer[1] == DELAY, [False, False, True])  # .325 is left, the floor .4


def test_a_side_offers_nothing_below_its_own_floor():
    play = solve(Game(pie(), alternating(2), delta=(0.9, 0.9), floors=(np.array([[0.3, 0.0]]), NEVER)))
    np.testing.assert_array_equal(play.offer[:, 0], [DELAY, DELAY])
    np.testing.assert_allclose(play.value[:, 0], [0.0, 0.9])  # it waits, and the last mover takes all


def test_nobody_signs_while_a_government_is_formed():
    signs = np.array([False, False, True])
    play = solve(Game(pie(), coin(0.3, 3), delta=(0.9, 0.8), may_sign=signs))
    np.testing.assert_array_equal((play.point >= 0).all(axis=1)[:, 0], signs)
    np.testing.assert_allclose(play.value[:, 0], [0.81 * 0.3, 0.64 * 0.7])
    ended, point = play.agreement(np.array([[0, 0, 1]]))
    np.testing.assert_array_equal([ended, point], [[2], [0]])


def test_the_proposer_breaks_ties_for_the_other_and_prefers_to_agree():
    values = (np.array([[1.0, 1.0, 0.0]]), np.array([[0.2, 0.5, 0.5]]))
    play = solve(Game(values, coin(0.5, 1), terminal=(1.0, 0.1)))
    np.testing.assert_array_equal(play.point[0, :, 0], [1, 1])
    play = solve(Game(values, coin(0.5, 1), terminal=(1.0, 0.5)))
    np.testing.assert_array_equal(play.point[0, :, 0], [1, 1])


def test_a_last_digit_decides_nothing():
    nearly = 0.1 + 0.2  # 0.30000000000000004
    play = solve(Game((np.array([[0.3]]), np.array([[0.3]])), coin(0.5, 1), terminal=(nearly, nearly)))
    np.testing.assert_array_equal(play.offer[:, 0], [0, 0])
    play = solve(Game((np.array([[0.3, nearly]]), np.array([[0.9, 0.1]])), coin(1.0, 1)))
    assert play.offer[0, 0] == 0
    play = solve(Game((np.array([[0.2]]), np.array([[0.2]])), coin(0.5, 1), terminal=(0.3, 0.3), outside=(nearly,) * 2))
    np.testing.assert_array_equal(play.offer[:, 0], [DELAY, DELAY])


# ------------------------------------------------------------------ beliefs and branches


@pytest.mark.parametrize(("excess", "delta", "quiet"), [(0.2, 0.99, 18), (0.2, 0.98, 9), (0.4, 0.99, 33)])
def test_optimists_are_silent_before_a_firm_deadline(excess, delta, quiet):
    belief, rounds = (1 + excess) / 2, 60
    assert quiet == int(np.log(1 + excess) / -np.log(delta))  # THEORY A9'
    play = solve(Game(pie(step=1e-5), (np.full(rounds, belief),) * 2, delta=(delta, delta)))
    silent = np.flatnonzero((play.point[:, :, 0] == DELAY).all(axis=1))
    np.testing.assert_array_equal(silent, np.arange(rounds - 1 - quiet, rounds - 1))


def before_the_vote(first, second, loss=0.0):
    """THEORY A9: 100 to divide; who wins the vote in 60 days fixes the share at .6 or .4."""
    table = pie(0, 100, 0.01, 100.0)
    winners = [Game(table, coin(0.5, 1), floors=(share, 100 - share)) for share in (60.0, 40.0)]
    return Game(
        table,
        coin(0.5, 1),
        delta=(np.exp(-0.05 * 60 * DAY),) * 2,
        flow=(-np.asarray(loss) / 2 * 60 * DAY,) * 2,
        branching=Branching(tuple(winners), (np.array([first, 1 - first]), np.array([second, 1 - second]))),
    )


def test_sides_wait_for_a_vote_both_expect_to_gain_from():
    play = solve(before_the_vote(0.8, 0.5))
    assert play.refusal[0].sum() / 100 == pytest.approx(1.0513, abs=1e-4)
    assert np.all(play.offer == DELAY)
    assert [int(branch.offer[0, 0]) for branch in play.branch_plays] == [6000, 4000]


def test_a_dear_wait_ends_it():
    threshold = (100 * 1.06 * np.exp(-0.05 * 60 * DAY) - 100) / (60 * DAY)
    play = solve(before_the_vote(0.8, 0.5, loss=np.array([threshold - 0.5, threshold + 0.5])))
    np.testing.assert_array_equal(play.offer >= 0, [[False, True], [False, True]])


@pytest.mark.parametrize("belief", [0.0, 0.3, 0.5, 0.8, 1.0])
def test_sides_of_one_mind_never_wait_for_a_vote(belief):
    assert np.all(solve(before_the_vote(belief, belief)).offer >= 0)


def test_a_government_values_what_the_next_will_sign_by_its_own_table():
    now, later, party_b = np.array([[1.0, 0.0]]), np.array([[0.0, 1.0]]), np.array([[0.5, 0.5]])
    successor = Game((later, party_b), coin(1.0, 1))
    game = Game((now, party_b), coin(0.5, 2), delta=(0.9, 0.8), may_sign=np.zeros(2, dtype=bool))
    quarter = np.array([0.25])  # else the talks end
    play = solve(replace(game, branching=Branching((successor,), (quarter, quarter)), terminal=(0.4, 0.0)))
    np.testing.assert_allclose(play.branch_plays[0].value[:, 0], [1.0, 0.5])
    np.testing.assert_allclose(play.value[:, 0], [0.9 * 0.75 * 0.4, 0.8 * 0.8 * 0.25 * 0.5])


# ------------------------------------------------------------------ against plain recursion

ROUNDS, AFTER, WORLDS = 3, 2, 60


def random_game(seed, worlds=WORLDS, rounds=ROUNDS, beyond=AFTER, points=3):
    """A random game of whole values, so that ties occur; figures by round reach `beyond` its own."""
    rng = np.random.default_rng(seed)

    def pair(low, high, *more):
        return tuple(rng.integers(low, high, (worlds, *more)).astype(float) for _ in range(2))

    return Game(
        values=pair(0, 6, points),
        proposes=tuple(rng.choice([0.0, 0.25, 0.5, 1.0], (worlds, rounds)) for _ in range(2)),
        delta=tuple(rng.choice([0.5, 0.75, 1.0], (worlds, rounds + beyond)) for _ in range(2)),
        flow=tuple(f / 2 for f in pair(-2, 2, rounds + beyond)),
        terminal=pair(-2, 4),
        outside=tuple(np.where(rng.random(w.shape) < 0.5, NEVER, w) for w in pair(0, 6, rounds + beyond)),
        breakdown=rng.choice([0.0, 0.25], (worlds, rounds)),
        breakdown_pay=pair(-1, 3, rounds + beyond),
        floors=tuple(np.where(rng.random((worlds, rounds)) < 0.7, NEVER, f) for f in pair(0, 5, rounds)),
        may_sign=rng.random((worlds, rounds)) < 0.8,
        extension=rng.choice([0.0, 0.25, 0.5], worlds),
        most_extensions=2,
    )


def branching_game(seed, worlds=WORLDS):
    branches = tuple(random_game((seed, j), worlds, AFTER, 0) for j in (1, 2))
    chance = np.random.default_rng(seed).choice([0.0, 0.125, 0.25], (2, worlds, 2))
    return replace(random_game(seed, worlds), branching=Branching(branches, tuple(chance)))


def plain(game, w):
    """One world's values by recursion, in exact fractions, so that a tie is a tie."""

    def number(figure, t=None):
        found = figure[w, t] if np.ndim(figure) == 2 else figure[w]
        return found if np.isneginf(found) else Fraction(float(found))

    @cache
    def value(g, t, left, side, judge, offset):
        """Worth of round t to `side` by the mandate of game `judge`, which began `offset` rounds earlier."""
        belief = number(g.proposes[side], t)
        outcomes = [outcome(g, t, left, proposer, side, judge, offset) for proposer in (0, 1)]
        return belief * outcomes[side] + (1 - belief) * outcomes[1 - side]

    def outcome(g, t, left, proposer, side, judge, offset):
        point = action(g, t, left, proposer)
        if point == "refused":
            return refusing(g, t, left, side, judge, offset)
        if point == "left":
            own = number(judge.outside[side], t + offset)
            return own if own > NEVER else number(judge.breakdown_pay[side], t + offset)
        return number(judge.values[side], point)

    def refusing(g, t, left, side, judge, offset):
        b, delta = number(g.breakdown, t), number(judge.delta[side], t + offset)
        if t + 1 < g.rounds:
            future = delta * value(g, t + 1, left, side, judge, offset)
        else:
            again = number(g.extension) if left else 0
            future, ends = again and delta * again * value(g, 0, left - 1, side, judge, offset), 1 - again
            for j, branch in enumerate(g.branching.games if g.branching else ()):
                chance = number(g.branching.chance[side], j)
                future += delta * chance * value(branch, 0, branch.most_extensions, side, judge, offset + g.rounds)
                ends -= chance
            future += ends * number(judge.terminal[side])
        kept = (1 - b) * (number(judge.flow[side], t + offset) + future)
        return kept + b * number(judge.breakdown_pay[side], t + offset)

    def action(g, t, left, proposer):
        responder = 1 - proposer
        stays = refusing(g, t, left, responder, g, 0)
        mine = refusing(g, t, left, proposer, g, 0)
        walks = number(g.outside[responder], t) > stays
        if walks:
            own = number(g.outside[proposer], t)
            mine = own if own > NEVER else number(g.breakdown_pay[proposer], t)
        chosen = None
        for k in range(g.points):
            ours, theirs = number(g.values[proposer], k), number(g.values[responder], k)
            wanted = ours >= max(mine, number(g.floors[proposer], t)) and g.may_sign[w, t]
            asked = max(stays, number(g.outside[responder], t), number(g.floors[responder], t))
            if wanted and theirs >= asked and (chosen is None or (ours, theirs) > chosen[:2]):
                chosen = (ours, theirs, k)
        return chosen[2] if chosen else "left" if walks else "refused"

    return [float(value(game, 0, game.most_extensions, side, game, 0)) for side in (0, 1)]


@pytest.mark.parametrize("seed", range(4))
def test_random_games_are_played_as_a_plain_recursion_plays_them(seed):
    game = random_game(seed)
    np.testing.assert_allclose(solve(game).value.T, [plain(game, w) for w in range(WORLDS)], atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_random_branchings_are_played_as_a_plain_recursion_plays_them(seed):
    game = branching_game(seed)
    np.testing.assert_allclose(solve(game).value.T, [plain(game, w) for w in range(WORLDS)], atol=1e-9)


def test_the_random_games_hold_every_kind_of_ending():
    points = np.concatenate([np.unique(solve(random_game(seed)).point) for seed in range(4)])
    assert set(points) == {WALKED_AWAY, DELAY, 0, 1, 2}


# ------------------------------------------------------------------ worlds and symmetries


def cut(game, rows):
    """The game of some of its worlds."""
    pairs = {name: tuple(f[rows] for f in getattr(game, name)) for name in PAIRS}
    ones = {name: getattr(game, name)[rows] for name in ("breakdown", "may_sign", "extension")}
    then = game.branching and Branching(
        tuple(cut(g, rows) for g in game.branching.games), tuple(c[rows] for c in game.branching.chance)
    )
    return replace(game, **pairs, **ones, branching=then)


PAIRS = ("values", "proposes", "delta", "flow", "terminal", "outside", "breakdown_pay", "floors")


def mirrored(game):
    """The game with the two sides in each other's place."""
    return replace(game, **{name: getattr(game, name)[::-1] for name in PAIRS})


def same(one, other):
    for name in ("value", "point", "refusal"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@pytest.mark.parametrize("most", [2, 500], ids=["two extensions", "until settled"])
@pytest.mark.parametrize("signs", [True, False], ids=["signing", "never signing"])
def test_a_world_alone_is_the_world_among_others(most, signs):
    chance = np.linspace(0.1, 0.95, 20)  # so that some worlds settle long before others
    game = replace(random_game(5, 20), extension=chance, most_extensions=most)
    game = game if signs else replace(game, may_sign=np.zeros((20, 1), dtype=bool))
    play = solve(game)
    for w in range(20):
        alone = solve(cut(game, np.array([w])))
        np.testing.assert_array_equal(alone.value[:, 0], play.value[:, w])
        np.testing.assert_array_equal(alone.point[:, :, 0], play.point[:, :, w])
        np.testing.assert_array_equal(alone.refusal[:, :, 0], play.refusal[:, :, w])


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_chunks_do_not_matter(size):
    game = branching_game(6, 21)
    chunks = [solve(cut(game, np.arange(21)[start : start + size])) for start in range(0, 21, size)]
    np.testing.assert_array_equal(np.concatenate([c.value for c in chunks], axis=1), solve(game).value)


def test_points_shared_by_all_worlds_are_as_good_as_their_own():
    delta = np.linspace(0.5, 0.95, 6)
    shared = Game(pie(step=0.01), alternating(9), delta=(delta, 0.9), outside=(NEVER, 0.2))
    own = replace(shared, values=tuple(np.repeat(v, 6, axis=0) for v in shared.values))
    same(solve(shared), solve(own))
    same(solve(shared), solve(replace(shared, values=(own.values[0], shared.values[1]))))


def test_arguments_are_left_alone():
    game = random_game(7, 5)
    for name in PAIRS:
        for figure in getattr(game, name):
            figure.flags.writeable = False
    assert solve(game).value.shape == (2, 5)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_sides_in_each_others_place_get_each_others_values(seed):
    game = random_game(seed, 8, points=5)
    np.testing.assert_allclose(solve(mirrored(game)).value, solve(game).value[::-1], atol=1e-9)


@given(st.floats(0.3, 0.99), st.floats(0, 1), st.integers(1, 12), st.integers(0, 1))
@settings(max_examples=40, deadline=None)
def test_patience_never_hurts(other, chance, rounds, side):
    patient = np.linspace(0.3, 0.99, 30)
    delta = (patient, other) if side == 0 else (other, patient)
    value = solve(Game(pie(step=1e-3), coin(chance, rounds), delta=delta)).value[side]
    assert np.all(np.diff(value) >= -1e-9)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=25, deadline=None)
def test_no_side_agrees_to_less_than_a_refusal_brings(seed):
    play = solve(replace(random_game(seed, 8), outside=(NEVER, NEVER)))
    game = random_game(seed, 8)
    for side in (0, 1):
        for proposer in (0, 1):
            point = play.point[:, proposer]
            got = np.take_along_axis(game.values[side], np.maximum(point, 0).T, axis=1).T
            assert np.all((got >= play.refusal[:, side] - 1e-9) | (point < 0))


# ------------------------------------------------------------------ messages


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"values": (np.ones((1, 3)), np.ones((1, 2)))}, "same points"),
        ({"proposes": (np.ones(2), np.zeros(3))}, "one belief of each side for each round"),
        ({"proposes": (np.ones(0), np.zeros(0))}, "at least one round"),
        ({"proposes": (np.array([[0.5], [1.5]]), np.zeros(1))}, "proposes must be a share.*1.5 in world 1"),
        ({"delta": (1.0, 1.1)}, "delta must be a share, 0 to 1; found 1.1"),
        ({"breakdown": np.array([0.0, -0.1])}, "breakdown must be a share, 0 to 1; found -0.1 in world 1"),
        ({"extension": 1.5}, "chances of 1 or less together; found 1.5"),
        ({"most_extensions": -1}, "most must be 0 or more; found -1"),
    ],
)
def test_a_figure_out_of_range_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        replace(Game(pie(step=0.5), coin(0.5, 1)), **change)


def test_figures_by_round_must_reach_the_last():
    with pytest.raises(ValueError, match="must reach the last of 3 rounds; found 2"):
        solve(Game(pie(step=0.5), coin(0.5, 3), flow=(np.zeros((1, 2)), 0.0)))


def test_what_follows_is_judged_by_the_later_values_where_there_are_any():
    """A deal worth half as much while there is doubt: the branch, in which side 0 takes all, is worth all of it."""
    share = np.linspace(0, 1, 11)[None, :]
    branch = Game(values=(share, 1 - share), proposes=coin(1.0, 1))
    then = Branching((branch,), (np.ones(1), np.ones(1)))
    doubted = {"values": (share / 2, 1 - share), "proposes": coin(1.0, 1), "branching": then}
    assert solve(Game(**doubted)).refusal[0, 0, 0] == pytest.approx(0.5)
    held = solve(Game(**doubted, later_values=(share, 1 - share)))
    assert held.refusal[0, :, 0] == pytest.approx([1.0, 0.0])
    assert held.point[0, 0, 0] == DELAY  # half of all is less than all of it after the vote
