"""Luck by name: the same for a world in any chunk, another for every name; SciPy checks the inverses."""

import numpy as np
import pytest
from scipy import stats

from sim.core.chance import INVERSES, SMALLEST_UNIFORM, Chance, lognormal, normal, triangular, uniform, uniforms

LEVELS = np.linspace(0.001, 0.999, 999)


@pytest.mark.parametrize(("first", "worlds"), [(0, 1), (1, 1), (3, 6), (4, 4), (5, 1), (6, 11), (1001, 9), (4096, 3)])
def test_a_chunk_of_worlds_meets_the_luck_it_has_among_all(first, worlds):
    together = uniforms(7, "korea.audience_cost", 0, first + worlds)
    np.testing.assert_array_equal(uniforms(7, "korea.audience_cost", first, worlds), together[first:])


@pytest.mark.parametrize("world", [0, 1, 2, 3, 4, 7, 1_000_000])
def test_a_world_alone_meets_the_luck_it_has_among_ten(world):
    alone = uniforms(1, "proposer.day17", world, 1)
    np.testing.assert_array_equal(alone, uniforms(1, "proposer.day17", world - world % 5, 10)[world % 5][None])


def test_another_name_is_other_luck_and_the_two_are_not_related():
    first, second = uniforms(1, "polls.day17", 0, 20_000), uniforms(1, "polls.day18", 0, 20_000)
    assert not np.any(first == second)
    assert abs(np.corrcoef(first, second)[0, 1]) < 0.03


def test_a_prefix_or_another_alphabet_makes_another_name():
    names = ["day1", "day11", "1day", "", "한국", "Korea", "korea"]
    assert len({float(uniforms(1, name, 0, 1)[0]) for name in names}) == len(names)


def test_seed_0_is_a_seed_like_any_other():
    zero = uniforms(0, "proposer", 0, 1000)
    np.testing.assert_array_equal(zero, uniforms(0, "proposer", 0, 1000))
    assert not np.any(zero == uniforms(1, "proposer", 0, 1000))


def test_neighbouring_seeds_and_neighbouring_worlds_are_not_related():
    draws = np.array([uniforms(seed, "proposer", 0, 5000) for seed in range(4)])
    related = np.corrcoef(draws) - np.eye(4)
    assert np.abs(related).max() < 0.06
    assert abs(np.corrcoef(draws[0][1:], draws[0][:-1])[0, 1]) < 0.06


def test_draws_are_uniform_between_0_and_1():
    draws = uniforms(3, "anything", 0, 50_000)
    assert draws.shape == (50_000,)
    assert draws.dtype == np.float64
    assert 0 < draws.min() < draws.max() < 1
    assert stats.kstest(draws, "uniform").pvalue > 0.01
    assert draws.mean() == pytest.approx(1 / 2, abs=0.005)
    assert draws.var() == pytest.approx(1 / 12, abs=0.002)


def test_the_chance_of_a_chunk_is_the_luck_of_its_worlds():
    chunk = Chance(seed=5, first=6, worlds=4)
    np.testing.assert_array_equal(chunk.uniform("a"), uniforms(5, "a", 6, 4))
    np.testing.assert_array_equal(chunk.normal("b"), normal(uniforms(5, "b", 6, 4), 0.0, 1.0))


def test_luck_asked_for_twice_is_refused_whichever_way_it_is_asked():
    chance = Chance(seed=1, first=0, worlds=3)
    chance.uniform("proposer.day17")
    with pytest.raises(ValueError, match=r"draws of 'proposer\.day17' were asked for twice"):
        chance.uniform("proposer.day17")
    with pytest.raises(ValueError, match="asked for twice"):
        chance.normal("proposer.day17")
    assert chance.uniform("proposer.day18").shape == (3,)


def test_two_chunks_of_one_seed_may_both_ask_for_a_name():
    first, second = Chance(1, 0, 3), Chance(1, 3, 3)
    both = np.concatenate([first.uniform("x"), second.uniform("x")])
    np.testing.assert_array_equal(both, uniforms(1, "x", 0, 6))


def test_normal_draws_have_mean_0_and_variance_1():
    draws = Chance(seed=2, first=0, worlds=50_000).normal("polls")
    assert draws.mean() == pytest.approx(0, abs=0.02)
    assert draws.var() == pytest.approx(1, abs=0.03)
    assert stats.kstest(draws, "norm").pvalue > 0.01


@pytest.mark.parametrize(("low", "mode", "high"), [(2, 5, 9), (0, 0, 1), (-0.25, -0.1, 0), (-1, 3, 3), (10, 20, 25)])
def test_triangular_quantiles_are_those_of_scipy(low, mode, high):
    known = stats.triang((mode - low) / (high - low), loc=low, scale=high - low)
    np.testing.assert_allclose(triangular(LEVELS, low, mode, high), known.ppf(LEVELS), atol=1e-12)


def test_a_triangle_without_width_is_a_number():
    np.testing.assert_array_equal(triangular(LEVELS, 3.0, 3.0, 3.0), np.full(999, 3.0))


def test_uniform_quantiles_are_those_of_scipy():
    np.testing.assert_allclose(uniform(LEVELS, -2.0, 6.0), stats.uniform(-2, 8).ppf(LEVELS))


def test_normal_quantiles_are_those_of_scipy():
    np.testing.assert_allclose(normal(LEVELS, 3.0, 0.5), stats.norm(3, 0.5).ppf(LEVELS))


def test_lognormal_quantiles_are_those_of_scipy_and_half_lie_below_the_median():
    np.testing.assert_allclose(lognormal(LEVELS, 0.35, 0.5), stats.lognorm(0.5, scale=0.35).ppf(LEVELS))
    assert lognormal(np.array([0.5]), 0.35, 0.5)[0] == pytest.approx(0.35)


@pytest.mark.parametrize(
    ("name", "parameters"),
    [("triangular", (2, 5, 9)), ("uniform", (0, 1)), ("normal", (0, 1)), ("lognormal", (0.35, 0.5))],
)
def test_the_most_extreme_draws_are_finite_and_in_order(name, parameters):
    ends = INVERSES[name](np.array([SMALLEST_UNIFORM, 0.5, 1 - 2.0**-53]), *parameters)
    assert np.all(np.isfinite(ends))
    assert ends[0] < ends[1] < ends[2]


def test_every_distribution_named_is_one_of_the_four_tested_here():
    assert dict(INVERSES) == {"triangular": triangular, "uniform": uniform, "normal": normal, "lognormal": lognormal}
