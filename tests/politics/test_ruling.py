"""Whether a deal outlives a ruling: by hand, and in closed form where the figures are uniform."""

import numpy as np

from sim.politics.ruling import (
    average_over_time,
    margin_of_keeping,
    shares_of_time,
    survives,
    value_at_rate,
)


def test_shares_of_time_by_hand():
    assert shares_of_time([150, None], 600.0) == [0.25, 0.75]
    assert shares_of_time([150, 30, 20], 600.0) == [0.25, 0.05, 0.7]  # the last one holds to the end
    assert shares_of_time([150, None], 100.0) == [1.0, 0.0]
    assert shares_of_time([None], 100.0) == [1.0]
    assert shares_of_time([0, None], 100.0) == [0.0, 1.0]


def test_a_value_between_levels_is_linear_as_numpy_has_it():
    grid, values = np.array([25.0, 15.0, 10.0, 0.0]), np.array([[0.0, 3.0, 4.0, 9.0]])
    for rate in (-5.0, 0.0, 4.0, 10.0, 12.5, 20.0, 25.0, 40.0):
        expected = np.interp(rate, grid[::-1], values[0][::-1])
        assert np.isclose(value_at_rate(grid, values, np.array([rate]))[0], expected, rtol=1e-14)


def test_a_grid_of_two_levels_is_one_line():
    found = value_at_rate(np.array([10.0, 20.0]), np.array([[3.0, 7.0]] * 3), np.array([0.0, 12.5, 20.0]))
    np.testing.assert_array_equal(found, [3.0, 4.0, 7.0])


def test_a_grid_of_one_level_has_its_value_at_any_rate():
    values = np.array([[3.0], [-1.5]])
    for rate in (0.0, 15.0, 40.0):
        np.testing.assert_array_equal(value_at_rate(np.array([15.0]), values, np.full(2, rate)), [3.0, -1.5])


def test_a_hand_calculated_deal():
    # deal: cars 25 to 15 is worth 4 to Korea, a fund costs it 5; other goods at 15, worth 2 at 15 and 4 at 5, on 25...0
    # section 122 allows 15 for a quarter of the time, then other laws 5: .25 * 2 + .75 * 4 with the deal and without
    grid, goods = np.array([25.0, 15.0, 5.0, 0.0]), np.array([[0.0, 2.0, 4.0, 5.0]])
    shares = shares_of_time([150, None], 600.0)
    by_law = [value_at_rate(grid, goods, np.array([rate])) for rate in (15.0, 5.0)]
    other = average_over_time(by_law, shares)
    assert other[0] == 3.5
    margin = margin_of_keeping(4 - 5 + other, other, np.array([0.4]), np.array([0.5]))
    assert np.isclose(
        margin[0], -0.1, rtol=1e-12
    )  # -1 + .4 + .5: the threat of 25 is gone, and what is left does not do
    assert not survives([np.array([3.0]), margin])[0]
    assert survives([np.array([0.0]), margin + 0.1 + 1e-12])[0]  # a tie keeps it


def test_the_chance_of_keeping_under_uniform_costs_is_that_of_theory():
    # gain g = -1 without costs; reputation uniform on 0..3, sunk on 0..2: the chance of a sum of at least 1 is
    # 1 - 1/2 * 1 * 1 / (3 * 2) = 11/12
    steps = (np.arange(1000) + 0.5) / 1000
    reputation, sunk = (held.ravel() for held in np.meshgrid(3 * steps, 2 * steps))
    kept = margin_of_keeping(np.full(len(sunk), 1.0), np.full(len(sunk), 2.0), reputation, sunk)
    assert np.isclose(survives([kept]).mean(), 11 / 12, atol=1e-3)
