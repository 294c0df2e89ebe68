"""Ways of bidding that look at the clock or at the meetings left, and at nothing else."""

from dataclasses import replace

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.resource import Resource
from sim.tactics.bidding.timed import Timed

LEFT = np.arange(12.0)[::-1]  # meetings left, from 11 to none


def demands(patience, opening=0.0):
    return Resource(patience, opening)(view(12, best=10.0, reserve=2.0, outlook={"meetings": LEFT}))


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("rule", [Timed(0.25), Timed(3.0, 0.2), Timed(0.5, 0.1, "exponential")])
def test_timed_gives_more_as_time_goes_by_unless_it_is_the_last_chance(rule, seed):
    seen = random_view(12, seed)
    calm = replace(seen, last_chance=np.zeros(12, dtype=bool))
    later = replace(calm, elapsed=calm.elapsed + (1 - calm.elapsed) * 0.3)
    assert np.all(rule(later) <= rule(calm))
    assert np.all(rule(seen) <= rule(calm))


def test_resource_demands_worked_by_hand():
    # One patience of meetings left: e^-1 = .3678794 is given; two: e^-2 = .1353353; none: all.
    seen = view(3, best=10.0, reserve=2.0, outlook={"meetings": [5.0, 10.0, 0.0]})
    np.testing.assert_allclose(Resource(patience=5.0)(seen), [7.0569645, 8.9173177, 2.0])
    # An opening of .5 gives .5 + .5 e^-1 = .6839397
    np.testing.assert_allclose(Resource(patience=5.0, opening=0.5)(seen), [4.5284822, 5.4586589, 2.0])


def test_resource_gives_more_with_each_meeting_gone_and_all_at_the_last():
    for patience, opening in ((0.5, 0.0), (3.0, 0.2), (50.0, 0.5)):
        run = demands(patience, opening)
        assert np.all(np.diff(run) <= 0)
        assert run[-1] == 2.0


def test_a_larger_patience_gives_earlier_and_a_larger_opening_gives_more():
    by_patience = np.array([demands(patience) for patience in (0.5, 1.0, 3.0, 12.0)])
    assert np.all(np.diff(by_patience, axis=0)[:, :-1] < 0)
    by_opening = np.array([demands(3.0, opening) for opening in (0.0, 0.1, 0.5, 0.9)])
    assert np.all(np.diff(by_opening, axis=0)[:, :-1] < 0)


def test_with_an_extension_in_sight_the_demand_rises_again():
    short, long = Resource(4.0)(view(2, outlook={"meetings": [2.0, 9.0]}))
    assert short < long


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"patience": 0.0}, "patience must be above 0; found 0$"),
        ({"patience": np.array([1.0, -2.0])}, "patience must be above 0; found -2 in world 1$"),
        ({"patience": 1.0, "opening": 1.0}, "opening must be at least 0 and below 1; found 1$"),
    ],
)
def test_a_bad_parameter_is_named_with_its_value(parameters, message):
    with pytest.raises(ValueError, match=message):
        Resource(**parameters)
