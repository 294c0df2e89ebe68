"""Flows of a promise of money that needs no model of its own, such as a share of defence costs.

It is a parabola in the amount x, cheap at first and dear (or worth less) as it grows:

    cost to party B    -(cost * x + cost_rise * x^2)
    worth to party A  gain * x - gain_fall * x^2

`scale` turns the unit of the level into bn USD, and `stiffness` multiplies the whole cost.  A
negative `cost` is a gain to party B.

Source: none; assumed.
"""

from dataclasses import dataclass

from sim.core.parameters import parameter
from sim.core.worlds import Array, Worlds, columns
from sim.economy.flows.context import FlowContext


@dataclass(frozen=True, eq=False)
class Pledge:
    """A cost component for {b} and a gain component for {a}, in bn USD a year."""

    cost_component: str = parameter("component that holds {b}'s cost")
    gain_component: str = parameter("component that holds the worth to {a}")
    cost: Worlds = parameter("cost to {b} of the first unit", "bn a year per bn")
    cost_rise: Worlds = parameter("rise of that cost", "bn a year per bn squared", low=0)
    gain: Worlds = parameter("worth to {a} of the first unit", "bn a year per bn", low=0)
    gain_fall: Worlds = parameter("fall of that worth", "bn a year per bn squared", low=0)
    scale: Worlds = parameter(
        "amount in bn USD per unit of the level", "bn USD per unit", low=0, strict=True, default=1.0
    )
    stiffness: Worlds = parameter("factor on the whole cost", "ratio", low=0, default=1.0)

    def __post_init__(self) -> None:
        if self.cost_component == self.gain_component:
            raise ValueError(f"cost and gain must be two components; found {self.cost_component} for both")

    def __call__(self, grid: Array, context: FlowContext) -> dict[str, Array]:
        """Return the flow of each component, (worlds, levels)."""
        held = (self.cost, self.cost_rise, self.gain, self.gain_fall, self.scale, self.stiffness)
        cost, rise, gain, fall, scale, stiffness = columns(held, context.worlds)
        x = scale * grid
        return {
            self.cost_component: -stiffness * (cost * x + rise * x * x),
            self.gain_component: gain * x - fall * x * x,
        }
