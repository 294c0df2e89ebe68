"""What the schema says of a quantity of a scenario: its unit."""

from typing import Any

from pydantic import BaseModel

from sim.scenario.schema.block import declaration_of
from sim.scenario.schema.tree import unit_by_party

PathSteps = tuple[str | int, ...]


def unit_of(scenario: BaseModel, path: PathSteps) -> str:
    """Return the unit of the quantity at a path: that of the last field on the way to it."""
    held: Any = scenario
    found = ""
    for step in path:
        if isinstance(held, BaseModel):
            field = type(held).model_fields.get(str(step))  # None of what stands by party
            found = unit_by_party(type(held)) if field is None else str(declaration_of(field).get("unit", ""))
            held = getattr(held, str(step))
        else:
            held = held[step]
    return found
