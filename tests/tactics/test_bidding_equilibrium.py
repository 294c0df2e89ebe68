"""Equilibrium: small games of the meetings to come, solved backward by hand."""

import numpy as np
import pytest
from views import view

from sim.bargaining.view import Outlook
from sim.tactics.bidding.equilibrium import Equilibrium, proposal_chances

NONE = np.nan
PIE = {"mine": [10.0, 8.0, 6.0, 4.0, 2.0, 0.0], "theirs": [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]}
# A lapse leaves us 1 and them 3; while talks go on 2 and .4 a year; a quarter of the horizon passes between meetings.
AHEAD = {"passing": 0.25, "paused": 2.0, "other_paused": 0.4, "lapsed": 1.0, "other_lapsed": 3.0, "coin": NONE}


def demand(path=PIE, best=20.0, reserve=-20.0, **outlook):
    return Equilibrium()(view(1, best=best, reserve=reserve, path=path, outlook=AHEAD | outlook))[0]


@pytest.mark.parametrize(
    ("meetings", "proposing", "expected"),
    [
        # At the last meeting they take the 4 next above their 3, and we the 2 next above our 1.
        (0, True, 6.0),
        (0, False, 1.0),  # what refusing brings
        # Then their turn, for 8 and our 2: refusing brings them .25 x .4 + .75 x 8 = 6.1, so we offer 8 for our 2.
        (1, True, 2.0),
        # Then it is our turn, for our 6: refusing brings .25 x 2 + .75 x 6.
        (1, False, 5.0),
        # Next they offer our 6, as refusing brings us 5, and get 4: .25 x .4 + .75 x 4 = 3.1, so we ask for 6.
        (2, True, 6.0),
        # Next we ask for 2, so refusing brings us .25 x 2 + .75 x 2.
        (2, False, 2.0),
        # Next they offer 2, as that is what refusing brings us, and get 8, as with one to come.
        (3, True, 2.0),
    ],
)
def test_by_turns(meetings, proposing, expected):
    assert demand(meetings=float(meetings), proposing=proposing) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("coin", "proposing", "expected"),
    [
        # The last meeting is worth 6 to us if we propose and 2 if they do; to them 4 and 8.
        (0.25, False, 0.25 * 2 + 0.75 * (0.25 * 6 + 0.75 * 2)),
        # Refusing brings them .1 + .75 (.25 x 4 + .75 x 8) = 5.35: 6, for our 4.
        (0.25, True, 4.0),
        # Of three cases in four ours: .1 + .75 (.75 x 4 + .25 x 8) = 3.85: 4, for our 6.
        (0.75, True, 6.0),
        (0.0, False, 0.25 * 2 + 0.75 * 2),
        (1.0, False, 0.25 * 2 + 0.75 * 6),
    ],
)
def test_by_a_coin(coin, proposing, expected):
    assert demand(meetings=1.0, proposing=proposing, coin=coin) == pytest.approx(expected)


def test_where_nothing_is_better_for_both_than_a_lapse_it_asks_for_what_a_lapse_leaves_it():
    for proposing in (True, False):
        assert demand(meetings=0.0, proposing=proposing, lapsed=7.0, other_lapsed=7.0) == pytest.approx(7.0)


def test_who_has_nothing_to_lose_to_a_side_that_has_asks_for_the_whole():
    assert demand(meetings=0.0, proposing=True, other_lapsed=-1.0) == 10.0
    assert demand(meetings=0.0, proposing=False, lapsed=-5.0) == pytest.approx(-5.0)


def test_it_asks_for_no_more_than_it_may_hope_for_and_no_less_than_its_reserve():
    assert demand(meetings=0.0, proposing=True, best=5.0) == 5.0
    assert demand(meetings=0.0, proposing=False, reserve=1.5) == 1.5


def test_at_the_last_meeting_exactly_what_a_lapse_leaves_it_is_enough_for_the_other_side():
    """What the last days pay is part of what a lapse leaves."""
    for paused in (-5.0, 0.4, 5.0):
        assert demand(meetings=0.0, proposing=True, other_lapsed=4.0, other_paused=paused) == 6.0
        assert demand(meetings=0.0, proposing=False, lapsed=4.0, paused=paused) == pytest.approx(4.0)


def test_costs_of_a_meeting_are_paid_by_whoever_waits():
    """They are paid by the path of time: a side in pain while talks go on (-8) refuses less, and is offered less."""
    eased = demand(meetings=1.0, proposing=True, other_paused=-8.0)  # they get 4 now: -2 + .75 x 8 = 4, our 6
    pained = demand(meetings=1.0, proposing=False, paused=-8.0)
    assert (eased, pained) == (pytest.approx(6.0), pytest.approx(-2 + 0.75 * 6))


def test_worlds_with_more_or_fewer_meetings_to_come_are_solved_side_by_side():
    cases = [(0, True), (3, True), (1, False), (2, True), (0, False), (1, True), (2, False)]
    meetings, turns = (np.array(column) for column in zip(*cases, strict=True))
    outlook = AHEAD | {"meetings": meetings.astype(float), "proposing": turns}
    for mine, theirs in ((PIE["mine"], PIE["theirs"]), ([PIE["mine"]] * 7, [PIE["theirs"]] * 7)):
        seen = view(7, best=20.0, reserve=-20.0, path={"mine": mine, "theirs": theirs}, outlook=outlook)
        np.testing.assert_allclose(Equilibrium()(seen), [6.0, 2.0, 5.0, 6.0, 1.0, 2.0, 2.0])


def test_each_world_has_its_own_path_and_figures():
    mine, theirs = np.array([PIE["mine"], [9.0, 5.0, 3.0, 1.0, 0.5, 0.0]]), np.array([PIE["theirs"]] * 2)
    outlook = {name: [figure, figure + 1] for name, figure in (AHEAD | {"passing": 0.25, "coin": 0.25}).items()}
    outlook |= {"passing": [0.25, 0.5], "coin": [0.25, 0.75], "meetings": [1.0, 1.0], "proposing": [False, True]}
    seen = view(2, best=20.0, reserve=-20.0, path={"mine": mine, "theirs": theirs}, outlook=outlook)
    # The second: a lapse leaves 2 and 4, so the last meeting ends at our 3 and their 4 either way.
    # Refusing now brings them .5 x 1.4 + .5 x 4 = 2.7: 4, for our 3.
    np.testing.assert_allclose(Equilibrium()(seen), [0.25 * 2 + 0.75 * (0.25 * 6 + 0.75 * 2), 3.0])


def test_whose_turn_it_is_in_each_round_of_the_game():
    """The first world's game begins in the third of four rounds, the second's in the first; the third has a coin."""
    plain = dict.fromkeys(("passing", "paused", "other_paused", "lapsed", "other_lapsed"), np.zeros(3))
    outlook = Outlook(
        meetings=np.array([1.0, 3.0, 3.0]),
        proposing=np.array([True, False, True]),
        coin=np.array([NONE, NONE, 0.3]),
        **plain,
    )
    found = proposal_chances(outlook, np.array([2, 0, 0]), 4)
    np.testing.assert_array_equal(found[0, 2:], [1, 0])
    np.testing.assert_array_equal(found[1], [0, 1, 0, 1])
    np.testing.assert_array_equal(found[2], [0.3] * 4)
