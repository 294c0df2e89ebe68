"""The market solved at each level of the tariff on Korean cars, given what others pay."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sim.economy.market import Market, Year
from sim.worlds import Array, Whole, added

KOREA = "KR"  # region on whose cars the tariff is negotiated


@dataclass(frozen=True, eq=False)
class Priced:
    """Equilibrium price rises under every level of a tariff; rates are shares of customs value.

    levels   (levels,)                 tariff on Korean cars
    foreign  (worlds, lines)           rates of all other cars; what stands at Korean lines is not read
    goals    (levels, worlds, lines)   rise of prices in equilibrium, thousand USD
    first    (worlds, lines)           the same with the tariff of no deal, before any partner had a deal
    """

    market: Market
    levels: Array
    no_deal: int  # place of the level without a deal
    foreign: Array
    goals: Array
    first_foreign: Array
    first: Array

    def rates(self, level: float | Array, foreign: Array | None = None) -> Array:
        """Return every line's rate, (worlds, lines), at a Korean rate: a number or (worlds, 1)."""
        others = self.foreign if foreign is None else foreign
        return np.where(self.market.fleet.built_in(KOREA), level, others)

    def year(self, place: int, pass_through: Array) -> Year:
        """Return the year at a level, prices having gone `pass_through` (worlds,) of their way."""
        return self.market.year(pass_through[:, None] * self.goals[place], self.rates(self.levels[place]))

    def first_year(self, pass_through: Array) -> Year:
        """Return the year without a deal, before any partner had one."""
        rates = self.rates(self.levels[self.no_deal], self.first_foreign)
        return self.market.year(pass_through[:, None] * self.first, rates)

    def profits(self, pass_through: Array, owners: Sequence[Whole]) -> list[Array]:
        """Return each owner's profit at each level over that of the known year, bn USD a year, (worlds, levels).

        owners: the places of each one's lines.
        """
        usual = self.market.before().profit
        told = [self.year(place, pass_through).profit - usual for place in range(len(self.levels))]
        return [np.stack([added(gain[:, lines]) for gain in told], axis=1) for lines in owners]

    def only(self, rows: Whole) -> "Priced":
        """Return some of the worlds."""
        return replace(
            self,
            market=self.market.only(rows),
            foreign=self.foreign[rows],
            goals=self.goals[:, rows],
            first_foreign=self.first_foreign[rows],
            first=self.first[rows],
        )

    def moved(self, rows: Whole, foreign: Array) -> "Priced":
        """Return the market with other rates of others, (rows, lines), in some worlds."""
        part = self.only(rows)
        solved = goals(part.market, self.levels, foreign)
        every, all_goals = self.foreign.copy(), self.goals.copy()
        every[rows], all_goals[:, rows] = foreign, solved
        return replace(self, foreign=every, goals=all_goals)


def goals(market: Market, levels: Array, foreign: Array) -> Array:
    """Return equilibrium price rises at each level, (levels, worlds, lines), each begun from the one before."""
    found, near = [], None
    korean = market.fleet.built_in(KOREA)
    for level in levels:
        rise, near = market.goal(np.where(korean, level, foreign), near)
        found.append(rise)
    return np.stack(found)


def priced(market: Market, levels: Array, no_deal: int, foreign: Array) -> Priced:
    """Return the market at each level, before any partner has a deal."""
    solved = goals(market, levels, foreign)
    return Priced(market, levels, no_deal, foreign, solved, foreign, solved[no_deal])


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
