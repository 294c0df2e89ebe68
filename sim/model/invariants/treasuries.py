"""What treasuries have by what happened each day, to be held against what carmakers' accounts say in all."""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Flags, ordered_sum
from sim.model.industry import Industry


@dataclass(eq=False)
class Treasuries:
    """Duty party A has taken on what entered, less refunds, and support Seoul has paid; bn USD, (worlds,)."""

    duty: Array
    support: Array

    @classmethod
    def before_today(cls, industry: Industry) -> "Treasuries":
        """Return what accounts say of the days before this one, lived but not yet looked at."""
        total, today = industry.trade.accounts.total, industry.trade.today
        held = [(total(name) - today[name]).sum(axis=1) for name in ("duty_paid", "support")]
        return cls(*(np.array(industry.books.of_worlds(values)) for values in held))

    def add_day(self, industry: Industry) -> None:
        """Take the day's duty on what entered, and pay its support."""
        trade, kinds = industry.trade, industry.kinds
        self.duty += kinds.of_worlds(trade.duty_taken)
        if industry.pays_support_today:
            self.support += kinds.of_worlds(ordered_sum(trade.support_paid))

    def agree(self, industry: Industry, tolerance: float) -> Flags:
        """Return where carmakers' accounts say the same of all days so far, (worlds,)."""
        total, books = industry.trade.accounts.total, industry.books
        pairs = ((self.duty, total("duty_paid")), (self.support, total("support")))
        gaps = (np.abs(held - books.of_worlds(said.sum(axis=1))) / (1 + np.abs(held)) for held, said in pairs)
        return np.asarray(sum(gaps) <= tolerance)
