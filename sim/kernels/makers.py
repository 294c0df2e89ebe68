"""Parts of the kernel of a carmakers' day: what is sold and made, and what makers earn and feel.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

from sim.kernels.compiling import compile_for
from sim.kernels.lots import BILLION, DUTY, MADE, OTHER_DUTY, PROFIT_CHANGE, SUPPORT, _larger, _lesser

KEPT = 1 - 1 / 91.0  # of a quarter's running sum, from one day to the next


@compile_for()
def _sell(
    here: Any, elapsed: float, price: Any, by_world: Any, raw: Any, asked: Any, scale: Any, sold: Any, revenue: Any
) -> None:
    """Tell how all sales stand to those of the known year, what is sold of each line, and for how much."""
    level, trend = by_world[0, here], by_world[1, here]
    for w in range(len(level)):
        scale[w] = level[w] + trend[w] * elapsed
    for line in range(len(price)):
        units, rise, known = raw[line, here], asked[line, here], price[line]
        for w in range(len(level)):
            sold[line, w] = units[w] * scale[w]
        for w in range(len(level)):
            revenue[line, w] = (known + rise[w]) * sold[line, w]


@compile_for()
def _sum_at_home(lines: Any, values: Any, found: Any) -> None:
    """Add up each maker's lines built at home."""
    found[:] = 0.0
    for line in range(len(values)):
        if lines[1, line]:
            for w in range(values.shape[1]):
                found[lines[0, line], w] += values[line, w]


@compile_for()
def _make(
    m: int,
    here: Any,
    capacity: float,
    sold: Any,
    tariff: Any,
    by_maker: Any,
    home: Any,
    at_home: Any,
    items: Any,
    freed: Any,
) -> None:
    """Make cars in U.S. plants in place of Korean ones, and say where none has to be imported."""
    made, imported, replaces, tariff = items[MADE, m, here], by_maker[0, m, here], by_maker[1, m, here], tariff[here]
    free, worlds = freed[m, here], len(made)
    for w in range(worlds):
        spare = _larger(capacity - home[w], 0.0) * replaces[w] if tariff[w] > 0 else 0.0
        made[w] = _lesser(spare, sold[w] * imported[w])
    for w in range(worlds):
        free[w] = sold[w] * imported[w] <= made[w]
    for w in range(worlds):
        at_home[w] = sold[w] - sold[w] * imported[w] + made[w]


@compile_for()
def _use_parts(k: int, here: Any, home: Any, at_home: Any, by_part: Any, direct: Any, retail: Any) -> None:
    """Use a maker's parts of what it builds at home: some as they land, others from stock."""
    fixed, each, at_once, stored = by_part[0, k, here], by_part[1, k, here], by_part[2, k, here], by_part[3, k, here]
    direct, worlds = direct[k, here], len(fixed)
    for w in range(worlds):
        direct[w] = fixed[w] + each[w] * (home[w] + at_home[w])
    for w in range(worlds):
        retail[w] = direct[w] * stored[w]
    for w in range(worlds):
        direct[w] *= at_once[w]


@compile_for()
def _take_cars(here: Any, korean: bool, sold: Any, at_home: Any, customs: Any, retail: Any) -> None:
    """Tell what buyers take of a line abroad, customs values."""
    customs = customs[here]
    for w in range(len(customs)):
        retail[w] = (sold[w] - at_home[w] if korean else sold[w]) * customs[w]


@compile_for()
def _earn_credit(here: Any, share: float, credited: Any, price: float, asked: Any, at_home: Any, worth: Any) -> None:
    """Put in the place of the worth of a maker's lines built at home the credit for all its cars built there."""
    credited, asked = credited[here], asked[here]
    for w in range(len(asked)):
        worth[w] = credited[w] * share * (worth[w] + (price + asked[w]) * at_home[w])


@compile_for()
def _sum_margins(m: int, here: Any, lines: Any, revenue: Any, cost: Any, sold: Any, found: Any) -> None:
    """Add up a maker's revenue less cost, thousand USD."""
    found[:] = 0.0
    for line in range(len(sold)):
        if lines[0, line] == m:
            each = cost[line, here]
            for w in range(len(each)):
                found[w] += revenue[line, w] - each[w] * sold[line, w]


@compile_for()
def _earn(m: int, here: Any, margin: Any, usual: Any, scale: Any, items: Any) -> None:
    """Enter a maker's change of profit, bn USD."""
    change, duty, other_duty = items[PROFIT_CHANGE, m, here], items[DUTY, m, here], items[OTHER_DUTY, m, here]
    usual = usual[here]
    for w in range(len(usual)):
        change[w] = margin[w] * BILLION - duty[w] - other_duty[w] - usual[w] * scale[w]


@compile_for()
def _support(m: int, here: Any, pays: float, per_car: Any, usual: float, items: Any) -> None:
    """Enter the day's support of a maker, up to its loss; none unless it `pays`."""
    support, change, per_car = items[SUPPORT, m, here], items[PROFIT_CHANGE, m, here], per_car[here]
    if pays == 0:
        support[:] = 0.0
        return
    for w in range(len(support)):
        support[w] = _lesser(per_car[w] * usual, _larger(-change[w], 0.0))


@compile_for()
def _feel(m: int, here: Any, full: float, items: Any, loss: Any, paid: Any, pressure: Any) -> None:
    """Bring a maker's losses, support and pressure up to date; full, its loss of a quarter without a deal."""
    support, change, loss, paid = items[SUPPORT, m, here], items[PROFIT_CHANGE, m, here], loss[m, here], paid[m, here]
    pressure = pressure[m, here]
    for w in range(len(loss)):
        loss[w] = loss[w] * KEPT + _larger(-change[w], 0.0)
    for w in range(len(loss)):
        paid[w] = paid[w] * KEPT + support[w]
    for w in range(len(loss)):
        pressure[w] = _larger(loss[w] - paid[w], 0.0) / full if full > 0 else 0.0
