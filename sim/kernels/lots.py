"""Parts of the kernel of a carmakers' day: goods on their way to the buyer, and the duty on them.

Worlds lie on the last axis.  A loop writes one column, so that it can be worked out for several worlds at a time.
"""

from typing import Any

from sim.kernels.compiling import compile_for

BILLION = 1e-6  # of a thousand
# the first axis of `brought`, (5, goods, worlds), and of `items`, (12, makers, worlds)
BOOKED, LANDED, SHIPPED, PAID, EXPENSED = range(5)
UNITS, MADE, DUTY, OTHER_DUTY, PROFIT_CHANGE, SUPPORT = range(6)
LANDED_CARS, SHIPPED_CARS, DUTY_PAID, PARTS_DUTY, CREDIT, REFUND = range(6, 12)


@compile_for()
def _lesser(one: Any, other: Any) -> Any:
    """Return what np.minimum does."""
    return one if (one < other) | (one != one) else other


@compile_for()
def _larger(one: Any, other: Any) -> Any:
    """Return what np.maximum does."""
    return one if (one > other) | (one != one) else other


@compile_for()
def _ship(
    good: int, here: Any, retail: Any, pulls: Any, by_world: Any, own: Any, dealers: Any, at_sea: Any, brought: Any
) -> None:
    """Move one of the goods to the buyer; pulls of dealers and of makers, (2, goods, worlds)."""
    booked, landed, shipped = brought[BOOKED, good, here], brought[LANDED, good, here], brought[SHIPPED, good, here]
    own, dealers, at_sea = own[good, here], dealers[good, here], at_sea[good, here]
    speed, landing, dealers_pull, makers_pull = (
        by_world[2, here],
        by_world[3, here],
        pulls[0, good, here],
        pulls[1, good, here],
    )
    worlds = len(booked)
    for w in range(worlds):
        beside = retail[w] * dealers_pull[w] - dealers[w] * speed[w]
        booked[w] = _larger(_larger(beside, retail[w] - dealers[w]), 0.0)
    for w in range(worlds):
        landed[w] = _larger(at_sea[w] * landing[w], booked[w] - own[w])
    for w in range(worlds):
        sent = booked[w] + retail[w] * makers_pull[w] - (own[w] + at_sea[w]) * speed[w]
        shipped[w] = _larger(_larger(sent, landed[w] - at_sea[w]), 0.0)
    for w in range(worlds):
        own[w] = landed[w] - (booked[w] - own[w])
    for w in range(worlds):
        at_sea[w] = shipped[w] - (landed[w] - at_sea[w])
    for w in range(worlds):
        dealers[w] = booked[w] - (retail[w] - dealers[w])


@compile_for()
def _use_lots(good: int, here: Any, amounts: Any, lot_rates: Any, brought: Any, left: Any, taken: Any) -> None:
    """Let what lands enter the newest lot, and take what is booked out of the oldest first."""
    booked, landed, duty = brought[BOOKED, good, here], brought[LANDED, good, here], brought[EXPENSED, good, here]
    newest, worlds = amounts[len(amounts) - 1, good, here], len(booked)
    for w in range(worlds):
        newest[w] += landed[w]
    left[:worlds], duty[:] = booked, 0.0
    for lot in range(len(amounts)):
        held, rate = amounts[lot, good, here], lot_rates[lot, good, here]
        for w in range(worlds):
            taken[w] = _lesser(held[w], left[w])
        for w in range(worlds):
            held[w] -= taken[w]
        for w in range(worlds):
            left[w] -= taken[w]
        for w in range(worlds):
            duty[w] += taken[w] * rate[w]


@compile_for()
def _pay(good: int, here: Any, rates: Any, brought: Any) -> None:
    """Pay duty on what lands."""
    paid, landed, rate = brought[PAID, good, here], brought[LANDED, good, here], rates[good, here]
    for w in range(len(rate)):
        paid[w] = landed[w] * rate[w]


