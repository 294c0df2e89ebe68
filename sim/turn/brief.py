"""What a delegation is given before a meeting, and where it then stands."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sim.tradeoff import Path
from sim.view import Outlook, View
from sim.worlds import Array, Flags, unknown


@dataclass(frozen=True, eq=False)
class Brief:
    """What a delegation is given before a meeting, for the worlds that meet.

    own, other               (worlds, issues, levels)   its table; the other side's public table
    reserve, other_reserve   (worlds,)                  of each, by those tables
    authority                (worlds,)                  least value it may sign for
    luck                     one uniform a world, (worlds,), for a kind of decision today
    outlook                  what lies ahead, for tactics that look there
    """

    own: Array
    other: Array
    reserve: Array
    other_reserve: Array
    authority: Array
    elapsed: Array
    last_chance: Flags
    belief: Array
    luck: Callable[[str], Array]
    outlook: Outlook


@dataclass(frozen=True, eq=False)
class Stance:
    """Where a delegation stands at a meeting: what it sees, demands, and could offer.

    What all worlds share has a first axis of 1.
    """

    view: View
    demand: Array
    path: Path
    mine: Array  # own values along the path, (worlds, positions)
    theirs: Array  # estimated values to the other side, (worlds, positions)
    brief: Brief
    estimate: Array  # the other side's public table times the estimated weights


@dataclass(frozen=True, eq=False)
class Doubt:
    """Belief that a signature holds along a path, (worlds, positions), and whose value it cuts."""

    held: Array
    own: bool


def blank(worlds: int) -> Outlook:
    """Return an outlook for tactics that do not look ahead: nan everywhere."""
    nothing = unknown(worlds)
    return Outlook(
        meetings=nothing,
        proposing=np.zeros(worlds, dtype=bool),
        coin=nothing,
        passing=nothing,
        paused=nothing,
        other_paused=nothing,
        lapsed=nothing,
        other_lapsed=nothing,
    )
