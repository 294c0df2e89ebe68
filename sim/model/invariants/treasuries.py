"""What treasuries have by what happened each day, to be held against what carmakers' accounts say in all."""

from dataclasses import dataclass

import numpy as np

from sim.core.worlds import Array, Flags
from sim.economy.carmakers.day import BILLION
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState
from sim.model.industry import Industry


@dataclass(eq=False)
class Treasuries:
    """Duty the U.S. has taken on what entered, less refunds, and support Seoul has paid; bn USD, (worlds,)."""

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
        self.duty += kinds.of_worlds(duty_taken(trade))
        self.support += kinds.of_worlds(trade.support_paid.sum(axis=1))

    def agree(self, industry: Industry, tolerance: float) -> Flags:
        """Return where carmakers' accounts say the same of all days so far, (worlds,)."""
        total, books = industry.trade.accounts.total, industry.books
        pairs = ((self.duty, total("duty_paid")), (self.support, total("support")))
        gaps = (np.abs(held - books.of_worlds(said.sum(axis=1))) / (1 + np.abs(held)) for held, said in pairs)
        return np.asarray(sum(gaps) <= tolerance)


def duty_taken(trade: CarmakerState) -> Array:
    """Return the duty on what entered today, less refunds, bn USD, (kinds,)."""
    if isinstance(trade, LotState):
        return np.asarray(trade.last_day.paid.sum(axis=1) * BILLION - trade.today["refund"].sum(axis=1))
    return np.asarray((trade.today["duty"] + trade.today["other_duty"]).sum(axis=1))
