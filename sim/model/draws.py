"""A scenario drawn: every quantity becomes one number per world, every choice the rule it names.

The luck of a quantity goes by its dotted path, so that changing one quantity leaves every other
draw in place.  A quantity that is a plain number is that number in every world.
"""

from types import SimpleNamespace

import numpy as np

from sim.core.chance import INVERSES, Chance
from sim.core.worlds import Array
from sim.model.draw_plan import DrawStep, step_of
from sim.model.kept_by_scenario import kept_by_scenario
from sim.model.streams import stream_names_of
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import StackedQuantity

Drawn = SimpleNamespace


class Drawer:
    """Draws quantities by their paths, and remembers what it drew."""

    def __init__(self, chance: Chance) -> None:
        self.chance = chance
        self.draws: dict[str, Array] = {}

    def draw(self, path: KeyPath, quantity: Quantity) -> Array:
        """Return a quantity in every world, (worlds,)."""
        if isinstance(quantity, StackedQuantity):
            return self.draw_stacked(path_text(path), quantity)
        return self.draw_shape(path_text(path), quantity.shape, quantity.parameters)

    def draw_stacked(self, name: str, quantity: StackedQuantity) -> Array:
        """Return a quantity that differs between points, (worlds,)."""
        held = quantity.draw_rows(lambda: self.chance.uniform(name))
        return self.draws.setdefault(name, held) if quantity.is_distribution else held

    def draw_shape(self, name: str, shape: str, parameters: tuple[float, ...]) -> Array:
        """Return a quantity of a shape with its parameters, (worlds,)."""
        if shape == "value":
            return np.full(self.chance.worlds, parameters[0])
        drawn = INVERSES[shape](self.chance.uniform(name), *parameters)
        self.draws[name] = self.chance.scale_draws(name, drawn)
        return self.draws[name]


@kept_by_scenario
def plan_of(scenario: Scenario) -> DrawStep:
    """Return how a scenario is drawn."""
    return step_of(scenario, ())


def draw_scenario(scenario: Scenario, chance: Chance) -> tuple[Drawn, dict[str, Array]]:
    """Return the drawn scenario, and each distribution's draws, (worlds,), by dotted path."""
    chance.stream_names = stream_names_of(scenario)
    drawer = Drawer(chance)
    return plan_of(scenario)(drawer), drawer.draws
