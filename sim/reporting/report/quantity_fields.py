"""What the schema says of a quantity of a scenario: its unit, and what it is."""

from typing import Any

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from sim.scenario.schema.block import declaration_of

PathSteps = tuple[str | int, ...]


def unit_of(scenario: BaseModel, path: PathSteps) -> str:
    """Return the unit of the quantity at a path: that of the last field on the way to it."""
    field = field_on(scenario, path)
    return "" if field is None else str(declaration_of(field).get("unit", ""))


def meaning_of(scenario: BaseModel, path: PathSteps) -> str:
    """Return what the quantity at a path is, as its field says."""
    field = field_on(scenario, path)
    return "" if field is None else field.description or ""


def field_on(scenario: BaseModel, path: PathSteps) -> FieldInfo | None:
    """Return the last field on the way to a path; None of a party's block."""
    held: Any = scenario
    found = None
    for step in path:
        if isinstance(held, BaseModel):
            found = type(held).model_fields.get(str(step))
            held = getattr(held, str(step))
        else:
            held = held[step]
    return found
