"""The election: published chances, closed forms, and Monte Carlo of the walk itself."""

import json

import numpy as np
import pytest
from views import read_only

from sim.analysis.validation.theory.verdict import SHIPPED
from sim.core.chance import Chance
from sim.core.normal import normal_cdf
from sim.politics.election import (
    PollUncertainty,
    first_wins_chance,
    step_strength,
    strength_from_poll,
    strength_variances,
    vote_shares,
    win_chances,
    winner,
)

CASES = json.loads(SHIPPED.read_text(encoding="utf-8"))
ELECTIONS = [case for case in CASES if case["type"] == "election"]
EVERYBODY = 1e12  # so many interviews that a poll has no sampling error


def spread(sd_day=0.04, sd_error=0.11, interviews=EVERYBODY, worlds=1):
    return PollUncertainty(np.full(worlds, sd_day), np.full(worlds, sd_error), interviews)


def polled(*percent, worlds=1):
    return np.tile(np.array(percent) / sum(percent), (worlds, 1))


@pytest.mark.parametrize("case", ELECTIONS, ids=[case["name"] for case in ELECTIONS])
def test_the_chance_to_beat_a_rival_is_the_closed_form(case):
    found = first_wins_chance(np.array([case["shares"]]) / 100, case["days"], spread(case["sd_day"], case["sd_error"]))
    assert found == pytest.approx(case["expected"]["win_1"], abs=1e-9)


@pytest.mark.parametrize(
    ("percent", "days", "expected"), [((48, 30, 10), 40, 0.953), ((45, 36), 12, 0.889), ((45, 43), 40, 0.565)]
)
def test_published_chances_come_out_with_2400_interviews(percent, days, expected):
    """The number of interviews behind them is not stated; one number gives all three."""
    p = np.array([percent]) / 100
    assert first_wins_chance(p[:, :2], days, spread(interviews=2400)) == pytest.approx(expected, abs=0.001)
    assert first_wins_chance(p[:, :2], days, spread(interviews=1000)) == pytest.approx(expected, abs=0.011)
    if len(percent) == 3:
        assert win_chances(p, days, spread(interviews=2400))[0, 0] == pytest.approx(expected, abs=0.002)


def test_two_candidates_chances_are_those_of_beating_each_other():
    both = win_chances(polled(52, 48), 40, spread(0.02, 0.10))
    np.testing.assert_allclose(both, [[0.6901952, 1 - 0.6901952]], atol=1e-7)


def chances_by_sums(p, days, uncertainty):
    """Return each of three candidates' chance of winning by a sum over 40,001 strengths of its own."""
    mean, sd = np.log(p), np.sqrt(strength_variances(p, days, uncertainty))
    z = np.linspace(-10, 10, 40_001)
    density = np.exp(-z * z / 2) / np.sqrt(2 * np.pi) * (20 / 40_000)
    found = []
    for c in range(3):
        beaten = [normal_cdf((mean[:, [c]] + sd[:, [c]] * z - mean[:, [r]]) / sd[:, [r]]) for r in range(3) if r != c]
        found.append((beaten[0] * beaten[1] * density).sum(axis=1))
    return np.stack(found, axis=1)


@pytest.mark.parametrize("interviews", [1500, 50, EVERYBODY])
def test_three_candidates_chances_are_those_of_a_sum_over_strengths(interviews):
    """Whatever their order, alike, and with one far behind, whose strength is the least certain."""
    p = np.array([[46.6, 27.8, 7.5], [7.5, 46.6, 27.8], [1, 1, 1], [2, 2, 1], [49.9, 49.9, 0.2], [98, 1, 1]])
    p = p / p.sum(axis=1, keepdims=True)
    uncertainty = spread(interviews=interviews, worlds=len(p))
    found = win_chances(p, 32, uncertainty)
    np.testing.assert_allclose(found, chances_by_sums(p, 32, uncertainty), rtol=0, atol=1e-12)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=0, atol=1e-15)
    np.testing.assert_array_equal(found[0], np.roll(found[1], -1))
    assert np.all(found >= 0)


def test_equal_candidates_have_equal_chances():
    np.testing.assert_allclose(win_chances(polled(1, 1, 1, 1), 30, spread()), np.full((1, 4), 0.25))


def test_a_longer_wait_and_a_smaller_sample_make_a_lead_less_safe():
    p = np.array([[0.48, 0.40]])
    by_days = [first_wins_chance(p, days, spread())[0] for days in (0, 10, 60, 1000)]
    by_interviews = [first_wins_chance(p, 30, spread(interviews=n))[0] for n in (EVERYBODY, 2000, 500, 50)]
    for run in (by_days, by_interviews):
        assert np.all(np.diff(run) < 0)
        assert run[-1] > 0.5


