"""Carmakers whose stocks are kept by lot: what reaches buyers, what lands, what is paid and what is expensed.

retail        cars sold by the market today, times how all sales stand to those of the known year
made          partner-built cars that home plants make instead, up to their spare capacity
units         cars built in party B's country that are booked today, see sim.economy.carmakers.supply_chain
duty          what the lots that are booked paid at entry, less refunds
profit        (price - cost) * retail - duties expensed, against the same day without new tariffs and the same market
parts         as home plants use them; duty on them less the credit earned so far (sim.economy.carmakers.parts)
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from sim.core.dates import DAYS_PER_YEAR, Calendar
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows
from sim.economy.carmakers import goods
from sim.economy.carmakers.accounts import ITEMS, Book
from sim.economy.carmakers.day import BILLION, CarmakerLines
from sim.economy.carmakers.lots_day import lots_day
from sim.economy.carmakers.parts import credit_share
from sim.economy.carmakers.state import CarmakerState
from sim.economy.carmakers.supply_chain import ChainDay, Entries, SupplyChain
from sim.economy.market.daily_market import DailyMarket


class LotState(CarmakerState):
    """All makers, their stocks by lot.

    It keeps, beside what CarmakerState does,

    order                           which goods stand where
    chain                           their way to the buyer
    bank         (worlds, makers)   credit against the duty on parts that was earned and not used, bn USD
    refunds      duty given back since the last day lived, bn USD: of all, of cars and of parts expensed, or None
    """

    BY_WORLD = (
        *(name for name in CarmakerState.BY_WORLD if name != "stock"),
        *("customs", "partner_value", "content", "imported", "bank", "credited", "level", "trend"),
        *("parts_fixed", "parts_each", "direct", "stored"),
    )

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
        shared, every = self.shared, len(self.shared.stock.target_days)
        self.order = order = goods.GoodsOrder.of(self.arrays, makers_lines, parts)
        self.level, self.trend = shared.stock.sales_level[world], shared.stock.sales_trend[world]
        self.customs = contiguous_rows(goods.customs_values(makers_lines, parts, every), world)
        self.partner_value = contiguous_columns(self.customs, order.partner_built)
        self.content = contiguous_rows(goods.content_factors(parts, self.dutiable, every, makers_lines[0].home), world)
        self.imported = 1 - contiguous_rows(np.stack([part.supply.built_at_home for part in parts]).T, world)
        law, self.bank = shared.parts_credit, np.zeros_like(self.imported)
        self.credited = np.zeros(len(world)) if law is None else (law.list_over_price * law.claimed)[world]
        usual = np.concatenate([maker.usual_units for maker in makers_lines])
        sold = self.level[:, None] * usual
        at_home = contiguous_columns(sold, self.arrays.partner_built) * (1 - self.imported)
        self.begin_parts(parts, world, self.arrays.sum_home_built(sold) + at_home)
        used = self.parts_used(self.arrays.sum_home_built(sold) + at_home)
        self.chain = SupplyChain(
            goods.chain_targets(order, parts, shared.stock).split(world),
            self.retail_goods(sold, at_home, used),
            *(contiguous_rows(held, world) for held in goods.first_stocks(order, parts, every)),
        )
        self.refunds: tuple[Array, Array, Array] | None = None
        self.last_day: ChainDay  # what the day last lived brought
        self.unread: tuple[dict[str, Array], ChainDay] | None = None  # of a day of which nobody reads it, of no world
        self.rates_known: tuple[Any, tuple[bool, ...]] | None = None
        self.rates: Array  # of goods, on the day last asked for

    def begin_parts(self, parts: Sequence[Any], world: Whole, home: Array) -> None:
        """Take note of what parts are used; home, vehicles that plants build on the first day, (worlds, makers)."""
        order, worlds = self.order, len(self.shared.stock.sales_level)
        usual = contiguous_columns(home, order.parts) / self.level[:, None]
        daily = contiguous_rows(goods.daily_parts(order, parts, worlds), world)
        self.parts_each = np.where(usual > 0, daily / np.where(usual > 0, usual, 1.0), 0.0)
        self.parts_fixed = np.where(usual > 0, 0.0, daily)
        self.direct = contiguous_rows(goods.parts_figure(order, parts, "direct", worlds), world)
        self.stored = 1 - self.direct

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        super().split(origin)
        self.chain.split(origin)
        self.rates_known, self.today = None, {}
        if self.refunds is not None:
            whole, cars, parts = (contiguous_rows(held, origin) for held in self.refunds)
            self.refunds = whole, cars, parts

    def untaxed_stocks(self, rows: slice | Whole = slice(None)) -> Array:
        """Return each maker's own stock of partner-built cars that paid no duty, vehicles, (makers, worlds)."""
        lines = self.order.partner_built
        return np.asarray(self.chain.queue.free_stocks(lines, rows) / self.customs[rows].T[lines])

    def retail_goods(self, sold: Array, at_home: Array, parts: Array) -> Array:
        """Return what buyers take of each of the goods that comes from stock, thousand USD, (worlds, goods).

        sold, vehicles, (worlds, lines); at_home, cars of the partner's line that home plants build, (worlds, makers);
        parts, thousand USD, (worlds, with parts).
        """
        order = self.order
        cars = contiguous_columns(sold, order.lines)
        cars[:, order.partner_built] -= at_home
        return order.side_by_side(cars * self.customs, parts * self.stored)

    def parts_used(self, home: Array) -> Array:
        """Return the imported parts, thousand USD, (worlds, with parts), of cars built at home.

        home, vehicles, (worlds, makers).
        """
        return self.parts_fixed + self.parts_each * contiguous_columns(home, self.order.parts)

    def live_day(
        self, day: int, tariff: Array, lapsed: float, support: Array | None, book: Book | None = None
    ) -> dict[str, Array]:
        """Live a day, its cars sold, and return what accounts enter; see CarmakerState.live_day."""
        found: dict[str, Array] = lots_day(self, day, tariff, lapsed, support, book)
        return found

    def years_since_first(self, day: int) -> float:
        """Return how long before a day the tariff began, years."""
        return (day - self.first_day) / DAYS_PER_YEAR

    def note_unread(self, items: Array, brought: Array, freed: Flags) -> dict[str, Array]:
        """Keep, as `note_columns` does, what a kernel found of a day of which nobody reads these, of no world."""
        if self.unread is None:
            self.unread = dict(zip(ITEMS, items, strict=True)), ChainDay(*brought)
        self.refunds = None
        return self.note_day(*self.unread, freed)

    def note_columns(
        self, day: int, rates: Array, items: Array, brought: Array, direct: Array, freed: Flags
    ) -> dict[str, Array]:
        """Keep what a kernel found of a day, as `note_day` does.

        items, (of ITEMS, worlds, makers); brought, (of ChainDay, worlds, goods); direct, parts that were used as they
        landed, (worlds, with parts).
        """
        lived, self.refunds = ChainDay(*brought), None
        if self.chain.entries is not None:
            self.chain.entries.add_day(day, lived.landed, direct, rates)
        return self.note_day(dict(zip(ITEMS, items, strict=True)), lived, freed)

    def note_day(self, items: dict[str, Array], lived: ChainDay, freed: Flags) -> dict[str, Array]:
        """Keep what a day brought, and return what accounts enter.

        items, (worlds, makers) each; freed, where all that a maker sells of its partner's line is built at home,
        (makers, worlds).
        """
        self.today, self.last_day, self.made = items, lived, items["made"]
        self.note_freed(freed)
        return items

    def rates_today(self, day: int) -> Array:
        """Return the duty that goods pay today, share of customs value, (worlds, goods)."""
        begun, room = self.parts_since[self.order.parts] <= day, self.daily_market
        known = (room.followed_rates, tuple(begun.tolist()))
        if self.rates_known is None or self.rates_known[0] is not known[0] or self.rates_known[1] != known[1]:
            cars = contiguous_columns(room.followed_rates, self.order.lines) * self.content
            partner_built = contiguous_columns(room.followed_rates, self.arrays.partner_built[self.order.parts])
            self.rates, self.rates_known = self.order.side_by_side(cars, np.where(begun, partner_built, 0.0)), known
        return self.rates

    def credit_earned(self, day: int, worth: Array) -> Array:
        """Return the credit, bn USD, that home-built cars of some worth earn, thousand USD, (worlds, makers)."""
        return np.asarray((self.credited * (self.credit_share(day) * BILLION))[:, None] * worth)

    def credit_share(self, day: int) -> float:
        """Return the share of the list price that is credited on a day."""
        return credit_share(self.shared.parts_credit, self.calendar.date(day))

    def duty_items(self, lived: ChainDay, earned: Array) -> dict[str, Array]:
        """Return cars and duties of a day by maker, money in bn USD, (worlds, makers) each; the credit is used here."""
        order, makers = self.order, len(self.arrays.partner_built)
        expensed, paid = lived.expensed * BILLION, lived.paid * BILLION
        duty, parts = contiguous_columns(expensed, order.partner_built), order.of_parts(expensed, makers)
        owed = order.of_parts(paid, makers) + order.of_other_lines(paid, makers)
        owed += contiguous_columns(paid, order.partner_built)
        refund: Array = np.zeros_like(owed)
        if self.refunds is not None:
            refund, of_cars, of_parts = self.refunds
            duty, parts, owed, self.refunds = duty - of_cars, parts - of_parts, owed - refund, None
        bank = self.bank + earned
        credit = np.minimum(bank, np.maximum(parts, 0.0))
        self.bank, parts = bank - credit, parts - credit
        moved = (contiguous_columns(held, order.partner_built) for held in (lived.booked, lived.landed, lived.shipped))
        units, landed, shipped = (held / self.partner_value for held in moved)
        return {
            "units": units,
            "landed": landed,
            "shipped": shipped,
            "duty": duty,
            "other_duty": order.of_other_lines(expensed, makers) + parts,
            "parts_duty": parts,
            "parts_credit": credit,
            "duty_paid": owed,
            "refund": refund,
        }

    def cut_since(self, rows: Whole, since: Array, rate: Array) -> None:
        """Lower the duty on partner's cars and parts that entered from a day on, in some worlds; see Industry.set_rate.

        since, days, and rate, share of customs value, (rows,) each.
        """
        order, makers, worlds = self.order, len(self.arrays.partner_built), len(self.customs)
        limits = np.full((order.count, len(rows)), np.inf).T
        limits[:, order.partner_built] = limits[:, len(order.lines) :] = rate[:, None]
        found = self.chain.cut_since(rows, since, limits)
        total, expensed = (spread(held * BILLION, rows, worlds) for held in found)
        cars, parts = contiguous_columns(expensed, order.partner_built), order.of_parts(expensed, makers)
        whole = contiguous_columns(total, order.partner_built) + order.of_parts(total, makers)
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
