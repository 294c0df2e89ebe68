"""What learning about the other side is worth: who leaves less on the table, where, and how surely."""

from functools import cache

import numpy as np
import pytest
from places import SCENARIOS

from sim.analysis.first_day import exact_frontier, first_day_domain
from sim.analysis.opponent_model_value import MODELS, LearningSetting, mean_and_half, model_values
from sim.reporting.tables import model_value_lines
from sim.scenario.loading import load

LEARNERS = ("frequency", "smith", "windowed", "bayesian")


@cache
def spec():
    return load(SCENARIOS / "baseline.yaml", ()).scenario


@cache
def measured(spread, worlds, rounds=30, seed=1):
    return {w.model: w for w in model_values(spec(), LearningSetting(spread, rounds, worlds, seed))}


def test_every_model_is_measured_in_the_same_worlds():
    told = []
    setting = LearningSetting(1.0, 6, 30, 1)
    found = model_values(spec(), setting, told.append)
    assert tuple(w.model for w in found) == MODELS
    np.testing.assert_allclose(told, np.arange(1, len(MODELS) + 1) / len(MODELS))
    by_name = {w.model: w for w in found}
    for w in found:
        assert w.left[0] >= 0
        assert 0 <= w.agreed <= 1
        assert w.saved_none[0] == pytest.approx(by_name["none"].left[0] - w.left[0])
        assert w.saved_fixed[0] == pytest.approx(by_name["fixed"].left[0] - w.left[0])
    assert by_name["none"].saved_none == by_name["fixed"].saved_fixed == (0, 0)
    assert len(model_value_lines(found, setting)) == len(MODELS) + 3


def test_the_same_seed_gives_the_same_table_and_another_seed_another():
    first, again = (
        model_values(spec(), LearningSetting(0.5, 5, 12, 0)),
        model_values(spec(), LearningSetting(0.5, 5, 12, 0)),
    )
    assert first == again
    assert model_values(spec(), LearningSetting(0.5, 5, 12, 1)) != first


def test_an_interval_is_that_of_student_by_hand():
    four = np.array([1.0, 2.0, 3.0, 6.0])  # squares about 3: 4 + 1 + 0 + 9; t(.975, 39) = 2.0227
    assert mean_and_half(np.tile(four, 10)) == pytest.approx((3.0, 2.0227 * np.sqrt(140 / 39 / 40)), rel=0.06)
    assert mean_and_half(four) == (3.0, None)


def test_a_spread_moves_the_truth_and_leaves_the_public_where_it_is():
    plain, spread = first_day_domain(spec(), 30, 1), first_day_domain(spec(), 30, 1, sigma=1.0)
    for side in (0, 1):
        np.testing.assert_array_equal(spread.public[side], plain.public[side])
        np.testing.assert_array_equal(spread.public_reserves[side], plain.public_reserves[side])
        held = np.abs(plain.values[side]) > 1e-9
        ratio = np.where(held, spread.values[side], 1.0) / np.where(held, plain.values[side], 1.0)
        factor = np.where(held, ratio, np.nan)
        worlds, issues = np.nonzero(held.any(axis=2))
        for world, issue in zip(worlds, issues, strict=True):  # one factor for all levels of an issue
            assert np.ptp(factor[world, issue][held[world, issue]]) < 1e-9
        assert np.all(ratio > 0)


def test_worlds_at_stake_do_not_depend_on_the_chunk():
    together = first_day_domain(spec(), 12, 1, sigma=1.0)
    part = first_day_domain(spec(), 5, 1, first=4, sigma=1.0)
    for name in ("values", "public", "reserves", "public_reserves"):
        for mine, theirs in zip(getattr(part, name), getattr(together, name), strict=True):
            np.testing.assert_array_equal(mine, theirs[4:9] if len(theirs) > 1 else theirs)
    for mine, theirs in zip(exact_frontier(part), exact_frontier(together), strict=True):
        wide = np.pad(mine, ((0, 0), (0, theirs.shape[1] - mine.shape[1])), mode="edge")
        np.testing.assert_array_equal(wide, theirs[4:9])


@pytest.mark.parametrize("seed", [1, 2])
def test_who_learns_leaves_less_where_the_public_is_far_from_right(seed):
    found = measured(1.0, 500, seed=seed)
    for model in ("bayesian", "oracle"):
        for mean, half in (found[model].saved_none, found[model].saved_fixed):
            assert mean - half > 0
    for model in LEARNERS:
        mean, half = found[model].saved_none
        assert mean - half > 0
    left = {model: w.left[0] for model, w in found.items()}
    assert left["oracle"] < left["bayesian"] < left["fixed"] < left["none"]
    assert left["oracle"] == min(left.values()) < 0.02
    assert all(w.left[1] > 0 for w in found.values())
    assert all(found[model].saved_fixed[1] > 0 for model in MODELS if model != "fixed")


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_learnt_where_the_public_is_nearly_right(seed):
    found = measured(0.0, 500, seed=seed)
    for model in LEARNERS:
        mean, half = found[model].saved_fixed
        assert mean - half < 0, model
    assert found["oracle"].saved_fixed[0] < 0.06  # all there is to be learnt, bn USD a year
