"""What an issue left open is worth: expected value over each side's own reading, by hand."""

import numpy as np

from sim.politics.readings import chances_of_levels, expected_over_readings


def test_odds_count_by_their_ratios():
    chances = chances_of_levels([np.array([1.0, 2.0]), np.array([3.0, 6.0]), np.array([0.0, 0.0])])
    assert np.allclose(chances, [[0.25, 0.75, 0], [0.25, 0.75, 0]], atol=0, rtol=1e-15)


def test_the_expectation_over_readings_by_hand():
    values = np.array([[0.0, -2.0, -5.0]])  # cash of 0, 100, 200 bn to Korea
    mild, stern = np.array([[0.5, 0.5, 0.0]]), np.array([[0.0, 0.2, 0.8]])
    assert expected_over_readings(values, mild)[0] == -1.0
    assert np.isclose(expected_over_readings(values, stern)[0], -4.4, rtol=1e-15)


def test_readings_that_differ_make_a_deal_that_no_text_would_be():
    party_a, party_b = np.array([[0.0, 2.0]]), np.array([[0.0, -3.0]])  # no level has a joint gain above 0
    read_by_us, read_by_korea = np.array([[0.0, 1.0]]), np.array([[1.0, 0.0]])
    joint = expected_over_readings(party_a, read_by_us) + expected_over_readings(party_b, read_by_korea)
    assert joint[0] == 2.0 > (party_a + party_b).max()
