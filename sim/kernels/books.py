"""Kernels of `sim.model.invariants.books`: what must hold of a carmakers' day.

Worlds lie on the last axis.
"""

from typing import Any

import numpy as np

from sim.kernels.compiling import attempt, compile_for, compile_into_loops

BILLION = 1e-6  # of a thousand
PER_DAY = 1e3 / 365.0  # vehicles a day, of thousands a year
TOLERANCE = 1e-9  # share of the larger figure, and bn USD


def _flags(loop: Any, worlds: int, *given: Any) -> Any:
    """Return what a loop writes for each world; NotImplemented for arrays that it was not compiled for."""
    found = np.empty(worlds, np.bool_)
    return NotImplemented if attempt(loop, *given, found) is NotImplemented else found


def agrees(one: Any, other: Any) -> Any:
    """Return where two figures of all makers are the same but for the order of sums."""
    return _flags(_agrees, len(one), one.T, other.T)


def are_numbers(rise: Any, sold: Any, pressure: Any) -> Any:
    """Return where prices, sales and pressure are finite."""
    return _flags(_are_numbers, len(rise), rise.T, sold.T, pressure.T, np.empty((3, len(rise))))


def are_shares_of_all(nests: Any, outside: Any, potential: Any, sold: Any) -> Any:
    """Return where shares of nests and of those who buy none add up, and sales are of them."""
    return _flags(_are_shares, len(sold), nests.T, outside, potential, sold.T, np.empty((2, len(sold))))


def spending_and_cost(arrays: Any, sold: Any, asked: Any, scale: Any) -> Any:
    """Return what buyers pay each maker, and its costs without duty."""
    found = np.zeros((2, len(arrays.partner_built), len(scale)))
    given = np.asarray(arrays.owner, np.int64), arrays.price, arrays.cost.T, sold.T, asked.T, scale, found
    return NotImplemented if attempt(_spend, *given) is NotImplemented else (found[0].T, found[1].T)


def booked_spending(cost: Any, items: Any, usual: Any, scale: Any) -> Any:
    """Return costs, profit and the duties that are booked."""
    found, booked = np.empty(cost.T.shape), (items[name].T for name in ("profit_change", "duty", "other_duty"))
    given = cost.T, *booked, usual.T, scale, found
    return NotImplemented if attempt(_book, *given) is NotImplemented else found.T


@compile_into_loops
def _sum(held: Any, total: Any) -> None:
    """Write the sums of columns, (columns, worlds)."""
    for w in range(len(total)):
        total[w] = 0.0
    for k in range(len(held)):
        column = held[k]
        for w in range(len(total)):
            total[w] += column[w]


@compile_for("(f8[:,::1], f8[:,::1], b1[::1])")
def _agrees(one: Any, other: Any, found: Any) -> None:
    """Write to found."""
    found[:] = True
    for m in range(len(one)):
        mine, theirs = one[m], other[m]
        for w in range(len(found)):
            found[w] &= abs(mine[w] - theirs[w]) <= TOLERANCE * (1 + abs(mine[w]))


@compile_for("(f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], b1[::1])")
def _are_numbers(rise: Any, sold: Any, pressure: Any, total: Any, found: Any) -> None:
    """Write to found; total, (3, worlds), is put aside on the way."""
    _sum(rise, total[0])
    _sum(sold, total[1])
    _sum(pressure, total[2])
    for w in range(len(found)):
        found[w] = np.isfinite(total[0, w] + total[1, w] + total[2, w])


@compile_for("(f8[:,::1], f8[::1], f8[::1], f8[:,::1], f8[:,::1], b1[::1])")
def _are_shares(nests: Any, outside: Any, potential: Any, sold: Any, total: Any, found: Any) -> None:
    """Write to found; total, (2, worlds), is put aside on the way."""
    _sum(nests, total[0])
    _sum(sold, total[1])
    bought, units = total[0], total[1]
    for w in range(len(found)):
        found[w] = abs(bought[w] + outside[w] - 1) <= TOLERANCE
        found[w] &= units[w] <= potential[w] * PER_DAY * bought[w] * (1 + TOLERANCE)
    for line in range(len(sold)):
        of_line = sold[line]
        for w in range(len(found)):
            found[w] &= of_line[w] >= 0


@compile_for("(i8[::1], f8[::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[:,:,::1])")
def _spend(owner: Any, price: Any, cost: Any, sold: Any, asked: Any, scale: Any, found: Any) -> None:
    """Add to spending and costs, (2, makers, worlds), zeros before."""
    for line in range(len(owner)):
        spent, costs = found[0, owner[line]], found[1, owner[line]]
        units, rise, own = sold[line], asked[line], cost[line]
        for w in range(len(scale)):
            spent[w] += (price[line] + rise[w]) * (units[w] * scale[w])
        for w in range(len(scale)):
            costs[w] += own[w] * (units[w] * scale[w])
    for kind in range(2):
        for m in range(found.shape[1]):
            total = found[kind, m]
            for w in range(len(scale)):
                total[w] *= BILLION


@compile_for("(f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[:,::1], f8[::1], f8[:,::1])")
def _book(cost: Any, change: Any, duty: Any, other: Any, usual: Any, scale: Any, found: Any) -> None:
    """Write to found, (makers, worlds)."""
    for m in range(len(found)):
        booked, known, moved, paid, more, ordinary = found[m], cost[m], change[m], duty[m], other[m], usual[m]
        for w in range(len(scale)):
            booked[w] = known[w] + (moved[w] + ordinary[w] * scale[w]) + paid[w] + more[w]
