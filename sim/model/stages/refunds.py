"""Duty paid too much: where a lower car tariff counts from an earlier day, what was paid above it is refunded.

    refund = sum over days d from the day it counts from of  duty_d * max(0, 1 - new rate / rate_d),

duty_d being what a maker's accounts enter for its partner-built cars on day d.  It stands beside the accounts, whose
duty is what was paid; duties after the accounts' last day are in neither.  Where stocks are kept by lot, the
refund is that of what has entered since, by lot, and stands in the accounts (`Industry.set_rate`).

Source: none; assumed.  An overpaid duty is refunded at the rate that counted on the day of entry.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Array, Whole
from sim.model.industry import Industry

MONTH = 31  # days that may have to be looked back at, where a rate counts from the first of the month


@dataclass(eq=False)
class DutyLog:
    """What makers have paid day by day, and what they got back.

    worlds, makers   how many; longest, days that are looked back at, None for all
    refunded         (worlds, makers)   bn USD
    by_lot           whether the industry keeps lots: it then gives back by lot itself, in its accounts
    """

    worlds: int
    makers: int
    longest: int | None
    by_lot: bool = False
    days: list[int] = field(default_factory=list)
    rates: list[Array] = field(default_factory=list)
    duties: list[Array] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.refunded: Array = np.zeros((self.worlds, self.makers))

    def add_day(self, industry: Industry) -> None:
        """Take note of a day that the makers have lived, up to the accounts' last one."""
        day = industry.setting.day
        if self.by_lot or industry.duty_today is None or day > industry.accounts_until:
            return
        self.enter(day, industry.tariff.copy(), np.array(industry.kinds.of_worlds(industry.duty_today)))

    def enter(self, day: int, rate: Array, duty: Array) -> None:
        """Enter a day: the rate paid, percent, (worlds,), and duties, bn USD, (worlds, makers)."""
        self.days.append(day)
        self.rates.append(rate)
        self.duties.append(duty)
        if self.longest is not None and len(self.days) > self.longest:
            for held in (self.days, self.rates, self.duties):
                del held[0]

    def pay(self, rows: Whole, first: Array, rate: Array) -> None:
        """Refund some worlds what they paid above a rate, percent, since a first day, (rows,) each."""
        for day, paid, duty in zip(self.days, self.rates, self.duties, strict=True):
            owed = (first <= day) & (paid[rows] > rate)
            share = np.where(owed, 1 - rate / np.where(owed, paid[rows], 1.0), 0.0)
            self.refunded[rows] += share[:, None] * duty[rows]
