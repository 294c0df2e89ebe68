"""Red lines: levels that a government has said it will not sign, at a political cost if it does.

    value of a level beyond the line  -  cost            bn USD a year

A cost, not a ban: a line holds where nothing on the table outweighs it, and is crossed where something
does, as public commitments are.  A larger cost makes the line firmer.  Both sides know the line.

Source: commitment by public statement, T. Schelling (1956), "An essay on bargaining", American Economic
Review 46(3), 281-306; its cost, J. Fearon (1997), "Signaling foreign policy interests: tying hands versus
sinking costs", Journal of Conflict Resolution 41(1), 68-90.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array


@dataclass(frozen=True, eq=False)
class RedLine:
    """Levels of one issue beyond a line, by their places, and what crossing it costs, (worlds,)."""

    place: int
    levels: Sequence[int]
    cost: Array


def subtract_red_lines(table: Array, lines: Sequence[RedLine]) -> Array:
    """Return a value table, (worlds, issues, levels), with the cost of every level beyond a line."""
    found = np.array(table)
    for line in lines:
        subtract_cost(found, line)
    return found


@has_kernel("tables")
def subtract_cost(table: Array, line: RedLine) -> None:
    """Subtract the cost of every level beyond a line, in place."""
    table[:, line.place, list(line.levels)] -= line.cost[:, None]
