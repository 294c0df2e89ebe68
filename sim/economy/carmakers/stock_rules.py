"""How carmakers' stocks are kept count of: the rules a scenario may name under `industry.stock`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.core.parameters import parameter
from sim.core.worlds import Worlds


@dataclass(frozen=True, eq=False)
class UntaxedOnly:
    """Cars landed before the tariff are sold first and never replaced; duty is owed and expensed on the day of sale.

    Source: none; assumed.
    """


@dataclass(frozen=True, eq=False)
class Lots:
    """Stocks at sea, of the makers by lot, and of dealers, rebuilt to a target; duty is expensed first in, first out.

    Retail sales are those of the market, times `sales_level` on the first day and growing by `sales_trend` a year.

    Source: see sim.economy.carmakers.supply_chain and lots; figures assumed.
    """

    target_days: Worlds = parameter("stock of all cars that is aimed for", "days", low=0)
    rebuild_days: Worlds = parameter("time in which all but 1/e of a gap to it is closed", "days", low=0, strict=True)
    sea_days: Worlds = parameter("mean time from port to port", "days", low=0, strict=True)
    sales_level: Worlds = parameter(
        "all sales on the first day over those of the known year", "ratio", default=1.0, low=0, strict=True
    )
    sales_trend: Worlds = parameter("growth of all sales from then on", "share a year", default=0.0, low=-1)


STOCK: dict[str, Callable[..., Any]] = {"untaxed_only": UntaxedOnly, "lots": Lots}
