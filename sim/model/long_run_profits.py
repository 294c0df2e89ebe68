"""What makers would earn in the long run, worked out when somebody first asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sim.core.worlds import Array, Whole
from sim.economy.market.tariff_equilibria import TariffEquilibria, interpolate_at_rate


@dataclass(eq=False)
class LongRunProfits:
    """Changes of makers' profits by the level of the tariff, prices having gone a share of their way, (worlds,).

    places   maker -> places of its lines
    """

    priced: TariffEquilibria
    share: Array
    places: Mapping[str, Whole]

    @cached_property
    def by_level(self) -> dict[str, Array]:
        """Maker -> change of its profit at each level, bn USD a year, (worlds, levels)."""
        gains = self.priced.profits(self.share, list(self.places.values()))
        return dict(zip(self.places, gains, strict=True))


@dataclass(eq=False)
class ExpectedProfits:
    """The same as markets expect it while the parties talk.

    chance, hoped   of a deal, and the rate it is hoped to bring, percent, (worlds,) each
    """

    profits: LongRunProfits
    chance: Array
    hoped: Array

    @cached_property
    def change(self) -> dict[str, Array]:
        """Maker -> expected change of its profit, bn USD a year, (worlds,)."""
        priced, chance = self.profits.priced, self.chance
        return {
            name: np.asarray(
                chance * interpolate_at_rate(100 * priced.levels, gain, self.hoped)
                + (1 - chance) * gain[:, priced.no_deal]
            )
            for name, gain in self.profits.by_level.items()
        }
