"""From the port of departure to the buyer: goods at sea, in the makers' stock by lot, and at dealers.

Days of sales are days of today's retail sales; every gap to what is aimed for is closed at 1/rebuild a day.

    booked    retail + (dealers' days * retail - dealers' stock)/rebuild: a maker books its sales to dealers
    landed    at sea/sea days, the mean time of a crossing; more where the stock would not do
    shipped   booked + (own days * retail - own stock)/rebuild + (sea days * retail - at sea)/rebuild, not below 0

so that on every day landed = booked + rise of the own stock, shipped = landed + rise of what is at sea, and
booked = retail + rise of the dealers' stock.  Duty is paid on what lands and expensed on what is booked, see
sim.economy.carmakers.lots.

Source: the rule of orders is that of J. D. Sterman (1989), "Modeling managerial behavior", Management Science 35(3),
321-339 (demand, and a part of the gaps of stock and of supply line); its figures are assumed.
"""

from dataclasses import dataclass, field

import numpy as np

from sim.core.worlds import Array, Whole, contiguous_rows
from sim.economy.carmakers.lots import LotQueue


@dataclass(frozen=True, eq=False)
class ChainDay:
    """What one day brings, customs values, (worlds, goods) each."""

    booked: Array
    landed: Array
    shipped: Array
    paid: Array  # duty at entry
    expensed: Array  # duty on what is booked


@dataclass(frozen=True, eq=False)
class ChainTargets:
    """Stocks in days of sales that are aimed for, (worlds, goods), and times in days, (worlds, 1)."""

    own: Array
    dealers: Array
    sea: Array
    rebuild: Array

    def split(self, origin: Whole) -> "ChainTargets":
        """Return those of other worlds, each as one of those here, (worlds,)."""
        return ChainTargets(*(contiguous_rows(held, origin) for held in vars(self).values()))


@dataclass(eq=False)
class Entries:
    """What entered on each day since the first that is kept, at which rates, (worlds, goods) each."""

    days: list[int] = field(default_factory=list)
    landed: list[Array] = field(default_factory=list)
    direct: list[Array] = field(default_factory=list)  # beside it: used on the day it entered
    rates: list[Array] = field(default_factory=list)

    def add_day(self, day: int, landed: Array, direct: Array, rates: Array) -> None:
        """Take note of a day's entries."""
        self.days.append(day)
        for held, values in ((self.landed, landed), (self.direct, direct), (self.rates, rates)):
            held.append(values)

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        for held in (self.landed, self.direct, self.rates):
            held[:] = [contiguous_rows(values, origin) for values in held]

    def cut(self, rows: Whole, since: Array, rate: Array) -> tuple[Array, Array]:
        """Lower the rate of what entered from a day on, in some worlds, to at most another.

        since (rows,), rate (rows, goods).  Returns what has entered stock since, and the duty paid beyond that rate on
        all that has entered since, (rows, goods).
        """
        entered, beyond = np.zeros_like(rate), np.zeros_like(rate)
        for place, day in enumerate(self.days):
            paid, counts = self.rates[place][rows], (since <= day)[:, None]
            landed = self.landed[place][rows]
            entered += np.where(counts, landed, 0.0)
            amount = np.where(counts, landed + self.direct[place][rows], 0.0)
            beyond += amount * np.maximum(paid - rate, 0.0)
            self.rates[place] = self.rates[place].copy(order="K")
            self.rates[place][rows] = np.where(counts, np.minimum(paid, rate), paid)
        return entered, beyond


class SupplyChain:
    """Stocks of several goods on their way to the buyer; customs values.

    targets              stocks aimed for
    queue                the makers' own stock, by lot
    dealers, at_sea      (worlds, goods)
    entries              what entered by day, for cuts of a rate that reach back; None, none will
    """

    def __init__(self, targets: ChainTargets, retail: Array, own: Array, dealers: Array) -> None:
        """Begin the day before any duty.

        retail, a day's sales; own and dealers' stock in days of them, (worlds, goods) each.
        """
        self.targets = targets
        self.queue = LotQueue(own * retail, np.zeros_like(retail))
        self.dealers, self.at_sea = dealers * retail, targets.sea * retail
        self.entries: Entries | None = None

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        self.targets = self.targets.split(origin)
        self.queue.split(origin)
        self.dealers, self.at_sea = contiguous_rows(self.dealers, origin), contiguous_rows(self.at_sea, origin)
        if self.entries is not None:
            self.entries.split(origin)

    def live_day(self, day: int, retail: Array, rates: Array, direct: Array) -> ChainDay:
        """Live a day at rates of duty, (worlds, goods), and return what it brings.

        retail: what buyers take; direct: what is used beside it on the day it lands, of any stock, (worlds, goods).
        """
        aim, own = self.targets, self.queue.stock
        booked = retail + (aim.dealers * retail - self.dealers) / aim.rebuild
        booked = np.maximum(booked, np.maximum(retail - self.dealers, 0.0))
        landed = np.maximum(self.at_sea / aim.sea, booked - own)
        gaps = (aim.own + aim.sea) * retail - own - self.at_sea
        shipped = np.maximum(np.maximum(booked + gaps / aim.rebuild, landed - self.at_sea), 0.0)
        self.queue.set_rates(rates)
        self.queue.enter(landed)
        expensed = self.queue.use(booked) + direct * rates
        self.at_sea, self.dealers = self.at_sea + shipped - landed, self.dealers + booked - retail
        if self.entries is not None:
            self.entries.add_day(day, landed, direct, rates)
        entered = landed + direct
        return ChainDay(booked + direct, entered, shipped + direct, entered * rates, expensed)

    def cut_since(self, rows: Whole, since: Array, rate: Array) -> tuple[Array, Array]:
        """Lower the rate on what entered from a day on, in some worlds; ValueError where entries were not kept.

        since (rows,); rate (rows, goods).  Returns the duty refunded in all and the part of it that had been expensed,
        (rows, goods); what is in stock will be expensed at the lower rate.
        """
        if self.entries is None:
            raise ValueError("a rate can be cut for days gone by only where entries are kept by day")
        entered, refund = self.entries.cut(rows, since, rate)
        held = self.queue.duty_held[rows]
        self.queue.cut_newest(rows, np.minimum(entered, self.queue.stock[rows]), rate)
        return refund, refund - (held - self.queue.duty_held[rows])
