"""Nice tit-for-tat: the Nash point on the path, the mirrored share and the bonus of time, worked by hand."""

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.nice_tit_for_tat import NiceTitForTat, concession_share, nash_value

PATH = {"mine": [10.0, 8.0, 6.0, 4.0, 2.0], "theirs": [1.0, 4.0, 6.0, 7.0, 8.0], "other_reserve": 1.0}
# Gains over 2 and 1: 8 * 0, 6 * 3, 4 * 5, 2 * 6, 0 * 7: the third is the Nash point, worth 6 to us.


def demand(*offers, elapsed=0.3, late=0.91, **stated):
    held = {"best": 10.0, "reserve": 2.0} | stated
    return NiceTitForTat(late)(view(1, elapsed=elapsed, path=PATH, history={"heard": list(offers)}, **held))[0]


def test_the_nash_point_worked_by_hand():
    seen = view(3, reserve=[2.0, 5.0, 7.5], path=PATH)
    # Over a reserve of 5 the gains are 5 * 0, 3 * 3, 1 * 5; over 7.5 they are 2.5 * 0, .5 * 3.
    np.testing.assert_array_equal(nash_value(seen.path, seen.reserve), [6.0, 8.0, 8.0])


@pytest.mark.parametrize(
    ("offers", "expected"),
    [
        ((), 10.0),
        ((0.0,), 10.0),  # one offer is no move
        ((0.0, 3.0), 8.0),  # half the way from 0 to 6: half of 10 - 6
        ((0.0, 3.0, 1.0), 8.0),  # what is taken back is overlooked
        ((3.0, 1.0, 3.75), 9.0),  # a quarter of the way from 3 to 6
        ((0.0, 6.0), 6.0),
        ((0.0, 9.0), 6.0),  # never below the Nash point
        ((7.0,), 6.0),  # there from the start
    ],
)
def test_the_share_of_the_way_is_mirrored(offers, expected):
    assert demand(*offers) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("elapsed", "late", "expected"), [(0.5, 0.5, 8.0), (0.75, 0.5, 7.0), (1.0, 0.5, 6.0), (0.95, 0.9, 7.0)]
)
def test_after_late_the_rest_of_the_gap_closes(elapsed, late, expected):
    assert demand(0.0, 3.0, elapsed=elapsed, late=late) == pytest.approx(expected)


def test_a_larger_late_holds_out_longer():
    held = [demand(0.0, 3.0, elapsed=0.9, late=late) for late in (0.0, 0.5, 0.8, 0.89)]
    assert np.all(np.diff(held) > 0)


def test_a_nash_point_above_what_it_may_hope_for_leaves_it_at_the_best():
    assert demand(0.0, 3.0, best=5.0) == 5.0


@pytest.mark.parametrize("seed", range(6))
def test_it_never_demands_less_than_the_nash_point_nor_gives_unless_the_other_did(seed):
    seen = random_view(12, seed)
    nash = np.clip(nash_value(seen.path, seen.reserve), seen.reserve, seen.best)
    assert np.all(NiceTitForTat()(seen) >= nash - 1e-12)
    share = concession_share(seen.history.heard, nash)
    assert np.all((share >= 0) & (share <= 1))
    firm = (share == 0) & (seen.elapsed < 0.91)
    assert firm.any()
    np.testing.assert_array_equal(NiceTitForTat()(seen)[firm], seen.best[firm])


def test_a_bad_late_is_refused():
    with pytest.raises(ValueError, match=r"late must be at least 0 and below 1; found 1$"):
        NiceTitForTat(late=1.0)
