"""What makers import, as goods side by side: each line of cars built abroad, then each maker's parts.

Amounts are customs values in thousand USD, so that lines and parts share one supply chain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.core.dates import DAYS_PER_YEAR
from sim.core.worlds import Array, Whole
from sim.economy.carmakers.day import CarmakerArrays, CarmakerLines
from sim.economy.carmakers.stock_rules import Lots
from sim.economy.carmakers.supply_chain import ChainTargets
from sim.economy.market.products import HOME

MEXICO = "MX"  # region whose cars pay on what is not from party A


@dataclass(frozen=True, eq=False)
class GoodsOrder:
    """Which goods stand where.

    lines     place of each line of cars among all lines, (lines abroad,); they come first
    owner     whose each of these is
    partner_built  place of each maker's partner's line among the goods, (makers,)
    abroad    places of the other lines abroad
    parts     makers that have parts, in order; theirs are the last goods
    """

    lines: Whole
    owner: Whole
    partner_built: Whole
    abroad: Whole
    parts: Whole

    @classmethod
    def of(cls, makers: CarmakerArrays, lines: Sequence[CarmakerLines], parts: Sequence[Any]) -> "GoodsOrder":
        """Return the order of the goods of some makers."""
        abroad = np.flatnonzero(np.concatenate([maker.imported for maker in lines]))
        partner_built = np.searchsorted(abroad, makers.partner_built)
        return cls(
            lines=abroad,
            owner=makers.owner[abroad],
            partner_built=partner_built,
            abroad=np.delete(np.arange(len(abroad)), partner_built),
            parts=np.flatnonzero([part.parts is not None for part in parts]),
        )

    @property
    def count(self) -> int:
        """How many goods there are."""
        return len(self.lines) + len(self.parts)

    def side_by_side(self, cars: Array, parts: Array) -> Array:
        """Return figures of cars, (worlds, lines abroad), and of parts, (worlds, with parts), as (worlds, goods)."""
        found = np.empty((self.count, len(cars))).T
        found[:, : len(self.lines)], found[:, len(self.lines) :] = cars, parts
        return found

    def cars(self, values: Array) -> Array:
        """Return the part of goods' values that is of cars, (worlds, lines abroad)."""
        return values[:, : len(self.lines)]

    def of_parts(self, values: Array, makers: int) -> Array:
        """Return the part of goods' values that is of parts, by maker, (worlds, makers); 0 without any."""
        found = np.zeros((makers, len(values))).T
        found[:, self.parts] = values[:, len(self.lines) :]
        return found

    def of_other_lines(self, values: Array, makers: int) -> Array:
        """Return the sum of goods' values over each maker's lines abroad but party B's, (worlds, makers)."""
        found = np.zeros((makers, len(values))).T
        for place in self.abroad.tolist():
            found[:, self.owner[place]] += values[:, place]
        return found


def customs_values(makers: Sequence[CarmakerLines], parts: Sequence[Any], worlds: int) -> Array:
    """Return what duty falls on of each line abroad, thousand USD a car, (worlds, lines abroad)."""
    found = []
    for maker, part in zip(makers, parts, strict=True):
        for place in np.flatnonzero(maker.imported).tolist():
            own = part.supply.customs_share if place == maker.partner_built else None
            value = maker.customs_value[place] if own is None else own * maker.price[place]
            found.append(np.broadcast_to(value, worlds))
    return np.stack(found).T


def content_factors(makers: Sequence[Any], dutiable: Any, worlds: int, home: str = HOME) -> Array:
    """Return by how much more a line abroad pays than the market's rate for its region says, (worlds, lines abroad)."""
    found = []
    for part in makers:
        for region in part.built_in:
            if region == home:
                continue
            usual, own = dutiable.get(region), part.supply.content
            known = region == MEXICO and own is not None and usual is not None
            found.append(own / np.where(usual > 0, usual, 1.0) if known else np.ones(worlds))
    return np.stack(found).T


def chain_targets(order: GoodsOrder, parts: Sequence[Any], rule: Lots) -> ChainTargets:
    """Return the stocks that are aimed for of each of the goods, in all worlds."""
    target, owners = np.asarray(rule.target_days), [parts[k] for k in order.owner]
    own = np.stack([target * own_share(part) for part in owners]).T
    dealers = target[:, None] - own
    stored = parts_figure(order, parts, "stock_days", len(target))
    times = (np.asarray(held)[:, None] for held in (rule.sea_days, rule.rebuild_days))
    return ChainTargets(order.side_by_side(own, stored), order.side_by_side(dealers, 0 * stored), *times)


def own_share(part: Any) -> Array:
    """Return the part of a maker's stock of all cars that it has not booked as sold on the first day, (worlds,)."""
    whole = part.supply.all_days
    return np.asarray(np.minimum(part.stock_days / np.where(whole > 0, whole, 1.0), 1.0))


def first_stocks(order: GoodsOrder, parts: Sequence[Any], worlds: int) -> tuple[Array, Array]:
    """Return what makers and dealers have of each of the goods on the first day, days of sales, (worlds, goods)."""
    owners, stored = [parts[k] for k in order.owner], parts_figure(order, parts, "stock_days", worlds)
    own = np.stack([part.stock_days for part in owners]).T
    dealers = np.stack([np.maximum(part.supply.all_days - part.stock_days, 0.0) for part in owners]).T
    return order.side_by_side(own, stored), order.side_by_side(dealers, 0 * stored)


def parts_figure(order: GoodsOrder, parts: Sequence[Any], name: str, worlds: int) -> Array:
    """Return a figure of the parts of the makers that have some, (worlds, with parts)."""
    held = [getattr(parts[k].parts, name) for k in order.parts.tolist()]
    return np.stack(held).T if held else np.zeros((worlds, 0))


def daily_parts(order: GoodsOrder, parts: Sequence[Any], worlds: int) -> Array:
    """Return the parts used on a day of the known year, thousand USD, (worlds, with parts)."""
    return parts_figure(order, parts, "value", worlds) * (1e6 / DAYS_PER_YEAR)
