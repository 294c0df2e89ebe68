"""Parts of the kernel of a carmakers' day: what is sold and made, and what makers earn and feel.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

from sim.kernels.compiling import compiled
from sim.kernels.lots import BILLION, DUTY, MADE, OTHER_DUTY, PROFIT_CHANGE, SUPPORT, _larger, _lesser

KEPT = 1 - 1 / 91.0  # of a quarter's running sum, from one day to the next


@compiled()
def _sell(elapsed: float, price: Any, by_world: Any, raw: Any, asked: Any, scale: Any, sold: Any, revenue: Any) -> None:
    """Tell how all sales stand to those of the known year, what is sold of each line, and for how much."""
    level, trend, worlds = by_world[0], by_world[1], len(scale)
    for w in range(worlds):
        scale[w] = level[w] + trend[w] * elapsed
    for line in range(len(price)):
        for w in range(worlds):
            sold[line, w] = raw[line, w] * scale[w]
        for w in range(worlds):
            revenue[line, w] = (price[line] + asked[line, w]) * sold[line, w]


@compiled()
def _sum_at_home(lines: Any, values: Any, found: Any) -> None:
    """Add up each maker's lines built at home."""
    for line in range(len(values)):
        if lines[1, line]:
            for w in range(values.shape[1]):
                found[lines[0, line], w] += values[line, w]


@compiled()
def _make(
    m: int,
    capacity: float,
    sold: Any,
    tariff: Any,
    by_maker: Any,
    home: Any,
    items: Any,
    at_home: Any,
    freed: Any,
) -> None:
    """Make cars in U.S. plants in place of Korean ones, and say where none has to be imported."""
    made, imported, replaces = items[MADE, m], by_maker[0, m], by_maker[1, m]
    for w in range(len(tariff)):
        spare = _larger(capacity - home[m, w], 0.0) * replaces[w] if tariff[w] > 0 else 0.0
        made[w] = _lesser(spare, sold[w] * imported[w])
    for w in range(len(tariff)):
        freed[m, w] = sold[w] * imported[w] <= made[w]
    for w in range(len(tariff)):
        at_home[m, w] = sold[w] - sold[w] * imported[w] + made[w]


@compiled()
def _use_parts(parts_of: Any, home: Any, at_home: Any, by_part: Any, direct: Any, retail: Any) -> None:
    """Use parts of what is built at home: some as they land, others from stock."""
    first = len(retail) - len(parts_of)
    fixed, each, at_once, stored = by_part[0], by_part[1], by_part[2], by_part[3]
    for k in range(len(parts_of)):
        m = parts_of[k]
        for w in range(home.shape[1]):
            direct[k, w] = fixed[k, w] + each[k, w] * (home[m, w] + at_home[m, w])
        for w in range(home.shape[1]):
            retail[first + k, w] = direct[k, w] * stored[k, w]
        for w in range(home.shape[1]):
            direct[k, w] *= at_once[k, w]


@compiled()
def _take_cars(goods: Any, sold: Any, at_home: Any, customs: Any, retail: Any) -> None:
    """Tell what buyers take of each line abroad, customs values."""
    for g in range(goods.shape[1]):
        owner, line = goods[0, g], goods[1, g]
        for w in range(sold.shape[1]):
            cars = sold[line, w] - at_home[owner, w] if goods[2, g] else sold[line, w]
            retail[g, w] = cars * customs[g, w]


@compiled()
def _earn_credit(share: float, credited: Any, price: float, asked: Any, at_home: Any, worth: Any) -> None:
    """Put in the place of the worth of a maker's lines built at home the credit for all its cars built there."""
    for w in range(len(worth)):
        worth[w] = credited[w] * share * (worth[w] + (price + asked[w]) * at_home[w])


@compiled()
def _sum_margins(m: int, lines: Any, revenue: Any, cost: Any, sold: Any, found: Any) -> None:
    """Add up a maker's revenue less cost, thousand USD."""
    found[:] = 0.0
    for line in range(len(sold)):
        if lines[0, line] == m:
            for w in range(len(found)):
                found[w] += revenue[line, w] - cost[line, w] * sold[line, w]


@compiled()
def _earn(m: int, margin: Any, usual: Any, scale: Any, items: Any) -> None:
    """Enter a maker's change of profit, bn USD."""
    change, duty, other_duty = items[PROFIT_CHANGE, m], items[DUTY, m], items[OTHER_DUTY, m]
    for w in range(len(scale)):
        change[w] = margin[w] * BILLION - duty[w] - other_duty[w] - usual[w] * scale[w]


@compiled()
def _support(m: int, pays: float, per_car: Any, usual: float, items: Any) -> None:
    """Enter the day's support of a maker, up to its loss; none unless it `pays`."""
    support, change = items[SUPPORT, m], items[PROFIT_CHANGE, m]
    if pays == 0:
        support[:] = 0.0
        return
    for w in range(len(support)):
        support[w] = _lesser(per_car[w] * usual, _larger(-change[w], 0.0))


@compiled()
def _feel(m: int, full: float, items: Any, loss: Any, paid: Any, pressure: Any) -> None:
    """Bring a maker's losses, support and pressure up to date; full, its loss of a quarter without a deal."""
    support, change, loss, paid = items[SUPPORT, m], items[PROFIT_CHANGE, m], loss[m], paid[m]
    for w in range(len(loss)):
        loss[w] = loss[w] * KEPT + _larger(-change[w], 0.0)
    for w in range(len(loss)):
        paid[w] = paid[w] * KEPT + support[w]
    for w in range(len(loss)):
        pressure[m, w] = _larger(loss[w] - paid[w], 0.0) / full if full > 0 else 0.0
