"""Rule that ties the units written beside what counts as value to the unit in which the scenario counts."""

from collections.abc import Iterator
from typing import Any

from sim.bargaining.sides import SIDES
from sim.scenario.faults import KeyPath
from sim.scenario.party_words import in_value_unit
from sim.scenario.schema.block import ONCE, declaration_of, sourced_quantities, wrong_unit
from sim.scenario.schema.party_names import VALUE_UNIT
from sim.scenario.schema.quantity import SHARE_OF_STAKE
from sim.scenario.schema.tree import field_at, unit_at


def value_units_fit(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """A unit that stands beside a value is `value_unit`, or that without its period where values are summed."""
    unit = parts["value_unit"] or VALUE_UNIT
    for name, part in parts.items():
        held = [] if name in SIDES else [one for one in sourced_quantities(part, (name,)) if one[1].unit is not None]
        for path, quantity, _ in held:
            known, field = unit_at(path), field_at(path)
            right, relative = in_value_unit(known, unit), bool(field and declaration_of(field).get("relative"))
            if ONCE not in known or quantity.unit == right or (relative and quantity.unit == SHARE_OF_STAKE):
                continue
            rule = wrong_unit(quantity, right, relative)
            yield path, rule if unit == VALUE_UNIT else f"{rule}; value_unit is {unit}"
