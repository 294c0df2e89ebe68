"""Kernel of `sim.economy.carmakers.untaxed_day`: a day of carmakers that sell untaxed stock first.

Worlds lie on the last axis and are taken some at a time, so that what is put aside for them stays at hand.
"""

from typing import Any

import numpy as np

from sim.kernels.carmaker_day import BLOCK, _keep, _lines, _worlds_in_blocks
from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.makers import (
    BILLION,
    CREDIT,
    DUTY,
    DUTY_PAID,
    LANDED_CARS,
    MADE,
    OTHER_DUTY,
    PARTS_DUTY,
    PROFIT_CHANGE,
    REFUND,
    SHIPPED_CARS,
    UNITS,
    _copy,
    _enter,
    _feel,
    _fill,
    _larger,
    _make,
    _support,
)

DAYS_PER_YEAR = 365.0
ITEMS = (
    *("units", "made", "duty", "other_duty", "profit_change", "support"),
    *("landed", "shipped", "duty_paid", "parts_duty", "parts_credit", "refund"),
)
CONSTANTS = "i8[:,::1], i8[::1], f8[::1], f8[::1], f8[:,::1], f8[:,::1], f8[:,:,::1]"
TODAY = "f8[::1], f8[::1], b1[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[::1]"
STATE = "f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:,::1]"
TOLD = "f8[:,::1], f8[:,::1], b1[:,::1], f8[::1]"


def untaxed_day(state: Any, day: int, tariff: Any, lapsed: float, support: Any, book: Any = None) -> Any:
    """Live a day of makers that sell untaxed stock first, and return what accounts enter."""
    room, (worlds, makers), pays = state.daily_market, state.arrays.usual_profit.shape, support is not None
    items = np.empty((12, makers, min(worlds, _worlds_in_blocks(state.read, worlds))))
    told, freed, taken = np.empty((2, makers, worlds)), np.empty((makers, worlds), np.bool_), np.empty(worlds)
    numbers = np.array([lapsed, pays, book is not None and book.begun], float)
    _untaxed_day(
        state.figures or _figures(state),
        (
            *(numbers, state.capacity(day), day >= state.parts_since),
            *(_lines(room.sold), _lines(room.asked), _lines(room.followed_rates)),
            *(_lines(tariff), _lines(support if pays else tariff)),
        ),
        (
            *(_keep(state, "stock"), _keep(state, "recent_loss"), _keep(state, "recent_support")),
            np.empty((0, makers, worlds)) if book is None else book.stack_items(makers, worlds),
        ),
        items,
        (told[0], told[1], freed, taken),
    )
    state.pressure, state.support_paid, state.duty_taken = told[0].T, told[1].T, taken
    state.today = {name: held.T for name, held in zip(ITEMS, items, strict=True)}
    state.made = state.today["made"]
    state.note_freed(freed)
    return state.today


def _figures(state: Any) -> Any:
    """Return what is the same on all days, and let the state keep it; see `_untaxed_day`."""
    arrays = state.arrays
    lines = np.zeros((2, len(arrays.price)), np.int64)
    lines[0], lines[1, arrays.home_built] = arrays.owner, 1
    by_maker = np.stack([state.replaces.T, arrays.usual_profit.T, state.parts_value.T, state.relief.T])
    of_maker = np.stack([state.usual_partner_units, state.full_loss])
    partner_built = np.asarray(arrays.partner_built, np.int64)
    state.figures = lines, partner_built, arrays.price, arrays.dutiable, of_maker, _lines(arrays.cost), by_maker
    return state.figures


@compile_into_loops
def _sell_cars(
    here: Any, there: Any, constants: Any, today: Any, stock: Any, room: Any, items: Any, freed: Any
) -> None:
    """Sell all lines: plants make some in place of partner's ones, others come from stock, the rest is landed."""
    lines, partner_built, price, dutiable, _, cost, of_maker = constants
    (by_maker, wanted), (_, capacity, _, sold, asked, rates, tariff, _) = room, today
    for kind in range(len(by_maker)):
        for m in range(len(partner_built)):
            _fill(by_maker[kind, m], 0.0)
    for line in range(len(price)):
        m = lines[0, line]
        _earn(sold[line, here], asked[line, here], price[line], cost[line, here], by_maker[2, m])
        if lines[1, line]:
            _add_at_home(sold[line, here], asked[line, here], price[line], by_maker[0, m], by_maker[1, m])
        _copy(sold[line, here], wanted[line])
    for m in range(len(partner_built)):
        line, units = partner_built[m], items[UNITS, m, there]
        _make(capacity[m], by_maker[0, m], sold[line, here], of_maker[0, m, here], tariff[here], items[MADE, m, there])
        _take(
            items[MADE, m, there], asked[line, here], price[line], wanted[line], by_maker[1, m], units, freed[m, here]
        )
    for line in range(len(price)):
        _land(rates[line, here], dutiable[line], wanted[line], stock[line, here], by_maker[3, lines[0, line]])


