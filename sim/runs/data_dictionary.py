"""The data dictionary of a result: each column of each of its tables, as `columns.csv` beside them.

    table, column    name of the table, and of the column in it
    type             as Arrow names it: bool, int64, double, string, date32[day]
    unit, meaning    of its figures
    null             when there is none: `never`, or in which rows

A column says of itself what it is (see `sim.runs.outcome_table`), or the page of words does (`sim.runs.table_words`),
or a column of its name in another table of the same result.
"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from sim.core.currency import name_in_code
from sim.core.party_columns import name_by_side
from sim.runs.table_words import ISSUE_NULLS, own_null, own_words
from sim.scenario.party_words import PartyWords, words_of_schema

COLUMNS_FILE = "columns.csv"
HEADING = ("table", "column", "type", "unit", "meaning", "null")
ACCOUNTS = "accounts"  # the table whose columns may be in another currency
EQUILIBRIUM = "equilibrium_"

Said = dict[str, str]  # unit, meaning, null


def write_dictionary(folder: Path, tables: Mapping[str, pa.Schema]) -> None:
    """Write the dictionary of some tables, by their names, into a folder."""
    (folder / COLUMNS_FILE).write_text(dictionary_text(tables), encoding="utf-8", newline="")


def add_table(folder: Path, name: str, schema: pa.Schema) -> None:
    """Add a table to the dictionary of a folder that has one."""
    file = folder / COLUMNS_FILE
    added = dictionary_text({name: schema}).split("\n", 1)[1]
    file.write_text(file.read_text(encoding="utf-8") + added, encoding="utf-8", newline="")


def dictionary_text(tables: Mapping[str, pa.Schema]) -> str:
    """Return the dictionary of some tables as CSV, a row for each column."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(HEADING)
    for table, schema in describe_schemas(tables).items():
        for field in schema:
            said = stated_words(field)
            rows.writerow((table, field.name, field.type, said["unit"], said["meaning"], said["null"]))
    return out.getvalue()


def describe_schemas(tables: Mapping[str, pa.Schema]) -> dict[str, pa.Schema]:
    """Return the schemas of a result's tables so that every column carries unit, meaning and null rule."""
    known = {field.name: said for schema in tables.values() for field in schema if (said := stated_words(field))}
    return {
        table: pa.schema(
            [field.with_metadata(words_of(table, field, known, words_of_schema(schema))) for field in schema]
        )
        for table, schema in tables.items()
    }


def words_of(table: str, field: pa.Field, known: Mapping[str, Said], parties: PartyWords) -> Said:
    """Return what is said of a column: by itself, of that table, of its name, or of its name in another table."""
    said, name = stated_words(field), name_by_side(field.name, parties.keys)
    name = name_in_code(name, parties.currency) if table == ACCOUNTS else name
    null = parties.text(own_null(table, name))
    if said:
        return {**said, "null": said["null"] or null}
    words = own_words(table, name)
    if words is not None:
        return {"unit": parties.text(words[0]), "meaning": parties.text(words[1]), "null": null}
    issue = known.get(field.name.removeprefix(EQUILIBRIUM), {"unit": "", "meaning": ""})
    return {"unit": issue["unit"], "meaning": issue["meaning"], "null": ISSUE_NULLS.get(table, null)}


def stated_words(field: pa.Field) -> Said:
    """Return what a column says of itself, nothing where it does not."""
    held = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
    return {name: held.get(name, "") for name in ("unit", "meaning", "null")} if "meaning" in held else {}
