"""The most that may be gained over no deal, added up by hand."""

import numpy as np

from sim.politics.stakes import ideal_gain

TABLE = np.array(
    [
        [[0.0, 2.0, 5.0], [1.0, -4.0, 0.0], [7.0, 7.0, 7.0]],
        [[3.0, 1.0, -2.0], [-1.0, 6.0, 0.0], [0.0, 9.0, 4.0]],
    ]
)


def test_the_stake_adds_up_what_the_best_level_of_each_issue_brings_over_no_deal_in_each_world():
    """World 0: 5 - 2 and 1 - 0; world 1: 3 - 1 and 6 - 0; the third issue is off the table."""
    np.testing.assert_array_equal(ideal_gain(TABLE, [1, 2, 0], [True, True, False]), [4.0, 8.0])
    np.testing.assert_array_equal(ideal_gain(TABLE, [1, 2, 0], [False, False, True]), [0.0, 9.0])
    np.testing.assert_array_equal(ideal_gain(TABLE, [1, 2, 0], [False, False, False]), [0.0, 0.0])