@compile_into_loops
def _close_books(
    here: Any, there: Any, constants: Any, today: Any, kept: Any, room: Any, items: Any, told: Any
) -> None:
    """Tell what each maker pays, earns and feels, and enter it into its accounts."""
    (_, partner_built, _, dutiable, per_maker, _, of_maker), (by_maker, landed) = constants, room
    (numbers, _, begun, _, _, rates, tariff, support), (pressure, supported, _, taken) = today, told
    _fill(taken[here], 0.0)
    for m in range(len(partner_built)):
        line, figures = partner_built[m], (items, m, there)
        _pay(rates[line, here], dutiable[line], landed[line], by_maker[3, m], figures)
        value, relief = of_maker[2, m, here], of_maker[3, m, here]
        _pay_for_parts(begun[m], tariff[here], value, relief, by_maker[1, m], figures, taken[here])
        _settle(by_maker[2, m], by_maker[3, m], of_maker[1, m, here], figures)
        _support(m, here, there, numbers[1], support, per_maker[0, m], items, supported)
        _feel(m, here, there, per_maker[1, m] * numbers[0] / 100, items, kept[1], kept[2], pressure)
        _enter(m, here, there, items, kept[3], numbers[2], (numbers[1] != 0, False, False))


@compile_into_loops
def _earn(sold: Any, rise: Any, price: float, cost: Any, margin: Any) -> None:
    """Add a line's revenue less cost, thousand USD, to its maker's."""
    for w in range(len(sold)):
        margin[w] += (price + rise[w] - cost[w]) * sold[w]


@compile_into_loops
def _add_at_home(sold: Any, rise: Any, price: float, home: Any, output: Any) -> None:
    """Add a line built at home to its maker's, vehicles and thousand USD."""
    for w in range(len(sold)):
        home[w] += sold[w]
        output[w] += (price + rise[w]) * sold[w]


@compile_into_loops
def _take(made: Any, rise: Any, price: float, wanted: Any, output: Any, units: Any, freed: Any) -> None:
    """Take what plants make off the partner's cars that are wanted, and add it to what is built at home."""
    for w in range(len(made)):
        wanted[w] -= made[w]
        output[w] += (price + rise[w]) * made[w]
    for w in range(len(made)):
        units[w] = wanted[w]
        freed[w] = wanted[w] <= 0


@compile_into_loops
def _land(rate: Any, value: float, wanted: Any, stock: Any, every: Any) -> None:
    """Take a line's cars from stock, put in the place of those wanted what is landed, and add the duty on it."""
    for w in range(len(rate)):
        lands = _larger(wanted[w] - stock[w], 0.0)
        stock[w] = _larger(stock[w] - wanted[w], 0.0)
        wanted[w] = lands
        every[w] += rate[w] * value * lands


@compile_into_loops
def _pay(rate: Any, value: float, landed: Any, every: Any, figures: Any) -> None:
    """Enter a maker's cars that landed and the its duties; figures: items, which maker's, and where."""
    items, m, there = figures
    cars, sent = items[LANDED_CARS, m, there], items[SHIPPED_CARS, m, there]
    duty, other = items[DUTY, m, there], items[OTHER_DUTY, m, there]
    for w in range(len(rate)):
        cars[w], sent[w] = landed[w], landed[w]
        partner_built = rate[w] * value * landed[w]
        duty[w] = partner_built * BILLION
        other[w] = (every[w] - partner_built) * BILLION


@compile_into_loops
def _pay_for_parts(begun: bool, tariff: Any, value: Any, relief: Any, output: Any, figures: Any, taken: Any) -> None:
    """Enter a maker's duty on parts, where it has begun, and add all its duties to what is taken."""
    items, m, there = figures
    parts, duty = items[PARTS_DUTY, m, there], items[DUTY, m, there]
    other, owed = items[OTHER_DUTY, m, there], items[DUTY_PAID, m, there]
    _fill(items[CREDIT, m, there], 0.0)
    _fill(items[REFUND, m, there], 0.0)
    for w in range(len(tariff)):
        due = tariff[w] / 100 * _larger(value[w] / DAYS_PER_YEAR - relief[w] * (output[w] * BILLION), 0.0)
        parts[w] = due if begun else 0.0
    for w in range(len(tariff)):
        owed[w] = duty[w] + other[w] + parts[w]
        other[w] = other[w] + parts[w]
        taken[w] += duty[w] + other[w]


@compile_into_loops
def _settle(margin: Any, every: Any, usual: Any, figures: Any) -> None:
    """Enter a maker's change of profit, bn USD; margin, revenue less cost, and every duty on cars, thousand USD."""
    items, m, there = figures
    change, parts = items[PROFIT_CHANGE, m, there], items[PARTS_DUTY, m, there]
    for w in range(len(change)):
        change[w] = (margin[w] - every[w]) * BILLION - usual[w] - parts[w]


@compile_for(f"(Tuple(({CONSTANTS})), Tuple(({TODAY})), Tuple(({STATE})), f8[:,:,::1], Tuple(({TOLD})))")
def _untaxed_day(constants: Any, today: Any, kept: Any, found: Any, told: Any) -> None:
    """Live a day, some worlds after others; see untaxed_day for what is given."""
    worlds, makers, lines = len(today[6]), len(told[0]), constants[0].shape[1]
    unread = np.empty((12, makers, BLOCK))
    for first in range(0, worlds, BLOCK):
        here, most = slice(first, min(first + BLOCK, worlds)), min(BLOCK, worlds - first)
        there, items = here, found
        if first >= found.shape[2]:
            there, items = slice(0, most), unread
        room = np.empty((4, makers, most)), np.empty((lines, most))
        _sell_cars(here, there, constants, today, kept[0], room, items, told[2])
        _close_books(here, there, constants, today, kept, room, items, told)
