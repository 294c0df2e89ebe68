"""Carmakers whose stocks are kept by lot: what reaches buyers, what lands, what is paid and what is expensed.

    retail        cars sold by the market today, times how all sales stand to those of the known year
    made          Korean-built cars that U.S. plants make instead, up to their spare capacity
    units         cars built in Korea that are booked today, see sim.economy.carmakers.supply_chain
    duty          what the lots that are booked paid at entry, less refunds
    profit        (price - cost) * retail - duties expensed, against the same day without new tariffs and the same market
    parts         as the U.S. plants use them; duty on them less the credit earned so far (sim.economy.carmakers.parts)
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.core.dates import DAYS_PER_YEAR, Calendar
from sim.core.worlds import Array, Whole, contiguous_columns, contiguous_rows
from sim.economy.carmakers import goods
from sim.economy.carmakers.day import BILLION, CarmakerLines
from sim.economy.carmakers.parts import credit_share
from sim.economy.carmakers.state import CarmakerState
from sim.economy.carmakers.supply_chain import ChainDay, Entries, SupplyChain
from sim.economy.market.daily_market import DailyMarket


class LotState(CarmakerState):
    """All makers, their stocks by lot; what it keeps beside the rest is

    order                           which goods stand where
    chain                           their way to the buyer
    bank         (worlds, makers)   credit against the duty on parts that was earned and not used, bn USD
    refunds      duty given back since the last day lived, bn USD: of all, of cars and of parts expensed, or None
    """

    BY_WORLD = (*(name for name in CarmakerState.BY_WORLD if name != "stock"), "customs", "content", "moved", "bank")
    BY_WORLD = (*BY_WORLD, "credited", "parts_day", "direct", "usual_home", "level", "trend")

    def __init__(
        self,
        daily_market: DailyMarket,
        makers_lines: Sequence[CarmakerLines],
        parts: Sequence[Any],
        calendar: Calendar,
        shared: Any,
        dutiable: Mapping[str, Array],
    ) -> None:
        """Begin on the first day of the tariff; shared, what all makers share; dutiable, by region, (all worlds,)."""
        self.shared, self.dutiable, self.calendar = shared, dutiable, calendar
        self.first_day = calendar.day_number(shared.since)
        super().__init__(daily_market, makers_lines, parts, calendar)

    def begin_stock(self, makers_lines: Sequence[CarmakerLines], parts: Sequence[Any], world: Whole) -> None:
        """Put goods at sea, in stock and at dealers, as on the day before the tariff."""
        shared, every, count = self.shared, len(next(iter(self.dutiable.values()))), len(makers_lines)
        self.order = order = goods.GoodsOrder.of(self.arrays, makers_lines, parts)
        self.level, self.trend = shared.stock.sales_level[world], shared.stock.sales_trend[world]
        self.customs = contiguous_rows(goods.customs_values(makers_lines, parts, every), world)
        self.content = contiguous_rows(goods.content_factors(parts, self.dutiable, every), world)
        self.moved = contiguous_rows(np.stack([part.supply.built_at_home for part in parts]).T, world)
        self.parts_day = contiguous_rows(goods.daily_parts(order, parts, every), world)
        self.direct = contiguous_rows(goods.parts_figure(order, parts, "direct", every), world)
        law = shared.parts_credit
        claimed = np.zeros(len(world)) if law is None else (law.list_over_price * law.claimed)[world]
        self.credited, self.bank = claimed, np.zeros((count, len(world))).T
        usual = np.concatenate([maker.usual_units for maker in makers_lines])
        home = np.broadcast_to(usual, (len(world), len(usual)))
        self.usual_home = self.arrays.sum_us_built(home) + self.moved * usual[self.arrays.korean]
        self.chain = SupplyChain(
            goods.chain_targets(order, parts, shared.stock).split(world),
            self.retail_goods(self.level[:, None] * home, np.zeros_like(self.moved)),
            *(contiguous_rows(held, world) for held in goods.first_stocks(order, parts, every)),
        )
        self.refunds: tuple[Array, Array, Array] | None = None
        self.rates_known: tuple[Any, tuple[bool, ...]] | None = None
        self.rates: Array = self.chain.at_sea

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        super().split(origin)
        self.chain.split(origin)
        self.rates_known = None
        if self.refunds is not None:
            whole, cars, parts = (contiguous_rows(held, origin) for held in self.refunds)
            self.refunds = whole, cars, parts

    def korean_stock(self, place: int) -> Array:
        """Return a maker's own stock of Korean-built cars, vehicles, (worlds,)."""
        line = self.order.korean[place]
        return np.asarray(self.chain.queue.stock[:, line] / self.customs[:, line])

    def retail_goods(self, sold: Array, made: Array) -> Array:
        """Return what buyers take of each of the goods that comes from stock, thousand USD, (worlds, goods).

        sold, vehicles, (worlds, lines); made, in place of Korean-built ones, (worlds, makers).
        """
        order, korean = self.order, contiguous_columns(sold, self.arrays.korean)
        cars = contiguous_columns(sold, order.lines)
        cars[:, order.korean] -= self.moved * korean + made
        return order.side_by_side(cars * self.customs, self.parts_used(sold, made) * (1 - self.direct))

    def home_units(self, sold: Array, made: Array) -> Array:
        """Return the cars each maker's U.S. plants build today, (worlds, makers)."""
        moved = self.moved * contiguous_columns(sold, self.arrays.korean)
        return np.asarray(self.arrays.sum_us_built(sold) + moved + made)

    def parts_used(self, sold: Array, made: Array) -> Array:
        """Return the imported parts that U.S. plants use today, thousand USD, (worlds, with parts)."""
        usual = np.where(self.usual_home > 0, self.usual_home, 1.0)
        busy = np.where(self.usual_home > 0, self.home_units(sold, made) / usual, 1.0)
        return self.parts_day * contiguous_columns(busy, self.order.parts)

    def live_day(self, day: int, tariff: Array, lapsed: float, support: Array | None) -> dict[str, Array]:
        """Live a day, its cars sold, and return what accounts enter; see CarmakerState.live_day."""
        room = self.daily_market
        scale = (self.level + self.trend * ((day - self.first_day) / DAYS_PER_YEAR))[:, None]
        sold = room.sold * scale
        korean = contiguous_columns(sold, self.arrays.korean) * (1 - self.moved)
        made = self.made = np.minimum(self.spare_capacity(day, tariff, sold), korean)
        for place, line in enumerate(self.arrays.korean.tolist()):
            room.free_from_duty(line, korean[:, place] <= made[:, place])
        direct = self.order.side_by_side(0 * self.customs, self.parts_used(sold, made) * self.direct)
        lived = self.chain.live_day(day, self.retail_goods(sold, made), self.rates_today(day), direct)
        items = self.duty_items(lived, self.credit_earned(day, sold, made))
        margin = self.arrays.sum_by_maker((self.arrays.price + room.asked - self.arrays.cost) * sold) * BILLION
        change = margin - items["duty"] - items["other_duty"] - self.arrays.usual_profit * scale
        self.pay_support(support, -change)
        self.update_pressure(change, lapsed)
        return items | {"made": made, "profit_change": change, "support": self.support_paid}

    def rates_today(self, day: int) -> Array:
        """Return the duty that goods pay today, share of customs value, (worlds, goods)."""
        begun, room = self.parts_since[self.order.parts] <= day, self.daily_market
        known = (room.followed_rates, tuple(begun.tolist()))
        if self.rates_known is None or self.rates_known[0] is not known[0] or self.rates_known[1] != known[1]:
            cars = contiguous_columns(room.followed_rates, self.order.lines) * self.content
            korean = contiguous_columns(room.followed_rates, self.arrays.korean[self.order.parts])
            self.rates, self.rates_known = self.order.side_by_side(cars, np.where(begun, korean, 0.0)), known
        return self.rates

    def credit_earned(self, day: int, sold: Array, made: Array) -> Array:
        """Return the credit that today's U.S.-built cars earn, bn USD, (worlds, makers)."""
        share = credit_share(self.shared.parts_credit, self.calendar.date(day))
        price, korean = self.arrays.price + self.daily_market.asked, self.arrays.korean
        moved = self.moved * contiguous_columns(sold, korean) + made
        worth = self.arrays.sum_us_built(price * sold) + contiguous_columns(price, korean) * moved
        return np.asarray((self.credited * (share * BILLION))[:, None] * worth)

    def duty_items(self, lived: ChainDay, earned: Array) -> dict[str, Array]:
        """Return cars and duties of a day by maker, money in bn USD, (worlds, makers) each; the credit is used here."""
        order, makers = self.order, len(self.arrays.korean)
        value = contiguous_columns(self.customs, order.korean)
        duty = contiguous_columns(lived.expensed, order.korean) * BILLION
        parts, none = order.of_parts(lived.expensed, makers) * BILLION, np.zeros((makers, len(value))).T
        refund, of_cars, of_parts = (none, none, none) if self.refunds is None else self.refunds
        self.refunds = None
        due = parts - of_parts
        credit = np.minimum(self.bank + earned, np.maximum(due, 0.0))
        self.bank = self.bank + earned - credit
        owed = order.of_parts(lived.paid, makers) + order.of_other_lines(lived.paid, makers)
        owed += contiguous_columns(lived.paid, order.korean)
        return {
            "units": contiguous_columns(lived.booked, order.korean) / value,
            "landed": contiguous_columns(lived.landed, order.korean) / value,
            "shipped": contiguous_columns(lived.shipped, order.korean) / value,
            "duty": duty - of_cars,
            "other_duty": order.of_other_lines(lived.expensed, makers) * BILLION + due - credit,
            "parts_duty": due - credit,
            "parts_credit": credit,
            "duty_paid": owed * BILLION - refund,
            "refund": refund,
        }

    def cut_since(self, rows: Whole, since: Array, rate: Array) -> None:
        """Lower the duty on Korean cars and on parts that entered from a day on, in some worlds; see Industry.set_rate.

        since, days, and rate, share of customs value, (rows,) each.
        """
        order, makers, worlds = self.order, len(self.arrays.korean), len(self.customs)
        limits = np.full((order.count, len(rows)), np.inf).T
        limits[:, order.korean] = limits[:, len(order.lines) :] = rate[:, None]
        found = self.chain.cut_since(rows, since, limits)
        total, expensed = (spread(held * BILLION, rows, worlds) for held in found)
        cars, parts = contiguous_columns(expensed, order.korean), order.of_parts(expensed, makers)
        whole = contiguous_columns(total, order.korean) + order.of_parts(total, makers)
        before = (0.0, 0.0, 0.0) if self.refunds is None else self.refunds
        self.refunds = (whole + before[0], cars + before[1], parts + before[2])

    def keep_entries(self) -> None:
        """Keep what enters by day from now on, so that rates can be cut for days gone by."""
        self.chain.entries = Entries()


def spread(values: Array, rows: Whole, worlds: int) -> Array:
    """Return values of some rows in their places among all, (worlds, n); 0 in the others."""
    found = np.zeros((values.shape[1], worlds)).T
    found[rows] = values
    return found
