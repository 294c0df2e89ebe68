"""What a government may sign: the floor worked by hand, and that it only ever hardens a party."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import random_view, read_only

from sim.bargaining.view import View
from sim.politics.authority import approval_after_signing, signing_floor
from sim.tactics.bidding.timed import Timed

modest = settings(deadline=None, max_examples=60)
costs, shares = st.floats(0, 20), st.floats(0, 1)


def one(x):
    return np.array([float(x)])


def floor_of(reserve, cost, against, ambition, binding=True):
    return signing_floor(one(reserve), one(cost), one(against), one(ambition), np.array([binding]))[0]


@pytest.mark.parametrize(
    ("reserve", "cost", "against", "ambition", "expected"),
    [
        (1.0, 5.0, 0.7, 0.5, 4.0),  # 1 + 3.5 - .5
        (-2.0, 9.0, 0.5, 0.0, 2.5),
        (1.0, 5.0, 0.0, 0.0, 1.0),  # nobody minds
        (1.0, 2.0, 0.7, 3.0, 1.0),  # ambition never brings it to sign for less than no deal
    ],
)
def test_the_floor_is_the_reserve_and_the_cost_of_signing_less_ambition(reserve, cost, against, ambition, expected):
    assert floor_of(reserve, cost, against, ambition) == pytest.approx(expected)


def test_where_no_vote_is_pending_the_floor_is_the_reserve():
    assert floor_of(1.0, 9.0, 1.0, 0.0, binding=False) == 1.0


def test_every_world_is_bound_on_its_own_and_no_input_is_written_to():
    reserve, cost, against, ambition = one(1).repeat(3), np.array([5.0, 5.0, 0.0]), np.full(3, 0.7), np.full(3, 0.5)
    binding = np.array([True, False, True])
    read_only(reserve, cost, against, ambition, binding)
    np.testing.assert_allclose(signing_floor(reserve, cost, against, ambition, binding), [4.0, 1.0, 1.0])


@given(reserve=st.floats(-5, 5), cost=st.tuples(costs, costs), against=st.tuples(shares, shares), ambition=costs)
@modest
def test_a_dearer_signature_never_lowers_the_floor_and_ambition_never_raises_it(reserve, cost, against, ambition):
    cost, against = sorted(cost), sorted(against)
    found = floor_of(reserve, cost[0], against[0], ambition)
    assert found >= reserve
    assert floor_of(reserve, cost[1], against[0], ambition) >= found
    assert floor_of(reserve, cost[0], against[1], ambition) >= found
    assert floor_of(reserve, cost[0], against[0], ambition + 1) <= found


@given(seed=st.integers(0, 1000), cost=st.tuples(costs, costs), beta=st.floats(0.1, 5))
@modest
def test_a_stricter_mandate_never_makes_a_party_softer(seed, cost, beta):
    seen, low_high = random_view(8, seed), sorted(cost)
    target = Timed(beta=beta)(seen)
    rest = (np.full(8, 0.7), np.full(8, 0.5), np.full(8, True))
    mild, strict = (np.maximum(target, signing_floor(seen.reserve, np.full(8, c), *rest)) for c in low_high)
    assert np.all(strict >= mild)
    assert np.all(mild >= target)


def test_the_floor_is_nothing_a_tactic_sees():
    assert not {"floor", "authority"} & {field.name for field in fields(View)}


def test_signing_costs_standing_by_how_many_more_are_against_than_for():
    approval, points, opinion = np.full(2, 19.0), np.full(2, 10.0), (np.full(2, 0.266), np.full(2, 0.701))
    found = approval_after_signing(approval, points, opinion, np.array([True, False]))
    np.testing.assert_allclose(found, [14.65, 19.0])


def test_a_popular_signature_raises_standing():
    found = approval_after_signing(one(19), one(10), (one(0.6), one(0.3)), np.array([True]))
    np.testing.assert_allclose(found, [22.0])
