"""A data dictionary of a result: each column of each table with its type, unit, meaning, and what null is there."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from sim.analysis.export.result_tables import ResultTable
from sim.economy.carmakers.accounts import ITEMS
from sim.scenario.columns import COLUMNS

Words = tuple[str, str]  # unit and meaning

NULL = "does not apply in this row, as the terms of a world without a deal; never 0 in its place"
SCHEMA = pa.schema([(name, pa.string()) for name in ("table", "column", "type", "unit", "meaning", "null")])
WORDS: dict[str, Words] = {  # of columns that stand in several tables
    "world": COLUMNS["world"],
    "maker": ("", "the carmaker"),
    "quarter": ("", "quarter of the calendar year, in which it is booked"),
    "date": ("", "date of the day"),
    "worlds": ("worlds", "of how many worlds"),
    "measure": ("", "the outcome"),
    "unit": ("", "unit of the figures in this row"),
    "run": ("", "name of the scenario"),
    "against": ("", "name of the scenario that it is compared with"),
    "low": ("as in unit", "lower end of the 95 % interval"),
    "high": ("as in unit", "upper end of the 95 % interval"),
    "difference": ("as in unit", "mean difference"),
}
DAYS: dict[str, Words] = {
    "day": ("days", "day, counted from the day on which the pause began"),
    "series": ("", "what the figures are of"),
    "mean": ("of the series", "mean over worlds"),
    **{f"q{level}": ("of the series", f"quantile of {level} in 100 over worlds") for level in (10, 50, 90)},
}
OFFERS: dict[str, Words] = {
    "day": ("days", "day of the offer, counted from the day on which the pause began"),
    "proposer": ("", "who made the offer: us, korea"),
    "accepted": ("", "whether the other side accepted it"),
    "us_value": ("bn USD a year", "value of the offer to the U.S. on that day"),
    "korea_value": ("bn USD a year", "value of the offer to Korea on that day"),
}
ACCOUNTS: dict[str, Words] = {**ITEMS, **{f"{name}_won": ("bn KRW", meaning) for name, (_, meaning) in ITEMS.items()}}
OWN_WORDS: dict[str, Mapping[str, Words]] = {"accounts": ACCOUNTS, "days": DAYS, "offers": OFFERS}


def data_dictionary(tables: Sequence[ResultTable]) -> pa.Table:
    """Return one row for each column of each table of a result."""
    said = {field.name: words for table in tables for field in table.schema if (words := stated_words(field))}
    rows = [column_row(table, field, said) for table in tables for field in table.schema]
    return pa.Table.from_pylist(rows, SCHEMA)


def column_row(table: ResultTable, field: pa.Field, said: Mapping[str, Words]) -> dict[str, str]:
    """Return what is said of a column: by itself, of that table, of its name, or of its name in another table."""
    own = OWN_WORDS.get(table.name, {})
    unit, meaning = (
        stated_words(field) or own.get(field.name) or WORDS.get(field.name) or said.get(field.name, ("", ""))
    )
    return {
        "table": table.name,
        "column": field.name,
        "type": str(field.type),
        "unit": unit,
        "meaning": meaning,
        "null": NULL,
    }


def stated_words(field: pa.Field) -> Words | None:
    """Return unit and meaning that a column carries, None where it carries none."""
    held = {key.decode(): text.decode() for key, text in (field.metadata or {}).items()}
    return (held.get("unit", ""), held["meaning"]) if "meaning" in held else None
