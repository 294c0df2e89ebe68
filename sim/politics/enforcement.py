"""Whether a deal enforces itself: what a party would gain by keeping what it gets and giving nothing.

With x a year from the deal, s a year once it is broken and answered, and G a year while a breach goes
unanswered, keeping it forever is worth at least a breach where

    x / (1 - d)  >=  G + d s / (1 - d)        that is        d >= (G - x) / (G - s),

d being the discount factor over the time an answer takes.  Over an agenda of issues a party that breaks
its word keeps the issues on which it gains and takes back the others, so that G - x is what it *gives*
and G - s what it *gets*, both against no deal:

    needed    given / got;  0 where it gives nothing, infinite where it gets nothing for what it gives
    d         exp(-impatience * answer / 365),   impatience a share a year, answer in days

A deal that was worth signing need not enforce itself, and one that did may cease to, when a court, a
currency or another partner's deal changes what no deal pays.  A longer answer or a more impatient party
needs a better deal.

Source: J. Fearon (1998), "Bargaining, enforcement, and international cooperation", International
Organization 52(2), 269-305, section on the enforcement phase.
"""

import numpy as np

from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Whole, ordered_sum


def given_and_got(table: Array, package: Whole, idle: Whole, rows: Whole) -> tuple[Array, Array]:
    """Return what a party gives and what it gets a year, (worlds,) each, against no deal.

    table (worlds, issues, levels); package and idle, the terms without a deal, (rows, issues) each.
    """
    place = np.arange(table.shape[1])
    change = table[rows[:, None], place, package] - table[rows[:, None], place, idle]
    return ordered_sum(np.maximum(-change, 0.0)), ordered_sum(np.maximum(change, 0.0))


def critical_discount_factor(given: Array, got: Array) -> Array:
    """Return the discount factor from which a deal enforces itself, (worlds,); inf where next to nothing is got."""
    some = got > 0
    with np.errstate(over="ignore"):  # a quotient beyond all numbers is infinite
        return np.where(some, given / np.where(some, got, 1.0), np.where(given > 0, np.inf, 0.0))


def discount_factor(impatience: Array, answer: Array) -> Array:
    """Return a party's discount factor over the days until a breach is answered, (worlds,)."""
    return np.asarray(np.exp(-impatience * answer / DAYS_PER_YEAR))