@compile_for()
def _use_at_once(good: int, here: Any, direct: Any, rates: Any, brought: Any) -> None:
    """Pay and expense duty on parts that are used as they land."""
    paid, expensed, rate, direct = (
        brought[PAID, good, here],
        brought[EXPENSED, good, here],
        rates[good, here],
        direct[here],
    )
    for w in range(len(rate)):
        paid[w] += direct[w] * rate[w]
    for w in range(len(rate)):
        expensed[w] += direct[w] * rate[w]


@compile_for()
def _count_cars(maker: int, good: int, here: Any, value: Any, brought: Any, items: Any) -> None:
    """Tell a maker's Korean cars that were booked, landed and shipped."""
    value = value[here]
    for item, kind in ((UNITS, BOOKED), (LANDED_CARS, LANDED), (SHIPPED_CARS, SHIPPED)):
        found, held = items[item, maker, here], brought[kind, good, here]
        for w in range(len(value)):
            found[w] = held[w] / value[w]


@compile_for()
def _in_billions(found: Any, held: Any) -> None:
    """Write an amount of thousand USD as bn USD."""
    for w in range(len(found)):
        found[w] = held[w] * BILLION


@compile_for()
def _sum_duties(
    maker: int, good: int, here: Any, goods: Any, parts_of: Any, brought: Any, items: Any, sums: Any
) -> None:
    """Add up a maker's duties, expensed and paid, before refunds and credit; sums: those of its other lines abroad."""
    duty, parts, owed = items[DUTY, maker, here], items[PARTS_DUTY, maker, here], items[DUTY_PAID, maker, here]
    abroad, owed_abroad, cars = sums[0], sums[1], goods.shape[1]
    parts[:], owed[:], abroad[:], owed_abroad[:] = 0.0, 0.0, 0.0, 0.0
    _in_billions(duty, brought[EXPENSED, good, here])
    for k in range(len(parts_of)):
        if parts_of[k] == maker:
            _in_billions(parts, brought[EXPENSED, cars + k, here])
            _in_billions(owed, brought[PAID, cars + k, here])
    for g in range(cars):
        if goods[0, g] == maker and not goods[2, g]:
            expensed, paid = brought[EXPENSED, g, here], brought[PAID, g, here]
            for w in range(len(owed)):
                abroad[w] += expensed[w] * BILLION
            for w in range(len(owed)):
                owed_abroad[w] += paid[w] * BILLION
    korean = brought[PAID, good, here]
    for w in range(len(owed)):
        owed[w] = owed[w] + owed_abroad[w] + korean[w] * BILLION


@compile_for()
def _give_back(maker: int, here: Any, refunds: Any, items: Any) -> None:
    """Take refunds, (3 or none, makers, worlds), off a maker's duties: of all, of cars and of parts expensed."""
    items[REFUND, maker, here] = 0.0
    if len(refunds):
        items[REFUND, maker, here] = refunds[0, maker, here]
        items[DUTY, maker, here] -= refunds[1, maker, here]
        items[PARTS_DUTY, maker, here] -= refunds[2, maker, here]
        items[DUTY_PAID, maker, here] -= refunds[0, maker, here]


@compile_for()
def _use_credit(maker: int, here: Any, earned: Any, bank: Any, abroad: Any, items: Any) -> None:
    """Take the credit, what there is and what is earned today, off a maker's duty on parts."""
    parts, credit, bank = items[PARTS_DUTY, maker, here], items[CREDIT, maker, here], bank[maker, here]
    other_duty, worlds = items[OTHER_DUTY, maker, here], len(bank)
    for w in range(worlds):
        credit[w] = _lesser(bank[w] + earned[w], _larger(parts[w], 0.0))
    for w in range(worlds):
        bank[w] = bank[w] + earned[w] - credit[w]
    for w in range(worlds):
        parts[w] -= credit[w]
    for w in range(worlds):
        other_duty[w] = abroad[w] + parts[w]
