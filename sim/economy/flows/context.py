"""What lies around an issue when its flows are worked out."""

from dataclasses import dataclass

from sim.economy.market.tariff_equilibria import Priced


@dataclass(frozen=True, eq=False)
class Around:
    """How many worlds there are, and the car market under each level of the car tariff."""

    worlds: int
    cars: Priced | None = None
