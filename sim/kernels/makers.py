"""Parts of the kernels of a carmakers' day: what is sold and made, what makers earn and feel, and their accounts.

Worlds lie on the last axis: `here` among all, `there` among those that figures of the day are written for.
"""

from typing import Any

from sim.kernels.compiling import compile_into_loops

BILLION = 1e-6  # of a thousand
KEPT = 1 - 1 / 91.0  # of a quarter's running sum, from one day to the next
# the first axis of `items`, (12, makers, worlds)
UNITS, MADE, DUTY, OTHER_DUTY, PROFIT_CHANGE, SUPPORT = range(6)
LANDED_CARS, SHIPPED_CARS, DUTY_PAID, PARTS_DUTY, CREDIT, REFUND = range(6, 12)


@compile_into_loops
def _lesser(one: Any, other: Any) -> Any:
    """Return what np.minimum does."""
    return one if (one < other) | (one != one) else other


@compile_into_loops
def _larger(one: Any, other: Any) -> Any:
    """Return what np.maximum does."""
    return one if (one > other) | (one != one) else other


@compile_into_loops
def _fill(column: Any, value: float) -> None:
    """Put a value into a column: to write `column[:] = value` would count references."""
    for w in range(len(column)):
        column[w] = value


@compile_into_loops
def _copy(column: Any, into: Any) -> None:
    """Put a column into another."""
    for w in range(len(into)):
        into[w] = column[w]


@compile_into_loops
def _scale(here: Any, elapsed: float, by_world: Any, scale: Any) -> None:
    """Tell how all sales stand to those of the known year."""
    level, trend = by_world[0, here], by_world[1, here]
    for w in range(len(level)):
        scale[w] = level[w] + trend[w] * elapsed


@compile_into_loops
def _sell(units: Any, rise: Any, price: float, cost: Any, scale: Any, sold: Any, margin: Any) -> None:
    """Tell what is sold of a line, and add its revenue less cost, thousand USD, to the maker's."""
    for w in range(len(units)):
        sold[w] = units[w] * scale[w]
    for w in range(len(units)):
        margin[w] += (price + rise[w]) * sold[w] - cost[w] * sold[w]


@compile_into_loops
def _add_at_home(sold: Any, rise: Any, price: float, home: Any, worth: Any) -> None:
    """Add a line built at home to its maker's, vehicles and thousand USD."""
    for w in range(len(rise)):
        home[w] += sold[w]
    for w in range(len(rise)):
        worth[w] += (price + rise[w]) * sold[w]


@compile_into_loops
def _make(capacity: float, home: Any, wanted: Any, replaces: Any, tariff: Any, made: Any) -> None:
    """Make cars in home plants in place of wanted partner's ones."""
    for w in range(len(made)):
        spare = _larger(capacity - home[w], 0.0) * replaces[w] if tariff[w] > 0 else 0.0
        made[w] = _lesser(spare, wanted[w])


@compile_into_loops
def _support(m: int, here: Any, there: Any, pays: float, per_car: Any, usual: float, items: Any, support: Any) -> None:
    """Enter the day's support of a maker, up to its loss; none unless it `pays`."""
    entered, change = items[SUPPORT, m, there], items[PROFIT_CHANGE, m, there]
    told, per_car = support[m, here], per_car[here]
    if pays == 0:
        _fill(entered, 0.0)
        _fill(told, 0.0)
        return
    for w in range(len(told)):
        entered[w] = _lesser(per_car[w] * usual, _larger(-change[w], 0.0))
    _copy(entered, told)


@compile_into_loops
def _feel(m: int, here: Any, there: Any, full: float, items: Any, loss: Any, paid: Any, pressure: Any) -> None:
    """Bring a maker's losses, support and pressure up to date; full, its loss of a quarter without a deal."""
    support, change = items[SUPPORT, m, there], items[PROFIT_CHANGE, m, there]
    loss, paid, pressure = loss[m, here], paid[m, here], pressure[m, here]
    for w in range(len(loss)):
        loss[w] = loss[w] * KEPT + _larger(-change[w], 0.0)
        paid[w] = paid[w] * KEPT + support[w]
    if full > 0:
        for w in range(len(loss)):
            pressure[w] = _larger(loss[w] - paid[w], 0.0) / full
    else:
        _fill(pressure, 0.0)


@compile_into_loops
def _enter(m: int, here: Any, there: Any, items: Any, book: Any, begun: float, there_are: Any) -> None:
    """Add a maker's day to its accounts, (12 or none, makers, worlds), or begin them with it.

    there_are: whether there is support today, credit and refunds; what there is not need not be added.
    """
    pays, credits, refunds = there_are
    for item in range(len(book)):
        total, today = book[item, m, here], items[item, m, there]
        if begun == 0:
            _copy(today, total)
        elif (pays or item != SUPPORT) and (credits or item != CREDIT) and (refunds or item != REFUND):
            for w in range(len(total)):
                total[w] += today[w]
