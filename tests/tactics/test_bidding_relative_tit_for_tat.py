"""Relative tit-for-tat: proportions worked by hand, and what it does before it has heard enough."""

import numpy as np
import pytest
from views import view

from sim.tactics.bidding.tit_for_tat import TitForTat

WORST = -10.0  # values are counted from here


def demand(previous, received_before, received, best=20.0, reserve=-5.0):
    seen = view(
        1,
        worst=WORST,
        best=best,
        reserve=reserve,
        previous=previous,
        received_before=received_before,
        received=received,
    )
    return TitForTat()(seen)[0]


@pytest.mark.parametrize(
    ("previous", "received_before", "received", "expected"),
    [
        (12.0, 0.0, 1.0, 10.0),  # 22 * 10 / 11 = 20 above the worst: a tenth better, down to 10/11
        (20.0, -5.0, 0.0, 5.0),  # 30 * 5 / 10 = 15: twice as good, half as much
        (12.0, 0.0, 0.0, 12.0),  # nothing given, nothing given
        (5.0, 0.0, -2.0, 8.75),  # 15 * 10 / 8 = 18.75: taken back, taken back
    ],
)
def test_the_demand_falls_in_the_proportion_in_which_offers_rose(previous, received_before, received, expected):
    assert demand(previous, received_before, received) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("previous", "received_before", "received"),
    [(np.nan, np.nan, np.nan), (20.0, np.nan, np.nan), (20.0, np.nan, 3.0), (np.nan, 1.0, 3.0)],
)
def test_it_never_opens(previous, received_before, received):
    assert demand(previous, received_before, received) == 20.0


def test_a_large_concession_brings_it_to_its_reserve_but_not_below():
    assert demand(6.0, -9.0, 15.0) == -5.0  # 16 * 1 / 25 = .64 above the worst
    assert demand(6.0, -9.0, 15.0, reserve=-9.5) == pytest.approx(-9.36)


def test_a_worse_offer_never_brings_it_above_the_best():
    assert demand(19.0, 5.0, -8.0) == 20.0


@pytest.mark.parametrize(("received_before", "received", "expected"), [(-10.0, 0.0, -5.0), (0.0, -10.0, 20.0)])
def test_an_offer_at_the_very_worst_is_no_fault(received_before, received, expected):
    assert demand(12.0, received_before, received) == expected


def test_two_of_them_wait_for_ever():
    first, second = np.nan, np.nan
    heard = {"first": [np.nan, np.nan], "second": [np.nan, np.nan]}
    for _ in range(10):
        first, second = (demand(p, *heard[name]) for p, name in ((first, "first"), (second, "second")))
        heard = {"first": [heard["first"][1], -4.0], "second": [heard["second"][1], -4.0]}  # each asks for its best
    assert (first, second) == (20.0, 20.0)


def test_worlds_that_have_heard_enough_move_beside_worlds_that_have_not():
    seen = view(3, worst=WORST, best=20.0, reserve=-5.0, previous=12.0, received=1.0, received_before=[0, np.nan, 1])
    np.testing.assert_allclose(TitForTat()(seen), [10.0, 20.0, 12.0])


def test_one_concession_is_answered_once():
    first = demand(12.0, 0.0, 1.0)
    seen = view(1, worst=WORST, best=20.0, reserve=-5.0, previous=first, received=1.0, received_before=0.0, news=False)
    np.testing.assert_allclose(TitForTat()(seen), first)
