"""Columns that speak of one of the two parties: in code by its side, in tables and files by its key.

    party_a_value   as code names it
    us_value        the same where the first party's key is `us`

A table says in its metadata which keys it has; one that says nothing has those of the first scenario.
"""

import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # names alone need no tables
    import pyarrow as pa

from sim.core.stream_names import usual_names

METADATA = b"parties"
SIDE_IN_NAME = re.compile(r"(?<![A-Za-z0-9])party_([ab])(?![A-Za-z0-9])")

Keys = Sequence[str]  # of the two parties


def parties_metadata(parties: Mapping[str, Any]) -> dict[bytes, bytes]:
    """Return what a table says in its metadata of the parties: keys, and the words for each as plain data."""
    return {METADATA: json.dumps(parties).encode()}


def parties_of_schema(schema: Any) -> dict[str, Any] | None:
    """Return the keys of the parties whose columns are in a schema, with words for each; None where it says nothing."""
    held = (schema.metadata or {}).get(METADATA)
    return None if held is None else parties_said(held)


@lru_cache(maxsize=64)
def parties_said(held: bytes) -> dict[str, Any]:
    """Return what is said of the parties in metadata."""
    found: dict[str, Any] = json.loads(held)
    return found


def keys_of_table(table: Any) -> tuple[str, str]:
    """Return the keys of the parties whose columns a table or the rows of a file have."""
    first, second = parties_of_schema(table.schema) or usual_names()["parties"]
    return first, second


def name_by_key(name: str, keys: Keys) -> str:
    """Return a name in which the parties stand by their keys: us_value for party_a_value."""
    return SIDE_IN_NAME.sub(lambda found: keys["ab".index(found[1])], name)


def name_by_side(name: str, keys: Keys) -> str:
    """Return a name in which the parties stand by their sides: party_a_value for us_value."""
    for side, key in zip("ab", keys, strict=True):
        name = re.sub(rf"(?<![A-Za-z0-9]){re.escape(key)}(?![A-Za-z0-9])", f"party_{side}", name)
    return name


def column_by_side(name: str, keys: Keys) -> str:
    """Return the name in code of a column that begins with a party's key; that of a maker may hold one further on."""
    for side, key in zip("ab", keys, strict=True):
        if name.startswith(f"{key}_"):
            return f"party_{side}{name.removeprefix(key)}"
    return name


def with_party_keys(table: "pa.Table", parties: Mapping[str, Any]) -> "pa.Table":
    """Return a table whose columns name the parties by their keys, and say so."""
    named = table.rename_columns([name_by_key(name, list(parties)) for name in table.column_names])
    return named.replace_schema_metadata({**(table.schema.metadata or {}), **parties_metadata(parties)})


def column_of(table: Any, name: str) -> Any:
    """Return a column of a table, or of the rows of a file, by its name in code; KeyError if there is none."""
    return table.column(name_by_key(name, keys_of_table(table)))


def has_column(table: Any, name: str) -> bool:
    """Return whether a table has a column, by its name in code."""
    return name_by_key(name, keys_of_table(table)) in table.schema.names


def data_by_key(held: Any, keys: Keys) -> Any:
    """Return plain data in whose keys the parties stand by theirs; what is no key stays as it is."""
    if isinstance(held, dict):
        return {
            name_by_key(name, keys) if isinstance(name, str) else name: data_by_key(value, keys)
            for name, value in held.items()
        }
    return [data_by_key(value, keys) for value in held] if isinstance(held, list) else held
