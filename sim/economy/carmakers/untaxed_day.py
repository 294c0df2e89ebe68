"""A day of carmakers that sell what was landed before the tariff first, see `sim.economy.carmakers.day`.

Source: as of the parts it is put together from.
"""

from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, ordered_sum
from sim.economy.carmakers.accounts import Book
from sim.economy.carmakers.day import CarmakerBooks, carmaker_day, parts_duty


@has_kernel("untaxed_day")
def untaxed_day(
    state: Any, day: int, tariff: Array, lapsed: float, support: Array | None, book: Book | None = None
) -> dict[str, Array]:
    """Live a day, its cars sold, in a `CarmakerState`; return what accounts enter, see CarmakerState.live_day."""
    room, arrays = state.daily_market, state.arrays
    spare = state.spare_capacity(day, tariff, arrays.sum_home_built(room.sold))
    books = carmaker_day(arrays, room.sold, room.asked, room.followed_rates, state.stock, spare)
    state.made, state.stock = books.made, books.stock
    due = parts_duty(tariff[:, None] / 100, state.parts_value, state.relief, books.output)
    parts = np.where(day >= state.parts_since, due, 0.0)
    change = books.profit_change - parts
    state.pay_support(support, -change)
    state.update_pressure(change, lapsed)
    state.today = items_of(books, parts, change, state.support_paid)
    state.duty_taken = ordered_sum(books.duty + state.today["other_duty"])
    if book is not None:
        book.add(state.today)
    state.note_freed((books.units <= 0).T)
    entered: dict[str, Array] = state.today
    return entered


def items_of(books: CarmakerBooks, parts: Array, change: Array, support: Array) -> dict[str, Array]:
    """Return what accounts enter of a day, (worlds, makers) each; parts, the duty on them, change, of profit."""
    none = np.zeros(parts.T.shape).T
    return {
        "units": books.units,
        "made": books.made,
        "duty": books.duty,
        "other_duty": books.other_duty + parts,
        "profit_change": change,
        "support": support,
        "landed": books.landed,
        "shipped": books.landed,
        "duty_paid": books.duty + books.other_duty + parts,
        "parts_duty": parts,
        "parts_credit": none,
        "refund": none,
    }
