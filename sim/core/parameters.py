"""How a rule declares its parameters: a dataclass field with unit, meaning and bounds.

The scenario schema, the JSON Schema and the reference pages are made from these declarations, so
a rule is described once, in its own file.  A field of type `Worlds` may be a number or a
distribution in a scenario; any other type is read as it stands.
"""

from dataclasses import MISSING, dataclass, field
from typing import Any


@dataclass(frozen=True)
class ParameterDeclaration:
    """What a parameter means, and the bounds of its value (None: none)."""

    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    strict: bool = False  # True: `low` itself is not allowed
    relative: bool = False  # True: it may be stated as a share of the stake as well


def parameter(meaning: str, unit: str = "", *, default: Any = MISSING, **bounds: Any) -> Any:
    """Return a dataclass field that carries its declaration."""
    declared = {"declared": ParameterDeclaration(meaning, unit, **bounds)}
    return field(metadata=declared) if default is MISSING else field(default=default, metadata=declared)
