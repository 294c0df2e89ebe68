"""What a delegation is given before a meeting."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from sim.bargaining.payoffs import level_values
from sim.bargaining.view import Outlook
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


@lru_cache(maxsize=64)
def no_outlook(worlds: int) -> Outlook:
    """Return an outlook for tactics that do not look ahead: nan everywhere; not to be written to."""
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
