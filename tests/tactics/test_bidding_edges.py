"""Ways of bidding at their edges: ties, offers at the very worst, packages that neither side could live with."""

import numpy as np
import pytest
from views import view

from sim.core.ties import TIE
from sim.tactics.bidding.averaged_tit_for_tat import AveragedTitForTat
from sim.tactics.bidding.hybrid import Hybrid, weighted_rise
from sim.tactics.bidding.micro import Micro
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.nice_tit_for_tat import NiceTitForTat, concession_share, nash_value
from sim.tactics.bidding.past_offers import offer_ago
from sim.tactics.bidding.resource import Resource
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat
from sim.tactics.bidding.zeuthen import Zeuthen, risk_limit

NONE = np.nan


# --- MiCRO ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("below", "expected"),
    [(0.0, -5.0), (TIE / 2, -5.0), (TIE, -5.0), (2 * TIE, -2 * TIE)],
)
def test_a_rung_within_a_tie_of_where_it_stands_is_where_it_stands(below, expected):
    seen = view(1, last_demand=0.0, reserve=-9.0, path={"mine": [4.0, 0.0, -below, -5.0]}, history={"made": 1})
    assert Micro()(seen)[0] == expected


@pytest.mark.parametrize(
    ("below", "expected"), [(0.0, 0.0), (TIE / 2, 0.0), (TIE, 0.0), (2 * TIE, 4.0), (-0.5, 0.5), (0.5, 4.0)]
)
def test_a_rung_within_a_tie_of_the_reserve_can_be_lived_with(below, expected):
    """It then demands the reserve itself."""
    seen = view(1, last_demand=4.0, reserve=0.0, path={"mine": [4.0, -below]}, history={"made": 1})
    assert Micro()(seen)[0] == expected


def test_the_next_rung_is_the_highest_of_the_lower_ones_wherever_it_stands_on_the_path():
    seen = view(1, last_demand=9.0, reserve=0.0, path={"mine": [10.0, 3.0, 6.0, 5.0]}, history={"made": 1})
    assert Micro()(seen)[0] == 6.0


# --- tit-for-tat ----------------------------------------------------------------------------------


def answered(rule, *offers):
    """Return the demand after one of 12, by values counted from a worst of -10, with a reserve as low."""
    before, now = offers[-2:]
    held = {"worst": -10.0, "best": 50.0, "reserve": -10.0, "previous": 12.0, "history": {"heard": list(offers)}}
    return rule(view(1, received_before=before, received=now, **held))[0]


@pytest.mark.parametrize("rule", [TitForTat(), AveragedTitForTat(1)])
def test_an_offer_at_the_very_worst_counts_as_next_to_nothing(rule):
    assert answered(rule, -10.0, -10.0) == 12.0  # nothing given
    assert answered(rule, -10.0, -9.5) == pytest.approx(-10.0, abs=1e-6)  # any rise above nothing is without measure
    assert answered(rule, -10.0 + 1e-3, -10.0 + 2e-3) == pytest.approx(1.0)  # twice as much, however little
    assert answered(rule, -9.5, -9.25) == pytest.approx(-10 + 22 * 0.5 / 0.75)


def test_an_offer_before_the_first_is_none_and_the_latest_is_0_ago():
    heard = np.array([[1.0, 2.0, 3.0], [4.0, NONE, NONE], [NONE, NONE, NONE]])
    np.testing.assert_array_equal([offer_ago(heard, back) for back in (0, 1)], [[3.0, 4.0, NONE], [2.0, NONE, NONE]])
    np.testing.assert_array_equal(offer_ago(heard, 2), [1.0, NONE, NONE])
    np.testing.assert_array_equal(offer_ago(heard, 3), [NONE, NONE, NONE])
    np.testing.assert_array_equal(offer_ago(heard, 9), [NONE, NONE, NONE])
    np.testing.assert_array_equal(offer_ago(np.zeros((2, 0)), 0), [NONE, NONE])


