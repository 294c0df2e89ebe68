"""Parts of the kernel of a carmakers' day: goods on their way to the buyer, and the duty on them.

Worlds lie on the last axis: `here` among all, `there` among those that figures of the day are written for.
"""

from typing import Any

from sim.kernels.compiling import compile_into_loops
from sim.kernels.makers import (
    BILLION,
    CREDIT,
    DUTY,
    DUTY_PAID,
    LANDED_CARS,
    OTHER_DUTY,
    PARTS_DUTY,
    PROFIT_CHANGE,
    REFUND,
    SHIPPED_CARS,
    UNITS,
    _copy,
    _fill,
    _larger,
    _lesser,
)

BOOKED, LANDED, SHIPPED, PAID, EXPENSED = range(5)  # the first axis of `brought`, (5, goods, worlds)


@compile_into_loops
def _wish(sold: Any, share: Any, wanted: Any) -> None:
    """Tell how many of a maker's partner's cars are imported unless plants make them too."""
    for w in range(len(share)):
        wanted[w] = sold[w] * share[w]


@compile_into_loops
def _build_at_home(here: Any, there: Any, sold: Any, wanted: Any, made: Any, at_home: Any, freed: Any) -> None:
    """Tell how many of a maker's cars are built at home instead, and where none of those wanted has to be imported."""
    made, freed = made[there], freed[here]
    for w in range(len(made)):
        freed[w] = wanted[w] <= made[w]
    for w in range(len(made)):
        at_home[w] = sold[w] - wanted[w] + made[w]


@compile_into_loops
def _use_parts(k: int, here: Any, there: Any, home: Any, at_home: Any, by_part: Any, direct: Any, retail: Any) -> None:
    """Use a maker's parts of what it builds at home: some as they land, others from stock."""
    fixed, each, at_once = by_part[0, k, here], by_part[1, k, here], by_part[2, k, here]
    direct = direct[k, there]
    for w in range(len(fixed)):
        used = fixed[w] + each[w] * (home[w] + at_home[w])
        retail[w] = used * (1 - at_once[w])
        direct[w] = used * at_once[w]


@compile_into_loops
def _take_cars(partner_built: bool, sold: Any, at_home: Any, customs: Any, retail: Any) -> None:
    """Tell what buyers take of a line abroad, customs values."""
    if partner_built:
        for w in range(len(customs)):
            retail[w] = (sold[w] - at_home[w]) * customs[w]
    else:
        for w in range(len(customs)):
            retail[w] = sold[w] * customs[w]


@compile_into_loops
def _ship(
    good: int, here: Any, there: Any, retail: Any, alike: Any, pulls: Any, by_world: Any, stocks: Any, brought: Any
) -> None:
    """Move one of the goods to the buyer; pulls of dealers and of makers, (2, goods, worlds).

    stocks: the makers' own, dealers' and at sea, (goods, worlds) each.
    """
    booked, landed, shipped = brought[BOOKED, good, there], brought[LANDED, good, there], brought[SHIPPED, good, there]
    own, dealers, at_sea = stocks[0][good, here], stocks[1][good, here], stocks[2][good, here]
    speed, landing, dealers_pull, makers_pull = (
        *(by_world[2, here], by_world[3, here]),
        *(pulls[0, alike[0, good], here], pulls[1, alike[1, good], here]),
    )
    for w in range(len(booked)):
        least = retail[w] - dealers[w]
        books = _larger(_larger(retail[w] * dealers_pull[w] - dealers[w] * speed[w], least), 0.0)
        wanting = books - own[w]
        lands = _larger(at_sea[w] * landing[w], wanting)
        beyond = lands - at_sea[w]
        sends = books + retail[w] * makers_pull[w] - (own[w] + at_sea[w]) * speed[w]
        sends = _larger(_larger(sends, beyond), 0.0)
        booked[w], landed[w], shipped[w] = books, lands, sends
        own[w], at_sea[w], dealers[w] = lands - wanting, sends - beyond, books - least


@compile_into_loops
def _use_lots(good: int, alike: int, here: Any, there: Any, lots: Any, brought: Any, left: Any) -> None:
    """Let what lands enter the newest lot, pay its duty, and take what is booked out of the oldest lots first.

    alike: another one of the goods that has the same rates, and has been at hand before, or the same.
    """
    booked, landed = brought[BOOKED, good, there], brought[LANDED, good, there]
    paid, duty = brought[PAID, good, there], brought[EXPENSED, good, there]
    amounts, lot_rates = lots
    newest, rate = amounts[len(amounts) - 1, good, here], lot_rates[len(amounts) - 1, alike, here]
    for w in range(len(booked)):
        newest[w] += landed[w]
        paid[w] = landed[w] * rate[w]
    held, rate = amounts[0, good, here], lot_rates[0, alike, here]
    for w in range(len(booked)):
        taken = _lesser(held[w], booked[w])
        held[w] -= taken
        left[w] = booked[w] - taken
        duty[w] = taken * rate[w]
    for lot in range(1, len(amounts)):
        held, rate = amounts[lot, good, here], lot_rates[lot, alike, here]
        for w in range(len(booked)):
            taken = _lesser(held[w], left[w])
            held[w] -= taken
            left[w] -= taken
            duty[w] += taken * rate[w]


