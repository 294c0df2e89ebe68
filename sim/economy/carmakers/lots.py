"""Goods in stock by lot: what entered at one rate of duty lies together, and the oldest is used first.

    duty paid        rate of the day of entry * what enters, on that day
    duty expensed    sum over lots of rate * what leaves the lot today, the oldest lot first
    paid = expensed + what the lots still hold, on every day

A rate changes on few days, so that a queue holds few lots: what enters at an unchanged rate joins the newest.
A rate that is cut for days gone by splits the lots at the day from which it holds.  Amounts are customs values,
so that duty is rate * amount; the last axis is one kind of goods beside another.

Source: duty falls due at entry for consumption (19 CFR 141.1) and is a cost of the goods until they are sold (IAS 2,
Inventories, 10 and 34); first in, first out is one of the two ways of IAS 2.25.
"""

from collections.abc import Sequence

import numpy as np

from sim.core.worlds import Array, Flags, Whole, contiguous_rows


class LotQueue:
    """Lots of goods in every world, the oldest first.

    amounts   (lots, worlds, goods); a world with fewer lots has empty ones before its oldest
    rates     (lots, worlds, goods); goods enter the last one, at its rate
    """

    def __init__(self, amounts: Array, rates: Array) -> None:
        """Begin with one lot that entered at some rates, (worlds, goods) each."""
        self.amounts, self.rates = lots_of([amounts]), lots_of([rates])
        self.entering: Array | None = None  # the rates last set, where the newest lot is known to have them
        self.alike: Whole | None = None  # what `goods_alike` last found, while that holds

    @property
    def stock(self) -> Array:
        """All that is in stock, (worlds, goods)."""
        found = self.amounts[0].copy(order="K")
        for held in self.amounts[1:]:
            found += held
        return np.asarray(found)

    def free_stock(self, place: int, rows: slice | Whole = slice(None)) -> Array:
        """Return what is in stock of one of the goods that entered free of duty, (worlds,), in all worlds or some."""
        return np.asarray(self.free_stocks(np.array([place]), rows)[0])

    def free_stocks(self, places: Whole, rows: slice | Whole = slice(None)) -> Array:
        """Return what is in stock of some goods that entered free of duty, (goods, worlds), in all worlds or some."""
        found = np.zeros(())
        for held, rates in zip(self.amounts, self.rates, strict=True):
            found = found + np.where(rates[rows].T[places] == 0, held[rows].T[places], 0.0)
        return found

    @property
    def duty_held(self) -> Array:
        """Duty paid on what is in stock, (worlds, goods)."""
        return np.asarray(sum(held * rate for held, rate in zip(self.amounts, self.rates, strict=True)))

    def split(self, origin: Whole) -> None:
        """Go on with other worlds, each as one of those before, (worlds,)."""
        self.amounts = lots_of([contiguous_rows(held, origin) for held in self.amounts])
        self.rates, self.entering = lots_of([contiguous_rows(rate, origin) for rate in self.rates]), None

    def set_rates(self, rates: Array) -> None:
        """Let what enters from now on do so at some rates, (worlds, goods): a new lot where one of them has changed."""
        if rates is self.entering:
            return
        rows, self.entering = np.flatnonzero(differ_in_some_column(rates, self.rates[-1])), rates
        if not len(rows):
            return
        self.alike = None
        if (self.amounts[0][rows] != 0).any():
            self.add_oldest()
        for older, newer in zip(range(len(self.rates) - 1), range(1, len(self.rates)), strict=True):
            self.amounts[older][rows], self.rates[older][rows] = self.amounts[newer][rows], self.rates[newer][rows]
        self.amounts[-1][rows], self.rates[-1][rows] = 0.0, rates[rows]

    def goods_alike(self) -> Whole:
        """Return the first of the goods that have the same rates as each, in all lots and worlds, (goods,)."""
        if self.alike is None:
            self.alike = first_alike(self.rates)
        return self.alike

    def add_oldest(self) -> None:
        """Put an empty lot before the oldest."""
        self.amounts = lots_of([np.zeros_like(self.amounts[0]), *self.amounts])
        self.rates = lots_of([self.rates[0], *self.rates])

    def drop_oldest(self) -> None:
        """Let go of the oldest lot where nothing is left of it in any world; the newest stays."""
        oldest = self.amounts[0]
        if len(self.amounts) > 1 and not oldest[:16].any() and not oldest.any():
            self.amounts, self.rates = self.amounts[1:], self.rates[1:]

    def enter(self, amount: Array) -> None:
        """Let goods enter, (worlds, goods)."""
        self.amounts[-1] += amount

    def use(self, wanted: Array) -> Array:
        """Take goods out, the oldest first, no more than there are; returns the duty they paid, (worlds, goods)."""
        self.drop_oldest()
        left, duty, last = wanted, None, len(self.amounts) - 1
        for place, (held, rate) in enumerate(zip(self.amounts, self.rates, strict=True)):
            taken = np.minimum(held, left)
            held -= taken
            left = left - taken if place < last else left
            paid = np.multiply(taken, rate, out=taken)
            duty = paid if duty is None else np.add(duty, paid, out=duty)
        return np.asarray(duty)

    def cut_newest(self, rows: Whole, newest: Array, rate: Array) -> None:
        """Lower the rate of what entered last, in some worlds; a lot whose rate is lower keeps it.

        newest: how much of what is in stock entered last, (rows, goods); rate: at most this from now on, (rows, goods).
        """
        amounts, rates = list[Array](), list[Array]()
        left = newest.copy()
        for held, paid in zip(reversed(self.amounts), reversed(self.rates), strict=True):
            part = np.minimum(held[rows], left)
            left -= part
            amounts += [part, held[rows] - part]
            rates += [np.minimum(paid[rows], rate), paid[rows]]
        self.put_lots(rows, np.stack(amounts[::-1]), np.stack(rates[::-1]))

    def put_lots(self, rows: Whole, amounts: Array, rates: Array) -> None:
        """Put lots, (lots, rows, goods), in the place of those of some worlds; empty ones go, the newest stays.

        There are at least as many as the queue has.
        """
        self.entering, self.alike = None, None
        order = np.argsort((amounts[:-1] != 0).any(axis=2), axis=0, kind="stable")[:, :, None]
        amounts[:-1], rates[:-1] = (np.take_along_axis(held[:-1], order, axis=0) for held in (amounts, rates))
        filled: Flags = (amounts[:-1] != 0).any(axis=(1, 2))
        for _ in range(int(filled.sum()) + 1 - len(self.amounts)):
            self.add_oldest()
        for place in range(1, len(self.amounts) + 1):
            self.amounts[-place][rows], self.rates[-place][rows] = amounts[-place], rates[-place]


def first_alike(values: Array) -> Whole:
    """Return the first column of values, (..., columns), that is the same as each, (columns,)."""
    found, last = np.arange(values.shape[-1]), values[(-1,) * (values.ndim - 1)].tolist()
    for place in range(1, len(found)):
        likely = (k for k in range(place) if found[k] == k and last[k] == last[place])
        equal = (k for k in likely if np.array_equal(values[..., k], values[..., place]))
        found[place] = next(equal, place)
    return found


def differ_in_some_column(one: Array, other: Array) -> Flags:
    """Return where two arrays, (worlds, columns) each, differ; quick where each column is without gaps in memory."""
    found = np.zeros(len(one), dtype=bool)
    for mine, theirs in zip(one.T, other.T, strict=True):
        found |= mine != theirs
    return found


def lots_of(held: Sequence[Array]) -> Array:
    """Return values of each lot, (worlds, goods) each, as (lots, worlds, goods), world after world in memory."""
    return np.stack([values.T for values in held]).swapaxes(1, 2)
