"""The carmakers' day under a tariff: what they sell, from where, and what they pay and earn.

    sold        by the market, at today's prices
    made        partner-built cars that its home plants make instead, up to their spare capacity
    from stock  the rest, while cars landed before the tariff last
    landed      what is left is imported today and pays duty: rate * customs value, expensed at once
    profit      (price - cost) * sold - duty, against the same day of a year without new tariffs
    parts       rate * (value of imported parts - relief * value of the cars built at home), not below 0
    support     the maker's part of the day's budget, by its partner-built cars, up to its loss
    pressure    (loss of the last quarter - support) / loss of a quarter without a deal, stock or plants
    index       100 * (1 + present value of the profit expected to be lost or won / yearly profit), from 0

Money is bn USD, a car's thousand USD.  The quarter is an exponential memory of 91 days.  The lines of
all makers lie side by side, so that a day is worked out for all of them at once.

Source: none; assumed.  Sales, duties and profits are accounts; the order (plants and untaxed stock first), the
memory of a quarter, the pressure and the index are this model's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Flags, Whole, contiguous_columns, contiguous_rows, ordered_sum
from sim.economy.market.market import Market
from sim.economy.market.products import HOME, sum_by_label

QUARTER = 91.0  # days
BILLION = 1e-6  # of a thousand


@dataclass(frozen=True, eq=False)
class CarmakerLines:
    """A maker's lines in a market: places, (lines,), and what is known of them."""

    places: Whole
    partner_built: int  # which of its lines is built in party B's country
    imported: Flags  # (lines,)
    home_built: Flags  # (lines,)
    price: Array  # thousand USD in the known year, (lines,)
    customs_value: Array  # thousand USD, (lines,)
    cost: Array  # thousand USD, (worlds, lines)
    usual_units: Array  # vehicles a day in the known year, (lines,)
    usual_profit: Array  # bn USD a day in the known year, (worlds,)
    home: str = HOME  # region in which cars pay no duty

    @classmethod
    def of(cls, market: Market, brand: str, regions: list[str]) -> "CarmakerLines":
        """Return a brand's lines built in some regions, the partner's among them; ValueError if one is not there."""
        products = market.products
        places = np.array([products.place_of(brand, region) for region in regions])
        units = products.units[places] * (1e3 / DAYS_PER_YEAR)
        margin = (
            products.price[places]
            - contiguous_columns(market.cost, places)
            - (products.base_rate * products.customs_value)[places]
        )
        return cls(
            places=places,
            partner_built=regions.index(products.partner),
            imported=np.array([region != products.home for region in regions]),
            home_built=np.array([region == products.home for region in regions]),
            price=products.price[places],
            customs_value=products.customs_value[places],
            cost=contiguous_columns(market.cost, places),
            usual_units=units,
            usual_profit=ordered_sum(margin * units) / 1e6,
            home=products.home,
        )

    @property
    def usual_partner_units(self) -> float:
        """partner-built cars sold on a day of the known year."""
        return float(self.usual_units[self.partner_built])

    @property
    def full_loss(self) -> float:
        """Duty of a quarter on its partner-built cars at old sales, for a rate of 1, bn USD."""
        return float(self.customs_value[self.partner_built] * self.usual_partner_units * QUARTER / 1e6)


@dataclass(frozen=True, eq=False)
class CarmakerArrays:
    """Several makers, their lines side by side in their order."""

    owner: Whole  # whose each line is, (lines,)
    partner_built: Whole  # which line of each maker is built in party B's country, (makers,)
    home_built: Whole  # which lines are built at home, (lines at home,)
    dutiable: Array  # what duty falls on, thousand USD a car, (lines,): nothing of a car built at home
    price: Array  # thousand USD in the known year, (lines,)
    cost: Array  # thousand USD, (worlds, lines)
    usual_profit: Array  # bn USD a day in the known year, (worlds, makers)

    @classmethod
    def of(cls, makers: Sequence[CarmakerLines]) -> "CarmakerArrays":
        """Return makers put side by side."""
        counts = [len(maker.places) for maker in makers]
        values = np.concatenate([np.where(maker.imported, maker.customs_value, 0.0) for maker in makers])
        return cls(
            owner=np.repeat(np.arange(len(makers)), counts),
            partner_built=np.cumsum([0, *counts[:-1]]) + [maker.partner_built for maker in makers],
            home_built=np.flatnonzero(np.concatenate([maker.home_built for maker in makers])),
            dutiable=values,
            price=np.concatenate([maker.price for maker in makers]),
            cost=np.concatenate([maker.cost.T for maker in makers]).T,
            usual_profit=np.stack([maker.usual_profit for maker in makers]).T,
        )

    def only(self, rows: Whole) -> "CarmakerArrays":
        """Return them in some of the worlds."""
        return replace(
            self, cost=contiguous_rows(self.cost, rows), usual_profit=contiguous_rows(self.usual_profit, rows)
        )

    def sum_by_maker(self, values: Array) -> Array:
        """Return the sum of each maker's lines, (worlds, makers)."""
        return sum_by_label(values, self.owner, len(self.partner_built))

    def sum_home_built(self, values: Array) -> Array:
        """Return the sum of each maker's lines built at home, (worlds, makers)."""
        return sum_by_label(contiguous_columns(values, self.home_built), self.home_owner, len(self.partner_built))

    @cached_property
    def home_owner(self) -> Whole:
        """Whose each line built at home is, (lines at home,)."""
        return self.owner[self.home_built]


