"""The market solved at each level of the tariff on Korean cars, given what others pay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.core.worlds import Array, Whole, alike, picked, rows_of
from sim.economy.market.market import Market, Year
from sim.economy.market.pricing import settled
from sim.economy.market.products import summed

KOREA = "KR"  # region on whose cars the tariff is negotiated
NEAREST = 6  # levels from which the next one's prices are guessed
SWING = 100.0  # largest sum of the weights, without their signs, in such a guess


@dataclass(frozen=True, eq=False)
class Priced:
    """Equilibrium prices under every level of a tariff; rates are shares of customs value.

    levels   (levels,)                  tariff on Korean cars
    foreign  (worlds, lines)            rates of all other cars; what stands at Korean lines is not read
    changes  (levels, worlds, groups)   of markups in equilibrium, thousand USD
    first    (worlds, groups)           the same with the tariff of no deal, before any partner had a deal
    """

    market: Market
    levels: Array
    no_deal: int  # place of the level without a deal
    foreign: Array
    changes: Array
    first_foreign: Array
    first: Array

    @property
    def figures(self) -> list[Array]:
        """All that its worlds may differ in, (worlds,) or (worlds, lines) each."""
        return [*self.market.figures, self.foreign, self.first_foreign]

    def rates(self, level: float | Array, foreign: Array | None = None) -> Array:
        """Return every line's rate, (worlds, lines), at a Korean rate: a number or (worlds, 1)."""
        others = self.foreign if foreign is None else foreign
        return np.where(self.market.fleet.built_in(KOREA), level, others)

    def goal(self, place: int) -> Array:
        """Return the rise of prices in equilibrium at a level, thousand USD, (worlds, lines)."""
        return self.market.rise(self.rates(self.levels[place]), self.changes[place])

    @property
    def goals(self) -> Array:
        """The rise of prices in equilibrium at every level, thousand USD, (levels, worlds, lines)."""
        return np.stack([self.goal(place) for place in range(len(self.levels))])

    def faced(self, level: Whole, rows: Whole) -> tuple[Array, Array]:
        """Return rates and the rise of prices in equilibrium in some worlds, each at its own level, (rows, lines)."""
        rates = self.rates(self.levels[level, None], rows_of(self.foreign, rows))
        return rates, self.market.rise(rates, self.changes[level, rows])

    def year(self, place: int, pass_through: Array, lines: Whole | None = None) -> Year:
        """Return the year at a level, prices having gone `pass_through` (worlds,) of their way (of some lines)."""
        rates = self.rates(self.levels[place])
        rise = self.market.rise(rates, self.changes[place])
        return self.market.year(np.multiply(rise, pass_through[:, None], out=rise), rates, lines)

    def first_year(self, pass_through: Array) -> Year:
        """Return the year without a deal, before any partner had one."""
        rates = self.rates(self.levels[self.no_deal], self.first_foreign)
        return self.market.year(pass_through[:, None] * self.market.rise(rates, self.first), rates)

    def profits(self, pass_through: Array, owners: Sequence[Whole]) -> list[Array]:
        """Return each owner's profit at each level over that of the known year, bn USD a year, (worlds, levels).

        owners: the places of each one's lines.
        """
        found = alike([*self.figures, pass_through])
        if found is not None:
            some = self.only(found.rows).profits(pass_through[found.rows], owners)
            return [gain[found.kind] for gain in some]
        lines = np.concatenate(owners)
        owner = np.repeat(np.arange(len(owners)), [len(places) for places in owners])
        usual = self.market.before(lines).profit
        told = [self.year(place, pass_through, lines).profit - usual for place in range(len(self.levels))]
        gains = [summed(gain, owner, len(owners)) for gain in told]  # (worlds, owners) at each level
        return [np.stack([gain[:, k] for gain in gains]).T for k in range(len(owners))]

    def only(self, rows: Whole) -> "Priced":
        """Return some of the worlds."""
        return replace(
            self,
            market=self.market.only(rows),
            foreign=rows_of(self.foreign, rows),
            changes=worlds_of(self.changes, rows),
            first_foreign=rows_of(self.first_foreign, rows),
            first=rows_of(self.first, rows),
        )

    def moved(self, rows: Whole, foreign: Array) -> "Priced":
        """Return the market with other rates of others, (rows, lines), in some worlds."""
        solved = by_kind(self.market.only(rows), self.levels, foreign)
        every, held = self.foreign.copy(order="K"), self.changes.copy(order="K")
        every[rows], held[:, rows] = foreign, solved
        return replace(self, foreign=every, changes=held)


