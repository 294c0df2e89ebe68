"""Zeuthen's principle: who gives ground, how much, and where two such sides end."""

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.zeuthen import Zeuthen, risk_limit

NONE = np.nan
PATH = {"mine": [10.0, 8.0, 6.0, 4.0, 2.0, 0.0], "theirs": [0.0, 3.0, 5.0, 6.0, 7.0, 8.0], "other_reserve": 0.0}


def demand(received, tabled=10.0, tabled_theirs=0.0, received_theirs=8.0, **stated):
    last = {"tabled": tabled, "tabled_theirs": tabled_theirs, "received_theirs": received_theirs}
    held = {"best": 10.0, "reserve": 0.0} | stated
    return Zeuthen()(view(1, received=received, path=PATH | last, **held))[0]


def test_risk_limits_worked_by_hand():
    own, other, reserve = np.array(
        [[10.0, 10.0, 5.0, 10.0, NONE], [4.0, 0.0, 3.0, -2.0, 1.0], [2.0, 0.0, 5.0, 0.0, 0.0]]
    )
    # 6 of 8; all; nothing to lose; an offer worse than no deal counts as no deal; nothing said yet
    np.testing.assert_allclose(risk_limit(own, other, reserve), [0.75, 1.0, 1.0, 1.0, 1.0])


def test_it_opens_with_the_best_and_stands_until_it_is_answered():
    assert demand(NONE, NONE, NONE, NONE) == 10.0
    assert demand(4.0, NONE, NONE, 6.0) == 10.0  # also when it speaks second
    assert demand(NONE, 8.0, 3.0, NONE) == 8.0


@pytest.mark.parametrize(
    ("tabled", "tabled_theirs", "received", "received_theirs", "expected"),
    [
        # Limits (10-4)/10 = .6 and (6-0)/6 = 1.  8 makes them .5 and .5: not higher.  6: .33 and .17.
        (10.0, 0.0, 4.0, 6.0, 6.0),
        # Limits (8-2)/8 = .75 and (7-3)/7 = .57: stand.
        (8.0, 3.0, 2.0, 7.0, 8.0),
        # Limits (8-6)/8 = .25 and (5-3)/5 = .4; the offered 6 has the largest product: ask for that.
        (8.0, 3.0, 6.0, 5.0, 6.0),
        # Limits (8-4)/8 = .5 and (6-3)/6 = .5: equal, so it gives.
        (8.0, 3.0, 4.0, 6.0, 6.0),
    ],
)
def test_concessions_worked_by_hand(tabled, tabled_theirs, received, received_theirs, expected):
    assert demand(received, tabled, tabled_theirs, received_theirs) == pytest.approx(expected)


def test_facing_an_offer_worse_than_no_deal_it_stands_while_its_own_is_livable():
    assert demand(-3.0, 8.0, 3.0, 8.0) == 8.0
    assert demand(-3.0, 10.0, 0.0, 8.0) == 8.0  # nobody offers anything: the first step is enough


def test_where_no_step_is_enough_it_asks_for_what_it_was_offered_unless_that_is_worse_than_no_deal():
    # Limits (6-5.9)/1 = .1 and (6-5)/6 = .17 over a reserve of 5, with nothing on the path between.
    assert demand(5.9, 6.0, 5.0, 6.0, reserve=5.0) == 5.9
    # Both offers are worse than no deal to the side that hears them, and so are all that follow.
    assert demand(4.0, 6.0, -1.0, 6.0, reserve=5.0) == 6.0


@pytest.mark.parametrize("seed", range(6))
def test_it_never_takes_anything_back(seed):
    seen = random_view(12, seed)
    spoken = np.isfinite(seen.path.tabled)
    assert np.all(Zeuthen()(seen)[spoken] <= seen.path.tabled[spoken])


# --- two of them, u = (x, root of 1 - x) ----------------------------------------------------------

GRID = np.linspace(1, 0, 101)  # x, from all for the first to nothing


def values(x):
    return np.array([x, np.sqrt(1 - x)])


def next_offer(side, offers):
    """Return the x that a side tables next, knowing both values of everything."""
    ways = [GRID, GRID[::-1]]
    mine, theirs = values(ways[side])[side], values(ways[side])[1 - side]
    own, other = values(offers[side]), values(offers[1 - side])
    trade = {"mine": mine, "theirs": theirs, "other_reserve": 0.0}
    last = {"tabled": own[side], "tabled_theirs": own[1 - side], "received_theirs": other[1 - side]}
    target = Zeuthen()(view(1, best=1.0, reserve=0.0, received=other[side], path=trade | last))
    return float(ways[side][np.flatnonzero(mine >= target - 1e-9)[-1]])


def test_two_of_them_who_know_each_other_end_at_the_nash_point():
    offers, given = [1.0, 0.0], [0, 0]
    while offers[0] > offers[1] + 1e-9:
        side = 0 if next_offer(0, offers) != offers[0] else 1
        moved = next_offer(side, offers)
        assert moved != offers[side]  # one of them always must
        offers[side], given[side] = moved, given[side] + 1
    assert given == [33, 33]
    assert offers[0] == pytest.approx(0.67)
    assert offers[0] == GRID[np.prod(values(GRID), axis=0).argmax()]
