"""What a proposer gets by how much is asked for, and what counts as a tie."""

import numpy as np
import pytest

from sim.bargaining.equilibrium import DELAY, WALKED_AWAY, EquilibriumPlay
from sim.bargaining.equilibrium.best_replies import best_replies, tie_width

NEVER = -np.inf
# Three points: worth 1, 5 and 3 to the proposer, 4, 0 and 2 to the responder.
PROPOSER, RESPONDER = np.array([[1.0, 5.0, 3.0]]), np.array([[4.0, 0.0, 2.0]])
ASKED = np.array([-1.0, 0.0, 0.5, 2.0, 3.0, 4.0, 4.5])


@pytest.mark.parametrize(
    ("values", "width"),
    [
        ([200.0, -3.0, 1.0], 2e-10),
        ([-200.0, 3.0, 1.0], 2e-10),  # a loss is as large as a gain
        ([0.5, 0.0, 0.0], 5e-13),
        ([0.0, 0.0, 0.0], 1e-12),  # nothing is worth anything: the unit
        ([NEVER, 2.0, 1.0], 2e-12),  # what is never agreed to says nothing of the size of values
        ([NEVER, 0.5, 0.25], 5e-13),
        ([NEVER, NEVER, NEVER], 1e-12),
    ],
)
def test_what_counts_as_a_tie_is_a_millionth_of_a_millionth_of_the_largest_value(values, width):
    np.testing.assert_allclose(tie_width(np.array([values, [7.0, 0.0, 0.0]])), [width, 7e-12], rtol=1e-12)


@pytest.mark.parametrize("worlds", [1, 7])
def test_the_best_for_the_proposer_of_what_the_responder_takes(worlds):
    replies = best_replies(np.tile(PROPOSER, (worlds, 1)), np.tile(RESPONDER, (worlds, 1)))
    point, worth = replies.best(ASKED)
    np.testing.assert_array_equal(point, [1, 1, 2, 2, 0, 0, -1])
    np.testing.assert_array_equal(worth, [5, 5, 3, 3, 1, 1, NEVER])


def test_each_world_has_replies_of_its_own():
    replies = best_replies(np.concatenate([PROPOSER, 2 * PROPOSER]), np.concatenate([RESPONDER, RESPONDER[:, ::-1]]))
    point, worth = replies.best(np.array([3.0, 1.0]))
    np.testing.assert_array_equal(point, [0, 2])
    np.testing.assert_array_equal(worth, [1, 6])
    shared = best_replies(PROPOSER, np.concatenate([RESPONDER, RESPONDER[:, ::-1]]))
    np.testing.assert_array_equal(shared.best(np.array([3.0, 1.0]))[0], [0, 2])


def test_of_points_equal_to_the_proposer_the_one_better_for_the_responder_and_of_equals_the_first():
    replies = best_replies(np.array([[2.0, 2.0, 2.0, 1.0]]), np.array([[1.0, 3.0, 3.0, 4.0]]))
    np.testing.assert_array_equal(replies.best(np.array([0.0, 3.5]))[0], [1, 3])


def test_a_rounding_does_not_make_a_point_better_for_the_proposer():
    """Better by a tenth of a tie the second is not better, and the first is worth more to the responder; by three."""
    for more, expected in ((1e-13, 0), (3e-12, 1)):
        replies = best_replies(np.array([[1.0, 1.0 + more]]), np.array([[2.0, 1.0]]))
        assert replies.best(np.zeros(1))[0] == expected


PLAY = EquilibriumPlay(
    value=np.zeros((2, 4)),
    point=np.array(
        [  # two rounds; if side 0 proposes, if side 1 does, in four worlds
            [[DELAY, 5, DELAY, DELAY], [DELAY, 6, WALKED_AWAY, DELAY]],
            [[DELAY, 7, 8, 0], [DELAY, 4, 9, 3]],
        ]
    ),
    refusal=np.zeros((2, 2, 4)),
    watcher_values=np.zeros((0, 4)),
)


@pytest.mark.parametrize(
    ("turns", "rounds", "points"),
    [
        ([0, 1], [-1, 0, 1, 1], [DELAY, 5, 9, 3]),
        ([1, 0], [-1, 0, 0, 1], [DELAY, 6, WALKED_AWAY, 0]),
        ([[0, 0], [1, 0], [0, 0], [0, 1]], [-1, 0, 1, 1], [DELAY, 6, 8, 3]),
    ],
)
def test_talks_end_in_the_first_round_that_is_no_delay(turns, rounds, points):
    ended, point = PLAY.agreement(np.array(turns))
    np.testing.assert_array_equal(ended, rounds)
    np.testing.assert_array_equal(point, points)
    np.testing.assert_array_equal(PLAY.offer, PLAY.point[0])


def test_codes_of_what_is_no_point_are_those_of_the_tables():
    assert (DELAY, WALKED_AWAY) == (-1, -2)
    assert PLAY.branch_plays == ()
