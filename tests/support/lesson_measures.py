"""Measures of the runs of a lesson, by the names that the pages of docs/teaching have for them."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import numpy as np
import runs

from sim.classroom.lesson.lesson_runs import LESSON_RUNS, SEED, WORLDS

VOTE = 55  # 3 June, counted from 9 April


@cache
def outcome(name):
    """Return a run of the lesson."""
    stated = LESSON_RUNS[name]
    return runs.played(stated.scenario, *stated.settings, worlds=WORLDS, seed=SEED)


@dataclass(frozen=True)
class Shown:
    """Measures of a run: percent of worlds or of deals, means and medians over deals."""

    name: str

    def values(self, column):
        return outcome(self.name).column(column)

    @property
    def deals(self):
        return self.values("agreed") == 1

    def of_deals(self, flags):
        return 100 * float(np.mean(flags[self.deals]))

    @property
    def agreed(self):
        return 100 * float(np.mean(self.values("agreed")))

    @property
    def moved(self):
        return 100 * float(np.mean(self.values("extensions") > 0))

    @property
    def on_first_deadline(self):
        return float(np.sum(self.values("day") == outcome(self.name).calendar.deadline))

    @property
    def last_day(self):
        return self.of_deals(self.values("days_left") == 0)

    @property
    def early(self):
        return 100 * float(np.mean(self.values("first_signature") < VOTE))

    @property
    def cars_at_15(self):
        return self.of_deals(self.values("auto_tariff") == 15)

    @property
    def goods_at_15(self):
        return self.of_deals(self.values("reciprocal_tariff") == 15)

    @property
    def cars_above_15(self):
        return self.of_deals(self.values("auto_tariff") > 15)

    @property
    def cars_below_15(self):
        return self.of_deals(self.values("auto_tariff") < 15)

    @property
    def share(self):
        return 100 * float(np.nanmean(self.values("us_share")))

    @property
    def nash(self):
        return 100 * float(np.nanmedian(self.values("nash_ratio")))

    @property
    def left(self):
        return 100 * float(np.mean(self.values("frontier_distance")[self.deals] > 0.05))

    @property
    def date(self):
        pause = outcome(self.name).calendar.pause
        return Day(pause + timedelta(days=float(np.nanmedian(self.values("day")))))

    def __getattr__(self, column):
        return float(np.nanmean(self.values(column)))


class Day:
    """A date that a page shows."""

    def __init__(self, day):
        self.day = day

    def __format__(self, spec):
        return self.day.strftime("%-d %B")


@dataclass(frozen=True)
class Between:
    """Mean differences of two runs in the worlds that have both figures, the second less the first."""

    one: str
    other: str

    def of(self, column):
        left, right = (outcome(name).column(column) for name in (self.other, self.one))
        return right - left

    @property
    def is_early(self):
        """Where a deal that holds was signed before the vote in both."""
        return np.all([outcome(name).column("day") < VOTE for name in (self.one, self.other)], axis=0)

    @property
    def early_worlds(self):
        return int(self.is_early.sum())

    @property
    def korea_early(self):
        return float(np.mean(self.of("korea_value_fixed")[self.is_early]))

    @property
    def us_early(self):
        return float(np.mean(self.of("us_value_fixed")[self.is_early]))

    def __getattr__(self, column):
        return float(np.nanmean(self.of(column)))
