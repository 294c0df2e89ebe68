"""A scenario drawn: every quantity becomes one number per world, every choice the rule it names.

The luck of a quantity goes by its dotted path, so that changing one quantity leaves every other
draw in place.  A quantity that is a plain number is that number in every world.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from sim.core.chance import INVERSES, Chance
from sim.core.worlds import Array
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.schema.block import Block
from sim.scenario.schema.choice import Choice, make_rule
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
        name = path_text(path)
        if isinstance(quantity, StackedQuantity):
            held = quantity.draw_rows(lambda: self.chance.uniform(name))
            return self.draws.setdefault(name, held) if quantity.is_distribution else held
        if quantity.shape == "value":
            return np.full(self.chance.worlds, quantity.parameters[0])
        drawn = INVERSES[quantity.shape](self.chance.uniform(name), *quantity.parameters)
        self.draws[name] = self.chance.scale_draws(name, drawn)
        return self.draws[name]

    def draw_part(self, held: Any, path: KeyPath) -> Any:
        """Return any part of a scenario, drawn."""
        if isinstance(held, Quantity):
            return self.draw(path, held)
        if isinstance(held, Choice):
            return make_rule(held, path, self.draw)
        if isinstance(held, Block):
            return Drawn(**{k: self.draw_part(getattr(held, k), (*path, k)) for k in type(held).model_fields})
        if isinstance(held, dict):
            return {k: self.draw_part(v, (*path, k)) for k, v in held.items()}
        if isinstance(held, list):
            return [self.draw_part(v, (*path, k)) for k, v in enumerate(held)]
        return held


def draw_scenario(scenario: Scenario, chance: Chance) -> tuple[Drawn, dict[str, Array]]:
    """Return the drawn scenario, and each distribution's draws, (worlds,), by dotted path."""
    drawer = Drawer(chance)
    return drawer.draw_part(scenario, ()), drawer.draws