@dataclass(frozen=True, eq=False)
class CarmakerBooks:
    """What one day brings, (worlds, makers) each but `stock`; money in bn USD."""

    units: Array  # cars built in party B's country
    made: Array  # cars built in party A's country in their place
    duty: Array  # on cars built in party B's country
    other_duty: Array  # on cars of other plants abroad
    profit_change: Array  # against the same day of a year without new tariffs
    output: Array  # value of the cars built in party A's country
    landed: Array  # cars built in party B's country that were imported today
    stock: Array  # vehicles left at the end of the day, (worlds, lines)


def carmaker_day(
    makers: CarmakerArrays, sold: Array, rise: Array, rates: Array, stock: Array, spare: Array
) -> CarmakerBooks:
    """Return a day's books; all (worlds, lines) but `spare`, vehicles that plants can add, (worlds, makers)."""
    partner_lines = makers.partner_built
    made = np.minimum(spare, contiguous_columns(sold, partner_lines))
    wanted = np.array(sold, dtype=float)
    wanted[:, partner_lines] -= made
    landed = np.maximum(wanted - stock, 0.0)
    duty = rates * makers.dutiable * landed
    every, partner_built, price = (
        makers.sum_by_maker(duty),
        contiguous_columns(duty, partner_lines),
        makers.price + rise,
    )
    earned = (makers.sum_by_maker((price - makers.cost) * sold) - every) * BILLION
    return CarmakerBooks(
        units=contiguous_columns(wanted, partner_lines),
        made=made,
        duty=partner_built * BILLION,
        other_duty=(every - partner_built) * BILLION,
        profit_change=earned - makers.usual_profit,
        output=(makers.sum_home_built(price * sold) + contiguous_columns(price, partner_lines) * made) * BILLION,
        landed=contiguous_columns(landed, partner_lines),
        stock=np.maximum(stock - wanted, 0.0),
    )


def parts_duty(rate: Array, value: Array, relief: Array, output: Array) -> Array:
    """Return a day's duty on imported parts, bn USD, (worlds,) or (worlds, makers).

    value: customs value of the parts, bn USD a year; relief: part of the output's value whose worth
    of parts is free; output: value of the cars built at home that day, bn USD.
    """
    return np.asarray(rate * np.maximum(value / DAYS_PER_YEAR - relief * output, 0.0))


def quarter_memory(memory: Array, today: Array) -> Array:
    """Return a quarter's running sum after one more day, (worlds,) or (worlds, makers)."""
    return memory * (1 - 1 / QUARTER) + today


def support_paid(per_car: Array, daily: Array | float, loss: Array) -> Array:
    """Return a day's support, bn USD, of the shape of `loss`, bn USD.

    per_car: the day's budget for a partner-built car of an ordinary day; daily: how many those are.
    """
    return np.asarray(np.minimum(per_car * daily, np.maximum(loss, 0.0)))


def long_run_pass_through(tau: Array, discount: Array) -> Array:
    """Return the pass-through that a present value averages over time, (worlds,): 1/(1 + discount * tau)."""
    return 1 / (1 + discount * tau)


def market_index(now: Array, later: Array, wait: Array, discount: Array, yearly_profit: Array) -> Array:
    """Return the market index, (worlds,), 100 without a tariff, never below 0: the owners can walk away.

    now, later: change of profit under the tariff in force and under those expected after `wait`
    years, bn USD a year.  The present value weighs the first years by 1 - exp(-discount * wait).
    """
    far = np.exp(-discount * wait)
    change = (1 - far) * now + far * later
    return np.asarray(np.maximum(100 * (1 + change / yearly_profit), 0.0))


def plant_capacity(dates: Array, units: Array, day: int | Whole) -> Array:
    """Return what a plant can build on a day or on several, vehicles, linear between stages, 0 before the first."""
    if not len(dates):
        return np.zeros(np.shape(day))
    return np.where(day < dates[0], 0.0, np.interp(day, dates, units))