def changes(market: Market, levels: Array, foreign: Array) -> Array:
    """Return changes of markups in equilibrium at each level, (levels, worlds, groups)."""
    built, found = market.fleet.built_in(KOREA), list[Array]()
    korean, others = np.flatnonzero(built), np.flatnonzero(~built)
    pulled = market.weight(picked(foreign, others), others)
    for place, level in enumerate(levels):
        weight = pulled + market.weight(np.full((len(korean), len(foreign)), level).T, korean)
        found.append(settled(market.demand, market.known, weight, ahead(levels[:place], level, found)))
    return np.stack([change.T for change in found]).swapaxes(1, 2)


def by_kind(market: Market, levels: Array, foreign: Array) -> Array:
    """Return what `changes` does, worked out once for worlds that are alike."""
    found = alike([*market.figures, foreign])
    if found is None:
        return changes(market, levels, foreign)
    return worlds_of(changes(market.only(found.rows), levels, rows_of(foreign, found.rows)), found.kind)


def ahead(levels: Array, level: float, found: Sequence[Array]) -> Array | None:
    """Return about what stands at a level, by the polynomial through the nearest of those already found.

    Fewer of them are used where it would swing too far.
    """
    known, first = np.unique(levels, return_index=True)
    nearest = np.argsort(np.abs(known - level), kind="stable")[:NEAREST]
    while len(nearest):
        weights = lagrange(known[nearest], level)
        if np.abs(weights).sum() <= SWING:
            return np.asarray(sum(w * found[first[k]] for w, k in zip(weights, nearest, strict=True)))
        nearest = nearest[:-1]
    return None


def lagrange(known: Array, at: float) -> Array:
    """Return the weights of values at known places, (places,), in their polynomial's value at another."""
    gaps = known[:, None] - known
    np.fill_diagonal(gaps, 1.0)
    steps = np.where(np.eye(len(known), dtype=bool), 1.0, at - known)
    return np.asarray((steps / gaps).prod(axis=1))


def priced(market: Market, levels: Array, no_deal: int, foreign: Array) -> Priced:
    """Return the market at each level, before any partner has a deal."""
    solved = by_kind(market, levels, foreign)
    return Priced(market, levels, no_deal, foreign, solved, foreign, solved[no_deal])


def worlds_of(changes: Array, rows: Whole) -> Array:
    """Return some worlds of changes of markups, (levels, rows, groups)."""
    return np.take(changes.swapaxes(1, 2), rows, axis=-1).swapaxes(1, 2)


def at_rate(levels: Array, values: Array, rate: Array) -> Array:
    """Return a value known at each level, (worlds, levels), at one rate a world, linear between levels.

    The nearest level stands for rates beyond them.
    """
    _, order = np.unique(levels, return_index=True)
    known, held = levels[order], values[:, order]
    if len(known) == 1:
        return np.asarray(held[:, 0])
    right = np.clip(np.searchsorted(known, rate), 1, len(known) - 1)
    part = np.clip((rate - known[right - 1]) / (known[right] - known[right - 1]), 0.0, 1.0)
    rows = np.arange(len(values))
    return np.asarray(held[rows, right - 1] * (1 - part) + held[rows, right] * part)