@compile_into_loops
def _use_at_once(good: int, there: Any, direct: Any, rate: Any, brought: Any) -> None:
    """Pay and expense duty on parts that are used as they land."""
    paid, expensed, direct = brought[PAID, good, there], brought[EXPENSED, good, there], direct[there]
    for w in range(len(rate)):
        paid[w] += direct[w] * rate[w]
        expensed[w] += direct[w] * rate[w]


@compile_into_loops
def _earn_credit(here: Any, share: float, credited: Any, price: float, asked: Any, at_home: Any, worth: Any) -> None:
    """Put in the place of the worth of a maker's lines built at home the credit for all its cars built there."""
    credited, asked = credited[here], asked[here]
    for w in range(len(asked)):
        worth[w] = credited[w] * share * (worth[w] + (price + asked[w]) * at_home[w])


@compile_into_loops
def _count_cars(m: int, good: int, here: Any, there: Any, value: Any, brought: Any, items: Any) -> None:
    """Tell a maker's partner's cars that were booked, landed and shipped."""
    value = value[here]
    booked, landed, shipped = brought[BOOKED, good, there], brought[LANDED, good, there], brought[SHIPPED, good, there]
    units, entered, sent = items[UNITS, m, there], items[LANDED_CARS, m, there], items[SHIPPED_CARS, m, there]
    for w in range(len(value)):
        units[w], entered[w], sent[w] = booked[w] / value[w], landed[w] / value[w], shipped[w] / value[w]


@compile_into_loops
def _sum_duties(
    m: int, good: int, there: Any, goods: Any, parts_of: Any, brought: Any, items: Any, abroad: Any, owed: Any
) -> None:
    """Add up a maker's duties, expensed and paid, before refunds and credit; abroad, owed: those of other lines."""
    duty, parts, paid = items[DUTY, m, there], items[PARTS_DUTY, m, there], items[DUTY_PAID, m, there]
    cars, expensed, partner_built = goods.shape[1], brought[EXPENSED, good, there], brought[PAID, good, there]
    for w in range(len(duty)):
        parts[w], paid[w], abroad[w], owed[w] = 0.0, 0.0, 0.0, 0.0
    for k in range(len(parts_of)):
        if parts_of[k] == m:
            of_parts, due = brought[EXPENSED, cars + k, there], brought[PAID, cars + k, there]
            for w in range(len(duty)):
                parts[w], paid[w] = of_parts[w] * BILLION, due[w] * BILLION
    for g in range(cars):
        if goods[0, g] == m and not goods[2, g]:
            of_line, due = brought[EXPENSED, g, there], brought[PAID, g, there]
            for w in range(len(duty)):
                abroad[w] += of_line[w] * BILLION
                owed[w] += due[w] * BILLION
    for w in range(len(duty)):
        duty[w] = expensed[w] * BILLION
        paid[w] = paid[w] + owed[w] + partner_built[w] * BILLION


@compile_into_loops
def _give_back(m: int, here: Any, there: Any, refunds: Any, items: Any) -> None:
    """Take refunds, (3 or none, makers, worlds), off a maker's duties: of all, of cars and of parts expensed."""
    back, duty = items[REFUND, m, there], items[DUTY, m, there]
    parts, paid = items[PARTS_DUTY, m, there], items[DUTY_PAID, m, there]
    if not len(refunds):
        _fill(back, 0.0)
        return
    whole, of_cars, of_parts = refunds[0, m, here], refunds[1, m, here], refunds[2, m, here]
    for w in range(len(back)):
        back[w] = whole[w]
        duty[w] -= of_cars[w]
        parts[w] -= of_parts[w]
        paid[w] -= whole[w]


@compile_into_loops
def _settle(
    m: int, there: Any, earned: Any, bank: Any, abroad: Any, margin: Any, usual: Any, scale: Any, items: Any
) -> None:
    """Take the credit, what there is and what is earned today, off the duty on parts; enter the change of profit.

    margin, thousand USD; usual, profit of a day without new tariffs, bn USD, and scale of today's; (worlds,) each.
    """
    parts, credit, duty = items[PARTS_DUTY, m, there], items[CREDIT, m, there], items[DUTY, m, there]
    other_duty, change = items[OTHER_DUTY, m, there], items[PROFIT_CHANGE, m, there]
    for w in range(len(bank)):
        credit[w] = _lesser(bank[w] + earned[w], _larger(parts[w], 0.0))
        bank[w] = bank[w] + earned[w] - credit[w]
        parts[w] -= credit[w]
        other_duty[w] = abroad[w] + parts[w]
        change[w] = margin[w] * BILLION - duty[w] - other_duty[w] - usual[w] * scale[w]


@compile_into_loops
def _sum_taken(there: Any, brought: Any, items: Any, back: Any, taken: Any) -> None:
    """Tell the duty on what entered, less refunds, bn USD; back, all refunds, is put aside on the way."""
    _sum_columns(brought, PAID, there, taken)
    _sum_columns(items, REFUND, there, back)
    for w in range(len(taken)):
        taken[w] = taken[w] * BILLION - back[w]


@compile_into_loops
def _sum_columns(held: Any, kind: int, there: Any, total: Any) -> None:
    """Tell the sum over the second axis of one kind, (worlds,)."""
    for k in range(held.shape[1]):
        column = held[kind, k, there]
        if k == 0:
            _copy(column, total)
        else:
            for w in range(len(total)):
                total[w] += column[w]
