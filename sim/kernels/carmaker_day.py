"""Kernel of `sim.economy.carmakers.lots_day`: a day of carmakers whose stocks are kept by lot.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compiled
from sim.kernels.lots import _count_cars, _give_back, _pay, _ship, _sum_duties, _use_at_once, _use_credit, _use_lots
from sim.kernels.makers import (
    _earn,
    _earn_credit,
    _feel,
    _make,
    _sell,
    _sum_at_home,
    _sum_margins,
    _support,
    _take_cars,
    _use_parts,
)

BILLION = 1e-6  # of a thousand
PLACES = "i8[:,::1], i8[:,::1], i8[:,::1], i8[::1]"
CONSTANTS = "f8[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:,::1], f8[:,:,::1], f8[:,:,::1]"
TODAY = "f8[::1], f8[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[::1], f8[:,:,::1]"
STATE = "f8[:,::1], f8[:,::1], f8[:,::1], f8[:,:,::1], f8[:,:,::1], f8[:,::1], f8[:,::1], f8[:,::1]"
FOUND = "f8[:,:,::1], f8[:,:,::1], f8[:,::1], f8[:,::1], b1[:,::1]"


def lots_day(state: Any, day: int, tariff: Any, lapsed: float, support: Any) -> Any:
    """Live a day of makers whose stocks are kept by lot, and return what accounts enter."""
    room, chain, queue, rates = state.daily_market, state.chain, state.chain.queue, state.rates_today(day)
    queue.set_rates(rates)
    queue.drop_oldest()
    (worlds, makers), goods = state.arrays.usual_profit.shape, rates.shape[1]
    items, brought = np.empty((12, makers, worlds)), np.empty((5, goods, worlds))
    direct, pressure = np.empty((len(state.order.parts), worlds)), np.empty((makers, worlds))
    freed, pays = np.empty((makers, worlds), np.bool_), support is not None
    numbers = np.array([state.years_since_first(day), state.credit_share(day) * BILLION, lapsed, float(pays)])
    refunds = np.empty((0, makers, worlds)) if state.refunds is None else np.stack([r.T for r in state.refunds])
    _lots_day(
        *(state.figures or _figures(state)),
        *(numbers, state.capacity(day), _lines(room.sold), _lines(room.asked), _lines(rates)),
        *(_lines(tariff), _lines(support if pays else tariff), refunds),
        *(_kept(chain, "own"), _kept(chain, "dealers"), _kept(chain, "at_sea")),
        *(queue.amounts.swapaxes(1, 2), queue.rates.swapaxes(1, 2)),
        *(_kept(state, "bank"), _kept(state, "recent_loss"), _kept(state, "recent_support")),
        *(items, brought, direct, pressure, freed),
    )
    of_world = (held.swapaxes(-1, -2) for held in (items, brought, direct, pressure))
    return state.note_columns(day, rates, *of_world, freed)


def _lines(held: Any) -> Any:
    """Return values, (worlds, n) or (worlds,), with worlds on the last axis, one after the other in memory."""
    flags = held.flags
    return held.T if flags.f_contiguous and flags.writeable else np.array(held.T, order="C")


def _kept(holder: Any, name: str) -> Any:
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
    lines[0], lines[1, arrays.us_built] = arrays.owner, 1
    goods = np.zeros((3, len(order.lines)), np.int64)
    goods[0], goods[1], goods[2, order.korean] = order.owner, order.lines, 1
    by_world = [state.level, state.trend, aim.speed[:, 0], aim.landing[:, 0], state.credited]
    by_maker = [state.imported.T, state.replaces.T, arrays.usual_profit.T, state.korean_value.T]
    by_part = [state.parts_fixed.T, state.parts_each.T, state.direct.T, state.stored.T]
    stacked = (np.stack(held) for held in (by_world, by_maker, by_part, [aim.dealers_pull.T, aim.makers_pull.T]))
    state.figures = (
        *(lines, goods, np.stack([arrays.korean, order.korean]), order.parts),
        *(arrays.price, np.stack([state.usual_korean_units, state.full_loss])),
        *(_lines(arrays.cost), _lines(state.customs), *stacked),
    )
    return state.figures


@compiled(f"({PLACES}, {CONSTANTS}, {TODAY}, {STATE}, {FOUND})")
def _lots_day(
    lines: Any,  # owner, and whether it is built at home, (2, lines)
    goods: Any,  # owner, line, and whether it is the Korean one, (3, lines abroad)
    korean: Any,  # line and good of each maker, (2, makers)
    parts_of: Any,  # makers that have parts
    price: Any,
    of_maker: Any,  # usual Korean units and full loss, (2, makers)
    cost: Any,
    customs: Any,
    by_world: Any,
    by_maker: Any,
    by_part: Any,
    pulls: Any,
    numbers: Any,  # years since the first day, credit for a worth of 1, tariff without a deal, whether support is paid
    capacity: Any,
    raw: Any,
    asked: Any,
    rates: Any,
    tariff: Any,
    support: Any,
    refunds: Any,
    own: Any,
    dealers: Any,
    at_sea: Any,
    amounts: Any,
    lot_rates: Any,
    bank: Any,
    loss: Any,
    paid: Any,
    items: Any,
    brought: Any,
    direct: Any,
    pressure: Any,
    freed: Any,
) -> None:
    """Live a day; what is kept, from `own` to `lot_rates` and from `bank` to `paid`, and all after it is written to."""
    makers, worlds = len(freed), len(tariff)
    sold, revenue, scale = np.empty(raw.shape), np.empty(raw.shape), np.empty(worlds)
    home, at_home, worth = np.zeros((makers, worlds)), np.empty((makers, worlds)), np.zeros((makers, worlds))
    retail, room = np.empty(own.shape), np.empty((2, worlds))
    _sell(numbers[0], price, by_world, raw, asked, scale, sold, revenue)
    _sum_at_home(lines, sold, home)
    _sum_at_home(lines, revenue, worth)
    for m in range(makers):
        _make(m, capacity[m], sold[korean[0, m]], tariff, by_maker, home, items, at_home, freed)
    _use_parts(parts_of, home, at_home, by_part, direct, retail)
    _take_cars(goods, sold, at_home, customs, retail)
    for g in range(len(retail)):
        _ship(g, retail[g], pulls, by_world, own, dealers, at_sea, brought)
        _use_lots(g, amounts, lot_rates, brought, room[0], room[1])
        _pay(g, rates, brought)
    for k in range(len(parts_of)):
        _use_at_once(len(goods[0]) + k, direct[k], rates, brought)
    for m in range(makers):
        line, good = korean[0, m], korean[1, m]
        _earn_credit(numbers[1], by_world[4], price[line], asked[line], at_home[m], worth[m])
        _count_cars(m, good, by_maker[3, m], brought, items)
        _sum_duties(m, good, goods, parts_of, brought, items, room)
        _give_back(m, refunds, items)
        _use_credit(m, worth[m], bank, room[0], items)
        _sum_margins(m, lines, revenue, cost, sold, room[0])
        _earn(m, room[0], by_maker[2, m], scale, items)
        _support(m, numbers[3], support, of_maker[0, m], items)
        _feel(m, of_maker[1, m] * numbers[2] / 100, items, loss, paid, pressure)
