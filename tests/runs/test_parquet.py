"""Rows written as Parquet: read back as they were, and words alone by way of a dictionary."""

import pyarrow as pa
import pyarrow.parquet as pq

from sim.runs.parquet import write_rows


def test_rows_are_read_back_as_they_were_and_words_alone_have_a_dictionary(tmp_path):
    table = pa.table(
        {"world": [0, 1, 2], "phase": ["a", None, "b"], "agreed": [True, None, False], "value": [0.1, None, -0.0]}
    )
    write_rows(table, tmp_path / "rows.parquet")
    assert pq.read_table(tmp_path / "rows.parquet").equals(table, check_metadata=True)
    group = pq.ParquetFile(tmp_path / "rows.parquet").metadata.row_group(0)
    columns = {group.column(k).path_in_schema: group.column(k) for k in range(group.num_columns)}
    assert {name for name, column in columns.items() if column.has_dictionary_page} == {"phase"}
    assert {column.compression for column in columns.values()} == {"ZSTD"}
