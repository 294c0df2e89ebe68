"""What is said of the columns of factors, in a design and in the rows of a sweep: unit, meaning and null rule."""

from collections.abc import Collection
from functools import lru_cache

import pyarrow as pa

from sim.scenario.party_words import PartyWords, words_of_schema
from sim.scenario.schema.sweep import SCENARIO
from sim.scenario.schema.tree import unit_of_factor

OWN_VALUE = "where the scenario's own value stands"
POINT = {"unit": "", "meaning": "number of the point, from 0", "null": "never"}


def describe_factors(schema: pa.Schema, factors: Collection[str]) -> pa.Schema:
    """Return a schema in which the columns of some factors, and the point's number, say what they are."""
    words = words_of_schema(schema)
    return pa.schema(
        [describe_field(field, field.name in factors, words) for field in schema], metadata=schema.metadata
    )


def describe_field(field: pa.Field, is_factor: bool, words: PartyWords) -> pa.Field:
    """Return a column that says what it is, if it is a factor's or the point's number; any other as it is."""
    if is_factor:
        said = factor_words(field.name)
        return field.with_metadata({**said, "unit": words.text(said["unit"])})
    return field.with_metadata(POINT) if field.name == "point" else field


@lru_cache(maxsize=1024)
def factor_words(path: str) -> dict[str, str]:
    """Return unit, meaning and null rule of a factor, by its dotted path."""
    unit = "" if path == SCENARIO else unit_of_factor(path)
    return {"unit": unit, "meaning": "factor of the sweep: what was set at the point", "null": OWN_VALUE}
