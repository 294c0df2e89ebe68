"""What is at stake for a party: the scale of figures that are stated relative to it.

    stake    the most a party could gain over no deal: the sum over the issues on the table of its best level's
             value less that of the level in force after a lapse, bn USD a year

by the table that the public knows on day 0: the flows of the world at the party's central weights, without
precedent.  Multiplied flows multiply it by as much, so that a figure stated as a share of the stake, such as the
spread of a vote, means the same to a country of any size; one in bn USD means ten times as much to a tenth of it.

Source: the ideal gain over the disagreement point is the scale of E. Kalai and M. Smorodinsky (1975), "Other
solutions to Nash's bargaining problem", Econometrica 43(3), 513-518; here without their restriction to what the
other side would sign, so that it needs no frontier.
"""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array


def ideal_gain(table: Array, lapsed: Sequence[int], on_table: Sequence[bool]) -> Array:
    """Return the most that may be gained over no deal, (worlds,), by a table (worlds, issues, levels).

    lapsed    number of the level in force after a lapse, for each issue
    on_table  whether each issue is negotiated
    """
    total = np.zeros(len(table))
    for place, (level, open_) in enumerate(zip(lapsed, on_table, strict=True)):
        if open_:
            total = total + (table[:, place].max(axis=1) - table[:, place, level])
    return total
