"""How a scenario is drawn, part by part: found out once, as it is the same in every chunk and run."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any, Protocol

from sim.core.worlds import Array
from sim.scenario.faults import KeyPath, path_text
from sim.scenario.schema.block import Block, names_in
from sim.scenario.schema.choice import Choice, rule_of
from sim.scenario.schema.quantity import Quantity
from sim.scenario.schema.scenario import Scenario
from sim.scenario.schema.stacked_quantity import StackedQuantity


class QuantityDrawer(Protocol):
    """What draws quantities by their names, (worlds,) each; see `sim.model.draws.Drawer`."""

    def draw_stacked(self, name: str, quantity: StackedQuantity) -> Array:
        """Return a quantity that differs between points."""

    def draw_shape(self, name: str, shape: str, parameters: tuple[float, ...]) -> Array:
        """Return a quantity of a shape with its parameters."""


DrawStep = Callable[[QuantityDrawer], Any]  # draws a part of a scenario


def step_of(held: Any, path: KeyPath) -> DrawStep:
    """Return what draws a part of a scenario that is a block, a mapping, a list, a rule or a quantity."""
    found = optional_step(held, path, in_rule=False)
    return found or (lambda drawer: held)


def optional_step(held: Any, path: KeyPath, in_rule: bool) -> DrawStep | None:
    """Return what draws a part; None where it stays as it is, as a block among the parameters of a rule does."""
    if isinstance(held, Quantity):
        return quantity_step(held, path_text(path))
    if isinstance(held, Choice):
        rule, stated = rule_of(held)
        return step_of_parts(stated, (*path, held.name), True, lambda parts: rule(**parts))
    if isinstance(held, Block) and not in_rule:
        fields = {name: getattr(held, name) for name in names_in(held)}
        return step_of_parts(fields, path, False, namespace_of(held))
    if isinstance(held, dict):
        return step_of_parts(held, path, in_rule, lambda parts: parts)
    if isinstance(held, list):
        return step_of_parts(dict(enumerate(held)), path, in_rule, lambda parts: list(parts.values()))
    return None


def namespace_of(block: Block) -> Callable[[dict[str, Any]], SimpleNamespace]:
    """Return what makes a drawn block of its drawn parts; in a scenario the parties stand by their sides, too."""
    if not isinstance(block, Scenario):
        return lambda parts: SimpleNamespace(**parts)
    first, second = block.keys
    return lambda parts: SimpleNamespace(**parts, party_a=parts[first], party_b=parts[second])


def quantity_step(quantity: Quantity, name: str) -> DrawStep:
    """Return what draws a quantity."""
    if isinstance(quantity, StackedQuantity):
        return lambda drawer: drawer.draw_stacked(name, quantity)
    shape, parameters = quantity.shape, quantity.parameters
    return lambda drawer: drawer.draw_shape(name, shape, parameters)


def step_of_parts(
    held: Mapping[Any, Any], path: KeyPath, in_rule: bool, make: Callable[[dict[Any, Any]], Any]
) -> DrawStep:
    """Return what draws parts by their keys, and makes one of them; those that stay as they are, are taken over."""
    plain = dict(held)
    steps = [(key, optional_step(part, (*path, key), in_rule)) for key, part in held.items()]
    drawn = [(key, step) for key, step in steps if step is not None]

    def draw(drawer: QuantityDrawer) -> Any:
        parts = plain.copy()
        for key, step in drawn:
            parts[key] = step(drawer)
        return make(parts)

    return draw
