"""Kernels of what is asked of talks day by day, held to the rules they stand for."""

import numpy as np
import pytest

from sim.core.backend import REFERENCES, load_kernel
from sim.model.ledger import Ledger

NAME = "meeting.astray_talks"


@pytest.mark.parametrize("worlds", [1, 10_000])
@pytest.mark.parametrize("day", [15, 40])
def test_talks_astray(worlds, day):
    luck, ledger = np.random.default_rng(day), Ledger(worlds, 3, 4, 90)
    for name in ("live", "pending", "agreed"):
        setattr(ledger, name, luck.random(worlds) < 0.3)
    ledger.day, ledger.extensions = luck.integers(-1, 60, worlds), luck.integers(0, 4, worlds)
    ledger.end = luck.integers(20, 60, worlds) + np.round(luck.random(worlds))
    given = (ledger, (15, day), 2)
    expected = REFERENCES[NAME](*given)
    np.testing.assert_array_equal(load_kernel(NAME)(*given), expected, strict=True)
    assert worlds == 1 or 0 < expected.sum() < worlds
