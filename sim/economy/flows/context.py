"""What lies around an issue when its flows are worked out."""

from dataclasses import dataclass

from sim.core.worlds import Array
from sim.economy.market.tariff_equilibria import TariffEquilibria


@dataclass(frozen=True, eq=False)
class FlowContext:
    """How many worlds there are, and the car market under each level of the car tariff.

    worlds   how many there are
    cars     the market, for the issue that is the tariff on cars; None for all others
    parts    (worlds, levels) what carmakers owe on parts in a year at each level, bn USD; None if none has any
    """

    worlds: int
    cars: TariffEquilibria | None = None
    parts: Array | None = None
