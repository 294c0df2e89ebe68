"""What markets expect carmakers to earn in the long run, at today's tariff and after the talks."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Flags, Whole, differ, worlds_where
from sim.economy.carmakers.day import CarmakerLines, long_run_pass_through
from sim.economy.market.tariff_equilibria import TariffEquilibria, interpolate_at_rate


class ExpectedProfits:
    """Changes of all makers' yearly profits against a year without new tariffs, bn USD.

    drawn     the figures of the worlds
    lines     each maker's
    """

    def __init__(self, drawn: Any, lines: Sequence[CarmakerLines]) -> None:
        self.drawn, self.lines = drawn, lines
        self.priced: TariffEquilibria | None = None
        self.share: Array
        self.hope: tuple[Array, Array]  # chance of a deal, and the rate it is hoped to bring, percent
        self.by_level: Sequence[Array] | None = None
        self.hoped_for: list[Array] | None = None
        self.asked: tuple[Any, ...] = (None,) * 5  # what `told` is of
        self.told: tuple[Array, Array, Array]
        self.told_once: tuple[TariffEquilibria, Flags] | None = None  # whose levels in force, where the parties talked

    def update(self, priced: TariffEquilibria, hoped: Array) -> None:
        """Take note of the market at each level and of the hoped rate, percent, (worlds,)."""
        shared = self.drawn.industry
        if priced is not self.priced:
            self.share = long_run_pass_through(shared.tau, shared.discount)
            self.priced, self.by_level = priced, None
        self.hope, self.hoped_for = (shared.deal_chance, hoped), None

    @property
    def gains(self) -> Sequence[Array]:
        """Of each maker, change of its profit at each level, in the long run, (worlds, levels), when asked for."""
        if self.priced is None:
            raise ValueError("nothing is known yet of long-run profits")
        if self.by_level is None:
            self.by_level = self.priced.profits(self.share, [maker.places for maker in self.lines])
        return self.by_level

    @property
    def expected(self) -> list[Array]:
        """Of each maker, the same as markets expect it while the parties talk, (worlds,); when first asked for."""
        gains = self.gains
        if self.hoped_for is None and self.priced is not None:
            self.hoped_for = expect_deal(self.priced, gains, *self.hope)
        return self.hoped_for or []

    def at_level(self, level: Whole, worlds: int | None) -> tuple[Array, Array, Array]:
        """Return changes of profit at levels, (worlds,), and as expected, and yearly profits, (makers, worlds) each.

        Of the first `worlds` or of all; what has been told last is told again while nothing that it depends on moves.
        """
        exchange_rate = self.drawn.industry.exchange_rate
        asked, few = (worlds, level, self.gains, self.expected, exchange_rate), slice(worlds)
        if differ(asked, self.asked):
            every = np.arange(len(level[few]))
            now = np.stack([gain[every, level[few]] for gain in self.gains])
            hoped = np.stack([held[few] for held in self.expected])
            self.asked, self.told = asked, (now, hoped, self.yearly_profits(worlds))
        return self.told

    def now_and_later(self, level: Whole, talking: Flags, worlds: int | None) -> tuple[Array, Array, Array]:
        """Return changes of profit now, and later, as expected where the parties talk, and yearly profits.

        All (makers, worlds), of the first `worlds` or of all.  Who asks for all once, as at the end of a run, is told
        by the levels in force alone; who asks on another day too, by every level.
        """
        once = self.told_once is None or self.told_once[0] is not self.priced or self.told_once[1] is talking
        if worlds is None and once and self.by_level is None and self.priced is not None:
            self.told_once = self.priced, talking
            return self.at_own_levels(self.priced, level, talking)
        now, hoped, yearly = self.at_level(level, worlds)
        return now, np.where(talking[:worlds], hoped, now), yearly

    def at_own_levels(self, priced: TariffEquilibria, level: Whole, talking: Flags) -> tuple[Array, Array, Array]:
        """Return what `now_and_later` does of all worlds; of those that do not talk, from one level of each."""
        asked = (level, talking, priced, self.hope, self.drawn.industry.exchange_rate)
        if differ(asked, self.asked):
            owners, rows = [maker.places for maker in self.lines], worlds_where(talking)
            now = priced.profits_at(level, self.share, owners)
            later, some = now.copy(), priced.only(rows)
            if len(rows):
                gains = some.profits(self.share[rows], owners)
                later[:, rows] = expect_deal(some, gains, *(held[rows] for held in self.hope))
            self.asked, self.told = asked, (now, later, self.yearly_profits(None))
        return self.told

    def yearly_profits(self, worlds: int | None) -> Array:
        """Return usual profits of a year, mn USD, of the first `worlds` or of all, (makers, worlds)."""
        yearly = np.stack([part.yearly_profit[:worlds] for part in self.drawn.carmakers.values()])
        return np.asarray(yearly * 1000 / self.drawn.industry.exchange_rate[:worlds])


def expect_deal(priced: TariffEquilibria, gains: Sequence[Array], chance: Array, hoped: Array) -> list[Array]:
    """Return changes of profit as expected, (worlds,) each, given those at each level, (worlds, levels) each.

    chance   of a deal, (worlds,); hoped, the rate it is hoped to bring, percent, (worlds,)
    """
    rates, kept = 100 * priced.levels, priced.no_deal
    return [chance * interpolate_at_rate(rates, gain, hoped) + (1 - chance) * gain[:, kept] for gain in gains]
