"""Kernels of doubt, held to the rules they stand for."""

import numpy as np
import pytest

from sim.bargaining.doubt import equal_concession
from sim.core import ties
from sim.core.backend import REFERENCES, backend_of, load_kernel

NAME = "doubt.equal_concession"
WORLDS, POSITIONS = 10_000, 23


def sides(seed, shared=False):
    """Return two sides' values along paths of random worlds, in round figures so that ties and empty ranges occur."""
    luck = np.random.default_rng(seed)
    own = (np.round(luck.normal(0, 5, (1 if shared else WORLDS, POSITIONS)), 1), np.round(luck.normal(0, 4, WORLDS), 1))
    other = (np.round(luck.normal(0, 5, (WORLDS, POSITIONS)), 1), np.round(luck.normal(0, 4, WORLDS), 1))
    return own, other


@pytest.mark.parametrize("shared", [False, True])
@pytest.mark.parametrize("seed", [1, 2])
def test_equal_concession(seed, shared):
    given = sides(seed, shared)
    found, expected = (rule(*given) for rule in (load_kernel(NAME), REFERENCES[NAME]))
    np.testing.assert_array_equal(found[1], expected[1])
    np.testing.assert_array_equal(found[0], expected[0])
    assert 0 < expected[1].sum() < WORLDS


def test_the_marked_rule_calls_the_kernel_or_itself():
    given = sides(3)
    with backend_of("numpy"):
        plain = equal_concession(*given)
    with backend_of("numba"):
        fast = equal_concession(*given)
    np.testing.assert_array_equal(plain[0], fast[0])


def test_ties_are_those_of_the_rules():
    assert load_kernel("doubt.equal_concession").__globals__["TIE"] == ties.TIE
