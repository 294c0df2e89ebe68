"""Kernels of sides that go by the clock, held to the rules they stand for."""

import numpy as np
import pytest

from sim.bargaining.clockwork import PathOffers
from sim.core import ties
from sim.core.backend import REFERENCES, load_kernel

NAME, POSITIONS = "clockwork.play_by_clock", 17


def offers(luck):
    """Return the packages on a path in round figures, best for the other side first."""
    mine, theirs, own, other, asked = np.round(luck.normal(0, 2, (5, POSITIONS)), 1)
    return PathOffers(mine, np.sort(theirs)[::-1].copy(), np.zeros((POSITIONS, 2), int), (own, other), asked, 4)


@pytest.mark.parametrize("worlds", [1, 10_000])
@pytest.mark.parametrize("first", [0, 10])
@pytest.mark.parametrize("seed", range(3))
def test_play_by_clock(seed, first, worlds):
    luck = np.random.default_rng(seed)
    demands, authority = np.round(luck.normal(1, 2, (2, 10, worlds)), 1), np.round(luck.normal(-1, 2, (2, worlds)), 1)
    asked = np.where(luck.random((2, worlds)) < 0.3, np.inf, np.round(luck.normal(0, 2, (2, worlds)), 1))
    before, given = asked.copy(), ((offers(luck), offers(luck)), demands, authority, asked, first)
    found, expected = (rule(*given) for rule in (load_kernel(NAME), REFERENCES[NAME]))
    for one, other in zip(found, expected, strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(asked, before)
    assert worlds == 1 or 0 < (found[0] < 0).sum() < worlds


def test_ties_are_those_of_the_rules():
    assert load_kernel(NAME).__globals__["TIE"] == ties.TIE
