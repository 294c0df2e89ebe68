"""Deals in force are looked at again: one that does not enforce itself may be broken, and is void then.

By the tables of the day, without the carmakers' pressure, from the vote that passed it to the end of
the reporting horizon.  After a breach the talks are open again, and a deadline that has passed
meanwhile is dealt with on the same day.
"""

from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole
from sim.model.deadline import strike
from sim.model.records import where
from sim.politics.enforcement import critical_discount_factor, discount_factor, given_and_got


def review(model: Any) -> None:
    """Hold the day's review, if one is due."""
    rules = model.drawn.enforcement
    if rules is None or not due(model.day, model.calendar.day(rules.until), rules.every, model.calendar.talks):
        return
    ledger = model.ledger
    rows = where(ledger.agreed & ~ledger.live & ~ledger.pending)
    if not len(rows):
        return
    broken = np.zeros(len(rows), dtype=bool)
    for side, table in (("us", model.administration.signed), ("korea", model.government.own)):
        tempted = wanting(model, table, rows) > discount_factor(rules.impatience[side], rules.answer[side])[rows]
        breaks = model.chance.uniform(f"{side}.breach.day{model.day}")[rows] < rules.breach[rows]
        told = rows[tempted & breaks & ~broken]
        model.records.tell(model.day, "breach", told, side=side)
        broken |= tempted & breaks
    strike(model, rows[broken])


def due(day: int, until: int, every: int, talks: int) -> bool:
    """Return whether deals are looked at on a day: every so many days from the opening of the talks."""
    return day <= until and day > talks and (day - talks) % every == 0


def wanting(model: Any, table: Array, rows: Whole) -> Array:
    """Return the discount factor a party needs to keep the deals in force, (worlds,), by its table of the day."""
    return critical_discount_factor(*given_and_got(table, model.ledger.package[rows], model.terms.lapsed[rows], rows))
