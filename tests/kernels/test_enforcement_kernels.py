"""The kernel of the patience that a deal needs, held to its rule."""

import numpy as np
import pytest
from kernel_laws import assert_alike

from sim.core.backend import REFERENCES

NAME = "enforcement.patience_needed"
WORLDS, ISSUES, LEVELS = 10_000, 5, 6


@pytest.mark.parametrize("digits", [0, 12])
@pytest.mark.parametrize("strange", [0.0, np.nan, np.inf, 1e308])
def test_the_patience_that_a_deal_needs(digits, strange):
    luck = np.random.default_rng(digits)
    table = np.round(luck.normal(0, 2, (WORLDS, ISSUES, LEVELS)), digits)
    table[luck.random(table.shape) < 0.05] = strange
    rows = np.flatnonzero(luck.random(WORLDS) < 0.8)
    package, lapsed = luck.integers(0, LEVELS, (2, len(rows), ISSUES))
    lapsed[::7] = package[::7]  # nothing is given and nothing got
    assert_alike(NAME, table, package, lapsed, rows)


def test_who_gives_for_nothing_needs_endless_patience():
    table = np.array([[[0.0, -1.0], [0.0, 2.0]]])
    expected = REFERENCES[NAME](table.repeat(4, axis=0), PACKAGES, np.zeros_like(PACKAGES), np.arange(4))
    np.testing.assert_array_equal(expected, [0.0, np.inf, 0.0, 0.5])
    assert_alike(NAME, table.repeat(4, axis=0), PACKAGES, np.zeros_like(PACKAGES), np.arange(4))


PACKAGES = np.array([[0, 0], [1, 0], [0, 1], [1, 1]])
