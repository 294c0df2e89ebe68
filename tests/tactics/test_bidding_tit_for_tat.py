"""The three tit-for-tats of Faratin, Sierra and Jennings: relative, absolute, averaged."""

from dataclasses import replace

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.absolute_tit_for_tat import AbsoluteTitForTat
from sim.tactics.bidding.averaged_tit_for_tat import AveragedTitForTat
from sim.tactics.bidding.tit_for_tat import TitForTat

WORST = -10.0  # values are counted from here
NONE = np.nan


def heard(*offers, **stated):
    """Return a view of these offers, the latest last, after a demand of 12."""
    before, now = ([NONE, NONE, *offers])[-2:]
    held = {"worst": WORST, "best": 20.0, "reserve": -5.0, "previous": 12.0} | stated
    return view(1, received_before=before, received=now, history={"heard": list(offers)}, **held)


@pytest.mark.parametrize("rule", [TitForTat(), AbsoluteTitForTat(), AveragedTitForTat(1)])
def test_each_concedes_only_where_the_other_side_has(rule):
    received = np.array([1.0, 0.0, -1.0, 4.0])  # better, the same, worse, better
    offers = np.column_stack([np.zeros(4), received])
    seen = view(4, previous=8.0, received_before=0.0, received=received, history={"heard": offers})
    np.testing.assert_array_equal(rule(seen) < seen.previous, received > 0)
    np.testing.assert_array_equal(rule(seen) > seen.previous, received < 0)


RULES = [TitForTat(), AbsoluteTitForTat(), AbsoluteTitForTat(wobble=3.0), AveragedTitForTat(), AveragedTitForTat(3)]


@pytest.mark.parametrize("rule", RULES)
def test_none_of_them_opens(rule):
    assert rule(heard()) == 20.0
    assert rule(heard(4.0)) == 20.0
    assert rule(heard(1.0, 2.0, 3.0, 4.0, previous=NONE)) == 20.0


@pytest.mark.parametrize("rule", RULES)
def test_each_answers_an_offer_once(rule):
    assert rule(heard(0.0, 1.0, 2.0, 4.0)) < 12.0
    assert rule(heard(0.0, 1.0, 2.0, 4.0, news=False)) == 12.0


# --- absolute -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ((0.0, 1.5), 10.5),  # 1.5 better: 1.5 down
        ((3.0, 1.0), 14.0),  # 2 worse: 2 up
        ((3.0, 3.0), 12.0),
        ((-9.0, 15.0), -5.0),  # 24 better: no lower than reserve
        ((15.0, 1.0), 20.0),  # 14 worse: no higher than best
    ],
)
def test_the_demand_falls_by_what_the_offers_rose(offers, expected):
    assert AbsoluteTitForTat()(heard(*offers)) == pytest.approx(expected)


def test_wobble_gives_on_top_by_luck():
    seen = [heard(0.0, 1.5, luck=luck) for luck in (0.0, 0.25, 1.0)]
    assert [AbsoluteTitForTat(wobble=2.0)(part)[0] for part in seen] == pytest.approx([10.5, 10.0, 8.5])
    more = [AbsoluteTitForTat(wobble)(seen[1])[0] for wobble in (0.0, 1.0, 2.0, 4.0)]
    assert np.all(np.diff(more) < 0)


def test_without_wobble_luck_is_not_even_asked_for():
    assert "luck" not in AbsoluteTitForTat().reads
    assert "luck" in AbsoluteTitForTat(wobble=np.array([0.0, 1.0])).reads
    assert AbsoluteTitForTat()(heard(0.0, 1.5, luck=NONE)) == 10.5


def test_a_negative_wobble_is_refused():
    with pytest.raises(ValueError, match=r"wobble must be at least 0; found -1$"):
        AbsoluteTitForTat(wobble=-1.0)


# --- averaged -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("window", "offers", "expected"),
    [
        (2, (0.0, 5.0, 1.0), 10.0),  # 22 above the worst * 10 / 11 = 20
        (3, (0.0, 9.0, -3.0, 1.0), 10.0),
        (2, (7.0, -5.0, 1.0, 0.0), 1.0),  # 22 * 5 / 10 = 11 above the worst
        (2, (0.0, 5.0), 20.0),  # two offers, three needed
        (4, (0.0, 5.0, 6.0, 7.0), 20.0),
    ],
)
def test_the_demand_falls_in_the_proportion_over_the_window(window, offers, expected):
    assert AveragedTitForTat(window)(heard(*offers)) == pytest.approx(expected)


@pytest.mark.parametrize("seed", range(6))
def test_a_window_of_1_is_the_relative_one(seed):
    seen = random_view(12, seed)
    np.testing.assert_array_equal(AveragedTitForTat(1)(seen), TitForTat()(seen))


def test_a_longer_window_forgives_a_single_bad_offer():
    slip = heard(0.0, 2.0, 4.0, 3.0)  # rising, but for the last
    relative, averaged = AveragedTitForTat(1)(slip)[0], AveragedTitForTat(3)(slip)[0]
    assert averaged < 12.0 < relative


def test_a_longer_window_gives_more_to_a_steady_concession():
    steady = heard(0.0, 1.0, 2.0, 3.0, 4.0)
    given = [AveragedTitForTat(window)(steady)[0] for window in (1, 2, 3, 4)]
    assert np.all(np.diff(given) < 0)


def test_offers_behind_a_worlds_last_one_do_not_count():
    offers = np.array([[0.0, 1.0, NONE, NONE], [0.0, 1.0, 2.0, 4.0], [NONE] * 4])
    seen = view(3, worst=WORST, best=20.0, reserve=-5.0, previous=12.0, history={"heard": offers})
    np.testing.assert_allclose(AveragedTitForTat(1)(seen), [10.0, WORST + 22 * 12 / 14, 20.0])
    shorter = replace(seen, history=replace(seen.history, heard=offers[:, :2]))
    np.testing.assert_array_equal(AveragedTitForTat(1)(shorter)[[0, 2]], AveragedTitForTat(1)(seen)[[0, 2]])


@pytest.mark.parametrize("window", [0, 1.5, -2])
def test_a_window_that_is_no_whole_number_from_1_up_is_refused(window):
    with pytest.raises(ValueError, match="window must be a whole number from 1 up; found"):
        AveragedTitForTat(window)
