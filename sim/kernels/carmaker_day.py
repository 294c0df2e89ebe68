"""Kernel of `sim.economy.carmakers.lots_day`: a day of carmakers whose stocks are kept by lot.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import compile_for
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
BLOCK = 512  # worlds
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
    places, constants = state.figures or _figures(state)
    _lots_day(
        places,
        constants,
        (
            *(numbers, state.capacity(day), _lines(room.sold), _lines(room.asked), _lines(rates)),
            *(_lines(tariff), _lines(support if pays else tariff), refunds),
        ),
        (
            *(_keep(chain, "own"), _keep(chain, "dealers"), _keep(chain, "at_sea")),
            *(queue.amounts.swapaxes(1, 2), queue.rates.swapaxes(1, 2)),
            *(_keep(state, "bank"), _keep(state, "recent_loss"), _keep(state, "recent_support")),
        ),
        (items, brought, direct, pressure, freed),
    )
    of_world = (held.swapaxes(-1, -2) for held in (items, brought, direct, pressure))
    return state.note_columns(day, rates, *of_world, freed)


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
    lines[0], lines[1, arrays.us_built] = arrays.owner, 1
    goods = np.zeros((3, len(order.lines)), np.int64)
    goods[0], goods[1], goods[2, order.korean] = order.owner, order.lines, 1
    by_world = [state.level, state.trend, aim.speed[:, 0], aim.landing[:, 0], state.credited]
    by_maker = [state.imported.T, state.replaces.T, arrays.usual_profit.T, state.korean_value.T]
    by_part = [state.parts_fixed.T, state.parts_each.T, state.direct.T, state.stored.T]
    stacked = (np.stack(held) for held in (by_world, by_maker, by_part, [aim.dealers_pull.T, aim.makers_pull.T]))
    places = (lines, goods, np.stack([arrays.korean, order.korean]), order.parts)
    of_maker = np.stack([state.usual_korean_units, state.full_loss])
    state.figures = places, (arrays.price, of_maker, _lines(arrays.cost), _lines(state.customs), *stacked)
    return state.figures


@compile_for("(" + ", ".join(f"Tuple(({held}))" for held in (PLACES, CONSTANTS, TODAY, STATE, FOUND)) + ")")
def _lots_day(places: Any, constants: Any, today: Any, kept: Any, found: Any) -> None:
    """Live a day, some worlds after others, so that what is put aside stays at hand; see lots_day for what is given."""
    (lines, goods, korean, parts_of), (items, brought, direct, pressure, freed) = places, found
    price, of_maker, cost, customs, by_world, by_maker, by_part, pulls = constants
    numbers, capacity, raw, asked, rates, tariff, support, refunds = today
    own, dealers, at_sea, amounts, lot_rates, bank, loss, paid = kept
    makers, cars, at_once = len(freed), goods.shape[1], min(BLOCK, len(tariff))
    sold, revenue, retail = np.empty((len(raw), at_once)), np.empty((len(raw), at_once)), np.empty((len(own), at_once))
    home, at_home, worth = np.empty((makers, at_once)), np.empty((makers, at_once)), np.empty((makers, at_once))
    room = np.empty((3, at_once))
    for first in range(0, len(tariff), BLOCK):
        here = slice(first, min(first + BLOCK, len(tariff)))
        _sell(here, numbers[0], price, by_world, raw, asked, room[2], sold, revenue)
        _sum_at_home(lines, sold, home)
        _sum_at_home(lines, revenue, worth)
        for m in range(makers):
            _make(m, here, capacity[m], sold[korean[0, m]], tariff, by_maker, home[m], at_home[m], items, freed)
        for k in range(len(parts_of)):
            _use_parts(k, here, home[parts_of[k]], at_home[parts_of[k]], by_part, direct, retail[cars + k])
        for g in range(cars):
            _take_cars(here, goods[2, g] == 1, sold[goods[1, g]], at_home[goods[0, g]], customs[g], retail[g])
        for g in range(len(retail)):
            _ship(g, here, retail[g], pulls, by_world, own, dealers, at_sea, brought)
            _use_lots(g, here, amounts, lot_rates, brought, room[0], room[1])
            _pay(g, here, rates, brought)
        for k in range(len(parts_of)):
            _use_at_once(cars + k, here, direct[k], rates, brought)
        for m in range(makers):
            line, good = korean[0, m], korean[1, m]
            _earn_credit(here, numbers[1], by_world[4], price[line], asked[line], at_home[m], worth[m])
            _count_cars(m, good, here, by_maker[3, m], brought, items)
            _sum_duties(m, good, here, goods, parts_of, brought, items, room)
            _give_back(m, here, refunds, items)
            _use_credit(m, here, worth[m], bank, room[0], items)
            _sum_margins(m, here, lines, revenue, cost, sold, room[0])
            _earn(m, here, room[0], by_maker[2, m], room[2], items)
            _support(m, here, numbers[3], support, of_maker[0, m], items)
            _feel(m, here, of_maker[1, m] * numbers[2] / 100, items, loss, paid, pressure)
