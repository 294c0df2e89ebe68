"""Flows of the car tariff, from a table made once with the market model of the sector.

The table holds each component at given pass-through shares (how far prices have moved from where
they were toward their new equilibrium), at given tariffs on other countries' cars, and at given
Korean tariffs.  It is linear in all three and not extended.  Parts ride on the same tariff: each
point cut is worth `parts` to exporters and costs U.S. revenue as much.
"""

from dataclasses import dataclass

import numpy as np

from sim.economy.table import between
from sim.parameters import parameter
from sim.worlds import Array, Worlds


def weights_between(values: Array, knots: Array) -> Array:
    """Return how much each knot counts for each value, (worlds, knots); ends hold beyond."""
    at = np.clip(values, knots[0], knots[-1])
    units = np.eye(len(knots))
    return np.stack([np.interp(at, knots, unit) for unit in units], axis=1)


@dataclass(frozen=True, eq=False)
class CarTable:
    """Flows by pass-through, by others' tariff and by Korea's, in bn USD a year."""

    no_deal: float = parameter("tariff without a deal, from which cuts are counted", "percent")
    pass_through: Worlds = parameter("share of the way to equilibrium prices", "share", low=0, high=1)
    parts: Worlds = parameter("value of a point cut on parts", "bn USD a year a point", low=0)
    at_pass_through: list[float] = parameter("pass-through shares of the table, rising", "share")
    at_others: list[float] = parameter("others' tariffs of the table, rising", "percent")
    at_rates: list[float] = parameter("Korean tariffs of the table", "percent")
    components: dict[str, list[list[list[float]]]] = parameter(
        "flow by pass-through, others' tariff and Korean tariff", "bn USD a year"
    )

    def __post_init__(self) -> None:
        missing = {"exporters_profit", "tariff_revenue"} - set(self.components)
        if missing:
            raise ValueError(f"needs the components exporters_profit and tariff_revenue; missing {sorted(missing)}")
        for name in ("at_pass_through", "at_others"):
            if sorted(set(getattr(self, name))) != list(getattr(self, name)):
                raise ValueError(f"{name} must rise; found {getattr(self, name)}")

    def __call__(self, grid: Array, others: Array) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels), others paying `others` percent."""
        price = np.broadcast_to(self.pass_through, others.shape)
        by_price = weights_between(price, np.array(self.at_pass_through))
        by_others = weights_between(others, np.array(self.at_others))
        flows = {}
        for component, cells in self.components.items():
            known = np.einsum("wp,wo,pol->wl", by_price, by_others, np.array(cells))
            flows[component] = between(grid, np.array(self.at_rates), known)
        parts = np.broadcast_to(self.parts, others.shape)[:, None] * (self.no_deal - grid)
        flows["exporters_profit"] = flows["exporters_profit"] + parts
        flows["tariff_revenue"] = flows["tariff_revenue"] - parts
        return flows
