"""Hybrid: both parts and their weights, worked by hand from the equations."""

import numpy as np
import pytest
from views import view

from sim.tactics.bidding.hybrid import Hybrid, weighted_rise

NONE = np.nan
TIMES = np.linspace(0, 1, 51)


def demand(*offers, elapsed=0.5, rule=None, **stated):
    held = {"best": 10.0, "reserve": 2.0, "previous": 9.0} | stated
    return (rule or Hybrid())(view(1, elapsed=elapsed, history={"heard": list(offers)}, **held))[0]


@pytest.mark.parametrize(("elapsed", "expected"), [(0.0, 10.0), (0.5, 8.1), (1.0, 6.4)])
def test_alone_the_clock_runs_from_first_to_final(elapsed, expected):
    # Half way: .25 + .5 * .75 + .25 * .55 = .7625 of the range of 8; at the end .55 of it.
    assert demand(elapsed=elapsed) == pytest.approx(expected)
    assert demand(3.0, elapsed=elapsed) == pytest.approx(expected)  # one offer is no move
    assert demand(0.0, 3.0, elapsed=elapsed, previous=NONE) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ((0, 1), 1.0),
        ((0, 1, 3), 1.75),  # .25 * 1 + .75 * 2
        ((0, 1, 3, 4), 1.21),  # .11 * 1 + .22 * 2 + .66 * 1
        ((0, 1, 3, 4, 8), 2.65),  # .05 * 1 + .15 * 2 + .3 * 1 + .5 * 4
        ((-9, 0, 1, 3, 4, 8), 2.65),  # a fifth move back is forgotten
        ((5, 3), -2.0),
    ],
)
def test_the_rise_weighs_the_last_four_moves(offers, expected):
    behind = [NONE, NONE]
    np.testing.assert_allclose(weighted_rise(np.array([[*offers, *behind]], dtype=float)), expected)


def test_no_rise_is_known_before_two_offers():
    assert np.isnan(weighted_rise(np.array([[NONE, NONE], [3.0, NONE]]))).all()
    assert np.isnan(weighted_rise(np.zeros((2, 0)))).all()


@pytest.mark.parametrize(
    ("elapsed", "expected"),
    [
        (0.0, 8.5),  # 9 - .5 * 1
        (0.5, 8.2125),  # .75 * (9 - .75 * 1) + .25 * 8.1
        (1.0, 6.4),  # the clock alone
    ],
)
def test_demands_worked_by_hand(elapsed, expected):
    assert demand(0.0, 1.0, elapsed=elapsed) == pytest.approx(expected)


def test_early_on_it_answers_gifts_and_grabs_and_more_so_with_empathy():
    for given, sign in ((1.0, -1), (-1.0, 1)):
        moves = [demand(5.0, 5.0 + given, elapsed=0.0, rule=Hybrid(empathy=e), previous=6.0) for e in (0.0, 0.5, 1.0)]
        np.testing.assert_allclose(moves, 6.0 + sign * np.array([0.0, 0.5, 1.0]))


def test_an_offer_is_answered_once():
    assert demand(0.0, 1.0, elapsed=0.0, news=False) == 9.0


@pytest.mark.parametrize("name", ["first", "bend", "final"])
def test_a_larger_share_never_demands_less(name):
    seen = view(51, elapsed=TIMES, history={"heard": []})
    runs = np.array([Hybrid(**{name: share})(seen) for share in (0.0, 0.3, 0.6, 1.0)])
    steps = np.diff(runs, axis=0)
    assert np.all(steps >= -1e-12)
    assert np.any(steps > 0.5)


def test_alone_the_clock_never_turns_back():
    assert np.all(np.diff(Hybrid()(view(51, elapsed=TIMES, history={"heard": []}))) < 0)


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"first": 1.2}, "first must be from 0 to 1; found 1.2$"),
        ({"final": np.array([0.5, -0.5])}, "final must be from 0 to 1; found -0.5 in world 1$"),
        ({"empathy": -1.0}, "empathy must be at least 0; found -1$"),
    ],
)
def test_a_bad_parameter_is_named_with_its_value(parameters, message):
    with pytest.raises(ValueError, match=message):
        Hybrid(**parameters)