def test_every_world_has_its_own_spread_and_polls():
    p = np.array([[0.5, 0.3, 0.2], [0.2, 0.3, 0.5]])
    uneven = PollUncertainty(np.array([0.02, 0.06]), np.array([0.1, 0.2]), 1500)
    read_only(p, uneven.sd_day, uneven.sd_error)
    together = win_chances(p, 30, uneven)
    np.testing.assert_allclose(together.sum(axis=1), 1)
    for world in range(2):
        alone = win_chances(p[[world]], 30, PollUncertainty(uneven.sd_day[[world]], uneven.sd_error[[world]], 1500))
        np.testing.assert_array_equal(alone[0], together[world])


# --- the walk -------------------------------------------------------------------------------------

WORLDS, DAYS = 20_000, 32


def luck(occasion, candidates=3, worlds=WORLDS, seed=4):
    drawn = Chance(seed, 0, worlds)
    return np.stack([drawn.normal(f"{name}.{occasion}") for name in "abcd"[:candidates]], axis=1)


def walked(strength, sd_day=0.04):
    for day in range(DAYS):
        strength = step_strength(strength, np.full(len(strength), sd_day), luck(f"day{day}"))
    return strength


def test_a_step_of_no_spread_stands_still_and_one_of_1_moves_by_root_half_of_the_luck():
    strength, normals = np.log(polled(5, 3, 2, worlds=2)), np.array([[1.0, 0.0, -2.0]] * 2)
    found = step_strength(strength, np.array([0.0, 1.0]), normals)
    np.testing.assert_allclose(found - strength, [[0, 0, 0], [np.sqrt(0.5), 0, -np.sqrt(2)]], atol=1e-12)


def test_pairwise_log_ratios_vary_by_the_spread_of_every_day_and_covary_by_half_of_it():
    found = walked(np.zeros((WORLDS, 3)))
    ratios = found[:, 1:] - found[:, :1]
    expected = 0.04**2 * DAYS * np.array([[1, 0.5], [0.5, 1]])
    np.testing.assert_allclose(np.cov(ratios.T), expected, rtol=0.04)
    np.testing.assert_allclose(ratios.mean(axis=0), 0, atol=0.01)


@pytest.mark.parametrize(
    ("percent", "sd_day"),
    [((46.6, 27.8, 7.5), 0.04), ((42, 38, 8), 0.04), ((50, 35, 15), 0.08), ((40, 30, 30), 0.04), ((36, 34, 30), 0.04)],
)
def test_believed_chances_are_close_to_how_often_each_candidate_wins(percent, sd_day):
    on_the_day = walked(np.log(polled(*percent, worlds=WORLDS)), sd_day)
    voted = step_strength(on_the_day, np.full(WORLDS, 0.11), luck("error"))
    won = np.bincount(winner(voted), minlength=3) / WORLDS
    np.testing.assert_allclose(win_chances(polled(*percent), DAYS, spread(sd_day))[0], won, atol=0.01)


def test_a_poll_misses_each_log_ratio_by_its_sampling_error():
    published = polled(46, 34, 20, worlds=WORLDS)
    truth = strength_from_poll(published, 1000, luck("sample"))
    missed = (truth - np.log(published))[:, 0] - (truth - np.log(published))[:, 1]
    assert missed.var() == pytest.approx((1 / 0.46 + 1 / 0.34) / 1000, rel=0.04)
    assert missed.mean() == pytest.approx(0, abs=0.002)


def test_shares_of_log_strengths_add_to_one_whatever_their_level():
    expected = polled(46.6, 27.8, 7.5)
    for level in (0.0, 900.0, -900.0):
        np.testing.assert_allclose(vote_shares(np.log(expected) + level), expected)


def test_a_share_has_a_least_so_that_its_logarithm_is_known():
    """A candidate far behind keeps exp(-25) beside the largest, at any distance."""
    for behind in (30.0, 2000.0):
        found = vote_shares(np.array([[0.0, -behind], [behind, 0.0]]))
        np.testing.assert_allclose(found[:, 1], np.exp(-25) / (1 + np.exp(-25)), rtol=1e-12)


def test_the_strongest_wins_and_a_tie_goes_to_the_first():
    strength = np.array([[0.1, 0.5, 0.4], [0.7, 0.7, 0.1], [0.0, 0.0, 0.0], [-3.0, -2.0, -1.0]])
    np.testing.assert_array_equal(winner(strength), [1, 0, 0, 2])
