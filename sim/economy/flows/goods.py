"""Other goods under the reciprocal tariff: who bears the duty, and how far trade recovers.

With cut = (no_deal - rate)/100 on a base of partner's goods, share the part of the duty that exporters
bear, and the import demand elasticity:

    exporters' profit   base * cut * share
    exports, imports    base * cut * elasticity * (1 - share)
    tariff revenue      -collected * base * cut
    consumer surplus    base * cut * (1 - share)

A first-order reading of incidence: no second-order loss, no substitution between goods.

Source: none; assumed.  That sellers and buyers share a duty is textbook tax incidence.
"""

from dataclasses import dataclass

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext


@dataclass(frozen=True, eq=False)
class Goods:
    """Flows of a tariff on a base of goods, in bn USD a year."""

    no_deal: float = parameter("tariff without a deal, from which cuts are counted", "percent")
    base: Worlds = parameter("{b_adj} goods under the tariff", "bn USD a year", low=0)
    exporter_share: Worlds = parameter("share of the duty borne by exporters", "share", low=0, high=1)
    elasticity: Worlds = parameter("import demand elasticity, as a positive number", "ratio", low=0)
    collected: Worlds = parameter("share of the duty's base that still comes in", "share", low=0, high=1)

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        held = (self.base, self.exporter_share, self.elasticity, self.collected)
        base, share, elasticity, collected = columns(held, context.worlds)
        moved = base * (self.no_deal - grid) / 100
        trade = moved * elasticity * (1 - share)
        return {
            "exporters_profit": moved * share,
            "export_value": trade,
            "tariff_revenue": -collected * moved,
            "consumer_surplus": moved * (1 - share),
            "imports": trade,
        }
