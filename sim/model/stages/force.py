"""The day on which each issue of a deal comes into force, in every world.

An issue comes into force with the stage that the scenario names, or some days after it.  A level that counts from
an earlier day is levied from the day it comes into force all the same; what was paid too much since is refunded.
A cut that is taken back is not levied until the promise for it is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.core.dates import Calendar
from sim.core.worlds import Array, Flags, Whole


class DaysInForce:
    """Days by world and issue.

    since        (worlds, issues)   day from which the level of the deal is levied, inf before it is known
    counts_from  (worlds, issues)   day from which it counts: the same, or an earlier one
    taken_back   (worlds,)          whether the cuts in `withdraws` are taken back for now
    """

    def __init__(
        self, worlds: int, names: Sequence[str], rules: Mapping[str, Any], withdraws: Sequence[str], calendar: Calendar
    ) -> None:
        self.names, self.rules, self.calendar = tuple(names), rules, calendar
        self.withdraws = frozenset(self.names.index(name) for name in withdraws)
        self.since: Array = np.full((worlds, len(names)), np.inf)
        self.counts_from: Array = np.full((worlds, len(names)), np.inf)
        self.taken_back: Flags = np.zeros(worlds, dtype=bool)

    def is_levied(self, day: int, place: int) -> Flags:
        """Return where a deal's level of an issue is levied on a day, (worlds,)."""
        due = self.since[:, place] <= day
        return np.asarray(due & ~self.taken_back if place in self.withdraws else due)

    def places_of(self, stage: str) -> list[int]:
        """Return the issues that come into force with a stage."""
        return [
            place for place, name in enumerate(self.names) if name in self.rules and self.rules[name].stage == stage
        ]

    def enter(self, stage: str, rows: Whole, day: int, deal_day: Array) -> None:
        """Take note that a stage has ended in some worlds; deal_day, that of the political deal there, (rows,)."""
        for place in self.places_of(stage):
            rule = self.rules[self.names[place]]
            self.since[rows, place] = day + rule.days
            self.counts_from[rows, place] = np.minimum(self.first_day(rule, day, deal_day), day + rule.days)

    def first_day(self, rule: Any, day: int, deal_day: Array) -> Array | float:
        """Return the day from which a level counts that comes into force with a stage that ends today."""
        if rule.retroactive_to == "deal":
            return deal_day
        if rule.retroactive_to == "first_of_month":
            return float(self.calendar.day_number(self.calendar.date(day).replace(day=1)))
        return float(day + rule.days)

    def clear(self, rows: Whole) -> None:
        """Strike the days of deals that did not hold."""
        self.since[rows], self.counts_from[rows] = np.inf, np.inf
        self.taken_back[rows] = False
