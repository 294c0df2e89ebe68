"""A day of carmakers whose stocks are kept by lot, see `sim.economy.carmakers.lots_state`.

retail        cars sold by the market today, times how all sales stand to those of the known year
made          partner-built cars that home plants make instead, up to their spare capacity
profit        (price - cost) * retail - duties expensed, against the same day without new tariffs and the same market

Source: as of the parts it is put together from.
"""

from typing import Any

import numpy as np

from sim.core.backend import has_kernel
from sim.core.worlds import Array, contiguous_columns, ordered_sum
from sim.economy.carmakers.accounts import Book
from sim.economy.carmakers.day import BILLION


@has_kernel("carmaker_day")
def lots_day(
    state: Any, day: int, tariff: Array, lapsed: float, support: Array | None, book: Book | None = None
) -> dict[str, Array]:
    """Live a day, its cars sold, in a `LotState`; return what accounts enter, see CarmakerState.live_day."""
    room, arrays = state.daily_market, state.arrays
    scale = (state.level + state.trend * state.years_since_first(day))[:, None]
    sold, price = room.sold * scale, arrays.price + room.asked
    home, partner_built = arrays.sum_home_built(sold), contiguous_columns(sold, arrays.partner_built)
    imported = partner_built * state.imported
    made = np.minimum(state.spare_capacity(day, tariff, home), imported)
    at_home = partner_built - imported + made
    parts, revenue = state.parts_used(home + at_home), price * sold
    retail = state.retail_goods(sold, at_home, parts)
    lived = state.chain.live_day(day, retail, state.rates_today(day), parts * state.direct)
    worth = arrays.sum_home_built(revenue) + contiguous_columns(price, arrays.partner_built) * at_home
    items = state.duty_items(lived, state.credit_earned(day, worth))
    margin = arrays.sum_by_maker(revenue - arrays.cost * sold) * BILLION
    change = margin - items["duty"] - items["other_duty"] - arrays.usual_profit * scale
    state.pay_support(support, -change)
    state.update_pressure(change, lapsed)
    items |= {"made": made, "profit_change": change, "support": state.support_paid}
    state.duty_taken = ordered_sum(lived.paid) * BILLION - ordered_sum(items["refund"])
    if book is not None:
        book.add(items)
    entered: dict[str, Array] = state.note_day(items, lived, (imported <= made).T)
    return entered
