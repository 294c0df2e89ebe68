"""Rule that ties the units written beside the carmakers' money to the currency in which they count."""

from collections.abc import Iterator
from typing import Any

from sim.core.currency import TOKEN
from sim.scenario.faults import KeyPath
from sim.scenario.schema.block import Block, declaration_of
from sim.scenario.schema.quantity import Quantity


def currency_fits(parts: dict[str, Any]) -> Iterator[tuple[KeyPath, str]]:
    """A unit that stands beside money of the carmakers names `industry.currency`."""
    industry = parts["industry"]
    if industry is None:
        return
    held: list[tuple[KeyPath, Block]] = [(("industry",), industry), (("industry", "support"), industry.support)]
    held += [(("carmakers", name), maker) for name, maker in (parts["carmakers"] or {}).items()]
    for path, block in held:
        for name, field in type(block).model_fields.items():
            value, unit = getattr(block, name), str(declaration_of(field).get("unit", ""))
            right = unit.replace(TOKEN, industry.currency)
            if TOKEN in unit and isinstance(value, Quantity) and value.unit not in (None, right):
                rule = f"wrong unit: must be {right}, as industry.currency is {industry.currency}; found {value.unit}"
                yield (*path, name), f"{rule}. Convert the figure, or state the other currency there"
