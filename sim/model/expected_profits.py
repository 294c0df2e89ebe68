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
    gains     of each maker, change of its profit at each level, in the long run, (worlds, levels)
    expected  of each maker, the same as markets expect it while the parties talk, (worlds,)
    """

    def __init__(self, drawn: Any, lines: Sequence[CarmakerLines]) -> None:
        self.drawn, self.lines = drawn, lines
        self.priced: TariffEquilibria | None = None
        self.gains: Sequence[Array] = []
        self.expected: list[Array] = []
        self.asked: tuple[Any, ...] = (None,) * 5  # what `told` is of
        self.told: tuple[Array, Array, Array]

    def update(self, priced: TariffEquilibria, hoped: Array) -> None:
        """Work out gains at each level and at the hoped rate, percent, (worlds,)."""
        shared = self.drawn.industry
        if priced is not self.priced:
            share = long_run_pass_through(shared.tau, shared.discount)
            self.gains, self.priced = priced.profits(share, [maker.places for maker in self.lines]), priced
        chance = shared.deal_chance
        self.expected = [
            chance * interpolate_at_rate(100 * priced.levels, gain, hoped) + (1 - chance) * gain[:, priced.no_deal]
            for gain in self.gains
        ]

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
