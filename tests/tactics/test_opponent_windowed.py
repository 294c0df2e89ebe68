"""Learning by windows: counts and gains worked by hand."""

import numpy as np
import pytest
from scipy.stats import chi2

from sim.bargaining.view import ReceivedOffer
from sim.tactics.opponent.windowed import Windowed, changed_issues, chi_squared_critical

PUBLIC = np.array([[[1.0, 0.5, 0.0]] * 3])  # level 0 is best for the other side on each issue


def weights(offers, elapsed=0.5, public=PUBLIC, **stated):
    """Return the weights of one world after offers, one row of level numbers each."""
    rule = Windowed(**stated)
    memory = rule.begin(1, public)
    for k, offer in enumerate(np.array(offers)):
        heard = ReceivedOffer(
            offer=offer[None],
            before=offer[None],
            has_before=np.array([k > 0]),
            count=np.array([k]),
            elapsed=np.array([elapsed]),
            public=public,
        )
        memory = rule.hear(memory, heard)
    return rule.weights(memory, public)[0]


def test_critical_values_are_within_three_percent_of_chi_squared():
    freedom = np.arange(1.0, 31)
    np.testing.assert_allclose(chi_squared_critical(freedom), chi2.ppf(0.95, freedom), rtol=0.03)


def test_the_statistic_by_hand():
    old = np.array([[[5.0, 0, 0], [5, 0, 0], [3, 1, 1]]])
    new = np.array([[[3.0, 2, 0], [2, 3, 0], [2, 1, 2]]])
    # (2 ** 2) / 6 + 2 ** 2 / 1 = 4.67 and 9 / 6 + 9 / 1 = 10.5 against 3.84; 1 / 4 + 1 / 2 against 5.99
    np.testing.assert_array_equal(changed_issues(old, new), [[True, True, False]])
    np.testing.assert_array_equal(changed_issues(old, old), [[False, False, False]])
    barely = np.array([[[4.0, 1, 0]] * 3])  # 1 / 6 + 1 / 1
    np.testing.assert_array_equal(changed_issues(old[:, :1], barely[:, :1]), [[False]])


def test_what_stays_while_another_issue_comes_down_gains():
    found = weights([[0, 0, 0]] * 5 + [[0, 1, 0]] * 5)
    gain = 10 * (1 - 0.5**5)
    raw = np.array([1 + gain, 1, 1 + gain])
    np.testing.assert_allclose(found, raw / raw.mean())


def test_alpha_and_beta_set_the_gain():
    found = weights([[0, 0, 0]] * 2 + [[0, 2, 0]] * 2, elapsed=0.25, window=2, alpha=4.0, beta=0.5)
    raw = np.array([1 + 4 * (1 - 0.5), 1, 1 + 4 * (1 - 0.5)])
    np.testing.assert_allclose(found, raw / raw.mean())


@pytest.mark.parametrize(
    "offers",
    [
        [[0, 0, 0]] * 10,  # nothing has changed
        [[0, 1, 0]] * 5 + [[0, 0, 0]] * 5,  # what has changed went up
        [[0, 0, 0]] * 5 + [[1, 1, 1]] * 5,  # all has changed
        [[0, 0, 0]] * 5 + [[0, 1, 0]] * 4,  # the second window is not full
    ],
)
def test_otherwise_nothing_is_learnt(offers):
    np.testing.assert_array_equal(weights(offers), [1, 1, 1])


def test_the_first_window_has_nothing_to_be_compared_with():
    found = weights([[2, 0, 0], [2, 1, 1], [2, 2, 2]], public=PUBLIC - 1, window=3)
    np.testing.assert_array_equal(found, [1, 1, 1])


def test_by_the_end_of_the_time_nothing_more_is_gained():
    np.testing.assert_array_equal(weights([[0, 0, 0]] * 5 + [[0, 1, 0]] * 5, elapsed=1.0), [1, 1, 1])


def test_windows_do_not_overlap_and_gains_add_up():
    found = weights([[0, 0, 0]] * 5 + [[0, 1, 0]] * 5 + [[0, 1, 2]] * 5)
    gain = 10 * (1 - 0.5**5)
    raw = np.array([1 + 2 * gain, 1 + gain, 1 + gain])
    np.testing.assert_allclose(found, raw / raw.mean())
