"""MiCRO: one step for each new package; two of them meet in the middle."""

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.micro import Micro

NONE = np.nan
PATH = [10.0, 8.0, 6.0, 4.0]


def demand(stood, made, received, order="path", **stated):
    held = {"best": 10.0, "reserve": 5.0, "path": {"mine": PATH}} | stated
    return Micro(order)(view(1, last_demand=stood, history={"made": made, "received": received}, **held))[0]


@pytest.mark.parametrize(
    ("stood", "made", "received", "expected"),
    [
        (NONE, 0, 0, 10.0),  # opens with the best
        (NONE, 0, 3, 10.0),  # also when it speaks second
        (10.0, 1, 0, 10.0),  # ahead: repeat
        (10.0, 1, 1, 8.0),  # even: the smallest step
        (8.0, 2, 3, 6.0),  # behind: still only one
        (8.0, 3, 2, 8.0),
        (6.0, 3, 3, 6.0),  # the next is below reserve
        (7.0, 3, 3, 6.0),  # between two rungs
    ],
)
def test_steps_worked_by_hand(stood, made, received, expected):
    assert demand(stood, made, received) == expected


def test_with_all_packages_the_steps_are_smaller():
    assert demand(10.0, 2, 2, "packages", next_lower=9.5) == 9.5
    assert demand(10.0, 3, 2, "packages", next_lower=9.5) == 10.0
    assert demand(7.9, 4, 4, "packages", next_lower=NONE) == 7.9  # no rung is left
    assert demand(7.9, 4, 4, "packages", next_lower=4.9) == 7.9  # the next is below reserve


def test_rounding_does_not_make_a_rung_of_its_own():
    assert demand(8.0 + 1e-12, 2, 2) == 6.0
    assert demand(8.0, 2, 2, reserve=6.0 + 1e-12) == pytest.approx(6.0)


def test_it_starts_from_the_most_it_may_hope_for():
    assert demand(NONE, 0, 0, best=9.0) == 9.0
    assert demand(9.0, 1, 1, best=9.0) == 8.0
    assert demand(10.0, 1, 1, best=7.0) == 6.0  # hope has fallen since


def test_all_worlds_may_share_the_path():
    alone = view(3, last_demand=[10.0, 8.0, NONE], path={"mine": PATH})
    found = Micro()(view(3, last_demand=[10.0, 8.0, NONE], path={"mine": [PATH]}))
    np.testing.assert_array_equal(found, Micro()(alone))


def test_it_asks_only_for_the_rungs_it_uses():
    assert "next_lower" not in Micro().reads
    assert "path.mine" not in Micro(order="packages").reads


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("rule", [Micro(), Micro(order="packages")])
def test_it_never_takes_anything_back_and_never_moves_when_ahead(rule, seed):
    seen = random_view(12, seed)
    spoken = np.isfinite(seen.last_demand)
    demanded = rule(seen)
    assert np.all(demanded[spoken] <= seen.last_demand[spoken])
    ahead = spoken & (seen.history.made > seen.history.received)
    np.testing.assert_array_equal(demanded[ahead], seen.last_demand[ahead])


def test_two_of_them_give_in_turn_and_meet_in_the_middle():
    rungs = np.arange(10.0, -1.0, -1)  # of 10 to share; what one gets the other gives
    stood, made = [NONE, NONE], [0, 0]
    for turn in range(20):
        me, you = turn % 2, 1 - turn % 2
        seen = {"last_demand": stood[me], "path": {"mine": rungs}, "best": 10.0, "reserve": 0.0}
        target = Micro()(view(1, history={"made": made[me], "received": made[you]}, **seen))[0]
        if 10 - stood[you] >= target:
            break
        made[me] += stood[me] != target
        stood[me] = target
    assert stood == [5.0, 6.0]  # the second now takes the first one's 5
    assert target == 5.0


def test_an_unknown_order_is_refused():
    with pytest.raises(ValueError, match=r"order must be one of path, packages; found 'random'$"):
        Micro(order="random")
