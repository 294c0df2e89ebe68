"""Deals in force are looked at again: one that does not enforce itself may be broken, and is void then.

By the tables of the day, without the carmakers' pressure, from the vote that passed it to the end of
the reporting horizon.  After a breach the talks are open again, and a deadline that has passed
meanwhile is dealt with on the same day.
"""

import numpy as np

from sim.bargaining.sides import SIDES
from sim.core.worlds import worlds_where
from sim.model.ratification import void_deals
from sim.model.signature import patience_needed
from sim.model.state import State
from sim.politics.enforcement import discount_factor


def check_compliance(state: State) -> None:
    """Hold the day's review, if one is due."""
    rules, setting, ledger = state.setting.drawn.enforcement, state.setting, state.main.ledger
    if rules is None:
        return
    calendar = setting.calendar
    if not is_review_day(setting.day, calendar.day_number(rules.until), rules.every, calendar.talks):
        return
    rows = worlds_where(ledger.agreed & ~ledger.live & ~ledger.pending)
    if not len(rows):
        return
    package, lapsed = ledger.package[rows], state.main.terms.lapsed[rows]
    broken = np.zeros(len(rows), dtype=bool)
    tables = (state.administration.signed, state.government.own)
    for side, key, table in zip(SIDES, setting.spec.keys, tables, strict=True):
        needs = patience_needed(table, package, lapsed, rows)
        tempted = needs > discount_factor(rules.impatience[key], rules.answer[key])[rows]
        breaks = setting.chance.uniform(f"{side}.breach.day{setting.day}")[rows] < rules.breach[rows]
        state.records.note(setting.day, "breach", rows[tempted & breaks & ~broken], side=side)
        broken |= tempted & breaks
    void_deals(state, rows[broken])


def is_review_day(day: int, until: int, every: int, talks: int) -> bool:
    """Return whether deals are looked at on a day: every so many days from the opening of the talks."""
    return day <= until and day > talks and (day - talks) % every == 0
