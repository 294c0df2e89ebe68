"""Dates and days: day 0 is the day the pause began; meetings fall on a schedule.

Meetings are held every `every` days from the opening of the talks, on each of the last
`daily_in_last` days up to and including the deadline in force, and on named dates.  The deadline
day itself is always a meeting: the last chance.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from sim.core.worlds import Array, Flags

DAYS_PER_YEAR = 365.0  # days; yearly flows accrue at 1/365 a day


@dataclass(frozen=True)
class Calendar:
    """Dates of a scenario as days since `pause`.

    pause           date of day 0
    talks           day on which talks open
    deadline        day of the first deadline
    horizon         day up to which values are counted
    every           days from one meeting to the next
    daily_in_last   number of last days before a deadline with a meeting on each
    also            days of meetings besides
    """

    pause: date
    talks: int
    deadline: int
    horizon: int
    every: int
    daily_in_last: int
    also: frozenset[int] = frozenset()

    def day_number(self, when: date) -> int:
        """Return the day number of a date."""
        return (when - self.pause).days

    def date(self, day: int) -> date:
        """Return the date of a day number."""
        return self.pause + timedelta(days=day)

    def meeting_due(self, day: int, end: Array) -> Flags:
        """Return where a meeting is due today, (worlds,), given the end each world faces."""
        if day < self.talks:
            return np.zeros(end.shape, dtype=bool)
        left = end - day
        weekly = (day - self.talks) % self.every == 0 or day in self.also
        return (left >= 0) & (weekly | (left < max(self.daily_in_last, 1)))

    def meetings_left(self, day: int, end: Array) -> Array:
        """Return how many meetings are held after today, (worlds,), up to the end each world faces."""
        last = np.floor(end)
        days = range(day + 1, int(last.max(initial=day)) + 1)
        return np.asarray(sum((self.meeting_due(d, last) for d in days), np.zeros(end.shape)))
