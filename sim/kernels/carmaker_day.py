"""Kernel of `sim.economy.carmakers.lots_day`: a day of carmakers whose stocks are kept by lot.

Worlds lie on the last axis and are taken some at a time, so that what is put aside for them stays at hand.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for, compile_into_loops
from sim.kernels.lots import (
    _build_at_home,
    _count_cars,
    _earn_credit,
    _give_back,
    _settle,
    _ship,
    _sum_duties,
    _sum_taken,
    _take_cars,
    _use_at_once,
    _use_lots,
    _use_parts,
    _wish,
)
from sim.kernels.makers import MADE, _add_at_home, _enter, _feel, _fill, _make, _scale, _sell, _support

BILLION = 1e-6  # of a thousand
BLOCK = 512  # worlds
PLACES = "i8[:,::1], i8[:,::1], i8[:,::1], i8[::1], i8[:,::1]"
CONSTANTS = "f8[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:,::1], f8[:,:,::1], f8[:,:,::1]"
TODAY = "f8[::1], f8[::1], f8[:,::1], f8[:,::1], i8[::1], f8[::1], f8[::1], f8[:,:,::1]"
STOCKS = "UniTuple(f8[:,::1], 3)"
STATE = f"{STOCKS}, UniTuple(f8[:,:,::1], 2), f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:,::1]"
FOUND = "f8[:,:,::1], f8[:,:,::1], f8[:,::1]"
TOLD = "f8[:,::1], f8[:,::1], b1[:,::1], f8[::1]"


def lots_day(state: Any, day: int, tariff: Any, lapsed: float, support: Any, book: Any = None) -> Any:
    """Live a day of makers whose stocks are kept by lot, and return what accounts enter."""
    room, chain, queue, rates = state.daily_market, state.chain, state.chain.queue, state.rates_today(day)
    queue.set_rates(rates)
    queue.drop_oldest()
    (worlds, makers), entered = state.arrays.usual_profit.shape, book is not None
    kept = worlds if chain.entries is not None else min(worlds, _worlds_in_blocks(state.read, worlds))
    places, constants, unread, none = state.figures or _figures(state)
    found = _figures_of(kept, rates.shape[1], makers, len(state.order.parts)) if kept else unread
    told, freed, taken = np.empty((2, makers, worlds)), np.empty((makers, worlds), np.bool_), np.empty(worlds)
    pays, credit = support is not None, state.credit_share(day) * BILLION
    numbers = np.array((state.years_since_first(day), credit, lapsed, pays, entered and book.begun), float)
    refunds = none if state.refunds is None else np.stack([r.T for r in state.refunds])
    _lots_day(
        places,
        constants,
        (
            *(numbers, state.capacity(day), _lines(room.sold), _lines(room.asked)),
            *(queue.goods_alike(), _lines(tariff), _lines(support if pays else tariff), refunds),
        ),
        (
            (_keep(chain, "own"), _keep(chain, "dealers"), _keep(chain, "at_sea")),
            (queue.amounts.swapaxes(1, 2), queue.rates.swapaxes(1, 2)),
            *(_keep(state, "bank"), _keep(state, "recent_loss"), _keep(state, "recent_support")),
            book.stack_items(makers, worlds) if entered else none,
        ),
        found,
        (told[0], told[1], freed, taken),
    )
    state.pressure, state.support_paid, state.duty_taken = told[0].T, told[1].T, taken
    items, brought, direct = (held.swapaxes(-1, -2) for held in found)
    if not kept:
        return state.note_unread(items, brought, freed)
    return state.note_columns(day, rates, items, brought, direct, freed)


def _figures_of(worlds: int, goods: int, makers: int, parts: int) -> Any:
    """Return where items, goods brought and parts used at once are written, of so many worlds."""
    return np.empty((12, makers, worlds)), np.empty((5, goods, worlds)), np.empty((parts, worlds))


def _worlds_in_blocks(read: int | None, worlds: int) -> int:
    """Return for how many of the first worlds figures are written where those of `read` are read, None for all."""
    return worlds if read is None else -(-read // BLOCK) * BLOCK


def _lines(held: Any) -> Any:
    """Return values, (worlds, n) or (worlds,), with worlds on the last axis, one after the other in memory."""
    flags = held.flags
    return held.T if flags.f_contiguous and flags.writeable else np.array(held.T, order="C")


def _keep(holder: Any, name: str) -> Any:
    """Return what a holder keeps, (worlds, n), as `_lines` does, to be written to."""
    held = getattr(holder, name)
    if not held.flags.f_contiguous:
        held = np.asfortranarray(held)
        setattr(holder, name, held)
    return held.T


def _figures(state: Any) -> Any:
    """Return what is the same on all days, and let the state keep it; see `_lots_day`."""
    arrays, order, aim = state.arrays, state.order, state.chain.targets
    lines = np.zeros((2, len(arrays.price)), np.int64)
    lines[0], lines[1, arrays.home_built] = arrays.owner, 1
    goods = np.zeros((3, len(order.lines)), np.int64)
    goods[0], goods[1], goods[2, order.partner_built] = order.owner, order.lines, 1
    by_world = [state.level, state.trend, aim.speed[:, 0], aim.landing[:, 0], state.credited]
    by_maker = [state.imported.T, state.replaces.T, arrays.usual_profit.T]
    by_part = [state.parts_fixed.T, state.parts_each.T, state.direct.T]
    stacked = (np.stack(held) for held in (by_world, by_maker, by_part, [aim.dealers_pull.T, aim.makers_pull.T]))
    places = (lines, goods, np.stack([arrays.partner_built, order.partner_built]), order.parts, aim.alike)
    of_maker = np.stack([state.usual_partner_units, state.full_loss])
    worlds, makers = arrays.usual_profit.shape
    unread = _figures_of(0, len(state.customs[0]) + len(order.parts), makers, len(order.parts))
    constants = (arrays.price, of_maker, _lines(arrays.cost), _lines(state.customs), *stacked)
    state.figures = places, constants, unread, np.empty((0, makers, worlds))
    return state.figures


@compile_into_loops
def _sell_cars(here: Any, places: Any, constants: Any, today: Any, room: Any) -> None:
    """Sell all lines; add up margins, and what is built at home, by maker."""
    price, _, cost, _, by_world, _, _, _ = constants
    (lines, _, _, _, _), (sold, by_maker, columns), (numbers, _, raw, asked, _, _, _, _) = places, room, today
    for kind in range(3):
        for m in range(by_maker.shape[1]):
            _fill(by_maker[kind, m], 0.0)
    _scale(here, numbers[0], by_world, columns[0])
    for line in range(len(price)):
        rise, m = asked[line, here], lines[0, line]
        _sell(raw[line, here], rise, price[line], cost[line, here], columns[0], sold[line], by_maker[2, m])
        if lines[1, line]:
            _add_at_home(sold[line], rise, price[line], by_maker[0, m], by_maker[1, m])


@compile_into_loops
def _make_at_home(
    here: Any, there: Any, places: Any, constants: Any, today: Any, room: Any, figures: Any, told: Any
) -> None:
    """Build partner's cars at home, and earn the credit for all that are."""
    (price, _, _, _, by_world, of_maker, _, _), (_, _, partner_built, _, _), (sold, by_maker, columns) = (
        constants,
        places,
        room,
    )
    numbers, capacity, _, asked, _, tariff, _, _ = today
    for m in range(partner_built.shape[1]):
        line, made, at_home = partner_built[0, m], figures[0][MADE, m], by_maker[3, m]
        share, replaces = of_maker[0, m], of_maker[1, m]
        _wish(sold[line], share[here], columns[1])
        _make(capacity[m], by_maker[0, m], columns[1], replaces[here], tariff[here], made[there])
        _build_at_home(here, there, sold[line], columns[1], made, at_home, told[2][m])
        _earn_credit(here, numbers[1], by_world[4], price[line], asked[line], at_home, by_maker[1, m])


