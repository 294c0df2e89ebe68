"""What a delegation is given before a meeting, and where it then stands."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.bargaining.doubt import SignatureProspect
from sim.bargaining.negotiator.path_cache import ValuedPath
from sim.bargaining.payoffs import level_values
from sim.bargaining.tradeoff import TradeOffPath
from sim.bargaining.view import Outlook, View
from sim.core.worlds import Array, Flags, Whole, all_nan, ordered_sum, take_rows


@dataclass(frozen=True, eq=False)
class Briefing:
    """What a delegation is given before a meeting, for the worlds that meet.

    own, other               (worlds, issues, levels)   its table; the other side's public table
    rows                     which of the tables' worlds meet; None, all of them
    reserve, other_reserve   (worlds,)                  of each, by those tables
    authority                (worlds,)                  least value it may sign for
    elapsed                  share of time used up, (worlds,)
    last_chance              whether this is the last meeting before the deadline in force, (worlds,)
    belief                   believed chance that the deadline is moved, (worlds,)
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
    rows: Whole | None = None

    @cached_property
    def own_table(self) -> Array:
        """Its own table in the worlds that meet, (worlds or 1, issues, levels)."""
        return self.own if self.rows is None else np.asarray(take_rows(self.own, self.rows))

    @cached_property
    def public_table(self) -> Array:
        """The other side's public table in the worlds that meet, (worlds or 1, issues, levels)."""
        return self.other if self.rows is None else np.asarray(take_rows(self.other, self.rows))

    def issue(self, place: int) -> tuple[Array, Array]:
        """Return both sides' values of one issue in the worlds that meet, (worlds or 1, levels) each."""
        own, other = self.own[:, place], self.other[:, place]
        return (own, other) if self.rows is None else (take_rows(own, self.rows), take_rows(other, self.rows))

    def table_rows(self, places: Whole) -> Whole:
        """Return the places in its tables of the worlds `held` of those that meet."""
        return places if self.rows is None else self.rows[places]

    def estimated_value(self, weights: Array, package: Whole, places: Whole) -> Array:
        """Return the estimated value to the other of packages, (worlds,), in the worlds `held` of those that meet.

        scaled: the estimated weights, (worlds or 1, issues), all worlds that meet.
        """
        return ordered_sum(level_values(self.other, package, self.table_rows(places)).T * take_rows(weights, places))


@dataclass(frozen=True, eq=False)
class Stance:
    """Where a delegation stands at a meeting: what it sees, demands, and could offer.

    view          what it sees, for the worlds that meet
    demand        least value it asks for, (worlds,)
    valued_path   what it could offer; what all worlds share has a first axis of 1
    briefing      what it was given
    first         position on its path at which demands begin, -1 for the reserve, (worlds,)
    """

    view: View
    demand: Array
    valued_path: ValuedPath
    briefing: Briefing
    first: Whole

    @property
    def path(self) -> TradeOffPath:
        """Its packages in the order in which it gives ground."""
        return self.valued_path.path

    @property
    def mine(self) -> Array:
        """Own values along the path, (worlds, positions)."""
        return self.valued_path.mine

    @cached_property
    def estimate(self) -> Array:
        """The other side's public table times the estimated weights, (worlds or 1, issues, levels)."""
        return self.briefing.public_table * self.valued_path.scaled_weights[:, :, None]


@dataclass(frozen=True, eq=False)
class PathDoubt:
    """A side's doubt that a signature holds, along the proposer's path.

    belief_at   the belief at positions flagged along the path, (worlds, positions); 1 elsewhere
    prospect    what the proposer expects, where the doubt is its own; None where it is the other side's
    """

    belief_at: Callable[[Flags], Array]
    prospect: SignatureProspect | None = None


def no_outlook(worlds: int) -> Outlook:
    """Return an outlook for tactics that do not look ahead: nan everywhere."""
    nothing = all_nan(worlds)
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
