"""Flows of a shipbuilding fund: loans, guarantees and direct investment in party A's yards.

For a fund of S bn USD in all:

    party B   (returns - credit_cost - crowding * S) * S     orders and repair work won, less the
                                                            yearly cost of lending and guaranteeing
    party A   (worth - fade * S) * S                          building capacity, worth less as yards,
                                                            docks and workers run short

Source: none; assumed.
"""

from dataclasses import dataclass

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext


@dataclass(frozen=True, eq=False)
class Ships:
    """Flows of a shipbuilding fund, bn USD a year; levels in bn USD in all."""

    returns: Worlds = parameter("what {b_adj} yards earn on {a_adj} work", "bn a year per bn", low=0)
    credit_cost: Worlds = parameter(
        "yearly worth of the loans and guarantees to those who get them", "bn a year per bn", low=0
    )
    crowding: Worlds = parameter("rise of that cost", "bn a year per bn squared", low=0)
    worth: Worlds = parameter("worth to {a} of the first capacity", "bn a year per bn", low=0)
    fade: Worlds = parameter("fall of that worth", "bn a year per bn squared", low=0)

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        held = (self.returns, self.credit_cost, self.crowding, self.worth, self.fade)
        returns, credit, crowding, worth, fade = columns(held, context.worlds)
        return {"fiscal": (returns - credit - crowding * grid) * grid, "capacity": (worth - fade * grid) * grid}
