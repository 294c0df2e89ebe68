"""What is said of the columns of factors, in a design and in the rows of a sweep: unit, meaning and null rule."""

from collections.abc import Collection
from functools import lru_cache

import pyarrow as pa

from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.schema.tree import unit_of_factor

OWN_VALUE = "where the scenario's own value stands"
POINT = {"unit": "", "meaning": "number of the point, from 0", "null": "never"}


def describe_factors(schema: pa.Schema, factors: Collection[str]) -> pa.Schema:
    """Return a schema in which the columns of some factors, and the point's number, say what they are."""
    return pa.schema([describe_field(field, field.name in factors) for field in schema], metadata=schema.metadata)


def describe_field(field: pa.Field, is_factor: bool) -> pa.Field:
    """Return a column that says what it is, if it is a factor's or the point's number; any other as it is."""
    if is_factor:
        return field.with_metadata(factor_words(field.name))
    return field.with_metadata(POINT) if field.name == "point" else field


@lru_cache(maxsize=1024)
def factor_words(path: str) -> dict[str, str]:
    """Return unit, meaning and null rule of a factor, by its dotted path."""
    unit = "" if path == SCENARIO else unit_of_factor(path)
    return {"unit": unit, "meaning": "factor of the sweep: what was set at the point", "null": OWN_VALUE}
