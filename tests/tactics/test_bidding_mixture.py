"""Mixture: weights over time worked by hand, and what becomes of its two parts."""

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.micro import Micro
from sim.tactics.bidding.mixture import Mixture
from sim.tactics.bidding.timed import Timed
from sim.tactics.bidding.tit_for_tat import TitForTat

TIMES = np.linspace(0, 1, 101)


@pytest.mark.parametrize(
    ("switch", "width", "weights"),
    [
        (0.5, 0.0, [0, 0, 1, 1, 1]),
        (0.5, 1.0, [0, 0.25, 0.5, 0.75, 1]),
        (0.5, 0.5, [0, 0, 0.5, 1, 1]),
        (0.25, 1.0, [0.25, 0.5, 0.75, 1, 1]),
        (1.0, 0.0, [0, 0, 0, 0, 1]),
        (0.0, 0.0, [1, 1, 1, 1, 1]),
    ],
)
def test_weights_worked_by_hand(switch, width, weights):
    found = Mixture(Hardliner(), TitForTat(), switch, width).weight(np.array([0, 0.25, 0.5, 0.75, 1]))
    np.testing.assert_allclose(found, weights)


def test_a_demand_worked_by_hand():
    # At half time the straight line demands 6, the hardliner 10; a weight of .75 demands 7.
    seen = view(1, best=10.0, reserve=2.0, elapsed=0.5)
    np.testing.assert_allclose(Mixture(Hardliner(), Timed(1.0), switch=0.25, width=1.0)(seen), 7.0)


@pytest.mark.parametrize("seed", range(4))
def test_before_and_after_the_change_it_is_one_of_its_parts(seed):
    seen, first, then = random_view(12, seed), Micro(), Timed(0.3)
    mixed = Mixture(first, then, switch=0.5, width=0.4)(seen)
    early, late = seen.elapsed < 0.3, seen.elapsed > 0.7
    np.testing.assert_array_equal(mixed[early], first(seen)[early])
    np.testing.assert_array_equal(mixed[late], then(seen)[late])
    low, high = np.minimum(first(seen), then(seen)), np.maximum(first(seen), then(seen))
    assert np.all((low <= mixed) & (mixed <= high))


def test_a_larger_switch_changes_later_and_a_larger_width_more_gradually():
    later = np.array([Mixture(Hardliner(), Timed(1.0), s, 0.2).weight(TIMES) for s in (0.2, 0.5, 0.8)])
    assert np.all(np.diff(later, axis=0) <= 0)
    steepest = [np.diff(Mixture(Hardliner(), Timed(1.0), 0.5, w).weight(TIMES)).max() for w in (0.0, 0.2, 0.6)]
    np.testing.assert_allclose(steepest, [1, 0.05, 1 / 60])


def test_it_reads_what_its_parts_read_each_once():
    reads = Mixture(Micro(order="packages"), Timed(1.0), 0.5).reads
    assert len(reads) == len(set(reads))
    assert set(reads) == {"elapsed", *Micro(order="packages").reads, *Timed(1.0).reads}


def test_mixtures_may_be_nested():
    inner = Mixture(Hardliner(), Timed(1.0), switch=0.25, width=1.0)
    outer = Mixture(Hardliner(), inner, switch=0.5, width=1.0)
    np.testing.assert_allclose(outer(view(1, best=10.0, reserve=2.0, elapsed=0.5)), 8.5)  # between 10 and 7


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"switch": 1.5}, "switch must be from 0 to 1; found 1.5$"),
        ({"switch": 0.5, "width": np.array([0.1, -0.1])}, "width must be at least 0; found -0.1 in world 1$"),
    ],
)
def test_a_bad_parameter_is_named_with_its_value(parameters, message):
    with pytest.raises(ValueError, match=message):
        Mixture(Hardliner(), Hardliner(), **parameters)
