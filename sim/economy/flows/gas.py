"""Flows of a promise by party B to buy gas: price spread, contracts displaced, exporters' margin.

For x million tonnes a year beyond what is bought now, at 52 MMBtu a tonne:

    cost to party B   -(spread * x + displacement * x^2 / (2 slots)) * 52/1000
    margin to party A  (margin * x - margin_fall * x^2 / 2) * 52/1000

The first tonnes fill slots of contracts that have ended, and cost the price spread alone; the more
is bought, the better the contract that has to make room: the loss on it rises to `displacement`
where all `slots` are filled, and beyond at the same slope.  First-order: no effect on world prices.

Source: none; assumed.
"""

from dataclasses import dataclass

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext

MMBTU_PER_TONNE = 52.0  # MMBtu in a tonne of liquefied gas: bn USD a million tonnes = USD/MMBtu * HEAT / 1000


@dataclass(frozen=True, eq=False)
class Gas:
    """Flows of gas purchases, bn USD a year; levels in million tonnes a year."""

    spread: Worlds = parameter("{a_adj} gas delivered less what it replaces", "USD/MMBtu")
    displacement: Worlds = parameter(
        "loss on the contract that makes room where all slots are filled", "USD/MMBtu", low=0
    )
    slots: Worlds = parameter("contracts that have ended or end soon", "million tonnes a year", low=0, strict=True)
    margin: Worlds = parameter("{a_adj} exporters' margin on the first tonne", "USD/MMBtu", low=0)
    margin_fall: Worlds = parameter("fall of that margin", "USD/MMBtu per million tonnes", low=0)

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        held = (self.spread, self.displacement, self.slots, self.margin, self.margin_fall)
        spread, displacement, slots, margin, fall = columns(held, context.worlds)
        per_tonne = MMBTU_PER_TONNE / 1000
        return {
            "gas_cost": -per_tonne * (spread * grid + displacement * grid**2 / (2 * slots)),
            "export_margin": per_tonne * (margin * grid - fall * grid**2 / 2),
        }
