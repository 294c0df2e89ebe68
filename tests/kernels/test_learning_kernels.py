"""Kernels of what is learnt from offers, held to the rules they stand for."""

import numpy as np
import pytest

from sim.core.backend import REFERENCES, load_kernel
from sim.tactics.opponent.frequency import grow_weights

NAME, ISSUES = "learning.grow_weights", 5


@pytest.mark.parametrize("worlds", [1, 10_000])
@pytest.mark.parametrize("shared", [False, True])
def test_grow_weights(worlds, shared):
    """Some issues are worth the same at all levels, and some weights are 0."""
    luck = np.random.default_rng(worlds)
    held = np.maximum(np.round(luck.normal(1, 1, (worlds, ISSUES)), 1), 0.0)
    stake = luck.random((1 if shared else worlds, ISSUES)) < 0.7
    stayed, has_before = luck.random((worlds, ISSUES)) < 0.5, luck.random(worlds) < 0.8
    before = held.copy()
    for part in (held, stayed, has_before, stake):
        part.flags.writeable = False
    for step in (np.broadcast_to(0.2, worlds), luck.choice([0.0, 0.1, 3.0], worlds)):
        given = (held, stayed, has_before, stake, step)
        np.testing.assert_array_equal(load_kernel(NAME)(*given), REFERENCES[NAME](*given))
        assert grow_weights(*given).shape == held.shape
    np.testing.assert_array_equal(held, before)
