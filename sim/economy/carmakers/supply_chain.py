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

from dataclasses import dataclass, field, fields
from functools import cached_property

import numpy as np

from sim.core.worlds import Array, Whole, contiguous_rows
from sim.economy.carmakers.lots import LotQueue, first_alike


@dataclass(frozen=True, eq=False)
class ChainDay:
    """What one day brings, customs values, (worlds, goods) each; what is used as it lands counts in duties alone."""

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
        names = (field.name for field in fields(self))
        return ChainTargets(*(contiguous_rows(getattr(self, name), origin) for name in names))

    @cached_property
    def speed(self) -> Array:
        """Part of a gap that is closed in a day, (worlds, 1), not above 1."""
        return np.minimum(1 / self.rebuild, 1.0)

    @cached_property
    def landing(self) -> Array:
        """Part of what is at sea that lands in a day, (worlds, 1), not above 1."""
        return np.minimum(1 / self.sea, 1.0)

    @cached_property
    def dealers_pull(self) -> Array:
        """What is booked for each of today's sales, dealers' stock apart, (worlds, goods)."""
        return np.asarray(1 + self.dealers * self.speed)

    @cached_property
    def makers_pull(self) -> Array:
        """What is shipped for each of today's sales, beside what is booked, stocks apart, (worlds, goods)."""
        return np.asarray((self.own + self.sea) * self.speed)

    @cached_property
    def alike(self) -> Whole:
        """The first of the goods that pull the same as each, of dealers and of makers, (2, goods)."""
        return np.stack([first_alike(self.dealers_pull), first_alike(self.makers_pull)])


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
        first = since.min(initial=np.inf)
        for place in (place for place, day in enumerate(self.days) if day >= first):
            paid, counts = self.rates[place][rows], (since <= self.days[place])[:, None]
            landed = self.landed[place][rows]
            entered += np.where(counts, landed, 0.0)
            amount = landed.copy()
            amount[:, rate.shape[1] - self.direct[place].shape[1] :] += self.direct[place][rows]
            beyond += np.where(counts, amount, 0.0) * np.maximum(paid - rate, 0.0)
            self.rates[place] = self.rates[place].copy(order="K")
            self.rates[place][rows] = np.where(counts, np.minimum(paid, rate), paid)
        return entered, beyond


class SupplyChain:
    """Stocks of several goods on their way to the buyer; customs values.

    targets              stocks aimed for
    queue                the makers' own stock, by lot
    own, dealers, at_sea (worlds, goods); own is all that the queue holds
    entries              what entered by day, for cuts of a rate that reach back; None, none will
    """

    def __init__(self, targets: ChainTargets, retail: Array, own: Array, dealers: Array) -> None:
        """Begin the day before any duty.

        retail, a day's sales; own and dealers' stock in days of them, (worlds, goods) each.
        """
        self.targets = targets
        self.queue = LotQueue(own * retail, np.zeros_like(retail))
        self.own, self.dealers, self.at_sea = own * retail, dealers * retail, targets.sea * retail
        self.entries: Entries | None = None

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        self.targets = self.targets.split(origin)
        self.queue.split(origin)
        for name in ("own", "dealers", "at_sea"):
            setattr(self, name, contiguous_rows(getattr(self, name), origin))
        if self.entries is not None:
            self.entries.split(origin)

    def live_day(self, day: int, retail: Array, rates: Array, direct: Array) -> ChainDay:
        """Live a day at rates of duty, (worlds, goods), and return what it brings.

        retail: what buyers take from stock, (worlds, goods); direct: what is used on the day it lands, of the last
        goods, (worlds, last goods).
        """
        aim, last = self.targets, slice(retail.shape[1] - direct.shape[1], None)
        least = retail - self.dealers
        booked = retail * aim.dealers_pull - self.dealers * aim.speed
        booked = np.maximum(np.maximum(booked, least, out=booked), 0.0, out=booked)
        wanting = booked - self.own
        landed = np.maximum(self.at_sea * aim.landing, wanting)
        beyond = landed - self.at_sea
        shipped = booked + retail * aim.makers_pull - (self.own + self.at_sea) * aim.speed
        shipped = np.maximum(np.maximum(shipped, beyond, out=shipped), 0.0, out=shipped)
        self.own, self.at_sea, self.dealers = landed - wanting, shipped - beyond, booked - least
        self.queue.set_rates(rates)
        self.queue.enter(landed)
        paid, expensed, at_once = landed * rates, self.queue.use(booked), direct * rates[:, last]
        paid[:, last] += at_once
        expensed[:, last] += at_once
        if self.entries is not None:
            self.entries.add_day(day, landed, direct, rates)
        return ChainDay(booked, landed, shipped, paid, expensed)

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
