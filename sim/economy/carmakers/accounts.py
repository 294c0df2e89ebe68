"""Quarterly accounts of a carmaker in every world."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from sim.core.columns import arrow_column, chosen_words
from sim.core.currency import column_ending, usual_currency
from sim.core.worlds import Array

ITEMS: dict[str, tuple[str, str]] = {  # unit and meaning
    "units": ("vehicles", "cars built in {b} and sold in {a_title}"),
    "made": ("vehicles", "cars built in {a_adj} plants in place of {b_adj} ones"),
    "duty": ("bn USD", "duty on cars built in {b}, expensed when the car is sold"),
    "other_duty": ("bn USD", "duty on cars from its plants in third countries and on imported parts"),
    "profit_change": ("bn USD", "profit against a year without new tariffs, all duties paid"),
    "support": ("bn USD", "worth of emergency support"),
    "landed": ("vehicles", "cars built in {b} that entered {a_title} and owed duty"),
    "shipped": ("vehicles", "cars built in {b} that left for {a_title}"),
    "duty_paid": ("bn USD", "all duties owed on what entered, on parts before the credit, less refunds"),
    "parts_duty": ("bn USD", "duty on imported parts, expensed, net of the credit; within other_duty"),
    "parts_credit": ("bn USD", "{a_adj} credit for cars assembled there, taken off the duty on parts"),
    "refund": ("bn USD", "duty given back on what had entered before a rate was cut"),
}


def quarter_of(day: date) -> str:
    """Return the calendar quarter of a date, as 2025q2."""
    return f"{day.year}q{(day.month + 2) // 3}"


@dataclass
class QuarterExchangeRate:
    """A quarter's exchange rate, (worlds,): that of its first day, and what later days add to it in all."""

    first: Array
    later_changes: Array
    days: int = 0

    def add_day(self, rate: Array) -> None:
        """Take note of a day's rate."""
        self.days += 1
        if rate is not self.first:
            self.later_changes = self.later_changes + (rate - self.first)

    @property
    def mean(self) -> Array:
        """The mean over its days; exactly the first where the rate never moved."""
        return self.first + self.later_changes / self.days


class Book(dict[str, Array]):
    """A quarter's items by name, each of the shape of an entry; whole, all of them in one array, once they are."""

    whole: Array | None = None

    @property
    def begun(self) -> bool:
        """Whether a day has been entered."""
        return bool(self)

    def add(self, items: dict[str, Array]) -> None:
        """Add a day's items."""
        for name, value in items.items():
            if name in self:
                self[name] += value  # in place: a book's arrays are its own
            else:
                self[name] = value.copy(order="K")

    def stack_items(self, makers: int, worlds: int) -> Array:
        """Return all of ITEMS in one array, (items, makers, worlds), for a day to be added to, or to be written to it.

        What is added to it is added to the book, of which it holds the entries from now on.
        """
        shape = (len(ITEMS), makers, worlds)
        if self.whole is None or self.whole.shape != shape:
            self.whole = np.stack([self[name].T for name in ITEMS]) if self else np.empty(shape)
            self.update({name: held.T for name, held in zip(ITEMS, self.whole, strict=True)})
        return self.whole


class Accounts:
    """What days add up to by quarter.

    shape      of each entry: (worlds,) for one maker, or (worlds, makers)
    quarters   items of each quarter, as 2025q2, by name
    rates      exchange rate of each quarter
    """

    def __init__(self, shape: int | tuple[int, int]) -> None:
        self.shape = shape
        self.quarters: dict[str, Book] = {}
        self.rates: dict[str, QuarterExchangeRate] = {}

    def open_day(self, day: date, rate: Array) -> Book:
        """Return the book to which a day's items are to be added; rate, their currency for a dollar, (worlds,)."""
        quarter = quarter_of(day)
        if quarter not in self.quarters:
            self.quarters[quarter] = Book()
            self.rates[quarter] = QuarterExchangeRate(rate, np.zeros_like(rate))
        self.rates[quarter].add_day(rate)
        return self.quarters[quarter]

    def add_day(self, day: date, items: dict[str, Array], rate: Array) -> None:
        """Add a day's items to its quarter; rate, the makers' currency for a dollar that day, (worlds,)."""
        self.open_day(day, rate).add(items)

    def map_entries(self, change: Callable[[Array], Array], shape: int | tuple[int, int]) -> "Accounts":
        """Return accounts with every entry changed, and so of another shape; exchange rates stay."""
        found = Accounts(shape)
        found.quarters = {
            quarter: Book((name, change(value)) for name, value in book.items())
            for quarter, book in self.quarters.items()
        }
        found.rates = self.rates
        return found

    def total(self, item: str) -> Array:
        """Return an item over all quarters, of the shape of an entry."""
        return sum((book[item] for book in self.quarters.values()), np.zeros(self.shape))


def accounts_table(makers: Sequence[Any], first: int, worlds: int, currency: str | None = None) -> pa.Table:
    """Return one row for each world, maker and quarter, in this order; money in bn USD and in bn of a currency.

    Without makers it has neither rows nor columns.
    makers have a name and accounts; first is the number of the first world.  currency: the code of that in which the
    makers count, and of their exchange rate; it ends the names of its columns (see `sim.core.currency`), which are at
    the mean exchange rate of the quarter.
    """
    books = [(maker, quarter, book) for maker in makers for quarter, book in maker.accounts.quarters.items()]
    if not books:
        return pa.table({})
    rates = by_world([maker.accounts.rates[quarter].mean for maker, quarter, _ in books])
    ending = column_ending(currency or usual_currency())
    columns = {"world": arrow_column(np.repeat(np.arange(first, first + worlds), len(books)))}
    for name, words in (("maker", [maker.name for maker, _, _ in books]), ("quarter", [book[1] for book in books])):
        columns[name] = chosen_words(words, np.tile(np.arange(len(books)), worlds))
    for item, (unit, _) in ITEMS.items():
        held = by_world([book[item] for _, _, book in books])
        columns[item] = arrow_column(held.ravel())
        if unit == "bn USD":
            columns[f"{item}{ending}"] = arrow_column((held * rates).ravel())
    return pa.table(columns)


def by_world(entries: Sequence[Array]) -> Array:
    """Return one entry of each book, (worlds,) each, side by side: (worlds, books)."""
    return np.stack(entries, axis=1)
