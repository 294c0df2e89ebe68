#!/usr/bin/env bash
# Parquet: three readers count and average a missing number differently
#
# Versions: pyarrow 26.0.1, pandas 3.1.1, polars 2.1.0, DuckDB 2.0.1, NumPy 2.4.6.
# Behaviour: three of five worlds have a deal, worth 1, 2 and 3; the others are NaN in one Parquet column. Worlds
# worth more than 2.5 are one by pandas and three by polars and DuckDB; the mean is 2 or NaN; the median 2 or 3;
# the largest value 3 by pandas and polars and NaN by DuckDB. With null instead of NaN all agree.
# A good engineer would expect: one file, one answer: by IEEE 754 a comparison with NaN is false.
# Documentation: polars and DuckDB document that NaN compares as larger than any number; that a filter then counts
# missing results as successes is the reader's to find. polars' max leaves NaN out all the same.
# Output seen:
#   | NaN, pandas: above 2.5 1, mean 2.0, median 2.0, largest 3.0
#   | NaN, polars: above 2.5 3, mean nan, median 3.0, largest 3.0
#   | NaN, DuckDB: above 2.5 3, mean nan, median 3.0, largest nan
#   | null, pandas: above 2.5 1, mean 2.0, median 2.0, largest 3.0
#   | null, polars: above 2.5 1, mean 2.0, median 2.0, largest 3.0
#   | null, DuckDB: above 2.5 1, mean 2.0, median 2.0, largest 3.0
set -euo pipefail
script=$(cd "$(dirname "$0")" && pwd)/$(basename "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
"${PYTHON:-python3}" -m venv venv
venv/bin/python -m pip install --quiet --disable-pip-version-check --no-compile \
  pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 duckdb==2.0.1 numpy==2.4.6
venv/bin/python - > seen.txt <<'EOF'
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

values = np.array([1.0, 2.0, 3.0, np.nan, np.nan])
for label, column in (("NaN", pa.array(values)), ("null", pa.array(values, from_pandas=True))):
    pq.write_table(pa.table({"value": column}), "worlds.parquet")
    one, two = pd.read_parquet("worlds.parquet").value, pl.read_parquet("worlds.parquet")["value"]
    query = "select count(*) filter (value > 2.5), avg(value), median(value), max(value) from 'worlds.parquet'"
    three = duckdb.sql(query).fetchall()[0]
    for name, row in (
        ("pandas", ((one > 2.5).sum(), one.mean(), one.median(), one.max())),
        ("polars", ((two > 2.5).sum(), two.mean(), two.median(), two.max())),
        ("DuckDB", three),
    ):
        above, mean, median, largest = row
        print(f"{label}, {name}: above 2.5 {int(above)}, mean {mean:.1f}, median {median:.1f}, largest {largest:.1f}")
EOF
cat seen.txt
sed -n 's/^#   | //p' "$script" | diff - seen.txt || { echo "the output has changed" >&2; exit 1; }
