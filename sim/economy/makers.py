"""One carmaker's day under a tariff: stock, price, duty, profit, pressure, share index.

    sales       units a year / 365 * (1 + rise)^-elasticity          rise: price over its old level
    price       rise moves each day by 1 - exp(-1/(365 tau)) of the way to pass_through * duty / price
    duty        rate * customs value, on each unit sold that was not in stock before the tariff
    profit      margin * price + rise * price - duty, on each unit, against margin * price on the
                units sold without a tariff
    pressure    (loss of the last quarter - support) / loss of a quarter without a deal or stock

tau (years) decides who pays: the longer it is, the more the maker bears.  Duty is expensed when
the car is sold.  The quarter is an exponential memory of 91 days.

The adjustment is the textbook partial-adjustment form; the value of its parameters is the scenario's.
"""

from dataclasses import dataclass

import numpy as np

from sim.dates import YEAR
from sim.worlds import Array

QUARTER = 91.0  # days


@dataclass(frozen=True)
class Maker:
    """A maker's Korean-built cars on the U.S. market; every field is (worlds,)."""

    units: Array  # a year, without a tariff
    price: Array  # thousand USD
    customs_share: Array  # customs value over price
    margin: Array  # share of price
    stock_days: Array  # days of sales landed before the tariff
    tau: Array  # years
    pass_through: Array  # of the duty into the price, in the end
    elasticity: Array  # of units, positive

    @property
    def daily(self) -> Array:
        """Units a day without a tariff."""
        return self.units / YEAR

    @property
    def customs_value(self) -> Array:
        """Thousand USD a unit on which duty falls."""
        return self.customs_share * self.price


@dataclass(frozen=True)
class Books:
    """What one day brings, each (worlds,); money in bn USD."""

    units: Array
    duty: Array
    profit_change: Array
    stock: Array
    rise: Array


def day(maker: Maker, rate: Array, stock: Array, rise: Array) -> Books:
    """Return a day's books at a tariff `rate` (share), given the stock (units) and price rise."""
    sold = maker.daily * (1 + rise) ** -maker.elasticity
    landed = np.maximum(sold - stock, 0.0)
    duty = rate * maker.customs_value * landed / 1e6  # thousand USD to bn
    margin = (maker.margin + rise) * maker.price * sold / 1e6
    usual = maker.margin * maker.price * maker.daily / 1e6
    goal = maker.pass_through * rate * maker.customs_share
    step = 1 - np.exp(-1 / (maker.tau * YEAR))
    return Books(
        units=sold,
        duty=duty,
        profit_change=margin - duty - usual,
        stock=np.maximum(stock - sold, 0.0),
        rise=rise + step * (goal - rise),
    )


def full_loss(maker: Maker, rate: Array) -> Array:
    """Return a quarter's loss at `rate` (share) without stock and at old prices, (worlds,), bn USD."""
    return rate * maker.customs_value * maker.daily * QUARTER / 1e6


def remembered(memory: Array, today: Array) -> Array:
    """Return a quarter's running sum after one more day, (worlds,)."""
    return memory * (1 - 1 / QUARTER) + today


def index(maker: Maker, expected: Array, yearly_profit: Array, discount: Array) -> Array:
    """Return the market index, (worlds,), 100 without a tariff, at an expected long-run rate.

    The loss is the duty at old prices that the maker bears: what never passes on, and what passes
    on only in time, of which the present value is tau / (tau + 1/discount).  It is never below 0: the
    owners can walk away.
    """
    late = maker.tau / (maker.tau + 1 / discount)
    borne = np.clip(1 - maker.pass_through * (1 - late), 0.0, 1.0)
    loss = expected * maker.customs_value * maker.units / 1e6 * borne
    return np.asarray(np.maximum(100 * (1 - loss / yearly_profit), 0.0))