# --- nice tit-for-tat -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "theirs", "other_reserve", "expected"),
    [
        ([5.0, 3.0, 1.0], [0.0, 1.0, 2.0], 2.5, 5.0),  # over 4: 1, -1, -3 and -2.5, -1.5, -.5: two losses are no gain
        ([4.5, 4.0, 4.0], [9.0, 9.0, 9.0], 0.0, 4.5),
        ([6.0, 4.5], [2.0, 6.0], 0.0, 6.0),  # 2 x 2 against .5 x 6: a gain below 1 counts for what it is
        ([10.0, 6.0], [0.5, 2.0], 0.0, 6.0),  # 6 x .5 against 2 x 2
        ([10.0, 9.0, 8.0], [0.0, 0.5, 1.0], 0.0, 8.0),  # 0, 2.5 and 4
    ],
)
def test_the_nash_point_multiplies_gains_and_no_losses(mine, theirs, other_reserve, expected):
    seen = view(1, reserve=4.0, path={"mine": mine, "theirs": theirs, "other_reserve": other_reserve})
    assert nash_value(seen.path, seen.reserve)[0] == expected


def test_an_offer_worth_the_aim_has_come_all_the_way_also_if_it_is_the_first():
    heard = np.array([[6.0, NONE], [2.0, 6.0], [2.0, 5.0], [7.0, 1.0], [6.0, 6.0], [NONE, NONE], [5.0, NONE]])
    np.testing.assert_array_equal(concession_share(heard, np.full(7, 6.0)), [1.0, 1.0, 0.75, 1.0, 1.0, 0.0, 0.0])
    np.testing.assert_array_equal(concession_share(np.zeros((2, 0)), np.full(2, 6.0)), [0.0, 0.0])


def test_before_late_there_is_no_bonus_and_at_the_end_all_of_it():
    """Best 10, Nash point 6, half of the way come: 8; from .5 on it falls to 6."""
    path = {"mine": [10.0, 6.0, 2.0], "theirs": [0.0, 5.0, 6.0], "other_reserve": 0.0}
    moments = np.array([0.0, 0.25, 0.5, 0.625, 1.0])
    seen = view(5, best=10.0, reserve=2.0, elapsed=moments, path=path, history={"heard": [0.0, 3.0]})
    np.testing.assert_allclose(NiceTitForTat(late=0.5)(seen), [8.0, 8.0, 8.0, 7.5, 6.0])


# --- hybrid ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("latest_first", "weights"),
    [
        ((1,), (1.0,)),
        ((1, 10), (0.75, 0.25)),
        ((1, 10, 100), (0.66, 0.22, 0.11)),  # as published: they add to .99
        ((1, 10, 100, 1000), (0.5, 0.3, 0.15, 0.05)),
        ((1, 10, 100, 1000, 10_000), (0.5, 0.3, 0.15, 0.05)),  # a fifth is forgotten
    ],
)
def test_published_weights_of_the_last_moves(latest_first, weights):
    offers = np.cumsum([0.0, *latest_first[::-1]])
    expected = sum(weight * move for weight, move in zip(weights, latest_first[:4], strict=True))
    np.testing.assert_allclose(weighted_rise(offers[None, :]), [expected])


@pytest.mark.parametrize(("elapsed", "expected"), [(0.25, 5.6015625), (0.75, 4.6390625)])
def test_hybrid_demands_at_a_quarter_and_at_three_quarters_of_the_time(elapsed, expected):
    """First 1, bend .5, final .25, empathy .4, of a range from 1 to 9, after a demand of 6 and a rise of 1.

    A quarter: the clock asks for 1 + 8 x (.5625 + .1875 + .015625) = 7.125, the answer is 6 - .5 = 5.5, and
    .9375 x 5.5 + .0625 x 7.125 = 5.6015625.  Three quarters: 1 + 8 x (.0625 + .1875 + .140625) = 4.125,
    6 - .7 = 5.3, .4375 x 5.3 + .5625 x 4.125 = 4.6390625.
    """
    seen = view(1, best=9.0, reserve=1.0, elapsed=elapsed, previous=6.0, history={"heard": [0.0, 1.0]})
    np.testing.assert_allclose(Hybrid(first=1.0, bend=0.5, final=0.25, empathy=0.4)(seen), expected)


# --- others ---------------------------------------------------------------------------------------


