"""What must hold of the carmakers' day: duty by lot, and money that one pays and another gets."""

import numpy as np

from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, contiguous_columns
from sim.economy.carmakers.day import BILLION
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState
from sim.model.industry import Industry
from sim.model.invariants.stopping import is_checked_today, stop_worlds
from sim.model.state import State

TOLERANCE = 1e-9  # share of the larger figure, and bn USD


def check_books(state: State) -> None:
    """Stop the worlds whose carmakers' day breaks a rule; once the accounts are closed nobody reads it."""
    industry, day = state.industry, state.setting.day
    if day > industry.accounts_until or not industry.day_done:
        return
    stop_kinds(state, "duty", ~pays_rate_in_force(industry))
    if is_checked_today(day):
        stop_kinds(state, "money", ~shares_spending(industry.trade, day))
    if day == industry.accounts_until and isinstance(industry.trade, LotState):
        stop_kinds(state, "lots", ~pays_what_it_expenses(industry.trade))


def stop_kinds(state: State, rule: str, flags: Flags) -> None:
    """Stop the worlds of some kinds, (kinds,)."""
    if flags.any():
        stop_worlds(state, np.asarray(state.industry.kinds.of_worlds(flags)), rule)


def agrees(one: Array, other: Array) -> Flags:
    """Return where two figures of all makers are the same but for the order of sums, (kinds,)."""
    return np.asarray((np.abs(one - other) <= TOLERANCE * (1 + np.abs(one))).all(axis=1))


def pays_rate_in_force(industry: Industry) -> Flags:
    """Return where what entered today pays today's tariff on its customs value, (kinds,)."""
    trade, rate = industry.trade, industry.kinds.of_groups(industry.tariff)[:, None] / 100
    if isinstance(trade, LotState):
        lines, lived = trade.order.korean, trade.last_day
        due = rate * trade.content[:, lines]
        return agrees(lived.paid[:, lines] * BILLION, due * lived.landed[:, lines] * BILLION)
    value = trade.arrays.dutiable[trade.arrays.korean]
    return agrees(trade.today["duty"], rate * value * trade.today["landed"] * BILLION)


def shares_spending(trade: CarmakerState, day: int) -> Flags:
    """Return where what buyers pay each maker is its costs, its profit and the duties that it books, (kinds,)."""
    arrays, room, items, scale = trade.arrays, trade.daily_market, trade.today, 1.0
    if isinstance(trade, LotState):
        scale = (trade.level + trade.trend * ((day - trade.first_day) / DAYS_PER_YEAR))[:, None]
    sold = room.sold * scale
    spent = arrays.sum_by_maker((arrays.price + room.asked) * sold) * BILLION
    cost = arrays.sum_by_maker(arrays.cost * sold) * BILLION
    profit = items["profit_change"] + arrays.usual_profit * scale
    return agrees(spent, cost + profit + items["duty"] + items["other_duty"])


def pays_what_it_expenses(trade: LotState) -> Flags:
    """Return where all duty paid so far is expensed, taken off by the credit, or lies in stock, (kinds,)."""
    paid, duty, other, credit = (
        trade.accounts.total(name) for name in ("duty_paid", "duty", "other_duty", "parts_credit")
    )
    order, makers, held = trade.order, len(trade.arrays.korean), trade.chain.queue.duty_held * BILLION
    stock = contiguous_columns(held, order.korean) + order.of_parts(held, makers) + order.of_other_lines(held, makers)
    return agrees(paid, duty + other + credit + stock)
