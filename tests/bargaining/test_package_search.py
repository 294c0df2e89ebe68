"""The best package below a limit: halves of an agenda, the search by halving, and limits met exactly."""

import numpy as np
import pytest

from sim.bargaining import packages as module
from sim.bargaining.packages import Packages, best_below, half_sums, last_below, off_table_value

COUNTS, OPEN, FIXED = (4, 2, 2, 3), (0, 1, 2), np.array([0, 0, 0, 1])
PACKAGES = Packages(COUNTS, OPEN, FIXED)


def tables(worlds, seed=0):
    """Return random tables, (worlds, issues, levels)."""
    return np.random.default_rng(seed).normal(size=(worlds, len(COUNTS), 4))


@pytest.mark.parametrize("size", range(1, 10))
def test_the_search_by_halving_finds_the_last_value_below_each_wanted_one(size):
    """By counting: the values are sorted, so as many as lie below it come before it, and the last is one less."""
    chance = np.random.default_rng(size)
    rising = np.sort(chance.integers(0, 6, (3, size)), axis=1).astype(float)
    wanted = np.tile(np.arange(-1.0, 8.0, 0.5), (3, 1))
    expected = (rising[:, :, None] < wanted[:, None, :]).sum(axis=1) - 1
    np.testing.assert_array_equal(last_below(rising, wanted), expected)
    np.testing.assert_array_equal(last_below(rising[:1], wanted), (rising[0][:, None, None] < wanted).sum(axis=0) - 1)


def test_the_issues_are_parted_so_that_neither_half_is_larger_than_need_be():
    """Of 4, 2 and 2 levels: four sums and four, where any other parting has eight in one of them."""
    near, far = half_sums(tables(5), PACKAGES)
    assert near.shape == (5, 4)
    assert far.shape == (5, 4)
    assert sorted(half.shape[1] for half in half_sums(tables(1), Packages((2, 3, 2, 3), (0, 1, 2, 3), FIXED))) == [6, 6]


def test_both_halves_together_hold_every_package_and_what_is_off_the_table_once():
    own = tables(3)
    near, far = half_sums(own, PACKAGES)
    both = np.sort((near[:, :, None] + far[:, None, :]).reshape(3, -1), axis=1)
    np.testing.assert_allclose(both, np.sort(PACKAGES.package_values(own), axis=1), atol=1e-12)
    assert np.all(np.diff(far, axis=1) >= 0)
    np.testing.assert_array_equal(off_table_value(own, OPEN, FIXED), own[:, 3, 1:2])


def test_an_agenda_of_one_issue_is_searched_too():
    own = np.array([[[3.0, 1.0, 2.0]]])
    found = best_below(own, Packages((3,), (0,), np.zeros(1, dtype=int)), np.array([9.0, 3.0, 2.5, 1.5, 1.0]))
    np.testing.assert_array_equal(found, [3, 2, 2, 1, np.nan])


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (7.0, 5.0),  # worth just the limit is not below it
        (7.0 + 5e-10, 5.0),  # nor is what falls short of it by a rounding
        (7.0 + 2e-9, 7.0),
        (5.0, 3.0),
        (1.0, np.nan),
        (1.0 + 2e-9, 1.0),
        (0.0, np.nan),
        (np.inf, 7.0),
    ],
)
@pytest.mark.parametrize("worlds", [1, 3])
def test_worth_less_than_a_limit_is_more_than_a_rounding_below_it(limit, expected, worlds):
    """Two issues of 4 and 0, 3 and 1: packages worth 7, 5, 3 and 1."""
    own = np.tile([[4.0, 0.0], [3.0, 1.0]], (worlds, 1, 1))
    found = best_below(own, Packages((2, 2), (0, 1), np.zeros(2, dtype=int)), np.full(3, limit))
    np.testing.assert_array_equal(found, [expected] * 3)


def test_where_there_is_no_world_there_is_no_package():
    assert best_below(tables(1), PACKAGES, np.zeros(0)).shape == (0,)


@pytest.mark.parametrize("values", [1, 5, 9, 2**17])
@pytest.mark.parametrize("worlds", [1, 7])
def test_how_many_values_are_worked_on_together_changes_nothing(monkeypatch, values, worlds):
    own, limits = tables(worlds, seed=2), np.linspace(-2, 4, 7)
    expected = best_below(own, PACKAGES, limits)
    monkeypatch.setattr(module, "SLICE_VALUES", values)
    np.testing.assert_array_equal(best_below(own, PACKAGES, limits), expected)


def test_as_many_packages_as_are_allowed_may_be_gone_through_and_not_one_more(monkeypatch):
    own = tables(2)
    monkeypatch.setattr(module, "MOST_PACKAGES", 16)
    assert PACKAGES.package_values(own).shape == (2, 16)
    monkeypatch.setattr(module, "MOST_PACKAGES", 15)
    with pytest.raises(module.TooManyPackages, match="at most 15 of them; this agenda has 16"):
        PACKAGES.package_values(own)


def test_a_million_packages_is_the_most():
    """One issue of 1,000 levels and another of 1,000; or one of 101 and one of 9,901, one package more."""
    assert Packages((1000, 1000), (0, 1), np.zeros(2, dtype=int)).package_values(np.zeros((1, 2, 1000))).size == 10**6
    with pytest.raises(module.TooManyPackages, match="at most 1,000,000 of them; this agenda has 1,000,001"):
        Packages((101, 9901), (0, 1), np.zeros(2, dtype=int)).package_values(np.zeros((1, 2, 9901)))


def test_worlds_are_sliced_so_that_their_values_are_held_at_once(monkeypatch):
    """Sixteen packages a world: of 40 values two worlds fit together, and one is taken even where none fits."""
    monkeypatch.setattr(module, "SLICE_VALUES", 40)
    assert list(PACKAGES.world_slices(5)) == [slice(0, 2), slice(2, 4), slice(4, 5)]
    monkeypatch.setattr(module, "SLICE_VALUES", 32)
    assert list(PACKAGES.world_slices(2)) == [slice(0, 2)]
    monkeypatch.setattr(module, "SLICE_VALUES", 3)
    assert list(PACKAGES.world_slices(2)) == [slice(0, 1), slice(1, 2)]