def test_a_mixture_of_worlds_that_jump_and_worlds_that_slide():
    since = np.array([0.5, 0.5, 0.4, 0.6, 0.6])
    mixture = Mixture(Timed(1.0), Timed(2.0), switch=0.5, width=np.array([0.0, 0.5, 0.5, 0.4, 0.0]))
    np.testing.assert_allclose(mixture.weight(since), [1.0, 0.5, 0.3, 0.75, 1.0])


def test_resource_counts_less_than_one_meeting_too():
    seen = view(2, best=1.0, reserve=0.0, outlook={"meetings": [0.5, 2.0]})
    np.testing.assert_allclose(Resource(patience=0.5)(seen), [1 - np.exp(-1), 1 - np.exp(-4)])


# --- Zeuthen --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("above", "limit"), [(0.0, 1.0), (TIE / 2, 1.0), (TIE, 1.0), (2 * TIE, 0.75), (-3.0, 1.0)])
def test_who_has_no_more_than_a_tie_to_lose_bears_any_risk(above, limit):
    """With more at stake, of which the other's offer leaves a quarter, three quarters."""
    found = risk_limit(np.array([above]), np.array([above / 4]), np.zeros(1))
    np.testing.assert_allclose(found, limit)


def zeuthen(mine, theirs, *, tabled, received, reserve=-1.0):
    """Return its demand; `tabled` and `received` are worth so much to it and to the other side, whose reserve is 0."""
    path = {"mine": mine, "theirs": theirs, "other_reserve": 0.0, "tabled": tabled[0], "tabled_theirs": tabled[1]}
    seen = view(1, best=9.0, reserve=reserve, received=received[0], path=path | {"received_theirs": received[1]})
    return Zeuthen()(seen)[0]


def test_limits_that_differ_by_a_tie_are_equal_so_it_gives():
    """What it tabled, 0, is worth a tie more to it than what it was offered, of 1 at stake; the other gains nothing."""
    assert zeuthen([0.0], [1.0], tabled=(0.0, 1.0), received=(-TIE, 1.0)) == -TIE


def test_a_concession_is_enough_only_if_the_own_limit_is_higher_by_more_than_a_tie():
    """The one package below, 0, would leave it a limit of a tie and the other 0; so it asks for what it was offered."""
    assert zeuthen([1.0, 0.0], [0.0, 1.0], tabled=(1.0, 0.0), received=(-TIE, 1.0)) == -TIE


def test_it_asks_for_an_offer_that_is_worth_just_as_much_as_no_deal():
    assert zeuthen([6.0, 4.0], [0.0, 6.0], tabled=(6.0, 0.0), received=(5.0, 6.0), reserve=5.0) == 5.0


def test_of_several_concessions_that_are_enough_it_makes_the_smallest():
    """Limits (8-2)/8 = .75 against 1: 7 makes them .71 and .67, 6 makes them .67 and .5, 5 less."""
    found = zeuthen([8.0, 7.0, 6.0, 5.0], [0.0, 2.0, 3.0, 5.0], tabled=(8.0, 0.0), received=(2.0, 6.0), reserve=0.0)
    assert found == 7.0


def test_a_package_within_a_tie_of_what_it_tabled_is_no_concession():
    """Both packages would leave the other side a limit of .1; the first is worth a tie less than what was tabled."""
    assert zeuthen([-TIE, -0.5], [0.9, 0.9], tabled=(0.0, 0.0), received=(-0.9, 1.0)) == -0.5
    assert zeuthen([-3 * TIE, -0.5], [0.9, 0.9], tabled=(0.0, 0.0), received=(-0.9, 1.0)) == -3 * TIE


def test_a_package_worth_a_tie_less_than_what_it_was_offered_may_be_the_concession():
    """The other side, which likes it better than its own offer, would have nothing left to insist on."""
    assert zeuthen([5.0, -TIE], [0.0, 2.0], tabled=(5.0, 0.0), received=(0.0, 1.0)) == -TIE
    assert zeuthen([5.0, -3 * TIE], [0.0, 2.0], tabled=(5.0, 0.0), received=(0.0, 1.0)) == 0.0
