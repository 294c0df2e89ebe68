"""What must hold of the carmakers' day: duty by lot, and money that one pays and another gets."""

from collections.abc import Iterable, Iterator

import numpy as np

from sim.core.backend import has_kernel
from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, contiguous_columns, ordered_sum
from sim.economy.carmakers.day import BILLION, CarmakerArrays
from sim.economy.carmakers.lots_state import LotState
from sim.economy.carmakers.state import CarmakerState
from sim.economy.market.daily_market import DailyMarket
from sim.model.industry import Industry
from sim.model.invariants.stopping import is_checked_today, stop_worlds
from sim.model.invariants.treasuries import Treasuries
from sim.model.state import State

TOLERANCE = 1e-9  # share of the larger figure, and bn USD


def check_books(state: State) -> None:
    """Stop the worlds whose carmakers' day breaks a rule; once the accounts are closed nobody reads it."""
    industry, day = state.industry, state.setting.day
    if industry is None or day > industry.accounts_until or not industry.day_done:
        return
    if state.treasuries is None:
        state.treasuries = Treasuries.before_today(industry)
    for rule, flags in broken_rules(industry, state.treasuries, day):
        stop_worlds(state, flags, rule)


def broken_rules(industry: Industry, treasuries: Treasuries, day: int) -> Iterator[tuple[str, Flags]]:
    """Enter a day that was lived into the treasuries; yield rules looked at and where they are broken, (worlds,)."""
    treasuries.add_day(industry)
    if is_checked_today(day):
        yield from in_worlds(industry, weekly_rules(industry, day))
    if day == industry.accounts_until:
        yield "treasury", ~treasuries.agree(industry, TOLERANCE)
        if isinstance(industry.trade, LotState):
            yield from in_worlds(industry, [("lots", pays_what_it_expenses(industry.trade))])


def weekly_rules(industry: Industry, day: int) -> Iterator[tuple[str, Flags]]:
    """Yield the rules of a day's trade and where each holds, (kinds,)."""
    yield "finite", has_numbers(industry.trade)
    yield "duty", pays_rate_in_force(industry)
    yield "shares", sells_to_all_or_none(industry.market)
    yield "money", shares_spending(industry.trade, day)


def in_worlds(industry: Industry, rules: Iterable[tuple[str, Flags]]) -> Iterator[tuple[str, Flags]]:
    """Yield those rules that do not hold in some kinds, and the worlds of these, (worlds,)."""
    for rule, sound in rules:
        if not sound.all():
            yield rule, np.asarray(industry.kinds.of_worlds(~sound))


@has_kernel("books")
def agrees(one: Array, other: Array) -> Flags:
    """Return where two figures of all makers are the same but for the order of sums, (kinds,)."""
    return np.asarray((np.abs(one - other) <= TOLERANCE * (1 + np.abs(one))).all(axis=1))


def pays_rate_in_force(industry: Industry) -> Flags:
    """Return where what entered today pays today's tariff on its customs value, (kinds,)."""
    trade, rate = industry.trade, industry.kinds.of_groups(industry.tariff) / 100
    if isinstance(trade, LotState):
        lines, lived = trade.order.partner_built, trade.last_day
        paid, landed, content = (contiguous_columns(held, lines) for held in (lived.paid, lived.landed, trade.content))
        return agrees(paid * BILLION, rate[:, None] * content * landed * BILLION)
    value = trade.arrays.dutiable[trade.arrays.partner_built]
    return agrees(trade.today["duty"], (rate * value[:, None] * trade.today["landed"].T * BILLION).T)


def has_numbers(trade: CarmakerState) -> Flags:
    """Return where prices, sales and pressure of all makers are finite, (kinds,)."""
    room = trade.daily_market
    return are_numbers(room.rise, room.sold, trade.pressure)


@has_kernel("books")
def are_numbers(rise: Array, sold: Array, pressure: Array) -> Flags:
    """Return where prices and sales, (kinds, lines), and pressure, (kinds, makers), are finite, (kinds,)."""
    return np.asarray(np.isfinite(ordered_sum(rise) + ordered_sum(sold) + ordered_sum(pressure)))


def sells_to_all_or_none(room: DailyMarket) -> Flags:
    """Return where all who might buy do so in one nest, or not at all, and no line sells more than that, (kinds,)."""
    demand = room.market.demand
    return are_shares_of_all(room.nest_shares, demand.outside / room.whole[:, 0], demand.potential, room.sold)


@has_kernel("books")
def are_shares_of_all(nests: Array, outside: Array, potential: Array, sold: Array) -> Flags:
    """Return where shares of nests, (kinds, nests), and of those who buy none add up, and sales are of them, (kinds,).

    potential, all who might buy, thousand a year, (kinds,); sold, vehicles a day, (kinds, lines), none below 0.
    """
    bought = ordered_sum(nests)
    whole = np.abs(bought + outside - 1) <= TOLERANCE
    most = potential * (1e3 / DAYS_PER_YEAR) * bought
    return np.asarray(whole & (ordered_sum(sold) <= most * (1 + TOLERANCE)) & (sold >= 0).all(axis=1))


def shares_spending(trade: CarmakerState, day: int) -> Flags:
    """Return where what buyers pay each maker is its costs, its profit and the duties that it books, (kinds,)."""
    arrays, room, items, scale = trade.arrays, trade.daily_market, trade.today, np.ones(len(trade.pressure))
    if isinstance(trade, LotState):
        scale = trade.level + trade.trend * ((day - trade.first_day) / DAYS_PER_YEAR)
    spent, cost = spending_and_cost(arrays, room.sold, room.asked, scale)
    return agrees(spent, booked_spending(cost, items, arrays.usual_profit, scale))


@has_kernel("books")
def spending_and_cost(arrays: CarmakerArrays, sold: Array, asked: Array, scale: Array) -> tuple[Array, Array]:
    """Return what buyers pay each maker, and its costs without duty, bn USD a day, (kinds, makers).

    sold, vehicles, and asked, prices over those of the known year, (kinds, lines); scale of sales, (kinds,).
    """
    units = sold * scale[:, None]
    spent = arrays.sum_by_maker((arrays.price + asked) * units) * BILLION
    return spent, arrays.sum_by_maker(arrays.cost * units) * BILLION


@has_kernel("books")
def booked_spending(cost: Array, items: dict[str, Array], usual: Array, scale: Array) -> Array:
    """Return costs, profit and the duties that are booked, bn USD, (kinds, makers); usual profit, times a scale."""
    profit = items["profit_change"] + usual * scale[:, None]
    return np.asarray(cost + profit + items["duty"] + items["other_duty"])


def pays_what_it_expenses(trade: LotState) -> Flags:
    """Return where all duty paid so far is expensed, taken off by the credit, or lies in stock, (kinds,)."""
    paid, duty, other, credit = (
        trade.accounts.total(name) for name in ("duty_paid", "duty", "other_duty", "parts_credit")
    )
    order, makers, held = trade.order, len(trade.arrays.partner_built), trade.chain.queue.duty_held * BILLION
    stock = (
        contiguous_columns(held, order.partner_built)
        + order.of_parts(held, makers)
        + order.of_other_lines(held, makers)
    )
    return agrees(paid, duty + other + credit + stock)
