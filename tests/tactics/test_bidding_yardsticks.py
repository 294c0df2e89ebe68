"""The two ways of bidding that answer nothing: always the best, and anything at random."""

import numpy as np
import pytest
from views import random_view, view

from sim.tactics.bidding.hardliner import Hardliner
from sim.tactics.bidding.random import Random


@pytest.mark.parametrize("seed", range(5))
def test_the_hardliner_never_concedes(seed):
    seen = random_view(12, seed)
    np.testing.assert_array_equal(Hardliner()(seen), seen.best)


def test_random_demands_worked_by_hand():
    seen = view(4, best=10.0, reserve=2.0, luck=[0.0, 0.25, 0.5, 1.0])
    np.testing.assert_allclose(Random()(seen), [2.0, 4.0, 6.0, 10.0])
    np.testing.assert_allclose(Random(least=0.5)(seen), [6.0, 7.0, 8.0, 10.0])
    np.testing.assert_allclose(Random(least=np.array([0.0, 0.5, 0.75, 1.0]))(seen), [2.0, 7.0, 9.0, 10.0])


def test_random_demands_fill_the_range_evenly():
    luck = (np.arange(1000) + 0.5) / 1000
    demanded = Random(least=0.25)(view(1000, best=10.0, reserve=2.0, luck=luck))
    counts, _ = np.histogram(demanded, bins=6, range=(4.0, 10.0))  # from 2 + .25 * 8
    assert counts.sum() == 1000
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_least_share_outside_the_range_is_refused(least):
    with pytest.raises(ValueError, match="least must be from 0 to 1; found"):
        Random(least)
