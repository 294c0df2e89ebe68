"""What markets expect carmakers to earn in the long run, at today's tariff and after the talks."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from sim.core.worlds import Array, Whole, differ
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
        gains, (chance, hoped) = self.gains, self.hope
        if self.hoped_for is None and self.priced is not None:
            rates, kept = 100 * self.priced.levels, self.priced.no_deal
            self.hoped_for = [
                chance * interpolate_at_rate(rates, gain, hoped) + (1 - chance) * gain[:, kept] for gain in gains
            ]
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
            yearly = np.stack([part.yearly_profit[few] for part in self.drawn.carmakers.values()])
            hoped = np.stack([held[few] for held in self.expected])
            self.asked, self.told = asked, (now, hoped, yearly * 1000 / exchange_rate[few])
        return self.told
