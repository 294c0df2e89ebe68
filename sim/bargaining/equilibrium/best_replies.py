"""What a proposer can get from a responder, by how much the responder insists on.

Points are sorted once by the responder's value.  Those it accepts are then always the last of the
row, so the proposer's best among them is worked out beforehand for every place where the row may
be cut, and a round only has to find the place.
"""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Whole

TIE_SHARE = 1e-12  # values closer than this share of the largest are equal


def tie_width(values: Array) -> Array:
    """Return the difference below which values count as equal, (worlds,)."""
    largest = np.where(np.isfinite(values), np.abs(values), 0.0).max(axis=1)
    return np.asarray(TIE_SHARE * np.where(largest > 0, largest, 1.0))


@dataclass(frozen=True, eq=False)
class BestReplies:
    """The responder's values in ascending order, and the proposer's best from each place up.

    responder_values (worlds, points); point and worth (worlds, points + 1), the last -1 and -inf: no point is
    left.  A first axis of 1 serves every world.
    """

    responder_values: Array
    point: Whole
    worth: Array

    def best(self, least: Array) -> tuple[Whole, Array]:
        """Return the point proposed if `least` (worlds,) is asked for, and its worth, each (worlds,)."""
        if len(self.responder_values) == 1:
            place = np.searchsorted(self.responder_values[0], least)
            return self.point[0, place], self.worth[0, place]
        place = np.count_nonzero(self.responder_values < least[:, None], axis=1)
        world = np.arange(len(place))
        return self.point[world, place], self.worth[world, place]


def best_replies(proposer: Array, responder: Array) -> BestReplies:
    """Return the replies of a responder, given both sides' values, (worlds, points).

    Of points equal to both sides the first is proposed.
    """
    proposer, responder = np.broadcast_arrays(proposer, responder)
    falling = np.argsort(-responder, axis=1, kind="stable")
    # Rounded, so that the first of equals, the responder's best, is not passed over for a last digit.
    own = np.rint(np.take_along_axis(proposer, falling, axis=1) / tie_width(proposer)[:, None])
    ahead = own[:, 1:] > np.maximum.accumulate(own, axis=1)[:, :-1]
    since = np.where(ahead, np.arange(1, own.shape[1]), 0)
    record = np.maximum.accumulate(np.pad(since, ((0, 0), (1, 0))), axis=1)
    point = np.take_along_axis(falling, record, axis=1)[:, ::-1]
    worth = np.take_along_axis(proposer, point, axis=1)
    return BestReplies(
        responder_values=np.take_along_axis(responder, falling[:, ::-1], axis=1),
        point=np.pad(point, ((0, 0), (0, 1)), constant_values=-1),
        worth=np.pad(worth, ((0, 0), (0, 1)), constant_values=-np.inf),
    )
