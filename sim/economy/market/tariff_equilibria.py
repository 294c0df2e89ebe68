"""The market solved at each level of the tariff on partner's cars, given what others pay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sim.core.backend import has_kernel
from sim.core.world_groups import group_if_alike
from sim.core.worlds import Array, Whole, contiguous_columns, contiguous_rows, put_contiguous_rows
from sim.economy.market.market import Market, Pricing, Year, profits_by_owner
from sim.economy.market.pricing import settle_markup_changes

NEAREST_LEVELS = 6  # levels from which the next one's prices are guessed
LARGEST_WEIGHT_SUM = 100.0  # largest sum of the weights, without their signs, in such a guess


@dataclass(frozen=True, eq=False)
class TariffEquilibria:
    """Equilibrium prices under every level of a tariff on a `market`; rates are shares of customs value.

    levels   (levels,)                  tariff on partner's cars
    foreign  (worlds, lines)            rates of all other cars; what stands at partner's lines is not read
    markup_changes   (levels, worlds, groups)   of markups in equilibrium, thousand USD
    first_changes    (worlds, groups)           the same with the tariff of no deal, before any partner had a deal
    first_foreign    (worlds, lines)            rates of others then
    """

    market: Market
    levels: Array
    no_deal: int  # place of the level without a deal
    foreign: Array
    markup_changes: Array
    first_foreign: Array
    first_changes: Array

    @property
    def world_arrays(self) -> list[Array]:
        """All that its worlds may differ in, (worlds,) or (worlds, lines) each."""
        return [*self.market.world_arrays, self.foreign, self.first_foreign]

    def rates(self, level: float | Array, foreign: Array | None = None) -> Array:
        """Return every line's rate, (worlds, lines), at a partner's rate: a number or (worlds, 1)."""
        others = self.foreign if foreign is None else foreign
        return np.where(self.market.products.partner_built, level, others)

    def equilibrium_rise(self, place: int) -> Array:
        """Return the rise of prices in equilibrium at a level, thousand USD, (worlds, lines)."""
        return self.market.price_rise(self.rates(self.levels[place]), self.markup_changes[place])

    @property
    def equilibrium_rises(self) -> Array:
        """The rise of prices in equilibrium at every level, thousand USD, (levels, worlds, lines)."""
        return np.stack([self.equilibrium_rise(place) for place in range(len(self.levels))])

    def rates_and_rise(self, level: Whole, rows: Whole) -> tuple[Array, Array]:
        """Return rates and the rise of prices in equilibrium in some worlds, each at its own level, (rows, lines)."""
        rates = self.rates(self.levels[level, None], contiguous_rows(self.foreign, rows))
        return rates, self.market.price_rise(rates, self.markup_changes[level, rows])

    def year(self, place: int, pass_through: Array, lines: Whole | None = None) -> Year:
        """Return the year at a level, prices having gone `pass_through` (worlds,) of their way (of some lines)."""
        return self.market.priced_year(self.pricing(place, pass_through), lines)

    def pricing(self, place: int, pass_through: Array) -> Pricing:
        """Return what the lines pay at a level, prices having gone `pass_through` (worlds,) of their way."""
        partner_built = self.market.products.partner_built
        return Pricing(partner_built, float(self.levels[place]), self.foreign, self.markup_changes[place], pass_through)

    def first_year(self, pass_through: Array) -> Year:
        """Return the year without a deal, before any partner had one."""
        return self.market.priced_year(self.first_pricing(pass_through))

    def first_pricing(self, pass_through: Array) -> Pricing:
        """Return the same without a deal, before any partner had one."""
        partner_built, level = self.market.products.partner_built, float(self.levels[self.no_deal])
        return Pricing(partner_built, level, self.first_foreign, self.first_changes, pass_through)

    def profits(self, pass_through: Array, owners: Sequence[Whole]) -> list[Array]:
        """Return each owner's profit at each level over that of the known year, bn USD a year, (worlds, levels).

        owners: the places of each one's lines.
        """
        found = group_if_alike([*self.world_arrays, pass_through])
        if found is not None:
            some = self.only(found.first).profits(pass_through[found.first], owners)
            return [gain[found.group] for gain in some]
        lines, owner = owned_lines(owners)
        usual = self.market.known_year(lines).profit
        held = [self.pricing(place, pass_through) for place in range(len(self.levels))]
        gains = [profits_by_owner(self.market, each, (lines, owner), len(owners), usual) for each in held]
        return [np.stack([gain[:, k] for gain in gains]).T for k in range(len(owners))]

    def profits_at(self, level: Whole, pass_through: Array, owners: Sequence[Whole]) -> Array:
        """Return what `profits` does, of each world at its own level, (worlds,): (owners, worlds)."""
        lines, owner = owned_lines(owners)
        own = self.markup_changes[level, np.arange(len(level))]
        none = np.zeros(len(self.market.products.region), dtype=bool)
        pricing = Pricing(none, np.nan, self.rates(self.levels[level, None]), own, pass_through)
        usual = self.market.known_year(lines).profit
        return profits_by_owner(self.market, pricing, (lines, owner), len(owners), usual).T

    def only(self, rows: Whole) -> "TariffEquilibria":
        """Return some of the worlds."""
        return replace(
            self,
            market=self.market.only(rows),
            foreign=contiguous_rows(self.foreign, rows),
            markup_changes=markups_in_worlds(self.markup_changes, rows),
            first_foreign=contiguous_rows(self.first_foreign, rows),
            first_changes=contiguous_rows(self.first_changes, rows),
        )

    def with_foreign_rates(self, rows: Whole, foreign: Array) -> "TariffEquilibria":
        """Return the market with other rates of others, (rows, lines), in some worlds."""
        return self.with_worlds(rows, self.under_foreign_rates(rows, foreign))

    def under_foreign_rates(self, rows: Whole, foreign: Array) -> "TariffEquilibria":
        """Return some of the worlds under other rates of others, (rows, lines)."""
        market = self.market.only(rows)
        return replace(
            self,
            market=market,
            foreign=foreign,
            markup_changes=solve_levels_once(market, self.levels, foreign),
            first_foreign=contiguous_rows(self.first_foreign, rows),
            first_changes=contiguous_rows(self.first_changes, rows),
        )

    def with_worlds(self, rows: Whole, some: "TariffEquilibria") -> "TariffEquilibria":
        """Return the market with the rates and prices of some worlds, (rows,), in the place of its own."""
        foreign, markup_changes = self.foreign.copy(order="K"), self.markup_changes.copy(order="K")
        put_contiguous_rows(foreign, rows, some.foreign)
        for held, fresh in zip(markup_changes, some.markup_changes, strict=True):
            put_contiguous_rows(held, rows, fresh)
        return replace(self, foreign=foreign, markup_changes=markup_changes)


def owned_lines(owners: Sequence[Whole]) -> tuple[Whole, Whole]:
    """Return the places of the lines of owners, one owner after the other, and the owner of each, (lines,) each."""
    return np.concatenate(owners), np.repeat(np.arange(len(owners)), [len(places) for places in owners])


def solve_levels(market: Market, levels: Array, foreign: Array) -> Array:
    """Return changes of markups in equilibrium at each level, (levels, worlds, groups)."""
    built = market.products.partner_built
    found = np.empty((len(levels), len(market.products.groups.nest), len(foreign)))
    partner_built, others = np.flatnonzero(built), np.flatnonzero(~built)
    others_attractions = market.group_attractions(contiguous_columns(foreign, others), others)
    for place, level in enumerate(levels):
        weight = others_attractions + market.group_attractions(
            np.full((len(partner_built), len(foreign)), level).T, partner_built
        )
        start = extrapolate_changes(levels[:place], level, found)
        found[place] = 0.0 if start is None else start
        settle_markup_changes(market.demand, market.base_markups, weight, found[place].T)
    return found.swapaxes(1, 2)


def solve_levels_once(market: Market, levels: Array, foreign: Array) -> Array:
    """Return what `solve_levels` does, worked out once for worlds that are alike."""
    found = group_if_alike([*market.world_arrays, foreign])
    if found is None:
        return solve_levels(market, levels, foreign)
    return markups_in_worlds(
        solve_levels(market.only(found.first), levels, contiguous_rows(foreign, found.first)), found.group
    )


def extrapolate_changes(levels: Array, level: float, found: Sequence[Array] | Array) -> Array | None:
    """Return about what stands at a level, by the polynomial through the nearest of those already found.

    Fewer of them are used where it would swing too far.
    """
    weights = extrapolation(tuple(levels.tolist()), float(level))
    return weighted_sum(found, weights) if weights else None


@has_kernel("bertrand")
def weighted_sum(values: Sequence[Array] | Array, weights: Sequence[tuple[int, float]]) -> Array:
    """Return the sum of some of the values, each with its place and its weight."""
    return np.asarray(sum(weight * values[place] for place, weight in weights))


@lru_cache(maxsize=256)
def extrapolation(levels: tuple[float, ...], level: float) -> list[tuple[int, float]]:
    """Return the places of levels and their weights in what stands at another, see `extrapolate_changes`."""
    known, first = np.unique(levels, return_index=True)
    nearest = np.argsort(np.abs(known - level), kind="stable")[:NEAREST_LEVELS]
    while len(nearest):
        weights = lagrange_weights(known[nearest], level)
        if np.abs(weights).sum() <= LARGEST_WEIGHT_SUM:
            return list(zip(first[nearest].tolist(), weights.tolist(), strict=True))
        nearest = nearest[:-1]
    return []


def lagrange_weights(known: Array, at: float) -> Array:
    """Return the weights of values at known places, (places,), in their polynomial's value at another.

    They are inf or nan where places are next to each other.
    """
    gaps = known[:, None] - known
    np.fill_diagonal(gaps, 1.0)
    steps = np.where(np.eye(len(known), dtype=bool), 1.0, at - known)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.asarray((steps / gaps).prod(axis=1))


def solve_tariffs(market: Market, levels: Array, no_deal: int, foreign: Array) -> TariffEquilibria:
    """Return the market at each level, before any partner has a deal."""
    solved = solve_levels_once(market, levels, foreign)
    return TariffEquilibria(market, levels, no_deal, foreign, solved, foreign, solved[no_deal])


def markups_in_worlds(changes: Array, rows: Whole) -> Array:
    """Return some worlds of changes of markups, (levels, rows, groups)."""
    return np.take(changes.swapaxes(1, 2), rows, axis=-1).swapaxes(1, 2)


def interpolate_at_rate(levels: Array, values: Array, rate: Array) -> Array:
    """Return a value known at each level, (worlds, levels), at one rate a world, linear between levels.

    The nearest level stands for rates beyond them.
    """
    _, order = np.unique(levels, return_index=True)
    known, ordered = levels[order], values[:, order]
    if len(known) == 1:
        return np.asarray(ordered[:, 0])
    right = np.clip(np.searchsorted(known, rate), 1, len(known) - 1)
    part = np.clip((rate - known[right - 1]) / (known[right] - known[right - 1]), 0.0, 1.0)
    rows = np.arange(len(values))
    return np.asarray(ordered[rows, right - 1] * (1 - part) + ordered[rows, right] * part)