@compile_into_loops
def _move_goods(
    here: Any, there: Any, places: Any, constants: Any, today: Any, kept: Any, room: Any, figures: Any
) -> None:
    """Move all goods to the buyer, and pay and expense the duty on them."""
    (_, _, _, customs, by_world, _, by_part, pulls), (_, goods, _, parts_of, alike), rates = constants, places, today[4]
    (sold, by_maker, columns), (_, brought, direct), cars = room, figures, places[1].shape[1]
    for g in range(brought.shape[1]):
        if g < cars:
            _take_cars(goods[2, g] == 1, sold[goods[1, g]], by_maker[3, goods[0, g]], customs[g, here], columns[1])
        else:
            m = parts_of[g - cars]
            _use_parts(g - cars, here, there, by_maker[0, m], by_maker[3, m], by_part, direct, columns[1])
        _ship(g, here, there, columns[1], alike, pulls, by_world, kept[0], brought)
        _use_lots(g, rates[g], here, there, kept[1], brought, columns[2])
        if g >= cars:
            newest = kept[1][1][len(kept[1][1]) - 1, rates[g], here]
            _use_at_once(g, there, direct[g - cars], newest, brought)


@compile_into_loops
def _close_books(
    here: Any, there: Any, places: Any, constants: Any, today: Any, kept: Any, room: Any, figures: Any, told: Any
) -> None:
    """Tell what each maker pays, earns and feels, and enter it into its accounts."""
    (_, per_maker, _, customs, _, of_maker, _, _), (_, goods, partner_built, parts_of, _) = constants, places
    (numbers, _, _, _, _, _, support, refunds), (_, by_maker, columns) = today, room
    (_, _, bank, loss, paid, book), (items, brought, _), (pressure, supported, _, _) = kept, figures, told
    for m in range(partner_built.shape[1]):
        good, full = partner_built[1, m], per_maker[1, m] * numbers[2] / 100
        _count_cars(m, good, here, there, customs[good], brought, items)
        _sum_duties(m, good, there, goods, parts_of, brought, items, columns[3], columns[4])
        _give_back(m, here, there, refunds, items)
        usual = of_maker[2, m, here]
        _settle(m, there, by_maker[1, m], bank[m, here], columns[3], by_maker[2, m], usual, columns[0], items)
        _support(m, here, there, numbers[3], support, per_maker[0, m], items, supported)
        _feel(m, here, there, full, items, loss, paid, pressure)
        _enter(m, here, there, items, book, numbers[4], (numbers[3] != 0, True, len(refunds) > 0))


