"""Intervals of indices hold the known value as often as they say; over 100 seeds: held_intervals/cover_indices.py."""

import numpy as np
import pytest
from known_indices import KNOWN, design_of, with_luck, without_luck

from sim.analysis.sensitivity.factor_sample import DUMMY, factor_sample
from sim.analysis.sensitivity.registry import METHODS
from sim.analysis.sensitivity.resampling import estimate_indices
from sim.analysis.sensitivity.sobol import FIRST

LEVEL, SEEDS = 0.9, 8


def share_held(name, outcome_of, base=256):
    """Return the share of intervals of 90 % that hold the known index, over seeds and indices, and their mean width."""
    known, rows = KNOWN[name], []
    for seed in range(201, 201 + SEEDS):
        design = design_of("sobol", known.factors, seed, base=base)
        for one in estimate_indices(METHODS["sobol"], factor_sample(outcome_of(known, design, seed), design), LEVEL):
            if one.factor != DUMMY:
                values = known.first if one.index == FIRST else known.total
                value = values[int(one.factor[1:]) - 1]
                rows.append((one.low - 1e-12 <= value <= one.high + 1e-12, one.high - one.low))
    return np.mean(rows, axis=0)


@pytest.mark.slow
@pytest.mark.parametrize(
    "outcome_of", [lambda known, design, seed: without_luck(known, design), with_luck], ids=["no luck", "luck"]
)
@pytest.mark.parametrize("name", KNOWN)
def test_nine_of_ten_intervals_hold_the_known_index(name, outcome_of):
    held, width = share_held(name, outcome_of)
    assert held >= 0.85
    assert width < 0.3
