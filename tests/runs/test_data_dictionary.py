"""columns.csv beside every result: each column of each table once, and null only where it says so."""

import csv

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from runs import played

from sim.analysis.comparison_folder import EVENT_SCHEMA, SCHEMA
from sim.analysis.contrast_folder import SCHEMA as CONTRAST_SCHEMA
from sim.analysis.predictions import predict
from sim.runs.data_dictionary import HEADING, add_table, describe_schemas, dictionary_text, write_dictionary
from sim.runs.folder import prepare_folder
from sim.runs.results import Extras, save_run
from sim.scenario.column_nulls import NEVER_NULL, NO_DEAL
from sim.sweeps.designs.factor_words import describe_factors

SCENARIOS = ["baseline", "japan_played", "two_stages_ruling", "no_election"]


def read_dictionary(folder):
    """Return the rows of a dictionary, by table and column."""
    with (folder / "columns.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    held = {(row["table"], row["column"]): row for row in rows}
    assert len(held) == len(rows)
    return held


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """Return a saved run with theory, and its folder."""
    outcome = played("baseline", worlds=20)
    out = tmp_path_factory.mktemp("runs") / "run"
    extras = Extras("text", {}, None, "sim run", 1.0, theory=predict(outcome))
    return save_run(outcome, prepare_folder(out, force=False), out, extras)


def test_every_column_of_every_table_of_a_run_is_in_it(saved):
    said = read_dictionary(saved)
    schemas = {file.stem: pq.read_schema(file) for file in saved.glob("*.parquet")}
    assert schemas.keys() == {"worlds", "accounts", "days", "offers", "theory"}
    assert said.keys() == {(table, field.name) for table, schema in schemas.items() for field in schema}
    for (table, name), row in said.items():
        assert row["type"] == str(schemas[table].field(name).type)
        assert row["meaning"], (table, name)
        assert row["null"], (table, name)


def test_it_says_what_the_columns_are(saved):
    said = read_dictionary(saved)
    assert list(said["worlds", "us_value"].values()) == [
        *("worlds", "us_value", "double", "bn USD a year"),
        *("value of the deal to the U.S. by its mandate on that day", NO_DEAL),
    ]
    assert said["accounts", "duty_won"]["unit"] == "bn KRW"
    assert said["theory", "equilibrium_lng"]["unit"] == said["worlds", "lng"]["unit"] == "million tonnes a year"
    assert said["worlds", "us_value_filled"]["null"] == NEVER_NULL


@pytest.mark.parametrize("table", ["worlds", "accounts", "days", "offers", "theory"])
def test_what_is_never_null_is_never_null(saved, table):
    rows, said = pq.read_table(saved / f"{table}.parquet"), read_dictionary(saved)
    assert not [n for n in rows.column_names if said[table, n]["null"] == NEVER_NULL and rows[n].null_count]


@pytest.mark.parametrize("name", SCENARIOS)
def test_null_stands_where_the_rule_of_a_column_says_so(name):
    rows = played(name, worlds=20).worlds
    agreed = rows["agreed"].combine_chunks()
    for field in rows.schema:
        known, rule = rows[field.name].combine_chunks().is_valid(), field.metadata[b"null"].decode()
        if rule == NEVER_NULL:
            assert known.true_count == 20, field.name
        elif rule == NO_DEAL:
            assert known.equals(agreed), field.name
        elif rule.startswith(NO_DEAL):
            assert not pc.any(pc.and_not(known, agreed)).as_py(), field.name


@pytest.mark.parametrize("schema", [SCHEMA, EVENT_SCHEMA, CONTRAST_SCHEMA], ids=["comparison", "events", "vote"])
def test_every_column_of_a_comparison_is_described(schema):
    table = "vote" if schema is CONTRAST_SCHEMA else "comparison"
    described = describe_schemas({table: schema})[table]
    assert [field.name for field in described if not field.metadata[b"meaning"]] == []
    assert described.field("low").metadata[b"null"] == b"where too few worlds are known for an interval"


def test_a_factor_has_the_unit_of_its_path():
    names = ["point", "us.tactic.timed.beta", "events.japan_deal.probability", "scenario"]
    schema = describe_factors(pa.schema([(name, pa.float64()) for name in names]), names[1:])
    units = [field.metadata[b"unit"].decode() for field in schema]
    assert units == ["", "ratio", "share", ""]
    assert schema.field("scenario").metadata[b"null"] == b"where the scenario's own value stands"


def test_a_result_of_an_older_version_says_that_it_is_one():
    old = pa.schema([pa.field("day", pa.int64(), metadata={"unit": "days", "meaning": "day of signature"})])
    text = dictionary_text({"worlds": old})
    assert text.splitlines()[0] == ",".join(HEADING)
    assert "the result was saved before null rules were" in text


def test_a_table_is_added_to_a_dictionary(tmp_path):
    write_dictionary(tmp_path, {"days": pa.schema([("day", pa.int64())])})
    add_table(tmp_path, "rows", pa.schema([("game", pa.int64()), ("us_player", pa.string())]))
    assert list(read_dictionary(tmp_path)) == [("days", "day"), ("rows", "game"), ("rows", "us_player")]
