"""What is not known is null in every table, never NaN, which readers of Parquet count, compare and average unlike."""

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from runs import played

TABLES = ("worlds", "accounts", "days")


@pytest.mark.parametrize("name", ["baseline", "two_stages"])
@pytest.mark.parametrize("table", TABLES)
def test_no_table_of_a_run_holds_nan(name, table):
    held = getattr(played(name, worlds=200), table)
    floats = [column for column in held.column_names if pa.types.is_floating(held.schema.field(column).type)]
    assert floats
    assert [column for column in floats if pc.any(pc.is_nan(held.column(column))).as_py()] == []


def test_worlds_without_a_deal_have_null_values_and_so_are_above_no_bound():
    worlds = played("baseline", worlds=200).worlds
    open_ended = worlds.filter(pc.invert(worlds.column("agreed")))
    assert open_ended.num_rows > 0
    assert open_ended.column("us_value").null_count == open_ended.num_rows
