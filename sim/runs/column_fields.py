"""The fields of result columns: each with its unit, its meaning and when it is null, as metadata."""

from functools import lru_cache

import pyarrow as pa


def column_field(name: str, column: pa.Array, said: dict[str, tuple[str, str]], null: str) -> pa.Field:
    """Return the field of a column, with what is said of it as metadata; ValueError if nothing explains it."""
    if name not in said:
        raise ValueError(
            f"the column {name} is explained nowhere: give it a unit and a meaning in sim.scenario.columns"
        )
    unit, meaning = said[name]
    return field_of(name, column.type, unit, meaning, null)


@lru_cache(maxsize=4096)
def field_of(name: str, kind: pa.DataType, unit: str, meaning: str, null: str) -> pa.Field:
    """Return a field with its unit, its meaning and when it is null as metadata."""
    return pa.field(name, kind, metadata={"unit": unit, "meaning": meaning, "null": null})
