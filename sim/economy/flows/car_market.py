"""Flows of the tariff on partner's cars, from the market of all cars.

Prices have gone `pass_through` of their way to equilibrium.  Against no deal on the first day, when
nobody had a deal:

    exporters_profit   profit of the exporting firms on all their cars
    export_value       customs value of partner-built cars

so that a partner's lower tariff is a loss to party B at every level, by way of demand.  Against no deal
at what the others pay today, as what they were given is not this deal's doing:

    tariff_revenue, consumer_surplus, domestic_profit, imports (customs value of all imported cars)

Parts ride on the same tariff: each point cut is worth `parts` to exporters and costs party A's revenue
as much.  Without such a figure it is what the carmakers of the scenario owe on parts at each level (see
sim.economy.carmakers.parts), so that payoffs and accounts have one.

Source: none; assumed.  The market itself has its sources in sim.economy.market.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext
from sim.economy.market.market import Market, Pricing, year_in_sums
from sim.economy.market.tariff_equilibria import TariffEquilibria

OF_PARTNER = ("exporters_profit", "export_value")
PROFITS, VALUES = ("exporters_profit", "domestic_profit"), ("export_value", "imports")
SUMS = (*PROFITS, *VALUES, "tariff_revenue", "consumer_surplus")  # in the order of `year_in_sums`
COMPONENTS = (*OF_PARTNER, "tariff_revenue", "consumer_surplus", "domestic_profit", "imports")


@dataclass(frozen=True, eq=False)
class CarMarket:
    """Flows of the car tariff, from the scenario's `market`, in bn USD a year."""

    pass_through: Worlds = parameter("share of the way to equilibrium prices", "share", low=0, high=1)
    parts: Worlds | None = parameter(
        "value of a point cut on parts; left out, what the carmakers' own parts owe", "bn USD a year a point", low=0
    )
    exporters: list[str] = parameter("firms whose profit counts as the exporters'")
    domestic: list[str] = parameter("firms whose profit counts as domestic to {a}")

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels); ValueError without a market, or for an unknown firm."""
        cars = context.cars
        if cars is None:
            raise ValueError("needs the issue that industry.tariff names: only its levels go through the market")
        self.check_firms(cars.market)
        share = np.broadcast_to(np.asarray(self.pass_through, dtype=float), context.worlds)
        by_level = self.component_values(cars.market, [cars.pricing(place, share) for place in range(len(grid))])
        now = first = by_level[cars.no_deal]
        if cars.foreign is not cars.first_foreign:  # a partner has a deal
            (first,) = self.component_values(cars.market, [cars.first_pricing(share)])
        flows = {
            name: np.stack([level[name] - (first if name in OF_PARTNER else now)[name] for level in by_level], axis=1)
            for name in now
        }
        parts = self.parts_saved(grid, context, cars)
        flows["exporters_profit"] = flows["exporters_profit"] + parts
        flows["tariff_revenue"] = flows["tariff_revenue"] - parts
        return flows

    def parts_saved(self, grid: Array, context: FlowContext, cars: TariffEquilibria) -> Array:
        """Return what each level saves on parts against no deal, bn USD a year, (worlds, levels)."""
        if self.parts is None:
            owed = context.parts
            return np.zeros((context.worlds, len(grid))) if owed is None else owed[:, [cars.no_deal]] - owed
        (each,) = columns((self.parts,), context.worlds)
        return np.asarray(each * (100 * cars.levels[cars.no_deal] - grid))

    def check_firms(self, market: Market) -> None:
        """Raise ValueError for firms that the market does not know."""
        unknown = [firm for firm in (*self.exporters, *self.domestic) if firm not in market.products.firm]
        if unknown:
            known = ", ".join(dict.fromkeys(market.products.firm))
            raise ValueError(f"no cars are priced by {unknown[0]}. Known: {known}")

    def component_values(self, market: Market, pricings: Sequence[Pricing]) -> list[dict[str, Array]]:
        """Return what years bring by component, (worlds,) each."""
        fleet = market.products
        profit_of = (fleet.of_firms(*self.exporters), fleet.of_firms(*self.domestic))
        value_of = (fleet.partner_built, ~fleet.home_built)
        found = [year_in_sums(market, pricing, profit_of, value_of) for pricing in pricings]
        named = [dict(zip(SUMS, sums, strict=True)) for sums in found]
        return [{name: sums[name] for name in COMPONENTS} for sums in named]