@compile_for(
    f"(Tuple(({PLACES})), Tuple(({CONSTANTS})), Tuple(({TODAY})), Tuple(({STATE})), Tuple(({FOUND})), Tuple(({TOLD})))"
)
def _lots_day(places: Any, constants: Any, today: Any, kept: Any, found: Any, told: Any) -> None:
    """Live a day, some worlds after others; see lots_day for what is given."""
    worlds, (makers, goods, parts) = len(today[5]), (found[0].shape[1], found[1].shape[1], len(found[2]))
    unread = np.empty((12, makers, BLOCK)), np.empty((5, goods, BLOCK)), np.empty((parts, BLOCK))
    for first in range(0, worlds, BLOCK):
        here, most = slice(first, min(first + BLOCK, worlds)), min(BLOCK, worlds - first)
        there, figures = here, found
        if first >= found[0].shape[2]:
            there, figures = slice(0, most), unread
        room = np.empty((len(places[0][0]), most)), np.empty((4, len(told[0]), most)), np.empty((5, most))
        _sell_cars(here, places, constants, today, room)
        _make_at_home(here, there, places, constants, today, room, figures, told)
        _move_goods(here, there, places, constants, today, kept, room, figures)
        _close_books(here, there, places, constants, today, kept, room, figures, told)
        _sum_taken(there, figures[1], figures[0], room[2][1], told[3][here])
